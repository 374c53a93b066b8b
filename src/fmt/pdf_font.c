/* Glyphs on pages, and the fonts in the file: of each only what is used (HarfBuzz's subsetter). */
#include "fmt/pdf_internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>
#include <hb-subset.h>

#include "base/limits.h"
#include "fmt/pdf_cff.h"

#define SHIFT_MIN 0.5 /* thousandths: less is not seen */
#define CODE_DIGITS 4
#define UNICODE_ROWS 100 /* a block of a CMap has no more */

/* ---- fonts of a document -------------------------------------------------------------------- */

static double width_of(const struct pdf_font *font, uint32_t glyph)
{
	double width = hb_font_get_glyph_h_advance(font->metrics, glyph) / 1024.0;

	return (double)lround(width * 100) / 100;
}

static struct pdf_font new_font(hb_face_t *face)
{
	struct pdf_font font = { .face = hb_face_reference(face),
				 .metrics = hb_font_create(face),
				 .is_emoji = hb_ot_color_has_png(face) };

	hb_font_set_scale(font.metrics, PDF_METRICS, PDF_METRICS);
	font.places = calloc(hb_face_get_glyph_count(face) + 1, sizeof(*font.places));
	if (!font.places)
		abort();
	return font;
}

static bool has_room(const struct pdf_font *font, uint32_t glyph)
{
	return !font->is_emoji || font->places[glyph] || font->used.count < PDF_EMOJI_MAX;
}

static size_t font_for(struct pdf *pdf, hb_face_t *face, uint32_t glyph)
{
	for (size_t i = 0; i < pdf->fonts.count; i++)
		if (pdf->fonts.at[i].face == face && has_room(&pdf->fonts.at[i], glyph))
			return i;
	*arena_push(&pdf->arena, &pdf->fonts) = new_font(face);
	return pdf->fonts.count - 1;
}

static struct pdf_used *use(struct pdf *pdf, struct pdf_font *font, uint32_t glyph)
{
	if (!font->places[glyph]) {
		*arena_push(&pdf->arena, &font->used) = (struct pdf_used){
			.glyph = glyph,
			.width = width_of(font, glyph),
		};
		font->places[glyph] = (uint16_t)font->used.count;
	}
	return &font->used.at[font->places[glyph] - 1];
}

void pdf_fonts_free(struct pdf *pdf)
{
	for (size_t i = 0; i < pdf->fonts.count; i++) {
		hb_font_destroy(pdf->fonts.at[i].metrics);
		hb_face_destroy(pdf->fonts.at[i].face);
		free(pdf->fonts.at[i].places);
	}
}

/* ---- glyphs on a page ----------------------------------------------------------------------- */

/* A run on its way into the content of a page (9.4.3). */
struct writing {
	struct pdf *pdf;
	struct buf *out;
	size_t font;
	double size, pen, rise;
	bool in_array, in_string;
};

static void end_string(struct writing *w)
{
	if (w->in_string)
		buf_putc(w->out, '>');
	w->in_string = false;
}

static void end_array(struct writing *w)
{
	end_string(w);
	if (w->in_array)
		buf_put(w->out, STR("] TJ\n"));
	w->in_array = false;
}

static void set_rise(struct writing *w, double rise)
{
	if (fabs(w->rise - rise) < SHIFT_MIN)
		return;
	end_array(w);
	w->rise = rise;
	pdf_put_number(w->out, rise * w->size / 1000, 3);
	buf_put(w->out, STR(" Ts\n"));
}

static void move_pen(struct writing *w, double x)
{
	double shift = (double)lround((x - w->pen) * 10) / 10;

	if (fabs(shift) < SHIFT_MIN)
		return;
	end_string(w);
	pdf_put_number(w->out, -shift, 1);
	w->pen += shift;
}

