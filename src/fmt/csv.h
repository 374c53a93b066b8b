/*
 * A streaming writer of CSV (RFC 4180): comma, CRLF after every row, UTF-8 without a byte order
 * mark, quotes only around cells that hold a comma, a quote or a line break.
 *
 * Text that a spreadsheet would run as a formula (CWE-1236) gets a leading apostrophe. That is text
 * which begins with `=`, `+`, `-`, `@` or their full-width forms, also after white space, and text
 * which begins with a tab, line break or NUL. Everything after the apostrophe is the text as it
 * was. Numbers are written as numbers and are never touched.
 *
 * Memory is the block below, whatever the size of the file. Failures are remembered: write a row or
 * all of them, and ask csv_end.
 */
#ifndef FMT_CSV_H
#define FMT_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/opt.h"
#include "fmt/sink.h"

#define CSV_BLOCK_BYTES (32 * KIB)

struct csv {
	struct sink sink;
	struct err err;
	bool failed;
	bool row_is_blank; /* so far: no cell, or one empty cell */
	size_t cells;      /* in the open row */
	size_t used;
	char block[CSV_BLOCK_BYTES];
};

void csv_start(struct csv *c, struct sink sink);
/* Words of people: quoted and neutralised as needed. STR_NONE is an empty cell. */
void csv_text(struct csv *c, struct str text);
/* Text we made ourselves that holds no special character: dates, numbers, `0.33%`. */
void csv_plain(struct csv *c, struct str text);
void csv_int(struct csv *c, struct opt_int n); /* missing: an empty cell */
void csv_end_row(struct csv *c);
/* True once the sink has failed: there is no point in going on. */
bool csv_failed(const struct csv *c);
/* Hands over what is left; false with the sink's error when any write failed. */
bool csv_end(struct csv *c, struct err *err) must_use;

/* Whether csv_text puts an apostrophe before this text. */
bool csv_is_formula(struct str text);

#endif
