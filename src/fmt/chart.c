/* Charts over days: scales, curves, lines, areas and bars. */
#include "fmt/chart.h"

#include <math.h>
#include <stdlib.h>

#define AXIS_SIZE 6.5
#define AXIS_HEIGHT 14
#define AXIS_GAP 5
#define MARK_GAP 26.0 /* a mark of the vertical axis each so many points */
#define LABEL_GAP 14.0
#define BAR_SHARE 0.62
#define BAR_MAX 13.0
#define ALIKE 110 /* of 765 */

/* ---- theme ---------------------------------------------------------------------------------- */

static int channel_distance(struct ink a, struct ink b)
{
	int sum = 0;

	for (int shift = 0; shift <= 16; shift += 8)
		sum += abs((int)(a.rgb >> shift & 0xff) - (int)(b.rgb >> shift & 0xff));
	return sum;
}

/* A colour that looks like the accent gives way to Simpul's blue, which then does not. */
static void keep_apart(struct ink accent, struct ink *other)
{
	if (channel_distance(accent, *other) < ALIKE)
		*other = INK(0x1f57e7);
}

struct chart_theme chart_theme_of(struct ink accent)
{
	const struct ink white = INK(0xffffff), black = INK(0x000000);

	for (int i = 0; i < 20 && ink_contrast(accent, white) < 3.2; i++)
		accent = ink_mix(accent, black, 0.08);
	struct chart_theme t = {
		.accent = accent,
		.accent_soft = ink_mix(white, accent, 0.09),
		.ink = INK(0x16181d),
		.ink_2 = INK(0x4a4f5a),
		.muted = INK(0x626874),
		.line = INK(0xe4e4df),
		.line_2 = INK(0xefefeb),
		.ground = INK(0xffffff),
		.sunken = INK(0xf1f1ee),
		.good = INK(0x0a6e44),
		.good_soft = INK(0xe3f5ec),
		.bad = INK(0xb92b2b),
		.bad_soft = INK(0xfdecea),
		.previous = INK(0x8d929d),
		.women = INK(0xc9502a),
		.men = accent,
		.series = { accent, INK(0xc9502a), INK(0x0f7f60), INK(0x8243c4), INK(0xb07908),
			    INK(0xb83280), INK(0x4a4f5a) },
	};
	keep_apart(accent, &t.women);
	for (size_t i = 1; i < COUNT_OF(t.series); i++)
		keep_apart(accent, &t.series[i]);

	static const double shares[] = { 0, 0.14, 0.28, 0.45, 0.65, 0.85 };

	t.heat[0] = t.sunken;
	for (int i = 1; i < CHART_HEAT_LEVELS - 1; i++)
		t.heat[i] = ink_mix(white, accent, shares[i]);
	t.heat[CHART_HEAT_LEVELS - 1] = ink_mix(accent, black, 0.18);
	return t;
}

/* ---- scales --------------------------------------------------------------------------------- */

void chart_range_add(struct chart_range *range, const struct opt_double *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		double v = values[i].value;

		if (!values[i].has || !isfinite(v))
			continue;
		range->low = range->has ? fmin(range->low, v) : v;
		range->high = range->has ? fmax(range->high, v) : v;
		range->has = true;
	}
}

/* 1, 2 or 5 times a power of ten, near `raw`. */
static double nice_step(double raw)
{
	double power = pow(10, floor(log10(raw)));
	double part = raw / power;

	return power * (part >= 7.07 ? 10 : part >= 3.16 ? 5 : part >= 1.41 ? 2 : 1);
}

struct chart_marks chart_marks_of(const struct chart_range *range, int steps)
{
	double low = range->has ? range->low : 0, high = range->has ? range->high : 1;
	double pad = range->whole ? 1 : fmax(fabs(high) * 0.1, 1e-6);
	struct chart_marks marks = { .count = 0 };

	if (range->zero) {
		low = fmin(low, 0);
		high = fmax(high, 0);
	}
	if (low >= high) {
		high += pad;
		low -= range->zero ? 0 : pad;
	}
	double step = nice_step((high - low) / (steps > 0 ? steps : 1));

	if (range->whole)
		step = fmax(step, 1);
	/* Rounding up may have made more of them than there is room for. */
	while (ceil(high / step) - floor(low / step) + 1 > CHART_MARKS_MAX)
		step *= 2;
	for (double n = floor(low / step); n <= ceil(high / step); n++)
		marks.at[marks.count++] = n * step;
	return marks;
}

static double scale_y(const struct chart_marks *marks, struct box plot, double value)
{
	double low = marks->at[0], high = marks->at[marks->count - 1];

	return box_bottom(plot) - (value - low) / (high - low) * plot.height;
}

