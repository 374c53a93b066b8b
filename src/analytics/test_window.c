#include "base/test.h"

#include "analytics/window.h"
#include "base/clock.h"

static struct tz *jakarta, *berlin;

static int load_zones(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return tz_load(STR("Asia/Jakarta"), &jakarta, &err) &&
			       tz_load(STR("Europe/Berlin"), &berlin, &err)
		       ? 0
		       : -1;
}

static int free_zones(void **state)
{
	(void)state;
	tz_freep(&jakarta);
	tz_freep(&berlin);
	return 0;
}

static int64_t at(const char *iso)
{
	int64_t ms = 0;

	if (!iso_parse(str_of(iso), &ms))
		fail_msg("bad time in the test: %s", iso);
	return ms / 1000;
}

static int64_t day(const char *text)
{
	int64_t days = 0;

	if (!day_parse(str_of(text), &days))
		fail_msg("bad day in the test: %s", text);
	return days;
}

struct window_case {
	const char *now, *frame, *start, *end;
	int64_t days;
	const char *from, *to, *before_from, *before_to; /* instants */
	const char *first, *last, *before_first, *before_last;
};

static void check_window(const struct tz *tz, const struct window_case *c)
{
	struct window_request request = { str_of(c->frame), str_of(c->start), str_of(c->end) };
	struct window w = { 0 };
	struct err err = ERR_INIT;

	check_ok(window_resolve(&request, tz, at(c->now), &w, &err), &err);
	check_int("days", w.days, c->days);
	check_int("start", w.now.start_s, at(c->from));
	check_int("end", w.now.end_s, at(c->to));
	check_int("before start", w.before.start_s, at(c->before_from));
	check_int("before end", w.before.end_s, at(c->before_to));
	check_int("first day", w.now.first_day, day(c->first));
	check_int("last day", w.now.last_day, day(c->last));
	check_int("before first day", w.before.first_day, day(c->before_first));
	check_int("before last day", w.before.last_day, day(c->before_last));
	check_int("earliest", window_earliest_day(&w), day(c->before_first));
	check_true("not all", !window_is_all(&w));
}

