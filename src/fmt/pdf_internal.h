/* What fmt/pdf*.c and fmt/text*.c share; nobody else includes it. */
#ifndef FMT_PDF_INTERNAL_H
#define FMT_PDF_INTERNAL_H

#include <cairo-pdf.h>

#include "fmt/pdf.h"

#define PDF_TAG_DEPTH 16
#define PDF_BLOCK_BYTES 32768
#define PDF_PICTURES_MAX 64

struct text_engine;

/* Pictures that were drawn before: each is in the file once. */
struct pdf_image {
	const char *bytes;
	cairo_surface_t *surface;
};

/* What has been written and is not in the sink yet (pdf_stream.c). */
struct pdf_stream {
	struct sink sink;
	struct err err; /* of the sink */
	bool failed;
	bool is_holding; /* a dictionary of pictures, until it is whole */
	size_t matched, used, held_len;
	char block[PDF_BLOCK_BYTES];
	char held[PDF_BLOCK_BYTES];
};
bool pdf_stream_write(struct pdf_stream *s, struct str bytes);
bool pdf_stream_end(struct pdf_stream *s);

struct pdf {
	cairo_surface_t *surface;
	cairo_t *cairo;
	struct pdf_stream stream;
	double height;
	const char *language; /* of the text */
	int page;
	const char *tags[PDF_TAG_DEPTH];
	size_t tag_depth;
	struct pdf_image images[PDF_PICTURES_MAX];
	size_t image_count;
	struct text_engine *text; /* made by the first text */
	size_t missing_glyphs;
};

void pdf_set_ink(struct pdf *pdf, struct ink ink);
struct text_engine *text_engine_free(struct text_engine *engine);

#endif
