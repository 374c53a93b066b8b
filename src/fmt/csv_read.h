/*
 * A reader of CSV as spreadsheets write it: RFC 4180, and what is met besides. The cells are
 * separated by a comma, a semicolon (where the comma is in numbers, as in Indonesia) or a tab; the
 * first row tells which, or a line `sep=;` before it. A byte order mark is skipped, lines end in
 * CRLF, LF or CR, and a quote inside a cell that does not begin with one is a quote.
 *
 * Rows are numbered as a spreadsheet shows them: from 1, empty ones too. Refused, with the row and
 * a remedy in the error: UTF-16 and other text that is not UTF-8, NUL, a quote that is not closed,
 * text after a closing quote.
 */
#ifndef FMT_CSV_READ_H
#define FMT_CSV_READ_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct csv_reader {
	struct str rest;
	char separator;
	size_t row; /* the number of the row that was read last */
};

/* `bytes` must live as long as the reader. */
bool csv_read_start(struct csv_reader *r, struct str bytes, struct err *err) must_use;

#define CSV_CELLS_MAX 64
struct csv_row {
	struct str at[CSV_CELLS_MAX]; /* in the bytes, or in the arena where quotes were doubled */
	size_t count;
};
/* The next row that is not empty; *ret_found false: there is none. */
bool csv_read_row(struct csv_reader *r, struct arena *a, struct csv_row *ret, bool *ret_found,
		  struct err *err) must_use;

#endif
