/* Exercises src/fmt/csv_read.c, and writes what was read with src/fmt/csv.c: it is read the same.
 */
#include "fmt/csv_read.h"

#include "fmt/csv.h"
#include "fuzz/fuzz.h"

static void copy_row(struct csv *out, const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		csv_text(out, row->at[i]);
	csv_end_row(out);
}

/* The writer puts an apostrophe before what a spreadsheet would run. */
static struct str without_apostrophe(struct str was, struct str is)
{
	return csv_is_formula(was) ? str_skip(is, 1) : is;
}

static void check_again(struct arena *a, struct str first, struct str second)
{
	/* Not started: a first cell may look like a mark or `sep=`. */
	struct csv_reader r, s = { .rest = second, .separator = ',' };
	struct csv_row row, again;
	struct err err = ERR_INIT;
	bool found, found_again;

	promise(csv_read_start(&r, first, &err));
	while (csv_read_row(&r, a, &row, &found, &err) && found) {
		promise(csv_read_row(&s, a, &again, &found_again, &err) && found_again);
		promise(row.count == again.count);
		for (size_t i = 0; i < row.count; i++)
			promise(str_eq(row.at[i], without_apostrophe(row.at[i], again.at[i])));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct csv out;
	struct str text = fuzz_text(data, size);
	struct csv_reader r;
	struct csv_row row;
	struct err err = ERR_INIT;
	struct arena a;
	struct buf copy;
	bool found = true;

	arena_init(&a, FUZZ_BYTES);
	buf_init(&copy, FUZZ_BYTES);
	csv_start(&out, sink_to_buf(&copy));
	bool ok = csv_read_start(&r, text, &err);
	while (ok && found && (ok = csv_read_row(&r, &a, &row, &found, &err)) && found) {
		promise(row.count > 0 && row.count <= CSV_CELLS_MAX);
		copy_row(&out, &row);
	}
	if (ok && csv_end(&out, &err))
		check_again(&a, text, buf_str(&copy));
	else
		promise_error(&err);
	buf_free(&copy);
	arena_free(&a);
	return 0;
}
