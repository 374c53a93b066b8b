/* Kompetitor, page 2: the best post of every account, and its hashtags. */
#include <math.h>

#include "report/pdf_report.h"

#define COLUMNS 4
#define COLUMN_GAP 12.0
#define FACTS_HEIGHT 76.0
#define HASHTAG_STEP 14.5
/* With room for bars, when all accounts stand in one row. */
#define HASHTAG_STEP_WIDE 25.0

static struct ink ink_of(const struct sheet *sh, size_t column)
{
	return sh->theme.series[column % COUNT_OF(sh->theme.series)];
}

static size_t rows_of(const struct sheet *sh)
{
	return (sh->data->competitors->count + COLUMNS - 1) / COLUMNS;
}

/* The place of column `i` in a grid of four. */
static struct box slot_of(struct box inside, size_t i, double height)
{
	double width = (inside.width - COLUMN_GAP * (COLUMNS - 1)) / COLUMNS;

	return (struct box){ inside.x + (width + COLUMN_GAP) * (double)(i % COLUMNS),
			     inside.y + (height + COLUMN_GAP) * (double)(i / COLUMNS), width,
			     height };
}

static void draw_owner(struct sheet *sh, size_t i, struct box slot)
{
	const struct pdf_account *account = &sh->data->competitors->at[i].account;

	pdf_fill_circle(sh->pdf, (struct point){ slot.x + 3, slot.y + 4.5 }, 3, ink_of(sh, i));
	sheet_text(sh, str_fmt(sh->arena, "@%.*s", STR_ARG(account->username)),
		   (struct type){ 8, TEXT_SEMIBOLD, TEXT_LEFT, sh->theme.ink, 1 },
		   (struct box){ slot.x + 10, slot.y + 7.3, slot.width - 10, 0 });
}

/* ---- the best post -------------------------------------------------------------------------- */

struct fact {
	enum pdf_word label;
	struct str value;
	struct opt_double change;
	struct str change_text;
};

static struct opt_double change_of(const struct pdf_column *column, struct opt_double now,
				   struct opt_double before)
{
	if (!column->has_before)
		return OPT_NO_DOUBLE;
	return compared_by_difference(now, before).growth;
}

