/* Usage: xlsxwriter_bench ROWS OUT.xlsx — libxlsxwriter in constant memory, with all we have. */
#include <stdlib.h>
#include <xlsxwriter.h>

#include "bench/xlsx_rows.h"

#define COLUMNS 12
#define MAX_LINKS 65530

struct formats {
	lxw_format *header, *time, *integer, *percent, *link;
};

static lxw_format *number_format(lxw_workbook *book, const char *code)
{
	lxw_format *format = workbook_add_format(book);

	format_set_num_format(format, code);
	return format;
}

static struct formats make_formats(lxw_workbook *book)
{
	struct formats f = {
		.header = workbook_add_format(book),
		.time = number_format(book, "dd-mm-yyyy hh:mm"),
		.integer = number_format(book, "#,##0"),
		.percent = number_format(book, "0.0#%"),
		.link = workbook_add_format(book),
	};

	format_set_bold(f.header);
	format_set_font_color(f.header, 0xFFFFFF);
	format_set_bg_color(f.header, 0x0F766E);
	format_set_bottom(f.header, LXW_BORDER_MEDIUM);
	format_set_underline(f.link, LXW_UNDERLINE_SINGLE);
	format_set_font_color(f.link, 0x0563C1);
	return f;
}

static void write_head(lxw_worksheet *sheet, const struct formats *f, lxw_row_t rows)
{
	static const char *const headings[COLUMNS] = {
		"Tanggal dan Jam Posting",
		"Caption",
		"Link ke Instagram",
		"Tipe Konten",
		"Hashtag",
		"Akun",
		"Like",
		"Comment",
		"Reach",
		"Impressions",
		"Saved",
		"Engagement Rate",
	};
	static const double widths[COLUMNS] = { 24, 60, 42, 13, 40, 16, 10, 11, 11, 13, 10, 17 };

	for (lxw_col_t i = 0; i < COLUMNS; i++) {
		worksheet_set_column(sheet, i, i, widths[i], NULL);
		worksheet_write_string(sheet, 0, i, headings[i], f->header);
	}
	worksheet_freeze_panes(sheet, 1, 0);
	worksheet_autofilter(sheet, 0, 0, rows, COLUMNS - 1);
	worksheet_repeat_rows(sheet, 0, 0);
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
}

static void write_row(lxw_worksheet *sheet, const struct formats *f, lxw_row_t at,
		      const struct bench_row *row)
{
	worksheet_write_number(sheet, at, 0, (double)row->local_s / 86400 + 25569, f->time);
	worksheet_write_string(sheet, at, 1, row->caption, NULL);
	if (at <= MAX_LINKS)
		worksheet_write_url(sheet, at, 2, row->link, f->link);
	else
		worksheet_write_string(sheet, at, 2, row->link, f->link);
	worksheet_write_string(sheet, at, 3, row->type, NULL);
	worksheet_write_string(sheet, at, 4, row->tags, NULL);
	worksheet_write_string(sheet, at, 5, row->author, NULL);
	for (int n = 0; n < 5; n++)
		worksheet_write_number(sheet, at, (lxw_col_t)(6 + n), (double)row->numbers[n],
				       f->integer);
	worksheet_write_number(sheet, at, 11, row->hundredths / 10000.0, f->percent);
}

int main(int argc, char **argv)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_row_t rows = argc == 3 ? (lxw_row_t)strtoul(argv[1], NULL, 10) : 0;
	lxw_workbook *book = argc == 3 ? workbook_new_opt(argv[2], &options) : NULL;
	struct bench_row row;

	if (!book)
		return EXIT_FAILURE;
	struct formats formats = make_formats(book);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "Konten");

	write_head(sheet, &formats, rows);
	for (lxw_row_t i = 0; i < rows; i++) {
		bench_row(i, &row);
		write_row(sheet, &formats, i + 1, &row);
	}
	return workbook_close(book) == LXW_NO_ERROR ? EXIT_SUCCESS : EXIT_FAILURE;
}
