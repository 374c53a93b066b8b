/*
 * What a collection brings beside counts and insights: stories, Pages, reels, parts of albums; and
 * listings that move under it.
 */
#include "live.h"

#include "graph/metric.h"
#include "store/accounts.h"
#include "store/insights.h"
#include "store/media.h"
#include "store/page_days.h"
#include "store/stories.h"
#include "store/sync_state.h"

#define RANI STR("17841106413841325")
#define HOUR_MS (3600 * (int64_t)1000)
#define DAY_MS (24 * HOUR_MS)

static struct db_tx *begin_read(void)
{
	struct db_tx *tx = NULL;
	check_ok(store_read(live.store, &tx, &live.err), &live.err);
	return tx;
}

static struct sync_result run(void)
{
	struct sync_result result;
	struct err err = ERR_INIT;
	check_ok(sync_run_account(live.sync, RANI, live.now_ms, &result, &err), &err);
	return result;
}

static struct sync_step_row step_named(const char *name)
{
	struct sync_step_rows steps;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	check_ok(sync_steps_list(tx, &live.arena, RANI, &steps, &live.err), &live.err);
	for (size_t i = 0; i < steps.count; i++) {
		if (str_eq(steps.at[i].step, str_of(name)))
			return steps.at[i];
	}
	fail();
	return steps.at[0];
}

/* ---- stories ----------------------------------------------------------------------------------
 */

static void look_at_stories(void)
{
	const struct job_kind kind = { "sync.account_stories", sync_account_stories_job, live.sync,
				       0 };
	const struct worker_config config = { .jobs = live.jobs, .kinds = &kind, .kind_count = 1 };
	const struct job_request request = {
		.kind = STR("sync.account_stories"),
		.payload = str_fmt(&live.arena, "{\"account_id\":\"%.*s\"}", STR_ARG(RANI))
	};
	int64_t id, count;

	check_ok(jobs_enqueue(live.jobs, &request, &id, &live.err), &live.err);
	check_ok(worker_run_due(&config, &count, &live.err), &live.err);
	check_str("looked", step_named("stories").state, STR("done"));
}

static struct story_rows stories_stored(struct story_value_rows *ret_values)
{
	struct story_rows stories;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();

	check_ok(stories_list(tx, &live.arena, RANI, 0, INT64_MAX, &stories, &live.err), &live.err);
	if (stories.count)
		check_ok(story_insights_list(tx, &live.arena, RANI,
					     stories.at[stories.count - 1].id, ret_values,
					     &live.err),
			 &live.err);
	return stories;
}

static void test_stories_outlive_themselves(void **state)
{
	(void)state;
	struct story_value_rows values = { .count = 0 }, later = { .count = 0 };
	struct story_rows stories = { .count = 0 };

	live_connect("rani", "");
	for (int i = 0; i < 24 && !values.count; i++) {
		live_set_clock(live.now_ms + 4 * HOUR_MS);
		look_at_stories();
		stories = stories_stored(&values);
	}
	check_true("some", stories.count > 0 && values.count > 3);
	const struct story_row first = stories.at[stories.count - 1];
	check_true("posted", first.posted_s > 0 && first.media_type.len);
	live_set_clock(first.posted_s * 1000 + 23 * HOUR_MS);
	look_at_stories();
	stories_stored(&later);
	live_set_clock(live.now_ms + 3 * DAY_MS);
	look_at_stories();
	stories = stories_stored(&values);
	check_str("still there", stories.at[stories.count - 1].id, first.id);
	check_int("its last numbers", values.count, later.count);
	int64_t reach = -1, taps = 0;
	for (size_t i = 0; i < values.count; i++) {
		check_int("unchanged", values.at[i].value, later.at[i].value);
		if (str_eq(values.at[i].metric, STR("reach")))
			reach = values.at[i].value;
		taps += str_eq(values.at[i].metric, STR("navigation"));
	}
	check_true("reach", reach > 0);
	check_true("navigation by kind", taps > 1);
}

/* ---- Pages ------------------------------------------------------------------------------------
 */

static struct str page_id(void)
{
	struct account_row account;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();

	check_ok(accounts_get_any(tx, &live.arena, RANI, &account, &found, &live.err), &live.err);
	check_true("a Page", found && account.page_id.len);
	return account.page_id;
}

static size_t page_rows(struct str metric)
{
	struct insight_day_rows rows;
	const struct page_days_query q = { RANI, page_id(), metric, 0, INT64_MAX };
	cleanup(store_read_endp) struct db_tx *tx = begin_read();

	check_ok(page_days_list(tx, &live.arena, &q, &rows, &live.err), &live.err);
	return rows.count;
}

