/*
 * Usage: csv_bench ROWS.jsonl OUT.csv
 * Loads rows (one JSON array a line), writes them as CSV into memory twice, prints the best
 * time as JSON and stores the text.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/limits.h"
#include "fmt/csv.h"

#define CELLS 11
#define ROUNDS 2
#define MAX_INPUT (512 * MIB)

struct cell {
	bool is_number;
	struct str text;
	struct opt_int number;
};

struct rows {
	struct cell *cells; /* CELLS a row */
	size_t count;
};

static double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct cell cell_of(struct arena *a, const struct json *v)
{
	struct cell cell = { .is_number = v->type != JSON_STRING };

	cell.text = str_dup(a, json_text(v));
	cell.number.has = json_to_int(v, &cell.number.value);
	return cell;
}

static bool load(struct arena *a, struct str text, struct rows *rows, struct err *err)
{
	cleanup(arena_free) struct arena line = { 0 };
	size_t lines = 0;

	arena_init(&line, 1 * MIB);
	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n';
	rows->cells = arena_new_n(a, struct cell, lines * CELLS);
	for (struct str rest = text; rest.at && rows->count < lines; rows->count++) {
		const struct json *row = NULL;
		struct cell *cell = &rows->cells[rows->count * CELLS];

		if (!json_parse(&line, str_cut(&rest, '\n'), &row, err))
			return err_wrap(err, "row %zu", rows->count);
		if (json_count(row) != CELLS)
			return err_set(err, ERR_BAD_REQUEST, "row %zu: not %d cells", rows->count,
				       CELLS);
		for (const struct json *v = json_first(row); v; v = v->next)
			*cell++ = cell_of(a, v);
		arena_reset(&line);
	}
	return true;
}

static bool write_all(const struct rows *rows, struct csv *csv, struct buf *out, struct err *err)
{
	const struct cell *cell = rows->cells;

	csv_start(csv, sink_to_buf(out));
	for (size_t row = 0; row < rows->count; row++) {
		for (size_t i = 0; i < CELLS; i++, cell++) {
			if (cell->is_number)
				csv_int(csv, cell->number);
			else
				csv_text(csv, cell->text);
		}
		csv_end_row(csv);
	}
	return csv_end(csv, err);
}

static bool bench(const char *in_path, const char *out_path, struct err *err)
{
	static struct csv csv;
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf out;
	struct rows rows = { 0 };
	struct str text = STR_NONE;
	double best = 1e9;

	arena_init(&a, 2048ull * MIB);
	buf_init(&out, MAX_INPUT);
	if (!fs_read(&a, in_path, MAX_INPUT, &text, err) || !load(&a, text, &rows, err))
		return false;
	for (int round = 0; round < ROUNDS; round++) {
		double started = cpu_s(), took = 0;

		buf_free(&out);
		buf_init(&out, MAX_INPUT);
		if (!write_all(&rows, &csv, &out, err))
			return false;
		took = cpu_s() - started;
		best = took < best ? took : best;
	}
	printf("{\"seconds\":%.6f,\"rows\":%zu,\"bytes\":%zu}\n", best, rows.count, out.len);
	return fs_replace(out_path, 0644, buf_str(&out), err);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;

	if (argc != 3 || !bench(argv[1], argv[2], &err)) {
		fprintf(stderr, "csv_bench ROWS.jsonl OUT.csv: %s\n", err.cause);
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
