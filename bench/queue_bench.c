/*
 * Usage: queue_bench FOLDER enqueue CALLERS COUNT
 *        queue_bench FOLDER run WORKERS COUNT WAITING
 *        queue_bench FOLDER late WORKERS COUNT
 *        queue_bench FOLDER idle WORKERS WAITING SECONDS
 * Measures the queue on a database of its own in FOLDER, through the functions the server uses, and
 * prints one JSON object. Commits wait for the disk, as in production. WAITING jobs are there
 * besides, due tomorrow.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "jobs/jobs.h"
#include "store/store.h"

#define BULK 1000 /* jobs to a commit when a test is prepared */
#define CALLERS_MAX 64
#define DAY_MS INT64_C(86400000)
#define LATE_AFTER_MS 4000 /* all are queued and everybody sleeps by then */
#define PAYLOAD STR("{\"target_id\":1}")

struct bench {
	struct store *store;
	struct jobs *jobs;
	struct worker *worker;
	struct job_kind kind;
	int64_t count;
	atomic_llong done;
	int64_t due_ms;
	double *late_ms; /* of each, in the order of their beginning */
	pthread_mutex_t lock;
	pthread_cond_t all_done;
};

static void open_queue(struct bench *b, struct arena *a, const char *folder)
{
	struct err err = ERR_INIT;
	const struct store_config store = {
		.path = str_z(a, str_fmt(a, "%s/queue_bench.db", folder)),
		.max_readers = CALLERS_MAX,
		.rng = rng_system(),
		.clock = clock_system(),
	};

	must(store_open(&store, &b->store, &err), &err);
	const struct jobs_config jobs = { b->store, clock_system(), rng_system() };
	must(jobs_new(&jobs, &b->jobs, &err), &err);
}

/* ---- the job ----------------------------------------------------------------------------------
 */

/* Does nothing, and knows when it began. */
static bool run_job(void *ctx, struct job_context *job, struct err *err)
{
	struct bench *b = ctx;
	int64_t number = atomic_fetch_add(&b->done, 1);

	(void)job;
	(void)err;
	if (b->late_ms && number < b->count)
		b->late_ms[number] = (double)(clock_now_ms(clock_system()) - b->due_ms);
	if (number + 1 == b->count) {
		pthread_mutex_lock(&b->lock);
		pthread_cond_signal(&b->all_done);
		pthread_mutex_unlock(&b->lock);
	}
	return true;
}

static void start_workers(struct bench *b, unsigned workers)
{
	struct err err = ERR_INIT;

	b->kind = (struct job_kind){ .name = "bench", .run = run_job, .ctx = b };
	const struct worker_config config = {
		.jobs = b->jobs, .kinds = &b->kind, .kind_count = 1, .threads = workers
	};
	must(worker_start(&config, &b->worker, &err), &err);
}

/* Until all have run and how they went is on disk. */
static void await_all(struct bench *b)
{
	pthread_mutex_lock(&b->lock);
	while (atomic_load(&b->done) < b->count)
		pthread_cond_wait(&b->all_done, &b->lock);
	pthread_mutex_unlock(&b->lock);
	b->worker = worker_stop(b->worker, 60000);
}

/* ---- jobs that wait ---------------------------------------------------------------------------
 */

struct bulk {
	struct bench *b;
	int64_t run_at_ms, count;
};

static bool write_bulk(struct db_tx *tx, void *arg, struct err *err)
{
	const struct bulk *bulk = arg;
	const struct job_request request = { .kind = STR_INIT("bench"),
					     .payload = PAYLOAD,
					     .run_at_ms = bulk->run_at_ms };
	int64_t id;

	for (int64_t i = 0; i < bulk->count; i++)
		if (!jobs_enqueue_in(bulk->b->jobs, tx, &request, &id, err))
			return false;
	return true;
}

static void add_bulk(struct bench *b, int64_t count, int64_t run_at_ms)
{
	struct err err = ERR_INIT;

	for (int64_t left = count; left > 0; left -= BULK) {
		struct bulk bulk = { b, run_at_ms, left < BULK ? left : BULK };
		must(store_write(b->store, write_bulk, &bulk, &err), &err);
	}
}

