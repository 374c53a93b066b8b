/*
 * Text on the pages of fmt/pdf.h: any script in any mixture, shaped, right to left where it is,
 * with colour emoji, as text that can be selected and searched. Pango, fontconfig and HarfBuzz are
 * behind this header.
 *
 * Text may be anything: control characters become spaces, invalid UTF-8 becomes U+FFFD, and what no
 * installed font has becomes U+FFFD as well (pdf_missing_glyphs counts them). More than
 * TEXT_MAX_BYTES of one text are not looked at.
 *
 * Lines stand on a grid: the first baseline is where the caller says, each further one a leading
 * below it, whatever fonts a line needed.
 */
#ifndef FMT_TEXT_H
#define FMT_TEXT_H

#include "fmt/pdf.h"

#define TEXT_MAX_BYTES 4096

enum text_weight { TEXT_REGULAR, TEXT_MEDIUM, TEXT_SEMIBOLD, TEXT_BOLD };
/* START is the left side, and the right side of lines that are written from right to left. */
enum text_align { TEXT_START, TEXT_LEFT, TEXT_CENTRE, TEXT_RIGHT };

struct text_style {
	double size; /* points */
	enum text_weight weight;
	enum text_align align;
	struct ink ink;
	int lines;      /* at most; the last one ends in "…" when there is more. 0: one */
	double leading; /* from baseline to baseline; 0: 1.4 times the size */
};

/*
 * Draws within `width`: cut off with "…" where it does not fit. `at` is the left end of the first
 * baseline, also for centred and right-aligned text. Returns how many lines were drawn.
 */
int text_draw(struct pdf *pdf, struct str text, const struct text_style *style, struct point at,
	      double width);
/* How wide one line would be. */
double text_width(struct pdf *pdf, struct str text, const struct text_style *style);
/* How many lines text_draw would draw. */
int text_lines(struct pdf *pdf, struct str text, const struct text_style *style, double width);

/* ---- what lays out text --------------------------------------------------------------------- */

/*
 * Fonts, and texts that were laid out before: one of it serves documents one after the other.
 * Reads where fonts are; fonts themselves are read when they are needed, those of other scripts
 * only then (from the folders and caches that fontconfig names).
 */
struct text_engine *text_engine_new(struct str language);
struct text_engine *text_engine_free(struct text_engine *engine);
void text_engine_freep(struct text_engine **engine);
/*
 * Opens the fonts of the text family, so that they need not be found later. False, with a remedy,
 * when there is no font at all.
 */
bool text_engine_check(struct text_engine *engine, struct err *err) must_use;

/* Fonts that reports want, for the operator. */
struct text_font {
	const char *family;  /* "Inter" */
	const char *package; /* of Debian */
	const char *about;   /* what is drawn with it */
	bool is_optional;    /* many installations do without */
	bool is_found;
};
#define TEXT_FONTS_MAX 8
struct text_fonts {
	struct text_font at[TEXT_FONTS_MAX];
	size_t count;
};
void text_fonts_look(struct text_fonts *ret);

#endif