static void put_code(struct writing *w, const struct pdf_font *font, uint32_t glyph)
{
	struct pdf_page *page = pdf_open_page(w->pdf);

	if (!w->in_string)
		buf_putc(w->out, '<');
	w->in_string = true;
	if (font->is_emoji) {
		buf_fmt(w->out, "%02X", font->places[glyph]);
		return;
	}
	*arena_push(&w->pdf->arena, &page->fixups) =
		(struct pdf_fixup){ w->out->len, (int)w->font };
	buf_fmt(w->out, "%04X", glyph);
}

static void put_glyph(struct writing *w, const struct pdf_glyph *glyph)
{
	struct pdf_font *font = &w->pdf->fonts.at[w->font];
	double width = use(w->pdf, font, glyph->id)->width;

	set_rise(w, glyph->y);
	if (!w->in_array)
		buf_putc(w->out, '[');
	w->in_array = true;
	move_pen(w, glyph->x);
	put_code(w, font, glyph->id);
	w->pen += width;
}

/* How many glyphs from `i` on stand for the same piece of text. */
static size_t cluster_count(const struct pdf_run *run, size_t i)
{
	size_t count = 1;

	while (i + count < run->count && run->glyphs[i + count].cluster == run->glyphs[i].cluster)
		count++;
	return count;
}

/* The text of those: up to where the next one begins, which is before it from right to left. */
static struct str cluster_text(const struct pdf_run *run, size_t i, size_t count)
{
	size_t from = run->glyphs[i].cluster, to = run->text.len;

	if (run->from_right && i > 0)
		to = run->glyphs[i - 1].cluster;
	if (!run->from_right && i + count < run->count)
		to = run->glyphs[i + count].cluster;
	return from < to ? str_sub(run->text, from, to) : STR("");
}

/* A glyph alone says its text by itself, if it says the same everywhere. */
static bool says(struct writing *w, const struct pdf_glyph *glyph, size_t count, struct str text)
{
	struct pdf_used *used;

	if (text.len == 0)
		return true;
	if (count > 1)
		return false;
	used = use(w->pdf, &w->pdf->fonts.at[w->font], glyph->id);
	if (!used->has_text) {
		used->has_text = true;
		used->text = str_dup(&w->pdf->arena, text);
	}
	return str_eq(used->text, text);
}

static void put_cluster(struct writing *w, const struct pdf_run *run, size_t i, size_t count)
{
	struct str text = cluster_text(run, i, count);
	bool is_plain = says(w, &run->glyphs[i], count, text);

	if (!is_plain) {
		end_array(w);
		buf_put(w->out, STR("/Span <</ActualText <FEFF"));
		pdf_put_utf16(w->out, text);
		buf_put(w->out, STR(">>> BDC\n"));
	}
	for (size_t k = 0; k < count; k++)
		put_glyph(w, &run->glyphs[i + k]);
	if (!is_plain) {
		end_array(w);
		buf_put(w->out, STR("EMC\n"));
	}
}

/* Emoji beyond the 255th of a page's font go to another one. */
static void begin_font(struct writing *w, hb_face_t *face, uint32_t glyph)
{
	size_t font = font_for(w->pdf, face, glyph);

	if (font == w->font)
		return;
	end_array(w);
	w->font = font;
	buf_fmt(w->out, "/F%zu ", font);
	pdf_put_number(w->out, w->size, 2);
	buf_put(w->out, STR(" Tf\n"));
}

void pdf_show_run(struct pdf *pdf, const struct pdf_run *run, double size, struct point at)
{
	struct writing w = { pdf, pdf_content(pdf), SIZE_MAX, size, 0, 0, false, false };

	buf_put(w.out, STR("BT 1 0 0 -1 "));
	pdf_put_point(w.out, at);
	buf_put(w.out, STR("Tm\n"));
	for (size_t i = 0; i < run->count;) {
		size_t count = cluster_count(run, i);

		begin_font(&w, run->face, run->glyphs[i].id);
		put_cluster(&w, run, i, count);
		i += count;
	}
	set_rise(&w, 0);
	end_array(&w);
	buf_put(w.out, STR("ET\n"));
}

