/* CSV as spreadsheets write it. */
#include "fmt/csv_read.h"

#include "base/limits.h"
#include "base/test.h"

/* Rows as `number:cell|cell`, separated by spaces of a line each. */
static const struct {
	const char *name, *text, *want;
} files[] = {
	{ "nothing", "", "" },
	{ "one cell", "a", "1:a\n" },
	{ "CRLF, LF and CR", "a,b\r\nc,d\ne,f\rg,h", "1:a|b\n2:c|d\n3:e|f\n4:g|h\n" },
	{ "a byte order mark",
	  "\xef\xbb\xbf"
	  "a,b\n",
	  "1:a|b\n" },
	{ "semicolons, decimal commas", "a;b\n1,5;2,5\n", "1:a|b\n2:1,5|2,5\n" },
	{ "tabs", "a\tb\n1,5\t2;5\n", "1:a|b\n2:1,5|2;5\n" },
	{ "the separator is told", "sep=;\r\na,b;c\r\n", "2:a,b|c\n" },
	{ "told as Excel tells a tab", "sep=\t\na\tb\n", "2:a|b\n" },
	{ "a column called sep=", "sep=x,b\nc,d\n", "1:sep=x|b\n2:c|d\n" },
	{ "separators in quotes do not count", "\"a;b;c\",d\n", "1:a;b;c|d\n" },
	{ "quotes, doubled", "\"a \"\"b\"\"\",\"\"\n", "1:a \"b\"|\n" },
	{ "only quotes", "\"\"\"\"\n", "1:\"\n" },
	{ "a line break in quotes", "\"a\r\nb\",c\nd,e\n", "1:a\r\nb|c\n2:d|e\n" },
	{ "a quote in the middle is a quote", "a\"b,c\n", "1:a\"b|c\n" },
	{ "empty cells", ",,\na,,b\n", "2:a||b\n" },
	{ "empty rows count and are skipped", "a\n\n;\n  \nb\n", "1:a\n3:;\n5:b\n" },
	{ "spaces stay", " a , b \n", "1: a | b \n" },
	{ "UTF-8", "é;☕\n", "1:é|☕\n" },
};

static void test_files(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		struct err err = ERR_INIT;
		struct csv_reader r;
		struct csv_row row;
		struct str met = STR("");
		bool found;

		check_ok(csv_read_start(&r, str_of(files[i].text), &err), &err);
		for (;;) {
			check_ok(csv_read_row(&r, &a, &row, &found, &err), &err);
			if (!found)
				break;
			met = str_fmt(&a, "%.*s%zu:", STR_ARG(met), r.row);
			for (size_t c = 0; c < row.count; c++)
				met = str_fmt(&a, "%.*s%s%.*s", STR_ARG(met), c ? "|" : "",
					      STR_ARG(row.at[c]));
			met = str_fmt(&a, "%.*s\n", STR_ARG(met));
		}
		check_str(files[i].name, met, str_of(files[i].want));
	}
}

static const struct {
	const char *name;
	struct str text;
	const char *says;
} refused[] = {
	{ "UTF-16",
	  STR_INIT("\xff\xfe"
		   "a\0,\0b\0"),
	  "CSV UTF-8" },
	{ "not UTF-8", STR_INIT("caf\xe9,b\n"), "CSV UTF-8" },
	{ "NUL", STR_INIT("a\0b"), "CSV UTF-8" },
	{ "a quote that stays open", STR_INIT("a\n\"b,c\n"), "Row 2: a quote is not closed." },
	{ "text after a quote", STR_INIT("\"a\"b,c\n"), "Row 1: text after a closing quote." },
};

static void test_refusals(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct err err = ERR_INIT;
		struct csv_reader r;
		struct csv_row row;
		bool found = true, ok = csv_read_start(&r, refused[i].text, &err);

		while (ok && found)
			ok = csv_read_row(&r, &a, &row, &found, &err);
		check_true(refused[i].name, !ok);
		check_true(refused[i].name,
			   str_contains(err_text(&err, true), str_of(refused[i].says)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests_name("fmt/csv_read", tests, NULL, NULL);
}
