/* Links, bookmarks and tags of a PDF: what is not seen on the page. */
#include "fmt/pdf_internal.h"

#include <assert.h>

#include "base/utf8.h"

#define URL_MAX 2048
#define TITLE_MAX 512

/*
 * The address as it may stand between the apostrophes of cairo's attributes: everything outside
 * plain URL characters as %XX.
 */
static bool put_address(struct buf *out, struct str url)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char kept[] = "-._~:/?#[]@!$&()*+,;=%";

	if (!str_starts_with(url, STR("https://")) && !str_starts_with(url, STR("http://")))
		return false;
	if (url.len > URL_MAX)
		return false;
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.at[i];
		bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			     (c >= 'A' && c <= 'Z') ||
			     str_find_char((struct str){ kept, sizeof(kept) - 1 }, (char)c) <
				     sizeof(kept) - 1;

		if (plain) {
			buf_putc(out, (char)c);
			continue;
		}
		buf_putc(out, '%');
		buf_putc(out, hex[c >> 4]);
		buf_putc(out, hex[c & 15]);
	}
	return true;
}

void pdf_link(struct pdf *pdf, struct box box, struct str url)
{
	cleanup(buf_free) struct buf attributes;

	buf_init(&attributes, 4 * URL_MAX);
	buf_fmt(&attributes, "rect=[%.2f %.2f %.2f %.2f] uri='", box.x, box.y, box.width,
		box.height);
	if (!put_address(&attributes, url))
		return;
	buf_putc(&attributes, '\'');
	buf_putc(&attributes, '\0');
	if (buf_failed(&attributes))
		return;
	cairo_tag_begin(pdf->cairo, CAIRO_TAG_LINK, buf_str(&attributes).at);
	cairo_tag_end(pdf->cairo, CAIRO_TAG_LINK);
}

int pdf_bookmark(struct pdf *pdf, int parent, struct str title, double y)
{
	cleanup(arena_free) struct arena a;

	arena_init(&a, 64 << 10);
	struct str place = str_fmt(&a, "page=%d pos=[0 %.2f]", pdf->page, y);
	struct str clean = utf8_clean(&a, str_sub(title, 0, TITLE_MAX));

	return cairo_pdf_surface_add_outline(pdf->surface, parent, str_z(&a, clean), place.at,
					     CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

/* Standard structure types of ISO 32000-1, 14.8.4. */
static const char *const tag_names[] = {
	[PDF_DOCUMENT] = "Document", [PDF_SECTION] = "Sect", [PDF_HEADING_1] = "H1",
	[PDF_HEADING_2] = "H2",      [PDF_HEADING_3] = "H3", [PDF_PARAGRAPH] = "P",
	[PDF_FIGURE] = "Figure",     [PDF_TABLE] = "Table",  [PDF_ROW] = "TR",
	[PDF_CELL] = "TD",           [PDF_HEAD_CELL] = "TH", [PDF_LIST] = "L",
	[PDF_ITEM] = "LI",
};

void pdf_tag_begin(struct pdf *pdf, enum pdf_tag tag)
{
	assert(pdf->tag_depth < PDF_TAG_DEPTH);
	pdf->tags[pdf->tag_depth++] = tag_names[tag];
	cairo_tag_begin(pdf->cairo, tag_names[tag], NULL);
}

void pdf_tag_end(struct pdf *pdf)
{
	if (pdf->tag_depth > 0)
		cairo_tag_end(pdf->cairo, pdf->tags[--pdf->tag_depth]);
}
