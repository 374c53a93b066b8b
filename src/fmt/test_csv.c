#include "base/test.h"

#include "fmt/csv.h"

static struct csv csv; /* 32 KiB: not for the stack of every test */

static struct str one_text(struct buf *out, struct str text)
{
	struct err err = ERR_INIT;

	buf_clear(out);
	csv_start(&csv, sink_to_buf(out));
	csv_plain(&csv, STR("1"));
	csv_text(&csv, text);
	csv_end_row(&csv);
	check_ok(csv_end(&csv, &err), &err);
	return str_sub(buf_str(out), 2, out->len - 2);
}

static void test_cells(void **state)
{
	static const struct {
		struct str text, cell;
	} rows[] = {
		{ STR_INIT(""), STR_INIT("") },
		{ STR_INIT("kopi"), STR_INIT("kopi") },
		{ STR_INIT(" dengan spasi "), STR_INIT(" dengan spasi ") },
		{ STR_INIT("a,b"), STR_INIT("\"a,b\"") },
		{ STR_INIT("a;b\tc"), STR_INIT("a;b\tc") },
		{ STR_INIT("a\nb"), STR_INIT("\"a\nb\"") },
		{ STR_INIT("a\rb"), STR_INIT("\"a\rb\"") },
		{ STR_INIT("\""), STR_INIT("\"\"\"\"") },
		{ STR_INIT("kata \"enak\""), STR_INIT("\"kata \"\"enak\"\"\"") },
		{ STR_INIT("\"=1+1\""), STR_INIT("\"\"\"=1+1\"\"\"") },
		{ STR_INIT("\xF0\x9F\x8D\x9C mie"), STR_INIT("\xF0\x9F\x8D\x9C mie") },
		{ STR_INIT("=1+1"), STR_INIT("'=1+1") },
		{ STR_INIT("=A1,B1"), STR_INIT("\"'=A1,B1\"") },
		{ STR_INIT("+62812"), STR_INIT("'+62812") },
		{ STR_INIT("-5"), STR_INIT("'-5") },
		{ STR_INIT("@rani"), STR_INIT("'@rani") },
		{ STR_INIT("  =1"), STR_INIT("'  =1") },
		{ STR_INIT("\tx"), STR_INIT("'\tx") },
		{ STR_INIT("\nx"), STR_INIT("\"'\nx\"") },
		{ STR_INIT("\r=1"), STR_INIT("\"'\r=1\"") },
		{ STR_INIT("\0=1"), STR_INIT("'\0=1") },
		{ STR_INIT("\uFF1D1"), STR_INIT("'\uFF1D1") },
		{ STR_INIT("\uFF0B1"), STR_INIT("'\uFF0B1") },
		{ STR_INIT("\uFF0D1"), STR_INIT("'\uFF0D1") },
		{ STR_INIT("\uFF201"), STR_INIT("'\uFF201") },
		{ STR_INIT("\u00A0=1"), STR_INIT("'\u00A0=1") },
		{ STR_INIT("\uFEFF=1"), STR_INIT("'\uFEFF=1") },
		{ STR_INIT("\uFF0E1"), STR_INIT("\uFF0E1") },
		{ STR_INIT("'=1"), STR_INIT("'=1") },
		{ STR_INIT("1=1"), STR_INIT("1=1") },
		{ STR_INIT("#kopi"), STR_INIT("#kopi") },
	};
	cleanup(buf_free) struct buf out;

	(void)state;
	buf_init(&out, 1 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_str(rows[i].text.at, one_text(&out, rows[i].text), rows[i].cell);
}

static void test_rows_and_numbers(void **state)
{
	cleanup(buf_free) struct buf out;
	struct err err = ERR_INIT;

	(void)state;
	buf_init(&out, 1 * MIB);
	csv_start(&csv, sink_to_buf(&out));
	csv_int(&csv, OPT_INT(0));
	csv_int(&csv, OPT_INT(-5));
	csv_int(&csv, OPT_NO_INT);
	csv_int(&csv, OPT_INT(INT64_MIN));
	csv_int(&csv, OPT_INT(INT64_MAX));
	csv_plain(&csv, STR("-0.46%"));
	csv_end_row(&csv);
	csv_text(&csv, STR_NONE);
	csv_end_row(&csv);
	csv_text(&csv, STR_NONE);
	csv_text(&csv, STR_NONE);
	csv_end_row(&csv);
	check_ok(csv_end(&csv, &err), &err);
	check_str("rows", buf_str(&out),
		  STR("0,-5,,-9223372036854775808,9223372036854775807,-0.46%\r\n\"\"\r\n,\r\n"));
}

/* A cell longer than the block, and rows that end exactly at its edge, come out whole. */
static void test_block_edges(void **state)
{
	static char long_text[2 * CSV_BLOCK_BYTES + 3];
	cleanup(buf_free) struct buf out;
	struct err err = ERR_INIT;

	(void)state;
	memset(long_text, 'x', sizeof(long_text));
	long_text[CSV_BLOCK_BYTES] = '"';
	for (size_t len = CSV_BLOCK_BYTES - 8; len < CSV_BLOCK_BYTES + 8; len++) {
		buf_init(&out, 1 * MIB);
		csv_start(&csv, sink_to_buf(&out));
		csv_text(&csv, (struct str){ long_text, len });
		csv_end_row(&csv);
		csv_text(&csv, (struct str){ long_text, sizeof(long_text) });
		csv_end_row(&csv);
		check_ok(csv_end(&csv, &err), &err);

		size_t quotes = len > CSV_BLOCK_BYTES ? 3 : 0;

		check_int("bytes", out.len, len + quotes + 2 + sizeof(long_text) + 3 + 2);
		check_true("ends", str_ends_with(buf_str(&out), STR("x\"\r\n")));
		buf_free(&out);
	}
	buf_init(&out, 1);
}

static bool refuse(void *ctx, struct str bytes, struct err *err)
{
	(void)bytes;
	++*(int *)ctx;
	return err_set(err, ERR_CANCELLED, "the reader went away");
}

/* A failed sink is not asked again, and its error is the one reported. */
static void test_failing_sink(void **state)
{
	struct err err = ERR_INIT;
	int calls = 0;

	(void)state;
	csv_start(&csv, (struct sink){ refuse, &calls });
	for (int i = 0; i < 100000; i++) {
		csv_int(&csv, OPT_INT(i));
		csv_end_row(&csv);
	}
	check_true("failed", csv_failed(&csv));
	check_true("end", !csv_end(&csv, &err));
	check_int("code", err.code, ERR_CANCELLED);
	check_int("calls", calls, 1);
}

static void test_sink_to_fd(void **state)
{
	cleanup(fd_closep) int fd = dup(1);
	int closed = -1;
	struct err err = ERR_INIT;
	struct sink sink = sink_to_fd(&closed);

	(void)state;
	check_true("closed", !sink_write(&sink, STR("x"), &err));
	check_int("code", err.code, ERR_INTERNAL);
	sink = sink_to_fd(&fd);
	check_ok(sink_write(&sink, STR(""), &err), &err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),       cmocka_unit_test(test_rows_and_numbers),
		cmocka_unit_test(test_block_edges), cmocka_unit_test(test_failing_sink),
		cmocka_unit_test(test_sink_to_fd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