static void draw_fact(struct sheet *sh, const struct fact *fact, struct box row)
{
	const struct text_style style = { .size = 7.5,
					  .weight = TEXT_SEMIBOLD,
					  .ink = sh->theme.ink };
	double right = box_right(row);

	sheet_text(sh, say(&sh->speech, fact->label),
		   (struct type){ 7, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
		   (struct box){ row.x, row.y, 56, 0 });
	if (fact->change.has) {
		struct text_style chip = { .size = 7, .weight = TEXT_MEDIUM };
		double width = text_width(sh->pdf, fact->change_text, &chip) + 9;

		sheet_delta(sh, fact->change, fact->change_text,
			    (struct point){ right - width, row.y - 8.4 });
		right -= width + 4;
	}
	double width = text_width(sh->pdf, fact->value, &style) + 1;

	text_draw(sh->pdf, fact->value, &style, (struct point){ right - width, row.y }, width);
}

static void draw_facts(struct sheet *sh, const struct pdf_column *column, struct box at)
{
	const struct speech *s = &sh->speech;
	const struct pdf_post *best = &column->best, *before = &column->before;
	struct opt_double likes =
		change_of(column, pdf_double(best->likes), pdf_double(before->likes));
	struct opt_double comments =
		change_of(column, pdf_double(best->comments), pdf_double(before->comments));
	struct opt_double rate = change_of(column, best->rate, before->rate);
	const struct fact facts[] = {
		{ W_LIKES, say_whole(s, best->likes), likes, say_signed(s, likes) },
		{ W_COMMENTS, say_whole(s, best->comments), comments, say_signed(s, comments) },
		{ W_ER, say_percent(s, best->rate, 2, false), rate, say_percent(s, rate, 2, true) },
	};
	struct str when = say_day_medium(s, tz_day(sh->data->tz, best->timestamp_s));

	sheet_text(sh, str_is_empty(best->caption) ? say(s, W_NO_CAPTION) : best->caption,
		   (struct type){ 6.8, TEXT_REGULAR, TEXT_START, sh->theme.ink_2, 2 },
		   (struct box){ at.x, at.y + 10, at.width, 0 });
	sheet_text(sh,
		   str_fmt(sh->arena, "%.*s · %.*s", STR_ARG(sheet_media_type(sh, best->type)),
			   STR_ARG(when)),
		   (struct type){ 6.5, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
		   (struct box){ at.x, at.y + 30, at.width, 0 });
	for (size_t i = 0; i < COUNT_OF(facts); i++)
		draw_fact(sh, &facts[i],
			  (struct box){ at.x, at.y + 44 + 13.5 * (double)i, at.width, 0 });
}

static void draw_best(struct sheet *sh, size_t i, struct box slot)
{
	const struct pdf_column *column = &sh->data->competitors->at[i];
	struct box picture = { slot.x, slot.y + 14, slot.width, slot.height - 14 - FACTS_HEIGHT };

	draw_owner(sh, i, slot);
	if (!column->has_best) {
		pdf_fill_box(sh->pdf, picture, 6, sh->theme.sunken);
		sheet_text(sh, say(&sh->speech, W_NO_POSTS),
			   (struct type){ 7.5, TEXT_REGULAR, TEXT_CENTRE, sh->theme.muted, 2 },
			   (struct box){ picture.x + 8, picture.y + picture.height / 2,
					 picture.width - 16, 0 });
		return;
	}
	sheet_thumbnail(sh, &column->best, picture, 6);
	draw_facts(sh, column,
		   (struct box){ slot.x, box_bottom(picture), slot.width, FACTS_HEIGHT });
	pdf_link(sh->pdf, slot, column->best.permalink);
}

static double draw_content(struct sheet *sh, double y, double height)
{
	struct box box = { PAGE_LEFT, y, PAGE_WIDTH, height };
	struct box inside = sheet_card(sh, box, say(&sh->speech, W_TOP_CONTENT),
				       say(&sh->speech, W_TOP_CONTENT_LEAD));
	double rows = (double)rows_of(sh);

	if (sh->data->competitors->count == 1 && !sh->data->competitors->at[0].has_best) {
		sheet_empty(sh, inside, W_NO_POSTS, W_NO_POSTS_HINT);
		return box_bottom(box) + PAGE_GAP;
	}
	double slot = (inside.height - COLUMN_GAP * (rows - 1)) / rows;

	for (size_t i = 0; i < sh->data->competitors->count; i++)
		draw_best(sh, i, slot_of(inside, i, slot));
	return box_bottom(box) + PAGE_GAP;
}

/* ---- hashtags ------------------------------------------------------------------------------- */

static double hashtag_step(const struct sheet *sh)
{
	return rows_of(sh) == 1 ? HASHTAG_STEP_WIDE : HASHTAG_STEP;
}

static int64_t engagement_sum(const struct hashtag_metrics *tag)
{
	return tag->like + tag->comments;
}

/* How much of the account's best hashtag this one brought. */
static void draw_hashtag_bar(struct sheet *sh, size_t i, size_t h, struct box track)
{
	const struct pdf_column *column = &sh->data->competitors->at[i];
	int64_t most = engagement_sum(&column->hashtags[0]);

	chart_bar(sh->pdf, track,
		  most > 0 ? (double)engagement_sum(&column->hashtags[h]) / (double)most : 0,
		  ink_of(sh, i), sh->theme.sunken);
}

static void draw_hashtags_of(struct sheet *sh, size_t i, struct box slot)
{
	const struct pdf_column *column = &sh->data->competitors->at[i];
	const struct type quiet = { 7, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 };

	draw_owner(sh, i, slot);
	if (column->hashtag_count == 0)
		sheet_text(sh, say(&sh->speech, W_HASHTAGS_NONE), quiet,
			   (struct box){ slot.x, slot.y + 24, slot.width, 0 });
	for (size_t h = 0; h < column->hashtag_count; h++) {
		const struct hashtag_metrics *tag = &column->hashtags[h];
		double y = slot.y + 24 + hashtag_step(sh) * (double)h;
		struct str likes = say_compact(&sh->speech, OPT_DOUBLE((double)tag->like));
		struct str comments = say_compact(&sh->speech, OPT_DOUBLE((double)tag->comments));

		if (rows_of(sh) == 1)
			draw_hashtag_bar(sh, i, h, (struct box){ slot.x, y + 5, slot.width, 3 });
		sheet_text(sh, tag->hashtag,
			   (struct type){ 7, TEXT_MEDIUM, TEXT_START, sh->theme.ink_2, 1 },
			   (struct box){ slot.x, y, slot.width - 52, 0 });
		sheet_text(sh, str_fmt(sh->arena, "%.*s / %.*s", STR_ARG(likes), STR_ARG(comments)),
			   (struct type){ 6.5, TEXT_REGULAR, TEXT_RIGHT, sh->theme.muted, 1 },
			   (struct box){ box_right(slot) - 62, y, 62, 0 });
	}
}

static double hashtags_slot(const struct sheet *sh)
{
	return 20 + hashtag_step(sh) * PDF_HASHTAGS_MAX;
}

static double hashtags_height(const struct sheet *sh)
{
	double rows = (double)rows_of(sh);

	return 42 + hashtags_slot(sh) * rows + COLUMN_GAP * (rows - 1) + CARD_PAD - 6;
}

static void draw_hashtags(struct sheet *sh, double y)
{
	struct box box = { PAGE_LEFT, y, PAGE_WIDTH, hashtags_height(sh) };
	struct box inside = sheet_card(sh, box, say(&sh->speech, W_TOP_HASHTAGS),
				       say(&sh->speech, W_TOP_HASHTAGS_LEAD));

	for (size_t i = 0; i < sh->data->competitors->count; i++)
		draw_hashtags_of(sh, i, slot_of(inside, i, hashtags_slot(sh)));
}

void pdf_content_page(struct sheet *sh)
{
	double y = sheet_begin_page(sh, say(&sh->speech, W_CONTENT_PAGE), STR(""));
	double room = PAGE_BOTTOM - y - PAGE_GAP - hashtags_height(sh);

	y = draw_content(sh, y, fmin(room, rows_of(sh) == 1 ? 340 : 420));
	draw_hashtags(sh, y);
	sheet_end_page(sh);
}
