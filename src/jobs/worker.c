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

struct worker {
	struct worker_config config;
	struct str kinds; /* ",sync.account,sync.daily," */
	struct arena arena;
	pthread_t threads[THREADS_MAX];
	unsigned thread_count;
	pthread_t heart;
	bool has_heart;
	bool is_lost; /* with jobs.lock: that the disk lost a write was said */
	/* One thread looks at a time: all at once would each keep a reader of the database open. */
	pthread_mutex_t looking;
	atomic_bool stopping;
};

/* ---- running jobs of this process -------------------------------------------------------------
 */

static const struct job_kind *kind_of(const struct worker *w, struct str name)
{
	for (size_t i = 0; i < w->config.kind_count; i++)
		if (str_eq(name, str_of(w->config.kinds[i].name)))
			return &w->config.kinds[i];
	assert(false); /* only kinds of the table are claimed */
	return NULL;
}

static void running_add(struct jobs *j, struct job_context *c)
{
	pthread_mutex_lock(&j->lock);
	c->next = j->running;
	j->running = c;
	pthread_mutex_unlock(&j->lock);
}

static void running_remove(struct jobs *j, struct job_context *c)
{
	const struct job_kind *kind = kind_of(c->worker, c->row.kind);

	pthread_mutex_lock(&j->lock);
	for (struct job_context **at = &j->running; *at; at = &(*at)->next)
		if (*at == c) {
			*at = c->next;
			break;
		}
	/* Whoever ends a job looks for the next himself; others may wait for room, or the end. */
	if (kind->max_running || atomic_load(&c->worker->stopping))
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

/* With the lock held, on the writer's thread. */
static bool renew(struct db_tx *tx, struct job_context *c, int64_t now_ms, struct err *err)
{
	bool held, cancel;

	c->lease_until_ms = now_ms + c->lease_ms;
	if (!job_rows_renew(tx, job_hold_of(c), c->lease_until_ms, &held, &cancel, err))
		return false;
	if (!held)
		job_lost(c);
	if (cancel) {
		atomic_store(&c->cancel_asked, true);
		atomic_store(&c->should_stop, true);
	}
	c->renewed_at_ms = monotonic_ms();
	return true;
}

/* Would a claim at that instant take it for lost? Only when the clock was moved. */
static bool looks_lost(const struct job_context *c, int64_t now_ms)
{
	return c->lease_until_ms <= now_ms || c->lease_until_ms > now_ms + c->lease_ms;
}

static bool renew_running(struct jobs *j, struct db_tx *tx, int64_t now_ms, bool only_lost,
			  struct err *err)
{
	bool ok = true;

	pthread_mutex_lock(&j->lock);
	for (struct job_context *c = j->running; c && ok; c = c->next)
		ok = atomic_load(&c->is_lost) || (only_lost && !looks_lost(c, now_ms)) ||
		     renew(tx, c, now_ms, err);
	pthread_mutex_unlock(&j->lock);
	return ok;
}

static bool renew_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct jobs *j = arg;

	return renew_running(j, tx, clock_now_ms(j->clock), false, err);
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

/* Who has how many of the fair kind running. */
static void read_shares(const struct worker *w, struct arena *a, struct job_claim *claim)
{
	const struct worker_config *c = &w->config;
	const struct job_kind *fair = NULL;
	struct job_share *shares;

	for (size_t i = 0; i < c->kind_count; i++)
		fair = c->kinds[i].is_fair ? &c->kinds[i] : fair;
	if (!fair)
		return;
	claim->fair_kind = str_of(fair->name);
	claim->shares = shares = arena_new_n(a, struct job_share, THREADS_MAX);
	pthread_mutex_lock(&c->jobs->lock);
	for (const struct job_context *j = c->jobs->running; j; j = j->next) {
		size_t at = 0;
		if (!str_eq(j->row.kind, claim->fair_kind))
			continue;
		while (at < claim->share_count &&
		       shares[at].user_id != opt_int_or(j->row.user_id, 0))
			at++;
		if (at == THREADS_MAX)
			continue;
		claim->share_count += at == claim->share_count;
		shares[at].user_id = opt_int_or(j->row.user_id, 0);
		shares[at].running++;
	}
	pthread_mutex_unlock(&c->jobs->lock);
}

struct claim {
	const struct worker *worker;
	struct job_context *context;
	struct job_id_list expired;
	bool found;
};

/* A claim is made for the usual time; a kind of its own mind gets its own. */
static bool begin_lease(struct db_tx *tx, struct claim *c, int64_t now_ms, struct err *err)
{
	const struct job_kind *kind = kind_of(c->worker, c->context->row.kind);
	struct job_context *context = c->context;

	context->lease_until_ms = now_ms + context->lease_ms;
	context->renewed_at_ms = monotonic_ms();
	if (!kind->lease_ms)
		return true;
	context->lease_ms = kind->lease_ms;
	return renew(tx, context, now_ms, err);
}

/*
 * One instant for everything: our own leases that it would end are renewed before anything is
 * judged lost, so that a clock that was moved (by the simulator, or after a suspend) does not run a
 * job twice.
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

	read_shares(c->worker, &c->context->arena, &claim);
	if (!renew_running(j, tx, claim.now_ms, true, err) ||
	    !job_rows_expire(tx, &c->context->arena, claim.now_ms, &c->expired, err) ||
	    !job_rows_claim(tx, &c->context->arena, &claim, &c->context->row, &c->found, err))
		return false;
	if (!c->found)
		return true;
	if (!begin_lease(tx, c, claim.now_ms, err)) {
		c->found = false;
		return false;
	}
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

/* ---- from one job to the next -----------------------------------------------------------------
 */

/* How the last one went and who is next, in one commit. */
struct turn {
	struct verdict verdict;
	struct claim claim;
};

static bool turn_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct turn *t = arg;
	bool is_told = !t->verdict.context || atomic_load(&t->verdict.context->is_lost);

	return (is_told || verdict_write(tx, &t->verdict, err)) && claim_work(tx, &t->claim, err);
}

