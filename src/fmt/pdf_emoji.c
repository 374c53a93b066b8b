/* Emoji: pictures of their font, decoded and packed once, text all the same. */
#include "fmt/pdf_internal.h"

#include <stdlib.h>

#include <hb-ot.h>

#include "base/limits.h"
#include "fmt/pdf_png.h"

#define SIDE_MAX 1024
/* Captions are small: beyond this many dots a picture only makes the file larger. */
#define SIDE_ENOUGH 96
#define ALBUM_SLOTS 512
#define ALBUM_BYTES (64 * MIB)
#define PICTURE_MAX_BYTES (8 * MIB)

struct emoji {
	const hb_face_t *face; /* NULL: the slot is free */
	uint32_t glyph;
	struct box box; /* thousandths; y is its lower edge, upwards */
	struct pdf_pixels pixels;
};

struct emoji_album {
	struct arena arena;
	struct deflate *deflate;
	struct emoji slots[ALBUM_SLOTS];
};

struct emoji_album *emoji_album_new(void)
{
	struct emoji_album *album = calloc(1, sizeof(*album));

	if (!album)
		abort();
	arena_init(&album->arena, ALBUM_BYTES);
	album->deflate = deflate_new();
	return album;
}

struct emoji_album *emoji_album_free(struct emoji_album *album)
{
	if (!album)
		return NULL;
	deflate_free(album->deflate);
	arena_free(&album->arena);
	free(album);
	return NULL;
}

static struct str pack(struct emoji_album *album, struct str bytes)
{
	cleanup(buf_free) struct buf out;
	struct err err = ERR_INIT;

	buf_init(&out, PICTURE_MAX_BYTES);
	deflate_start_zlib(album->deflate, sink_to_buf(&out));
	if (!deflate_write(album->deflate, bytes, &err) || !deflate_end(album->deflate, &err))
		return STR_NONE;
	return str_dup(&album->arena, buf_str(&out));
}

static bool paint(struct emoji_album *album, const struct pdf_font *font, struct emoji *emoji)
{
	cleanup(png_pixels_free) struct png_pixels png = { 0 };
	hb_blob_t *blob = hb_ot_color_glyph_reference_png(font->metrics, emoji->glyph);
	hb_glyph_extents_t extents;
	unsigned len = 0;
	const char *at = hb_blob_get_data(blob, &len);
	bool ok = png_read((struct str){ at, len }, SIDE_MAX, &png) &&
		  hb_font_get_glyph_extents(font->metrics, emoji->glyph, &extents);

	hb_blob_destroy(blob);
	if (!ok)
		return false;
	while (png.width > SIDE_ENOUGH || png.height > SIDE_ENOUGH)
		png_halve(&png);
	emoji->box = (struct box){ extents.x_bearing / 1024.0,
				   (extents.y_bearing + extents.height) / 1024.0,
				   extents.width / 1024.0, -extents.height / 1024.0 };
	emoji->pixels = (struct pdf_pixels){ png.width, png.height, pack(album, png.rgb),
					     pack(album, png.alpha) };
	return true;
}

/* Slots that are taken by others are taken over: no more than that many are wanted at once. */
static const struct emoji *find(struct emoji_album *album, const struct pdf_font *font,
				uint32_t glyph)
{
	struct emoji *slot = &album->slots[glyph % ALBUM_SLOTS];

	if (slot->face == font->face && slot->glyph == glyph)
		return slot;
	*slot = (struct emoji){ .face = font->face, .glyph = glyph };
	if (!paint(album, font, slot))
		slot->pixels = (struct pdf_pixels){ 0 };
	return slot;
}

/* What a glyph does: it says how far it goes, and paints its picture (9.6.5). */
static int write_procedure(struct pdf *pdf, const struct emoji *emoji, double width, size_t code)
{
	cleanup(buf_free) struct buf out;
	int object = pdf_file_number(&pdf->file);

	buf_init(&out, KIB);
	pdf_put_number(&out, width, 2);
	buf_put(&out, STR(" 0 d0"));
	if (emoji->pixels.width > 0) {
		buf_put(&out, STR(" q "));
		pdf_put_number(&out, emoji->box.width, 2);
		buf_put(&out, STR(" 0 0 "));
		pdf_put_number(&out, emoji->box.height, 2);
		buf_putc(&out, ' ');
		pdf_put_point(&out, (struct point){ emoji->box.x, emoji->box.y });
		buf_fmt(&out, "cm /E%zu Do Q", code);
	}
	pdf_file_packed(&pdf->file, object, STR_NONE, buf_str(&out));
	return object;
}

/* Their dictionaries, one after the other. */
struct parts {
	struct buf procedures, pictures, names, widths;
};

static void parts_free(struct parts *parts)
{
	buf_free(&parts->procedures);
	buf_free(&parts->pictures);
	buf_free(&parts->names);
	buf_free(&parts->widths);
}

static void write_glyph(struct pdf *pdf, const struct pdf_font *font, size_t i, struct parts *parts)
{
	const struct pdf_used *used = &font->used.at[i];
	const struct emoji *emoji = find(text_emoji(pdf->text), font, used->glyph);
	size_t code = i + 1;

	if (emoji->pixels.width > 0)
		buf_fmt(&parts->pictures, " /E%zu %d 0 R", code,
			pdf_write_pixels(pdf, &emoji->pixels));
	buf_fmt(&parts->procedures, " /e%zu %d 0 R", code,
		write_procedure(pdf, emoji, used->width, code));
	buf_fmt(&parts->names, " /e%zu", code);
	buf_putc(&parts->widths, ' ');
	pdf_put_number(&parts->widths, used->width, 2);
}

void emoji_write(struct pdf *pdf, const struct pdf_font *font)
{
	cleanup(parts_free) struct parts parts;
	cleanup(buf_free) struct buf out;
	uint32_t codes[PDF_EMOJI_MAX];

	buf_init(&parts.procedures, 64 * KIB);
	buf_init(&parts.pictures, 64 * KIB);
	buf_init(&parts.names, 64 * KIB);
	buf_init(&parts.widths, 64 * KIB);
	buf_init(&out, 256 * KIB);
	for (size_t i = 0; i < font->used.count; i++) {
		codes[i] = (uint32_t)i + 1;
		write_glyph(pdf, font, i, &parts);
	}
	int unicode = pdf_unicode_write(pdf, font, codes, 1);

	buf_fmt(&out,
		"<< /Type /Font /Subtype /Type3 /FontBBox [0 -300 1300 1000] /FontMatrix "
		"[0.001 0 0 0.001 0 0] /FirstChar 1 /LastChar %zu /ToUnicode %d 0 R",
		font->used.count, unicode);
	buf_fmt(&out, " /CharProcs <<%.*s >>", STR_ARG(buf_str(&parts.procedures)));
	buf_fmt(&out, " /Resources << /XObject <<%.*s >> >>", STR_ARG(buf_str(&parts.pictures)));
	buf_fmt(&out, " /Encoding << /Type /Encoding /Differences [1%.*s] >>",
		STR_ARG(buf_str(&parts.names)));
	buf_fmt(&out, " /Widths [%.*s ] >>", STR_ARG(buf_str(&parts.widths)));
	pdf_file_object(&pdf->file, font->object, buf_str(&out));
}
