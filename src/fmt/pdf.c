#include "fmt/pdf_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "fmt/text.h"

#define ARENA_BYTES (64 * MIB)
#define TEXT_BYTES 4096

/* ---- the document --------------------------------------------------------------------------- */

static struct str keep_text(struct pdf *pdf, struct str text)
{
	return str_dup(&pdf->arena, utf8_clean(&pdf->arena, str_sub(text, 0, TEXT_BYTES)));
}

static void keep_info(struct pdf *pdf, const struct pdf_info *info)
{
	pdf->info = *info;
	pdf->info.title = keep_text(pdf, info->title);
	pdf->info.author = keep_text(pdf, info->author);
	pdf->info.subject = keep_text(pdf, info->subject);
	pdf->info.keywords = keep_text(pdf, info->keywords);
	pdf->info.language = str_starts_with(info->language, STR("en")) ? STR("en") : STR("id");
}

static void open_page(struct pdf *pdf)
{
	struct pdf_page *page = arena_push(&pdf->arena, &pdf->pages);

	*page = (struct pdf_page){ .object = pdf_file_number(&pdf->file) };
	buf_init(&page->content, PDF_PAGE_MAX_BYTES);
	pdf->depth = 0;
	pdf->states[0] = (struct pdf_state){
		.fill = UINT32_MAX, .stroke = UINT32_MAX, .alpha = PDF_ALPHA_STEPS, .cap = -1
	};
	/* From here on y goes downwards from the upper edge. */
	buf_put(&page->content, STR("1 0 0 -1 0 "));
	pdf_put_number(&page->content, pdf->info.height, 2);
	buf_put(&page->content, STR(" cm 1 j\n"));
}

bool pdf_new(const struct pdf_info *info, struct pdf **ret, struct err *err)
{
	struct pdf *pdf = calloc(1, sizeof(*pdf));

	(void)err;
	if (!pdf)
		abort();
	arena_init(&pdf->arena, ARENA_BYTES);
	pdf_file_begin(&pdf->file, &pdf->arena, info->sink);
	keep_info(pdf, info);
	pdf->owns_text = !info->text;
	pdf->text = info->text ? info->text : text_engine_new(pdf->info.language);
	pdf->pages_object = pdf_file_number(&pdf->file);
	pdf->resources_object = pdf_file_number(&pdf->file);
	buf_init(&pdf->path, PDF_PATH_MAX_BYTES);
	pdf_structure_begin(pdf);
	open_page(pdf);
	*ret = pdf;
	return true;
}

struct pdf *pdf_free(struct pdf *pdf)
{
	if (!pdf)
		return NULL;
	if (pdf->owns_text)
		text_engine_free(pdf->text);
	for (size_t i = 0; i < pdf->pages.count; i++)
		buf_free(&pdf->pages.at[i].content);
	pdf_fonts_free(pdf);
	buf_free(&pdf->path);
	pdf_file_close(&pdf->file);
	arena_free(&pdf->arena);
	free(pdf);
	return NULL;
}

void pdf_freep(struct pdf **pdf)
{
	*pdf = pdf_free(*pdf);
}

struct pdf_page *pdf_open_page(struct pdf *pdf)
{
	return &pdf->pages.at[pdf->pages.count - 1];
}

struct buf *pdf_content(struct pdf *pdf)
{
	return &pdf_open_page(pdf)->content;
}

/* Tags are closed at the end of a page, so that each page is readable by itself. */
static void close_page(struct pdf *pdf)
{
	while (pdf->tag_depth > 0)
		pdf_tag_end(pdf);
	pdf_mark_end(pdf);
}

void pdf_next_page(struct pdf *pdf)
{
	close_page(pdf);
	open_page(pdf);
}

int pdf_page(const struct pdf *pdf)
{
	return (int)pdf->pages.count;
}

static bool is_too_large(const struct pdf *pdf)
{
	if (pdf->is_too_large || buf_failed(&pdf->file.small) || buf_failed(&pdf->file.packed))
		return true;
	for (size_t i = 0; i < pdf->pages.count; i++)
		if (buf_failed(&pdf->pages.at[i].content))
			return true;
	return false;
}

bool pdf_failed(const struct pdf *pdf)
{
	return pdf->file.failed || is_too_large(pdf);
}

size_t pdf_missing_glyphs(const struct pdf *pdf)
{
	return pdf->missing_glyphs;
}

/* ---- writing -------------------------------------------------------------------------------- */

static void put_info(struct buf *out, const char *name, struct str text)
{
	if (text.len == 0)
		return;
	buf_fmt(out, "/%s ", name);
	pdf_put_text(out, text);
	buf_putc(out, '\n');
}

/* (D:20221024100000+07'00) */
static struct str moment(struct pdf *pdf)
{
	int offset = pdf->info.created_offset_s;
	struct civil c = civil_from_unix(pdf->info.created_s + offset);
	int minutes = abs(offset) / 60;

	return str_fmt(&pdf->arena, "(D:%04d%02d%02d%02d%02d%02d%c%02d'%02d)", c.year, c.month,
		       c.day, c.hour, c.minute, c.second, offset < 0 ? '-' : '+', minutes / 60,
		       minutes % 60);
}

static int write_info(struct pdf *pdf)
{
	cleanup(buf_free) struct buf out;
	int number = pdf_file_number(&pdf->file);
	struct str when = moment(pdf);

	buf_init(&out, 16 * TEXT_BYTES);
	buf_put(&out, STR("<< "));
	put_info(&out, "Title", pdf->info.title);
	put_info(&out, "Author", pdf->info.author);
	put_info(&out, "Subject", pdf->info.subject);
	put_info(&out, "Keywords", pdf->info.keywords);
	put_info(&out, "Creator", STR("Simpul " SIMPUL_VERSION));
	buf_fmt(&out, "/CreationDate %.*s /ModDate %.*s >>", STR_ARG(when), STR_ARG(when));
	pdf_file_object(&pdf->file, number, buf_str(&out));
	return number;
}

