/* What the files of pictures/ share; nobody outside includes it. */
#ifndef PICTURES_INTERNAL_H
#define PICTURES_INTERNAL_H

#include "pictures/pictures.h"

#define PICTURE_KEPT_MAX_BYTES (512 * KIB)
/* Not asked for in so long: its post, or its account, is gone. */
#define PICTURE_KEPT_S (30 * INT64_C(86400))

struct pictures {
	struct pictures_config config;
};

/* Where the picture of that key stands. */
struct str picture_path(struct arena *a, struct str folder, struct str key);
/* From its frame header; false when it is no JPEG. */
bool jpeg_size(struct str jpeg, uint32_t *ret_width, uint32_t *ret_height) must_use;

#endif
