/*
 * The daily collection as it runs by itself: schedule, queue, workers and the simulator, with a
 * clock that the test moves.
 */
#include "live.h"

#include <sched.h>
#include <stdatomic.h>

#include "app/schedule.h"
#include "store/accounts.h"
#include "store/job_rows.h"
#include "store/profile_days.h"
#include "store/social_accounts.h"
#include "store/sync_state.h"
#include "sync/overview.h"

#define RANI STR("17841106413841325")
#define WAIT_MS 60000 /* far more than is needed: a test that waits that long has failed */

static struct db_tx *begin_read(void)
{
	struct db_tx *tx = NULL;
	check_ok(store_read(live.store, &tx, &live.err), &live.err);
	return tx;
}

static struct job_row job_of_account(struct str account_id, bool *ret_found)
{
	struct job_row row = { .id = 0 };
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	struct str key = str_fmt(&live.arena, "sync.account:%.*s", STR_ARG(account_id));
	check_ok(job_rows_get_by_key(tx, &live.arena, key, &row, ret_found, &live.err), &live.err);
	return row;
}

/* ---- by itself --------------------------------------------------------------------------------
 */

/* Threads read it while the test moves it. */
static _Atomic int64_t shared_now_ms;

static int64_t shared_now(void *ctx)
{
	(void)ctx;
	return atomic_load(&shared_now_ms);
}

static bool run_is_over(struct str account_id, int64_t since_s)
{
	struct sync_run_row run;
	bool found;
	cleanup(arena_free) struct arena a;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();

	arena_init(&a, 1 * MIB);
	check_ok(sync_runs_newest(tx, &a, account_id, STR(""), &run, &found, &live.err), &live.err);
	return found && run.started_s >= since_s && run.finished_s.has;
}

static void test_the_crawl_comes_at_its_time(void **state)
{
	(void)state;
	static const struct clock clock = { .now_ms = shared_now };
	struct schedule *schedule;
	struct worker *worker;
	struct jobs *jobs;
	struct sync *sync;
	int64_t seven_ms;

	live_connect("rani", "");
	assert_true(iso_parse(STR("2026-11-21T00:00:00Z"), &seven_ms));
	atomic_store(&shared_now_ms, seven_ms - 60000);
	const struct jobs_config jobs_config = { live.store, &clock, rng_system() };
	check_ok(jobs_new(&jobs_config, &jobs, &live.err), &live.err);
	const struct sync_config sync_config = {
		.store = live.store,
		.graph = live.graph,
		.vault = live.vault,
		.jobs = jobs,
		.clock = &clock,
		.zone = live.zone,
		.spread_s = 3600,
	};
	check_ok(sync_new(&sync_config, &sync, &live.err), &live.err);
	const struct schedule_config times = { .store = live.store,
					       .jobs = jobs,
					       .clock = &clock,
					       .zone = live.zone,
					       .crawl_times = STR("07:00,20:00") };
	struct schedule_memory memory = { { 0 } };
	check_ok(schedule_look(&times, &memory, &live.err), &live.err);
	const struct job_kind kinds[] = {
		{ "sync.daily", sync_daily_job, sync, 0 },
		{ "sync.account", sync_account_job, sync, 0 },
	};
	const struct worker_config work = { .jobs = jobs, .kinds = kinds, .kind_count = 2 };
	check_ok(worker_start(&work, &worker, &live.err), &live.err);
	check_ok(schedule_start(&times, &schedule, &live.err), &live.err);
	check_true("not yet", !run_is_over(RANI, seven_ms / 1000));

	/* From here on nobody asks for anything: the time alone passes, a minute at a time. */
	int64_t until_ms = monotonic_ms() + WAIT_MS, next_ms = 0;
	while (!run_is_over(RANI, seven_ms / 1000) && monotonic_ms() < until_ms) {
		if (monotonic_ms() >= next_ms && shared_now_ms < seven_ms + 3600 * 1000) {
			atomic_fetch_add(&shared_now_ms, 60000);
			next_ms = monotonic_ms() + 20;
			jobs_wake(jobs);
		}
		sched_yield();
	}
	check_true("collected", run_is_over(RANI, seven_ms / 1000));
	schedule_stop(schedule);
	worker_stop(worker, WAIT_MS);
	sync_free(sync);
	jobs_free(jobs);
	struct profile_day_row day;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = begin_read();
	check_ok(profile_days_newest(tx, &live.arena, RANI, INT64_MAX, &day, &found, &live.err),
		 &live.err);
	check_true("that day's row", found && day.day == tz_day(live.zone, seven_ms / 1000));
}

