/* Kompetitor, page 1: accounts side by side, as a table and along the days. */
#include <math.h>

#include "report/pdf_report.h"

#define HEAD_HEIGHT 18.0
#define ROW_HEIGHT 42.0
#define NAME_SHARE 0.27
#define MEASURES 4
/* More accounts than this leave room for the charts beside each other only. */
#define STACKED_MAX 4

static struct ink ink_of(const struct sheet *sh, size_t column)
{
	return sh->theme.series[column % COUNT_OF(sh->theme.series)];
}

/* ---- the table ------------------------------------------------------------------------------ */

struct measure {
	struct opt_double value, change;
	struct str text, change_text;
};

static struct opt_double opt_of(struct opt_int n)
{
	return pdf_double(n);
}

static void measures_of(const struct sheet *sh, const struct pdf_column *column,
			struct measure ret[MEASURES])
{
	const struct speech *s = &sh->speech;
	const struct engagement_average *avg = &column->average;
	struct opt_double followers = opt_of(column->followers.value);
	struct opt_double gained = opt_of(column->followers.change);

	ret[0] = (struct measure){ avg->rate.value, avg->rate.growth,
				   say_percent(s, avg->rate.value, 2, false),
				   say_percent(s, avg->rate.growth, 2, true) };
	ret[1] = (struct measure){ followers, gained, say_compact(s, followers),
				   say_signed(s, gained) };
	ret[2] = (struct measure){ avg->like.value, avg->like.growth,
				   say_fixed(s, avg->like.value, 0),
				   say_signed(s, avg->like.growth) };
	ret[3] = (struct measure){ avg->comments.value, avg->comments.growth,
				   say_fixed(s, avg->comments.value, 0),
				   say_signed(s, avg->comments.growth) };
}

static void largest_of(const struct sheet *sh, double ret[MEASURES])
{
	const struct pdf_competitors *all = sh->data->competitors;

	for (int m = 0; m < MEASURES; m++)
		ret[m] = 0;
	for (size_t i = 0; i < all->count; i++) {
		struct measure measures[MEASURES];

		measures_of(sh, &all->at[i], measures);
		for (int m = 0; m < MEASURES; m++)
			if (measures[m].value.has)
				ret[m] = fmax(ret[m], measures[m].value.value);
	}
}

static struct box measure_box(struct box row, int m)
{
	double left = row.width * NAME_SHARE;
	double width = (row.width - left) / MEASURES;

	return (struct box){ row.x + left + width * m, row.y, width - 12, row.height };
}

static void draw_measure(struct sheet *sh, const struct measure *measure, double largest,
			 struct ink ink, struct box box)
{
	const struct text_style style = { .size = 11,
					  .weight = TEXT_SEMIBOLD,
					  .ink = sh->theme.ink };
	double width = text_width(sh->pdf, measure->text, &style);
	double share = measure->value.has && largest > 0 ? measure->value.value / largest : 0;

	pdf_tag_begin(sh->pdf, PDF_CELL);
	text_draw(sh->pdf, measure->text, &style, (struct point){ box.x, box.y + 20 }, box.width);
	sheet_delta(sh, measure->change, measure->change_text,
		    (struct point){ box.x + width + 5, box.y + 11 });
	chart_bar(sh->pdf, (struct box){ box.x, box.y + 28, box.width, 3.2 }, share, ink,
		  sh->theme.sunken);
	pdf_tag_end(sh->pdf);
}

static void draw_name(struct sheet *sh, const struct pdf_column *column, struct ink ink,
		      struct box row)
{
	double x = row.x + 36, width = row.width * NAME_SHARE - 46;
	struct str name = str_fmt(sh->arena, "@%.*s", STR_ARG(column->account.username));

