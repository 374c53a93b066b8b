/* The small pieces that stand on pages and in cards. */
#include <math.h>

#include "base/utf8.h"
#include "report/pdf_page.h"

/* ---- cards ---------------------------------------------------------------------------------- */

void sheet_frame(struct sheet *sh, struct box box)
{
	pdf_fill_box(sh->pdf, box, 9, sh->theme.ground);
	pdf_stroke_box(sh->pdf, box_inset(box, 0.4), 9, (struct pen){ sh->theme.line, 0.8, 0 });
}

struct box sheet_card(struct sheet *sh, struct box box, struct str title, struct str lead)
{
	double head = lead.len > 0 ? 42 : 30;

	sheet_frame(sh, box);
	pdf_bookmark(sh->pdf, sh->chapter, title, box.y - 6);
	pdf_tag_begin(sh->pdf, PDF_HEADING_2);
	sheet_text(sh, title, (struct type){ 10, TEXT_SEMIBOLD, TEXT_LEFT, sh->theme.ink, 1 },
		   (struct box){ box.x + CARD_PAD, box.y + 20, box.width - 2 * CARD_PAD, 0 });
	pdf_tag_end(sh->pdf);
	sheet_text(sh, lead, (struct type){ 7.5, TEXT_REGULAR, TEXT_LEFT, sh->theme.muted, 1 },
		   (struct box){ box.x + CARD_PAD, box.y + 31.5, box.width - 2 * CARD_PAD, 0 });
	return (struct box){ box.x + CARD_PAD, box.y + head, box.width - 2 * CARD_PAD,
			     box.height - head - CARD_PAD + 3 };
}

double sheet_note(struct sheet *sh, struct str text, struct box at)
{
	const struct text_style style = {
		.size = 8.5, .weight = TEXT_MEDIUM, .ink = sh->theme.ink_2, .lines = 2
	};
	int lines = text_lines(sh->pdf, text, &style, at.width - 34);
	double height = 14 + lines * 11.9;

	pdf_fill_box(sh->pdf, (struct box){ at.x, at.y, at.width, height }, 7,
		     sh->theme.accent_soft);
	pdf_fill_circle(sh->pdf, (struct point){ at.x + 14, at.y + height / 2 }, 2.6,
			sh->theme.accent);
	pdf_tag_begin(sh->pdf, PDF_PARAGRAPH);
	text_draw(sh->pdf, text, &style, (struct point){ at.x + 24, at.y + 16 }, at.width - 34);
	pdf_tag_end(sh->pdf);
	return height;
}

/* ---- changes -------------------------------------------------------------------------------- */

#define DELTA_SIZE 7.0
#define DELTA_PAD 4.5
#define DELTA_HEIGHT 12.0

static struct text_style delta_style(const struct sheet *sh, int direction)
{
	return (struct text_style){
		.size = DELTA_SIZE,
		.weight = TEXT_MEDIUM,
		.align = TEXT_CENTRE,
		.ink = direction > 0   ? sh->theme.good
		       : direction < 0 ? sh->theme.bad
				       : sh->theme.muted,
	};
}

/* What is shown decides: a change that rounds to nothing has no direction. */
static int direction_of(struct str text)
{
	if (str_starts_with(text, STR("+")))
		return 1;
	return str_starts_with(text, STR("-")) ? -1 : 0;
}

double sheet_delta(struct sheet *sh, struct opt_double value, struct str text, struct point at)
{
	int direction = direction_of(text);
	struct text_style style = delta_style(sh, direction);
	struct ink ground = direction > 0   ? sh->theme.good_soft
			    : direction < 0 ? sh->theme.bad_soft
					    : sh->theme.sunken;

	if (!value.has)
		return 0;
	double width = text_width(sh->pdf, text, &style) + 2 * DELTA_PAD;

	pdf_fill_box(sh->pdf, (struct box){ at.x, at.y, width, DELTA_HEIGHT }, DELTA_HEIGHT / 2,
		     ground);
	text_draw(sh->pdf, text, &style, (struct point){ at.x, at.y + 8.5 }, width);
	return width;
}

