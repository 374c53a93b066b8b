/*
 * The daily collection begins by itself when its time comes, once, whoever keeps the time and
 * whatever the clock does. The clock is a number; nobody sleeps until seven.
 */
#include "app/schedule.h"

#include <sched.h>
#include <stdatomic.h>

#include "jobs/jobs.h"
#include "store/job_rows.h"
#include "store/test_store.h"
#include "sync/sync.h"

#define ACCOUNTS 40
#define SPREAD_S 3600
#define HOUR_S 3600
#define WAIT_MS 20000 /* far more than is needed: a test that waits that long has failed */

struct town {
	struct fixture *f;
	struct tz *zone;
	struct jobs *jobs;
	struct sync *sync;
	struct schedule_config config;
	struct schedule_memory memory;
};

static int64_t at(const char *text)
{
	int64_t ms;

	assert_true(iso_parse(str_of(text), &ms));
	return ms;
}

static void add_people(struct fixture *f, struct db_tx *tx)
{
	int64_t user = add_user(f, tx, "rani@example.test");
	int64_t social = add_social(f, tx, user, "10");

	for (int i = 0; i < ACCOUNTS; i++) {
		const char *id = str_z(&f->a, str_fmt(&f->a, "1784100000000%04d", i));
		const struct account_token_row token = { .account_id = str_of(id),
							 .social_account_id = OPT_INT(social),
							 .token_sealed = STR("sealed") };
		add_account(f, tx, id, user, social);
		check_ok(account_tokens_put(tx, &token, &f->err), &f->err);
	}
}

/* One process on the fixture's database. */
static struct town open_town(struct fixture *f)
{
	struct town t = { .f = f };
	const struct jobs_config jobs = { f->store, &f->clock, rng_system() };

	check_ok(tz_load(STR("Asia/Jakarta"), &t.zone, &f->err), &f->err);
	check_ok(jobs_new(&jobs, &t.jobs, &f->err), &f->err);
	const struct sync_config sync = { .store = f->store,
					  .jobs = t.jobs,
					  .clock = &f->clock,
					  .zone = t.zone,
					  .spread_s = SPREAD_S };
	check_ok(sync_new(&sync, &t.sync, &f->err), &f->err);
	t.config = (struct schedule_config){ .store = f->store,
					     .jobs = t.jobs,
					     .clock = &f->clock,
					     .zone = t.zone,
					     .crawl_times = STR("07:00,20:00") };
	return t;
}

static void close_town(struct town *t)
{
	sync_free(t->sync);
	jobs_free(t->jobs);
	tz_free(t->zone);
}

static void look(struct town *t, int64_t now_ms)
{
	t->f->now_ms = now_ms;
	check_ok(schedule_look(&t->config, &t->memory, &t->f->err), &t->f->err);
}

/* Runs what is due of the daily job; the collecting itself is a job that only counts. */
static atomic_int collected;

static bool collect(void *ctx, struct job_context *job, struct err *err)
{
	(void)ctx, (void)job, (void)err;
	atomic_fetch_add(&collected, 1);
	return true;
}

static bool tidy(void *ctx, struct job_context *job, struct err *err)
{
	(void)ctx, (void)job, (void)err;
	return true;
}

static int64_t work(struct town *t)
{
	const struct job_kind kinds[] = {
		{ "sync.daily", sync_daily_job, t->sync, 0 },
		{ "sync.stories", sync_stories_job, t->sync, 0 },
		{ "sync.account", collect, NULL, 0 },
		{ "app.tidy", tidy, NULL, 0 },
	};
	const struct worker_config config = { .jobs = t->jobs,
					      .kinds = kinds,
					      .kind_count = COUNT_OF(kinds) };
	int64_t count;
	int before = atomic_load(&collected);

	check_ok(worker_run_due(&config, &count, &t->f->err), &t->f->err);
	return atomic_load(&collected) - before;
}