/* ---- what codes say ------------------------------------------------------------------------- */

static size_t count_texts(const struct pdf_font *font)
{
	size_t count = 0;

	for (size_t i = 0; i < font->used.count; i++)
		count += font->used.at[i].has_text;
	return count;
}

static void put_unicode_rows(const struct pdf_font *font, const uint32_t *codes, int code_bytes,
			     struct buf *out)
{
	size_t left = count_texts(font), in_block = 0;

	for (size_t i = 0; i < font->used.count; i++) {
		if (!font->used.at[i].has_text)
			continue;
		if (in_block == 0) {
			in_block = left < UNICODE_ROWS ? left : UNICODE_ROWS;
			buf_fmt(out, "%zu beginbfchar\n", in_block);
		}
		buf_fmt(out, "<%0*X> <", 2 * code_bytes, codes[i]);
		pdf_put_utf16(out, font->used.at[i].text);
		buf_put(out, STR(">\n"));
		left--;
		if (--in_block == 0)
			buf_put(out, STR("endbfchar\n"));
	}
}

int pdf_unicode_write(struct pdf *pdf, const struct pdf_font *font, const uint32_t *codes,
		      int code_bytes)
{
	cleanup(buf_free) struct buf out;
	int object = pdf_file_number(&pdf->file);

	buf_init(&out, 4 * MIB);
	buf_put(&out, STR("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
			  "/CMapName /Simpul-Unicode def\n/CMapType 2 def\n"
			  "1 begincodespacerange\n"));
	buf_put(&out, code_bytes == 1 ? STR("<00> <FF>\n") : STR("<0000> <FFFF>\n"));
	buf_put(&out, STR("endcodespacerange\n"));
	put_unicode_rows(font, codes, code_bytes, &out);
	buf_put(&out, STR("endcmap\nend\nend\n"));
	pdf_file_stream(&pdf->file, object, STR_NONE, buf_str(&out));
	return object;
}

/* ---- subsets -------------------------------------------------------------------------------- */

static bool is_kept(hb_tag_t tag)
{
	static const hb_tag_t kept[] = {
		HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
		HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'),
		HB_TAG('C', 'F', 'F', ' '),
	};

	for (size_t i = 0; i < COUNT_OF(kept); i++)
		if (kept[i] == tag)
			return true;
	return false;
}

static void drop_tables(hb_subset_input_t *input, hb_face_t *face)
{
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	hb_tag_t tags[64];
	unsigned count = COUNT_OF(tags);

	hb_face_get_table_tags(face, 0, &count, tags);
	for (unsigned i = 0; i < count; i++)
		if (!is_kept(tags[i]))
			hb_set_add(drop, tags[i]);
}

static hb_subset_plan_t *plan_of(const struct pdf_font *font)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_subset_plan_t *plan = NULL;

	if (!input)
		abort();
	hb_subset_input_set_flags(input,
				  HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
	drop_tables(input, font->face);
	for (size_t i = 0; i < font->used.count; i++)
		hb_set_add(hb_subset_input_glyph_set(input), font->used.at[i].glyph);
	plan = hb_subset_plan_create_or_fail(font->face, input);
	hb_subset_input_destroy(input);
	return plan;
}

static struct str blob_str(hb_blob_t *blob)
{
	unsigned len = 0;
	const char *at = hb_blob_get_data(blob, &len);

	return (struct str){ at, len };
}

/* ---- the dictionaries of a font (9.7) ------------------------------------------------------- */