/* Only how it went: nothing could be claimed, or nothing should be. */
static void settle(struct worker *w, struct verdict *v)
{
	struct err err = ERR_INIT;

	if (v->context && !atomic_load(&v->context->is_lost) &&
	    !store_write(w->config.jobs->store, verdict_write, v, &err))
		/* Its lease will run out, and then it runs again. */
		log_err(LOG_ERROR, "writing how a job went", &err);
}

static void forget(struct worker *w, const struct verdict *v)
{
	struct job_context *c = v->context;

	if (!c)
		return;
	if (v->held && (v->is_done || !str_eq(v->failure.state, STR("waiting"))))
		jobs_ended(w->config.jobs, c->row.id);
	context_free(c);
}

/*
 * Writes how a job went, if there was one, and claims the next; *ret is NULL when none is due. What
 * was running must no longer be among those that run: its kind has room again.
 */
static bool go_on(struct worker *w, struct verdict *last, struct job_context **ret, struct err *err)
{
	struct jobs *j = w->config.jobs;
	struct turn turn = { .verdict = *last,
			     .claim = { .worker = w, .context = context_new(w) } };
	struct claim *claim = &turn.claim;

	bool ok = store_write(j->store, turn_work, &turn, err);
	if (ok)
		last->held = turn.verdict.held;
	else
		settle(w, last);
	/* A claim that was not committed was not made. */
	if (!ok && claim->found)
		running_remove(j, claim->context);
	for (size_t i = 0; ok && i < claim->expired.count; i++)
		jobs_ended(j, claim->expired.at[i]);
	forget(w, last);
	*ret = ok && claim->found ? claim->context : NULL;
	if (!*ret)
		context_free(claim->context);
	return ok;
}

/* Runs a job and those that are due after it. */
static bool run_jobs(struct worker *w, struct job_context *c, int64_t *ret_count, struct err *err)
{
	bool ok = true;

	for (; c; ++*ret_count) {
		const struct job_kind *kind = kind_of(w, c->row.kind);
		struct err why = ERR_INIT;
		bool is_done = kind->run(kind->ctx, c, &why);
		struct verdict v = verdict_of(c, is_done, &why);

		running_remove(w->config.jobs, c);
		c = NULL;
		if (!atomic_load(&w->stopping)) {
			ok = go_on(w, &v, &c, err);
			continue;
		}
		settle(w, &v);
		forget(w, &v);
	}
	return ok;
}

/* Runs what is due until nothing is. */
static bool run_due(struct worker *w, int64_t *ret_count, struct err *err)
{
	struct verdict none = { .context = NULL };
	struct job_context *c;

	return go_on(w, &none, &c, err) && run_jobs(w, c, ret_count, err);
}

/* ---- threads ----------------------------------------------------------------------------------
 */

static bool next_due(const struct worker *w, int64_t now_ms, struct opt_int *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(w->config.jobs->store, &tx, err) &&
	       job_rows_next_due(tx, w->kinds, now_ms, ret, err);
}

/* How long nothing will be due, at most POLL_MS; 0: something is. */
static int64_t idle_ms(struct worker *w)
{
	struct err err = ERR_INIT;
	struct opt_int due;

	pthread_mutex_lock(&w->looking);
	int64_t now_ms = clock_now_ms(w->config.jobs->clock);
	bool ok = next_due(w, now_ms, &due, &err);
	pthread_mutex_unlock(&w->looking);
	if (!ok) {
		log_err(LOG_ERROR, "looking for jobs", &err);
		return POLL_MS;
	}
	int64_t left_ms = due.has ? due.value - now_ms : POLL_MS;
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

/* The disk lost a write: what cannot be stored is not begun, until the process is started anew. */
static void stop_for_good(struct worker *w)
{
	struct jobs *j = w->config.jobs;

	pthread_mutex_lock(&j->lock);
	if (!w->is_lost)
		log_error("the disk lost a write: no job runs any more, nothing is published, "
			  "until this process is started anew",
			  LOG_STR("kinds", w->kinds));
	w->is_lost = true;
	while (!atomic_load(&w->stopping))
		monotonic_cond_wait(&j->changed, &j->lock, POLL_MS);
	pthread_mutex_unlock(&j->lock);
}

static void *worker_main(void *arg)
{
	struct worker *w = arg;
	struct jobs *j = w->config.jobs;

	while (!atomic_load(&w->stopping)) {
		if (store_health(j->store) == STORE_LOST) {
			stop_for_good(w);
			break;
		}
		uint64_t seen = wakes_of(j);
		int64_t ms = idle_ms(w);
		int64_t count = 0;
		struct err err = ERR_INIT;
		if (ms == 0 && !run_due(w, &count, &err))
			log_err(LOG_ERROR, "claiming a job", &err);
		/* Due but not to be had (at its maximum, another worker): look again later. */
		if (count == 0)
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
	pthread_mutex_init(&w->looking, NULL);
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
	pthread_mutex_destroy(&w->looking);
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
	int64_t count = 0;

	bool ok = start_heart(w, err) && run_due(w, &count, err);
	worker_stop(w, 0);
	if (ok)
		*ret_count = count;
	return ok;
}
