/*
 * Pictures for reports: thumbnails of posts and profile photos, fetched from Meta's servers ahead
 * of time, shrunk, and kept in a folder. Whoever draws a report reads that folder alone, so it may
 * be shut in: no sockets, no decoder of strangers' bytes, only JPEGs that we encoded ourselves.
 */
#ifndef PICTURES_PICTURES_H
#define PICTURES_PICTURES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Neither side of a kept picture is longer. */
#define PICTURES_SIDE_MAX 480

struct kept_picture {
	struct str jpeg; /* baseline, RGB or grey, without metadata */
	uint32_t width, height;
};

/*
 * The picture of that address, from the cache in `folder`. False when it is not there (yet), or
 * the address is empty: draw something in its place. Never touches the network.
 */
bool pictures_get(struct arena *a, struct str folder, struct str url, struct kept_picture *ret)
	must_use;

/*
 * What names a picture in the cache: 64 hex digits, the same for two addresses that differ only
 * in what Meta signs anew each time (oh, oe, _nc_…). at == NULL when it is no address.
 */
struct str pictures_key(struct arena *a, struct str url);

#endif
