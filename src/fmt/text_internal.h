/* What fmt/text*.c share; nobody else includes it. */
#ifndef FMT_TEXT_INTERNAL_H
#define FMT_TEXT_INTERNAL_H

#include <fontconfig/fontconfig.h>
#include <hb.h>

#include "fmt/pdf_internal.h"
#include "fmt/text.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define REPLACEMENT "\xef\xbf\xbd"
#define TEXT_WEIGHTS 4

/* ---- shaped text: everything in thousandths of the size ------------------------------------- */

struct text_run {
	double x; /* from the line's left end */
	struct pdf_run run;
};
struct text_line {
	struct text_run *runs;
	size_t count;
	double width;
	bool from_right;
};
struct text_lines {
	struct text_line *at;
	size_t count;
	size_t missing; /* characters no font has */
};

/* ---- fonts (text_fonts.c) ------------------------------------------------------------------- */

#define TEXT_FACES_MAX 128

struct text_face {
	char *path;
	int index;
	hb_face_t *face;
};

/*
 * Two sets of fonts: our own few, which nearly all text is made of and which are found at once;
 * and all that are installed, for the rest.
 */
enum text_set { TEXT_OWN, TEXT_ALL, TEXT_SETS };

struct text_library {
	FcConfig *sets[TEXT_SETS]; /* NULL: not looked at yet */
	struct text_face faces[TEXT_FACES_MAX];
	size_t face_count;
};
void text_library_open(struct text_library *library);
void text_library_close(struct text_library *library);
FcConfig *text_library_set(struct text_library *library, enum text_set set);
/* What fontconfig takes for that; NULL: there is no font. The library's. */
hb_face_t *text_library_match(struct text_library *library, const char *const *families,
			      int fc_weight);
/* One object for one file, however often it is asked for. */
hb_face_t *text_library_face(struct text_library *library, const FcPattern *pattern);

/* ---- shaping -------------------------------------------------------------------------------- */

/* A cut of the text family, for text that needs no other font. */
struct text_letters {
	hb_font_t *font; /* scaled to PDF_METRICS; NULL: not looked for yet */
	hb_face_t *face;
};

struct pango_shaper;

struct text_engine {
	struct text_library library;
	struct text_letters letters[TEXT_WEIGHTS][2]; /* plain, and for large sizes */
	hb_buffer_t *buffer;
	hb_language_t language;
	struct pango_shaper *pango; /* NULL: nothing has needed it yet */
	struct emoji_album *emoji;
	struct arena arena; /* of the cache */
	struct text_cache *cache;
};

extern const char *const text_families[];
extern const char *const text_display_families[];
#define TEXT_DISPLAY_FROM 14.0
#define TEXT_FEATURES "tnum=1, calt=0"

/*
 * Latin text on one line, by HarfBuzz alone (text_plain.c): some fifty times as fast. False: it
 * needs more than that. `width` < 0: however long.
 */
bool text_shape_plain(struct text_engine *engine, struct str text, const struct text_style *style,
		      double width, struct text_lines *ret);
struct text_letters *text_letters_of(struct text_engine *engine, const struct text_style *style);
void text_letters_free(struct text_engine *engine);

/* Anything, by pango (text_pango.c). */
void text_shape_any(struct text_engine *engine, struct str text, const struct text_style *style,
		    double width, struct text_lines *ret);
struct pango_shaper *pango_shaper_free(struct pango_shaper *shaper);

#endif
