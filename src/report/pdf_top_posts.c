/* Top Post: five pages of rankings, ten posts each. */
#include <math.h>

#include "report/pdf_report.h"

#define GRID_COLUMNS 5
#define GRID_GAP 9.0
#define PICTURE_RADIUS 6.0
#define POST_TEXT_HEIGHT 43.0
#define LISTS_PER_PAGE 2
#define NO_LIST (-1)

static const struct {
	enum pdf_word title;
	bool is_lowest;
} lists[PDF_RANKINGS] = {
	[PDF_NEWEST] = { W_NEWEST, false },
	[PDF_RATE_HIGH] = { W_RATE_HIGH, false },
	[PDF_LIKES_HIGH] = { W_LIKES_HIGH, false },
	[PDF_COMMENTS_HIGH] = { W_COMMENTS_HIGH, false },
	[PDF_REACH_HIGH] = { W_REACH_HIGH, false },
	[PDF_RATE_LOW] = { W_RATE_LOW, true },
	[PDF_LIKES_LOW] = { W_LIKES_LOW, true },
	[PDF_COMMENTS_LOW] = { W_COMMENTS_LOW, true },
	[PDF_REACH_LOW] = { W_REACH_LOW, true },
};

/* cekbrand.md E.5. */
static const int pages[][LISTS_PER_PAGE] = {
	{ PDF_NEWEST, PDF_RATE_HIGH },    { PDF_LIKES_HIGH, PDF_COMMENTS_HIGH },
	{ PDF_REACH_HIGH, PDF_RATE_LOW }, { PDF_LIKES_LOW, PDF_COMMENTS_LOW },
	{ PDF_REACH_LOW, NO_LIST },
};

/* ---- one post ------------------------------------------------------------------------------- */

/* Gold for the first three, then the accent; the lowest are never a prize. */
static void draw_medal(struct sheet *sh, size_t rank, bool is_lowest, struct point centre)
{
	struct ink ground = is_lowest   ? sh->theme.bad
			    : rank <= 3 ? INK(0xb07908)
					: sh->theme.accent;

	pdf_fill_circle(sh->pdf, centre, 9, INK(0xffffff));
	pdf_fill_circle(sh->pdf, centre, 8, ground);
	sheet_text(sh, str_fmt(sh->arena, "%zu", rank),
		   (struct type){ 8, TEXT_BOLD, TEXT_CENTRE, INK(0xffffff), 1 },
		   (struct box){ centre.x - 8, centre.y + 2.9, 16, 0 });
}

static void draw_type(struct sheet *sh, const struct pdf_post *post, struct box picture)
{
	const struct text_style style = {
		.size = 5.8, .weight = TEXT_MEDIUM, .align = TEXT_CENTRE, .ink = INK(0xffffff)
	};
	struct str text = sheet_media_type(sh, post->type);
	double width = text_width(sh->pdf, text, &style) + 9;
	struct box at = { box_right(picture) - width - 5, box_bottom(picture) - 16, width, 11 };

	pdf_fill_box(sh->pdf, at, 5.5, (struct ink){ 0x16181d, 0.72 });
	text_draw(sh->pdf, text, &style, (struct point){ at.x, at.y + 7.6 }, width);
}

/* A heart, one side after the other. */
static void draw_heart(struct sheet *sh, struct point at, double s, struct ink ink)
{
	double x = at.x, y = at.y;

	pdf_path_move(sh->pdf, (struct point){ x, y + 0.52 * s });
	for (int side = -1; side <= 1; side += 2) {
		double from = side < 0 ? 0.52 : -0.25, to = side < 0 ? -0.25 : 0.52;
		double out = side * 0.6 * s;

		pdf_path_curve(sh->pdf,
			       (struct point){ x + out * 0.3, y + from * s * (side < 0 ? 0.7 : 2) },
			       (struct point){ x + out, y + (side < 0 ? 0.15 : -0.5) * s },
			       (struct point){ x + out, y - 0.15 * s });
		pdf_path_curve(sh->pdf, (struct point){ x + out, y + (side < 0 ? -0.5 : 0.15) * s },
			       (struct point){ x + out * 0.3, y + to * s * (side < 0 ? 2 : 0.7) },
			       (struct point){ x, y + to * s });
	}
	pdf_path_close(sh->pdf);
	pdf_path_fill(sh->pdf, ink);
	pdf_path_drop(sh->pdf);
}

