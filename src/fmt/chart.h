/*
 * Charts of reports, as vectors on the pages of fmt/pdf.h. Every chart takes numbers and a box and
 * draws inside it; nothing here knows where numbers come from or what language they are told in.
 *
 * A missing value is a gap: no line is drawn across it, no bar stands for it, it is never zero.
 */
#ifndef FMT_CHART_H
#define FMT_CHART_H

#include "base/opt.h"
#include "fmt/text.h"

#define CHART_HEAT_LEVELS 7

/* Colours and sizes of one report. */
struct chart_theme {
	struct ink accent;            /* the first series; 3:1 against white at least */
	struct ink accent_soft;       /* grounds behind it */
	struct ink ink, ink_2, muted; /* text: strong, plain, quiet */
	struct ink line, line_2;      /* edges, and grid lines inside charts */
	struct ink ground, sunken;    /* cards, and tracks of bars */
	struct ink good, good_soft, bad, bad_soft;
	struct ink previous; /* the window before */
	struct ink women, men;
	struct ink series[7];               /* accounts side by side; the first is the accent */
	struct ink heat[CHART_HEAT_LEVELS]; /* from nothing to most */
};
/* Simpul's, with `accent` in the place of its blue; darkened when it is too pale for lines. */
struct chart_theme chart_theme_of(struct ink accent);

/* ---- scales --------------------------------------------------------------------------------- */

#define CHART_MARKS_MAX 12

/* Round values that enclose what is shown. */
struct chart_marks {
	double at[CHART_MARKS_MAX];
	size_t count;
};
struct chart_range {
	double low, high;
	bool has;   /* any value at all */
	bool zero;  /* the axis goes through zero */
	bool whole; /* steps below one make no sense */
};
void chart_range_add(struct chart_range *range, const struct opt_double *values, size_t count);
struct chart_marks chart_marks_of(const struct chart_range *range, int steps);

/* ---- charts over days ----------------------------------------------------------------------- */

enum chart_form { CHART_LINE, CHART_AREA, CHART_DASHED, CHART_BARS, CHART_DOTS };

struct chart_series {
	const struct opt_double *values; /* one per day */
	struct ink ink;
	enum chart_form form;
};

/* Words of an axis; the text lives as long as `a`. */
typedef struct str chart_mark_fn(void *ctx, struct arena *a, double value);
typedef struct str chart_day_fn(void *ctx, struct arena *a, size_t index);

struct chart_days {
	size_t count; /* days */
	const struct chart_series *series;
	size_t series_count;
	bool zero, whole;
	bool has_days; /* dates below the axis */
	chart_mark_fn *mark;
	chart_day_fn *day;
	void *ctx;
};
void chart_days(struct pdf *pdf, struct arena *a, const struct chart_theme *theme,
		const struct chart_days *chart, struct box box);

/* One small line or row of bars without axes. */
void chart_spark(struct pdf *pdf, const struct chart_series *days, size_t count, struct box box);

/* ---- parts of a whole ----------------------------------------------------------------------- */

/* A bar that fills `share` (0 to 1) of its track. */
void chart_bar(struct pdf *pdf, struct box track, double share, struct ink ink, struct ink ground);

struct chart_slice {
	double share; /* of 1 */
	struct ink ink;
};
/* A ring, clockwise from 12 o'clock, with a hairline between slices. */
void chart_ring(struct pdf *pdf, struct point centre, double radius, double thickness,
		const struct chart_slice *slices, size_t count);

/* ---- a week of hours ------------------------------------------------------------------------ */

#define CHART_WEEK_DAYS 7
#define CHART_WEEK_HOURS (CHART_WEEK_DAYS * 24)

struct chart_heat {
	const int *levels;      /* CHART_WEEK_HOURS of 0 … CHART_HEAT_LEVELS - 1; -1: not known */
	int best;               /* the cell with a frame; -1: none */
	const struct str *days; /* CHART_WEEK_DAYS names, the first row first */
};
/* Hours from 00 to 23 below, days at the left. */
void chart_heat(struct pdf *pdf, const struct chart_theme *theme, const struct chart_heat *heat,
		struct box box);

/* ---- maps ----------------------------------------------------------------------------------- */

struct chart_pin {
	struct str iso2; /* the middle of that country, on the world map; or empty and: */
	double lng, lat; /* degrees */
	int rank;        /* written on it */
	double share;    /* of 1: how large a bubble below it is; 0: none */
};
struct chart_country {
	struct str iso2;
	double share; /* of 1 */
};
struct chart_map {
	const struct chart_country *countries; /* shaded by share; the world only */
	size_t country_count;
	const struct chart_pin *pins; /* the first is drawn last, on top */
	size_t pin_count;
};
/* Height of the map for a width. */
double chart_world_height(double width);
double chart_indonesia_height(double width);
void chart_world(struct pdf *pdf, const struct chart_theme *theme, const struct chart_map *map,
		 struct box box);
void chart_indonesia(struct pdf *pdf, const struct chart_theme *theme, const struct chart_map *map,
		     struct box box);
bool chart_in_indonesia(double lng, double lat);

#endif
