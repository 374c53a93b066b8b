/* Text of any kind: pango finds fonts, directions and the ends of lines. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>

#include "base/utf8.h"
#include "fmt/text_internal.h"

/*
 * Everything is shaped at one size and scaled when it is drawn: nothing is hinted, so the result is
 * the same, and fontconfig is asked once per weight instead of once per size.
 */
#define SHAPED_SIZE 16.0
/* Thousandths of the size in a unit of pango at SHAPED_SIZE. */
#define THOUSANDTHS (1000 / (SHAPED_SIZE * PANGO_SCALE))

struct pango_shaper {
	PangoContext *contexts[TEXT_SETS];
	char *families[2]; /* plain, and for large sizes */
};

/* ---- contexts ------------------------------------------------------------------------------- */

static PangoContext *new_context(struct text_engine *engine, enum text_set set)
{
	FcConfig *config = text_library_set(&engine->library, set);
	PangoFontMap *map = pango_ft2_font_map_new();
	PangoContext *context;

	/* Else a point is 4/3 of one: pango takes 96 dots per inch for granted. */
	pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 72, 72);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	context = pango_font_map_create_context(map);
	/* Positions as the font has them: a page is not a grid of pixels. */
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(
		context, pango_language_from_string(hb_language_to_string(engine->language)));
	pango_context_set_base_dir(context, PANGO_DIRECTION_WEAK_LTR);
	g_object_unref(map);
	return context;
}

static char *joined(const char *const *families)
{
	return g_strjoinv(",", (char **)(uintptr_t)families);
}

static struct pango_shaper *shaper_of(struct text_engine *engine)
{
	struct pango_shaper *shaper = engine->pango;

	if (shaper)
		return shaper;
	shaper = engine->pango = calloc(1, sizeof(*shaper));
	if (!shaper)
		abort();
	shaper->families[0] = joined(text_families);
	shaper->families[1] = joined(text_display_families);
	return shaper;
}

static PangoContext *context_of(struct text_engine *engine, enum text_set set)
{
	struct pango_shaper *shaper = shaper_of(engine);

	if (!shaper->contexts[set])
		shaper->contexts[set] = new_context(engine, set);
	return shaper->contexts[set];
}

/* ---- the end -------------------------------------------------------------------------------- */

struct last_holder {
	GMutex lock;
	GCond changed;
	bool is_last;
};

static void note_last(gpointer data, GObject *map, gboolean is_last)
{
	struct last_holder *holder = data;

	(void)map;
	g_mutex_lock(&holder->lock);
	holder->is_last = is_last;
	g_cond_signal(&holder->changed);
	g_mutex_unlock(&holder->lock);
}

/*
 * Pango looks for the fonts of a map in threads of its own, also for fonts nobody needs in the end,
 * and each holds the map until it is done. What they use must not be taken down around them.
 */
static void give_back(PangoFontMap *map)
{
	struct last_holder holder = { .is_last = false };

	g_mutex_init(&holder.lock);
	g_cond_init(&holder.changed);
	g_object_add_toggle_ref(G_OBJECT(map), note_last, &holder);
	g_object_unref(map);
	g_mutex_lock(&holder.lock);
	while (!holder.is_last)
		g_cond_wait(&holder.changed, &holder.lock);
	g_mutex_unlock(&holder.lock);
	g_object_remove_toggle_ref(G_OBJECT(map), note_last, &holder);
	g_cond_clear(&holder.changed);
	g_mutex_clear(&holder.lock);
}

static void free_context(PangoContext *context)
{
	PangoFontMap *map = g_object_ref(pango_context_get_font_map(context));

	g_object_unref(context);
	give_back(map);
}

struct pango_shaper *pango_shaper_free(struct pango_shaper *shaper)
{
	if (!shaper)
		return NULL;
	for (size_t i = 0; i < TEXT_SETS; i++)
		if (shaper->contexts[i])
			free_context(shaper->contexts[i]);
	g_free(shaper->families[0]);
	g_free(shaper->families[1]);
	free(shaper);
	return NULL;
}

/* ---- layouts -------------------------------------------------------------------------------- */

static PangoFontDescription *font_of(struct text_engine *engine, const struct text_style *style)
{
	static const PangoWeight weights[TEXT_WEIGHTS] = {
		[TEXT_REGULAR] = PANGO_WEIGHT_NORMAL,
		[TEXT_MEDIUM] = PANGO_WEIGHT_MEDIUM,
		[TEXT_SEMIBOLD] = PANGO_WEIGHT_SEMIBOLD,
		[TEXT_BOLD] = PANGO_WEIGHT_BOLD,
	};
	bool is_display = style->size >= TEXT_DISPLAY_FROM;
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, shaper_of(engine)->families[is_display]);
	pango_font_description_set_weight(font, weights[style->weight]);
	pango_font_description_set_absolute_size(font, SHAPED_SIZE * PANGO_SCALE);
	return font;
}