/* A speech bubble. */
static void draw_bubble(struct sheet *sh, struct point at, double s, struct ink ink)
{
	pdf_fill_box(sh->pdf, (struct box){ at.x - 0.5 * s, at.y - 0.45 * s, s, 0.75 * s }, 0.3 * s,
		     ink);
	pdf_path_move(sh->pdf, (struct point){ at.x - 0.25 * s, at.y + 0.2 * s });
	pdf_path_line(sh->pdf, (struct point){ at.x - 0.3 * s, at.y + 0.55 * s });
	pdf_path_line(sh->pdf, (struct point){ at.x + 0.15 * s, at.y + 0.2 * s });
	pdf_path_close(sh->pdf);
	pdf_path_fill(sh->pdf, ink);
	pdf_path_drop(sh->pdf);
}

/* Likes and comments with their signs, the rate or the reach at the right. */
static void draw_numbers(struct sheet *sh, const struct pdf_post *post, bool shows_reach,
			 struct box row)
{
	const struct text_style style = { .size = 6.6,
					  .weight = TEXT_MEDIUM,
					  .ink = sh->theme.ink_2 };
	struct str likes = say_compact(&sh->speech, pdf_double(post->likes));
	struct str comments = say_compact(&sh->speech, pdf_double(post->comments));
	struct str last = shows_reach ? say_compact(&sh->speech, pdf_double(post->reach))
				      : say_percent(&sh->speech, post->rate, 1, false);
	double x = row.x + 9, middle = row.y - 2.3;

	draw_heart(sh, (struct point){ row.x + 3.2, middle }, 5.6, sh->theme.women);
	text_draw(sh->pdf, likes, &style, (struct point){ x, row.y }, 40);
	x += text_width(sh->pdf, likes, &style) + 9;
	draw_bubble(sh, (struct point){ x, middle }, 6, sh->theme.muted);
	text_draw(sh->pdf, comments, &style, (struct point){ x + 5.2, row.y }, 40);
	sheet_text(sh, last, (struct type){ 7, TEXT_SEMIBOLD, TEXT_RIGHT, sh->theme.accent, 1 },
		   (struct box){ row.x, row.y, row.width, 0 });
}

static void draw_post(struct sheet *sh, const struct pdf_post *post, size_t rank, int list,
		      struct box box)
{
	struct box picture = { box.x, box.y, box.width, box.height - POST_TEXT_HEIGHT };
	bool shows_reach = list == PDF_REACH_HIGH || list == PDF_REACH_LOW;
	bool has_caption = post->caption.len > 0;
	double y = box_bottom(picture);

