/* The worker: threads that claim due jobs, run them, keep their leases alive and write how it went.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "jobs/backoff.h"
#include "jobs/jobs.h"
#include "jobs/jobs_impl.h"
#include "store/store.h"

#define THREADS_DEFAULT 2
#define THREADS_MAX 64
#define LEASE_MS_DEFAULT 60000
#define PROGRESS_EVERY_MS 500

struct worker {
	struct worker_config config;
	struct str kinds; /* ",sync.account,sync.daily," */
	struct arena arena;
	pthread_t threads[THREADS_MAX];
	unsigned thread_count;
	pthread_t heart;
	bool has_heart;
	atomic_bool stopping;
};

/* ---- running jobs of this process -------------------------------------------------------------
 */

static void running_add(struct jobs *j, struct job_context *c)
{
	pthread_mutex_lock(&j->lock);
	c->next = j->running;
	j->running = c;
	pthread_mutex_unlock(&j->lock);
}

static void running_remove(struct jobs *j, struct job_context *c)
{
	pthread_mutex_lock(&j->lock);
	for (struct job_context **at = &j->running; *at; at = &(*at)->next)
		if (*at == c) {
			*at = c->next;
			break;
		}
	pthread_cond_broadcast(&j->changed);
	pthread_mutex_unlock(&j->lock);
}

/* With the lock held: a job that this worker still runs. */
static const struct job_context *first_running(const struct worker *w)
{
	const struct job_context *c = w->config.jobs->running;

	while (c && c->worker != w)
		c = c->next;
	return c;
}

static struct job_hold hold_of(const struct job_context *c)
{
	return (struct job_hold){ .id = c->row.id, .fence = c->row.fence };
}

static struct str message_of(const struct job_context *c)
{
	return (struct str){ c->message, c->message_len };
}

static void lost(struct job_context *c)
{
	atomic_store(&c->is_lost, true);
	atomic_store(&c->should_stop, true);
}

/* With the lock held, on the writer's thread. */
static bool renew(struct db_tx *tx, struct job_context *c, int64_t now_ms, struct err *err)
{
	bool held, cancel;

	if (!job_rows_renew(tx, hold_of(c), now_ms + c->lease_ms, &held, &cancel, err))
		return false;
	if (!held)
		lost(c);
	if (cancel) {
		atomic_store(&c->cancel_asked, true);
		atomic_store(&c->should_stop, true);
	}
	c->renewed_at_ms = monotonic_ms();
	return true;
}

static bool renew_all(struct jobs *j, struct db_tx *tx, int64_t now_ms, struct err *err)
{
	bool ok = true;

	pthread_mutex_lock(&j->lock);
	for (struct job_context *c = j->running; c && ok; c = c->next)
		ok = atomic_load(&c->is_lost) || renew(tx, c, now_ms, err);
	pthread_mutex_unlock(&j->lock);
	return ok;
}

static bool renew_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct jobs *j = arg;

	return renew_all(j, tx, clock_now_ms(j->clock), err);
}

/* Is any lease a third over? */
static bool must_renew(struct jobs *j)
{
	int64_t now_ms = monotonic_ms();

	for (const struct job_context *c = j->running; c; c = c->next)
		if (now_ms - c->renewed_at_ms > c->lease_ms / 3)
			return true;
	return false;
}

static void *heart_main(void *arg)
{
	struct worker *w = arg;
	struct jobs *j = w->config.jobs;

	pthread_mutex_lock(&j->lock);
	/* Goes on while stopping, until the last job has ended. */
	while (!atomic_load(&w->stopping) || first_running(w)) {
		if (!must_renew(j)) {
			monotonic_cond_wait(&j->changed, &j->lock, POLL_MS);
			continue;
		}
		pthread_mutex_unlock(&j->lock);
		struct err err = ERR_INIT;
		if (!store_write(j->store, renew_work, j, &err)) {
			log_err(LOG_ERROR, "renewing leases", &err);
			pthread_mutex_lock(&j->lock);
			monotonic_cond_wait(&j->changed, &j->lock, POLL_MS);
			continue;
		}
		pthread_mutex_lock(&j->lock);
	}
	pthread_mutex_unlock(&j->lock);
	return NULL;
}

/* ---- claiming ---------------------------------------------------------------------------------
 */

static const struct job_kind *kind_of(const struct worker *w, struct str name)
{
	for (size_t i = 0; i < w->config.kind_count; i++)
		if (str_eq(name, str_of(w->config.kinds[i].name)))
			return &w->config.kinds[i];
	assert(false); /* only kinds of the table are claimed */
	return NULL;
}

