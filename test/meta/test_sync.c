/* Collecting against the simulator: what is stored, how many calls it takes, and what faults cost.
 */
#include "live.h"

#include "store/accounts.h"
#include "store/comments.h"
#include "store/insights.h"
#include "store/job_rows.h"
#include "store/media.h"
#include "store/media_days.h"
#include "store/profile_days.h"

#define RANI STR("17841106413841325")
#define DAY_MS (86400 * (int64_t)1000)

static struct db_tx *begin_read(void)
{
	struct db_tx *tx = NULL;
	check_ok(store_read(live.store, &tx, &live.err), &live.err);
	return tx;
}

static struct sync_result run(struct str account_id)
{
	struct sync_result result;
	struct err err = ERR_INIT;
	check_ok(sync_run_account(live.sync, account_id, live.now_ms, &result, &err), &err);
	return result;
}

static const struct sync_step_status *step_named(const struct sync_progress *p, const char *name)
{
	for (size_t i = 0; i < p->step_count; i++) {
		if (str_eq(str_of(p->steps[i].name), str_of(name)))
			return &p->steps[i];
	}
	fail();
	return NULL;
}

static struct sync_progress progress_of(struct str account_id)
{
	struct sync_progress p;
	check_ok(sync_progress(live.sync, &live.arena, account_id, &p, &live.err), &live.err);
	return p;
}

static int64_t media_stored(struct str account_id)
{
	int64_t count;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	check_ok(media_count(tx, account_id, &count, &live.err), &live.err);
	return count;
}

/* ---- a whole run ------------------------------------------------------------------------------
 */

static void test_first_run_has_everything(void **state)
{
	(void)state;
	live_connect("rani", "");
	struct sync_result result = run(RANI);
	struct sync_progress p = progress_of(RANI);

	for (size_t i = 0; i < p.step_count; i++) {
		print_message("%s %s %lld/%lld %.*s\n", p.steps[i].name, p.steps[i].state,
			      (long long)p.steps[i].got, (long long)p.steps[i].total,
			      STR_ARG(p.steps[i].message));
		check_str(p.steps[i].name, str_of(p.steps[i].state), STR("done"));
	}
	print_message("%u calls, %lld media, %lld comments, %lld values\n", result.http_calls,
		      (long long)result.media, (long long)result.comments,
		      (long long)result.values);
	check_int("state", p.state, SYNC_DONE);
	check_int("all steps", result.steps_done, 9);
	check_int("counted", p.http_calls, result.http_calls);
	const struct sync_step_status *media = step_named(&p, "media");
	check_int("coverage", media->got, media->total);
	check_int("stored", media_stored(RANI), media->total);
	check_true("comments", result.comments > 0);

	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	struct profile_day_row day;
	bool found;
	check_ok(profile_days_newest(tx, &live.arena, RANI, INT64_MAX, &day, &found, &live.err),
		 &live.err);
	check_true("profile", found && day.followers_count.has && day.media_count.has);
	check_true("no growth on the first day", !day.followers_growth.has);

	struct audience_rows audience;
	for (int kind = AUDIENCE_CITY; kind <= AUDIENCE_GENDER_AGE; kind++) {
		const struct audience_query q = { RANI, (enum audience_kind)kind, 0, 40000 };
		check_ok(audience_newest(tx, &live.arena, &q, &audience, &live.err), &live.err);
		check_true("audience", audience.count > 1 && audience.count <= 45);
	}
	struct online_followers_rows online;
	check_ok(online_followers_list(tx, &live.arena, RANI, 0, live.now_ms / 1000, &online,
				       &live.err),
		 &live.err);
	check_true("online", online.count > 24 * 20 && online.count % 24 == 0);
}

