/* Collecting competitors against the simulator: once for everybody, through whoever's token works,
 * resumed where it stopped, and never at the cost of what is stored. */
#include "live.h"

#include "report/stats.h"
#include "store/accounts.h"
#include "store/competitors.h"
#include "store/media.h"
#include "store/media_days.h"

#define RANI STR("17841106413841325")
#define HANA STR("17841379064724485")
#define RIVAL "tanahliat.studio"
#define DAY_MS (86400 * (int64_t)1000)

static struct db_tx *begin_read(void)
{
	struct db_tx *tx = NULL;
	check_ok(store_read(live.store, &tx, &live.err), &live.err);
	return tx;
}

static struct sync_competitor_request request(int64_t user_id, struct str account_id)
{
	return (struct sync_competitor_request){
		.user_id = user_id,
		.account_id = account_id,
		.username = STR(RIVAL),
		.limit_ig_competitor = -1,
	};
}

static struct str add(int64_t user_id, struct str account_id)
{
	const struct sync_competitor_request q = request(user_id, account_id);
	struct str id;
	int64_t job_id;

	check_ok(sync_add_competitor(live.sync, &live.arena, &q, &id, &job_id, &live.err),
		 &live.err);
	check_true("a job collects it", job_id > 0);
	return id;
}

/* A competitor of rani's, not collected yet. */
static struct str added(void)
{
	live_connect("rani", "");
	return add(live.user_id, RANI);
}

static enum err_code run(struct str id, struct sync_result *ret)
{
	struct err err = ERR_INIT;
	return sync_run_competitor(live.sync, id, live.now_ms, ret, &err) ? ERR_NONE : err.code;
}

static int64_t media_stored(struct str id)
{
	int64_t count;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	check_ok(media_count(tx, id, &count, &live.err), &live.err);
	return count;
}

static struct competitor_row row_of(int64_t user_id, struct str account_id, struct str id)
{
	const struct competitor_owner owner = { user_id, account_id };
	struct competitor_row row;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();

	check_ok(competitors_get(tx, &live.arena, &owner, id, &row, &found, &live.err), &live.err);
	check_true("linked", found);
	return row;
}

static const struct sync_step_status *media_step(struct str id)
{
	struct sync_progress p;
	check_ok(sync_progress(live.sync, &live.arena, id, &p, &live.err), &live.err);
	for (size_t i = 0; i < p.step_count; i++) {
		if (str_eq(str_of(p.steps[i].name), STR("media")))
			return &p.steps[i];
	}
	fail();
	return NULL;
}

/* Sums that the dashboard reads are what the rows say. */
static void check_sums(struct str id)
{
	struct engagement_day_rows kept, anew;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();

	check_ok(engagement_days_list(tx, &live.arena, id, INT64_MIN, INT64_MAX, &kept, &live.err),
		 &live.err);
	check_ok(engagement_days_recompute(tx, &live.arena, id, &anew, &live.err), &live.err);
	check_int("days", kept.count, anew.count);
	for (size_t i = 0; i < kept.count; i++) {
		check_int("media", kept.at[i].media_count, anew.at[i].media_count);
		check_int("likes", kept.at[i].like_count, anew.at[i].like_count);
		check_int("growth", kept.at[i].like_growth, anew.at[i].like_growth);
		check_int("comments", kept.at[i].comments_count, anew.at[i].comments_count);
	}
}

/* ---- once for everybody -----------------------------------------------------------------------
 */

static void test_once_whoever_watches(void **state)
{
	(void)state;
	struct str id = added();
	struct connect_actor other = live_user("hana@simpul.test");
	struct connect_outcome outcome;

	check_int("hana", live_login(&other, CONNECT_META, "hana", "", &outcome), ERR_NONE);
	check_str("the same", add(other.user_id, HANA), id);
	live_work();
	int64_t count = media_stored(id);
	check_true("posts", count > 100);

	live_set_clock(live.now_ms + DAY_MS);
	const struct job_request daily = { .kind = STR("sync.daily") };
	int64_t job_id;
	check_ok(jobs_enqueue(live.jobs, &daily, &job_id, &live.err), &live.err);
	check_int("the daily job, two accounts, one competitor", live_work(), 4);
	check_sums(id);
	struct sync_progress p;
	check_ok(sync_progress(live.sync, &live.arena, id, &p, &live.err), &live.err);
	check_int("well", p.state, SYNC_DONE);
	check_int("one look and a page for 100 posts", p.http_calls, 1 + (count + 99) / 100);
}

