/* WebP by libwebp, the only file that includes it. */
#include <webp/decode.h>

#include "pictures/raster.h"

bool webp_decode(struct str bytes, struct raster *ret)
{
	const uint8_t *at = (const uint8_t *)bytes.at;
	int width = 0, height = 0;
	struct raster r = { .rgb = NULL };

	if (!WebPGetInfo(at, bytes.len, &width, &height) || width < 0 || height < 0 ||
	    !raster_init(&r, (uint64_t)width, (uint64_t)height)) {
		raster_free(&r);
		return false;
	}
	if (WebPDecodeRGBInto(at, bytes.len, r.rgb, (size_t)r.width * r.height * 3,
			      (int)r.width * 3)) {
		*ret = r;
		return true;
	}
	raster_free(&r);
	return false;
}