void sheet_delta_right(struct sheet *sh, struct opt_double value, struct str text, struct point at)
{
	struct text_style style = delta_style(sh, 0);
	double width = text_width(sh->pdf, text, &style) + 2 * DELTA_PAD;

	sheet_delta(sh, value, text, (struct point){ at.x - width, at.y });
}

/* ---- legends -------------------------------------------------------------------------------- */

#define LEGEND_SIZE 7.0

void sheet_legend(struct sheet *sh, const struct legend *items, size_t count, struct point right)
{
	const struct text_style style = { .size = LEGEND_SIZE, .ink = sh->theme.ink_2 };
	double x = right.x;

	for (size_t i = count; i > 0; i--) {
		double width = text_width(sh->pdf, items[i - 1].label, &style) + 1;

		x -= width;
		text_draw(sh->pdf, items[i - 1].label, &style, (struct point){ x, right.y }, width);
		x -= 14;
		pdf_line(sh->pdf, (struct point){ x, right.y - 2.4 },
			 (struct point){ x + 9, right.y - 2.4 },
			 (struct pen){ items[i - 1].ink, 1.6, items[i - 1].is_dashed ? 2 : 0 });
		x -= 12;
	}
}

/* ---- nothing to show ------------------------------------------------------------------------ */

void sheet_empty(struct sheet *sh, struct box box, enum pdf_word title, enum pdf_word hint)
{
	struct point middle = { box.x + box.width / 2, box.y + box.height / 2 - 16 };
	static const double heights[] = { 5, 9, 7, 12 };

	pdf_fill_circle(sh->pdf, middle, 17, sh->theme.accent_soft);
	for (size_t i = 0; i < COUNT_OF(heights); i++)
		pdf_fill_box(sh->pdf,
			     (struct box){ middle.x - 8.5 + 4.5 * (double)i,
					   middle.y + 6 - heights[i], 3, heights[i] },
			     1, ink_mix(sh->theme.accent_soft, sh->theme.accent, 0.55));
	sheet_text(sh, say(&sh->speech, title),
		   (struct type){ 9, TEXT_SEMIBOLD, TEXT_CENTRE, sh->theme.ink_2, 1 },
		   (struct box){ box.x, middle.y + 32, box.width, 0 });
	sheet_text(sh, say(&sh->speech, hint),
		   (struct type){ 7.5, TEXT_REGULAR, TEXT_CENTRE, sh->theme.muted, 2 },
		   (struct box){ box.x + box.width * 0.12, middle.y + 45, box.width * 0.76, 0 });
}

bool sheet_has_any(const struct opt_double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (values[i].has)
			return true;
	return false;
}

/* ---- pictures ------------------------------------------------------------------------------- */

static bool find_picture(const struct sheet *sh, struct str url, struct pdf_picture *ret)
{
	return sh->pictures && !str_is_empty(url) && sh->pictures->get(sh->pictures->ctx, url, ret);
}

/* The first letter of up to two words. */
static struct str initials(struct sheet *sh, struct str name)
{
	cleanup(buf_free) struct buf out;
	int count = 0;

	buf_init(&out, 64);
	for (struct str rest = str_trim(name); rest.at && count < 2;) {
		struct str word = str_cut(&rest, ' ');
		size_t len;

		if (word.len == 0 || !unicode_is_word(utf8_next(word, &len)))
			continue;
		buf_put(&out, str_sub(word, 0, len));
		count++;
	}
	return str_dup(sh->arena, buf_str(&out));
}

void sheet_avatar(struct sheet *sh, const struct pdf_account *account, struct point centre,
		  double radius)
{
	struct box box = { centre.x - radius, centre.y - radius, 2 * radius, 2 * radius };
	struct pdf_picture picture;

	if (find_picture(sh, account->picture_url, &picture) &&
	    pdf_picture_cover(sh->pdf, &picture, box, radius))
		return;
	pdf_fill_circle(sh->pdf, centre, radius, sh->theme.accent_soft);
	sheet_text(sh, initials(sh, account->name),
		   (struct type){ radius * 0.75, TEXT_SEMIBOLD, TEXT_CENTRE, sh->theme.accent, 1 },
		   (struct box){ box.x, centre.y + radius * 0.27, box.width, 0 });
}

