/* Days that come again: intervals, weekdays, short months, ends. */
#include "base/recur.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/test.h"

#define ON(n) RECUR_WEEKDAY(n)

static const struct {
	const char *name, *first, *from;
	struct recur rule; /* without first_day */
	const char *days;  /* "..." at the end: and more */
} cases[] = {
	{ "every day",
	  "2026-02-27",
	  "2026-02-27",
	  { RECUR_DAY, 1 },
	  "2026-02-27 2026-02-28 2026-03-01 ..." },
	{ "none before the first", "2026-02-27", "2020-01-01", { RECUR_DAY, 1 }, "2026-02-27 ..." },
	{ "every third day, from a day between",
	  "2026-11-01",
	  "2026-11-12",
	  { RECUR_DAY, 3 },
	  "2026-11-13 2026-11-16 ..." },
	{ "every third day, on the day",
	  "2026-11-01",
	  "2026-11-13",
	  { RECUR_DAY, 3 },
	  "2026-11-13 ..." },
	{ "a week by its first day: Saturday",
	  "2026-11-21",
	  "2026-11-22",
	  { RECUR_WEEK, 1 },
	  "2026-11-28 2026-12-05 ..." },
	{ "Monday and Thursday, from a Wednesday on",
	  "2026-11-18",
	  "2026-11-18",
	  { RECUR_WEEK, 1, ON(1) | ON(4) },
	  "2026-11-19 2026-11-23 2026-11-26 ..." },
	{ "every other week counts from the first one's Monday",
	  "2026-11-18",
	  "2026-11-20",
	  { RECUR_WEEK, 2, ON(1) | ON(7) },
	  "2026-11-22 2026-11-30 2026-12-06 2026-12-14 ..." },
	{ "over the new year",
	  "2026-12-25",
	  "2026-12-26",
	  { RECUR_WEEK, 1, ON(5) },
	  "2027-01-01 2027-01-08 ..." },
	{ "every month on the 15th",
	  "2026-11-15",
	  "2026-11-16",
	  { RECUR_MONTH, 1 },
	  "2026-12-15 2027-01-15 ..." },
	{ "the 31st is a shorter month's last day",
	  "2027-01-31",
	  "2027-01-31",
	  { RECUR_MONTH, 1 },
	  "2027-01-31 2027-02-28 2027-03-31 2027-04-30 ..." },
	{ "the 29th of February, in a leap year",
	  "2028-01-31",
	  "2028-02-01",
	  { RECUR_MONTH, 1 },
	  "2028-02-29 ..." },
	{ "every quarter",
	  "2026-11-30",
	  "2026-12-01",
	  { RECUR_MONTH, 3 },
	  "2027-02-28 2027-05-30 2027-08-30 ..." },
	{ "another day of the month than the first one's",
	  "2026-11-21",
	  "2026-11-21",
	  { RECUR_MONTH, 1, 0, 5 },
	  "2026-12-05 2027-01-05 ..." },
	{ "until, that day included",
	  "2026-11-21",
	  "2026-11-21",
	  { RECUR_DAY, 2, 0, 0, 0, { true, 20780 } }, /* 2026-11-23 */
	  "2026-11-21 2026-11-23" },
	{ "so many",
	  "2026-11-18",
	  "2026-11-18",
	  { RECUR_WEEK, 1, ON(1) | ON(4), 0, 0, { false, 0 }, { true, 3 } },
	  "2026-11-19 2026-11-23 2026-11-26" },
	{ "so many, asked in the middle",
	  "2026-11-18",
	  "2026-11-24",
	  { RECUR_WEEK, 1, ON(1) | ON(4), 0, 0, { false, 0 }, { true, 3 } },
	  "2026-11-26" },
	{ "one",
	  "2026-11-21",
	  "2026-11-22",
	  { RECUR_DAY, 1, 0, 0, 0, { false, 0 }, { true, 1 } },
	  "" },
};

static int64_t day(const char *text)
{
	int64_t ret = 0;

	assert_true(day_parse(str_of(text), &ret));
	return ret;
}

static void test_days(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct recur rule = cases[i].rule;
		struct str wanted = str_of(cases[i].days);
		int64_t at = day(cases[i].from);

		rule.first_day = day(cases[i].first);
		while (wanted.len) {
			struct str word = str_cut(&wanted, ' ');
			if (str_eq(word, STR("...")))
				break;
			check_true(cases[i].name, recur_next(&rule, at, &at));
			check_str(cases[i].name, day_text(&a, at), word);
			at++;
		}
		bool goes_on = str_ends_with(str_of(cases[i].days), STR("..."));
		check_true(cases[i].name, recur_next(&rule, at, &at) == goes_on);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_days) };

	return cmocka_run_group_tests_name("base/recur", tests, NULL, NULL);
}