static void write_resources(struct pdf *pdf, struct buf *out)
{
	buf_put(out, STR("<< /ExtGState <<"));
	for (int i = 0; i <= PDF_ALPHA_STEPS; i++)
		if (pdf->has_alpha[i]) {
			buf_fmt(out, " /A%d << /ca ", i);
			pdf_put_number(out, (double)i / PDF_ALPHA_STEPS, 3);
			buf_put(out, STR(" /CA "));
			pdf_put_number(out, (double)i / PDF_ALPHA_STEPS, 3);
			buf_put(out, STR(" >>"));
		}
	for (size_t i = 0; i < pdf->masks.count; i++)
		buf_fmt(out, " /M%zu %d 0 R", i, pdf->masks.at[i]);
	buf_put(out, STR(" >> /XObject <<"));
	for (size_t i = 0; i < pdf->image_count; i++)
		if (pdf->images[i].object)
			buf_fmt(out, " /I%zu %d 0 R", i, pdf->images[i].object);
	buf_put(out, STR(" >> /Font <<"));
	pdf_fonts_write(pdf, out);
	buf_put(out, STR(" >> >>"));
	pdf_file_object(&pdf->file, pdf->resources_object, buf_str(out));
	buf_clear(out);
}

static void write_page(struct pdf *pdf, size_t index, struct buf *out)
{
	struct pdf_page *page = &pdf->pages.at[index];
	int content = pdf_file_number(&pdf->file);

	pdf_file_stream(&pdf->file, content, STR_NONE, buf_str(&page->content));
	buf_fmt(out, "<< /Type /Page /Parent %d 0 R /Contents %d 0 R /StructParents %zu /Tabs /S\n",
		pdf->pages_object, content, index);
	buf_put(out, STR("/Group << /S /Transparency /CS /DeviceRGB >> /Annots ["));
	for (size_t i = 0; i < page->links.count; i++)
		buf_fmt(out, " %d 0 R", page->links.at[i].object);
	buf_put(out, STR(" ] >>"));
	pdf_file_object(&pdf->file, page->object, buf_str(out));
	buf_clear(out);
}

static void write_pages(struct pdf *pdf, struct buf *out)
{
	for (size_t i = 0; i < pdf->pages.count; i++)
		write_page(pdf, i, out);
	buf_fmt(out, "<< /Type /Pages /Count %zu /Resources %d 0 R /MediaBox [0 0 ",
		pdf->pages.count, pdf->resources_object);
	pdf_put_point(out, (struct point){ pdf->info.width, pdf->info.height });
	buf_put(out, STR("] /Kids ["));
	for (size_t i = 0; i < pdf->pages.count; i++)
		buf_fmt(out, " %d 0 R", pdf->pages.at[i].object);
	buf_put(out, STR(" ] >>"));
	pdf_file_object(&pdf->file, pdf->pages_object, buf_str(out));
	buf_clear(out);
}

static int write_catalog(struct pdf *pdf, struct buf *out)
{
	int number = pdf_file_number(&pdf->file);
	int structure = pdf_structure_write(pdf), bookmarks = pdf_bookmarks_write(pdf);

	buf_fmt(out, "<< /Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R", pdf->pages_object,
		structure);
	buf_put(out, STR(" /MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle "
			 "true >> /Lang "));
	pdf_put_text(out, pdf->info.language);
	if (bookmarks)
		buf_fmt(out, " /Outlines %d 0 R /PageMode /UseOutlines", bookmarks);
	buf_put(out, STR(" >>"));
	pdf_file_object(&pdf->file, number, buf_str(out));
	buf_clear(out);
	return number;
}

bool pdf_end(struct pdf *pdf, struct err *err)
{
	cleanup(buf_free) struct buf out;

	buf_init(&out, 4 * MIB);
	close_page(pdf);
	if (is_too_large(pdf))
		return err_set(err, ERR_TOO_LARGE, "a PDF became too large");
	write_resources(pdf, &out);
	write_pages(pdf, &out);

	int catalog = write_catalog(pdf, &out);

	pdf_file_end(&pdf->file, catalog, write_info(pdf));
	if (!pdf->file.failed && !buf_failed(&out) && !is_too_large(pdf))
		return true;
	if (pdf->file.err.code == ERR_NONE)
		return err_set(err, ERR_TOO_LARGE, "a PDF became too large");
	*err = pdf->file.err;
	return false;
}

/* ---- measures and colours ------------------------------------------------------------------- */

struct box box_inset(struct box b, double by)
{
	return (struct box){ b.x + by, b.y + by, b.width - 2 * by, b.height - 2 * by };
}

struct ink ink_faint(struct ink ink, double alpha)
{
	return (struct ink){ ink.rgb, ink.alpha * alpha };
}

static double channel(struct ink ink, int shift)
{
	return (double)((ink.rgb >> shift) & 0xff) / 255;
}

struct ink ink_mix(struct ink a, struct ink b, double share)
{
	uint32_t rgb = 0;

	for (int shift = 16; shift >= 0; shift -= 8) {
		double part = channel(a, shift) * (1 - share) + channel(b, shift) * share;

		rgb |= (uint32_t)lround(part * 255) << shift;
	}
	return INK(rgb);
}

/* WCAG 2.2, "relative luminance". */
static double luminance(struct ink ink)
{
	static const double weights[] = { 0.0722, 0.7152, 0.2126 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = channel(ink, 8 * i);

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

double ink_contrast(struct ink a, struct ink b)
{
	double la = luminance(a), lb = luminance(b);

	return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}