/* What a look has queued, and what that has queued for the hour after it. */
static int64_t work_for_an_hour(struct town *t)
{
	int64_t count = work(t);

	t->f->now_ms += HOUR_S * 1000;
	return count + work(t);
}

/* ---- one process ------------------------------------------------------------------------------
 */

static void test_it_begins_by_itself(void **state)
{
	static const struct {
		const char *now;
		int collected; /* accounts, since the row before */
	} rows[] = {
		{ "2026-11-20T23:58:00Z", 0 },        /* 06:58: the program starts */
		{ "2026-11-20T23:59:59Z", 0 },        /* 06:59:59 */
		{ "2026-11-21T01:00:00Z", ACCOUNTS }, /* 08:00: all of the hour */
		{ "2026-11-21T02:00:00Z", 0 },        /* not twice */
		{ "2026-11-21T12:59:59Z", 0 },        /* 19:59:59 */
		{ "2026-11-21T14:00:00Z", ACCOUNTS }, /* 21:00 */
		{ "2026-11-25T03:00:00Z", ACCOUNTS }, /* days without a process: one, not eight */
		{ "2026-11-25T04:00:00Z", 0 },
		{ "2026-11-25T02:30:00Z", 0 },        /* the clock is set back */
		{ "2026-11-24T23:30:00Z", 0 },        /* behind the crawl that was */
		{ "2026-11-25T14:00:00Z", ACCOUNTS }, /* and goes on */
	};
	struct fixture *f = *state;
	struct town t = open_town(f);

	in_write(f, add_people);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		look(&t, at(rows[i].now));
		check_int(rows[i].now, work_for_an_hour(&t), rows[i].collected);
	}
	close_town(&t);
}

/* The jobs of one crawl do not come at once, and each account keeps its minute. */
static void test_spread_over_the_hour(void **state)
{
	struct fixture *f = *state;
	struct town t = open_town(f);
	int64_t begin_ms = at("2026-11-21T00:00:00Z");
	int most = 0, total = 0;

	in_write(f, add_people);
	look(&t, begin_ms - 60000);
	look(&t, begin_ms);
	for (int minute = 0; minute < 60; minute += 10) {
		f->now_ms = begin_ms + minute * 60000;
		int count = (int)work(&t);
		most = count > most ? count : most;
		total += count;
	}
	f->now_ms = begin_ms + SPREAD_S * 1000;
	total += (int)work(&t);
	check_int("all", total, ACCOUNTS);
	check_true("no heap", most < ACCOUNTS / 2);
	close_town(&t);
}

/* A clock that ran far ahead must not stop the collection until that day comes. */
static void test_a_clock_that_ran_ahead(void **state)
{
	struct fixture *f = *state;
	struct town t = open_town(f);

	in_write(f, add_people);
	look(&t, at("2026-11-20T23:00:00Z"));
	look(&t, at("2036-11-21T00:00:00Z"));
	check_int("in the far year", work_for_an_hour(&t), ACCOUNTS);
	look(&t, at("2026-11-21T00:00:01Z"));
	check_int("back in ours", work_for_an_hour(&t), ACCOUNTS);
	close_town(&t);
}

static void test_stories_have_their_own_times(void **state)
{
	struct fixture *f = *state;
	struct town t = open_town(f);
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct job_row job;
	bool found;

	t.config.story_hours = 4;
	look(&t, at("2026-11-21T03:00:00Z"));
	look(&t, at("2026-11-21T04:00:05Z"));
	check_ok(store_read(f->store, &tx, &f->err), &f->err);
	struct str key =
		str_fmt(&f->a, "sync.stories:%lld", (long long)(at("2026-11-21T04:00:00Z") / 1000));
	check_ok(job_rows_get_by_key(tx, &f->a, key, &job, &found, &f->err), &f->err);
	check_true("queued", found);
	close_town(&t);
}

/* ---- two processes ----------------------------------------------------------------------------
 */

