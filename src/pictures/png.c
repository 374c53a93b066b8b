/* PNG by libpng, the only file that includes it. */
#include <png.h>

#include "pictures/raster.h"

bool png_decode(struct str bytes, struct raster *ret)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	const png_color white = { 255, 255, 255 };
	struct raster r = { .rgb = NULL };

	if (!png_image_begin_read_from_memory(&image, bytes.at, bytes.len))
		return false;
	image.format = PNG_FORMAT_RGB;
	bool ok = raster_init(&r, image.width, image.height) &&
		  png_image_finish_read(&image, &white, r.rgb, 0, NULL);

	png_image_free(&image);
	if (ok)
		*ret = r;
	else
		raster_free(&r);
	return ok;
}