static void test_windows(void **state)
{
	static const struct window_case rows[] = {
		/* The worked example: 24 October 2022 in Jakarta, seven days. */
		{ "2022-10-24T04:51:00Z", "7", NULL, NULL, 7, "2022-10-17T17:00:00Z",
		  "2022-10-24T16:59:59Z", "2022-10-10T17:00:00Z", "2022-10-17T16:59:59Z",
		  "2022-10-18", "2022-10-24", "2022-10-11", "2022-10-17" },
		/* The last second of the day, and the first of the next. */
		{ "2022-10-24T16:59:59Z", "7", NULL, NULL, 7, "2022-10-17T17:00:00Z",
		  "2022-10-24T16:59:59Z", "2022-10-10T17:00:00Z", "2022-10-17T16:59:59Z",
		  "2022-10-18", "2022-10-24", "2022-10-11", "2022-10-17" },
		{ "2022-10-24T17:00:00Z", "7", NULL, NULL, 7, "2022-10-18T17:00:00Z",
		  "2022-10-25T16:59:59Z", "2022-10-11T17:00:00Z", "2022-10-18T16:59:59Z",
		  "2022-10-19", "2022-10-25", "2022-10-12", "2022-10-18" },
		{ "2024-03-01T00:00:00Z", "28", "", "", 28, "2024-02-02T17:00:00Z",
		  "2024-03-01T16:59:59Z", "2024-01-05T17:00:00Z", "2024-02-02T16:59:59Z",
		  "2024-02-03", "2024-03-01", "2024-01-06", "2024-02-02" },
		{ "2023-01-01T00:00:00Z", "90", NULL, NULL, 90, "2022-10-03T17:00:00Z",
		  "2023-01-01T16:59:59Z", "2022-07-05T17:00:00Z", "2022-10-03T16:59:59Z",
		  "2022-10-04", "2023-01-01", "2022-07-06", "2022-10-03" },
		/* Monday, Sunday, and the first day of a year: the week before is whole. */
		{ "2022-10-24T04:51:00Z", "last_week", NULL, NULL, 7, "2022-10-16T17:00:00Z",
		  "2022-10-23T16:59:59Z", "2022-10-09T17:00:00Z", "2022-10-16T16:59:59Z",
		  "2022-10-17", "2022-10-23", "2022-10-10", "2022-10-16" },
		{ "2022-10-23T16:59:59Z", "last_week", NULL, NULL, 7, "2022-10-09T17:00:00Z",
		  "2022-10-16T16:59:59Z", "2022-10-02T17:00:00Z", "2022-10-09T16:59:59Z",
		  "2022-10-10", "2022-10-16", "2022-10-03", "2022-10-09" },
		{ "2023-01-01T00:00:00Z", "last_week", NULL, NULL, 7, "2022-12-18T17:00:00Z",
		  "2022-12-25T16:59:59Z", "2022-12-11T17:00:00Z", "2022-12-18T16:59:59Z",
		  "2022-12-19", "2022-12-25", "2022-12-12", "2022-12-18" },
		/* Its month is the one before, however long, beside as many days before that. */
		{ "2022-10-24T04:51:00Z", "last_month", NULL, NULL, 30, "2022-08-31T17:00:00Z",
		  "2022-09-30T16:59:59Z", "2022-08-01T17:00:00Z", "2022-08-31T16:59:59Z",
		  "2022-09-01", "2022-09-30", "2022-08-02", "2022-08-31" },
		{ "2023-01-01T00:00:00Z", "last_month", NULL, NULL, 31, "2022-11-30T17:00:00Z",
		  "2022-12-31T16:59:59Z", "2022-10-30T17:00:00Z", "2022-11-30T16:59:59Z",
		  "2022-12-01", "2022-12-31", "2022-10-31", "2022-11-30" },
		{ "2024-03-31T17:00:00Z", "last_month", NULL, NULL, 31, "2024-02-29T17:00:00Z",
		  "2024-03-31T16:59:59Z", "2024-01-29T17:00:00Z", "2024-02-29T16:59:59Z",
		  "2024-03-01", "2024-03-31", "2024-01-30", "2024-02-29" },
		{ "2024-03-31T16:59:59Z", "last_month", NULL, NULL, 29, "2024-01-31T17:00:00Z",
		  "2024-02-29T16:59:59Z", "2024-01-02T17:00:00Z", "2024-01-31T16:59:59Z",
		  "2024-02-01", "2024-02-29", "2024-01-03", "2024-01-31" },
		/* The web app's custom range. */
		{ "2022-12-30T00:00:00Z", NULL, "2022-12-21T17:00:00.000Z",
		  "2022-12-26T16:59:59.000Z", 5, "2022-12-21T17:00:00Z", "2022-12-26T16:59:59Z",
		  "2022-12-16T17:00:00Z", "2022-12-21T16:59:59Z", "2022-12-22", "2022-12-26",
		  "2022-12-17", "2022-12-21" },
		{ "2023-01-05T00:00:00Z", NULL, "2022-12-31T17:00:00.000Z",
		  "2023-01-02T16:59:59.999Z", 2, "2022-12-31T17:00:00Z", "2023-01-02T16:59:59Z",
		  "2022-12-29T17:00:00Z", "2022-12-31T16:59:59Z", "2023-01-01", "2023-01-02",
		  "2022-12-30", "2022-12-31" },
		/* A single instant is one day; exactly 24 hours are two. */
		{ "2023-01-05T00:00:00Z", NULL, "2023-01-02T05:00:00Z", "2023-01-02T05:00:00Z", 1,
		  "2023-01-02T05:00:00Z", "2023-01-02T05:00:00Z", "2023-01-01T05:00:00Z",
		  "2023-01-02T04:59:59Z", "2023-01-02", "2023-01-02", "2023-01-01", "2023-01-02" },
		{ "2023-01-05T00:00:00Z", NULL, "2023-01-01T17:00:00Z", "2023-01-02T17:00:00Z", 2,
		  "2023-01-01T17:00:00Z", "2023-01-02T17:00:00Z", "2022-12-30T17:00:00Z",
		  "2023-01-01T16:59:59Z", "2023-01-02", "2023-01-03", "2022-12-31", "2023-01-01" },
		/* Bare dates are whole local days. */
		{ "2023-01-05T00:00:00Z", NULL, "2022-10-18", "2022-10-24", 7,
		  "2022-10-17T17:00:00Z", "2022-10-24T16:59:59Z", "2022-10-10T17:00:00Z",
		  "2022-10-17T16:59:59Z", "2022-10-18", "2022-10-24", "2022-10-11", "2022-10-17" },
		/* Another offset in the text is the same instant. */
		{ "2023-01-05T00:00:00Z", NULL, "2022-10-18T00:00:00+07:00",
		  "2022-10-24T23:59:59+07:00", 7, "2022-10-17T17:00:00Z", "2022-10-24T16:59:59Z",
		  "2022-10-10T17:00:00Z", "2022-10-17T16:59:59Z", "2022-10-18", "2022-10-24",
		  "2022-10-11", "2022-10-17" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_window(jakarta, &rows[i]);
}

/* A change of clocks inside the window neither adds nor drops a day. */
static void test_clock_changes(void **state)
{
	static const struct window_case rows[] = {
		{ "2023-03-28T10:00:00Z", "7", NULL, NULL, 7, "2023-03-21T23:00:00Z",
		  "2023-03-28T21:59:59Z", "2023-03-14T23:00:00Z", "2023-03-21T22:59:59Z",
		  "2023-03-22", "2023-03-28", "2023-03-15", "2023-03-21" },
		{ "2023-11-01T10:00:00Z", "7", NULL, NULL, 7, "2023-10-25T22:00:00Z",
		  "2023-11-01T22:59:59Z", "2023-10-18T22:00:00Z", "2023-10-25T21:59:59Z",
		  "2023-10-26", "2023-11-01", "2023-10-19", "2023-10-25" },
		{ "2023-04-10T10:00:00Z", NULL, "2023-03-26", "2023-03-26", 1,
		  "2023-03-25T23:00:00Z", "2023-03-26T21:59:59Z", "2023-03-24T23:00:00Z",
		  "2023-03-25T22:59:59Z", "2023-03-26", "2023-03-26", "2023-03-25", "2023-03-25" },
		/* The window before holds the change. */
		{ "2023-04-10T10:00:00Z", NULL, "2023-03-27", "2023-03-28", 2,
		  "2023-03-26T22:00:00Z", "2023-03-28T21:59:59Z", "2023-03-24T23:00:00Z",
		  "2023-03-26T21:59:59Z", "2023-03-27", "2023-03-28", "2023-03-25", "2023-03-26" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_window(berlin, &rows[i]);
}

static void test_refused(void **state)
{
	static const struct {
		const char *frame, *start, *end, *field;
	} rows[] = {
		{ "8", NULL, NULL, "date_frame" },
		{ "07", NULL, NULL, NULL },
		{ "-7", NULL, NULL, "date_frame" },
		{ "7.0", NULL, NULL, "date_frame" },
		{ "week", NULL, NULL, "date_frame" },
		{ " 7", NULL, NULL, "date_frame" },
		{ "99999999999999999999", NULL, NULL, "date_frame" },
		{ "7", "2022-10-18", "2022-10-24", "date_frame" },
		{ "7", NULL, "2022-10-24", "date_frame" },
		{ NULL, "2022-10-18", NULL, "end" },
		{ NULL, NULL, "2022-10-24", "start" },
		{ NULL, "18-10-2022", "2022-10-24", "start" },
		{ NULL, "2022-10-18", "2022-02-30", "end" },
		{ NULL, "2022-10-24", "2022-10-23", "end" },
		{ NULL, "2022-10-24T00:00:01Z", "2022-10-24T00:00:00Z", "end" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct window_request request = { str_of(rows[i].frame), str_of(rows[i].start),
						  str_of(rows[i].end) };
		struct window w = { 0 };
		struct err err = ERR_INIT;
		bool ok = window_resolve(&request, jakarta, at("2022-10-24T04:00:00Z"), &w, &err);

		check_int(rows[i].frame ? rows[i].frame : "range", ok, !rows[i].field);
		if (ok)
			continue;
		check_int("code", err.code, ERR_INVALID_FIELD);
		check_str("field", str_of(err.field), str_of(rows[i].field));
		check_true("says so", str_contains(str_of(err.user), str_of(rows[i].field)));
		check_int("nothing written", w.days, 0);
	}
}

static void test_everything(void **state)
{
	struct window w = { 0 };
	struct err err = ERR_INIT;

	(void)state;
	check_ok(window_resolve(&(struct window_request){ 0 }, jakarta, 0, &w, &err), &err);
	check_true("all", window_is_all(&w));
	check_true("day", span_has_day(&w.now, day("2022-10-24")));
	check_true("instant", span_has_instant(&w.now, at("2010-10-06T00:00:00Z")));
	check_true("far", span_has_instant(&w.now, at("2099-10-06T00:00:00Z")));
	check_true("nothing before",
		   !span_has_day(&w.before, 0) && !span_has_instant(&w.before, 0));
}

/* Any frame at any moment: W is L whole days ending today, B the L days before, without a gap. */
static void test_frames_tile(void **state)
{
	static const int64_t frames[] = { 7, 28, 60, 90 };
	struct tz *zones[] = { jakarta, berlin };

	(void)state;
	for (int64_t now = at("2022-01-01T00:00:00Z"); now < at("2024-01-01T00:00:00Z");
	     now += 11 * 3600 + 1234) {
		for (size_t i = 0; i < COUNT_OF(frames) * COUNT_OF(zones); i++) {
			const struct tz *tz = zones[i % COUNT_OF(zones)];
			int64_t days = frames[i / COUNT_OF(zones)];
			struct window w = window_of_frame(days, tz, now);

			check_int("L", w.days, days);
			check_int("today", w.now.last_day, tz_day(tz, now));
			check_int("W", w.now.last_day - w.now.first_day + 1, days);
			check_int("B", w.before.last_day - w.before.first_day + 1, days);
			check_int("adjacent", w.before.last_day + 1, w.now.first_day);
			check_int("no gap", w.before.end_s + 1, w.now.start_s);
			check_int("day starts", w.now.start_s, tz_day_start_s(tz, w.now.first_day));
			check_int("before starts", w.before.start_s,
				  tz_day_start_s(tz, w.before.first_day));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_windows),     cmocka_unit_test(test_clock_changes),
		cmocka_unit_test(test_refused),     cmocka_unit_test(test_everything),
		cmocka_unit_test(test_frames_tile),
	};

	return cmocka_run_group_tests(tests, load_zones, free_zones);
}
