#include "fmt/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fmt/pdf_internal.h"

/*
 * What fontconfig keeps until the process ends is no leak of ours. Asked by LeakSanitizer where it
 * is built in, by nobody elsewhere.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}

#define FAMILIES "Inter, Noto Sans, DejaVu Sans, sans-serif"
/* Large figures and titles have a cut of their own. */
#define DISPLAY_FAMILIES "Inter Display, " FAMILIES
#define DISPLAY_FROM 14.0
/*
 * Everything is shaped at one size and scaled when it is drawn: nothing is hinted, so the result is
 * the same, and fontconfig is asked once per weight instead of once per size.
 */
#define SHAPED_SIZE 16.0
#define LEADING 1.4
#define CACHE_SLOTS 1024
#define EMOJI_SLOTS 256
/* Around an emoji of SHAPED_SIZE, and how fine its picture is. */
#define EMOJI_LEFT 1.0
#define EMOJI_ASCENT 18.0
#define EMOJI_SIDE 24.0
#define EMOJI_DOTS 3.5
#define REPLACEMENT "\xef\xbf\xbd"

/* One text in one style and width, shaped. */
struct shaped {
	uint64_t key;
	PangoLayout *layout;
	size_t missing;
};

/* A picture of one emoji. Pango may have several objects of one font: its description counts. */
struct emoji {
	PangoFontDescription *font;
	PangoGlyph glyph;
	cairo_surface_t *image;
};

struct text_engine {
	PangoContext *context;
	struct shaped cache[CACHE_SLOTS];
	struct emoji emoji[EMOJI_SLOTS];
};

/* ---- the engine ----------------------------------------------------------------------------- */

static PangoContext *new_context(const char *language)
{
	PangoFontMap *map = pango_cairo_font_map_get_default();
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();

	/* Positions as the font has them: a page is not a grid of pixels. */
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, options);
	/* Else a point is 4/3 of one: pango takes 96 dots per inch for granted. */
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string(language));
	pango_context_set_base_dir(context, PANGO_DIRECTION_WEAK_LTR);
	cairo_font_options_destroy(options);
	return context;
}

static struct text_engine *engine_of(struct pdf *pdf)
{
	if (pdf->text)
		return pdf->text;
	pdf->text = calloc(1, sizeof(*pdf->text));
	if (!pdf->text)
		abort();
	pdf->text->context = new_context(pdf->language);
	return pdf->text;
}

struct text_engine *text_engine_free(struct text_engine *engine)
{
	if (!engine)
		return NULL;
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		if (engine->cache[i].layout)
			g_object_unref(engine->cache[i].layout);
	for (size_t i = 0; i < EMOJI_SLOTS; i++) {
		if (engine->emoji[i].image)
			cairo_surface_destroy(engine->emoji[i].image);
		pango_font_description_free(engine->emoji[i].font);
	}
	g_object_unref(engine->context);
	free(engine);
	return NULL;
}

/* ---- what may be drawn ---------------------------------------------------------------------- */

/*
 * Characters that would break a line, turn the direction of what follows or draw nothing: C0, C1,
 * line and paragraph separators, explicit bidirectional controls, interlinear annotation, tags that
 * belong to no flag.
 */
static bool is_harmful(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       (c >= 0xfff9 && c <= 0xfffc) || c == 0xfeff;
}

/* One paragraph without double spaces, valid UTF-8. */
static void put_clean(struct buf *out, struct str text)
{
	struct str rest = str_sub(text, 0, TEXT_MAX_BYTES);
	bool space = true;

	while (rest.len > 0) {
		size_t len;
		uint32_t c = utf8_next(rest, &len);

		if (is_harmful(c) || c == ' ') {
			if (!space)
				buf_putc(out, ' ');
			space = true;
		} else {
			utf8_put(out, c);
			space = false;
		}
		rest = str_skip(rest, len);
	}
	while (out->len > 0 && out->at[out->len - 1] == ' ')
		out->len--;
}

/* ---- shaping -------------------------------------------------------------------------------- */

static double scale_of(const struct text_style *style)
{
	return style->size / SHAPED_SIZE;
}

static PangoFontDescription *font_of(const struct text_style *style)
{
	static const PangoWeight weights[] = {
		[TEXT_REGULAR] = PANGO_WEIGHT_NORMAL,
		[TEXT_MEDIUM] = PANGO_WEIGHT_MEDIUM,
		[TEXT_SEMIBOLD] = PANGO_WEIGHT_SEMIBOLD,
		[TEXT_BOLD] = PANGO_WEIGHT_BOLD,
	};
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(
		font, style->size >= DISPLAY_FROM ? DISPLAY_FAMILIES : FAMILIES);
	pango_font_description_set_weight(font, weights[style->weight]);
	pango_font_description_set_absolute_size(font, SHAPED_SIZE * PANGO_SCALE);
	return font;
}

