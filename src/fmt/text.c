#include "fmt/text.h"

#include <math.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "fmt/text_internal.h"

#define LEADING 1.4
#define CACHE_SLOTS 4096
#define ARENA_BYTES (64 * MIB)
#define CACHE_BYTES (8 * MIB) /* then it begins anew */

/* One text in one style and width, shaped. */
struct shaped {
	uint64_t key; /* 0: the slot is free */
	struct text_lines lines;
};
struct text_cache {
	struct shaped slots[CACHE_SLOTS];
};

/* ---- the engine ----------------------------------------------------------------------------- */

struct text_engine *text_engine_new(struct str language)
{
	struct text_engine *engine = calloc(1, sizeof(*engine));
	struct text_cache *cache = calloc(1, sizeof(*cache));

	if (!engine || !cache)
		abort();
	text_library_open(&engine->library);
	engine->cache = cache;
	engine->buffer = hb_buffer_create();
	engine->language = hb_language_from_string(language.at, (int)language.len);
	engine->emoji = emoji_album_new();
	arena_init(&engine->arena, ARENA_BYTES);
	return engine;
}

struct text_engine *text_engine_free(struct text_engine *engine)
{
	if (!engine)
		return NULL;
	pango_shaper_free(engine->pango);
	text_letters_free(engine);
	hb_buffer_destroy(engine->buffer);
	emoji_album_free(engine->emoji);
	text_library_close(&engine->library);
	arena_free(&engine->arena);
	free(engine->cache);
	free(engine);
	return NULL;
}

void text_engine_freep(struct text_engine **engine)
{
	*engine = text_engine_free(*engine);
}

struct emoji_album *text_emoji(struct text_engine *engine)
{
	return engine->emoji;
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

static int lines_of(const struct text_style *style)
{
	return style->lines > 0 ? style->lines : 1;
}

/* Everything is shaped in thousandths of its size: a text of two sizes is shaped once. */
static uint64_t key_of(struct str text, const struct text_style *style, double width)
{
	const double parts[] = { (double)lround(width * 100), (double)style->weight,
				 (double)lines_of(style), style->size >= TEXT_DISPLAY_FROM };
	uint64_t hash = str_hash(text) * 0x9e3779b97f4a7c15u;

	return (hash ^ str_hash((struct str){ (const char *)parts, sizeof(parts) })) | 1;
}

static void forget_old(struct text_engine *engine)
{
	if (engine->arena.used_bytes < CACHE_BYTES)
		return;
	for (size_t i = 0; i < CACHE_SLOTS; i++)
		engine->cache->slots[i].key = 0;
	arena_reset(&engine->arena);
}

/* `width` in thousandths; < 0: one line, however long. Valid until the next call. */
static const struct text_lines *shape_within(struct pdf *pdf, struct str text,
					     const struct text_style *style, double width)
{
	struct text_engine *engine = pdf->text;
	uint64_t key = key_of(text, style, width);
	struct shaped *slot = &engine->cache->slots[key / 2 % CACHE_SLOTS];
	cleanup(buf_free) struct buf clean;

	buf_init(&clean, 4 * TEXT_MAX_BYTES);
	if (slot->key == key)
		return &slot->lines;
	forget_old(engine);
	put_clean(&clean, text);
	slot->key = key;
	slot->lines = (struct text_lines){ 0 };
	if (!text_shape_plain(engine, buf_str(&clean), style, width, &slot->lines))
		text_shape_any(engine, buf_str(&clean), style, width, &slot->lines);
	return &slot->lines;
}

/* Most texts fit on one line: then it is the one they were measured by. */
static const struct text_lines *shape(struct pdf *pdf, struct str text,
				      const struct text_style *style, double width)
{
	const struct text_lines *lines = shape_within(pdf, text, style, -1);
	double most = width * 1000 / style->size;

	if (width < 0 || lines->at[0].width <= most)
		return lines;
	return shape_within(pdf, text, style, most);
}

/* ---- drawing -------------------------------------------------------------------------------- */

static double line_left(const struct text_line *line, const struct text_style *style, double width)
{
	double room = width - line->width * style->size / 1000;

	switch (style->align) {
	case TEXT_LEFT:
		return 0;
	case TEXT_CENTRE:
		return room / 2;
	case TEXT_RIGHT:
		return room;
	case TEXT_START:
		break;
	}
	return line->from_right ? room : 0;
}

static void draw_line(struct pdf *pdf, const struct text_line *line, double size, struct point at)
{
	for (size_t i = 0; i < line->count; i++)
		pdf_show_run(pdf, &line->runs[i].run, size,
			     (struct point){ at.x + line->runs[i].x * size / 1000, at.y });
}

int text_draw(struct pdf *pdf, struct str text, const struct text_style *style, struct point at,
	      double width)
{
	double leading = style->leading > 0 ? style->leading : style->size * LEADING;

	if (text.len == 0)
		return 0;
	const struct text_lines *lines = shape(pdf, text, style, width);

	pdf_mark_text(pdf);
	pdf_set_fill(pdf, style->ink);
	for (size_t i = 0; i < lines->count; i++)
		draw_line(pdf, &lines->at[i], style->size,
			  (struct point){ at.x + line_left(&lines->at[i], style, width),
					  at.y + (double)i * leading });
	pdf->missing_glyphs += lines->missing;
	return (int)lines->count;
}

double text_width(struct pdf *pdf, struct str text, const struct text_style *style)
{
	return shape(pdf, text, style, -1)->at[0].width * style->size / 1000;
}

int text_lines(struct pdf *pdf, struct str text, const struct text_style *style, double width)
{
	return text.len == 0 ? 0 : (int)shape(pdf, text, style, width)->count;
}
