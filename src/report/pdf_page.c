/* The band, the heading and the foot of every page. */
#include "report/pdf_page.h"

#include <string.h>

#define BAND_FIRST 112.0
#define BAND_NEXT 34.0
#define FOOT_LINE 803.0
#define FOOT_TEXT 815.0
#define TITLE_SIZE 19.0

static const struct ink white = INK(0xffffff);

int sheet_text(struct sheet *sh, struct str text, struct type type, struct box at)
{
	const struct text_style style = {
		.size = type.size,
		.weight = type.weight,
		.align = type.align,
		.ink = type.ink,
		.lines = type.lines,
	};

	return text_draw(sh->pdf, text, &style, (struct point){ at.x, at.y }, at.width);
}

static double width_of(struct sheet *sh, struct str text, double size, enum text_weight weight)
{
	const struct text_style style = { .size = size, .weight = weight, .ink = white };

	return text_width(sh->pdf, text, &style);
}

static struct str brand_name(const struct sheet *sh)
{
	struct str name = sh->data->request->brand.name;

	return str_is_empty(name) ? STR("Simpul") : name;
}

static struct str range_text(const struct sheet *sh)
{
	const struct window *w = &sh->data->window;

	if (window_is_all(w))
		return say(&sh->speech, W_ALL_TIME);
	return say_range(&sh->speech, w->now.first_day, w->now.last_day);
}

struct str sheet_compared(const struct sheet *sh)
{
	const struct window *w = &sh->data->window;

	if (window_is_all(w))
		return STR("");
	return say_with(&sh->speech, W_COMPARED_WITH,
			say_range(&sh->speech, w->before.first_day, w->before.last_day), STR_NONE);
}

/* ---- the brand ------------------------------------------------------------------------------ */

/* Simpul's mark: a knot of three points. */
static void draw_mark(struct sheet *sh, struct box at, struct ink ink)
{
	double x = at.x, y = at.y, s = at.width;
	const struct point knots[] = { { x + 0.2 * s, y + 0.75 * s },
				       { x + 0.5 * s, y + 0.25 * s },
				       { x + 0.8 * s, y + 0.75 * s } };

	for (size_t i = 0; i < COUNT_OF(knots); i++)
		pdf_line(sh->pdf, knots[i], knots[(i + 1) % COUNT_OF(knots)],
			 (struct pen){ ink, s * 0.09, 0 });
	for (size_t i = 0; i < COUNT_OF(knots); i++)
		pdf_fill_circle(sh->pdf, knots[i], s * 0.17, ink);
}

/* At the right of a band: the logo on white, or the name. */
static void draw_brand(struct sheet *sh, double right, double middle, double height)
{
	struct str name = brand_name(sh);
	double size = height * 0.5;
	struct box logo = { right - height * 4, middle - height / 2, height * 4, height };

	if (sh->has_logo && pdf_picture_fit(sh->pdf, &sh->logo, logo, true))
		return;
	double width = width_of(sh, name, size, TEXT_SEMIBOLD);

	if (width > 170)
		width = 170;
	sheet_text(sh, name, (struct type){ size, TEXT_SEMIBOLD, TEXT_RIGHT, white, 1 },
		   (struct box){ right - width - 1, middle + size * 0.35, width + 1, 0 });
	if (str_is_empty(sh->data->request->brand.name))
		draw_mark(sh,
			  (struct box){ right - width - height * 0.85, middle - height * 0.36,
					height * 0.7, 0 },
			  white);
}

/* ---- the first page ------------------------------------------------------------------------- */

static void draw_count(struct sheet *sh, struct point at, struct opt_int n, enum pdf_word word)
{
	sheet_text(sh, say_whole(&sh->speech, n),
		   (struct type){ 14, TEXT_SEMIBOLD, TEXT_LEFT, white, 1 },
		   (struct box){ at.x, at.y, 90, 0 });
	sheet_text(sh, say(&sh->speech, word),
		   (struct type){ 7, TEXT_REGULAR, TEXT_LEFT, ink_faint(white, 0.8), 1 },
		   (struct box){ at.x, at.y + 11, 90, 0 });
}