/* ---- paced ------------------------------------------------------------------------------------
 */

/* What Meta says of its allowances, and how long the job is put off for it. */
static void test_a_limit_puts_the_job_off(void **state)
{
	(void)state;
	static const struct {
		const char *name, *fault;
		int64_t least_ms, most_ms;
	} rows[] = {
		{ "nearly full", "{\"usage_percent\":96}", 60000, 400000 },
		{ "refused",
		  "{\"path\":\"/17841106413841325/media\",\"error\":{\"code\":80002,"
		  "\"message\":\"(#80002) too many calls\"}}",
		  60000, 7200000 },
		{ "the app's own",
		  "{\"path\":\"/17841106413841325/media\",\"error\":{\"code\":4,"
		  "\"message\":\"(#4) Application request limit reached\"}}",
		  60000, 7200000 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct connect_outcome outcome;
		bool found;
		live_end(NULL);
		live_begin(NULL);
		check_int("login", live_login(&live.who, CONNECT_META, "rani", "", &outcome),
			  ERR_NONE);
		live_lever("/_sim/faults", rows[i].fault);
		int64_t slept = live.slept_ms;
		check_int(rows[i].name, live_work(), 1);
		struct job_row job = job_of_account(RANI, &found);
		print_message("%s: put off by %lld s\n", rows[i].name,
			      (long long)(job.run_at_ms - live.now_ms) / 1000);
		check_true(rows[i].name, found);
		check_str(rows[i].name, job.state, STR("waiting"));
		check_int("not its fault", job.attempts, 0);
		int64_t delay_ms = job.run_at_ms - live.now_ms;
		check_true(rows[i].name,
			   delay_ms >= rows[i].least_ms && delay_ms <= rows[i].most_ms);
		check_true("no thread waited", live.slept_ms - slept < 3000);
		int64_t before = live_requests("/");
		check_int("nothing is due", live_work(), 0);
		check_int("nothing is asked", live_requests("/"), before);
		live_end_faults();
		live_set_clock(job.run_at_ms + 1000);
		check_int("due", live_work(), 1);
		job_of_account(RANI, &found);
		check_true("done", !found && run_is_over(RANI, 0));
	}
}

/* ---- how it stands ----------------------------------------------------------------------------
 */

static struct sync_overview_account standing(void)
{
	struct sync_overview overview;
	check_ok(sync_overview(live.sync, &live.arena, STR(""), 10, &overview, &live.err),
		 &live.err);
	check_int("one account", overview.count, 1);
	return overview.at[0];
}

/* The operator and the account's owner are told the same. */
static struct opt_int next_s(void)
{
	struct opt_int of_operator = standing().next_s;
	struct sync_progress p;

	check_ok(sync_progress(live.sync, &live.arena, RANI, &p, &live.err), &live.err);
	assert_int_equal(p.next_s.has, of_operator.has);
	if (p.next_s.has)
		check_int("the owner", p.next_s.value, of_operator.value);
	return of_operator;
}

static bool token_dies(struct db_tx *tx, void *ctx, struct err *err)
{
	(void)ctx;
	struct token_check check = { .is_valid = false, .checked_s = live.now_ms / 1000 };
	return account_tokens_set_check(tx, RANI, &check, err);
}

static void test_when_the_next_comes(void **state)
{
	(void)state;
	const struct {
		const char *now, *slot;
	} cases[] = {
		{ "2026-11-21T06:59:59+07:00", "2026-11-21T07:00:00+07:00" },
		{ "2026-11-21T08:00:00+07:00", "2026-11-21T20:00:00+07:00" },
		{ "2026-11-21T21:00:00+07:00", "2026-11-22T07:00:00+07:00" },
	};
	struct sync_request request = {
		.user_id = live.user_id,
		.limit_ig_account = -1,
		.account_id = RANI,
	};
	int64_t now_ms, slot_ms, job_id;
	bool found;

	live_connect("rani", "");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_true(iso_parse(str_of(cases[i].now), &now_ms));
		assert_true(iso_parse(str_of(cases[i].slot), &slot_ms));
		live_set_clock(now_ms);
		check_int(cases[i].now, next_s().value, slot_ms / 1000);
	}
	/* What waits comes first, whatever the time. */
	check_ok(sync_request_fetch(live.sync, &live.arena, &request, &job_id, &live.err),
		 &live.err);
	check_int("the job's", next_s().value, job_of_account(RANI, &found).run_at_ms / 1000);
	assert_true(found);
	check_ok(store_write(live.store, token_dies, NULL, &live.err), &live.err);
	check_true("none without a token", !next_s().has);
}

