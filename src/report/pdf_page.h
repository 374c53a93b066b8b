/*
 * How a page of a report looks: the band on top, headings, cards, the line at the foot, and the
 * small pieces that stand in cards. Private to report/.
 */
#ifndef REPORT_PDF_PAGE_H
#define REPORT_PDF_PAGE_H

#include "report/pdf_data.h"

#define PAGE_LEFT 40.0
#define PAGE_RIGHT (PDF_A4_WIDTH - PAGE_LEFT)
#define PAGE_WIDTH (PAGE_RIGHT - PAGE_LEFT)
#define PAGE_BOTTOM 786.0
#define PAGE_GAP 12.0
#define CARD_PAD 14.0

/* Pictures by their address; false: none, and a drawn one takes its place. */
struct pdf_pictures {
	bool (*get)(void *ctx, struct str url, struct pdf_picture *ret);
	void *ctx;
};

/* One document while it is drawn. */
struct sheet {
	struct pdf *pdf;
	struct arena *arena; /* rewound at every page */
	const struct pdf_data *data;
	const struct pdf_pictures *pictures; /* NULL: none */
	struct chart_theme theme;
	struct speech speech;
	enum pdf_word section; /* Kompetitor, Statistik, Top Post */
	struct pdf_picture logo;
	bool has_logo;
	int page, pages; /* as printed: files of one section are counted together */
	int chapter;     /* the bookmark of the section */
};

/* The band, the heading, the foot, the bookmarks. Returns the height where the page is free. */
double sheet_begin_page(struct sheet *sh, struct str title, struct str lead);
void sheet_end_page(struct sheet *sh);
/* "dibanding 27 Sep 2026 – 24 Okt 2026"; nothing when everything was asked for. */
struct str sheet_compared(const struct sheet *sh);

/* ---- pieces --------------------------------------------------------------------------------- */

struct type {
	double size;
	enum text_weight weight;
	enum text_align align;
	struct ink ink;
	int lines;
};
/* `y` is the first baseline. Returns how many lines were drawn. */
int sheet_text(struct sheet *sh, struct str text, struct type type, struct box at);

/* A frame with a heading; returns what is free inside. A bookmark and a heading tag come along. */
struct box sheet_card(struct sheet *sh, struct box box, struct str title, struct str lead);
/* The same without heading. */
void sheet_frame(struct sheet *sh, struct box box);

/* Rising is good: "+2,0%" on a coloured ground. Returns its width; nothing for a missing value. */
double sheet_delta(struct sheet *sh, struct opt_double value, struct str text, struct point at);
/* The same with its right end at `at`. */
void sheet_delta_right(struct sheet *sh, struct opt_double value, struct str text, struct point at);

struct legend {
	struct str label;
	struct ink ink;
	bool is_dashed;
};
/* In one row that ends at `right`. */
void sheet_legend(struct sheet *sh, const struct legend *items, size_t count, struct point right);

/* What is drawn instead of nothing: an icon, what is missing, and when it comes. */
void sheet_empty(struct sheet *sh, struct box box, enum pdf_word title, enum pdf_word hint);

/* A round picture; without one the initials of the name. */
void sheet_avatar(struct sheet *sh, const struct pdf_account *account, struct point centre,
		  double radius);
/* A square picture of a post; without one a drawn one of its kind. */
void sheet_thumbnail(struct sheet *sh, const struct pdf_post *post, struct box box, double radius);
/* "Gambar", … */
struct str sheet_media_type(const struct sheet *sh, struct str type);

/* A sentence on a soft ground. Returns its height. */
double sheet_note(struct sheet *sh, struct str text, struct box at);

/* Texts in the place of pictures: what a chart over days, or a map, shows. */
struct str sheet_alt_days(struct sheet *sh, struct str title, const struct opt_double *values,
			  chart_mark_fn *mark);
struct str sheet_alt_places(struct sheet *sh, enum pdf_word map, const struct pdf_places *places);

bool sheet_has_any(const struct opt_double *values, size_t count);
chart_mark_fn sheet_mark;         /* ctx: the sheet */
chart_mark_fn sheet_mark_percent; /* the same */
chart_day_fn sheet_day;           /* the same */
/* Then a day without its year says too little. */
bool sheet_spans_years(const struct sheet *sh);

#endif
