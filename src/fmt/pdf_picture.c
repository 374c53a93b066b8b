#include "fmt/pdf_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIDE_MAX 8192

static bool is_jpeg(struct str bytes)
{
	return bytes.len > 3 && (unsigned char)bytes.at[0] == 0xff &&
	       (unsigned char)bytes.at[1] == 0xd8;
}

static cairo_status_t read_rest(void *closure, unsigned char *data, unsigned int length)
{
	struct str *rest = closure;

	if (rest->len < length)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, rest->at, length);
	*rest = str_skip(*rest, length);
	return CAIRO_STATUS_SUCCESS;
}

/* Its own copy of the bytes: cairo keeps them until the file is written. */
static cairo_surface_t *jpeg_surface(const struct pdf_picture *picture)
{
	cairo_surface_t *surface =
		cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture->width, picture->height);
	unsigned char *copy = malloc(picture->bytes.len);

	if (!copy)
		abort();
	memcpy(copy, picture->bytes.at, picture->bytes.len);
	if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, copy, picture->bytes.len,
					free, copy) != CAIRO_STATUS_SUCCESS)
		free(copy);
	return surface;
}

static cairo_surface_t *decode(const struct pdf_picture *picture)
{
	if (is_jpeg(picture->bytes)) {
		if (picture->width < 1 || picture->height < 1 || picture->width > SIDE_MAX ||
		    picture->height > SIDE_MAX)
			return NULL;
		return jpeg_surface(picture);
	}
	struct str rest = picture->bytes;

	return cairo_image_surface_create_from_png_stream(read_rest, &rest);
}

/* The picture as cairo has it, NULL when it is none; kept, so that it is in the file once. */
static cairo_surface_t *image_of(struct pdf *pdf, const struct pdf_picture *picture)
{
	for (size_t i = 0; i < pdf->image_count; i++)
		if (pdf->images[i].bytes == picture->bytes.at)
			return pdf->images[i].surface;
	if (pdf->image_count == PDF_PICTURES_MAX)
		return NULL;
	cairo_surface_t *surface = decode(picture);

	if (surface && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
		cairo_surface_destroy(surface);
		surface = NULL;
	}
	pdf->images[pdf->image_count++] = (struct pdf_image){ picture->bytes.at, surface };
	return surface;
}

static void paint(struct pdf *pdf, cairo_surface_t *image, struct box at)
{
	cairo_save(pdf->cairo);
	cairo_translate(pdf->cairo, at.x, at.y);
	cairo_scale(pdf->cairo, at.width / cairo_image_surface_get_width(image),
		    at.height / cairo_image_surface_get_height(image));
	cairo_set_source_surface(pdf->cairo, image, 0, 0);
	cairo_paint(pdf->cairo);
	cairo_restore(pdf->cairo);
}

bool pdf_picture_cover(struct pdf *pdf, const struct pdf_picture *picture, struct box box,
		       double radius)
{
	cairo_surface_t *image = image_of(pdf, picture);

	if (!image)
		return false;
	double width = cairo_image_surface_get_width(image);
	double height = cairo_image_surface_get_height(image);
	double scale = fmax(box.width / width, box.height / height);
	struct box at = { box.x + (box.width - width * scale) / 2,
			  box.y + (box.height - height * scale) / 2, width * scale,
			  height * scale };

	pdf_push_clip(pdf, box, radius);
	paint(pdf, image, at);
	pdf_pop(pdf);
	return true;
}

bool pdf_picture_fit(struct pdf *pdf, const struct pdf_picture *picture, struct box box, bool right)
{
	cairo_surface_t *image = image_of(pdf, picture);

	if (!image)
		return false;
	double width = cairo_image_surface_get_width(image);
	double height = cairo_image_surface_get_height(image);
	double scale = fmin(box.width / width, box.height / height);
	struct box at = { right ? box_right(box) - width * scale : box.x,
			  box.y + (box.height - height * scale) / 2, width * scale,
			  height * scale };

	paint(pdf, image, at);
	return true;
}
