#include "fmt/pdf_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"

/* ---- the document --------------------------------------------------------------------------- */

static cairo_status_t write_to_stream(void *closure, const unsigned char *data, unsigned int length)
{
	struct pdf *pdf = closure;

	return pdf_stream_write(&pdf->stream, (struct str){ (const char *)data, length })
		       ? CAIRO_STATUS_SUCCESS
		       : CAIRO_STATUS_WRITE_ERROR;
}

static void set_metadata(struct pdf *pdf, cairo_pdf_metadata_t which, struct str text)
{
	cleanup(arena_free) struct arena a;

	arena_init(&a, 64 << 10);
	if (text.len > 0)
		cairo_pdf_surface_set_metadata(pdf->surface, which,
					       str_z(&a, utf8_clean(&a, str_sub(text, 0, 4096))));
}

/* ISO 8601 with an offset, which is what cairo wants. */
static void set_times(struct pdf *pdf, const struct pdf_info *info)
{
	cleanup(arena_free) struct arena a;
	struct civil c = civil_from_unix(info->created_s + info->created_offset_s);
	int minutes = abs(info->created_offset_s) / 60;

	arena_init(&a, 4096);
	struct str text =
		str_fmt(&a, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", c.year, c.month, c.day,
			c.hour, c.minute, c.second, info->created_offset_s < 0 ? '-' : '+',
			minutes / 60, minutes % 60);

	set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, text);
	set_metadata(pdf, CAIRO_PDF_METADATA_MOD_DATE, text);
}

bool pdf_new(const struct pdf_info *info, struct pdf **ret, struct err *err)
{
	cleanup(pdf_freep) struct pdf *pdf = calloc(1, sizeof(*pdf));

	if (!pdf)
		abort();
	pdf->stream.sink = info->sink;
	pdf->stream.err = ERR_INIT;
	pdf->height = info->height;
	pdf->page = 1;
	pdf->language = str_starts_with(info->language, STR("en")) ? "en" : "id";
	pdf->surface = cairo_pdf_surface_create_for_stream(write_to_stream, pdf, info->width,
							   info->height);
	pdf->cairo = cairo_create(pdf->surface);
	cairo_pdf_surface_restrict_to_version(pdf->surface, CAIRO_PDF_VERSION_1_5);
	set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, info->title);
	set_metadata(pdf, CAIRO_PDF_METADATA_AUTHOR, info->author);
	set_metadata(pdf, CAIRO_PDF_METADATA_SUBJECT, info->subject);
	set_metadata(pdf, CAIRO_PDF_METADATA_KEYWORDS, info->keywords);
	set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, STR("Simpul " SIMPUL_VERSION));
	set_times(pdf, info);
	if (cairo_status(pdf->cairo) != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_INTERNAL, "beginning a PDF: %s",
			       cairo_status_to_string(cairo_status(pdf->cairo)));
	*ret = TAKE(pdf);
	return true;
}

struct pdf *pdf_free(struct pdf *pdf)
{
	if (!pdf)
		return NULL;
	pdf->stream.failed =
		true; /* what cairo writes when it is torn down is not wanted any more */
	text_engine_free(pdf->text);
	for (size_t i = 0; i < pdf->image_count; i++)
		cairo_surface_destroy(pdf->images[i].surface);
	cairo_destroy(pdf->cairo);
	cairo_surface_destroy(pdf->surface);
	free(pdf);
	return NULL;
}

void pdf_freep(struct pdf **pdf)
{
	*pdf = pdf_free(*pdf);
}

/* Tags are closed at the end of a page, so that each page is readable by itself. */
void pdf_next_page(struct pdf *pdf)
{
	while (pdf->tag_depth > 0)
		pdf_tag_end(pdf);
	cairo_show_page(pdf->cairo);
	pdf->page++;
}

int pdf_page(const struct pdf *pdf)
{
	return pdf->page;
}

bool pdf_failed(const struct pdf *pdf)
{
	return pdf->stream.failed || cairo_status(pdf->cairo) != CAIRO_STATUS_SUCCESS;
}

size_t pdf_missing_glyphs(const struct pdf *pdf)
{
	return pdf->missing_glyphs;
}

bool pdf_end(struct pdf *pdf, struct err *err)
{
	while (pdf->tag_depth > 0)
		pdf_tag_end(pdf);
	cairo_show_page(pdf->cairo);

	cairo_status_t drawn = cairo_status(pdf->cairo);

	cairo_surface_finish(pdf->surface);

	cairo_status_t written = cairo_surface_status(pdf->surface);

	if (pdf->stream.failed || (!drawn && !written && !pdf_stream_end(&pdf->stream))) {
		*err = pdf->stream.err;
		return false;
	}
	if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS)
		return err_set(err, ERR_INTERNAL, "writing a PDF: %s",
			       cairo_status_to_string(drawn ? drawn : written));
	return true;
}

/* ---- measures and colours ------------------------------------------------------------------- */

struct box box_inset(struct box b, double by)
{
	return (struct box){ b.x + by, b.y + by, b.width - 2 * by, b.height - 2 * by };
}

struct ink ink_faint(struct ink ink, double alpha)
{
	return (struct ink){ ink.rgb, ink.alpha * alpha };
}

static double channel(struct ink ink, int shift)
{
	return (double)((ink.rgb >> shift) & 0xff) / 255;
}

struct ink ink_mix(struct ink a, struct ink b, double share)
{
	uint32_t rgb = 0;

	for (int shift = 16; shift >= 0; shift -= 8) {
		double part = channel(a, shift) * (1 - share) + channel(b, shift) * share;

		rgb |= (uint32_t)lround(part * 255) << shift;
	}
	return INK(rgb);
}

/* WCAG 2.2, "relative luminance". */
static double luminance(struct ink ink)
{
	static const double weights[] = { 0.0722, 0.7152, 0.2126 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = channel(ink, 8 * i);

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

double ink_contrast(struct ink a, struct ink b)
{
	double la = luminance(a), lb = luminance(b);

	return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

void pdf_set_ink(struct pdf *pdf, struct ink ink)
{
	cairo_set_source_rgba(pdf->cairo, channel(ink, 16), channel(ink, 8), channel(ink, 0),
			      ink.alpha);
}