/* Digits of one width; no arrows out of "->", for text must stay what it is. */
static PangoAttrList *attributes_of(const struct text_style *style)
{
	PangoAttrList *list = pango_attr_list_new();

	pango_attr_list_insert(list, pango_attr_font_features_new("tnum=1, calt=0"));
	if (fabs(style->tracking) > 0)
		pango_attr_list_insert(list,
				       pango_attr_letter_spacing_new((int)lround(
					       style->tracking / scale_of(style) * PANGO_SCALE)));
	return list;
}

static int lines_of(const struct text_style *style)
{
	return style->lines > 0 ? style->lines : 1;
}

static PangoLayout *new_layout(struct text_engine *engine, const struct text_style *style,
			       double width)
{
	PangoLayout *layout = pango_layout_new(engine->context);
	PangoFontDescription *font = font_of(style);
	PangoAttrList *attributes = attributes_of(style);

	pango_layout_set_font_description(layout, font);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	pango_font_description_free(font);
	if (width >= 0) {
		pango_layout_set_width(layout, (int)lround(width / scale_of(style) * PANGO_SCALE));
		pango_layout_set_height(layout, -lines_of(style));
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
		pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	}
	return layout;
}

/* Characters of one run that no font has become U+FFFD; `text` is what the layout was made of. */
static void mark_missing(const PangoGlyphItem *run, const char *text, bool *is_missing)
{
	const PangoGlyphString *glyphs = run->glyphs;

	(void)text;
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
			is_missing[run->item->offset + glyphs->log_clusters[i]] = true;
}

/* The same text with a replacement for each character that no font has. */
static void put_known(struct buf *out, PangoLayout *layout)
{
	const char *text = pango_layout_get_text(layout);
	struct str rest = str_of(text);
	bool *is_missing = calloc(rest.len + 1, sizeof(*is_missing));
	PangoLayoutIter *iter = pango_layout_get_iter(layout);

	if (!is_missing)
		abort();
	do {
		const PangoGlyphItem *run = pango_layout_iter_get_run_readonly(iter);

		if (run)
			mark_missing(run, text, is_missing);
	} while (pango_layout_iter_next_run(iter));
	pango_layout_iter_free(iter);
	while (rest.len > 0) {
		size_t len;

		utf8_next(rest, &len);
		buf_put(out, is_missing[rest.at - text] ? STR(REPLACEMENT) : str_sub(rest, 0, len));
		rest = str_skip(rest, len);
	}
	free(is_missing);
}

/* Twice at most: replacing a letter may leave marks without one. */
static size_t replace_missing(PangoLayout *layout)
{
	size_t missing = 0;

	for (int round = 0; round < 2; round++) {
		int unknown = pango_layout_get_unknown_glyphs_count(layout);
		cleanup(buf_free) struct buf known;

		buf_init(&known, 4 * TEXT_MAX_BYTES);
		if (unknown == 0)
			return missing;
		missing += (size_t)unknown;
		put_known(&known, layout);
		pango_layout_set_text(layout, known.at, (int)known.len);
	}
	return missing;
}

static uint64_t key_of(struct str text, const struct text_style *style, double width)
{
	const double parts[] = { style->tracking / scale_of(style), width / scale_of(style),
				 (double)style->weight, (double)lines_of(style),
				 style->size >= DISPLAY_FROM };
	uint64_t hash = str_hash(text) * 0x9e3779b97f4a7c15u;

	return hash ^ str_hash((struct str){ (const char *)parts, sizeof(parts) });
}

/* The text shaped; `width` < 0: one line, however long. Valid until the next call. */
static PangoLayout *shape(struct pdf *pdf, struct str text, const struct text_style *style,
			  double width)
{
	struct text_engine *engine = engine_of(pdf);
	uint64_t key = key_of(text, style, width);
	struct shaped *slot = &engine->cache[key % CACHE_SLOTS];
	cleanup(buf_free) struct buf clean;

	buf_init(&clean, 4 * TEXT_MAX_BYTES);
	if (slot->layout && slot->key == key)
		return slot->layout;
	if (slot->layout)
		g_object_unref(slot->layout);
	put_clean(&clean, text);
	slot->key = key;
	slot->layout = new_layout(engine, style, width);
	pango_layout_set_text(slot->layout, clean.at ? clean.at : "", (int)clean.len);
	pdf->missing_glyphs += replace_missing(slot->layout);
	return slot->layout;
}

/* ---- drawing -------------------------------------------------------------------------------- */

static double line_width(PangoLayoutLine *line)
{
	PangoRectangle logical;

	pango_layout_line_get_extents(line, NULL, &logical);
	return (double)logical.width / PANGO_SCALE;
}

static double line_left(PangoLayoutLine *line, enum text_align align, double width, double scale)
{
	double room = width - line_width(line) * scale;
	bool from_right = pango_layout_line_get_resolved_direction(line) == PANGO_DIRECTION_RTL;

	switch (align) {
	case TEXT_LEFT:
		return 0;
	case TEXT_CENTRE:
		return room / 2;
	case TEXT_RIGHT:
		return room;
	case TEXT_START:
		break;
	}
	return from_right ? room : 0;
}

/*
 * Emoji are pictures in their font. Cairo would put them into the file as coarse as they are on a
 * screen of 72 dots per inch; so each is drawn finer once, and that picture is used.
 */
