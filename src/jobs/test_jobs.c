/* The queue and the worker: once only, leases, keys, back-off, and waiting for the end. */
#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/test.h"
#include "jobs/jobs.h"
#include "store/store.h"

#define MANY 400
#define KINDS 4
#define WAIT_MS 20000 /* far more than is needed: a test that waits that long has failed */

struct fixture {
	struct store *store;
	struct jobs *jobs;
	struct arena a;
	struct rng_seeded seed;
	struct rng rng;
	_Atomic int64_t now_ms;
	struct clock clock;
	struct err err;
	/* What the kinds of these tests do and count. */
	atomic_int runs[MANY + 1];
	int64_t order[MANY];
	atomic_int ran, started;
	struct err fail_with; /* NONE: succeed */
	int64_t fail_times;
	atomic_bool may_end;
};

static int64_t manual_now(void *ctx)
{
	return atomic_load((_Atomic int64_t *)ctx);
}

/* Jobs that fail on purpose would fill the screen. */
static void drop_line(void *ctx, struct str line)
{
	(void)ctx;
	(void)line;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	log_set_sink(drop_line, NULL);
	arena_init(&f->a, LIMIT_ARENA);
	f->rng = rng_of_seed(&f->seed, 7);
	f->now_ms = INT64_C(1700000000000);
	f->clock = (struct clock){ .now_ms = manual_now, .ctx = &f->now_ms };
	struct store_config config = { .path = ":memory:", .rng = &f->rng, .clock = &f->clock };
	check_ok(store_open(&config, &f->store, &f->err), &f->err);
	struct jobs_config jobs = { .store = f->store, .clock = &f->clock, .rng = rng_system() };
	check_ok(jobs_new(&jobs, &f->jobs, &f->err), &f->err);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	jobs_free(f->jobs);
	store_close(f->store);
	arena_free(&f->a);
	free(f);
	return 0;
}

static int64_t enqueue(struct fixture *f, const char *kind, const char *key)
{
	struct job_request request = { .kind = str_of(kind), .unique_key = str_of(key) };
	int64_t id = 0;

	check_ok(jobs_enqueue(f->jobs, &request, &id, &f->err), &f->err);
	return id;
}

static struct job_row row_of(struct fixture *f, int64_t id)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct job_row row;
	bool found = false;

	check_ok(store_read(f->store, &tx, &f->err), &f->err);
	check_ok(job_rows_get(tx, &f->a, id, &row, &found, &f->err), &f->err);
	check_true("job exists", found);
	return row;
}

/* ---- kinds ------------------------------------------------------------------------------------
 */

static bool run_count(void *ctx, struct job_context *job, struct err *err)
{
	struct fixture *f = ctx;

	(void)err;
	f->order[atomic_fetch_add(&f->ran, 1) % MANY] = job_id(job);
	atomic_fetch_add(&f->runs[job_id(job)], 1);
	return true;
}

/* A limit puts it off by an hour, as often as it is tried. */
static bool run_postponed(void *ctx, struct job_context *job, struct err *err)
{
	struct fixture *f = ctx;

	atomic_fetch_add(&f->ran, 1);
	job_postpone(job, atomic_load(&f->now_ms) + 3600000);
	*err = f->fail_with;
	return false;
}

static bool run_fail(void *ctx, struct job_context *job, struct err *err)
{
	struct fixture *f = ctx;

	if (job_attempt(job) > f->fail_times)
		return true;
	*err = f->fail_with;
	return false;
}

/* Runs until it is told to stop, or may end. */
static bool run_long(void *ctx, struct job_context *job, struct err *err)
{
	struct fixture *f = ctx;

	atomic_fetch_add(&f->started, 1);
	while (!atomic_load(&f->may_end)) {
		if (job_should_stop(job))
			return err_set(err, ERR_CANCELLED, "told to stop");
		usleep(1000);
	}
	job_progress(job, 3, 3, STR("selesai"));
	job_set_result(job, STR("{\"media\":3}"));
	return true;
}