static struct str updated_text(const struct sheet *sh)
{
	struct opt_int updated = sh->data->account.updated_s;

	if (!updated.has)
		return say(&sh->speech, W_NOT_UPDATED);
	return say_with(&sh->speech, W_UPDATED, say_moment(&sh->speech, updated.value), STR_NONE);
}

static void draw_period(struct sheet *sh, struct box box)
{
	pdf_fill_box(sh->pdf, box, 7, ink_faint(white, 0.14));
	sheet_text(sh, say(&sh->speech, W_PERIOD),
		   (struct type){ 7, TEXT_REGULAR, TEXT_LEFT, ink_faint(white, 0.8), 1 },
		   (struct box){ box.x + 12, box.y + 12.5, box.width - 24, 0 });
	sheet_text(sh, range_text(sh), (struct type){ 9.5, TEXT_SEMIBOLD, TEXT_LEFT, white, 1 },
		   (struct box){ box.x + 12, box.y + 25, box.width - 16, 0 });
}

static void draw_first_band(struct sheet *sh)
{
	const struct pdf_account *account = &sh->data->account;
	struct ink deep = ink_mix(sh->theme.accent, INK(0x0b1430), 0.55);

	pdf_fill_box(sh->pdf, (struct box){ 0, 0, PDF_A4_WIDTH, BAND_FIRST }, 0, sh->theme.accent);
	pdf_path_box(sh->pdf, (struct box){ 0, 0, PDF_A4_WIDTH, BAND_FIRST }, 0);
	pdf_path_fade(sh->pdf, ink_faint(deep, 0.55), 0, BAND_FIRST * 1.6);
	pdf_path_drop(sh->pdf);
	pdf_fill_circle(sh->pdf, (struct point){ PAGE_LEFT + 24, 45 }, 25.5, white);
	sheet_avatar(sh, account, (struct point){ PAGE_LEFT + 24, 45 }, 24);
	sheet_text(sh, account->name, (struct type){ 17, TEXT_SEMIBOLD, TEXT_START, white, 1 },
		   (struct box){ PAGE_LEFT + 62, 42, 300, 0 });
	sheet_text(sh, str_fmt(sh->arena, "@%.*s", STR_ARG(account->username)),
		   (struct type){ 9, TEXT_REGULAR, TEXT_START, ink_faint(white, 0.85), 1 },
		   (struct box){ PAGE_LEFT + 62, 56, 300, 0 });
	draw_brand(sh, PAGE_RIGHT, 40, 22);
	draw_count(sh, (struct point){ PAGE_LEFT + 62, 84 }, account->posts, W_TOTAL_POSTS);
	draw_count(sh, (struct point){ PAGE_LEFT + 132, 84 }, account->followers, W_FOLLOWERS);
	draw_count(sh, (struct point){ PAGE_LEFT + 212, 84 }, account->following, W_FOLLOWING);
	draw_period(sh, (struct box){ PAGE_RIGHT - 172, 66, 172, 33 });
}

static void draw_next_band(struct sheet *sh)
{
	const struct pdf_account *account = &sh->data->account;

	pdf_fill_box(sh->pdf, (struct box){ 0, 0, PDF_A4_WIDTH, BAND_NEXT }, 0, sh->theme.accent);
	sheet_avatar(sh, account, (struct point){ PAGE_LEFT + 8, BAND_NEXT / 2 }, 8);
	sheet_text(sh, str_fmt(sh->arena, "@%.*s", STR_ARG(account->username)),
		   (struct type){ 8, TEXT_MEDIUM, TEXT_START, white, 1 },
		   (struct box){ PAGE_LEFT + 24, BAND_NEXT / 2 + 2.8, 220, 0 });
	sheet_text(sh, range_text(sh),
		   (struct type){ 7.5, TEXT_REGULAR, TEXT_CENTRE, ink_faint(white, 0.85), 1 },
		   (struct box){ PDF_A4_WIDTH / 2 - 80, BAND_NEXT / 2 + 2.6, 160, 0 });
	draw_brand(sh, PAGE_RIGHT, BAND_NEXT / 2, 16);
}

