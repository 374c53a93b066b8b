/* Whose job is next among users, and what becomes of work that is asked for while it runs. */
#include <stdatomic.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/test.h"
#include "jobs/jobs.h"
#include "store/store.h"
#include "store/users.h"

#define WAIT_MS 20000

struct fixture {
	struct store *store;
	struct jobs *jobs;
	struct arena a;
	struct rng_seeded seed;
	struct rng rng;
	int64_t now_ms;
	struct clock clock;
	struct err err;
	int64_t users[3];
	atomic_int started;
	int64_t started_for[16]; /* users, in that order */
	atomic_bool may_end;
	int runs;
};

static bool add_users(struct db_tx *tx, void *arg, struct err *err)
{
	static const char *const emails[] = { "a@b.test", "b@b.test", "c@b.test" };
	struct fixture *f = arg;
	bool taken;

	for (size_t i = 0; i < COUNT_OF(emails); i++) {
		struct user_new user = { .email = str_of(emails[i]),
					 .email_folded = str_of(emails[i]),
					 .password_hash = STR("$argon2id$"),
					 .first_name = STR("Sari") };
		if (!users_add(tx, &user, f->now_ms / 1000, &f->users[i], &taken, err))
			return false;
	}
	return true;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->a, LIMIT_ARENA);
	f->rng = rng_of_seed(&f->seed, 7);
	f->now_ms = INT64_C(1700000000000);
	f->clock = clock_manual(&f->now_ms);
	struct store_config config = { .path = ":memory:", .rng = &f->rng, .clock = &f->clock };
	check_ok(store_open(&config, &f->store, &f->err), &f->err);
	struct jobs_config jobs = { .store = f->store, .clock = &f->clock, .rng = rng_system() };
	check_ok(jobs_new(&jobs, &f->jobs, &f->err), &f->err);
	check_ok(store_write(f->store, add_users, f, &f->err), &f->err);
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

static void enqueue(struct fixture *f, int user, int64_t late_ms)
{
	const struct job_request request = { .kind = STR_INIT("long"),
					     .user_id = OPT_INT(f->users[user]),
					     .run_at_ms = f->now_ms - late_ms };
	int64_t id;

	check_ok(jobs_enqueue(f->jobs, &request, &id, &f->err), &f->err);
}

/* ---- between users ---- */

static bool run_long(void *ctx, struct job_context *job, struct err *err)
{
	struct fixture *f = ctx;
	int n = atomic_load(&f->started);

	(void)err;
	f->started_for[n % 16] = opt_int_or(job_user_id(job), 0);
	atomic_fetch_add(&f->started, 1);
	while (!atomic_load(&f->may_end) && !job_should_stop(job))
		usleep(1000);
	return true;
}

static void until_started(struct fixture *f, int want)
{
	int64_t end_ms = monotonic_ms() + WAIT_MS;

	while (atomic_load(&f->started) < want && monotonic_ms() < end_ms)
		usleep(1000);
	check_int("started", atomic_load(&f->started), want);
}

/* One who waits long has many; the others' few are not behind them. */
static void test_fewest_running_first(void **state)
{
	struct fixture *f = *state;
	const struct job_kind kind = { .name = "long", .run = run_long, .ctx = f, .is_fair = true };
	/* A thread at a time, so that who began in which order is known. */
	struct worker_config config = {
		.jobs = f->jobs, .kinds = &kind, .kind_count = 1, .threads = 1
	};
	struct worker *workers[4];
	static const int wanted[] = { 0, 1, 2, 0 };

	for (int n = 0; n < 50; n++)
		enqueue(f, 0, 9000);
	enqueue(f, 1, 2000);
	enqueue(f, 1, 1000);
	enqueue(f, 2, 0);
	for (int n = 0; n < 4; n++) {
		check_ok(worker_start(&config, &workers[n], &f->err), &f->err);
		until_started(f, n + 1);
		check_int("whose", f->started_for[n], f->users[wanted[n]]);
	}
	for (int n = 0; n < 4; n++)
		worker_stop(workers[n], WAIT_MS);
}

/* ---- asked for again ---- */

static void ask(struct fixture *f)
{
	const struct job_request request = { .kind = STR_INIT("asked"),
					     .unique_key = STR_INIT("asked") };
	int64_t id;

	check_ok(jobs_enqueue(f->jobs, &request, &id, &f->err), &f->err);
}

/* Means to wait an hour; the first time, somebody asks for it while it is under way. */
static bool run_asked(void *ctx, struct job_context *job, struct err *err)
{
	struct fixture *f = ctx;

	(void)err;
	if (++f->runs == 1)
		ask(f);
	job_postpone(job, f->now_ms + 3600000);
	return true;
}

static int64_t run_due(struct fixture *f)
{
	const struct job_kind kind = { .name = "asked", .run = run_asked, .ctx = f };
	const struct worker_config config = { .jobs = f->jobs, .kinds = &kind, .kind_count = 1 };
	int64_t count = -1;

	check_ok(worker_run_due(&config, &count, &f->err), &f->err);
	return count;
}

static void test_asked_for_while_it_runs(void **state)
{
	struct fixture *f = *state;

	ask(f);
	check_int("once more, at once", run_due(f), 2);
	check_int("and then it waits", run_due(f), 0);
	f->now_ms += 3600000;
	check_int("as long as it said", run_due(f), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_fewest_running_first),
		TEST(test_asked_for_while_it_runs),
	};
	return cmocka_run_group_tests_name("jobs/fair", tests, NULL, NULL);
}
