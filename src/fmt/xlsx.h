/*
 * A streaming writer of Excel workbooks (ECMA-376, transitional): sheets of rows, each with a
 * styled and frozen header, a filter, widths, real numbers and dates, hyperlinks, and a line chart
 * where wanted. Cells never hold formulas: text is inline text, whatever it begins with.
 *
 * Rows are gone when they are written: memory is the zip writer, a block of output and the
 * addresses of the links of one sheet (at most XLSX_MAX_LINK_BYTES), whatever the number of rows.
 *
 * What Excel cannot hold is cut or replaced so that it opens without a word about repairs:
 *	text	at most 32,767 UTF-16 units, the last one then an ellipsis; bytes that are no UTF-8
 *		become U+FFFD; control characters are written as _x000B_, and text that looks like
 *		that as _x005F_x000B_ (ECMA-376 part 1, 22.9.2.19 ST_Xstring)
 *	rows	1,048,576 a sheet: the rest goes into `Name (2)`, with the header again
 *	links	65,530 a sheet and addresses of plain ASCII: others are text
 *	names	31 UTF-16 units without []:*?/\ and unique whatever the case
 *
 * Failures are remembered: write a row or all of them, and ask xlsx_end_row.
 */
#ifndef FMT_XLSX_H
#define FMT_XLSX_H

#include "base/opt.h"
#include "fmt/sink.h"

#define XLSX_MAX_ROWS 1048576 /* the header is one of them */
#define XLSX_MAX_COLUMNS 32   /* ours, not Excel's */
#define XLSX_MAX_LINKS 65530
#define XLSX_MAX_LINK_BYTES (8u * 1024 * 1024)
#define XLSX_MAX_TEXT_UNITS 32767

struct xlsx;

/* How a column looks and what stands in it. */
enum xlsx_kind {
	XLSX_TEXT,
	XLSX_INT,
	XLSX_NUMBER,  /* 1,234.5 */
	XLSX_PERCENT, /* 0.0033 is shown as 0.33%, 0 as 0.0% */
	XLSX_DAY,     /* 24-10-2022 */
	XLSX_TIME,    /* 24-10-2022 11:51 */
	XLSX_LINK,
	XLSX_KIND_COUNT,
};

struct xlsx_column {
	struct str heading;
	enum xlsx_kind kind;
	int width_chars;
};

/* Lines over time, to the right of the rows. The first has its axis left, the second right. */
struct xlsx_chart {
	struct str title;
	size_t day_column;
	size_t columns[2];
};

struct xlsx_sheet {
	struct str name;
	const struct xlsx_column *columns;
	size_t column_count;
	const struct xlsx_chart *chart; /* NULL: none */
};

struct xlsx_properties {
	struct str title, creator; /* of the document */
	int64_t created_s;         /* an instant */
	int64_t local_s;           /* the same on the wall: time of the zip's entries */
};

struct xlsx *xlsx_new(struct sink sink, const struct xlsx_properties *properties);
struct xlsx *xlsx_free(struct xlsx *x);
void xlsx_freep(struct xlsx **x);

/* Begins a sheet; `sheet` and its columns must live until xlsx_end_sheet. */
bool xlsx_sheet(struct xlsx *x, const struct xlsx_sheet *sheet, struct err *err) must_use;

/* One cell each, from the first column on; its column's kind says how it looks. */
void xlsx_empty(struct xlsx *x);
void xlsx_text(struct xlsx *x, struct str text); /* a link in a column of links */
void xlsx_int(struct xlsx *x, int64_t value);
void xlsx_number(struct xlsx *x, struct str digits);   /* as JSON writes numbers: 0.0033 */
void xlsx_local_time(struct xlsx *x, int64_t local_s); /* seconds since 1970 on the wall */
bool xlsx_end_row(struct xlsx *x, struct err *err) must_use;

bool xlsx_end_sheet(struct xlsx *x, struct err *err) must_use;
/* The workbook around the sheets. Without this the file is none. */
bool xlsx_end(struct xlsx *x, struct err *err) must_use;

#endif