/* "ABCDEF+Inter-Regular": six letters that differ when the glyphs do. */
static void put_name(struct buf *out, const struct pdf_font *font)
{
	char name[64] = "";
	unsigned len = sizeof(name);
	uint64_t hash = 5381;

	hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &len,
			    name);
	for (size_t i = 0; i < font->used.count; i++)
		hash = hash * 33 + font->used.at[i].glyph;
	buf_putc(out, '/');
	for (int i = 0; i < 6; i++, hash /= 26)
		buf_putc(out, (char)('A' + hash % 26));
	buf_putc(out, '+');
	for (const char *at = name[0] ? name : "Font"; *at; at++)
		buf_putc(out, (*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') ||
					      (*at >= 'a' && *at <= 'z') || *at == '-'
				      ? *at
				      : '_');
}

static double head_number(struct str head, size_t at)
{
	return (int16_t)((unsigned char)head.at[at] << 8 | (unsigned char)head.at[at + 1]);
}

static void put_box(struct buf *out, hb_face_t *face)
{
	hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
	struct str head = blob_str(blob);

	buf_put(out, STR(" /FontBBox ["));
	for (size_t i = 0; i < 4 && head.len >= 54; i++) {
		pdf_put_number(out, head_number(head, 36 + 2 * i) * 1000 / hb_face_get_upem(face),
			       0);
		buf_putc(out, ' ');
	}
	buf_put(out, head.len >= 54 ? STR("]") : STR("0 0 1000 1000]"));
	hb_blob_destroy(blob);
}

static int write_descriptor(struct pdf *pdf, const struct pdf_font *font, int file, bool is_cff)
{
	cleanup(buf_free) struct buf out;
	int object = pdf_file_number(&pdf->file);
	hb_font_extents_t extents = { 0 };
	hb_position_t capitals = 0;

	buf_init(&out, 4 * KIB);
	hb_font_get_h_extents(font->metrics, &extents);
	if (!hb_ot_metrics_get_position(font->metrics, HB_OT_METRICS_TAG_CAP_HEIGHT, &capitals))
		capitals = extents.ascender;
	buf_put(&out, STR("<< /Type /FontDescriptor /Flags 4 /ItalicAngle 0 /StemV 80 /FontName "));
	put_name(&out, font);
	put_box(&out, font->face);
	buf_fmt(&out, " /Ascent %d /Descent %d /CapHeight %d /%s %d 0 R >>",
		extents.ascender / 1024, extents.descender / 1024, capitals / 1024,
		is_cff ? "FontFile3" : "FontFile2", file);
	pdf_file_object(&pdf->file, object, buf_str(&out));
	return object;
}

static void put_widths(struct buf *out, const struct pdf_font *font, const uint32_t *codes)
{
	buf_put(out, STR(" /DW 0 /W ["));
	for (size_t i = 0; i < font->used.count; i++) {
		buf_fmt(out, "%u [", codes[i]);
		pdf_put_number(out, font->used.at[i].width, 2);
		buf_put(out, STR("] "));
	}
	buf_putc(out, ']');
}

static int write_descendant(struct pdf *pdf, const struct pdf_font *font, const uint32_t *codes,
			    int descriptor, bool is_cff)
{
	cleanup(buf_free) struct buf out;
	int object = pdf_file_number(&pdf->file);

	buf_init(&out, 4 * MIB);
	buf_fmt(&out, "<< /Type /Font /Subtype /%s /FontDescriptor %d 0 R /BaseFont ",
		is_cff ? "CIDFontType0" : "CIDFontType2", descriptor);
	put_name(&out, font);
	buf_put(&out, STR(" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
			  "/Supplement 0 >>"));
	if (!is_cff)
		buf_put(&out, STR(" /CIDToGIDMap /Identity"));
	put_widths(&out, font, codes);
	buf_put(&out, STR(" >>"));
	pdf_file_object(&pdf->file, object, buf_str(&out));
	return object;
}

