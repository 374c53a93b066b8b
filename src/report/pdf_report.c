#include "report/pdf_report.h"

#include <stdlib.h>
#include <string.h>

#define BRAND_COLOUR INK(0x1f57e7)
#define PAGE_ARENA_BYTES ((size_t)16 << 20)

static void draw_statistics(struct sheet *sh)
{
	static void (*const pages[])(struct sheet *) = { pdf_performance_page, pdf_online_page,
							 pdf_location_page, pdf_people_page };

	pages[sh->page - 1](sh);
}

static void draw_competitors(struct sheet *sh)
{
	if (sh->page == 1)
		pdf_comparison_page(sh);
	else
		pdf_content_page(sh);
}

#define TOP_POSTS_PAGE(n)                                                                          \
	{                                                                                          \
		EXPORT_PART_TOP_POSTS, W_TOP_POSTS, n, n, 5, pdf_top_posts_page                    \
	}

static const struct pdf_file files[] = {
	{ EXPORT_PART_COMPETITORS, W_COMPETITORS, 1, 2, 2, draw_competitors },
	{ EXPORT_PART_STATISTICS, W_STATISTICS, 1, 4, 4, draw_statistics },
	TOP_POSTS_PAGE(1),
	TOP_POSTS_PAGE(2),
	TOP_POSTS_PAGE(3),
	TOP_POSTS_PAGE(4),
	TOP_POSTS_PAGE(5),
};

const struct pdf_file *pdf_file_at(size_t index)
{
	return index < COUNT_OF(files) ? &files[index] : NULL;
}

/* ---- dressing ------------------------------------------------------------------------------- */

/* "#1f57e7"; anything else is Simpul's own. */
static struct ink colour_of(struct str text)
{
	char digits[8] = "";
	char *end = NULL;

	if (text.len != 7 || text.at[0] != '#')
		return BRAND_COLOUR;
	memcpy(digits, text.at + 1, 6);
	unsigned long rgb = strtoul(digits, &end, 16);

	return *end ? BRAND_COLOUR : INK((uint32_t)rgb);
}

static unsigned int big_endian_16(const char *at)
{
	return (unsigned int)(unsigned char)at[0] << 8 | (unsigned char)at[1];
}

/* Width and height of a JPEG stand in its frame header (ITU-T T.81, B.2.2). */
static bool jpeg_size(struct str bytes, int *ret_width, int *ret_height)
{
	size_t at = 2;

	while (at + 9 < bytes.len && (unsigned char)bytes.at[at] == 0xff) {
		unsigned char marker = (unsigned char)bytes.at[at + 1];
		bool is_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
				marker != 0xc8 && marker != 0xcc;

		if (is_frame) {
			*ret_height = (int)big_endian_16(bytes.at + at + 5);
			*ret_width = (int)big_endian_16(bytes.at + at + 7);
			return true;
		}
		at += 2 + big_endian_16(bytes.at + at + 2);
	}
	return false;
}

static void set_logo(struct sheet *sh)
{
	struct str bytes = sh->data->request->brand.logo;

	if (str_is_empty(bytes))
		return;
	sh->logo.bytes = bytes;
	sh->has_logo = (unsigned char)bytes.at[0] != 0xff ||
		       jpeg_size(bytes, &sh->logo.width, &sh->logo.height);
}

/* ---- one file ------------------------------------------------------------------------------- */

static struct pdf_info info_of(const struct pdf_file *file, const struct pdf_source *source,
			       struct sink sink)
{
	const struct pdf_data *data = source->data;
	const struct speech *s = &data->speech;
	struct str section = say(s, file->section);
	struct str brand = data->request->brand.name;
	struct str range = window_is_all(&data->window) ? say(s, W_ALL_TIME)
							: say_range(s, data->window.now.first_day,
								    data->window.now.last_day);

	return (struct pdf_info){
		.title = say_with(s, W_REPORT_OF, section, data->account.username),
		.author = str_is_empty(brand) ? STR("Simpul") : brand,
		.subject = say_with(s, W_SUBJECT, range, STR_NONE),
		.keywords = str_fmt(s->arena, "Instagram, %.*s, @%.*s", STR_ARG(section),
				    STR_ARG(data->account.username)),
		.language = s->english ? STR("en") : STR("id"),
		.created_s = data->exported_s,
		.created_offset_s = tz_offset_s(data->tz, data->exported_s),
		.width = PDF_A4_WIDTH,
		.height = PDF_A4_HEIGHT,
		.sink = sink,
		.text = source->text,
	};
}

bool pdf_file_write(const struct pdf_file *file, const struct pdf_source *source, struct sink sink,
		    struct err *err)
{
	const struct pdf_data *data = source->data;
	cleanup(arena_free) struct arena page;
	cleanup(pdf_freep) struct pdf *pdf = NULL;
	struct sheet sh = { 0 };

	arena_init(&page, PAGE_ARENA_BYTES);

	const struct pdf_info info = info_of(file, source, sink);

	if (!pdf_new(&info, &pdf, err))
		return false;
	sh = (struct sheet){
		.pdf = pdf,
		.arena = &page,
		.data = data,
		.pictures = source->pictures,
		.theme = chart_theme_of(colour_of(data->request->brand.colour)),
		.speech = { &page, data->speech.english, data->tz },
		.section = file->section,
		.pages = file->pages,
	};
	set_logo(&sh);
	for (sh.page = file->first_page; sh.page <= file->last_page && !pdf_failed(pdf);
	     sh.page++) {
		if (sh.page > file->first_page)
			pdf_next_page(pdf);
		file->draw(&sh);
		arena_reset(&page);
	}
	return pdf_end(pdf, err);
}
