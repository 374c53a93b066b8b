/* When a report is due: weeks, months, last days, clocks that change. */
#include "exports/rhythm.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/test.h"

static const struct {
	const char *name, *zone;
	struct rhythm rhythm;
	const char *now, *before, *after;
} cases[] = {
	{ "Monday seven o'clock, on a Saturday",
	  "Asia/Jakarta",
	  { false, 1, 420 },
	  "2026-11-21T12:00:00+07:00",
	  "2026-11-16T07:00:00+07:00",
	  "2026-11-23T07:00:00+07:00" },
	{ "at that very second",
	  "Asia/Jakarta",
	  { false, 1, 420 },
	  "2026-11-16T07:00:00+07:00",
	  "2026-11-16T07:00:00+07:00",
	  "2026-11-23T07:00:00+07:00" },
	{ "a second before",
	  "Asia/Jakarta",
	  { false, 1, 420 },
	  "2026-11-16T06:59:59+07:00",
	  "2026-11-09T07:00:00+07:00",
	  "2026-11-16T07:00:00+07:00" },
	{ "Sunday, midnight",
	  "Asia/Jakarta",
	  { false, 7, 0 },
	  "2026-11-22T00:00:00+07:00",
	  "2026-11-22T00:00:00+07:00",
	  "2026-11-29T00:00:00+07:00" },
	{ "over the new year",
	  "Asia/Jakarta",
	  { false, 5, 1439 },
	  "2026-12-31T10:00:00+07:00",
	  "2026-12-25T23:59:00+07:00",
	  "2027-01-01T23:59:00+07:00" },
	{ "first of the month",
	  "Asia/Jakarta",
	  { true, 1, 480 },
	  "2026-11-21T12:00:00+07:00",
	  "2026-11-01T08:00:00+07:00",
	  "2026-12-01T08:00:00+07:00" },
	{ "28th, in February",
	  "Asia/Jakarta",
	  { true, 28, 480 },
	  "2027-02-28T08:00:00+07:00",
	  "2027-02-28T08:00:00+07:00",
	  "2027-03-28T08:00:00+07:00" },
	{ "last day, February of a leap year",
	  "Asia/Jakarta",
	  { true, RHYTHM_LAST_DAY, 480 },
	  "2028-02-15T00:00:00+07:00",
	  "2028-01-31T08:00:00+07:00",
	  "2028-02-29T08:00:00+07:00" },
	{ "last day, December to January",
	  "Asia/Jakarta",
	  { true, RHYTHM_LAST_DAY, 480 },
	  "2026-12-31T08:00:00+07:00",
	  "2026-12-31T08:00:00+07:00",
	  "2027-01-31T08:00:00+07:00" },
	/* Berlin: 29 March 2026 02:00 becomes 03:00, 25 October 2026 03:00 becomes 02:00. */
	{ "a time that is skipped",
	  "Europe/Berlin",
	  { false, 7, 150 },
	  "2026-03-28T12:00:00+01:00",
	  "2026-03-22T02:30:00+01:00",
	  "2026-03-29T03:30:00+02:00" },
	{ "the same wall clock after the change",
	  "Europe/Berlin",
	  { false, 7, 420 },
	  "2026-03-28T12:00:00+01:00",
	  "2026-03-22T07:00:00+01:00",
	  "2026-03-29T07:00:00+02:00" },
	{ "a time that comes twice is the first",
	  "Europe/Berlin",
	  { false, 7, 150 },
	  "2026-10-24T12:00:00+02:00",
	  "2026-10-18T02:30:00+02:00",
	  "2026-10-25T02:30:00+02:00" },
	{ "and only once",
	  "Europe/Berlin",
	  { false, 7, 150 },
	  "2026-10-25T02:45:00+01:00",
	  "2026-10-25T02:30:00+02:00",
	  "2026-11-01T02:30:00+01:00" },
	{ "west of Greenwich",
	  "America/New_York",
	  { true, 1, 0 },
	  "2026-11-01T03:59:59Z",
	  "2026-10-01T00:00:00-04:00",
	  "2026-11-01T00:00:00-04:00" },
};

static int64_t instant(const char *text)
{
	int64_t ms = 0;

	assert_true(iso_parse(str_of(text), &ms));
	return ms / 1000;
}

static void test_slots(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		cleanup(tz_freep) struct tz *zone = NULL;
		struct err err = ERR_INIT;
		int64_t now_s = instant(cases[i].now);

		check_ok(tz_load(str_of(cases[i].zone), &zone, &err), &err);
		check_int(cases[i].name, rhythm_before(&cases[i].rhythm, zone, now_s),
			  instant(cases[i].before));
		check_int(cases[i].name, rhythm_after(&cases[i].rhythm, zone, now_s),
			  instant(cases[i].after));
	}
}

/* Over four years of hours: `after` of a time is `before` of what comes next, never twice. */
static void test_every_slot_comes_once(void **state)
{
	static const struct rhythm rhythms[] = {
		{ false, 3, 90 },
		{ false, 7, 150 },
		{ true, 28, 1439 },
		{ true, RHYTHM_LAST_DAY, 0 },
	};
	static const int wanted[] = { 208, 209, 48, 48 };
	cleanup(tz_freep) struct tz *zone = NULL;
	struct err err = ERR_INIT;
	int64_t begin_s = instant("2026-01-01T00:00:00Z"), end_s = instant("2030-01-01T00:00:00Z");

	(void)state;
	check_ok(tz_load(STR("Europe/Berlin"), &zone, &err), &err);
	for (size_t i = 0; i < COUNT_OF(rhythms); i++) {
		int64_t next_s = rhythm_after(&rhythms[i], zone, begin_s);
		int met = 0;

		for (int64_t now_s = begin_s; now_s < end_s; now_s += 3600) {
			if (now_s < next_s)
				continue;
			check_int("claimed", rhythm_before(&rhythms[i], zone, now_s), next_s);
			next_s = rhythm_after(&rhythms[i], zone, now_s);
			assert_true(next_s > now_s);
			met++;
		}
		check_int("how many", met, wanted[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slots),
		cmocka_unit_test(test_every_slot_comes_once),
	};
	return cmocka_run_group_tests_name("exports/rhythm", tests, NULL, NULL);
}
