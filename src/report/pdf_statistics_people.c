/* Statistik, page 4: gender and age of the followers. */
#include <math.h>

#include "report/pdf_report.h"

#define RING_RADIUS 62.0
#define RING_WIDTH 21.0

static struct str share_text(const struct sheet *sh, double share)
{
	return say_percent(&sh->speech, OPT_DOUBLE(share * 100), 1, false);
}

static void draw_gender(struct sheet *sh, struct box at, enum pdf_word word, double share,
			struct ink ink)
{
	pdf_fill_circle(sh->pdf, (struct point){ at.x + 4, at.y - 3 }, 4, ink);
	sheet_text(sh, say(&sh->speech, word),
		   (struct type){ 8.5, TEXT_REGULAR, TEXT_LEFT, sh->theme.ink_2, 1 },
		   (struct box){ at.x + 14, at.y, at.width - 14, 0 });
	sheet_text(sh, say_percent(&sh->speech, OPT_DOUBLE(share * 100), 0, false),
		   (struct type){ 22, TEXT_SEMIBOLD, TEXT_LEFT, sh->theme.ink, 1 },
		   (struct box){ at.x + 14, at.y + 24, at.width - 14, 0 });
}

static void draw_ring(struct sheet *sh, struct box box)
{
	const struct pdf_audience *audience = sh->data->audience;
	const struct chart_slice slices[] = { { audience->women, sh->theme.women },
					      { audience->men, sh->theme.men } };
	struct point centre = { box.x + RING_RADIUS + 40, box.y + box.height / 2 };
	double x = centre.x + RING_RADIUS + 70;

	pdf_figure_begin(sh->pdf,
			 say_with(&sh->speech, W_ALT_GENDER, share_text(sh, audience->women),
				  share_text(sh, audience->men)));
	chart_ring(sh->pdf, centre, RING_RADIUS, RING_WIDTH, slices, COUNT_OF(slices));
	pdf_tag_end(sh->pdf);
	draw_gender(sh, (struct box){ x, centre.y - 4, 110, 0 }, W_WOMEN_SHARE, audience->women,
		    sh->theme.women);
	draw_gender(sh, (struct box){ x + 120, centre.y - 4, 130, 0 }, W_MEN_SHARE, audience->men,
		    sh->theme.men);
}

/* ---- ages ----------------------------------------------------------------------------------- */

static double largest_age(const struct pdf_audience *audience)
{
	double largest = 0;

	for (int i = 0; i < PDF_AGES; i++)
		largest = fmax(largest, fmax(audience->ages[i].women, audience->ages[i].men));
	return largest;
}

static void draw_column(struct sheet *sh, struct box slot, double share, double largest,
			struct ink ink)
{
	double height = largest > 0 ? share / largest * (slot.height - 12) : 0;
	struct str text = say_percent(&sh->speech, OPT_DOUBLE(share * 100), 1, false);

	pdf_fill_box(sh->pdf,
		     (struct box){ slot.x + 3, box_bottom(slot) - height, slot.width - 6, height },
		     fmin(3, height / 2), ink);
	sheet_text(sh, text, (struct type){ 6.5, TEXT_MEDIUM, TEXT_CENTRE, sh->theme.ink_2, 1 },
		   (struct box){ slot.x - 8, box_bottom(slot) - height - 3.5, slot.width + 16, 0 });
}

/* Two columns per age group, women at the left. */
static void draw_ages(struct sheet *sh, struct box box)
{
	const struct pdf_audience *audience = sh->data->audience;
	double largest = largest_age(audience), step = box.width / PDF_AGES;
	double base = box_bottom(box) - 16, column = fmin(27, step * 0.4);

	for (int i = 0; i < PDF_AGES; i++) {
		double middle = box.x + step * (i + 0.5);
		struct box slot = { middle - column, box.y, column, base - box.y };

		draw_column(sh, slot, audience->ages[i].women, largest, sh->theme.women);
		slot.x = middle;
		draw_column(sh, slot, audience->ages[i].men, largest, sh->theme.men);
		sheet_text(sh, pdf_ages[i],
			   (struct type){ 8, TEXT_MEDIUM, TEXT_CENTRE, sh->theme.ink_2, 1 },
			   (struct box){ middle - step / 2, base + 12, step, 0 });
	}
	pdf_line(sh->pdf, (struct point){ box.x, base }, (struct point){ box_right(box), base },
		 (struct pen){ sh->theme.line, 0.8, 0 });
}

/* Both shares of every group. */
static struct str ages_alt(struct sheet *sh)
{
	const struct pdf_audience *audience = sh->data->audience;
	struct str list = STR("");

	for (int i = 0; i < PDF_AGES; i++)
		list = str_fmt(sh->arena, "%.*s%s%.*s: %.*s / %.*s", STR_ARG(list), i ? "; " : "",
			       STR_ARG(pdf_ages[i]),
			       STR_ARG(share_text(sh, audience->ages[i].women)),
			       STR_ARG(share_text(sh, audience->ages[i].men)));
	return say_with(&sh->speech, W_ALT_AGES, list, STR_NONE);
}