/* ---- curves --------------------------------------------------------------------------------- */

#define RUN_MAX 400
/* Of more days than that, each piece of the calendar shows its lowest and its highest. */
#define PIECES_MAX (RUN_MAX / 2)

/* Points without a gap between them. */
struct run {
	struct point at[RUN_MAX];
	double slope[RUN_MAX];
	size_t count;
};

static double slope_between(struct point a, struct point b)
{
	double width = b.x - a.x;

	return (b.y - a.y) / (width > 0 ? width : 1e-9);
}

/* Tangents of a monotone cubic (Steffen 1990): the curve never overshoots its points. */
static void set_slopes(struct run *r)
{
	size_t n = r->count;

	for (size_t i = 1; i + 1 < n; i++) {
		double before = slope_between(r->at[i - 1], r->at[i]);
		double after = slope_between(r->at[i], r->at[i + 1]);
		double w0 = r->at[i].x - r->at[i - 1].x, w1 = r->at[i + 1].x - r->at[i].x;
		double mean = (before * w1 + after * w0) / (w0 + w1);
		double most = fmin(fmin(fabs(before), fabs(after)), 0.5 * fabs(mean));

		r->slope[i] = before * after > 0 ? copysign(2 * most, before) : 0;
	}
	double first = slope_between(r->at[0], r->at[1]);
	double last = slope_between(r->at[n - 2], r->at[n - 1]);

	r->slope[0] = n > 2 ? (3 * first - r->slope[1]) / 2 : first;
	r->slope[n - 1] = n > 2 ? (3 * last - r->slope[n - 2]) / 2 : last;
}

static void path_of_run(struct pdf *pdf, struct run *r)
{
	set_slopes(r);
	pdf_path_move(pdf, r->at[0]);
	for (size_t i = 0; i + 1 < r->count; i++) {
		double third = (r->at[i + 1].x - r->at[i].x) / 3;
		struct point out = { r->at[i].x + third, r->at[i].y + third * r->slope[i] };
		struct point in = { r->at[i + 1].x - third,
				    r->at[i + 1].y - third * r->slope[i + 1] };

		pdf_path_curve(pdf, out, in, r->at[i + 1]);
	}
}

/* ---- the plot ------------------------------------------------------------------------------- */

struct plot {
	struct box box;
	struct chart_marks marks;
	double base;  /* height of zero, or of the lowest mark */
	double inset; /* bars need half their width at both ends */
	size_t count;
	double line_width;
};

static double plot_x(const struct plot *p, size_t index)
{
	double width = p->box.width - 2 * p->inset;

	if (p->count < 2)
		return p->box.x + p->box.width / 2;
	return p->box.x + p->inset + width * (double)index / (double)(p->count - 1);
}

static void draw_run(struct pdf *pdf, const struct plot *p, const struct chart_series *s,
		     struct run *r)
{
	double top = r->at[0].y;

	if (r->count == 0)
		return;
	if (r->count == 1) {
		pdf_fill_circle(pdf, r->at[0], p->line_width * 1.2, s->ink);
		r->count = 0;
		return;
	}
	if (s->form == CHART_AREA) {
		for (size_t i = 1; i < r->count; i++)
			top = fmin(top, r->at[i].y);
		path_of_run(pdf, r);
		pdf_path_line(pdf, (struct point){ r->at[r->count - 1].x, p->base });
		pdf_path_line(pdf, (struct point){ r->at[0].x, p->base });
		pdf_path_close(pdf);
		pdf_path_fade(pdf, ink_faint(s->ink, 0.26), top, p->base);
		pdf_path_drop(pdf);
	}
	path_of_run(pdf, r);
	pdf_path_stroke(pdf,
			(struct pen){ s->ink, p->line_width, s->form == CHART_DASHED ? 2.6 : 0 });
	pdf_path_drop(pdf);
	r->count = 0;
}

static void add_day(struct run *run, const struct plot *p, const struct chart_series *s,
		    size_t index)
{
	run->at[run->count++] = (struct point){ plot_x(p, index), scale_y(&p->marks, p->box,
									  s->values[index].value) };
}

/* The extremes of the days from `from` to before `to`; false when none is known. */
static bool extremes_of(const struct chart_series *s, size_t from, size_t to, size_t ret[2])
{
	bool has = false;

	for (size_t i = from; i < to; i++) {
		if (!s->values[i].has)
			continue;
		if (!has)
			ret[0] = ret[1] = i;
		if (s->values[i].value < s->values[ret[0]].value)
			ret[0] = i;
		if (s->values[i].value > s->values[ret[1]].value)
			ret[1] = i;
		has = true;
	}
	return has;
}

