/*
 * Exercises the decoders of src/pictures: whatever comes from outside, what is kept is a JPEG of at
 * most 480 pixels a side that says its own size.
 */
#include "fuzz/fuzz.h"
#include "pictures/internal.h"
#include "pictures/raster.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct raster whole = { .rgb = NULL }, small = { .rgb = NULL };
	uint32_t width = 0, height = 0;
	struct buf jpeg;

	buf_init(&jpeg, 4 * MIB);
	if (raster_decode(fuzz_text(data, size), &whole)) {
		promise(whole.width <= RASTER_MAX_SIDE && whole.height <= RASTER_MAX_SIDE);
		promise(raster_shrink(&whole, PICTURES_SIDE_MAX, &small));
		promise(small.width <= PICTURES_SIDE_MAX && small.height <= PICTURES_SIDE_MAX);
		promise(jpeg_encode(&small, &jpeg));
		promise(jpeg_size(buf_str(&jpeg), &width, &height));
		promise(width == small.width && height == small.height);
	}
	(void)!jpeg_size(fuzz_text(data, size), &width, &height);
	raster_free(&whole);
	raster_free(&small);
	buf_free(&jpeg);
	return 0;
}
