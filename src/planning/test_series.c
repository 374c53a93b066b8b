/* Posts that repeat: each day once, whatever happens between; slots of a queue; zones that change.
 */
#include "planning/series_impl.h"

#include "base/json.h"
#include "planning/plan_json.h"
#include "planning/slots.h"
#include "publish/test_world.h"

#define DAY_MS (INT64_C(86400) * 1000)

static struct post_actor sari(const struct world *w)
{
	return (struct post_actor){ .user_id = w->user_id, .zone = STR("Asia/Jakarta") };
}

/* The world begins on 2026-09-21T14:13:20Z, a Monday. */
static struct post_plan plan_of(struct world *w, const char *times)
{
	struct str text = str_fmt(&w->a,
				  "{\"media\":[{\"url\":\"https://cdn.example.com/a.jpg\"}],"
				  "\"targets\":[{\"connection_id\":\"conn_test\"}],%s}",
				  times);
	const struct json *body;
	struct post_plan plan;

	check_ok(json_parse(&w->a, text, &body, &w->err), &w->err);
	check_ok(plan_from_json(&w->a, body, &plan, &w->err), &w->err);
	return plan;
}

static int64_t make(struct world *w, const char *times)
{
	const struct post_actor who = sari(w);
	struct post_plan plan = plan_of(w, times);
	struct series_made made;

	check_ok(series_add(w->publish, &w->a, &who, &plan, &made, &w->err), &w->err);
	return made.series_id;
}

struct seen {
	struct post_occurrence_rows days;
	int64_t ahead_day;
	struct str problem;
};

static struct seen look(struct world *w, int64_t series_id)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct post_series_row row;
	struct seen seen;
	bool found;

	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(post_series_get(tx, &w->a, w->user_id, series_id, &row, &found, &w->err), &w->err);
	check_ok(post_occurrences_list(tx, &w->a, series_id, INT64_MIN, &seen.days, &w->err),
		 &w->err);
	seen.ahead_day = row.ahead_day;
	seen.problem = row.problem;
	return seen;
}

static void extend(struct world *w)
{
	check_ok(series_extend(w->publish, &w->err), &w->err);
}

static void test_days_are_made_once(void **state)
{
	struct world *w = *state;
	int64_t id = make(w, "\"publish_at\":\"2026-09-22T10:00\",\"repeat\":{\"every\":\"day\"}");

	check_int("from tomorrow to the horizon", look(w, id).days.count, SERIES_AHEAD_DAYS);
	extend(w);
	extend(w);
	check_int("nothing is due", look(w, id).days.count, SERIES_AHEAD_DAYS);
	w->now_ms += 10 * DAY_MS;
	extend(w);
	check_int("ten more days", look(w, id).days.count, SERIES_AHEAD_DAYS + 10);
	w->now_ms += 100 * DAY_MS; /* the server was down: what is past is not made up for */
	extend(w);
	struct seen seen = look(w, id);
	check_int("from today on", seen.days.count, 2 * SERIES_AHEAD_DAYS + 10);
	for (size_t i = 1; i < seen.days.count; i++)
		assert_true(seen.days.at[i].day > seen.days.at[i - 1].day);
}

static void test_far_apart_and_over(void **state)
{
	struct world *w = *state;
	int64_t rare = make(w, "\"publish_at\":\"2026-09-22T10:00\","
			       "\"repeat\":{\"every\":\"month\",\"interval\":6}");
	int64_t few = make(w, "\"publish_at\":\"2026-09-22T10:00\","
			      "\"repeat\":{\"every\":\"week\",\"count\":3}");

	check_int("only the first", look(w, rare).days.count, 1);
	check_int("all three", look(w, few).days.count, 3);
	w->now_ms += 2 * DAY_MS;
	extend(w);
	check_int("the next, although it is far", look(w, rare).days.count, 2);
	w->now_ms += 300 * DAY_MS;
	extend(w);
	check_int("still three", look(w, few).days.count, 3);
}

