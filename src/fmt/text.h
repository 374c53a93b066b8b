/*
 * Text on the pages of fmt/pdf.h: any script in any mixture, shaped, right to left where it is,
 * with colour emoji, as text that can be selected and searched. Pango is behind this header and
 * nowhere else.
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
	int lines;       /* at most; the last one ends in "…" when there is more. 0: one */
	double leading;  /* from baseline to baseline; 0: 1.4 times the size */
	double tracking; /* added between letters, in points */
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

/*
 * Loads fonts and shapes a line of each script, so that what comes after needs no file that was not
 * read or mapped already. False with a remedy when there is no font at all.
 */
bool text_warm_up(struct err *err) must_use;

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