static void draw_line(struct pdf *pdf, const struct plot *p, const struct chart_series *s)
{
	struct run run = { .count = 0 };
	size_t step = p->count > RUN_MAX ? (p->count + PIECES_MAX - 1) / PIECES_MAX : 1;

	for (size_t i = 0; i < p->count; i += step) {
		size_t end = i + step < p->count ? i + step : p->count;
		size_t at[2] = { 0 };

		if (!extremes_of(s, i, end, at)) {
			draw_run(pdf, p, s, &run);
			continue;
		}
		add_day(&run, p, s, at[0] < at[1] ? at[0] : at[1]);
		if (at[0] != at[1])
			add_day(&run, p, s, at[0] < at[1] ? at[1] : at[0]);
	}
	draw_run(pdf, p, s, &run);
}

static double bar_width(const struct plot *p)
{
	return fmin(BAR_MAX, p->box.width / (double)(p->count ? p->count : 1) * BAR_SHARE);
}

static void draw_bars(struct pdf *pdf, const struct plot *p, const struct chart_series *s)
{
	double width = bar_width(p);

	for (size_t i = 0; i < p->count; i++) {
		double y = scale_y(&p->marks, p->box, s->values[i].value);

		if (s->values[i].has && fabs(y - p->base) > 0.05)
			pdf_fill_box(pdf,
				     (struct box){ plot_x(p, i) - width / 2, fmin(y, p->base),
						   width, fabs(y - p->base) },
				     fmin(1.6, width / 3), s->ink);
	}
}

static void draw_dots(struct pdf *pdf, const struct plot *p, const struct chart_series *s)
{
	for (size_t i = 0; i < p->count; i++) {
		struct point at = { plot_x(p, i), scale_y(&p->marks, p->box, s->values[i].value) };

		if (!s->values[i].has)
			continue;
		pdf_fill_circle(pdf, at, 2.5, INK(0xffffff));
		pdf_fill_circle(pdf, at, 1.9, s->ink);
	}
}

static void draw_series(struct pdf *pdf, const struct plot *p, const struct chart_series *s)
{
	if (s->form == CHART_BARS)
		draw_bars(pdf, p, s);
	else if (s->form == CHART_DOTS)
		draw_dots(pdf, p, s);
	else
		draw_line(pdf, p, s);
}

/* The newest value of a line gets a dot. */
static void draw_end(struct pdf *pdf, const struct plot *p, const struct chart_series *s)
{
	size_t last = p->count - 1;

	if ((s->form != CHART_LINE && s->form != CHART_AREA) || !s->values[last].has)
		return;
	struct point at = { plot_x(p, last), scale_y(&p->marks, p->box, s->values[last].value) };

	pdf_fill_circle(pdf, at, p->line_width * 2.2, INK(0xffffff));
	pdf_fill_circle(pdf, at, p->line_width * 1.5, s->ink);
}

/* ---- axes ----------------------------------------------------------------------------------- */

static struct text_style axis_style(const struct chart_theme *theme, enum text_align align)
{
	return (struct text_style){ .size = AXIS_SIZE, .align = align, .ink = theme->muted };
}

/* Grid lines and their values; returns how wide the values are. */
static double marks_width(struct pdf *pdf, struct arena *a, const struct chart_theme *theme,
			  const struct chart_days *chart, const struct chart_marks *marks)
{
	struct text_style style = axis_style(theme, TEXT_RIGHT);
	double widest = 10;

	for (size_t i = 0; i < marks->count; i++)
		widest = fmax(widest,
			      text_width(pdf, chart->mark(chart->ctx, a, marks->at[i]), &style));
	return widest;
}

static void draw_marks(struct pdf *pdf, struct arena *a, const struct chart_theme *theme,
		       const struct chart_days *chart, const struct plot *p)
{
	struct text_style style = axis_style(theme, TEXT_RIGHT);

	for (size_t i = 0; i < p->marks.count; i++) {
		double y = scale_y(&p->marks, p->box, p->marks.at[i]);
		bool is_base = fabs(y - p->base) < 0.01;

		pdf_line(pdf, (struct point){ p->box.x, y }, (struct point){ box_right(p->box), y },
			 (struct pen){ is_base ? theme->line : theme->line_2, 0.6, 0 });
		text_draw(pdf, chart->mark(chart->ctx, a, p->marks.at[i]), &style,
			  (struct point){ p->box.x - AXIS_GAP - 60, y + AXIS_SIZE * 0.35 }, 60);
	}
}