/* Every stored day equals what the simulator says of it. */
static void test_series_are_true(void **state)
{
	(void)state;
	static const struct {
		const char *series, *truth;
	} rows[] = { { "reach", "reach" }, { "impressions", "views" } };
	live_connect("rani", "");
	run(RANI);
	cleanup(tz_freep) struct tz *pacific = NULL;
	check_ok(tz_load(STR("America/Los_Angeles"), &pacific, &live.err), &live.err);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct insight_day_rows days;
		cleanup(store_read_endp) struct db_tx *tx = begin_read();
		const struct insight_query query = { .account_id = RANI,
						     .metric = str_of(rows[i].series),
						     .period = STR("day"),
						     .end_s = live.now_ms / 1000 };
		check_ok(insight_days_list(tx, &live.arena, &query, &days, &live.err), &live.err);
		check_int(rows[i].series, days.count, 90);
		for (size_t d = 0; d < days.count; d += 7) {
			int64_t day = tz_day(pacific, days.at[d].end_s - 1);
			struct str path =
				str_fmt(&live.arena, "/_sim/truth/%.*s?day=%.*s", STR_ARG(RANI),
					STR_ARG(day_text(&live.arena, day)));
			const struct json *truth = live_look(str_z(&live.arena, path));
			int64_t want = json_number_or(json_get(truth, str_of(rows[i].truth)), -1);
			check_int(rows[i].series, days.at[d].value.value, want);
		}
	}
}

static void test_media_rows(void **state)
{
	(void)state;
	static const struct {
		const char *type, *metric;
	} rows[] = {
		{ "IMAGE", "engagement" },
		{ "IMAGE", "reach" },
		{ "IMAGE", "impressions" },
		{ "IMAGE", "saved" },
		{ "VIDEO", "video_views" },
		{ "VIDEO", "reach" },
		{ "CAROUSEL_ALBUM", "carousel_album_engagement" },
		{ "CAROUSEL_ALBUM", "carousel_album_reach" },
		{ "CAROUSEL_ALBUM", "carousel_album_impressions" },
		{ "CAROUSEL_ALBUM", "saved" },
	};
	live_connect("rani", "");
	run(RANI);
	struct media_rows media;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	const struct media_query query = { .account_id = RANI,
					   .start_s = INT64_MIN,
					   .end_s = INT64_MAX,
					   .with_insights = true,
					   .with_hashtags = true };
	check_ok(media_list(tx, &live.arena, &query, &media, &live.err), &live.err);
	int tagged = 0;
	for (size_t i = 0; i < media.count; i++)
		tagged += media.at[i].hashtag_count > 0;
	check_true("hashtags", tagged > (int)media.count / 4);
	for (size_t r = 0; r < COUNT_OF(rows); r++) {
		int of_type = 0, with_metric = 0;
		for (size_t i = 0; i < media.count; i++) {
			/* Posts from before the account was professional have no insights at all.
			 */
			if (!str_eq(media.at[i].media_type, str_of(rows[r].type)) ||
			    !media.at[i].insight_count)
				continue;
			of_type++;
			for (size_t m = 0; m < media.at[i].insight_count; m++)
				with_metric += str_eq(media.at[i].insights[m].metric,
						      str_of(rows[r].metric));
		}
		check_true(rows[r].type, of_type > 10);
		check_int(rows[r].metric, with_metric, of_type);
	}
}

static void test_few_calls_for_a_thousand_media(void **state)
{
	(void)state;
	struct connection made = live_connect("indra", "");
	live_lever("/_sim/faults", "[]");
	int64_t before = live_requests("/");
	struct sync_result first = run(made.instagram_id);
	int64_t seen = live_requests("/") - before;
	print_message("first run: %u calls for %lld media and %lld comments\n", first.http_calls,
		      (long long)first.media, (long long)first.comments);
	check_true("a thousand", first.media >= 1000);
	check_true("few calls", first.http_calls <= 40);
	check_true("honestly counted", seen <= (int64_t)first.http_calls + 1);
	live_set_clock(live.now_ms + DAY_MS);
	struct sync_result second = run(made.instagram_id);
	print_message("next day: %u calls for %lld media and %lld comments\n", second.http_calls,
		      (long long)second.media, (long long)second.comments);
	check_true("few calls", second.http_calls <= 40);
}