static PangoLayout *new_layout(struct text_engine *engine, enum text_set set,
			       const struct text_style *style, double width)
{
	PangoLayout *layout = pango_layout_new(context_of(engine, set));
	PangoFontDescription *font = font_of(engine, style);
	PangoAttrList *attributes = pango_attr_list_new();

	pango_attr_list_insert(attributes, pango_attr_font_features_new(TEXT_FEATURES));
	pango_layout_set_font_description(layout, font);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
	pango_font_description_free(font);
	if (width >= 0) {
		pango_layout_set_width(layout, (int)lround(width / THOUSANDTHS));
		pango_layout_set_height(layout, -(style->lines > 0 ? style->lines : 1));
		pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
		pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
	}
	return layout;
}

/* ---- what no font has ----------------------------------------------------------------------- */

/* Characters of one run that no font has become U+FFFD. */
static void mark_missing(const PangoGlyphItem *run, bool *is_missing)
{
	const PangoGlyphString *glyphs = run->glyphs;

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
			mark_missing(run, is_missing);
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

/* The layout of the text: in our own fonts when they have all of it. */
static PangoLayout *lay_out(struct text_engine *engine, struct str text,
			    const struct text_style *style, double width, size_t *ret_missing)
{
	PangoLayout *layout = NULL;

	for (enum text_set set = TEXT_OWN; set < TEXT_SETS; set++) {
		g_clear_object(&layout);
		layout = new_layout(engine, set, style, width);
		pango_layout_set_text(layout, text.at ? text.at : "", (int)text.len);
		if (pango_layout_get_unknown_glyphs_count(layout) == 0)
			break;
	}
	*ret_missing = replace_missing(layout);
	return layout;
}

/* ---- from pango's lines to ours ------------------------------------------------------------- */

static size_t take_glyphs(const PangoGlyphString *glyphs, bool is_ellipsis, struct pdf_glyph *ret)
{
	size_t count = 0;
	double x = 0;

	for (int i = 0; i < glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *g = &glyphs->glyphs[i];

		if (g->glyph != PANGO_GLYPH_EMPTY && !(g->glyph & PANGO_GLYPH_UNKNOWN_FLAG))
			ret[count++] = (struct pdf_glyph){
				.id = g->glyph,
				.cluster = is_ellipsis ? 0 : (uint32_t)glyphs->log_clusters[i],
				.x = x + g->geometry.x_offset * THOUSANDTHS,
				.y = -g->geometry.y_offset * THOUSANDTHS,
			};
		x += g->geometry.width * THOUSANDTHS;
	}
	return count;
}

/* "…" stands for itself, not for what was cut. */
static struct pdf_run take_run(struct text_engine *engine, const PangoGlyphItem *item,
			       const char *text)
{
	PangoFont *font = item->item->analysis.font;
	bool is_ellipsis = item->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS;
	struct str part = { text + item->item->offset, (size_t)item->item->length };
	struct pdf_glyph *glyphs =
		arena_new_n(&engine->arena, struct pdf_glyph, (size_t)item->glyphs->num_glyphs + 1);

	return (struct pdf_run){
		.face = text_library_face(&engine->library,
					  pango_fc_font_get_pattern(PANGO_FC_FONT(font))),
		.glyphs = glyphs,
		.count = take_glyphs(item->glyphs, is_ellipsis, glyphs),
		.text = str_dup(&engine->arena, is_ellipsis ? STR(ELLIPSIS) : part),
		.from_right = item->item->analysis.level & 1,
	};
}

static struct text_line take_line(struct text_engine *engine, PangoLayoutLine *line,
				  const char *text)
{
	struct text_line ret = {
		.runs = arena_new_n(&engine->arena, struct text_run,
				    g_slist_length(line->runs) + 1),
		.from_right = pango_layout_line_get_resolved_direction(line) == PANGO_DIRECTION_RTL,
	};

	for (GSList *at = line->runs; at; at = at->next) {
		const PangoGlyphItem *item = at->data;
		struct text_run *run = &ret.runs[ret.count];

		*run = (struct text_run){ ret.width, take_run(engine, item, text) };
		if (run->run.face && run->run.count > 0)
			ret.count++;
		ret.width += pango_glyph_string_get_width(item->glyphs) * THOUSANDTHS;
	}
	return ret;
}

void text_shape_any(struct text_engine *engine, struct str text, const struct text_style *style,
		    double width, struct text_lines *ret)
{
	PangoLayout *layout = lay_out(engine, text, style, width, &ret->missing);
	int most = style->lines > 0 ? style->lines : 1;
	int count = pango_layout_get_line_count(layout);

	ret->count = (size_t)(count < most ? count : most);
	ret->at = arena_new_n(&engine->arena, struct text_line, ret->count + 1);
	for (size_t i = 0; i < ret->count; i++)
		ret->at[i] = take_line(engine, pango_layout_get_line_readonly(layout, (int)i),
				       pango_layout_get_text(layout));
	g_object_unref(layout);
}
