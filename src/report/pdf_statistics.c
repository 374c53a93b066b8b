/* Statistik, page 1: how the account did. */
#include <math.h>

#include "report/pdf_report.h"

/* ---- the strip of figures ------------------------------------------------------------------- */

struct figure {
	enum pdf_word label;
	struct str value;
	struct opt_double change;
	struct str against;
	const struct opt_double *days;
	bool is_bars;
};

static void draw_figure(struct sheet *sh, const struct figure *f, struct box box)
{
	size_t count = sh->data->axis.count;
	const struct chart_series spark = { f->days, sh->theme.accent,
					    f->is_bars ? CHART_BARS : CHART_AREA };
	double x = box.x + CARD_PAD, width = box.width - 2 * CARD_PAD;

	sheet_text(sh, say(&sh->speech, f->label),
		   (struct type){ 7.5, TEXT_MEDIUM, TEXT_LEFT, sh->theme.muted, 1 },
		   (struct box){ x, box.y + 18, width, 0 });
	sheet_text(sh, f->value, (struct type){ 17, TEXT_SEMIBOLD, TEXT_LEFT, sh->theme.ink, 1 },
		   (struct box){ x, box.y + 38, width, 0 });
	double chip = sheet_delta(sh, f->change, say_percent(&sh->speech, f->change, 1, true),
				  (struct point){ x, box.y + 45 });

	if (chip > 0)
		sheet_text(sh, f->against,
			   (struct type){ 6.2, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
			   (struct box){ x + chip + 5, box.y + 53.2, width - chip + 8, 0 });
	if (sheet_has_any(f->days, count))
		chart_spark(sh->pdf, &spark, count, (struct box){ x, box.y + 66, width, 20 });
}

static struct str since_text(const struct sheet *sh)
{
	struct opt_int day = sh->data->performance->since_day;

	if (!day.has)
		return STR("");
	return say_with(&sh->speech, W_SINCE,
			sheet_spans_years(sh) ? say_day_medium(&sh->speech, day.value)
					      : say_day_short(&sh->speech, day.value),
			STR_NONE);
}

static struct str against_text(const struct sheet *sh)
{
	if (window_is_all(&sh->data->window))
		return STR("");
	return say_with(&sh->speech, W_VS_DAYS,
			str_fmt(sh->arena, "%lld", (long long)sh->data->window.days), STR_NONE);
}

static void draw_figures(struct sheet *sh, struct box box)
{
	const struct pdf_performance *p = sh->data->performance;
	const struct speech *s = &sh->speech;
	struct str since = since_text(sh), against = against_text(sh);
	const struct figure figures[] = {
		{ W_NEW_FOLLOWERS, say_whole(s, p->new_followers.gained), p->new_followers.percent,
		  since, p->followers_gained, false },
		{ W_NEW_POSTS, say_whole(s, p->new_posts.gained), p->new_posts.percent, since,
		  p->posts_gained, true },
		{ W_AVG_REACH, say_fixed(s, p->reach.value, 2), p->reach.growth, against,
		  p->reach_days, false },
		{ W_AVG_IMPRESSIONS, say_fixed(s, p->impressions.value, 2), p->impressions.growth,
		  against, p->impression_days, false },
	};
	double width = box.width / COUNT_OF(figures);

	sheet_frame(sh, box);
	for (size_t i = 0; i < COUNT_OF(figures); i++) {
		double x = box.x + width * (double)i;

		if (i > 0)
			pdf_line(sh->pdf, (struct point){ x, box.y + 12 },
				 (struct point){ x, box_bottom(box) - 12 },
				 (struct pen){ sh->theme.line_2, 0.8, 0 });
		draw_figure(sh, &figures[i], (struct box){ x, box.y, width, box.height });
	}
}

/* ---- charts --------------------------------------------------------------------------------- */

/* One chart over the days of the window, or what is said when there is nothing. */
static void draw_days(struct sheet *sh, enum pdf_word title, const struct chart_series *series,
		      size_t count, chart_mark_fn *mark, struct box box)
{
	const struct chart_days chart = {
		.count = sh->data->axis.count,
		.series = series,
		.series_count = count,
		.zero = series[0].form == CHART_AREA || series[0].form == CHART_BARS,
		.whole = mark == sheet_mark,
		.has_days = true,
		.mark = mark,
		.day = sheet_day,
		.ctx = sh,
	};

	if (!sheet_has_any(series[0].values, chart.count)) {
		sheet_empty(sh, box, W_NO_DATA, W_NO_DATA_HINT);
		return;
	}
	pdf_figure_begin(sh->pdf,
			 sheet_alt_days(sh, say(&sh->speech, title), series[0].values, mark));
	chart_days(sh->pdf, sh->arena, &sh->theme, &chart, box);
	pdf_tag_end(sh->pdf);
}

/* This window as an area, the one before as a dashed line. */
static void draw_compared(struct sheet *sh, struct box box, enum pdf_word title,
			  const struct opt_double *now, const struct opt_double *before)
{
	const struct legend legend[] = {
		{ say(&sh->speech, W_THIS_PERIOD), sh->theme.accent, false },
		{ say(&sh->speech, W_PREVIOUS_PERIOD), sh->theme.previous, true },
	};
	const struct chart_series series[] = {
		{ now, sh->theme.accent, CHART_AREA },
		{ before, sh->theme.previous, CHART_DASHED },
	};
	bool has_before = sheet_has_any(before, sh->data->axis.count);
	struct box inside = sheet_card(sh, box, say(&sh->speech, title), STR(""));

	if (has_before) {
		sheet_legend(sh, legend, COUNT_OF(legend),
			     (struct point){ inside.x + 140, box.y + 33 });
		inside.y += 12;
		inside.height -= 12;
	}
	draw_days(sh, title, series, has_before ? 2 : 1, sheet_mark, inside);
}

/* A card of half the width: a rate, how it changed, and its line. */
static void draw_rate(struct sheet *sh, struct box box, enum pdf_word title, enum pdf_word lead,
		      const struct compared *rate, const struct chart_series *series)
{
	struct box inside = sheet_card(sh, box, say(&sh->speech, title), say(&sh->speech, lead));
	double y = box.y + 60;
	struct str value = say_percent(&sh->speech, rate->value, 2, false);
	const struct text_style style = { .size = 17,
					  .weight = TEXT_SEMIBOLD,
					  .ink = sh->theme.ink };
	double x = inside.x + text_width(sh->pdf, value, &style) + 8;

	text_draw(sh->pdf, value, &style, (struct point){ inside.x, y }, inside.width);
	x += sheet_delta(sh, rate->growth, say_percent(&sh->speech, rate->growth, 2, true),
			 (struct point){ x, y - 10.5 });
	if (rate->growth.has)
		sheet_text(sh, against_text(sh),
			   (struct type){ 6.5, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
			   (struct box){ x + 5, y - 2.2, box_right(inside) - x, 0 });
	draw_days(sh, title, series, 1, title == W_RATE ? sheet_mark_percent : sheet_mark,
		  (struct box){ inside.x, y + 8, inside.width, box_bottom(inside) - y - 8 });
}

/* Engagement, likes, comments: each on a scale of its own, one calendar below. */
static void draw_lanes(struct sheet *sh, struct box box)
{
	const struct pdf_performance *p = sh->data->performance;
	const struct {
		enum pdf_word label;
		const struct opt_double *values;
		struct ink ink;
	} lanes[] = {
		{ W_ENGAGEMENT_SHORT, p->engagement, sh->theme.series[0] },
		{ W_LIKES, p->likes, sh->theme.series[1] },
		{ W_COMMENTS, p->comments, sh->theme.series[2] },
	};
	struct box inside = sheet_card(sh, box, say(&sh->speech, W_ENGAGEMENT),
				       say(&sh->speech, W_ENGAGEMENT_LEAD));
	double gap = 16, width = (inside.width - 2 * gap) / 3;

	if (!sheet_has_any(p->engagement, sh->data->axis.count)) {
		sheet_empty(sh, inside, W_NO_DATA, W_NO_DATA_HINT);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(lanes); i++) {
		const struct chart_series series = { lanes[i].values, lanes[i].ink, CHART_LINE };
		double x = inside.x + (width + gap) * (double)i;

		pdf_fill_circle(sh->pdf, (struct point){ x + 3, inside.y + 4.4 }, 2.6,
				lanes[i].ink);
		sheet_text(sh, say(&sh->speech, lanes[i].label),
			   (struct type){ 7.5, TEXT_MEDIUM, TEXT_LEFT, sh->theme.ink_2, 1 },
			   (struct box){ x + 9, inside.y + 7, width - 9, 0 });
		draw_days(sh, lanes[i].label, &series, 1, sheet_mark,
			  (struct box){ x, inside.y + 14, width, inside.height - 14 });
	}
}

void pdf_performance_page(struct sheet *sh)
{
	const struct pdf_performance *p = sh->data->performance;
	const struct chart_series rate = { p->rate_days, sh->theme.accent, CHART_LINE };
	const struct chart_series growth = { p->followers, sh->theme.accent, CHART_LINE };
	double y = sheet_begin_page(sh, say(&sh->speech, W_PERFORMANCE), sheet_compared(sh));
	double half = (PAGE_WIDTH - PAGE_GAP) / 2;

	draw_figures(sh, (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 96 });
	y += 96 + PAGE_GAP;
	draw_rate(sh, (struct box){ PAGE_LEFT, y, half, 172 }, W_RATE, W_RATE_LEAD, &p->rate,
		  &rate);
	draw_rate(sh, (struct box){ PAGE_LEFT + half + PAGE_GAP, y, half, 172 }, W_GROWTH,
		  W_GROWTH_LEAD, &p->growth, &growth);
	y += 172 + PAGE_GAP;
	draw_compared(sh, (struct box){ PAGE_LEFT, y, half, 152 }, W_REACH_DAYS, p->reach_days,
		      p->reach_before);
	draw_compared(sh, (struct box){ PAGE_LEFT + half + PAGE_GAP, y, half, 152 },
		      W_IMPRESSIONS_DAYS, p->impression_days, p->impressions_before);
	y += 152 + PAGE_GAP;
	draw_lanes(sh, (struct box){ PAGE_LEFT, y, PAGE_WIDTH, PAGE_BOTTOM - y });
	sheet_end_page(sh);
}