static void test_two_processes_collect_once(void **state)
{
	struct fixture *f = *state;
	struct town one = open_town(f), two = open_town(f);
	int total = 0;

	in_write(f, add_people);
	look(&one, at("2026-11-20T23:59:00Z"));
	look(&two, f->now_ms);
	/* The second one looks when the first one's jobs are over already. */
	look(&one, at("2026-11-21T00:00:00Z"));
	for (int i = 0; i < 3; i++) {
		total += (int)work(&one);
		f->now_ms += SPREAD_S * 500;
		look(&two, f->now_ms);
		total += (int)work(&two);
	}
	check_int("each account once", total, ACCOUNTS);
	close_town(&one);
	close_town(&two);
}

/* A daily job that died half-way and runs again queues nobody twice. */
static void test_the_daily_job_runs_twice(void **state)
{
	struct fixture *f = *state;
	struct town t = open_town(f);
	int64_t id, slot_s = at("2026-11-21T00:00:00Z") / 1000;
	int total = 0;

	in_write(f, add_people);
	f->now_ms = slot_s * 1000;
	for (int i = 0; i < 2; i++) {
		const struct job_request again = {
			.kind = STR("sync.daily"),
			.payload = str_fmt(&f->a, "{\"slot_s\":%lld}", (long long)slot_s),
		};
		check_ok(jobs_enqueue(t.jobs, &again, &id, &f->err), &f->err);
		total += (int)work_for_an_hour(&t);
	}
	check_int("each account once", total, ACCOUNTS);
	close_town(&t);
}

/* ---- the thread -------------------------------------------------------------------------------
 */

static bool daily_is_queued(struct fixture *f, int64_t slot_s)
{
	cleanup(arena_free) struct arena a;
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct job_row job;
	bool found;

	arena_init(&a, 1 * MIB);
	struct str key = str_fmt(&a, "sync.daily:%lld", (long long)slot_s);
	check_ok(store_read(f->store, &tx, &f->err), &f->err);
	check_ok(job_rows_get_by_key(tx, &a, key, &job, &found, &f->err), &f->err);
	return found;
}

static _Atomic int64_t thread_now_ms;

static int64_t thread_now(void *ctx)
{
	(void)ctx;
	return atomic_load(&thread_now_ms);
}

static void test_the_thread_needs_nobody(void **state)
{
	struct fixture *f = *state;
	struct town t = open_town(f);
	const struct clock clock = { .now_ms = thread_now };
	struct schedule *schedule;
	int64_t slot_ms = at("2026-11-21T00:00:00Z");

	atomic_store(&thread_now_ms, slot_ms - 5 * 60000);
	t.config.clock = &clock;
	look(&t, f->now_ms); /* an installation that has seen a crawl */
	check_ok(schedule_start(&t.config, &schedule, &f->err), &f->err);
	atomic_store(&thread_now_ms, slot_ms);
	int64_t until_ms = monotonic_ms() + WAIT_MS;
	while (!daily_is_queued(f, slot_ms / 1000) && monotonic_ms() < until_ms)
		sched_yield();
	check_true("queued", daily_is_queued(f, slot_ms / 1000));
	schedule_stop(schedule);
	close_town(&t);
}

static void test_no_times_no_crawl(void **state)
{
	struct fixture *f = *state;
	struct town t = open_town(f);
	int64_t slot_s = at("2026-11-21T00:00:00Z") / 1000;

	t.config.crawl_times = STR("");
	look(&t, (slot_s - 300) * 1000);
	look(&t, slot_s * 1000);
	check_true("not queued", !daily_is_queued(f, slot_s));
	close_town(&t);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_it_begins_by_itself),        TEST(test_spread_over_the_hour),
		TEST(test_a_clock_that_ran_ahead),     TEST(test_stories_have_their_own_times),
		TEST(test_two_processes_collect_once), TEST(test_the_daily_job_runs_twice),
		TEST(test_the_thread_needs_nobody),    TEST(test_no_times_no_crawl),
	};

	return cmocka_run_group_tests_name("app/schedule", tests, NULL, NULL);
}
