/* What fmt/pdf*.c and fmt/text*.c share; nobody else includes it. */
#ifndef FMT_PDF_INTERNAL_H
#define FMT_PDF_INTERNAL_H

#include "fmt/deflate.h"
#include "fmt/pdf.h"

#define PDF_TAG_DEPTH 16
#define PDF_STATES_MAX 16
#define PDF_ALPHA_STEPS 1000
#define PDF_PICTURES_MAX 64
#define PDF_PATH_MAX_BYTES ((size_t)4 << 20)
#define PDF_PAGE_MAX_BYTES ((size_t)16 << 20)

/* ---- the file (pdf_file.c) ------------------------------------------------------------------ */

/* Where an object stands: in the file, or in the stream of small objects. */
struct pdf_place {
	bool is_small;
	uint64_t at; /* offset in the file; or which of the small ones */
};
struct pdf_small {
	int number;
	size_t at;
};

/* Objects on their way into a sink (ISO 32000-1, 7.5). */
struct pdf_file {
	struct sink sink;
	struct err err; /* of the sink */
	bool failed;
	uint64_t offset;
	struct arena *arena;
	struct deflate *deflate;
	struct buf block; /* on its way to the sink */
	struct buf packed;
	struct {
		struct pdf_place *at;
		size_t count; /* object n stands at n - 1 */
	} places;
	struct buf small; /* objects without a stream: packed together at the end (7.5.7) */
	struct {
		struct pdf_small *at;
		size_t count;
	} smalls;
};
void pdf_file_begin(struct pdf_file *f, struct arena *a, struct sink sink);
void pdf_file_close(struct pdf_file *f);
/* Numbers are given out before objects are written. */
int pdf_file_number(struct pdf_file *f);
void pdf_file_object(struct pdf_file *f, int number, struct str body);
/* `entries` of its dictionary beside /Length and /Filter. */
void pdf_file_stream(struct pdf_file *f, int number, struct str entries, struct str bytes);
/* The same for bytes that are packed already; `entries` names their filter. */
void pdf_file_packed(struct pdf_file *f, int number, struct str entries, struct str bytes);
/* zlib's format (RFC 1950), valid until the next call. */
struct str pdf_file_pack(struct pdf_file *f, struct str bytes);
void pdf_file_end(struct pdf_file *f, int catalog, int info);

/* ---- notation ------------------------------------------------------------------------------- */

/* Rounded to `digits` decimals, without trailing zeros. */
void pdf_put_number(struct buf *out, double n, int digits);
/* "x y " in hundredths of a point. */
void pdf_put_point(struct buf *out, struct point p);
/* A text string (7.9.2.2): ASCII as it is, anything else in UTF-16. */
void pdf_put_text(struct buf *out, struct str text);
/* UTF-16BE in hexadecimal digits. */
void pdf_put_utf16(struct buf *out, struct str text);

/* ---- fonts and glyphs (pdf_font.c) ---------------------------------------------------------- */

/* HarfBuzz's, named here without its header. */
struct hb_face_t;
struct hb_font_t;

/* A glyph on its line, in thousandths of the font's size from the line's origin, y upwards. */
struct pdf_glyph {
	uint32_t id;
	uint32_t cluster; /* byte of the text it stands for */
	double x, y;
};
struct pdf_run {
	struct hb_face_t *face;
	const struct pdf_glyph *glyphs; /* from left to right */
	size_t count;
	struct str text;
	bool from_right;
};
void pdf_show_run(struct pdf *pdf, const struct pdf_run *run, double size, struct point at);

/* A glyph that stands on a page, with what it says. */
struct pdf_used {
	uint32_t glyph;
	double width; /* thousandths, as the file has it */
	bool has_text;
	struct str text;
};
struct pdf_font {
	struct hb_face_t *face;
	struct hb_font_t *metrics; /* scaled to PDF_METRICS */
	bool is_emoji;             /* pictures instead of outlines */
	int object;
	uint16_t *places; /* by glyph: its place in `used`, plus 1 */
	struct {
		struct pdf_used *at;
		size_t count;
	} used;
};
#define PDF_METRICS (1000 << 10)
/* Fonts into the file, their names into the dictionary of resources. */
void pdf_fonts_write(struct pdf *pdf, struct buf *resources);
void pdf_fonts_free(struct pdf *pdf);
/* What codes say (9.10.3); `codes` of the places in font->used. Returns its object. */
int pdf_unicode_write(struct pdf *pdf, const struct pdf_font *font, const uint32_t *codes,
		      int code_bytes);