static void test_days_make_history(void **state)
{
	(void)state;
	live_connect("rani", "");
	int64_t end_ms = live.now_ms;
	for (int day = 9; day >= 0; day--) {
		live_set_clock(end_ms - day * DAY_MS);
		run(RANI);
	}
	run(RANI); /* the same day again */
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	struct profile_day_rows days;
	struct engagement_day_rows engagement, again;
	check_ok(profile_days_list(tx, &live.arena, RANI, 0, 40000, &days, &live.err), &live.err);
	check_int("one row a day", days.count, 10);
	for (size_t i = 1; i < days.count; i++) {
		check_int("next day", days.at[i].day, days.at[i - 1].day + 1);
		check_int("growth", days.at[i].followers_growth.value,
			  days.at[i].followers_count.value - days.at[i - 1].followers_count.value);
	}
	check_ok(engagement_days_list(tx, &live.arena, RANI, 0, 40000, &engagement, &live.err),
		 &live.err);
	check_ok(engagement_days_recompute(tx, &live.arena, RANI, &again, &live.err), &live.err);
	check_int("engagement", engagement.count, 10);
	check_int("sums agree", again.count, 10);
	for (size_t i = 0; i < 10; i++)
		check_int("likes", engagement.at[i].like_count, again.at[i].like_count);
}

static void test_small_account_has_no_demographics_and_no_zeros(void **state)
{
	(void)state;
	struct connection made = live_connect("hana", "");
	run(made.instagram_id);
	struct audience_rows audience;
	struct online_followers_rows online;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	const struct audience_query q = { made.instagram_id, AUDIENCE_CITY, 0, 40000 };
	check_ok(audience_newest(tx, &live.arena, &q, &audience, &live.err), &live.err);
	check_int("none", audience.count, 0);
	check_ok(online_followers_list(tx, &live.arena, made.instagram_id, 0, live.now_ms / 1000,
				       &online, &live.err),
		 &live.err);
	check_int("none", online.count, 0);
}

/* ---- faults -----------------------------------------------------------------------------------
 */

