#include "base/test.h"

#include "base/clock.h"

static void test_iso_parse(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t ms;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", true, 0 },
		{ "2022-12-31T17:00:00.000Z", true, 1672506000000 },
		{ "2023-01-01T00:00:00+07:00", true, 1672506000000 },
		{ "2022-12-31T17:00:00+0000", true, 1672506000000 },
		{ "2022-12-31 17:00:00Z", true, 1672506000000 },
		{ "2022-12-31T17:00:00.25Z", true, 1672506000250 },
		{ "2022-12-31T17:00:00.123456Z", true, 1672506000123 },
		{ "2022-12-31", true, 1672444800000 },
		{ "1969-12-31T23:59:59Z", true, -1000 },
		{ "2024-02-29", true, 1709164800000 },
		{ "2023-02-29", false, 0 },
		{ "2022-13-01", false, 0 },
		{ "2022-00-10", false, 0 },
		{ "2022-12-31T24:00:00Z", false, 0 },
		{ "2022-12-31T17:00:00", false, 0 },
		{ "2022-12-31T17:00:00.Z", false, 0 },
		{ "2022-12-31T17:00Z", false, 0 },
		{ "2022-12-31T17:00:00Zx", false, 0 },
		{ "2022-1-1", false, 0 },
		{ "-022-01-01", false, 0 },
		{ "", false, 0 },
		{ "yesterday", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t ms = 77;
		bool ok = iso_parse(str_of(rows[i].text), &ms);

		check_int(rows[i].text, ok, rows[i].ok);
		check_int(rows[i].text, ms, ok ? rows[i].ms : 77);
	}
}

static void test_civil_round_trip(void **state)
{
	(void)state;
	/* Every 13th hour over 800 years, past every leap rule. */
	for (int64_t s = -12622780800; s < 12622780800; s += 13 * 3600 * 97) {
		struct civil c = civil_from_unix(s);

		check_int("round trip", unix_from_civil(c), s);
		check_true("month", c.month >= 1 && c.month <= 12);
	}
	check_int("Saturday", weekday_of_day(days_from_civil(2026, 11, 21)), 6);
	check_int("before the epoch", weekday_of_day(-1), 3);
}

static void test_texts(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 1 << 16);
	check_str("iso", iso_text(&a, 1672062276, 7 * 3600), STR("2022-12-26T20:44:36+07:00"));
	check_str("iso west", iso_text(&a, 0, -(3 * 3600 + 1800)),
		  STR("1969-12-31T20:30:00-03:30"));
	check_str("graph", graph_time_text(&a, 1775847600), STR("2026-04-10T19:00:00+0000"));
	check_str("http", http_date_text(&a, 784111777), STR("Sun, 06 Nov 1994 08:49:37 GMT"));
	check_str("day", day_text(&a, days_from_civil(2022, 10, 24)), STR("2022-10-24"));
}

static void test_manual_clock(void **state)
{
	int64_t now = -1;
	struct clock c = clock_manual(&now);

	(void)state;
	check_int("floors before the epoch", clock_now_s(&c), -1);
	now = 1999;
	check_int("moves", clock_now_s(&c), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_iso_parse),
		cmocka_unit_test(test_civil_round_trip),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_manual_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