/* With the lock held. */
static unsigned count_running(const struct jobs *j, const char *kind)
{
	unsigned count = 0;

	for (const struct job_context *c = j->running; c; c = c->next)
		count += str_eq(c->row.kind, str_of(kind));
	return count;
}

/* The kinds that may begin now: ",sync.account,sync.daily," without those at their maximum. */
static struct str free_kinds(const struct worker *w, struct arena *a)
{
	const struct worker_config *c = &w->config;
	struct str kinds = STR(",");
	bool is_full = false;

	pthread_mutex_lock(&c->jobs->lock);
	for (size_t i = 0; i < c->kind_count; i++) {
		const struct job_kind *k = &c->kinds[i];
		if (k->max_running && count_running(c->jobs, k->name) >= k->max_running)
			is_full = true;
		else
			kinds = str_fmt(a, "%.*s%s,", STR_ARG(kinds), k->name);
	}
	pthread_mutex_unlock(&c->jobs->lock);
	return is_full ? kinds : w->kinds;
}

struct claim {
	const struct worker *worker;
	struct job_context *context;
	struct job_id_list expired;
	bool found;
};

/*
 * One instant for everything: our own leases are renewed at it before anything is judged lost, so
 * that a clock that was moved (by the simulator, or after a suspend) does not run a job twice.
 */
static bool claim_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct claim *c = arg;
	struct jobs *j = c->worker->config.jobs;
	struct job_claim claim = {
		.owner = str_of(j->owner),
		.now_ms = clock_now_ms(j->clock),
		.lease_ms = LEASE_MS_DEFAULT,
		.kinds = free_kinds(c->worker, &c->context->arena),
	};

	if (!renew_all(j, tx, claim.now_ms, err) ||
	    !job_rows_expire(tx, &c->context->arena, claim.now_ms, &c->expired, err) ||
	    !job_rows_claim(tx, &c->context->arena, &claim, &c->context->row, &c->found, err))
		return false;
	if (!c->found)
		return true;
	const struct job_kind *kind = kind_of(c->worker, c->context->row.kind);
	if (kind->lease_ms)
		c->context->lease_ms = kind->lease_ms;
	c->context->renewed_at_ms = monotonic_ms();
	/* Known as running before anybody else's claim can look. */
	running_add(j, c->context);
	return true;
}

static struct job_context *context_new(const struct worker *w)
{
	struct job_context *c = calloc(1, sizeof(*c));

	if (!c)
		abort();
	arena_init(&c->arena, LIMIT_ARENA);
	c->jobs = w->config.jobs;
	c->worker = w;
	c->lease_ms = LEASE_MS_DEFAULT;
	c->progress_written_at_ms = INT64_MIN / 2;
	return c;
}

static void context_free(struct job_context *c)
{
	arena_free(&c->arena);
	free(c);
}

/* The next due job, claimed; NULL when there is none. */
static bool claim_next(struct worker *w, struct job_context **ret, struct err *err)
{
	struct jobs *j = w->config.jobs;
	struct claim claim = { .worker = w, .context = context_new(w) };

	bool ok = store_write(j->store, claim_work, &claim, err);
	/* A claim that was not committed was not made. */
	if (!ok && claim.found)
		running_remove(j, claim.context);
	for (size_t i = 0; ok && i < claim.expired.count; i++)
		jobs_ended(j, claim.expired.at[i]);
	if (ok && claim.found) {
		*ret = claim.context;
		return true;
	}
	context_free(claim.context);
	*ret = NULL;
	return ok;
}

/* ---- how it went ------------------------------------------------------------------------------
 */

struct verdict {
	struct job_context *context;
	bool is_done;
	struct job_failure failure; /* when not */
	bool held;
};

static bool verdict_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct verdict *v = arg;
	struct job_context *c = v->context;
	int64_t now_ms = clock_now_ms(c->jobs->clock);

	if (c->is_progress_new &&
	    !job_rows_progress(tx, hold_of(c), c->done, c->total, message_of(c), &v->held, err))
		return false;
	return v->is_done ? job_rows_finish(tx, hold_of(c), c->result, now_ms, &v->held, err)
			  : job_rows_fail(tx, hold_of(c), &v->failure, now_ms, &v->held, err);
}

static struct str text_or_none(const char *text)
{
	return text[0] ? str_of(text) : STR_NONE;
}

/* Stopping gives the attempt back; an asked-for cancel ends it; the rest is up to the error. */
static struct job_failure failure_of(const struct job_context *c, const struct err *why)
{
	int64_t now_ms = clock_now_ms(c->jobs->clock);
	struct job_failure f = {
		.state = STR("failed"),
		.run_at_ms = now_ms,
		.is_attempt = true,
		.error_code = str_of(err_info(why->code)->name),
		.error_text = text_or_none(why->user),
		.error_cause = text_or_none(why->cause),
	};
	int64_t delay_ms = backoff_ms(err_info(why->code)->retry, c->row.attempts, c->jobs->rng);