static struct worker_config worker_of(struct fixture *f, struct job_kind *kinds, unsigned threads)
{
	kinds[0] = (struct job_kind){ .name = "count", .run = run_count, .ctx = f };
	kinds[1] = (struct job_kind){ .name = "fail", .run = run_fail, .ctx = f };
	kinds[2] = (struct job_kind){ .name = "long", .run = run_long, .ctx = f, .lease_ms = 5000 };
	kinds[3] = (struct job_kind){ .name = "postponed", .run = run_postponed, .ctx = f };
	return (struct worker_config){
		.jobs = f->jobs, .kinds = kinds, .kind_count = KINDS, .threads = threads
	};
}

static int64_t run_due(struct fixture *f)
{
	struct job_kind kinds[KINDS];
	struct worker_config config = worker_of(f, kinds, 1);
	int64_t count = -1;

	check_ok(worker_run_due(&config, &count, &f->err), &f->err);
	return count;
}

static void until(atomic_int *counter, int want)
{
	int64_t end_ms = monotonic_ms() + WAIT_MS;

	while (atomic_load(counter) < want && monotonic_ms() < end_ms)
		usleep(1000);
	check_int("reached", atomic_load(counter), want);
}

static void wait_end(struct fixture *f, int64_t id)
{
	bool ended = false;

	check_ok(jobs_wait(f->jobs, id, WAIT_MS, &ended, &f->err), &f->err);
	check_true("ended", ended);
}

/* ---- tests ------------------------------------------------------------------------------------
 */

static void test_once_only(void **state)
{
	struct fixture *f = *state;
	struct job_kind kinds[KINDS];
	struct worker_config config = worker_of(f, kinds, 4);
	struct worker *w = NULL;
	int64_t last = 0;

	check_ok(worker_start(&config, &w, &f->err), &f->err);
	for (int i = 0; i < MANY; i++)
		last = enqueue(f, "count", NULL);
	check_int("ids are in order", last, MANY);
	for (int64_t id = 1; id <= MANY; id++)
		wait_end(f, id);
	w = worker_stop(w, WAIT_MS);
	for (int id = 1; id <= MANY; id++)
		check_int("runs", f->runs[id], 1);
	check_int("nothing left", run_due(f), 0);
}

static void test_order(void **state)
{
	struct fixture *f = *state;
	struct job_request low = { .kind = STR("count"), .priority = -1 };
	struct job_request high = { .kind = STR("count"), .priority = 5 };
	struct job_request later = { .kind = STR("count"),
				     .priority = 9,
				     .run_at_ms = f->now_ms + 1000 };
	int64_t ids[3];

	check_ok(jobs_enqueue(f->jobs, &low, &ids[0], &f->err), &f->err);
	check_ok(jobs_enqueue(f->jobs, &high, &ids[1], &f->err), &f->err);
	check_ok(jobs_enqueue(f->jobs, &later, &ids[2], &f->err), &f->err);
	check_int("two are due", run_due(f), 2);
	check_int("the urgent one first", f->order[0], ids[1]);
	check_str("the third waits", row_of(f, ids[2]).state, STR("waiting"));
	f->now_ms += 1000;
	check_int("now it is due", run_due(f), 1);
}

static void test_unique_key(void **state)
{
	struct fixture *f = *state;
	int64_t first = enqueue(f, "count", "sync:1784");
	int64_t again = enqueue(f, "count", "sync:1784");
	int64_t other = enqueue(f, "count", "sync:1785");

	check_int("shared", again, first);
	check_true("another account's is not", other != first);
	check_int("two jobs", run_due(f), 2);
	check_true("an ended one is not shared", enqueue(f, "count", "sync:1784") > other);
}

struct enqueuer {
	struct fixture *f;
	pthread_t thread;
	int64_t id;
};

static void *enqueue_main(void *arg)
{
	struct enqueuer *e = arg;
	struct job_request request = { .kind = STR("count"), .unique_key = STR("same") };
	struct err err = ERR_INIT;

	check_ok(jobs_enqueue(e->f->jobs, &request, &e->id, &err), &err);
	return NULL;
}

static void test_unique_key_at_once(void **state)
{
	struct enqueuer all[16];

	for (size_t i = 0; i < COUNT_OF(all); i++) {
		all[i] = (struct enqueuer){ .f = *state };
		pthread_create(&all[i].thread, NULL, enqueue_main, &all[i]);
	}
	for (size_t i = 0; i < COUNT_OF(all); i++)
		pthread_join(all[i].thread, NULL);
	for (size_t i = 1; i < COUNT_OF(all); i++)
		check_int("one job", all[i].id, all[0].id);
}

