/*
 * Pages of a PDF (ISO 32000-1): shapes, pictures, links, bookmarks and structure. Text is
 * fmt/text.h, charts fmt/chart.h. The file goes into the sink when the document ends: only then it
 * is known which letters of its fonts it needs.
 *
 * Measures are points (1/72 inch) from the upper left corner of the page, y downwards. Coordinates
 * are of the page unless pdf_push moved the origin.
 *
 * The same calls give the same bytes: the time in the file is the one in `pdf_info`, never the
 * clock. A failure is remembered: draw a whole document, then ask pdf_end.
 *
 * Not thread-safe, and what lays out text (fmt/text.h) has state of its own: one document at a time
 * in one process, best in one of its own (report/child.h).
 */
#ifndef FMT_PDF_H
#define FMT_PDF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "fmt/sink.h"

#define PDF_A4_WIDTH 595.28
#define PDF_A4_HEIGHT 841.89

struct pdf;
struct text_engine;

struct pdf_info {
	struct str title, author, subject, keywords;
	struct str language;  /* BCP 47 of the text: "id", "en" */
	int64_t created_s;    /* instant that stands as CreationDate and ModDate */
	int created_offset_s; /* east of UTC, for how it is written */
	double width, height; /* of every page */
	struct sink sink;     /* its ctx lives as long as the document */
	/* What lays out text, shared by documents one after the other; NULL: one of its own. */
	struct text_engine *text;
};

/* The first page is open. */
bool pdf_new(const struct pdf_info *info, struct pdf **ret, struct err *err) must_use;
struct pdf *pdf_free(struct pdf *pdf);
void pdf_freep(struct pdf **pdf);
/* Ends the open page and begins the next one. */
void pdf_next_page(struct pdf *pdf);
/* From 1 on. */
int pdf_page(const struct pdf *pdf);
/* Writes the file. False: the sink's error, or that the document became too large. */
bool pdf_end(struct pdf *pdf, struct err *err) must_use;
/* True once something has failed: there is no point in drawing on. */
bool pdf_failed(const struct pdf *pdf);
/* Characters no installed font has, so far; each was drawn as U+FFFD's box. */
size_t pdf_missing_glyphs(const struct pdf *pdf);

/* ---- measures and colours ------------------------------------------------------------------- */

struct point {
	double x, y;
};
struct box {
	double x, y, width, height;
};
static inline double box_right(struct box b)
{
	return b.x + b.width;
}
static inline double box_bottom(struct box b)
{
	return b.y + b.height;
}
struct box box_inset(struct box b, double by);

struct ink {
	uint32_t rgb; /* 0xRRGGBB */
	double alpha; /* 0 to 1 */
};
#define INK(hex) ((struct ink){ (hex), 1.0 })
struct ink ink_faint(struct ink ink, double alpha);
/* `share` 0 is `a`, 1 is `b`; opaque. */
struct ink ink_mix(struct ink a, struct ink b, double share);
/* WCAG 2 contrast, 1 to 21, of two opaque colours. */
double ink_contrast(struct ink a, struct ink b);

struct pen {
	struct ink ink;
	double width;
	double dash; /* length of dashes and gaps; 0: solid */
};

/* ---- shapes --------------------------------------------------------------------------------- */

/* `radius` rounds the corners. */
void pdf_fill_box(struct pdf *pdf, struct box box, double radius, struct ink ink);
void pdf_stroke_box(struct pdf *pdf, struct box box, double radius, struct pen pen);
void pdf_line(struct pdf *pdf, struct point from, struct point to, struct pen pen);
void pdf_fill_circle(struct pdf *pdf, struct point centre, double radius, struct ink ink);
/* Part of a ring, angles in turns clockwise from 12 o'clock; the pen's width is the ring's. */
struct turn {
	double from, to;
};
void pdf_ring(struct pdf *pdf, struct point centre, double radius, struct turn turn,
	      struct pen pen);

/* A path is built, then used once or several times, then dropped. */
void pdf_path_move(struct pdf *pdf, struct point to);
void pdf_path_line(struct pdf *pdf, struct point to);
void pdf_path_curve(struct pdf *pdf, struct point out, struct point in, struct point to);
void pdf_path_close(struct pdf *pdf);
void pdf_path_box(struct pdf *pdf, struct box box, double radius);
/* Adds an outline in the notation of SVG of which it knows `M`, `l`, `z` and whole numbers. */
void pdf_path_outline(struct pdf *pdf, const char *outline);
void pdf_path_fill(struct pdf *pdf, struct ink ink);
/* From `ink` at the height `top` to nothing at the height `bottom`. */
void pdf_path_fade(struct pdf *pdf, struct ink ink, double top, double bottom);
void pdf_path_stroke(struct pdf *pdf, struct pen pen);
void pdf_path_drop(struct pdf *pdf);

/* Inside: moved to `origin` and scaled; nothing is drawn outside `clip` (page measures). */
void pdf_push(struct pdf *pdf, struct point origin, double scale);
void pdf_push_clip(struct pdf *pdf, struct box clip, double radius);
void pdf_pop(struct pdf *pdf);

/* ---- pictures ------------------------------------------------------------------------------- */

struct pdf_picture {
	struct str bytes;  /* JPEG or PNG; lives until pdf_end */
	int width, height; /* pixels; of a JPEG */
};
/*
 * Fills the box: scaled to cover it, cut evenly at two sides. JPEG bytes go into the file as they
 * are. False: these bytes are no picture, nothing was drawn.
 */
bool pdf_picture_cover(struct pdf *pdf, const struct pdf_picture *picture, struct box box,
		       double radius) must_use;
/* Inside the box, whole, at its left side (`right`: right side), in the middle of its height. */
bool pdf_picture_fit(struct pdf *pdf, const struct pdf_picture *picture, struct box box, bool right)
	must_use;

/* ---- links, bookmarks, structure ------------------------------------------------------------ */

/* http and https only; anything else is passed over. */
void pdf_link(struct pdf *pdf, struct box box, struct str url);
/* Below `parent` (0: at the top), leads to the height `y` of this page; returns its number. */
int pdf_bookmark(struct pdf *pdf, int parent, struct str title, double y);

/*
 * For readers and assistive technology; nest them. Shapes outside of all, or directly in a section,
 * table, row or list, are decoration; text there is a paragraph of its own.
 */
enum pdf_tag {
	PDF_DOCUMENT,
	PDF_SECTION,
	PDF_HEADING_1,
	PDF_HEADING_2,
	PDF_HEADING_3,
	PDF_PARAGRAPH,
	PDF_TABLE,
	PDF_ROW,
	PDF_CELL,
	PDF_HEAD_CELL,
	PDF_LIST,
	PDF_ITEM,
};
void pdf_tag_begin(struct pdf *pdf, enum pdf_tag tag);
/* A chart or a map; `alt` says what is to be seen on it. Ends by pdf_tag_end like the others. */
void pdf_figure_begin(struct pdf *pdf, struct str alt);
void pdf_tag_end(struct pdf *pdf);

#endif