static int write_font_file(struct pdf *pdf, hb_face_t *subset, struct str cff)
{
	cleanup(buf_free) struct buf entries;
	int object = pdf_file_number(&pdf->file);
	hb_blob_t *whole = cff.len ? NULL : hb_face_reference_blob(subset);

	buf_init(&entries, KIB);
	if (cff.len)
		buf_put(&entries, STR("/Subtype /CIDFontType0C"));
	else
		buf_fmt(&entries, "/Length1 %zu", blob_str(whole).len);
	pdf_file_stream(&pdf->file, object, buf_str(&entries), cff.len ? cff : blob_str(whole));
	hb_blob_destroy(whole);
	return object;
}

/* By the place in font->used: the number of the glyph in the file. */
static uint32_t *codes_of(struct pdf *pdf, const struct pdf_font *font, hb_subset_plan_t *plan,
			  struct str cff)
{
	uint32_t *codes = arena_new_n(&pdf->arena, uint32_t, font->used.count + 1);
	const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);

	for (size_t i = 0; i < font->used.count; i++) {
		uint32_t glyph = hb_map_get(map, font->used.at[i].glyph);

		codes[i] = cff.len ? cff_cid_of(cff, glyph) : glyph;
	}
	return codes;
}

/* The digits of this font's glyphs become those of the file. */
static void fix_codes(struct pdf *pdf, size_t font, const uint32_t *codes)
{
	const struct pdf_font *f = &pdf->fonts.at[font];

	for (size_t i = 0; i < pdf->pages.count; i++) {
		struct pdf_page *page = &pdf->pages.at[i];

		for (size_t j = 0; j < page->fixups.count; j++) {
			const struct pdf_fixup *fixup = &page->fixups.at[j];
			char digits[CODE_DIGITS + 1] = "";

			if ((size_t)fixup->font != font || buf_failed(&page->content))
				continue;
			memcpy(digits, page->content.at + fixup->at, CODE_DIGITS);
			unsigned long glyph = strtoul(digits, NULL, 16);

			snprintf(digits, sizeof(digits), "%04X", codes[f->places[glyph] - 1]);
			memcpy(page->content.at + fixup->at, digits, CODE_DIGITS);
		}
	}
}

static bool write_outlines(struct pdf *pdf, size_t index)
{
	struct pdf_font *font = &pdf->fonts.at[index];
	cleanup(buf_free) struct buf out;
	hb_subset_plan_t *plan = plan_of(font);
	hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;

	buf_init(&out, 4 * KIB);
	if (!subset) {
		hb_subset_plan_destroy(plan);
		return false;
	}
	hb_blob_t *table = hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '));
	struct str cff = blob_str(table);
	uint32_t *codes = codes_of(pdf, font, plan, cff);
	int file = write_font_file(pdf, subset, cff);
	int descriptor = write_descriptor(pdf, font, file, cff.len > 0);
	int descendant = write_descendant(pdf, font, codes, descriptor, cff.len > 0);
	int unicode = pdf_unicode_write(pdf, font, codes, 2);

	fix_codes(pdf, index, codes);
	buf_put(&out, STR("<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /BaseFont "));
	put_name(&out, font);
	buf_fmt(&out, " /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>", descendant, unicode);
	pdf_file_object(&pdf->file, font->object, buf_str(&out));
	hb_blob_destroy(table);
	hb_face_destroy(subset);
	hb_subset_plan_destroy(plan);
	return true;
}

void pdf_fonts_write(struct pdf *pdf, struct buf *resources)
{
	for (size_t i = 0; i < pdf->fonts.count; i++) {
		struct pdf_font *font = &pdf->fonts.at[i];

		font->object = pdf_file_number(&pdf->file);
		buf_fmt(resources, " /F%zu %d 0 R", i, font->object);
		if (font->is_emoji)
			emoji_write(pdf, font);
		else if (!write_outlines(pdf, i) && pdf->file.err.code == ERR_NONE)
			pdf->file.failed = !err_set(&pdf->file.err, ERR_INTERNAL,
						    "a font could not be taken into a PDF");
	}
}
