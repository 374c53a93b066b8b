/* PNG to pixels: logos of brands, emoji of fonts. Private to fmt/; libpng is behind it. */
#ifndef FMT_PDF_PNG_H
#define FMT_PDF_PNG_H

#include <stdbool.h>

#include "base/str.h"

struct png_pixels {
	int width, height;
	struct str rgb, alpha; /* three bytes and one byte a pixel, row after row; malloc */
	bool is_opaque;        /* every pixel is */
};
/* False: no PNG, broken, or a side longer than `side_max`. */
bool png_read(struct str bytes, int side_max, struct png_pixels *ret) must_use;
/* Half as wide and half as high. */
void png_halve(struct png_pixels *pixels);
void png_pixels_free(struct png_pixels *pixels);

#endif
