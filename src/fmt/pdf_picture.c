/* Pictures: JPEG bytes go into the file as they are, those of a PNG as pixels and their mask. */
#include "fmt/pdf_internal.h"

#include <math.h>

#include "fmt/pdf_png.h"

#define SIDE_MAX 8192

/* ---- JPEG (ITU-T T.81) ---------------------------------------------------------------------- */

struct jpeg {
	int width, height, parts;
};

static int byte_at(struct str s, size_t i)
{
	return (unsigned char)s.at[i];
}

/* Width, height and number of colours stand in the frame header (B.2.2). */
static bool read_jpeg(struct str bytes, struct jpeg *ret)
{
	size_t at = 2;

	if (bytes.len < 4 || byte_at(bytes, 0) != 0xff || byte_at(bytes, 1) != 0xd8)
		return false;
	while (at + 9 < bytes.len && byte_at(bytes, at) == 0xff) {
		int marker = byte_at(bytes, at + 1);

		if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
		    marker != 0xcc) {
			*ret = (struct jpeg){ byte_at(bytes, at + 7) << 8 | byte_at(bytes, at + 8),
					      byte_at(bytes, at + 5) << 8 | byte_at(bytes, at + 6),
					      byte_at(bytes, at + 9) };
			return ret->width > 0 && ret->height > 0 && ret->width <= SIDE_MAX &&
			       ret->height <= SIDE_MAX;
		}
		at += 2 + (size_t)(byte_at(bytes, at + 2) << 8 | byte_at(bytes, at + 3));
	}
	return false;
}

static void put_image(struct buf *out, int width, int height, const char *colours)
{
	buf_fmt(out,
		"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 "
		"/Interpolate true /ColorSpace /%s",
		width, height, colours);
}

static void write_jpeg(struct pdf *pdf, const struct jpeg *jpeg, struct str bytes, int object)
{
	cleanup(buf_free) struct buf entries;

	buf_init(&entries, 4096);
	put_image(&entries, jpeg->width, jpeg->height,
		  jpeg->parts == 1   ? "DeviceGray"
		  : jpeg->parts == 4 ? "DeviceCMYK"
				     : "DeviceRGB");
	/* Four colours are those of Adobe's programs, which write them inverted. */
	if (jpeg->parts == 4)
		buf_put(&entries, STR(" /Decode [1 0 1 0 1 0 1 0]"));
	buf_put(&entries, STR(" /Filter /DCTDecode"));
	pdf_file_packed(&pdf->file, object, buf_str(&entries), bytes);
}

/* ---- pixels --------------------------------------------------------------------------------- */

int pdf_write_pixels(struct pdf *pdf, const struct pdf_pixels *p)
{
	cleanup(buf_free) struct buf entries;
	int object = pdf_file_number(&pdf->file), mask = 0;

	buf_init(&entries, 4096);
	if (p->alpha.at) {
		mask = pdf_file_number(&pdf->file);
		put_image(&entries, p->width, p->height, "DeviceGray /Filter /FlateDecode");
		pdf_file_packed(&pdf->file, mask, buf_str(&entries), p->alpha);
		buf_clear(&entries);
	}
	put_image(&entries, p->width, p->height, "DeviceRGB /Filter /FlateDecode");
	if (mask)
		buf_fmt(&entries, " /SMask %d 0 R", mask);
	pdf_file_packed(&pdf->file, object, buf_str(&entries), p->rgb);
	return object;
}

static struct str packed(struct pdf *pdf, struct str bytes)
{
	return str_dup(&pdf->arena, pdf_file_pack(&pdf->file, bytes));
}

static void write_png(struct pdf *pdf, struct str bytes, struct pdf_image *image)
{
	cleanup(png_pixels_free) struct png_pixels png = { 0 };

	if (!png_read(bytes, SIDE_MAX, &png))
		return;
	image->width = png.width;
	image->height = png.height;
	image->object = pdf_write_pixels(
		pdf, &(struct pdf_pixels){ png.width, png.height, packed(pdf, png.rgb),
					   png.is_opaque ? STR_NONE : packed(pdf, png.alpha) });
}

/* ---- drawing -------------------------------------------------------------------------------- */

/* The number of the picture, which is in the file once; -1 when these bytes are none. */
static int image_of(struct pdf *pdf, struct str bytes)
{
	struct pdf_image *image = &pdf->images[pdf->image_count];
	struct jpeg jpeg;

	for (size_t i = 0; i < pdf->image_count; i++)
		if (pdf->images[i].bytes == bytes.at)
			return pdf->images[i].object ? (int)i : -1;
	if (pdf->image_count == PDF_PICTURES_MAX)
		return -1;
	*image = (struct pdf_image){ .bytes = bytes.at };
	if (read_jpeg(bytes, &jpeg)) {
		image->width = jpeg.width;
		image->height = jpeg.height;
		image->object = pdf_file_number(&pdf->file);
		write_jpeg(pdf, &jpeg, bytes, image->object);
	} else {
		write_png(pdf, bytes, image);
	}
	pdf->image_count++;
	return image->object ? (int)pdf->image_count - 1 : -1;
}

/* A picture is one by one, upside down on our pages. */
static void paint(struct pdf *pdf, int image, struct box at)
{
	struct buf *out = pdf_content(pdf);

	buf_put(out, STR("q "));
	pdf_put_number(out, at.width, 3);
	buf_put(out, STR(" 0 0 "));
	pdf_put_number(out, -at.height, 3);
	buf_putc(out, ' ');
	pdf_put_point(out, (struct point){ at.x, box_bottom(at) });
	buf_fmt(out, "cm /I%d Do Q\n", image);
}

bool pdf_picture_cover(struct pdf *pdf, const struct pdf_picture *picture, struct box box,
		       double radius)
{
	int image = image_of(pdf, picture->bytes);

	if (image < 0)
		return false;
	double width = pdf->images[image].width, height = pdf->images[image].height;
	double scale = fmax(box.width / width, box.height / height);
	struct box at = { box.x + (box.width - width * scale) / 2,
			  box.y + (box.height - height * scale) / 2, width * scale,
			  height * scale };

	pdf_push_clip(pdf, box, radius);
	pdf_set_alpha(pdf, 1);
	paint(pdf, image, at);
	pdf_pop(pdf);
	return true;
}

bool pdf_picture_fit(struct pdf *pdf, const struct pdf_picture *picture, struct box box, bool right)
{
	int image = image_of(pdf, picture->bytes);

	if (image < 0)
		return false;
	double width = pdf->images[image].width, height = pdf->images[image].height;
	double scale = fmin(box.width / width, box.height / height);
	struct box at = { right ? box_right(box) - width * scale : box.x,
			  box.y + (box.height - height * scale) / 2, width * scale,
			  height * scale };

	pdf_mark_shape(pdf);
	pdf_set_alpha(pdf, 1);
	paint(pdf, image, at);
	return true;
}