/* ---- whose token ------------------------------------------------------------------------------
 */

/* Whatever is wrong with one watcher, the next one looks; and it says nothing about the competitor.
 */
static void test_one_watcher_is_not_the_end(void **state)
{
	static const struct {
		const char *name, *lever, *body;
	} rows[] = {
		{ "a dead token", "/_sim/token",
		  "{\"persona\":\"rani\",\"state\":\"password_changed\"}" },
		{ "a permission taken back", "/_sim/grant",
		  "{\"persona\":\"rani\",\"withdraw\":[\"instagram_manage_insights\"]}" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		live_end(NULL);
		live_begin(NULL);
		struct str id = added();
		struct connect_actor other = live_user("hana@simpul.test");
		struct connect_outcome outcome;
		struct sync_result result;

		check_int("hana", live_login(&other, CONNECT_META, "hana", "", &outcome), ERR_NONE);
		add(other.user_id, HANA);
		live_lever(rows[i].lever, rows[i].body);
		check_int(rows[i].name, run(id, &result), ERR_NONE);
		check_true(rows[i].name, result.media > 100 && result.steps_failed == 0);
		check_int(rows[i].name, row_of(live.user_id, RANI, id).state, COMPETITOR_VISIBLE);

		live_lever("/_sim/token", "{\"persona\":\"hana\",\"state\":\"revoke\"}");
		check_int("nobody is left", run(id, &result), ERR_INVALID_TOKEN);
		check_int("still there", row_of(live.user_id, RANI, id).state, COMPETITOR_VISIBLE);
	}
}

/* ---- faults -----------------------------------------------------------------------------------
 */

static void test_goes_on_where_it_stopped(void **state)
{
	(void)state;
	struct str id = added();

	/* The look and the first page pass; then the line is cut, also when it is tried again. */
	live_lever("/_sim/faults", "{\"path\":\"/17841106413841325\",\"after\":2,\"times\":3,"
				   "\"truncate\":true}");
	live_work();
	check_int("a page", media_stored(id), 100);
	live_end_faults();
	int64_t before = live_requests("/17841106413841325");
	live_set_clock(live.now_ms + 600000);
	check_int("tried again", live_work(), 1);
	check_str("all", str_of(media_step(id)->state), STR("done"));
	check_int("coverage", media_step(id)->got, media_step(id)->total);
	check_int("stored once", media_stored(id), media_step(id)->total);
	check_int("without the pages it had", live_requests("/17841106413841325") - before,
		  (media_step(id)->total - 1) / 100);
	check_sums(id);
}

/* Each fault of a page: what the step says, and how many posts are stored after it and after the
 * next undisturbed run. */
static void test_faults_of_pages(void **state)
{
	static const struct {
		const char *name, *fault, *step;
		bool has_all;
	} rows[] = {
		{ "too much data at once",
		  "{\"path\":\"/17841106413841325\",\"after\":1,\"times\":2,\"error\":{\"code\":1,"
		  "\"message\":\"Please reduce the amount of data you're asking for, then retry "
		  "your request\"}}",
		  "done", true },
		{ "a server error that passes",
		  "{\"path\":\"/17841106413841325\",\"after\":2,\"times\":1,\"status\":500,"
		  "\"html\":true}",
		  "done", true },
		{ "short pages", "{\"path\":\"/17841106413841325\",\"short_pages\":true}", "done",
		  true },
		{ "a page that repeats for ever",
		  "{\"path\":\"/17841106413841325\",\"after\":2,\"repeat_page\":true}", "partial",
		  false },
		{ "it goes private on the way",
		  "{\"path\":\"/17841106413841325\",\"after\":2,\"error\":{\"code\":110,"
		  "\"subcode\":2207013,\"message\":\"Invalid user id\"}}",
		  "partial", false },
	};

	(void)state;
	struct str id = added();
	struct sync_result result;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		live_lever("/_sim/faults", rows[i].fault);
		check_int(rows[i].name, run(id, &result), ERR_NONE);
		check_str(rows[i].name, str_of(media_step(id)->state), str_of(rows[i].step));
		if (rows[i].has_all)
			check_int(rows[i].name, media_step(id)->got, media_step(id)->total);
		live_end_faults();
		live_set_clock(live.now_ms + DAY_MS);
		check_int(rows[i].name, run(id, &result), ERR_NONE);
		check_str(rows[i].name, str_of(media_step(id)->state), STR("done"));
		check_int(rows[i].name, media_stored(id), media_step(id)->total);
		check_sums(id);
	}
}

