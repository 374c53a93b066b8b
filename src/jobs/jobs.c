#include "jobs/jobs.h"

#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "base/log.h"
#include "jobs/jobs_impl.h"
#include "store/store.h"

#define ATTEMPTS_DEFAULT 5

void monotonic_cond_init(pthread_cond_t *c)
{
	pthread_condattr_t attr;

	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(c, &attr);
	pthread_condattr_destroy(&attr);
}

void monotonic_cond_wait(pthread_cond_t *c, pthread_mutex_t *lock, int64_t ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	int64_t ns = until.tv_nsec + ms % 1000 * 1000000;
	until.tv_sec += ms / 1000 + ns / 1000000000;
	until.tv_nsec = ns % 1000000000;
	pthread_cond_timedwait(c, lock, &until);
}

bool jobs_new(const struct jobs_config *config, struct jobs **ret, struct err *err)
{
	(void)err;
	struct jobs *j = calloc(1, sizeof(*j));
	cleanup(arena_free) struct arena a;

	if (!j)
		abort();
	arena_init(&a, KIB);
	j->store = config->store;
	j->clock = config->clock;
	j->rng = config->rng;
	struct str name = rng_token(&a, config->rng, 12);
	memcpy(j->owner, name.at, name.len);
	pthread_mutex_init(&j->lock, NULL);
	pthread_mutex_init(&j->watch_lock, NULL);
	monotonic_cond_init(&j->changed);
	monotonic_cond_init(&j->watched);
	*ret = j;
	return true;
}

struct jobs *jobs_free(struct jobs *j)
{
	if (!j)
		return NULL;
	pthread_mutex_lock(&j->watch_lock);
	j->stopping = true;
	pthread_cond_signal(&j->watched);
	pthread_mutex_unlock(&j->watch_lock);
	if (j->has_poller)
		pthread_join(j->poller, NULL);
	while (j->watches) {
		struct watch *w = j->watches;
		j->watches = w->next;
		free(w);
	}
	pthread_cond_destroy(&j->watched);
	pthread_cond_destroy(&j->changed);
	pthread_mutex_destroy(&j->watch_lock);
	pthread_mutex_destroy(&j->lock);
	free(j);
	return NULL;
}

/* ---- asking for work --------------------------------------------------------------------------
 */

bool jobs_enqueue_in(struct jobs *j, struct db_tx *tx, const struct job_request *r, int64_t *ret_id,
		     struct err *err)
{
	int64_t now_ms = clock_now_ms(j->clock);
	struct job_row row = {
		.kind = r->kind,
		.unique_key = r->unique_key,
		.user_id = r->user_id,
		.payload = r->payload.len ? r->payload : STR("{}"),
		.priority = r->priority,
		.run_at_ms = r->run_at_ms ? r->run_at_ms : now_ms,
		.max_attempts = r->max_attempts ? r->max_attempts : ATTEMPTS_DEFAULT,
		.created_ms = now_ms,
	};
	bool added;

	return job_rows_add(tx, &row, ret_id, &added, err);
}

struct enqueue {
	struct jobs *jobs;
	const struct job_request *request;
	int64_t id;
};

static bool enqueue_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct enqueue *e = arg;

	return jobs_enqueue_in(e->jobs, tx, e->request, &e->id, err);
}

bool jobs_enqueue(struct jobs *j, const struct job_request *request, int64_t *ret_id,
		  struct err *err)
{
	struct enqueue e = { .jobs = j, .request = request };

	if (!store_write(j->store, enqueue_work, &e, err))
		return err_wrap(err, "queueing %.*s", STR_ARG(request->kind));
	jobs_wake(j);
	*ret_id = e.id;
	return true;
}

void jobs_wake(struct jobs *j)
{
	pthread_mutex_lock(&j->lock);
	j->wakes++;
	pthread_cond_broadcast(&j->changed);
	pthread_mutex_unlock(&j->lock);
}

/* ---- states -----------------------------------------------------------------------------------
 */

static const struct str state_names[] = {
	[JOB_WAITING] = STR_INIT("waiting"),     [JOB_RUNNING] = STR_INIT("running"),
	[JOB_DONE] = STR_INIT("done"),           [JOB_FAILED] = STR_INIT("failed"),
	[JOB_CANCELLED] = STR_INIT("cancelled"),
};