/* Runs the job again and again, each time when it is due, until it was tried `attempts` times. */
static struct job_row try_times(struct fixture *f, int64_t id, int64_t attempts)
{
	struct job_row row = row_of(f, id);

	while (row.attempts < attempts) {
		if (row.run_at_ms > f->now_ms)
			f->now_ms = row.run_at_ms;
		check_int("one job is due", run_due(f), 1);
		row = row_of(f, id);
	}
	return row;
}

static void test_failures(void **state)
{
	static const struct {
		const char *name;
		enum err_code code;
		int64_t fail_times, attempts;
		const char *state;
		int64_t least_ms, most_ms; /* until the next try */
	} rows[] = {
		{ "never again", ERR_INVALID_TOKEN, 9, 1, "failed", 0, 0 },
		{ "soon, first", ERR_NETWORK, 9, 1, "waiting", 3750, 6250 },
		{ "soon, third", ERR_NETWORK, 9, 3, "waiting", 15000, 25000 },
		{ "soon, used up", ERR_NETWORK, 9, 5, "failed", 0, 0 },
		{ "later, first", ERR_GRAPH_BUSY, 9, 1, "waiting", 225000, 375000 },
		{ "later, fourth", ERR_GRAPH_BUSY, 9, 4, "waiting", 1800000, 3000000 },
		{ "third time lucky", ERR_NETWORK, 2, 3, "done", 0, 0 },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool found;
		f->fail_with = (struct err){ .code = rows[i].code, .cause = "as the test says" };
		f->fail_times = rows[i].fail_times;
		int64_t id = enqueue(f, "fail", NULL);
		struct job_row row = try_times(f, id, rows[i].attempts);
		int64_t delay_ms = row.run_at_ms - f->now_ms;
		check_int(rows[i].name, row.attempts, rows[i].attempts);
		check_str(rows[i].name, row.state, str_of(rows[i].state));
		if (rows[i].most_ms)
			check_true(rows[i].name,
				   delay_ms >= rows[i].least_ms && delay_ms <= rows[i].most_ms);
		check_ok(jobs_cancel(f->jobs, id, &found, &f->err), &f->err);
	}
}

/* However often: it is not the job's fault. Only what may pass is put off. */
static void test_postponed(void **state)
{
	struct fixture *f = *state;

	f->fail_with = (struct err){ .code = ERR_GRAPH_BUSY, .cause = "as the test says" };
	int64_t id = enqueue(f, "postponed", NULL);
	for (int i = 1; i <= 9; i++) {
		check_int("due", run_due(f), 1);
		struct job_row row = row_of(f, id);
		check_str("waits", row.state, STR("waiting"));
		check_int("no attempt", row.attempts, 0);
		check_int("an hour", row.run_at_ms, f->now_ms + 3600000);
		check_int("not before", run_due(f), 0);
		f->now_ms += 3600000;
	}
	f->fail_with.code = ERR_INVALID_TOKEN;
	check_int("due", run_due(f), 1);
	check_str("over", row_of(f, id).state, STR("failed"));
}

static void test_outcome(void **state)
{
	struct fixture *f = *state;
	struct err err = ERR_INIT;

	f->fail_with = (struct err){ .code = ERR_EXCEED_LIMIT,
				     .user = "Paket Anda: 1 akun.",
				     .cause = "2 of 1" };
	f->fail_times = 9;
	int64_t id = enqueue(f, "fail", NULL);
	struct job_row row = row_of(f, id);
	check_true("not ended is not well", !job_outcome(&row, &err));
	check_int("not ended", err.code, ERR_BUSY);
	check_int("ran", run_due(f), 1);
	row = row_of(f, id);
	check_true("failed", !job_outcome(&row, &err));
	check_int("code", err.code, ERR_EXCEED_LIMIT);
	check_str("words", str_of(err.user), STR("Paket Anda: 1 akun."));
	check_true("cause", str_contains(str_of(err.cause), STR("2 of 1")));
}