	pdf_tag_begin(sh->pdf, PDF_HEAD_CELL);
	pdf_fill_circle(sh->pdf, (struct point){ row.x + 16, row.y + 20 }, 14.5, ink);
	pdf_fill_circle(sh->pdf, (struct point){ row.x + 16, row.y + 20 }, 13.2, INK(0xffffff));
	sheet_avatar(sh, &column->account, (struct point){ row.x + 16, row.y + 20 }, 12.2);
	sheet_text(sh, name, (struct type){ 8.5, TEXT_SEMIBOLD, TEXT_LEFT, sh->theme.ink, 1 },
		   (struct box){ x, row.y + 18.5, width, 0 });
	sheet_text(sh, column->is_own ? say(&sh->speech, W_OWN) : column->account.name,
		   (struct type){ 7, column->is_own ? TEXT_MEDIUM : TEXT_REGULAR, TEXT_START,
				  column->is_own ? sh->theme.accent : sh->theme.muted, 1 },
		   (struct box){ x, row.y + 29, width, 0 });
	pdf_tag_end(sh->pdf);
	pdf_link(sh->pdf, (struct box){ row.x, row.y + 4, row.width * NAME_SHARE, 32 },
		 str_fmt(sh->arena, "https://www.instagram.com/%.*s/",
			 STR_ARG(column->account.username)));
}

static void draw_heads(struct sheet *sh, struct box row)
{
	static const enum pdf_word words[MEASURES] = { W_AVG_RATE, W_FOLLOWERS_COLUMN, W_AVG_LIKES,
						       W_AVG_COMMENTS };
	struct type type = { 7, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 };

	pdf_tag_begin(sh->pdf, PDF_ROW);
	sheet_text(sh, say(&sh->speech, W_ACCOUNT), type, (struct box){ row.x, row.y + 9, 100, 0 });
	for (int m = 0; m < MEASURES; m++) {
		struct box box = measure_box(row, m);

		pdf_tag_begin(sh->pdf, PDF_HEAD_CELL);
		sheet_text(sh, say(&sh->speech, words[m]), type,
			   (struct box){ box.x, row.y + 9, box.width + 10, 0 });
		pdf_tag_end(sh->pdf);
	}
	pdf_tag_end(sh->pdf);
}

static double table_height(const struct sheet *sh)
{
	return 42 + HEAD_HEIGHT + ROW_HEIGHT * (double)sh->data->competitors->count + 6;
}

static void draw_table(struct sheet *sh, struct box box, struct str against)
{
	const struct pdf_competitors *all = sh->data->competitors;
	struct box row = sheet_card(sh, box, say(&sh->speech, W_COMPARE),
				    say_with(&sh->speech, W_COMPARE_LEAD, against, STR_NONE));
	double largest[MEASURES];

	largest_of(sh, largest);
	pdf_tag_begin(sh->pdf, PDF_TABLE);
	draw_heads(sh, row);
	row.y += HEAD_HEIGHT;
	for (size_t i = 0; i < all->count; i++, row.y += ROW_HEIGHT) {
		struct measure measures[MEASURES];

		measures_of(sh, &all->at[i], measures);
		if (all->at[i].is_own)
			pdf_fill_box(
				sh->pdf,
				(struct box){ row.x - 6, row.y, row.width + 12, ROW_HEIGHT - 2 }, 6,
				sh->theme.accent_soft);
		pdf_tag_begin(sh->pdf, PDF_ROW);
		draw_name(sh, &all->at[i], ink_of(sh, i), row);
		for (int m = 0; m < MEASURES; m++)
			draw_measure(sh, &measures[m], largest[m], ink_of(sh, i),
				     measure_box(row, m));
		pdf_tag_end(sh->pdf);
	}
	pdf_tag_end(sh->pdf);
}

/* ---- charts --------------------------------------------------------------------------------- */

static void draw_names(struct sheet *sh, struct point right)
{
	const struct pdf_competitors *all = sh->data->competitors;
	struct legend legend[PDF_COLUMNS_MAX];

	for (size_t i = 0; i < all->count; i++)
		legend[i] = (struct legend){
			str_fmt(sh->arena, "@%.*s", STR_ARG(all->at[i].account.username)),
			ink_of(sh, i),
			false,
		};
	sheet_legend(sh, legend, all->count, right);
}