/* ---- emoji, which are pictures in their font (pdf_emoji.c) ---------------------------------- */

#define PDF_EMOJI_MAX 255 /* of one font in a file */

struct emoji_album;
struct emoji_album *emoji_album_new(void);
struct emoji_album *emoji_album_free(struct emoji_album *album);
/* The font as one of PDF's Type 3 (9.6.5): each glyph paints a picture. */
void emoji_write(struct pdf *pdf, const struct pdf_font *font);
/* Kept from one document to the next. */
struct emoji_album *text_emoji(struct text_engine *engine);

/* ---- the document --------------------------------------------------------------------------- */

/* What the next mark on the page would be drawn with. */
struct pdf_state {
	uint32_t fill, stroke; /* colours; more than 24 bits: not known */
	int alpha;             /* of PDF_ALPHA_STEPS */
	double width, dash;
	int cap;
};

/* The digits of a glyph in the text of a page: its number is known when the font is written. */
struct pdf_fixup {
	size_t at;
	int font;
};
struct pdf_link {
	struct box box;
	struct str url;
	int object, element;
};

struct pdf_page {
	int object;
	struct buf content;
	struct {
		struct pdf_fixup *at;
		size_t count;
	} fixups;
	struct {
		struct pdf_link *at;
		size_t count;
	} links;
	struct {
		int *at; /* the element of every marked piece */
		size_t count;
	} marks;
};

struct pdf_image {
	const char *bytes;
	int object; /* 0: it is no picture */
	int width, height;
};

struct pdf_bookmark {
	int parent, page;
	struct str title;
	double y;
};

/* An element of the structure (14.7); what it holds is a list. */
struct pdf_kid {
	int element, mark, link; /* one of them, the others are -1 */
	int next;
};
struct pdf_element {
	const char *name;
	bool is_group;            /* it holds elements, and no content of its own */
	int object, parent, page; /* -1: of the whole document */
	int first, last;          /* kids; -1: none */
	struct str alt;
};

#define PDF_NO_MARK (-2)
#define PDF_ARTIFACT (-1)

struct pdf {
	struct arena arena;
	struct pdf_file file;
	struct pdf_info info;
	bool is_english;
	struct {
		struct pdf_page *at;
		size_t count;
	} pages;
	int pages_object, resources_object;

	struct buf path;
	bool is_too_large; /* a path was */
	struct ink fill;   /* of a path that is to be filled when it is used up */
	bool has_fill;
	struct pdf_state states[PDF_STATES_MAX];
	size_t depth;
	bool has_alpha[PDF_ALPHA_STEPS + 1];
	struct {
		int *at; /* soft masks */
		size_t count;
	} masks;

	struct pdf_image images[PDF_PICTURES_MAX];
	size_t image_count;
	struct {
		struct pdf_font *at;
		size_t count;
	} fonts;

	struct {
		struct pdf_bookmark *at;
		size_t count;
	} bookmarks;
	struct {
		struct pdf_element *at;
		size_t count;
	} elements;
	struct {
		struct pdf_kid *at;
		size_t count;
	} kids;
	int tags[PDF_TAG_DEPTH];
	size_t tag_depth;
	int mark; /* the element whose content is open */

	struct text_engine *text;
	bool owns_text;
	size_t missing_glyphs;
};

struct pdf_page *pdf_open_page(struct pdf *pdf);
/* The content of the open page. */
struct buf *pdf_content(struct pdf *pdf);
/* Of what is drawn next: 0 is nothing, 1 covers. */
void pdf_set_alpha(struct pdf *pdf, double alpha);
/* Colour and transparency of what is filled next. */
void pdf_set_fill(struct pdf *pdf, struct ink ink);

/* A picture of pixels in zlib's format; alpha STR_NONE: it covers. Returns its object. */
struct pdf_pixels {
	int width, height;
	struct str rgb, alpha;
};
int pdf_write_pixels(struct pdf *pdf, const struct pdf_pixels *pixels);

/* ---- structure (pdf_structure.c) ------------------------------------------------------------ */

void pdf_structure_begin(struct pdf *pdf);
/* Before anything is drawn: so that it belongs to the tag that is open, or to none. */
void pdf_mark_shape(struct pdf *pdf);
void pdf_mark_text(struct pdf *pdf);
void pdf_mark_end(struct pdf *pdf);
/* Returns the number of the structure's root; writes links too. */
int pdf_structure_write(struct pdf *pdf);
/* 0: there are no bookmarks. */
int pdf_bookmarks_write(struct pdf *pdf);

#endif
