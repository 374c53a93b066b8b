#include "fmt/pdf_png.h"

#include <stdlib.h>

#include <png.h>

#include "base/buf.h"

#define RGBA 4

static unsigned char *allocate(size_t bytes)
{
	unsigned char *at = malloc(bytes);

	if (!at)
		abort();
	return at;
}

/* Colours and coverage apart, as PDF wants them. */
static void split(const unsigned char *rgba, struct png_pixels *ret)
{
	size_t count = (size_t)ret->width * (size_t)ret->height;
	unsigned char *rgb = allocate(3 * count), *alpha = allocate(count);

	ret->is_opaque = true;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < 3; k++)
			rgb[3 * i + k] = rgba[RGBA * i + k];
		alpha[i] = rgba[RGBA * i + 3];
		ret->is_opaque = ret->is_opaque && alpha[i] == 255;
	}
	ret->rgb = (struct str){ (const char *)rgb, 3 * count };
	ret->alpha = (struct str){ (const char *)alpha, count };
}

bool png_read(struct str bytes, int side_max, struct png_pixels *ret)
{
	png_image image = { .version = PNG_IMAGE_VERSION };

	if (bytes.len == 0 || !png_image_begin_read_from_memory(&image, bytes.at, bytes.len))
		return false;
	if (image.width > (unsigned)side_max || image.height > (unsigned)side_max) {
		png_image_free(&image);
		return false;
	}
	image.format = PNG_FORMAT_RGBA;
	cleanup(mem_freep) unsigned char *rgba = allocate(PNG_IMAGE_SIZE(image));
	bool ok = png_image_finish_read(&image, NULL, rgba, 0, NULL);

	*ret = (struct png_pixels){ .width = (int)image.width, .height = (int)image.height };
	png_image_free(&image);
	if (ok)
		split(rgba, ret);
	return ok;
}

/* The mean of four pixels, each by as much of it as there is. */
static void mean(const struct png_pixels *from, int x, int y, unsigned char *rgb,
		 unsigned char *alpha)
{
	unsigned sums[3] = { 0 }, weight = 0;

	for (int i = 0; i < 4; i++) {
		size_t at = (size_t)(y + i / 2) * (size_t)from->width + (size_t)(x + i % 2);
		unsigned a = (unsigned char)from->alpha.at[at];

		for (size_t k = 0; k < 3; k++)
			sums[k] += a * (unsigned char)from->rgb.at[3 * at + k];
		weight += a;
	}
	for (size_t k = 0; k < 3; k++)
		rgb[k] = (unsigned char)(weight ? (sums[k] + weight / 2) / weight : 0);
	*alpha = (unsigned char)((weight + 2) / 4);
}

void png_halve(struct png_pixels *pixels)
{
	int width = pixels->width / 2, height = pixels->height / 2;
	size_t count = (size_t)width * (size_t)height;

	if (count == 0)
		return;
	unsigned char *rgb = allocate(3 * count), *alpha = allocate(count);

	for (int y = 0; y < height; y++)
		for (int x = 0; x < width; x++) {
			size_t at = (size_t)y * (size_t)width + (size_t)x;

			mean(pixels, 2 * x, 2 * y, rgb + 3 * at, alpha + at);
		}
	struct png_pixels half = { width,
				   height,
				   { (const char *)rgb, 3 * count },
				   { (const char *)alpha, count },
				   pixels->is_opaque };

	png_pixels_free(pixels);
	*pixels = half;
}

void png_pixels_free(struct png_pixels *pixels)
{
	free((void *)(uintptr_t)pixels->rgb.at);
	free((void *)(uintptr_t)pixels->alpha.at);
	*pixels = (struct png_pixels){ 0 };
}