/* ---- what is measured -------------------------------------------------------------------------
 */

static void *enqueue_main(void *arg)
{
	struct bench *b = arg;
	const struct job_request request = { .kind = STR_INIT("bench"), .payload = PAYLOAD };
	struct err err = ERR_INIT;
	int64_t id;

	while (atomic_fetch_add(&b->done, 1) < b->count)
		must(jobs_enqueue(b->jobs, &request, &id, &err), &err);
	return NULL;
}

static void measure_enqueue(struct bench *b, unsigned callers, int64_t count)
{
	pthread_t threads[CALLERS_MAX];

	b->count = count;
	double began_s = now_s();
	for (unsigned i = 0; i < callers; i++)
		pthread_create(&threads[i], NULL, enqueue_main, b);
	for (unsigned i = 0; i < callers; i++)
		pthread_join(threads[i], NULL);
	printf("{\"per_s\":%.1f}\n", (double)count / (now_s() - began_s));
}

static void measure_run(struct bench *b, unsigned workers, int64_t count, int64_t waiting)
{
	int64_t now_ms = clock_now_ms(clock_system());

	b->count = count;
	add_bulk(b, waiting, now_ms + DAY_MS);
	add_bulk(b, count, now_ms);
	double began_s = now_s();
	start_workers(b, workers);
	await_all(b);
	printf("{\"per_s\":%.1f}\n", (double)count / (now_s() - began_s));
}

static int by_value(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static void measure_late(struct bench *b, unsigned workers, int64_t count)
{
	b->count = count;
	b->late_ms = calloc((size_t)count, sizeof(*b->late_ms));
	start_workers(b, workers);
	b->due_ms = clock_now_ms(clock_system()) + LATE_AFTER_MS;
	add_bulk(b, count, b->due_ms);
	jobs_wake(b->jobs);
	await_all(b);
	qsort(b->late_ms, (size_t)count, sizeof(*b->late_ms), by_value);
	printf("{\"first_ms\":%.0f,\"p50_ms\":%.0f,\"p99_ms\":%.0f}\n", b->late_ms[0],
	       b->late_ms[count / 2], b->late_ms[count * 99 / 100]);
	free(b->late_ms);
}

static double cpu_s(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return (double)used.ru_utime.tv_sec + (double)used.ru_stime.tv_sec +
	       (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

static void measure_idle(struct bench *b, unsigned workers, int64_t waiting, unsigned seconds)
{
	add_bulk(b, waiting, clock_now_ms(clock_system()) + DAY_MS);
	start_workers(b, workers);
	sleep(2);
	double began_s = cpu_s();
	sleep(seconds);
	printf("{\"cpu_percent\":%.3f}\n", (cpu_s() - began_s) * 100 / seconds);
	b->worker = worker_stop(b->worker, 1000);
}

static int64_t number(int argc, char **argv, int at)
{
	int64_t n = 0;

	if (at < argc && str_to_i64(str_of(argv[at]), &n))
		return n;
	fprintf(stderr, "queue_bench: argument %d is a number\n", at);
	exit(2);
}

int main(int argc, char **argv)
{
	struct bench b = { .lock = PTHREAD_MUTEX_INITIALIZER,
			   .all_done = PTHREAD_COND_INITIALIZER };
	struct str what = argc > 2 ? str_of(argv[2]) : STR("");
	struct arena a;

	arena_init(&a, MIB);
	log_set_level(LOG_WARN);
	unsigned workers = (unsigned)number(argc, argv, 3);
	if (workers < 1 || workers > CALLERS_MAX)
		return 2;
	open_queue(&b, &a, argv[1]);
	if (str_eq(what, STR("enqueue")))
		measure_enqueue(&b, workers, number(argc, argv, 4));
	else if (str_eq(what, STR("run")))
		measure_run(&b, workers, number(argc, argv, 4), number(argc, argv, 5));
	else if (str_eq(what, STR("late")))
		measure_late(&b, workers, number(argc, argv, 4));
	else if (str_eq(what, STR("idle")))
		measure_idle(&b, workers, number(argc, argv, 4), (unsigned)number(argc, argv, 5));
	jobs_free(b.jobs);
	store_close(b.store);
	arena_free(&a);
	return 0;
}