/* ---- every page ----------------------------------------------------------------------------- */

/* brand | section | @name (range) | exported …            page n of m */
static void draw_foot(struct sheet *sh)
{
	const struct speech *speech = &sh->speech;
	struct type type = { 6.5, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 };
	struct str exported = sh->data->exported_s ? say_moment(speech, sh->data->exported_s)
						   : say(speech, W_UNKNOWN);
	struct str left = str_fmt(sh->arena, "%.*s  |  %.*s  |  @%.*s (%.*s)  |  %.*s",
				  STR_ARG(brand_name(sh)), STR_ARG(say(speech, sh->section)),
				  STR_ARG(sh->data->account.username), STR_ARG(range_text(sh)),
				  STR_ARG(say_with(speech, W_EXPORTED, exported, STR_NONE)));
	struct str right = say_with(speech, W_PAGE_OF, str_fmt(sh->arena, "%d", sh->page),
				    str_fmt(sh->arena, "%d", sh->pages));

	pdf_line(sh->pdf, (struct point){ PAGE_LEFT, FOOT_LINE },
		 (struct point){ PAGE_RIGHT, FOOT_LINE }, (struct pen){ sh->theme.line, 0.6, 0 });
	sheet_text(sh, left, type, (struct box){ PAGE_LEFT, FOOT_TEXT, PAGE_WIDTH - 90, 0 });
	type.align = TEXT_RIGHT;
	type.weight = TEXT_MEDIUM;
	sheet_text(sh, right, type, (struct box){ PAGE_RIGHT - 88, FOOT_TEXT, 88, 0 });
}

/* The heading of the page; beside it, on the first one, how old the data are. */
static double draw_heading(struct sheet *sh, struct str title, struct str lead, double y)
{
	bool is_first = sh->page == 1;

	pdf_tag_begin(sh->pdf, PDF_HEADING_1);
	sheet_text(sh, title,
		   (struct type){ TITLE_SIZE, TEXT_SEMIBOLD, TEXT_LEFT, sh->theme.ink, 1 },
		   (struct box){ PAGE_LEFT, y + 17, PAGE_WIDTH, 0 });
	pdf_tag_end(sh->pdf);
	pdf_tag_begin(sh->pdf, PDF_PARAGRAPH);
	sheet_text(sh, lead, (struct type){ 8, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
		   (struct box){ PAGE_LEFT, y + 31, is_first ? PAGE_WIDTH - 190 : PAGE_WIDTH, 0 });
	if (is_first)
		sheet_text(sh, updated_text(sh),
			   (struct type){ 7.5, TEXT_REGULAR, TEXT_RIGHT, sh->theme.muted, 1 },
			   (struct box){ PAGE_RIGHT - 230, y + 31, 230, 0 });
	pdf_tag_end(sh->pdf);
	return lead.len > 0 || is_first ? y + 42 : y + 30;
}

double sheet_begin_page(struct sheet *sh, struct str title, struct str lead)
{
	bool is_first = sh->page == 1;
	double y = (is_first ? BAND_FIRST : BAND_NEXT) + 18;

	/* Outside of the section: of no interest to who has the page read out. */
	if (!is_first)
		draw_next_band(sh);
	draw_foot(sh);
	if (sh->chapter == 0)
		sh->chapter = pdf_bookmark(sh->pdf, 0, say(&sh->speech, sh->section), 0);
	pdf_tag_begin(sh->pdf, PDF_SECTION);
	if (is_first)
		draw_first_band(sh);
	return draw_heading(sh, title, lead, y);
}

void sheet_end_page(struct sheet *sh)
{
	pdf_tag_end(sh->pdf);
}