enum job_state job_state_of(const struct job_row *row)
{
	for (size_t i = 0; i < COUNT_OF(state_names); i++)
		if (str_eq(row->state, state_names[i]))
			return (enum job_state)i;
	return JOB_FAILED;
}

bool job_has_ended(const struct job_row *row)
{
	return job_state_of(row) >= JOB_DONE;
}

bool job_outcome(const struct job_row *row, struct err *err)
{
	switch (job_state_of(row)) {
	case JOB_DONE:
		return true;
	case JOB_CANCELLED:
		return err_set(err, ERR_CANCELLED, "job %lld was cancelled", (long long)row->id);
	case JOB_WAITING:
	case JOB_RUNNING:
		return err_set(err, ERR_BUSY, "job %lld has not ended", (long long)row->id);
	case JOB_FAILED:
	default:
		err_set(err, err_code_of(row->error_code), "job %lld: %.*s", (long long)row->id,
			STR_ARG(row->error_cause));
		if (row->error_text.len)
			err_say(err, "%.*s", STR_ARG(row->error_text));
		return false;
	}
}

/* Has it ended? A job that is not there (purged) has. */
static bool read_ended(struct jobs *j, int64_t job_id, bool *ret_ended, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	cleanup(arena_free) struct arena a;
	struct job_row row;
	bool found;

	arena_init(&a, LIMIT_ARENA);
	if (!store_read(j->store, &tx, err) || !job_rows_get(tx, &a, job_id, &row, &found, err))
		return false;
	*ret_ended = !found || job_has_ended(&row);
	return true;
}

/* ---- cancelling -------------------------------------------------------------------------------
 */

/* A job somebody has picked out. */
struct picked {
	int64_t id, now_ms;
	bool found;
};

static bool cancel_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct picked *c = arg;

	return job_rows_cancel(tx, c->id, c->now_ms, &c->found, err);
}

static void stop_if_running_here(struct jobs *j, int64_t id)
{
	pthread_mutex_lock(&j->lock);
	for (struct job_context *c = j->running; c; c = c->next)
		if (c->row.id == id) {
			atomic_store(&c->cancel_asked, true);
			atomic_store(&c->should_stop, true);
		}
	pthread_mutex_unlock(&j->lock);
}

bool jobs_cancel(struct jobs *j, int64_t id, bool *ret_found, struct err *err)
{
	struct picked c = { .id = id, .now_ms = clock_now_ms(j->clock) };
	bool ended = false;

	if (!store_write(j->store, cancel_work, &c, err))
		return false;
	if (c.found) {
		stop_if_running_here(j, id);
		if (!read_ended(j, id, &ended, err))
			return false;
		if (ended)
			jobs_ended(j, id);
	}
	*ret_found = c.found;
	return true;
}

/* ---- trying again -----------------------------------------------------------------------------
 */

static bool retry_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct picked *c = arg;

	return job_rows_revive(tx, c->id, c->now_ms, &c->found, err);
}

bool jobs_retry(struct jobs *j, int64_t id, bool *ret_found, struct err *err)
{
	struct picked c = { .id = id, .now_ms = clock_now_ms(j->clock) };

	if (!store_write(j->store, retry_work, &c, err)) {
		if (err->code != ERR_CONFLICT)
			return false;
		err_say(err, "Pekerjaan yang sama sudah menunggu giliran lagi.");
		return err_say_en(err, "The same work is waiting its turn again already.");
	}
	*ret_found = c.found;
	jobs_wake(j);
	return true;
}

/* ---- waiting for the end ----------------------------------------------------------------------
 */

void jobs_ended(struct jobs *j, int64_t job_id)
{
	pthread_mutex_lock(&j->watch_lock);
	for (struct watch **at = &j->watches; *at;) {
		struct watch *w = *at;
		if (w->job_id != job_id) {
			at = &w->next;
			continue;
		}
		*at = w->next;
		w->notify(w->ctx, job_id);
		free(w);
	}
	pthread_mutex_unlock(&j->watch_lock);
}

/* Smallest watched job above `after`; 0: no more. Lets the poller look without holding the lock. */
static int64_t next_watched(struct jobs *j, int64_t after)
{
	int64_t next = 0;

	for (const struct watch *w = j->watches; w; w = w->next)
		if (w->job_id > after && (!next || w->job_id < next))
			next = w->job_id;
	return next;
}