/* What a clock that ran ahead made does not keep what is due from being made. */
static void test_a_clock_that_runs_ahead(void **state)
{
	struct world *w = *state;
	int64_t id = make(w, "\"publish_at\":\"2026-09-22T10:00\",\"repeat\":{\"every\":\"day\"}");
	int64_t few = make(w, "\"publish_at\":\"2026-09-22T10:00\","
			      "\"repeat\":{\"every\":\"day\",\"count\":70}");

	w->now_ms += 4000 * DAY_MS;
	extend(w);
	check_int("as far ahead as it is told", look(w, id).days.count, 2 * SERIES_AHEAD_DAYS);
	w->now_ms -= 3990 * DAY_MS;
	extend(w);
	check_int("ten more days", look(w, id).days.count, 2 * SERIES_AHEAD_DAYS + 10);
	check_int("up to the last", look(w, few).days.count, 70);
	extend(w);
	check_int("nothing twice", look(w, id).days.count, 2 * SERIES_AHEAD_DAYS + 10);
}

static void test_what_is_in_the_way_is_noted(void **state)
{
	struct world *w = *state;
	int64_t id = make(w, "\"publish_at\":\"2026-09-22T10:00\",\"repeat\":{\"every\":\"day\"}");

	world_write(w, world_disconnect);
	w->now_ms += 5 * DAY_MS;
	extend(w);
	struct seen seen = look(w, id);
	check_int("none was made", seen.days.count, SERIES_AHEAD_DAYS);
	check_str("why", seen.problem, STR("token_expired"));
	world_write(w, world_connect);
	extend(w);
	seen = look(w, id);
	check_int("made up for", seen.days.count, SERIES_AHEAD_DAYS + 5);
	assert_null(seen.problem.at);
}

/* ---- slots ---- */

static const struct {
	const char *name, *zone, *slots, *after, *next;
} slot_cases[] = {
	{ "later today", "Asia/Jakarta", "[{\"weekday\":1,\"time\":\"09:00\"}]",
	  "2026-11-23T08:59:59+07:00", "2026-11-23T09:00:00+07:00" },
	{ "that very second is past", "Asia/Jakarta", "[{\"weekday\":1,\"time\":\"09:00\"}]",
	  "2026-11-23T09:00:00+07:00", "2026-11-30T09:00:00+07:00" },
	{ "the nearest of several", "Asia/Jakarta",
	  "[{\"weekday\":7,\"time\":\"19:00\"},{\"weekday\":3,\"time\":\"07:30\"}]",
	  "2026-11-24T00:00:00+07:00", "2026-11-25T07:30:00+07:00" },
	{ "a time that is skipped", "Europe/Berlin", "[{\"weekday\":7,\"time\":\"02:30\"}]",
	  "2026-03-28T12:00:00+01:00", "2026-03-29T03:30:00+02:00" },
	{ "a time that comes twice, once", "Europe/Berlin", "[{\"weekday\":7,\"time\":\"02:30\"}]",
	  "2026-10-25T02:30:00+02:00", "2026-11-01T02:30:00+01:00" },
};

static void test_slots(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(slot_cases); i++) {
		cleanup(tz_freep) struct tz *zone = NULL;
		int64_t after_ms, next_ms, at_s;
		const struct json *list;
		struct slots slots;

		check_ok(tz_load(str_of(slot_cases[i].zone), &zone, &w->err), &w->err);
		check_ok(json_parse(&w->a, str_of(slot_cases[i].slots), &list, &w->err), &w->err);
		check_ok(slots_from_json(list, &slots, &w->err), &w->err);
		assert_true(iso_parse(str_of(slot_cases[i].after), &after_ms));
		assert_true(iso_parse(str_of(slot_cases[i].next), &next_ms));
		assert_true(slots_next(&slots, zone, after_ms / 1000, &at_s));
		check_int(slot_cases[i].name, at_s, next_ms / 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_days_are_made_once, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_far_apart_and_over, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_a_clock_that_runs_ahead, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_what_is_in_the_way_is_noted, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_slots, world_setup, world_teardown),
	};

	return cmocka_run_group_tests_name("planning/series", tests, NULL, NULL);
}