/* A landscape for pictures, a triangle for films, two sheets for albums. */
static void draw_kind(struct sheet *sh, struct str type, struct box box)
{
	double size = fmin(box.width, box.height) * 0.3;
	struct point m = { box.x + box.width / 2, box.y + box.height / 2 };
	struct ink ink = ink_mix(sh->theme.accent_soft, sh->theme.accent, 0.45);
	struct box frame = { m.x - size / 2, m.y - size / 2, size, size };
	const struct pen pen = { ink, size * 0.07, 0 };

	if (str_eq(type, STR("VIDEO"))) {
		pdf_path_move(sh->pdf, (struct point){ m.x - size * 0.3, m.y - size * 0.4 });
		pdf_path_line(sh->pdf, (struct point){ m.x + size * 0.42, m.y });
		pdf_path_line(sh->pdf, (struct point){ m.x - size * 0.3, m.y + size * 0.4 });
		pdf_path_close(sh->pdf);
		pdf_path_fill(sh->pdf, ink);
		pdf_path_stroke(sh->pdf, pen);
		pdf_path_drop(sh->pdf);
		return;
	}
	if (str_eq(type, STR("CAROUSEL_ALBUM"))) {
		frame.x += size * 0.12;
		frame.y -= size * 0.12;
		pdf_stroke_box(sh->pdf, frame, size * 0.14, pen);
		frame.x -= size * 0.24;
		frame.y += size * 0.24;
		pdf_fill_box(sh->pdf, frame, size * 0.14, sh->theme.accent_soft);
		pdf_stroke_box(sh->pdf, frame, size * 0.14, pen);
		return;
	}
	pdf_stroke_box(sh->pdf, frame, size * 0.14, pen);
	pdf_fill_circle(sh->pdf, (struct point){ m.x - size * 0.18, m.y - size * 0.18 },
			size * 0.09, ink);
	pdf_path_move(sh->pdf, (struct point){ m.x - size * 0.4, m.y + size * 0.36 });
	pdf_path_line(sh->pdf, (struct point){ m.x + size * 0.05, m.y - size * 0.08 });
	pdf_path_line(sh->pdf, (struct point){ m.x + size * 0.42, m.y + size * 0.36 });
	pdf_path_stroke(sh->pdf, pen);
	pdf_path_drop(sh->pdf);
}

void sheet_thumbnail(struct sheet *sh, const struct pdf_post *post, struct box box, double radius)
{
	struct pdf_picture picture;

	if (find_picture(sh, post->picture_url, &picture) &&
	    pdf_picture_cover(sh->pdf, &picture, box, radius))
		return;
	pdf_fill_box(sh->pdf, box, radius, sh->theme.accent_soft);
	draw_kind(sh, post->type, box);
}

struct str sheet_media_type(const struct sheet *sh, struct str type)
{
	static const struct {
		struct str type;
		enum pdf_word word;
	} types[] = {
		{ STR_INIT("IMAGE"), W_IMAGE },
		{ STR_INIT("VIDEO"), W_VIDEO },
		{ STR_INIT("CAROUSEL_ALBUM"), W_CAROUSEL },
	};

	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (str_eq(type, types[i].type))
			return say(&sh->speech, types[i].word);
	return say(&sh->speech, W_OTHER_TYPE);
}

/* ---- words of axes -------------------------------------------------------------------------- */

struct str sheet_mark(void *ctx, struct arena *a, double value)
{
	const struct sheet *sh = ctx;

	(void)a;
	return say_axis(&sh->speech, value);
}

struct str sheet_mark_percent(void *ctx, struct arena *a, double value)
{
	const struct sheet *sh = ctx;

	return str_fmt(a, "%.*s%%", STR_ARG(say_axis(&sh->speech, value)));
}

bool sheet_spans_years(const struct sheet *sh)
{
	return sh->data->axis.count > 366;
}

struct str sheet_day(void *ctx, struct arena *a, size_t index)
{
	const struct sheet *sh = ctx;

	(void)a;
	int64_t day = sh->data->axis.first_day + (int64_t)index;

	return sheet_spans_years(sh) ? say_month(&sh->speech, day)
				     : say_day_short(&sh->speech, day);
}