static void poll_once(struct jobs *j)
{
	struct err err = ERR_INIT;
	int64_t job_id = 0;

	for (;;) {
		pthread_mutex_lock(&j->watch_lock);
		job_id = next_watched(j, job_id);
		pthread_mutex_unlock(&j->watch_lock);
		if (!job_id)
			return;
		bool ended;
		if (!read_ended(j, job_id, &ended, &err)) {
			log_err(LOG_WARN, "looking after jobs", &err);
			return;
		}
		if (ended)
			jobs_ended(j, job_id);
	}
}

static void *poller_main(void *arg)
{
	struct jobs *j = arg;

	pthread_mutex_lock(&j->watch_lock);
	while (!j->stopping) {
		if (!j->watches) {
			pthread_cond_wait(&j->watched, &j->watch_lock);
			continue;
		}
		pthread_mutex_unlock(&j->watch_lock);
		poll_once(j);
		pthread_mutex_lock(&j->watch_lock);
		if (!j->stopping)
			monotonic_cond_wait(&j->watched, &j->watch_lock, POLL_MS);
	}
	pthread_mutex_unlock(&j->watch_lock);
	return NULL;
}

/* With the watch lock held. */
static bool ensure_poller(struct jobs *j, struct err *err)
{
	if (j->has_poller)
		return true;
	int failed = pthread_create(&j->poller, NULL, poller_main, j);
	if (failed)
		return err_errno(err, ERR_INTERNAL, failed, "starting a thread");
	j->has_poller = true;
	return true;
}

bool jobs_watch(struct jobs *j, int64_t job_id, job_notify *notify, void *ctx, uint64_t *ret_watch,
		struct err *err)
{
	struct watch *w = calloc(1, sizeof(*w));
	bool ended;

	if (!w)
		abort();
	pthread_mutex_lock(&j->watch_lock);
	if (!ensure_poller(j, err)) {
		pthread_mutex_unlock(&j->watch_lock);
		free(w);
		return false;
	}
	uint64_t id = ++j->last_watch;
	*w = (struct watch){
		.id = id, .job_id = job_id, .notify = notify, .ctx = ctx, .next = j->watches
	};
	j->watches = w;
	pthread_cond_signal(&j->watched);
	pthread_mutex_unlock(&j->watch_lock);

	/* Watched first, looked at second: an end in between is not missed. */
	if (!read_ended(j, job_id, &ended, err)) {
		jobs_unwatch(j, id);
		return false;
	}
	if (ended)
		jobs_ended(j, job_id);
	*ret_watch = ended ? 0 : id;
	return true;
}

void jobs_unwatch(struct jobs *j, uint64_t watch)
{
	pthread_mutex_lock(&j->watch_lock);
	for (struct watch **at = &j->watches; *at; at = &(*at)->next) {
		struct watch *w = *at;
		if (w->id != watch)
			continue;
		*at = w->next;
		free(w);
		break;
	}
	pthread_mutex_unlock(&j->watch_lock);
}

struct waiter {
	pthread_mutex_t lock;
	pthread_cond_t ended;
	bool has_ended;
};

static void wake_waiter(void *ctx, int64_t job_id)
{
	struct waiter *w = ctx;

	(void)job_id;
	pthread_mutex_lock(&w->lock);
	w->has_ended = true;
	pthread_cond_signal(&w->ended);
	pthread_mutex_unlock(&w->lock);
}

bool jobs_wait(struct jobs *j, int64_t job_id, int64_t timeout_ms, bool *ret_ended, struct err *err)
{
	struct waiter w = { .has_ended = false };
	int64_t until_ms = monotonic_ms() + timeout_ms;
	uint64_t watch = 0;

	pthread_mutex_init(&w.lock, NULL);
	monotonic_cond_init(&w.ended);
	bool ok = jobs_watch(j, job_id, wake_waiter, &w, &watch, err);
	if (ok) {
		pthread_mutex_lock(&w.lock);
		for (int64_t left; !w.has_ended && (left = until_ms - monotonic_ms()) > 0;)
			monotonic_cond_wait(&w.ended, &w.lock, left);
		pthread_mutex_unlock(&w.lock);
		jobs_unwatch(j, watch);
		*ret_ended = w.has_ended;
	}
	pthread_cond_destroy(&w.ended);
	pthread_mutex_destroy(&w.lock);
	return ok;
}
