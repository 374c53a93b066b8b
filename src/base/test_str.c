#include "base/test.h"

#include <math.h>

static void test_to_i64(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t value;
	} rows[] = {
		{ "0", true, 0 },
		{ "-1", true, -1 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "-9223372036854775809", false, 0 },
		{ "99999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-", false, 0 },
		{ "+5", false, 0 },
		{ " 5", false, 0 },
		{ "5 ", false, 0 },
		{ "5x", false, 0 },
		{ "0x10", false, 0 },
		{ "007", true, 7 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t value = 77;
		bool ok = str_to_i64(str_of(rows[i].text), &value);

		check_int(rows[i].text, ok, rows[i].ok);
		check_int(rows[i].text, value, ok ? rows[i].value : 77);
	}
}

static void test_to_double(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		double value;
	} rows[] = {
		{ "1.5", true, 1.5 }, { "-2e3", true, -2000 }, { ".5", true, 0.5 },
		{ "nan", false, 0 },  { "inf", false, 0 },     { "1e999", false, 0 },
		{ "0x10", false, 0 }, { " 1", false, 0 },      { "1 ", false, 0 },
		{ "", false, 0 },     { "1.5.2", false, 0 },   { "e", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		double value = 77;
		bool ok = str_to_double(str_of(rows[i].text), &value);

		check_int(rows[i].text, ok, rows[i].ok);
		check_true(rows[i].text, fabs(value - (ok ? rows[i].value : 77)) < 1e-12);
	}
}

static void test_cut_visits_every_part(void **state)
{
	static const struct {
		const char *text;
		size_t parts;
		const char *last;
	} rows[] = {
		{ "a,b,c", 3, "c" }, { "a", 1, "a" },    { "", 1, "" },
		{ ",", 2, "" },      { "a,,b,", 4, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t parts = 0;
		struct str last = STR_NONE;

		for (struct str rest = str_of(rows[i].text); rest.at; parts++)
			last = str_cut(&rest, ',');
		check_int(rows[i].text, parts, rows[i].parts);
		check_str(rows[i].text, last, str_of(rows[i].last));
	}
}

static void test_find_and_compare(void **state)
{
	(void)state;
	check_int("find", str_find(STR("abcabc"), STR("ca")), 2);
	check_int("find none", str_find(STR("abc"), STR("x")), 3);
	check_int("find in empty", str_find(STR_NONE, STR("x")), 0);
	check_int("contains in empty", str_contains(STR_NONE, STR("x")), 0);
	check_int("prefix longer", str_starts_with(STR("ab"), STR("abc")), 0);
	check_int("suffix", str_ends_with(STR("a.csv"), STR(".csv")), 1);
	check_int("nocase", str_eq_nocase(STR("Content-TYPE"), STR("content-type")), 1);
	check_int("nocase keeps other bytes", str_eq_nocase(STR("a["), STR("A{")), 0);
	check_int("none equals empty", str_eq(STR_NONE, STR("")), 1);
	check_true("shorter first", str_cmp(STR("ab"), STR("abc")) < 0);
	check_true("bytes unsigned", str_cmp(STR("\x7f"), STR("\x80")) < 0);
	check_str("trim", str_trim(STR(" \t a b\t")), STR("a b"));
	check_str("trim all", str_trim(STR(" \t ")), STR(""));
}

static void test_copies(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	check_str("fmt", str_fmt(&a, "%d-%s", 7, "x"), STR("7-x"));
	check_str("replace", str_replace(&a, STR("aXbXc"), STR("X"), STR("--")), STR("a--b--c"));
	check_str("replace at ends", str_replace(&a, STR("XaX"), STR("X"), STR("")), STR("a"));
	check_str("replace none", str_replace(&a, STR("abc"), STR("X"), STR("y")), STR("abc"));
	check_str("lower", str_lower(&a, STR("AbÇ1")), STR("abÇ1"));
	check_int("dup keeps none", str_dup(&a, STR_NONE).at == NULL, 1);
	check_int("z ends in NUL", str_z(&a, STR("ab"))[2], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_to_i64),
		cmocka_unit_test(test_to_double),
		cmocka_unit_test(test_cut_visits_every_part),
		cmocka_unit_test(test_find_and_compare),
		cmocka_unit_test(test_copies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