static void test_result(void **state)
{
	struct fixture *f = *state;
	struct err err = ERR_INIT;
	int64_t id = enqueue(f, "long", NULL);

	f->may_end = true;
	check_int("ran", run_due(f), 1);
	struct job_row row = row_of(f, id);
	check_true("done", job_outcome(&row, &err));
	check_str("result", row.result, STR("{\"media\":3}"));
	check_str("message", row.message, STR("selesai"));
	check_int("progress", row.done, 3);
	check_true("nobody has it", !row.lease_owner.at && !row.lease_until_ms.has);
}

/* ---- leases -----------------------------------------------------------------------------------
 */

struct foreign {
	struct fixture *f;
	struct job_row row;
	bool found, held;
};

/* Another process takes a job, and dies. */
static bool claim_elsewhere(struct db_tx *tx, void *arg, struct err *err)
{
	struct foreign *x = arg;
	struct job_claim claim = { .owner = STR("elsewhere"),
				   .now_ms = x->f->now_ms,
				   .lease_ms = 1000,
				   .kinds = STR(",count,") };

	return job_rows_claim(tx, &x->f->a, &claim, &x->row, &x->found, err);
}

/* … or ends it after all. */
static bool finish_elsewhere(struct db_tx *tx, void *arg, struct err *err)
{
	struct foreign *x = arg;
	struct job_hold hold = { .id = x->row.id, .fence = x->row.fence };

	return job_rows_finish(tx, hold, STR_NONE, x->f->now_ms, &x->held, err);
}

static void test_lease(void **state)
{
	struct fixture *f = *state;
	struct foreign x = { .f = f };
	int64_t id = enqueue(f, "count", NULL);

	check_ok(store_write(f->store, claim_elsewhere, &x, &f->err), &f->err);
	check_true("taken", x.found);
	check_int("not ours while the lease holds", run_due(f), 0);
	f->now_ms += 1000;
	check_int("ours when it has run out", run_due(f), 1);
	check_int("second attempt", row_of(f, id).attempts, 2);
	check_ok(store_write(f->store, finish_elsewhere, &x, &f->err), &f->err);
	check_true("the late worker's write misses", !x.held);

	enqueue(f, "count", NULL);
	check_ok(store_write(f->store, claim_elsewhere, &x, &f->err), &f->err);
	f->now_ms -= INT64_C(86400000);
	enqueue(f, "count", NULL);
	check_int("a lease of a clock that was ahead is over", run_due(f), 2);
}

static void test_poison(void **state)
{
	struct fixture *f = *state;
	struct foreign x = { .f = f };
	int64_t id = enqueue(f, "count", NULL);

	for (int i = 0; i < 5; i++) {
		check_ok(store_write(f->store, claim_elsewhere, &x, &f->err), &f->err);
		check_true("taken", x.found);
		f->now_ms += 1000;
	}
	check_int("not tried for ever", run_due(f), 0);
	check_str("failed", row_of(f, id).state, STR("failed"));
}

/* The clock is moved by days, on and back: a job that runs here must not be taken for lost. */
static void test_clock_jump(void **state)
{
	struct fixture *f = *state;
	struct job_kind kinds[KINDS];
	struct worker_config config = worker_of(f, kinds, 3);
	struct worker *w = NULL;
	int64_t id = enqueue(f, "long", NULL);

	check_ok(worker_start(&config, &w, &f->err), &f->err);
	until(&f->started, 1);
	for (int day = 0; day < 20; day++) {
		f->now_ms += day % 4 ? INT64_C(86400000) : -INT64_C(2 * 86400000);
		wait_end(f, enqueue(f, "count", NULL));
	}
	check_int("still the first run", f->started, 1);
	f->may_end = true;
	wait_end(f, id);
	w = worker_stop(w, WAIT_MS);
	check_int("attempts", row_of(f, id).attempts, 1);
	check_str("state", row_of(f, id).state, STR("done"));
}

/* ---- stopping ---------------------------------------------------------------------------------
 */

static void test_stop(void **state)
{
	struct fixture *f = *state;
	struct job_kind kinds[KINDS];
	struct worker_config config = worker_of(f, kinds, 1);
	struct worker *w = NULL;
	int64_t id = enqueue(f, "long", NULL);

	check_ok(worker_start(&config, &w, &f->err), &f->err);
	until(&f->started, 1);
	w = worker_stop(w, WAIT_MS);
	struct job_row row = row_of(f, id);
	check_str("waits for the next start", row.state, STR("waiting"));
	check_int("the attempt is given back", row.attempts, 0);
}