/* ---- the same figures as from inside ----------------------------------------------------------
 */

static struct stats reading_of(struct db_tx *tx, struct str id, const struct window *window)
{
	return (struct stats){ &live.arena, tx, id, window, live.zone };
}

/*
 * Two users: one has the account connected, the other watches it. Seen from outside it has the same
 * posts and followers, and the same figures where nothing is hidden.
 */
static void test_seen_from_outside_as_from_inside(void **state)
{
	(void)state;
	struct connect_actor other = live_user("hana@simpul.test");
	struct connect_outcome outcome;
	struct sync_result result;
	bool found;

	live_connect("rani", "");
	check_int("hana", live_login(&other, CONNECT_META, "hana", "", &outcome), ERR_NONE);
	check_ok(sync_run_account(live.sync, HANA, live.now_ms, &result, &live.err), &live.err);

	struct window window = window_of_frame(90, live.zone, live.now_ms / 1000);
	struct engagement_average inside, outside;
	{
		cleanup(store_read_endp) struct db_tx *tx = begin_read();
		struct stats s = reading_of(tx, HANA, &window);
		check_ok(stats_engagement_average(&s, &inside, &live.err), &live.err);
	}

	struct sync_competitor_request q = request(live.user_id, RANI);
	struct str id;
	int64_t job_id;
	q.username = STR("keramikhana");
	check_ok(sync_add_competitor(live.sync, &live.arena, &q, &id, &job_id, &live.err),
		 &live.err);
	check_int("collected by its owner already", job_id, 0);
	check_ok(connect_unlink_account(live.connect, &live.arena, &other, HANA, &live.err),
		 &live.err);
	check_int("now from outside", run(HANA, &result), ERR_NONE);
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	struct stats s = reading_of(tx, HANA, &window);
	check_ok(stats_engagement_average(&s, &outside, &live.err), &live.err);
	check_true("likes",
		   inside.like.value.has && inside.like.value.value == outside.like.value.value);
	check_true("comments", inside.comments.value.value == outside.comments.value.value);
	check_true("rate", inside.rate.value.value == outside.rate.value.value);
	struct profile_day day;
	check_ok(stats_latest_user_data(&s, &day, &found, &live.err), &live.err);
	check_true("followers", found && day.followers.value < 100);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_once_whoever_watches, live_begin, live_end),
		cmocka_unit_test_setup_teardown(test_one_watcher_is_not_the_end, live_begin,
						live_end),
		cmocka_unit_test_setup_teardown(test_goes_on_where_it_stopped, live_begin,
						live_end),
		cmocka_unit_test_setup_teardown(test_faults_of_pages, live_begin, live_end),
		cmocka_unit_test_setup_teardown(test_seen_from_outside_as_from_inside, live_begin,
						live_end),
	};

	assert_true(argc == 2);
	live_graphsim = argv[1];
	return cmocka_run_group_tests_name("meta/competitors", tests, live_start, live_stop);
}
