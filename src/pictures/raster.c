#include "pictures/raster.h"

#include <stdlib.h>
#include <string.h>

bool raster_init(struct raster *r, uint64_t width, uint64_t height)
{
	*r = (struct raster){ .rgb = NULL };
	if (!width || !height || width > RASTER_MAX_SIDE || height > RASTER_MAX_SIDE ||
	    width * height > RASTER_MAX_PIXELS)
		return false;
	r->width = (uint32_t)width;
	r->height = (uint32_t)height;
	r->rgb = malloc(width * height * 3);
	return r->rgb != NULL;
}

void raster_free(struct raster *r)
{
	free(r->rgb);
	r->rgb = NULL;
}

static bool begins(struct str bytes, struct str magic)
{
	return str_starts_with(bytes, magic);
}

bool raster_decode(struct str bytes, struct raster *ret)
{
	if (begins(bytes, STR("\xff\xd8\xff")))
		return jpeg_decode(bytes, ret);
	if (begins(bytes, STR("\x89PNG\r\n\x1a\n")))
		return png_decode(bytes, ret);
	if (begins(bytes, STR("RIFF")) && begins(str_skip(bytes, 8), STR("WEBP")))
		return webp_decode(bytes, ret);
	return false;
}

/* The mean of the pixels from (x0, y0) to before (x1, y1). */
static void mean_pixel(const struct raster *r, const uint32_t x[2], const uint32_t y[2],
		       unsigned char *out)
{
	uint64_t sum[3] = { 0 };
	uint64_t count = (uint64_t)(x[1] - x[0]) * (y[1] - y[0]);

	for (uint32_t row = y[0]; row < y[1]; row++) {
		const unsigned char *at = r->rgb + ((size_t)row * r->width + x[0]) * 3;
		for (uint32_t column = x[0]; column < x[1]; column++, at += 3) {
			sum[0] += at[0];
			sum[1] += at[1];
			sum[2] += at[2];
		}
	}
	for (int k = 0; k < 3; k++)
		out[k] = (unsigned char)((sum[k] + count / 2) / count);
}

static uint32_t scaled(uint32_t side, uint32_t longest, uint32_t side_max)
{
	uint64_t to = ((uint64_t)side * side_max + longest / 2) / longest;

	return to ? (uint32_t)to : 1;
}

/* What the pixel `at` of `to` covers of `from`: at least one. */
static void covered(uint32_t at, uint32_t to, uint32_t from, uint32_t ret[2])
{
	ret[0] = (uint32_t)((uint64_t)at * from / to);
	ret[1] = (uint32_t)((uint64_t)(at + 1) * from / to);
	if (ret[1] == ret[0])
		ret[1]++;
}

bool raster_shrink(const struct raster *r, uint32_t side_max, struct raster *ret)
{
	uint32_t longest = r->width > r->height ? r->width : r->height;
	uint32_t to = longest > side_max ? side_max : longest;

	if (!raster_init(ret, scaled(r->width, longest, to), scaled(r->height, longest, to)))
		return false;
	ret->turn = r->turn;
	for (uint32_t row = 0; row < ret->height; row++)
		for (uint32_t column = 0; column < ret->width; column++) {
			uint32_t x[2], y[2];
			covered(column, ret->width, r->width, x);
			covered(row, ret->height, r->height, y);
			mean_pixel(r, x, y, ret->rgb + ((size_t)row * ret->width + column) * 3);
		}
	return true;
}

/*
 * EXIF 2.32, 4.6.4, tag 0x0112: which side of what is seen the first row and the first column are.
 * Each value is a turn of the others: mirrored in x, mirrored in y, rows and columns exchanged.
 */
static const struct {
	bool flips_x, flips_y, swaps;
} turns[] = {
	[1] = { false, false, false }, [2] = { true, false, false }, [3] = { true, true, false },
	[4] = { false, true, false },  [5] = { false, false, true }, [6] = { false, true, true },
	[7] = { true, true, true },    [8] = { true, false, true },
};

bool raster_upright(const struct raster *r, struct raster *ret)
{
	int turn = r->turn >= 1 && r->turn <= 8 ? r->turn : 1;
	bool swaps = turns[turn].swaps;

	if (!raster_init(ret, swaps ? r->height : r->width, swaps ? r->width : r->height))
		return false;
	for (uint32_t y = 0; y < ret->height; y++)
		for (uint32_t x = 0; x < ret->width; x++) {
			uint32_t column = swaps ? y : x, row = swaps ? x : y;

			if (turns[turn].flips_x)
				column = r->width - 1 - column;
			if (turns[turn].flips_y)
				row = r->height - 1 - row;
			memcpy(ret->rgb + ((size_t)y * ret->width + x) * 3,
			       r->rgb + ((size_t)row * r->width + column) * 3, 3);
		}
	return true;
}
