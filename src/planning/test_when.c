#include "base/clock.h"
#include "base/limits.h"
#include "base/test.h"
#include "planning/when.h"

#define NOW_S INT64_C(1792540800) /* 2026-10-21T00:00:00Z */

static void test_times(void **state)
{
	static const struct {
		const char *at, *zone, *want; /* UTC */
	} rows[] = {
		{ "2026-11-20T10:00:00Z", "", "2026-11-20T10:00:00+00:00" },
		{ "2026-11-20T10:00:00+07:00", "", "2026-11-20T03:00:00+00:00" },
		{ "2026-11-20T10:00:00.250Z", "Asia/Jakarta", "2026-11-20T10:00:00+00:00" },
		{ "2026-11-20T10:00", "", "2026-11-20T03:00:00+00:00" }, /* the server's zone */
		{ "2026-11-20T10:00:30", "Asia/Makassar", "2026-11-20T02:00:30+00:00" },
		/* Put back on 1 November 2026, 02:00: 01:30 happens twice. */
		{ "2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00+00:00" },
		/* Put forward on 14 March 2027, 02:00: 02:30 is skipped. */
		{ "2027-03-14T02:30", "America/New_York", "2027-03-14T07:30:00+00:00" },
		{ "2027-03-14T01:59", "America/New_York", "2027-03-14T06:59:00+00:00" },
		{ "2027-03-14T03:00", "America/New_York", "2027-03-14T07:00:00+00:00" },
		{ "2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00+00:00" },
		{ "2027-03-28T02:30", "Europe/Berlin", "2027-03-28T01:30:00+00:00" },
		/* Half an hour of summer: put back 4 April 2027, 02:00. */
		{ "2027-04-04T01:45", "Australia/Lord_Howe", "2027-04-03T14:45:00+00:00" },
		{ "2027-10-03T02:15", "Australia/Lord_Howe", "2027-10-02T15:45:00+00:00" },
	};
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct when when;
		struct err err = ERR_INIT;
		check_ok(when_read(&a, str_of(rows[i].at), str_of(rows[i].zone),
				   STR("Asia/Jakarta"), NOW_S, &when, &err),
			 &err);
		check_str(rows[i].at, iso_text(&a, when.at_s, 0), str_of(rows[i].want));
	}
}

static void test_refusals(void **state)
{
	static const struct {
		const char *at, *zone, *field;
	} rows[] = {
		{ "", "", "publish_at" },
		{ "besok", "", "publish_at" },
		{ "2026-11-20", "", "publish_at" },
		{ "2026-02-30T10:00", "", "publish_at" },
		{ "2026-11-20T25:00", "", "publish_at" },
		{ "2026-11-20T10:00:00+9", "", "publish_at" },
		{ "2026-11-20T10", "", "publish_at" },
		{ "2026-10-20T23:58:59Z", "", "publish_at" }, /* past */
		{ "2027-10-22T00:00:01Z", "", "publish_at" }, /* more than 366 days */
		{ "2026-11-20T10:00", "Asia/Jakart", "time_zone" },
		{ "2026-11-20T10:00:00Z", "../etc/passwd", "time_zone" },
		{ "2026-11-20T10:00", "WIB", "time_zone" },
	};
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct when when;
		struct err err = ERR_INIT;
		check_true(rows[i].at, !when_read(&a, str_of(rows[i].at), str_of(rows[i].zone),
						  STR("Asia/Jakarta"), NOW_S, &when, &err));
		check_str(rows[i].at, str_of(err.field), str_of(rows[i].field));
		check_true(rows[i].at, err.user[0]);
	}
}

static void test_the_minute_that_has_begun(void **state)
{
	struct when when;
	struct err err = ERR_INIT;
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, MIB);
	check_ok(
		when_read(&a, STR("2026-10-20T23:59:10Z"), STR(""), STR("UTC"), NOW_S, &when, &err),
		&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_the_minute_that_has_begun),
	};
	return cmocka_run_group_tests_name("planning/when", tests, NULL, NULL);
}
