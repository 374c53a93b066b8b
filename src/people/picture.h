/*
 * Photos from strangers: what is taken apart must be a PNG (W3C PNG, third edition) or a JPEG (ITU
 * T.81), and only the parts that make the picture are put together again. Where it was taken, by
 * what, comments, thumbnails and whatever is appended are left out; of EXIF only the orientation
 * stays. Pixels are not decoded: the checks are of structure and size.
 */
#ifndef PEOPLE_PICTURE_H
#define PEOPLE_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define PICTURE_SIDE_MAX 4096

struct picture {
	struct str media_type; /* image/png, image/jpeg */
	struct str extension;  /* png, jpg */
	struct str bytes;      /* cleaned, in the arena */
	uint32_t width, height;
};

/* False for anything that is not wholly one such picture, each side 1 to PICTURE_SIDE_MAX. */
bool picture_clean(struct arena *a, struct str bytes, struct picture *ret) must_use;

#endif