/* "@dapur, @pawon" */
static struct str names_of(struct sheet *sh)
{
	const struct pdf_competitors *all = sh->data->competitors;
	struct str names = STR("");

	for (size_t i = 0; i < all->count; i++)
		names = str_fmt(sh->arena, "%.*s%s@%.*s", STR_ARG(names), i ? ", " : "",
				STR_ARG(all->at[i].account.username));
	return names;
}

static void draw_chart(struct sheet *sh, struct box box, enum pdf_word title, enum pdf_word lead)
{
	const struct pdf_competitors *all = sh->data->competitors;
	bool is_growth = title == W_GROWTH_SERIES, has_any = false;
	struct chart_series series[PDF_COLUMNS_MAX];
	struct box inside = sheet_card(sh, box, say(&sh->speech, title), say(&sh->speech, lead));
	const struct chart_days chart = {
		.count = sh->data->axis.count,
		.series = series,
		.series_count = all->count,
		.zero = true,
		.has_days = true,
		.mark = is_growth ? sheet_mark_percent : sheet_mark,
		.day = sheet_day,
		.ctx = sh,
	};

	for (size_t i = 0; i < all->count; i++) {
		/* The own account is drawn last, above the others. */
		size_t at = all->count - 1 - i;

		series[i] = (struct chart_series){
			is_growth ? all->at[at].growth : all->at[at].per_post,
			ink_of(sh, at),
			is_growth ? CHART_LINE : CHART_DOTS,
		};
		has_any = has_any || sheet_has_any(series[i].values, chart.count);
	}
	if (all->count <= STACKED_MAX)
		draw_names(sh, (struct point){ box_right(inside), box.y + 20 });
	if (!has_any) {
		sheet_empty(sh, inside, W_NO_DATA, W_NO_DATA_HINT);
		return;
	}
	pdf_figure_begin(sh->pdf, say_with(&sh->speech, W_ALT_SERIES, say(&sh->speech, title),
					   names_of(sh)));
	chart_days(sh->pdf, sh->arena, &sh->theme, &chart, inside);
	pdf_tag_end(sh->pdf);
}

static void draw_charts(struct sheet *sh, double y)
{
	bool stacked = sh->data->competitors->count <= STACKED_MAX;
	double height = PAGE_BOTTOM - y, half = (PAGE_WIDTH - PAGE_GAP) / 2;
	struct box first = { PAGE_LEFT, y, half, height };
	struct box second = { PAGE_LEFT + half + PAGE_GAP, y, half, height };

	if (stacked) {
		first.width = second.width = PAGE_WIDTH;
		first.height = second.height = fmin((height - PAGE_GAP) / 2, 210);
		second.x = PAGE_LEFT;
		second.y = y + first.height + PAGE_GAP;
	}
	draw_chart(sh, first, W_GROWTH_SERIES, W_GROWTH_SERIES_LEAD);
	draw_chart(sh, second, W_PER_POST, W_PER_POST_LEAD);
}

void pdf_comparison_page(struct sheet *sh)
{
	const struct window *w = &sh->data->window;
	struct str days = str_fmt(sh->arena, "%lld", (long long)w->days);
	struct str against = say_with(&sh->speech, W_VS_DAYS, days, STR_NONE);
	double y = sheet_begin_page(sh, say(&sh->speech, W_COMPETITORS), sheet_compared(sh));

	if (sh->data->competitors->count < 2) {
		sheet_frame(sh, (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 130 });
		sheet_empty(sh, (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 130 }, W_NO_COMPETITORS,
			    W_NO_COMPETITORS_HINT);
		y += 130 + PAGE_GAP;
	}
	draw_table(sh, (struct box){ PAGE_LEFT, y, PAGE_WIDTH, table_height(sh) },
		   window_is_all(w) ? say(&sh->speech, W_ALL_TIME) : against);
	draw_charts(sh, y + table_height(sh) + PAGE_GAP);
	sheet_end_page(sh);
}