static void test_how_it_stands(void **state)
{
	(void)state;
	struct sync_result result;
	struct sync_totals totals;

	live_connect("rani", "");
	check_str("never", str_of(standing().state), STR("never"));
	live_lever("/_sim/faults",
		   "{\"path\":\"/17841106413841325/insights\",\"batched\":true,\"times\":1,"
		   "\"error\":{\"code\":100,\"message\":\"(#100) The following metrics (reach) are "
		   "incompatible with the period\"}}");
	check_ok(sync_run_account(live.sync, RANI, live.now_ms, &result, &live.err), &live.err);
	struct sync_overview_account account = standing();
	check_str("state", str_of(account.state), STR("partial"));
	check_str("coverage", account.coverage,
		  STR("288 of 288 media, 1 metric not offered by Meta since 2026-11-20"));
	check_str("which", account.refusals.at[0].metric, STR("account/reach"));
	check_int("Meta's code", account.refusals.at[0].meta_code.value, 100);
	check_int("calls", account.calls_today, result.http_calls);
	check_int("success", account.succeeded_s.value, live.now_ms / 1000);

	/* A week later it is asked for again. */
	live_set_clock(live.now_ms + INT64_C(8) * 86400 * 1000);
	check_str("past", standing().coverage, STR("288 of 288 media"));
	check_int("of another day", standing().calls_today, 0);
	check_ok(sync_run_account(live.sync, RANI, live.now_ms, &result, &live.err), &live.err);
	check_str("well", str_of(standing().state), STR("done"));
	struct str covered = standing().coverage;

	live_lever("/_sim/token", "{\"persona\":\"rani\",\"state\":\"revoke\"}");
	struct err err = ERR_INIT;
	check_true("fails", !sync_run_account(live.sync, RANI, live.now_ms, &result, &err));
	account = standing();
	check_int("a code", account.meta_code.value, 190);
	check_int("and a subcode", account.meta_subcode.value, 458);
	check_int("failed once", account.failures, 1);
	check_str("what is stored stays", account.coverage, covered);
	check_ok(sync_totals(live.sync, &totals, &live.err), &live.err);
	check_int("accounts", totals.accounts, 1);
	check_int("failing", totals.failing, 1);
	check_int("fresh all the same", totals.fresh, 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, live_begin, live_end)

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	live_graphsim = argv[1];
	const struct CMUnitTest tests[] = {
		TEST(test_the_crawl_comes_at_its_time),
		TEST(test_a_limit_puts_the_job_off),
		TEST(test_when_the_next_comes),
		TEST(test_how_it_stands),
	};
	return cmocka_run_group_tests(tests, live_start, live_stop);
}