/* Dates below the plot, the newest day's always, as many as there is room for. */
static void draw_days(struct pdf *pdf, struct arena *a, const struct chart_theme *theme,
		      const struct chart_days *chart, const struct plot *p)
{
	struct text_style style = axis_style(theme, TEXT_CENTRE);
	double widest = text_width(pdf, chart->day(chart->ctx, a, p->count - 1), &style);
	double room = p->box.width / (widest + LABEL_GAP);
	size_t shown = room > 1 ? (size_t)room : 1;
	size_t step = (p->count + shown - 1) / shown;

	for (size_t i = 0; i < p->count; i++) {
		if ((p->count - 1 - i) % (step ? step : 1) != 0)
			continue;
		struct str text = chart->day(chart->ctx, a, i);
		double width = text_width(pdf, text, &style) + 1, x = plot_x(p, i) - width / 2;

		x = fmin(x, box_right(p->box) + 4 - width);
		text_draw(pdf, text, &style,
			  (struct point){ x, box_bottom(p->box) + AXIS_HEIGHT - 4 }, width);
	}
}

static struct chart_range range_of(const struct chart_days *chart)
{
	struct chart_range range = { .zero = chart->zero, .whole = chart->whole };

	for (size_t i = 0; i < chart->series_count; i++)
		chart_range_add(&range, chart->series[i].values, chart->count);
	return range;
}

static bool has_bars(const struct chart_days *chart)
{
	for (size_t i = 0; i < chart->series_count; i++)
		if (chart->series[i].form == CHART_BARS)
			return true;
	return false;
}

void chart_days(struct pdf *pdf, struct arena *a, const struct chart_theme *theme,
		const struct chart_days *chart, struct box box)
{
	struct chart_range range = range_of(chart);
	double foot = chart->has_days ? AXIS_HEIGHT : 2;
	struct plot p = {
		.marks = chart_marks_of(&range, (int)fmax(2, (box.height - foot) / MARK_GAP)),
		.count = chart->count,
		.line_width = 1.3,
	};
	double left = marks_width(pdf, a, theme, chart, &p.marks) + AXIS_GAP;

	if (chart->count == 0)
		return;
	p.box = (struct box){ box.x + left, box.y + 4, box.width - left - 4,
			      box.height - foot - 6 };
	p.inset = has_bars(chart) ? bar_width(&p) / 2 + 1 : 0;
	p.base = scale_y(&p.marks, p.box, range.zero ? 0 : p.marks.at[0]);
	draw_marks(pdf, a, theme, chart, &p);
	if (chart->has_days)
		draw_days(pdf, a, theme, chart, &p);
	for (size_t i = 0; i < chart->series_count; i++)
		draw_series(pdf, &p, &chart->series[i]);
	for (size_t i = 0; i < chart->series_count; i++)
		draw_end(pdf, &p, &chart->series[i]);
}

#define SPARK_BARS_MAX 60

/* Bars of so many days that each would be a hair: sums of as many days as it takes. */
static size_t sum_days(const struct chart_series *series, size_t count,
		       struct opt_double ret[SPARK_BARS_MAX])
{
	size_t step = (count + SPARK_BARS_MAX - 1) / SPARK_BARS_MAX;

	for (size_t i = 0; i < SPARK_BARS_MAX; i++)
		ret[i] = OPT_NO_DOUBLE;
	for (size_t i = 0; i < count; i++)
		if (series->values[i].has)
			ret[i / step] = OPT_DOUBLE(ret[i / step].value + series->values[i].value);
	return (count + step - 1) / step;
}

void chart_spark(struct pdf *pdf, const struct chart_series *days, size_t count, struct box box)
{
	struct opt_double sums[SPARK_BARS_MAX];
	struct chart_series shown = *days, *series = &shown;
	struct chart_range range = { .zero = series->form == CHART_BARS };

	if (series->form == CHART_BARS && count > SPARK_BARS_MAX) {
		count = sum_days(days, count, sums);
		shown.values = sums;
	}
	chart_range_add(&range, series->values, count);
	if (!range.has || count == 0)
		return;
	struct plot p = { .box = box, .count = count, .line_width = 1.1 };

	/* The box is the scale; a level line runs through its middle. */
	p.marks.at[0] = range.zero ? fmin(range.low, 0) : range.low;
	p.marks.at[1] = range.zero ? fmax(range.high, 0) : range.high;
	p.marks.count = 2;
	if (p.marks.at[1] <= p.marks.at[0]) {
		p.marks.at[0] -= range.zero ? 0 : 1;
		p.marks.at[1] += 1;
	}
	p.inset = series->form == CHART_BARS ? bar_width(&p) / 2 : 0;
	p.base = range.zero ? scale_y(&p.marks, box, 0) : box_bottom(box);
	draw_series(pdf, &p, series);
	draw_end(pdf, &p, series);
}