	if (why->code == ERR_CANCELLED) {
		f.is_attempt = atomic_load(&c->cancel_asked);
		f.state = f.is_attempt ? STR("cancelled") : STR("waiting");
	} else if (delay_ms >= 0 && c->postponed_to_ms) {
		f.is_attempt = false;
		f.state = STR("waiting");
		f.run_at_ms = c->postponed_to_ms;
	} else if (delay_ms >= 0 && c->row.attempts < c->row.max_attempts) {
		f.state = STR("waiting");
		f.run_at_ms = now_ms + delay_ms;
	}
	return f;
}

static void log_failure(const struct job_context *c, const struct job_failure *f,
			const struct err *why)
{
	struct err shown = *why;

	if (why->code == ERR_CANCELLED)
		return;
	err_wrap(&shown, "job %lld %.*s, attempt %lld, now %.*s", (long long)c->row.id,
		 STR_ARG(c->row.kind), (long long)c->row.attempts, STR_ARG(f->state));
	log_err(str_eq(f->state, STR("failed")) ? LOG_ERROR : LOG_WARN, "job failed", &shown);
}

static void settle(struct job_context *c, bool ok, const struct err *why)
{
	struct verdict v = { .context = c, .is_done = ok };
	struct err err = ERR_INIT;

	if (ok && c->postponed_to_ms) {
		v.is_done = false;
		v.failure = (struct job_failure){ .state = STR("waiting"),
						  .run_at_ms = c->postponed_to_ms };
	}
	if (!ok) {
		v.failure = failure_of(c, why);
		log_failure(c, &v.failure, why);
	}
	bool written =
		atomic_load(&c->is_lost) || store_write(c->jobs->store, verdict_work, &v, &err);
	if (!written)
		/* Its lease will run out, and then it runs again. */
		log_err(LOG_ERROR, "writing how a job went", &err);
	running_remove(c->jobs, c);
	if (v.held && (v.is_done || !str_eq(v.failure.state, STR("waiting"))))
		jobs_ended(c->jobs, c->row.id);
}

static void run_job(struct worker *w, struct job_context *c)
{
	const struct job_kind *kind = kind_of(w, c->row.kind);
	struct err why = ERR_INIT;

	bool ok = kind->run(kind->ctx, c, &why);
	settle(c, ok, &why);
	context_free(c);
}

/* ---- threads ----------------------------------------------------------------------------------
 */

/* How long nothing will be due, at most POLL_MS; 0: something is. */
static int64_t idle_ms(const struct worker *w)
{
	struct jobs *j = w->config.jobs;
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct err err = ERR_INIT;
	struct opt_int due;

	if (!store_read(j->store, &tx, &err) || !job_rows_next_due(tx, w->kinds, &due, &err)) {
		log_err(LOG_ERROR, "looking for jobs", &err);
		return POLL_MS;
	}
	int64_t left_ms = due.has ? due.value - clock_now_ms(j->clock) : POLL_MS;
	if (left_ms > POLL_MS)
		return POLL_MS;
	return left_ms > 0 ? left_ms : 0;
}

/* Until jobs_wake, `ms`, or the end. `seen` is what jobs.wakes was before looking for work. */
static void wait_for_work(struct worker *w, uint64_t seen, int64_t ms)
{
	struct jobs *j = w->config.jobs;

	pthread_mutex_lock(&j->lock);
	if (j->wakes == seen && !atomic_load(&w->stopping))
		monotonic_cond_wait(&j->changed, &j->lock, ms);
	pthread_mutex_unlock(&j->lock);
}

static uint64_t wakes_of(struct jobs *j)
{
	pthread_mutex_lock(&j->lock);
	uint64_t wakes = j->wakes;
	pthread_mutex_unlock(&j->lock);
	return wakes;
}

static void *worker_main(void *arg)
{
	struct worker *w = arg;
	struct jobs *j = w->config.jobs;

	while (!atomic_load(&w->stopping)) {
		uint64_t seen = wakes_of(j);
		int64_t ms = idle_ms(w);
		struct job_context *c = NULL;
		struct err err = ERR_INIT;
		if (ms == 0 && !claim_next(w, &c, &err))
			log_err(LOG_ERROR, "claiming a job", &err);
		if (c)
			run_job(w, c);
		else
			/* Due but not to be had (at its maximum, another worker): look again later.
			 */
			wait_for_work(w, seen, ms ? ms : POLL_MS);
	}
	return NULL;
}