static void test_cancel(void **state)
{
	struct fixture *f = *state;
	struct job_kind kinds[KINDS];
	struct worker_config config = worker_of(f, kinds, 1);
	struct worker *w = NULL;
	bool found;

	int64_t waiting = enqueue(f, "count", NULL);
	check_ok(jobs_cancel(f->jobs, waiting, &found, &f->err), &f->err);
	check_true("found", found);
	check_str("a waiting job", row_of(f, waiting).state, STR("cancelled"));
	check_ok(jobs_cancel(f->jobs, waiting, &found, &f->err), &f->err);
	check_true("an ended one is not found", !found);

	int64_t running = enqueue(f, "long", NULL);
	check_ok(worker_start(&config, &w, &f->err), &f->err);
	until(&f->started, 1);
	check_ok(jobs_cancel(f->jobs, running, &found, &f->err), &f->err);
	wait_end(f, running);
	w = worker_stop(w, WAIT_MS);
	check_str("a running job", row_of(f, running).state, STR("cancelled"));
	check_int("never ran", f->runs[waiting], 0);
}

/* ---- waiting for the end ----------------------------------------------------------------------
 */

static void count_notice(void *ctx, int64_t id)
{
	(void)id;
	atomic_fetch_add((atomic_int *)ctx, 1);
}

static void test_watch(void **state)
{
	struct fixture *f = *state;
	atomic_int noticed = 0, unwatched = 0;
	uint64_t watch = 0, other = 0;
	int64_t id = enqueue(f, "count", NULL);
	bool ended = true;

	check_ok(jobs_watch(f->jobs, id, count_notice, &noticed, &watch, &f->err), &f->err);
	check_ok(jobs_watch(f->jobs, id, count_notice, &unwatched, &other, &f->err), &f->err);
	check_true("two watches", watch && other && watch != other);
	jobs_unwatch(f->jobs, other);
	check_ok(jobs_wait(f->jobs, id, 10, &ended, &f->err), &f->err);
	check_true("time runs out", !ended);
	check_int("not yet", noticed, 0);
	check_int("ran", run_due(f), 1);
	check_int("once", noticed, 1);
	check_int("not the one that left", unwatched, 0);
	check_ok(jobs_watch(f->jobs, id, count_notice, &noticed, &watch, &f->err), &f->err);
	check_int("at once when it has ended", noticed, 2);
	check_int("and nothing to unwatch", (int64_t)watch, 0);
}

static void test_watch_elsewhere(void **state)
{
	struct fixture *f = *state;
	struct foreign x = { .f = f };
	atomic_int noticed = 0;
	uint64_t watch;
	int64_t id = enqueue(f, "count", NULL);

	check_ok(jobs_watch(f->jobs, id, count_notice, &noticed, &watch, &f->err), &f->err);
	check_ok(store_write(f->store, claim_elsewhere, &x, &f->err), &f->err);
	check_ok(store_write(f->store, finish_elsewhere, &x, &f->err), &f->err);
	until(&noticed, 1);
}

static bool enqueue_inside(struct db_tx *tx, void *arg, struct err *err)
{
	struct fixture *f = arg;
	struct job_request request = { .kind = STR("count") };
	int64_t id;

	return jobs_enqueue_in(f->jobs, tx, &request, &id, err) &&
	       err_set(err, ERR_FORBIDDEN, "no after all");
}

static void test_enqueue_commits_with_the_deed(void **state)
{
	struct fixture *f = *state;

	check_true("refused", !store_write(f->store, enqueue_inside, f, &f->err));
	check_int("no job", run_due(f), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_once_only),       TEST(test_order),
		TEST(test_unique_key),      TEST(test_unique_key_at_once),
		TEST(test_failures),        TEST(test_postponed),
		TEST(test_outcome),         TEST(test_result),
		TEST(test_lease),           TEST(test_poison),
		TEST(test_clock_jump),      TEST(test_stop),
		TEST(test_cancel),          TEST(test_watch),
		TEST(test_watch_elsewhere), TEST(test_enqueue_commits_with_the_deed),
	};
	return cmocka_run_group_tests_name("jobs", tests, NULL, NULL);
}
