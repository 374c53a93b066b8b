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

struct pdf {
	cairo_surface_t *surface;
	cairo_t *cairo;
	struct sink sink;
	size_t used; /* of the block, which goes to the sink when it is full */
	char block[PDF_BLOCK_BYTES];
	struct err err; /* of the sink */
	bool failed;
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
