/* Pixels in memory, between a decoder and the encoder. Private to pictures/. */
#ifndef PICTURES_RASTER_H
#define PICTURES_RASTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* What a stranger's picture may claim to be: a progressive JPEG of this size takes about 50 MiB. */
#define RASTER_MAX_PIXELS (16 * 1024 * 1024)
#define RASTER_MAX_SIDE 10000

struct raster {
	uint32_t width, height;
	unsigned char *rgb; /* 3 bytes a pixel, row after row; malloc */
	int turn;           /* how it is to be shown, as EXIF says it: 1 to 8; 0 is 1, as it is */
};

/* False when it is too large, or there is no memory. */
bool raster_init(struct raster *r, uint64_t width, uint64_t height) must_use;
void raster_free(struct raster *r);

/* The decoders: one file per library. False: not such a picture, broken, or too large. */
bool jpeg_decode(struct str bytes, struct raster *ret) must_use;
bool png_decode(struct str bytes, struct raster *ret) must_use;
bool webp_decode(struct str bytes, struct raster *ret) must_use;
/* By its first bytes. */
bool raster_decode(struct str bytes, struct raster *ret) must_use;

/* Turned and mirrored so that it is shown as it is. */
bool raster_upright(const struct raster *r, struct raster *ret) must_use;
/* Neither side longer than `side_max`, each pixel the mean of those it covers. */
bool raster_shrink(const struct raster *r, uint32_t side_max, struct raster *ret) must_use;

/* A baseline JPEG without metadata; the same pixels give the same bytes. */
bool jpeg_encode(const struct raster *r, struct buf *out) must_use;

#endif