	pdf_tag_begin(sh->pdf, PDF_ITEM);
	sheet_thumbnail(sh, post, picture, PICTURE_RADIUS);
	draw_type(sh, post, picture);
	draw_medal(sh, rank, lists[list].is_lowest, (struct point){ box.x + 12, box.y + 12 });
	sheet_text(sh, has_caption ? post->caption : say(&sh->speech, W_NO_CAPTION),
		   (struct type){ 6.4, TEXT_REGULAR, TEXT_START,
				  has_caption ? sh->theme.ink : sh->theme.muted, 2 },
		   (struct box){ box.x, y + 9, box.width, 0 });
	sheet_text(sh, say_day_medium(&sh->speech, tz_day(sh->data->tz, post->timestamp_s)),
		   (struct type){ 6, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
		   (struct box){ box.x, y + 27.5, box.width, 0 });
	draw_numbers(sh, post, shows_reach, (struct box){ box.x, y + 38, box.width, 0 });
	pdf_tag_end(sh->pdf);
	pdf_link(sh->pdf, box, post->permalink);
}

/* ---- one list ------------------------------------------------------------------------------- */

static struct str metric_of(struct sheet *sh, int list)
{
	switch (list) {
	case PDF_REACH_HIGH:
	case PDF_REACH_LOW:
		return say(&sh->speech, W_REACH);
	default:
		return say(&sh->speech, W_RATE);
	}
}

static void draw_list(struct sheet *sh, int list, struct box box)
{
	const struct pdf_top *top = sh->data->top;
	const struct pdf_list *posts = &top->lists[list];
	struct box inside = sheet_card(sh, box, say(&sh->speech, lists[list].title), STR(""));
	double width = (inside.width - (GRID_COLUMNS - 1) * GRID_GAP) / GRID_COLUMNS;
	double height = (inside.height - GRID_GAP) / 2;

	if (posts->count == 0) {
		bool has_posts = top->posts > 0;

		sheet_empty(sh, inside, has_posts ? W_NO_VALUE : W_NO_POSTS,
			    has_posts ? W_NO_VALUE_HINT : W_NO_POSTS_HINT);
		return;
	}
	sheet_text(sh, metric_of(sh, list),
		   (struct type){ 7, TEXT_MEDIUM, TEXT_RIGHT, sh->theme.accent, 1 },
		   (struct box){ inside.x, box.y + 20, inside.width, 0 });
	pdf_tag_begin(sh->pdf, PDF_LIST);
	for (size_t i = 0; i < posts->count; i++)
		draw_post(sh, posts->at[i], i + 1, list,
			  (struct box){ inside.x + (width + GRID_GAP) * (double)(i % GRID_COLUMNS),
					inside.y + (height + GRID_GAP) * (double)(i / GRID_COLUMNS),
					width, height });
	pdf_tag_end(sh->pdf);
}

/* ---- by kind of content --------------------------------------------------------------------- */

static const double type_rights[] = { 0, 0.36, 0.52, 0.68, 0.84, 1 };
#define TYPE_CELLS COUNT_OF(type_rights)

static void draw_type_row(struct sheet *sh, const struct str cells[TYPE_CELLS], bool is_head,
			  struct box row)
{
	pdf_tag_begin(sh->pdf, PDF_ROW);
	for (size_t i = 0; i < TYPE_CELLS; i++) {
		struct type type = { is_head ? 7.5 : 8.5,
				     i == 0 && !is_head ? TEXT_SEMIBOLD : TEXT_REGULAR,
				     i ? TEXT_RIGHT : TEXT_LEFT,
				     is_head ? sh->theme.muted : sh->theme.ink_2, 1 };

		pdf_tag_begin(sh->pdf, is_head ? PDF_HEAD_CELL : PDF_CELL);
		sheet_text(sh, cells[i], type,
			   (struct box){ i ? row.x + row.width * type_rights[i] - 90 : row.x, row.y,
					 90, 0 });
		pdf_tag_end(sh->pdf);
	}
	pdf_tag_end(sh->pdf);
}

/* What pictures, films and albums brought on average. */
static void draw_types(struct sheet *sh, struct box box)
{
	static const enum pdf_word names[] = { W_IMAGE, W_VIDEO, W_CAROUSEL };
	const struct speech *s = &sh->speech;
	const struct str head[TYPE_CELLS] = { say(s, W_TYPE),     say(s, W_POSTS), say(s, W_LIKES),
					      say(s, W_COMMENTS), say(s, W_REACH), say(s, W_RATE) };
	struct box row = sheet_card(sh, box, say(s, W_BY_TYPE), say(s, W_BY_TYPE_LEAD));

	row.y += 9;
	pdf_tag_begin(sh->pdf, PDF_TABLE);
	draw_type_row(sh, head, true, row);
	for (size_t i = 0; i < PDF_MEDIA_TYPES; i++) {
		const struct pdf_type_means *t = &sh->data->top->types[i];
		const struct str cells[TYPE_CELLS] = {
			say(s, names[i]),
			say_whole(s, OPT_INT(t->posts)),
			say_fixed(s, mean_of(&t->likes), 0),
			say_fixed(s, mean_of(&t->comments), 0),
			say_fixed(s, mean_of(&t->reach), 0),
			say_percent(s, t->rate, 2, false),
		};

		pdf_line(sh->pdf, (struct point){ row.x, row.y + 6 },
			 (struct point){ box_right(row), row.y + 6 },
			 (struct pen){ sh->theme.line_2, 0.6, 0 });
		row.y += 21;
		draw_type_row(sh, cells, false, row);
	}
	pdf_tag_end(sh->pdf);
}

void pdf_top_posts_page(struct sheet *sh)
{
	const int *shown = pages[sh->page - 1];
	struct str posts = say_whole(&sh->speech, OPT_INT(sh->data->top->posts));
	double y = sheet_begin_page(sh, say(&sh->speech, W_TOP_POSTS),
				    say_with(&sh->speech, W_TOP_LEAD, posts, STR_NONE));
	double height = (PAGE_BOTTOM - y - PAGE_GAP) / 2;

	draw_list(sh, shown[0], (struct box){ PAGE_LEFT, y, PAGE_WIDTH, height });
	y += height + PAGE_GAP;
	if (shown[1] != NO_LIST)
		draw_list(sh, shown[1], (struct box){ PAGE_LEFT, y, PAGE_WIDTH, height });
	else
		draw_types(sh, (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 140 });
	sheet_end_page(sh);
}