static void test_every_living_page_metric_is_stored(void **state)
{
	(void)state;
	size_t count;
	const struct graph_metric *m = graph_metrics(&count);
	int living = 0;

	live_connect("rani", "");
	run();
	for (size_t i = 0; i < count; i++) {
		if (m[i].levels != GRAPH_OF_PAGE || !m[i].series || m[i].until)
			continue;
		living++;
		check_true(m[i].name, page_rows(str_of(m[i].series)) >= 85);
	}
	check_true("a dozen or so", living >= 10);
	check_str("done", step_named("page").state, STR("done"));
}

/* Meta does not say which metric died: the rest is asked for one by one, and nothing else is lost.
 */
static void test_a_dead_page_metric_costs_itself(void **state)
{
	(void)state;
	struct metric_refusal_rows refusals;
	struct sync_problem_rows problems;

	live_connect("rani", "");
	struct str fault = str_fmt(&live.arena,
				   "{\"path\":\"/%.*s/insights\",\"batched\":true,\"times\":2,"
				   "\"error\":{\"code\":100,\"message\":\"(#100) The value must be "
				   "a valid insights metric\"}}",
				   STR_ARG(page_id()));
	live_lever("/_sim/faults", str_z(&live.arena, fault));
	run();
	check_int("the dead one", page_rows(STR("page_media_view")), 0);
	check_true("the next", page_rows(STR("page_total_media_view_unique")) >= 85);
	check_true("the last", page_rows(STR("page_video_view_time")) >= 85);
	struct sync_step_row step = step_named("page");
	check_str("partial", step.state, STR("partial"));
	check_int("Meta's code", opt_int_or(step.meta_code, 0), 100);
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	check_ok(metric_refusals_list(tx, &live.arena, RANI, &refusals, &live.err), &live.err);
	check_int("remembered", refusals.count, 1);
	check_str("which", refusals.at[0].metric, STR("page/page_media_view"));
	check_ok(sync_problems_list(tx, &live.arena, RANI, &problems, &live.err), &live.err);
	check_int("shown", problems.count, 1);
	check_str("what", problems.at[0].object, STR("page_media_view"));
	check_int("code", problems.at[0].meta_code, 100);
}

/* ---- posts ------------------------------------------------------------------------------------
 */

static struct media_rows media_stored(void)
{
	struct media_rows media;
	const struct media_query query = {
		.account_id = RANI, .start_s = INT64_MIN, .end_s = INT64_MAX, .with_insights = true
	};
	cleanup(store_read_endp) struct db_tx *tx = begin_read();

	check_ok(media_list(tx, &live.arena, &query, &media, &live.err), &live.err);
	return media;
}

static bool has_metric(const struct media_row *m, const char *metric)
{
	for (size_t i = 0; i < m->insight_count; i++) {
		if (str_eq(m->insights[i].metric, str_of(metric)))
			return true;
	}
	return false;
}

static void test_reels_and_albums_have_all_parts(void **state)
{
	(void)state;
	int reels = 0, albums = 0;

	live_connect("rani", "");
	run();
	struct media_rows media = media_stored();
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	for (size_t i = 0; i < media.count; i++) {
		const struct media_row *m = &media.at[i];
		struct media_child_rows children;
		if (str_eq(m->product_type, STR("REELS")) && m->insight_count) {
			reels++;
			check_true("watch time", has_metric(m, "avg_watch_time_ms") &&
							 has_metric(m, "total_watch_time_ms"));
		}
		if (!str_eq(m->media_type, STR("CAROUSEL_ALBUM")))
			continue;
		albums++;
		check_ok(media_children_list(tx, &live.arena, RANI, m->id, &children, &live.err),
			 &live.err);
		check_true("parts", children.count >= 2 && children.at[0].media_url.len);
	}
	check_true("reels", reels > 20);
	check_true("albums", albums > 20);
}

/* The first run finds out where the posts from before the account was professional begin. */
static void test_old_posts_cost_no_refused_call(void **state)
{
	(void)state;

	live_connect("rani", "");
	run();
	for (int day = 1; day <= 2; day++) {
		live_set_clock(live.now_ms + DAY_MS);
		uint64_t failures = graph_counters(live.graph).failures;
		struct sync_result result = run();
		print_message("day %d: %u calls\n", day + 1, result.http_calls);
		check_int("refused calls", graph_counters(live.graph).failures, failures);
	}
	struct media_rows media = media_stored();
	check_true("new posts have insights", media.at[0].insight_count > 3);
	check_true("old ones never", media.at[media.count - 1].insight_count == 0);
	int fresh = 0, without = 0;
	int64_t today = tz_day(live.zone, live.now_ms / 1000);
	for (size_t i = 0; i < media.count; i++) {
		without += media.at[i].insight_count == 0;
		for (size_t k = 0; k < media.at[i].insight_count; k++)
			fresh += str_eq(media.at[i].insights[k].metric, STR("engagement")) &&
				 media.at[i].insights[k].day == today;
	}
	check_true("all others are of today",
		   fresh + without > (int)media.count / 2 && without < (int)media.count / 2);
}

