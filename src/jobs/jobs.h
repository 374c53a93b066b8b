/*
 * The job queue: work that outlives a request. A job is a row with a kind, a JSON payload and a
 * lease; whoever asks for work that is already waiting or running (same unique key) shares that
 * job. This module knows no kind: app lists them.
 *
 * A job runs at least once and may run twice (a worker died, a lease ran out): kinds must bear
 * that. A worker that lost its lease finds out at its next call and its writes to the job miss.
 *
 * The clock says when a job is due; waiting itself uses monotonic time. When a test or the
 * simulator moves the clock, jobs_wake tells the workers.
 */
#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/rng.h"
#include "base/str.h"
#include "store/job_rows.h"

struct jobs;
struct job_context; /* what a running job is given */

struct jobs_config {
	struct store *store;
	const struct clock *clock;
	const struct rng *rng; /* spreads retries, names the worker */
};
bool jobs_new(const struct jobs_config *config, struct jobs **ret, struct err *err) must_use;
struct jobs *jobs_free(struct jobs *j); /* workers must be stopped; waits for nobody */

/* ---- asking for work --------------------------------------------------------------------------
 */

struct job_request {
	struct str kind;
	struct str unique_key;  /* at == NULL: none */
	struct opt_int user_id; /* who may see it */
	struct str payload;     /* JSON object; empty: {} */
	int64_t run_at_ms;      /* 0: now */
	int64_t priority;       /* higher first; 0 usual */
	int64_t max_attempts;   /* 0: 5 */
};
/* Also inside a store_work of the caller, with jobs_enqueue_in: commits with it. */
bool jobs_enqueue(struct jobs *j, const struct job_request *request, int64_t *ret_id,
		  struct err *err) must_use;
/* Call jobs_wake after the commit. */
bool jobs_enqueue_in(struct jobs *j, struct db_tx *tx, const struct job_request *request,
		     int64_t *ret_id, struct err *err) must_use;
void jobs_wake(struct jobs *j);

/* Cancels a waiting job; asks a running one to stop. */
bool jobs_cancel(struct jobs *j, int64_t id, bool *ret_found, struct err *err) must_use;

/* A job that gave up waits again. ERR_CONFLICT: the same work is waiting already. */
bool jobs_retry(struct jobs *j, int64_t id, bool *ret_found, struct err *err) must_use;

/* ---- waiting for the end ----------------------------------------------------------------------
 */

enum job_state { JOB_WAITING, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED };
enum job_state job_state_of(const struct job_row *row);
/* Whether the job ended well; fills `err` from the stored failure when not. */
bool job_outcome(const struct job_row *row, struct err *err) must_use;

/*
 * Calls `notify` once, on a worker's thread, when the job has ended in this process, or at once
 * when it has ended already: what a suspended request waits for. It may be called
 * before jobs_watch returns, must be quick and must not call jobs_*. *ret_watch names the watch for
 * jobs_unwatch; 0 when it was notified at once.
 */
typedef void job_notify(void *ctx, int64_t job_id);
bool jobs_watch(struct jobs *j, int64_t job_id, job_notify *notify, void *ctx, uint64_t *ret_watch,
		struct err *err) must_use;
/* After it returns `notify` will not be called any more (it may have been). */
void jobs_unwatch(struct jobs *j, uint64_t watch);
/* Blocks until the job has ended or `timeout_ms` have passed: *ret_ended says which. */
bool jobs_wait(struct jobs *j, int64_t job_id, int64_t timeout_ms, bool *ret_ended, struct err *err)
	must_use;

/* ---- doing it ---------------------------------------------------------------------------------
 */

/*
 * False: the job failed. The retry class of err->code decides: never, soon (seconds, doubling), or
 * later (minutes, doubling); ERR_CANCELLED gives the attempt back.
 */
typedef bool job_run(void *ctx, struct job_context *job, struct err *err);

struct job_kind {
	const char *name;
	job_run *run;
	void *ctx;
	int64_t lease_ms;     /* 0: 60 s. Renewed by itself while the job runs */
	unsigned max_running; /* at once in this process; the others wait. 0: as many as threads */
	/* Of those that are due, one of the user who has fewest running is next: who has hundreds
	   does not keep the others waiting. At most one kind of a worker. */
	bool is_fair;
};

struct worker_config {
	struct jobs *jobs;
	const struct job_kind *kinds;
	size_t kind_count;
	unsigned threads; /* 0: 2 */
};
struct worker;
bool worker_start(const struct worker_config *config, struct worker **ret, struct err *err)
	must_use;
/*
 * Takes no new job, asks the running ones to stop and waits up to `grace_ms` for them to end; what
 * still runs is waited for all the same, because its thread uses our memory.
 */
struct worker *worker_stop(struct worker *w, int64_t grace_ms);

/* Runs due jobs on the calling thread until none is due: tests and `simpul sync`. */
bool worker_run_due(const struct worker_config *config, int64_t *ret_count, struct err *err)
	must_use;

/* ---- inside a job -----------------------------------------------------------------------------
 */

int64_t job_id(const struct job_context *job);
struct str job_payload(const struct job_context *job);
int64_t job_attempt(const struct job_context *job); /* 1 the first time */
/* Whether a failure for this reason, now, would be the last: it is not tried again. */
bool job_is_last_try(const struct job_context *job, const struct err *why);
struct opt_int job_user_id(const struct job_context *job);
/* Ended with the job; for what the job needs while it runs. */
struct arena *job_arena(struct job_context *job);
/* Time to give up: stopping, cancelled, or the lease was lost. Then return ERR_CANCELLED. */
bool job_should_stop(const struct job_context *job);
/* Shown to whoever waits. Cheap: written at most twice a second. */
void job_progress(struct job_context *job, int64_t done, int64_t total, struct str message);
/*
 * The job's turn ends, but the job does not: it is due again at that instant, and the attempt is
 * given back. For work that waits for somebody else, when it ends well; and when it fails for a
 * reason that may pass, instead of the usual delay: for work that a limit has put off.
 */
void job_postpone(struct job_context *job, int64_t run_at_ms);
/* JSON, stored when the job ends well. Copied. */
void job_set_result(struct job_context *job, struct str json);

#endif
