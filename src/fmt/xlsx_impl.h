/* What the files of the workbook writer share. Private to fmt/xlsx*. */
#ifndef FMT_XLSX_IMPL_H
#define FMT_XLSX_IMPL_H

#include <string.h>

#include "base/limits.h"
#include "fmt/xlsx.h"
#include "fmt/zip.h"

#define XLSX_BLOCK_BYTES (32 * KIB)
#define XLSX_SHEET_NAME_BYTES (31 * 4 + 1)
#define XLSX_MAX_SHEETS 4096 /* four thousand million rows */

/* One sheet of the file: a continued one is one more. */
struct xlsx_part {
	char name[XLSX_SHEET_NAME_BYTES];
	size_t column_count;
	uint32_t rows; /* with the header */
	bool has_chart;
};

/* What a cell of a column begins with, up to the row's number and from there on. */
struct xlsx_cell_text {
	char before[12], number[24], text[40];
	uint8_t before_len, number_len, text_len;
};

struct xlsx {
	struct zip *zip;
	struct sink entry; /* the open entry of the zip */
	struct xlsx_properties properties;
	struct err err;
	bool failed;

	struct xlsx_part *parts;
	size_t part_count;

	/* the open sheet */
	const struct xlsx_sheet *sheet;
	int continued; /* 1: the first */
	size_t column;
	char row_digits[12];
	size_t row_digit_count;
	struct xlsx_cell_text cells[XLSX_MAX_COLUMNS];
	struct buf links;       /* addresses, each behind its length as four bytes */
	struct buf link_places; /* row and column, four bytes each */
	uint32_t link_count;

	size_t used;
	char block[XLSX_BLOCK_BYTES];
};

/* Styles in the order of cellXfs: headers of text and of numbers, then the kinds. */
#define XLSX_STYLE_HEADER 1
#define XLSX_STYLE_NUMBER_HEADER 2
#define XLSX_STYLE_OF_KIND 3

/* Appends to the open entry. */
void xlsx_flush(struct xlsx *x);
void xlsx_put_long(struct xlsx *x, struct str s);
static inline void xlsx_put(struct xlsx *x, struct str s)
{
	if (s.len > XLSX_BLOCK_BYTES - x->used) {
		xlsx_put_long(x, s);
		return;
	}
	memcpy(x->block + x->used, s.at, s.len);
	x->used += s.len;
}
void xlsx_put_number(struct xlsx *x, uint64_t n);

/* Text with markup and what XML or Excel cannot hold escaped. */
void xlsx_put_text(struct xlsx *x, struct str text);
/* The same for an attribute. */
void xlsx_put_attribute(struct xlsx *x, struct str text);
/* Whether white space at its ends would be lost without xml:space. */
bool xlsx_needs_preserve(struct str text);
/* `text` as far as a cell may hold it; the rest of it is replaced by an ellipsis. */
struct str xlsx_fitting(struct str text, bool *ret_is_cut);

/* Begins and ends an entry of the zip. */
bool xlsx_open(struct xlsx *x, const char *path, struct err *err) must_use;
bool xlsx_close(struct xlsx *x, struct err *err) must_use;

/* "A", …, "AF" */
void xlsx_column_name(size_t column, char ret[3]);
struct str xlsx_unique_name(struct xlsx *x, struct str wanted, int continued, char *ret);

/* Parts that are written before and after the sheets, and beside one. */
bool xlsx_write_first_parts(struct xlsx *x, struct err *err) must_use;
bool xlsx_write_last_parts(struct xlsx *x, struct err *err) must_use;
bool xlsx_write_sheet_rels(struct xlsx *x, struct err *err) must_use;
bool xlsx_write_chart(struct xlsx *x, struct err *err) must_use;

#endif