static void test_listings_that_move(void **state)
{
	(void)state;
	static const struct {
		const char *name, *fault;
		int deleted;
	} rows[] = {
		{ "a page repeats",
		  "{\"path\":\"/17841106413841325/media\",\"after\":1,\"times\":1,"
		  "\"repeat_page\":true}",
		  0 },
		{ "short pages", "{\"path\":\"/17841106413841325/media\",\"short_pages\":true}",
		  0 },
		{ "a post goes between two pages",
		  "{\"path\":\"/17841106413841325/media\",\"after\":1,\"times\":1,"
		  "\"delete_media\":\"%s\"}",
		  1 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		live_end(NULL);
		live_begin(NULL);
		live_connect("rani", "");
		run();
		struct media_rows before = media_stored();
		live_set_clock(live.now_ms + HOUR_MS);
		/* One of the first page, which is listed before it goes. */
		const char *id = str_z(&live.arena, before.at[10].id);
		struct str fault = str_of(rows[i].fault);
		size_t hole = str_find(fault, STR("%s"));
		if (hole < fault.len)
			fault = str_fmt(&live.arena, "%.*s%s%.*s", STR_ARG(str_sub(fault, 0, hole)),
					id, STR_ARG(str_skip(fault, hole + 2)));
		live_lever("/_sim/faults", str_z(&live.arena, fault));
		run();
		live_end_faults();
		struct media_rows after = media_stored();
		int archived = 0;
		for (size_t k = 0; k < after.count; k++)
			archived += after.at[k].is_archived;
		struct sync_step_row step = step_named("media");
		print_message("%s: %lld of %lld %.*s, %d archived %.*s\n", rows[i].name,
			      (long long)step.got, (long long)opt_int_or(step.total, -1),
			      STR_ARG(step.state), archived, STR_ARG(step.message));
		check_true(rows[i].name, after.count >= before.count);
		check_true("nothing that is there counts as gone", archived <= rows[i].deleted);
		check_str(rows[i].name, step.state, STR("done"));
		check_int("each once, and all", step.got, step.total.value);
	}
}

/* ---- days -------------------------------------------------------------------------------------
 */

static size_t days_stored(const char *series)
{
	struct insight_day_rows days;
	const struct insight_query q = { RANI, str_of(series), STR("day"), 0, INT64_MAX };
	cleanup(store_read_endp) struct db_tx *tx = begin_read();

	check_ok(insight_days_list(tx, &live.arena, &q, &days, &live.err), &live.err);
	return days.count;
}

/* Days that failed in the middle are not forgotten when later ones are there. */
static void test_holes_are_filled(void **state)
{
	(void)state;

	live_connect("rani", "");
	live_lever("/_sim/faults",
		   "{\"path\":\"/17841106413841325/insights\",\"batched\":true,\"after\":70,"
		   "\"times\":75,\"error\":{\"code\":2,\"message\":\"try later\"}}");
	run();
	size_t before = days_stored("impressions");
	check_true("a hole", before < 90);
	live_end_faults();
	live_set_clock(live.now_ms + DAY_MS);
	run();
	check_int("filled", days_stored("impressions"), 91);
}

/* Nothing for three days: the next run asks for them. */
static void test_skipped_days_come_back(void **state)
{
	(void)state;

	live_connect("rani", "");
	run();
	live_set_clock(live.now_ms + 9 * DAY_MS);
	run();
	check_int("reach", days_stored("reach"), 99);
	check_int("views", days_stored("impressions"), 99);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, live_begin, live_end)

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	live_graphsim = argv[1];
	const struct CMUnitTest tests[] = {
		TEST(test_stories_outlive_themselves),
		TEST(test_every_living_page_metric_is_stored),
		TEST(test_a_dead_page_metric_costs_itself),
		TEST(test_reels_and_albums_have_all_parts),
		TEST(test_old_posts_cost_no_refused_call),
		TEST(test_listings_that_move),
		TEST(test_holes_are_filled),
		TEST(test_skipped_days_come_back),
	};
	return cmocka_run_group_tests(tests, live_start, live_stop);
}