/* ---- the table ------------------------------------------------------------------------------ */

static void draw_row(struct sheet *sh, const struct str cells[4], bool is_head, struct box row)
{
	static const double rights[] = { 0, 0.5, 0.75, 1 };

	pdf_tag_begin(sh->pdf, PDF_ROW);
	for (size_t i = 0; i < COUNT_OF(rights); i++) {
		struct type type = { is_head ? 7.5 : 8.5,
				     i == 0 && !is_head ? TEXT_MEDIUM : TEXT_REGULAR,
				     i ? TEXT_RIGHT : TEXT_LEFT,
				     is_head ? sh->theme.muted : sh->theme.ink_2, 1 };

		pdf_tag_begin(sh->pdf, is_head ? PDF_HEAD_CELL : PDF_CELL);
		sheet_text(sh, cells[i], type,
			   (struct box){ i ? row.x + row.width * rights[i] - 100 : row.x, row.y,
					 100, 0 });
		pdf_tag_end(sh->pdf);
	}
	pdf_tag_end(sh->pdf);
}

static void draw_table(struct sheet *sh, struct box box)
{
	const struct pdf_audience *audience = sh->data->audience;
	const struct str head[] = { say(&sh->speech, W_AGE), say(&sh->speech, W_WOMEN),
				    say(&sh->speech, W_MEN), say(&sh->speech, W_TOGETHER) };
	double step = box.height / (PDF_AGES + 1);
	struct box row = box;

	row.y += 9;
	pdf_tag_begin(sh->pdf, PDF_TABLE);
	draw_row(sh, head, true, row);
	for (int i = 0; i < PDF_AGES; i++) {
		const double women = audience->ages[i].women, men = audience->ages[i].men;
		const struct str cells[] = {
			str_fmt(sh->arena, "%.*s %.*s", STR_ARG(pdf_ages[i]),
				STR_ARG(say(&sh->speech, W_YEARS))),
			share_text(sh, women),
			share_text(sh, men),
			share_text(sh, women + men),
		};

		pdf_line(sh->pdf, (struct point){ row.x, row.y + 6 },
			 (struct point){ box_right(row), row.y + 6 },
			 (struct pen){ sh->theme.line_2, 0.6, 0 });
		row.y += step;
		draw_row(sh, cells, false, row);
	}
	pdf_tag_end(sh->pdf);
}

static struct str majority_note(struct sheet *sh)
{
	const struct pdf_audience *audience = sh->data->audience;
	struct str group = say_with(&sh->speech, W_MAJORITY_GROUP,
				    say(&sh->speech, audience->is_top_women ? W_WOMEN : W_MEN),
				    pdf_ages[audience->top_age]);

	return say_with(&sh->speech, W_MAJORITY, group,
			say_percent(&sh->speech, OPT_DOUBLE(audience->top_share * 100), 0, false));
}

void pdf_people_page(struct sheet *sh)
{
	double y =
		sheet_begin_page(sh, say(&sh->speech, W_PEOPLE), say(&sh->speech, W_PEOPLE_LEAD));
	struct box card = { PAGE_LEFT, y, PAGE_WIDTH, 200 };
	const struct legend legend[] = {
		{ say(&sh->speech, W_WOMEN), sh->theme.women, false },
		{ say(&sh->speech, W_MEN), sh->theme.men, false },
	};
	struct box inside;

	if (!sh->data->audience->has_people) {
		sheet_empty(sh, sheet_card(sh, card, say(&sh->speech, W_GENDER), STR("")),
			    W_NO_AUDIENCE, W_NO_AUDIENCE_HINT);
		sheet_end_page(sh);
		return;
	}
	card.y += sheet_note(sh, majority_note(sh), (struct box){ PAGE_LEFT, y, PAGE_WIDTH, 0 }) +
		  PAGE_GAP;
	draw_ring(sh, sheet_card(sh, card, say(&sh->speech, W_GENDER), STR("")));
	card = (struct box){ PAGE_LEFT, box_bottom(card) + PAGE_GAP, PAGE_WIDTH, 220 };
	inside = sheet_card(sh, card, say(&sh->speech, W_AGE), say(&sh->speech, W_AGE_LEAD));
	sheet_legend(sh, legend, COUNT_OF(legend),
		     (struct point){ box_right(inside), card.y + 20 });
	pdf_figure_begin(sh->pdf, ages_alt(sh));
	draw_ages(sh, inside);
	pdf_tag_end(sh->pdf);
	card = (struct box){ PAGE_LEFT, box_bottom(card) + PAGE_GAP, PAGE_WIDTH, 194 };
	sheet_frame(sh, card);
	draw_table(sh, (struct box){ card.x + CARD_PAD, card.y + CARD_PAD,
				     card.width - 2 * CARD_PAD, card.height - 2 * CARD_PAD + 8 });
	sheet_end_page(sh);
}