static void test_faults_cost_their_own_step(void **state)
{
	(void)state;
	static const struct {
		const char *name, *fault, *step, *want;
	} rows[] = {
		{ "audience down",
		  "{\"path\":\"/"
		  "*/insights\",\"error\":{\"code\":2,\"message\":\"down\"}}",
		  "media", "done" },
		{ "comments refused",
		  "{\"path\":\"/"
		  "*/comments\",\"error\":{\"code\":10,\"message\":\"(#10) no\"}}",
		  "media", "done" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		live_end(NULL);
		live_begin(NULL);
		live_connect("rani", "");
		live_lever("/_sim/faults", rows[i].fault);
		struct sync_result result;
		struct err err = ERR_INIT;
		check_ok(sync_run_account(live.sync, RANI, live.now_ms, &result, &err), &err);
		struct sync_progress p = progress_of(RANI);
		check_str(rows[i].name, str_of(step_named(&p, rows[i].step)->state),
			  str_of(rows[i].want));
		check_str(rows[i].name, str_of(step_named(&p, "profile")->state), STR("done"));
	}
}

/* A listing that cannot be had with insights is had without, and each post is asked alone. */
static void test_listing_with_one_bad_media(void **state)
{
	(void)state;
	live_connect("rani", "");
	live_lever("/_sim/faults",
		   "{\"path\":\"/17841106413841325/"
		   "media\",\"times\":2,\"error\":{\"code\":100,\"subcode\":"
		   "2108006,\"message\":\"Media posted before business account conversion\"}}");
	struct sync_result result = run(RANI);
	struct sync_progress p = progress_of(RANI);
	check_str("media", str_of(step_named(&p, "media")->state), STR("done"));
	check_int("all", media_stored(RANI), step_named(&p, "media")->total);
	check_true("insights", result.values > result.media);
	print_message("%u calls\n", result.http_calls);
}

static void test_too_much_data_halves_the_page(void **state)
{
	(void)state;
	live_connect("rani", "");
	live_lever(
		"/_sim/faults",
		"{\"path\":\"/17841106413841325/"
		"media\",\"times\":2,\"status\":500,\"error\":{\"code\":1,"
		"\"message\":\"Please reduce the amount of data you're asking for, then retry your "
		"request\"}}");
	run(RANI);
	struct sync_progress p = progress_of(RANI);
	check_str("media", str_of(step_named(&p, "media")->state), STR("done"));
	check_int("all", media_stored(RANI), step_named(&p, "media")->total);
}

static void test_a_dead_token_ends_the_run(void **state)
{
	(void)state;
	struct sync_result result;
	live_connect("rani", "");
	live_lever("/_sim/token", "{\"persona\":\"rani\",\"state\":\"revoke\"}");
	check_true("fails", !sync_run_account(live.sync, RANI, live.now_ms, &result, &live.err));
	check_str("code", str_of(err_info(live.err.code)->name), STR("invalid_token"));
	struct sync_progress p = progress_of(RANI);
	check_int("failed", p.state, SYNC_FAILED);
	check_int("why", p.error.code, ERR_INVALID_TOKEN);
	struct connection connection;
	live.err = ERR_INIT;
	/* A refusal is one witness; the check that the run asked for is the other. */
	live_work();
	check_ok(connect_status(live.connect, &live.arena, &live.who, &connection, &live.err),
		 &live.err);
	check_true("the status card knows", connection.id && !connection.token_ok);
	int64_t before = live_requests("/");
	check_true("and is not tried again",
		   !sync_run_account(live.sync, RANI, live.now_ms, &result, &live.err));
	check_int("no call", live_requests("/"), before);
}

static void test_a_limit_ends_the_run_and_keeps_what_was_had(void **state)
{
	(void)state;
	struct sync_result result;
	live_connect("rani", "");
	live_lever("/_sim/faults",
		   "{\"path\":\"/17841106413841325/media\",\"after\":1,\"error\":{\"code\":"
		   "80002,\"message\":\"(#80002) too many calls\"}}");
	check_true("fails", !sync_run_account(live.sync, RANI, live.now_ms, &result, &live.err));
	check_str("code", str_of(err_info(live.err.code)->name), STR("graph_busy"));
	check_int("one page", media_stored(RANI), 100);
	live_lever("/_sim/reset", "{}");
}

/* ---- as jobs ----------------------------------------------------------------------------------
 */

static struct job_row job_of(int64_t id)
{
	struct job_row row;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	check_ok(job_rows_get(tx, &live.arena, id, &row, &found, &live.err), &live.err);
	check_true("job", found);
	return row;
}

static void test_connecting_collects(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	int64_t job_id;
	check_int("login", live_login(&live.who, CONNECT_META, "rani", "", &outcome), ERR_NONE);
	check_true("a job", outcome.job_id > 0);
	check_int("waiting", progress_of(RANI).state, SYNC_WAITING);
	struct sync_request q = { .user_id = live.user_id,
				  .limit_ig_account = -1,
				  .account_id = RANI };
	check_ok(sync_request_fetch(live.sync, &live.arena, &q, &job_id, &live.err), &live.err);
	check_int("the same job", job_id, outcome.job_id);
	check_int("one", live_work(), 1);
	struct job_row job = job_of(job_id);
	check_str("well", job.state, STR("done"));
	check_true("result", str_contains(job.result, STR("\"media\":288")));
	check_int("done", progress_of(RANI).state, SYNC_DONE);
}

static void test_a_plan_without_room_connects_but_does_not_collect(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	live.who.limit_ig_account = 0;
	check_int("login", live_login(&live.who, CONNECT_META, "rani", "", &outcome), ERR_NONE);
	check_int("connected", outcome.kind, CONNECT_DONE);
	check_int("no job", outcome.job_id, 0);
	check_int("nothing to do", live_work(), 0);
}

/* The limit stops the listing after two pages; the next try starts at the third. */
static void test_a_run_goes_on_where_it_stopped(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	check_int("login", live_login(&live.who, CONNECT_META, "indra", "", &outcome), ERR_NONE);
	struct str id = outcome.connection.instagram_id;
	struct str fault =
		str_fmt(&live.arena,
			"{\"path\":\"/%.*s/media\",\"after\":2,\"error\":{\"code\":80002,"
			"\"message\":\"(#80002) too many calls\"}}",
			STR_ARG(id));
	live_lever("/_sim/faults", str_z(&live.arena, fault));
	check_int("one", live_work(), 1);
	check_str("waits", job_of(outcome.job_id).state, STR("waiting"));
	check_int("two pages", media_stored(id), 200);

	live_end_faults();
	live_set_clock(live.now_ms + 3600 * 1000);
	struct str path = str_fmt(&live.arena, "/%.*s/media", STR_ARG(id));
	int64_t before = live_requests(str_z(&live.arena, path));
	check_int("again", live_work(), 1);
	check_str("done", job_of(outcome.job_id).state, STR("done"));
	struct sync_progress p = progress_of(id);
	const struct sync_step_status *media = step_named(&p, "media");
	check_int("coverage", media->got, media->total);
	int64_t pages = (media->total + 99) / 100;
	int64_t asked = live_requests(str_z(&live.arena, path)) - before;
	check_true("only the rest", asked >= pages - 2 && asked <= pages);
	check_str("insights were not asked again", str_of(step_named(&p, "insights")->state),
		  STR("done"));
}

static void test_the_daily_job_queues_everybody(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	struct connect_actor other = live_user("hana@simpul.test");
	int64_t id;
	check_int("rani", live_login(&live.who, CONNECT_META, "rani", "", &outcome), ERR_NONE);
	check_int("hana", live_login(&other, CONNECT_META, "hana", "", &outcome), ERR_NONE);
	check_int("first fetches", live_work(), 2);
	live_set_clock(live.now_ms + DAY_MS);
	const struct job_request daily = { .kind = STR("sync.daily") };
	check_ok(jobs_enqueue(live.jobs, &daily, &id, &live.err), &live.err);
	check_int("the crawl and two accounts", live_work(), 3);
	struct sync_progress p = progress_of(RANI);
	check_int("today", p.started_at_s, live.now_ms / 1000);
}

/* ---- asking for a fetch -----------------------------------------------------------------------
 */

static enum err_code request(struct sync_request *q)
{
	int64_t job;
	struct err err = ERR_INIT;
	return sync_request_fetch(live.sync, &live.arena, q, &job, &err) ? ERR_NONE : err.code;
}

static void test_request_checks(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	struct connect_actor other = live_user("lain@simpul.test");

	check_int("login", live_login(&live.who, CONNECT_CEKBRAND, "bima", "", &outcome), ERR_NONE);
	struct sync_request q = {
		.user_id = live.user_id,
		.limit_ig_account = 1,
		.social_account_id = outcome.social_account_id,
		.account_id = STR("17841262844309759"),
	};
	struct sync_request second = q, foreign = q, unknown = q, twisted = q;
	second.account_id = STR("17841288900960339");
	unknown.account_id = STR("17841106413841325");
	unknown.limit_ig_account = -1;
	twisted.account_id = STR("../me");
	foreign.user_id = other.user_id;
	check_int("not his to fetch", request(&foreign), ERR_NOT_FOUND);
	check_int("not of this login", request(&unknown), ERR_NOT_FOUND);
	check_int("no id at all", request(&twisted), ERR_NOT_FOUND);
	check_int("the first", request(&q), ERR_NONE);
	check_int("again", request(&q), ERR_NONE);
	check_int("one too many", request(&second), ERR_EXCEED_LIMIT);
	second.is_admin = true;
	check_int("admins have no limit", request(&second), ERR_NONE);
	foreign.limit_ig_account = -1;
	check_int("taken", request(&foreign), ERR_ACCOUNT_ALREADY_USED);
	struct sync_progress p = progress_of(q.account_id);
	check_int("never ran", p.state, SYNC_WAITING);
	check_int("both", live_work(), 2);
	check_int("now it has", progress_of(q.account_id).state, SYNC_DONE);
}

static void test_all_accounts(void **state)
{
	(void)state;
	struct sync_day_result day;
	live_connect("rani", "");
	struct connect_actor other = live_user("hana@simpul.test");
	struct connect_outcome outcome;
	check_int("hana", live_login(&other, CONNECT_META, "hana", "", &outcome), ERR_NONE);
	check_ok(sync_run_all(live.sync, live.now_ms, &day, &live.err), &live.err);
	check_int("both", day.accounts, 2);
	check_int("well", day.failed, 0);
}

static void test_crawl_times(void **state)
{
	(void)state;
	static const struct {
		const char *times, *after, *want;
	} rows[] = {
		{ "07:00,20:00", "2026-11-20T00:00:01+07:00", "2026-11-20T07:00:00+07:00" },
		{ "07:00,20:00", "2026-11-20T07:00:00+07:00", "2026-11-20T20:00:00+07:00" },
		{ "20:00, 07:00", "2026-11-20T20:00:00+07:00", "2026-11-21T07:00:00+07:00" },
		{ "00:00", "2026-12-31T23:59:59+07:00", "2027-01-01T00:00:00+07:00" },
		{ "", "2026-11-20T00:00:00Z", NULL },
		{ "7:00", "2026-11-20T00:00:00Z", NULL },
		{ "24:00", "2026-11-20T00:00:00Z", NULL },
		{ "07:00,", "2026-11-20T00:00:00Z", NULL },
		{ "07:00;20:00", "2026-11-20T00:00:00Z", NULL },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t after_ms, want_ms, at_s;
		struct err err = ERR_INIT;
		assert_true(iso_parse(str_of(rows[i].after), &after_ms));
		bool ok = sync_next_crawl(str_of(rows[i].times), live.zone, after_ms / 1000, &at_s,
					  &err);
		check_int(rows[i].times, ok, rows[i].want != NULL);
		if (!ok)
			continue;
		assert_true(iso_parse(str_of(rows[i].want), &want_ms));
		check_int(rows[i].times, at_s, want_ms / 1000);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, live_begin, live_end)

int main(int argc, char **argv)
{
	assert_true(argc > 1);
	live_graphsim = argv[1];
	const struct CMUnitTest tests[] = {
		TEST(test_first_run_has_everything),
		TEST(test_series_are_true),
		TEST(test_media_rows),
		TEST(test_few_calls_for_a_thousand_media),
		TEST(test_days_make_history),
		TEST(test_small_account_has_no_demographics_and_no_zeros),
		TEST(test_faults_cost_their_own_step),
		TEST(test_listing_with_one_bad_media),
		TEST(test_too_much_data_halves_the_page),
		TEST(test_a_dead_token_ends_the_run),
		TEST(test_a_limit_ends_the_run_and_keeps_what_was_had),
		TEST(test_connecting_collects),
		TEST(test_a_plan_without_room_connects_but_does_not_collect),
		TEST(test_a_run_goes_on_where_it_stopped),
		TEST(test_the_daily_job_queues_everybody),
		TEST(test_request_checks),
		TEST(test_all_accounts),
		TEST(test_crawl_times),
	};
	return cmocka_run_group_tests(tests, live_start, live_stop);
}
