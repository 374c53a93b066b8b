/* The only file of the simulator that includes libjpeg. */
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "graphsim/world/picture_jpeg.h"

#define QUALITY 85

void picture_jpeg(const unsigned char *rgb, int width, int height, struct buf *out)
{
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr errors;
	unsigned char *bytes = NULL;
	unsigned long len = 0;

	/* Our own pixels: what goes wrong here ends the simulator. */
	c.err = jpeg_std_error(&errors);
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &bytes, &len);
	c.image_width = (JDIMENSION)width;
	c.image_height = (JDIMENSION)height;
	c.input_components = 3;
	c.in_color_space = JCS_RGB;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, QUALITY, TRUE);
	jpeg_start_compress(&c, TRUE);
	while (c.next_scanline < c.image_height) {
		const unsigned char *at = rgb + (size_t)c.next_scanline * (size_t)width * 3;
		JSAMPROW row = (JSAMPROW)(uintptr_t)at;
		jpeg_write_scanlines(&c, &row, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	buf_put(out, (struct str){ (const char *)bytes, len });
	free(bytes);
}