static bool is_emoji(PangoFont *font)
{
	PangoFontDescription *description = pango_font_describe(font);
	const char *family = pango_font_description_get_family(description);
	bool found = family && strstr(family, "Emoji");

	pango_font_description_free(description);
	return found;
}

static cairo_surface_t *paint_emoji(PangoFont *font, PangoGlyph glyph)
{
	int side = (int)lround(EMOJI_SIDE * EMOJI_DOTS), cluster = 0;
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, side, side);
	cairo_t *cairo = cairo_create(image);
	PangoGlyphInfo info = { .glyph = glyph };
	PangoGlyphString string = { .num_glyphs = 1, .glyphs = &info, .log_clusters = &cluster };

	cairo_scale(cairo, EMOJI_DOTS, EMOJI_DOTS);
	cairo_move_to(cairo, EMOJI_LEFT, EMOJI_ASCENT);
	pango_cairo_show_glyph_string(cairo, font, &string);
	cairo_destroy(cairo);
	return image;
}

static cairo_surface_t *emoji_of(struct pdf *pdf, PangoFont *font, PangoGlyph glyph)
{
	struct emoji *slot = &pdf->text->emoji[glyph % EMOJI_SLOTS];
	PangoFontDescription *description = pango_font_describe(font);

	if (slot->image && slot->glyph == glyph &&
	    pango_font_description_equal(slot->font, description)) {
		pango_font_description_free(description);
		return slot->image;
	}
	if (slot->image)
		cairo_surface_destroy(slot->image);
	pango_font_description_free(slot->font);
	*slot = (struct emoji){ description, glyph, paint_emoji(font, glyph) };
	return slot->image;
}

static void draw_emoji(struct pdf *pdf, const PangoGlyphItem *run)
{
	double x = 0;

	for (int i = 0; i < run->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
		double left = x + (double)info->geometry.x_offset / PANGO_SCALE;

		x += (double)info->geometry.width / PANGO_SCALE;
		if (info->glyph == PANGO_GLYPH_EMPTY || info->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
			continue;
		cairo_save(pdf->cairo);
		cairo_translate(pdf->cairo, left - EMOJI_LEFT,
				(double)info->geometry.y_offset / PANGO_SCALE - EMOJI_ASCENT);
		cairo_scale(pdf->cairo, 1 / EMOJI_DOTS, 1 / EMOJI_DOTS);
		cairo_set_source_surface(
			pdf->cairo, emoji_of(pdf, run->item->analysis.font, info->glyph), 0, 0);
		cairo_paint(pdf->cairo);
		cairo_restore(pdf->cairo);
	}
}

/* The origin is the left end of the baseline. */
static void draw_line(struct pdf *pdf, PangoLayout *layout, PangoLayoutLine *line, struct ink ink)
{
	double x = 0;

	for (GSList *at = line->runs; at; at = at->next) {
		PangoGlyphItem *run = at->data;

		cairo_save(pdf->cairo);
		cairo_translate(pdf->cairo, x, 0);
		cairo_move_to(pdf->cairo, 0, 0);
		pdf_set_ink(pdf, ink);
		/* With its text, so that it can be selected; "…" does not stand for what was cut.
		 */
		if (is_emoji(run->item->analysis.font))
			draw_emoji(pdf, run);
		else if (run->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS)
			pango_cairo_show_glyph_string(pdf->cairo, run->item->analysis.font,
						      run->glyphs);
		else
			pango_cairo_show_glyph_item(pdf->cairo, pango_layout_get_text(layout), run);
		cairo_restore(pdf->cairo);
		x += (double)pango_glyph_string_get_width(run->glyphs) / PANGO_SCALE;
	}
}

int text_draw(struct pdf *pdf, struct str text, const struct text_style *style, struct point at,
	      double width)
{
	PangoLayout *layout = shape(pdf, text, style, width);
	double leading = style->leading > 0 ? style->leading : style->size * LEADING;
	double scale = scale_of(style);
	int count = pango_layout_get_line_count(layout);

	if (text.len == 0)
		return 0;
	if (count > lines_of(style))
		count = lines_of(style);
	for (int i = 0; i < count; i++) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(layout, i);

		cairo_save(pdf->cairo);
		cairo_translate(pdf->cairo, at.x + line_left(line, style->align, width, scale),
				at.y + i * leading);
		cairo_scale(pdf->cairo, scale, scale);
		draw_line(pdf, layout, line, style->ink);
		cairo_restore(pdf->cairo);
	}
	cairo_new_path(pdf->cairo);
	return count;
}

double text_width(struct pdf *pdf, struct str text, const struct text_style *style)
{
	return line_width(pango_layout_get_line_readonly(shape(pdf, text, style, -1), 0)) *
	       scale_of(style);
}

int text_lines(struct pdf *pdf, struct str text, const struct text_style *style, double width)
{
	int count = pango_layout_get_line_count(shape(pdf, text, style, width));

	if (text.len == 0)
		return 0;
	return count < lines_of(style) ? count : lines_of(style);
}
