/*
 * Usage: lone_publisher
 * The publisher of simpul alone in a process of three threads: this one, the one that keeps leases
 * alive, the one that talks to Meta. It is what the server is made of, put together by app_open
 * from the same settings, without what would only be in the way of a test that kills it at every
 * system call. It publishes whatever is planned, ends when nothing is left to do, and prints how
 * long that took as one JSON object.
 *
 * Time is the file $SHIFTED_CLOCK (test/lib/shifted_clock.c): instead of waiting for what is due
 * next, the clock is put on. So the waits of the protocol are as long as in the product, and take
 * no time.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/app.h"
#include "app/kinds.h"
#include "base/clock.h"
#include "base/limits.h"
#include "publish/publish.h"
#include "store/job_rows.h"
#include "store/posts.h"

#define TURNS_MAX 2000
#define WAIT_MAX_MS (INT64_C(48) * 3600 * 1000)
#define KINDS STR(",publish.target,publish.sweep,")

struct lone {
	struct app app;
	struct job_kind kinds[APP_PUBLISH_KINDS];
	struct worker_config config;
	int clock_fd;
	int64_t turns, waited_s;
};

/* Is any post planned or under way, and when must a job be run? */
static bool look(struct lone *l, bool *ret_left, int64_t *ret_wait_ms, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	int64_t now_ms = clock_now_ms(l->app.clock);
	struct post_id_list left;
	struct opt_int due;

	if (!store_read(l->app.store, &tx, err) ||
	    !post_targets_due(tx, l->app.arena, INT64_MAX, 1, &left, err) ||
	    !job_rows_next_due(tx, KINDS, now_ms, &due, err))
		return false;
	*ret_left = left.count > 0;
	*ret_wait_ms = due.has ? due.value - now_ms : INT64_MAX;
	return true;
}

static bool put_clock_on(struct lone *l, int64_t ms, struct err *err)
{
	int64_t shift_s = 0, more_s = (ms + 999) / 1000;

	if (ms > WAIT_MAX_MS)
		return err_set(err, ERR_INTERNAL, "a post is left that nobody will look at");
	if (pread(l->clock_fd, &shift_s, sizeof(shift_s), 0) != sizeof(shift_s))
		return err_set(err, ERR_INTERNAL, "the clock cannot be read");
	shift_s += more_s;
	if (pwrite(l->clock_fd, &shift_s, sizeof(shift_s), 0) != sizeof(shift_s))
		return err_set(err, ERR_INTERNAL, "the clock cannot be moved");
	l->waited_s += more_s;
	return true;
}

static bool publish_all(struct lone *l, struct err *err)
{
	bool is_left = true;

	while (l->turns++ < TURNS_MAX) {
		int64_t count, wait_ms;
		if (!worker_run_due(&l->config, &count, err) || !look(l, &is_left, &wait_ms, err))
			return false;
		if (!is_left)
			return true;
		if (wait_ms > 0 && !put_clock_on(l, wait_ms, err))
			return false;
	}
	return err_set(err, ERR_INTERNAL, "not done after %d turns", TURNS_MAX);
}

static long peak_kib(void)
{
	char line[256];
	long kib = 0;
	FILE *status = fopen("/proc/self/status", "re");

	while (status && fgets(line, sizeof(line), status))
		if (strncmp(line, "VmHWM:", 6) == 0)
			kib = strtol(line + 6, NULL, 10);
	if (status)
		fclose(status);
	return kib;
}

static bool run(struct lone *l, struct arena *a, struct err *err)
{
	const char *clock = getenv("SHIFTED_CLOCK");

	l->clock_fd = clock ? open(clock, O_RDWR | O_CLOEXEC) : -1;
	if (l->clock_fd < 0)
		return err_set(err, ERR_CONFIG, "SHIFTED_CLOCK names the file of the clock");
	if (!app_open(a, APP_META, &l->app, err) || !publish_start(l->app.publish, err))
		return false;
	l->config = (struct worker_config){ .jobs = l->app.jobs,
					    .kinds = l->kinds,
					    .kind_count = app_publish_kinds(&l->app, l->kinds) };
	return publish_all(l, err);
}

int main(void)
{
	struct lone l = { .turns = 0 };
	struct err err = ERR_INIT;
	struct arena a;

	arena_init(&a, LIMIT_ARENA);
	bool ok = run(&l, &a, &err);
	app_close(&l.app);
	arena_free(&a);
	if (!ok) {
		fprintf(stderr, "lone_publisher: %s: %s\n", err_info(err.code)->name, err.cause);
		return 1;
	}
	printf("{\"turns\":%lld,\"waited_s\":%lld,\"peak_kib\":%ld}\n", (long long)l.turns,
	       (long long)l.waited_s, peak_kib());
	return 0;
}