static struct worker *worker_new(const struct worker_config *config)
{
	struct worker *w = calloc(1, sizeof(*w));
	struct buf kinds;

	if (!w)
		abort();
	w->config = *config;
	arena_init(&w->arena, 64 * KIB);
	buf_init(&kinds, 16 * KIB);
	buf_putc(&kinds, ',');
	for (size_t i = 0; i < config->kind_count; i++)
		buf_fmt(&kinds, "%s,", config->kinds[i].name);
	w->kinds = str_dup(&w->arena, buf_str(&kinds));
	buf_free(&kinds);
	return w;
}

static void worker_free(struct worker *w)
{
	arena_free(&w->arena);
	free(w);
}

static bool start_heart(struct worker *w, struct err *err)
{
	int failed = pthread_create(&w->heart, NULL, heart_main, w);

	w->has_heart = !failed;
	return !failed || err_errno(err, ERR_INTERNAL, failed, "starting the worker's heart");
}

bool worker_start(const struct worker_config *config, struct worker **ret, struct err *err)
{
	struct worker *w = worker_new(config);
	unsigned wanted = config->threads ? config->threads : THREADS_DEFAULT;
	int failed = 0;

	if (wanted > THREADS_MAX)
		wanted = THREADS_MAX;
	while (!failed && w->thread_count < wanted) {
		failed = pthread_create(&w->threads[w->thread_count], NULL, worker_main, w);
		w->thread_count += failed ? 0 : 1;
	}
	if (failed)
		err_errno(err, ERR_INTERNAL, failed, "starting worker threads");
	if (failed || !start_heart(w, err)) {
		worker_stop(w, 0);
		return false;
	}
	*ret = w;
	return true;
}

struct worker *worker_stop(struct worker *w, int64_t grace_ms)
{
	if (!w)
		return NULL;
	struct jobs *j = w->config.jobs;
	int64_t until_ms = monotonic_ms() + grace_ms;

	pthread_mutex_lock(&j->lock);
	atomic_store(&w->stopping, true);
	for (struct job_context *c = j->running; c; c = c->next)
		if (c->worker == w)
			atomic_store(&c->should_stop, true);
	pthread_cond_broadcast(&j->changed);
	for (int64_t left; first_running(w) && (left = until_ms - monotonic_ms()) > 0;)
		monotonic_cond_wait(&j->changed, &j->lock, left);
	const struct job_context *late = first_running(w);
	if (late)
		log_warn("a job is still running: waiting for it", LOG_STR("kind", late->row.kind),
			 LOG_INT("job", late->row.id));
	pthread_mutex_unlock(&j->lock);

	for (unsigned i = 0; i < w->thread_count; i++)
		pthread_join(w->threads[i], NULL);
	if (w->has_heart)
		pthread_join(w->heart, NULL);
	worker_free(w);
	return NULL;
}

bool worker_run_due(const struct worker_config *config, int64_t *ret_count, struct err *err)
{
	struct worker *w = worker_new(config);
	struct job_context *c = NULL;
	int64_t count = 0;

	bool ok = start_heart(w, err);
	for (; ok && (ok = claim_next(w, &c, err)) && c; count++)
		run_job(w, c);
	worker_stop(w, 0);
	if (ok)
		*ret_count = count;
	return ok;
}

/* ---- inside a job -----------------------------------------------------------------------------
 */

static bool progress_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct job_context *c = arg;
	bool held;

	if (!job_rows_progress(tx, hold_of(c), c->done, c->total, message_of(c), &held, err))
		return false;
	if (!held)
		lost(c);
	return true;
}

/* Cut where a character begins. */
static void set_message(struct job_context *c, struct str message)
{
	size_t len = message.len < sizeof(c->message) ? message.len : sizeof(c->message) - 1;

	while (len < message.len && len > 0 && ((unsigned char)message.at[len] & 0xc0) == 0x80)
		len--;
	if (len)
		memcpy(c->message, message.at, len);
	c->message_len = len;
}

void job_progress(struct job_context *job, int64_t done, int64_t total, struct str message)
{
	int64_t now_ms = monotonic_ms();
	struct err err = ERR_INIT;

	job->done = done;
	job->total = total;
	set_message(job, message);
	job->is_progress_new = true;
	if (now_ms - job->progress_written_at_ms < PROGRESS_EVERY_MS)
		return;
	job->progress_written_at_ms = now_ms;
	/* Nobody's work fails because its progress could not be shown. */
	if (store_write(job->jobs->store, progress_work, job, &err))
		job->is_progress_new = false;
	else
		log_err(LOG_WARN, "writing progress", &err);
}
