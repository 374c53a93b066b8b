/* Latin text on one line: most of what a report says needs no more than one font and no bidi. */
#include <math.h>
#include <string.h>

#include <hb-ot.h>

#include "base/utf8.h"
#include "fmt/text_internal.h"

/*
 * Letters, digits and punctuation of Latin scripts that join nothing, turn nothing and are no
 * emoji whatever follows. Sorted.
 */
static const struct {
	uint32_t first, last;
} plain[] = {
	{ 0x20, 0x7e },     { 0xa0, 0xac },     { 0xae, 0x17f },    { 0x2010, 0x2015 },
	{ 0x2018, 0x201e }, { 0x2020, 0x2022 }, { 0x2026, 0x2026 }, { 0x2030, 0x2030 },
	{ 0x2039, 0x203a }, { 0x20ac, 0x20ac }, { 0x2212, 0x2212 },
};

static bool is_plain(struct str text)
{
	while (text.len > 0) {
		size_t len, i = 0;
		uint32_t c = utf8_next(text, &len);

		while (i < COUNT_OF(plain) && c > plain[i].last)
			i++;
		if (i == COUNT_OF(plain) || c < plain[i].first)
			return false;
		text = str_skip(text, len);
	}
	return true;
}

/* ---- the font ------------------------------------------------------------------------------- */

struct text_letters *text_letters_of(struct text_engine *engine, const struct text_style *style)
{
	static const int weights[TEXT_WEIGHTS] = {
		[TEXT_REGULAR] = FC_WEIGHT_REGULAR,
		[TEXT_MEDIUM] = FC_WEIGHT_MEDIUM,
		[TEXT_SEMIBOLD] = FC_WEIGHT_SEMIBOLD,
		[TEXT_BOLD] = FC_WEIGHT_BOLD,
	};
	bool is_display = style->size >= TEXT_DISPLAY_FROM;
	struct text_letters *letters = &engine->letters[style->weight][is_display];

	if (letters->font)
		return letters;
	letters->face = text_library_match(&engine->library,
					   is_display ? text_display_families : text_families,
					   weights[style->weight]);
	letters->font = hb_font_create(letters->face ? letters->face : hb_face_get_empty());
	hb_font_set_scale(letters->font, PDF_METRICS, PDF_METRICS);
	return letters;
}

void text_letters_free(struct text_engine *engine)
{
	for (size_t i = 0; i < TEXT_WEIGHTS; i++)
		for (size_t k = 0; k < 2; k++)
			hb_font_destroy(engine->letters[i][k].font);
}

/* ---- shaping -------------------------------------------------------------------------------- */

/* Into the engine's buffer; false when a letter is missing. */
static bool shape(struct text_engine *engine, const struct text_letters *letters, struct str text)
{
	/* Digits of one width; no arrows out of "->", for text must stay what it is. */
	static const hb_feature_t features[] = {
		{ HB_TAG('t', 'n', 'u', 'm'), 1, 0, HB_FEATURE_GLOBAL_END },
		{ HB_TAG('c', 'a', 'l', 't'), 0, 0, HB_FEATURE_GLOBAL_END },
	};
	hb_buffer_t *buffer = engine->buffer;
	unsigned count;

	hb_buffer_clear_contents(buffer);
	hb_buffer_add_utf8(buffer, text.at, (int)text.len, 0, (int)text.len);
	hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
	hb_buffer_set_language(buffer, engine->language);
	hb_shape(letters->font, buffer, features, COUNT_OF(features));
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);

	for (unsigned i = 0; i < count; i++)
		if (infos[i].codepoint == 0)
			return false;
	return true;
}

static double buffer_width(hb_buffer_t *buffer)
{
	unsigned count;
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &count);
	int64_t sum = 0;

	for (unsigned i = 0; i < count; i++)
		sum += at[i].x_advance;
	return (double)sum / 1024;
}

/* How many bytes of the text in the buffer are no wider than `width`. */
static size_t bytes_within(hb_buffer_t *buffer, double width)
{
	unsigned count;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
	double sum = 0;

	for (unsigned i = 0; i < count; i++) {
		sum += (double)at[i].x_advance / 1024;
		if (sum > width)
			return infos[i].cluster;
	}
	return count ? infos[count - 1].cluster : 0;
}

/* As much of it as has room before "…", shaped. */
static struct str cut(struct text_engine *engine, const struct text_letters *letters,
		      struct str text, double width)
{
	static const struct str ellipsis = STR_INIT(ELLIPSIS);
	size_t len = bytes_within(engine->buffer, width);

	for (;;) {
		while (len > 0 && text.at[len - 1] == ' ')
			len--;
		struct str shorter =
			str_fmt(&engine->arena, "%.*s%s", (int)len, text.at, ellipsis.at);

		if (!shape(engine, letters, shorter) || len == 0 ||
		    buffer_width(engine->buffer) <= width)
			return shorter;
		/* To the beginning of the last character. */
		do
			len--;
		while (len > 0 && ((unsigned char)text.at[len] & 0xc0) == 0x80);
	}
}

static void take_buffer(struct text_engine *engine, const struct text_letters *letters,
			struct str text, struct text_lines *ret)
{
	unsigned count;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(engine->buffer, &count);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(engine->buffer, NULL);
	struct pdf_glyph *glyphs = arena_new_n(&engine->arena, struct pdf_glyph, count + 1);
	struct text_run *run = arena_new(&engine->arena, struct text_run);
	struct text_line *line = arena_new(&engine->arena, struct text_line);
	double x = 0;

	for (unsigned i = 0; i < count; i++) {
		glyphs[i] =
			(struct pdf_glyph){ infos[i].codepoint, infos[i].cluster,
					    x + at[i].x_offset / 1024.0, at[i].y_offset / 1024.0 };
		x += at[i].x_advance / 1024.0;
	}
	run->run = (struct pdf_run){ .face = letters->face,
				     .glyphs = glyphs,
				     .count = count,
				     .text = str_dup(&engine->arena, text) };
	*line = (struct text_line){ .runs = run, .count = 1, .width = x };
	*ret = (struct text_lines){ .at = line, .count = 1 };
}

bool text_shape_plain(struct text_engine *engine, struct str text, const struct text_style *style,
		      double width, struct text_lines *ret)
{
	struct text_letters *letters = text_letters_of(engine, style);

	if (!letters->face || !is_plain(text) || !shape(engine, letters, text))
		return false;
	if (width >= 0 && buffer_width(engine->buffer) > width) {
		if (style->lines > 1)
			return false;
		text = cut(engine, letters, text, width);
	}
	take_buffer(engine, letters, text, ret);
	return true;
}
