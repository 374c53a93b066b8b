/* What jobs.c and worker.c share. */
#ifndef JOBS_JOBS_IMPL_H
#define JOBS_JOBS_IMPL_H

#include <pthread.h>
#include <stdatomic.h>

#include "jobs/jobs.h"

/* Other processes may end jobs or add them: looked for this often. */
#define POLL_MS 1000

/* A job that runs in this process. */
struct worker;
struct job_context {
	struct jobs *jobs;
	const struct worker *worker;
	struct job_row row; /* in `arena` */
	struct arena arena;
	int64_t lease_ms;
	int64_t lease_until_ms; /* as the row says */
	int64_t renewed_at_ms;  /* monotonic */
	atomic_bool should_stop;
	atomic_bool is_lost;      /* somebody else has claimed it */
	atomic_bool cancel_asked; /* by a user, not by our stopping */
	/* The newest progress, and whether the row shows it. The job's own thread uses them. */
	int64_t done, total;
	char message[256];
	size_t message_len;
	bool is_progress_new;
	int64_t progress_written_at_ms; /* monotonic */
	struct str result;
	int64_t postponed_to_ms;  /* 0: not */
	struct job_context *next; /* of jobs.running */
};

static inline struct job_hold job_hold_of(const struct job_context *c)
{
	return (struct job_hold){ .id = c->row.id, .fence = c->row.fence };
}

static inline struct str job_message_of(const struct job_context *c)
{
	return (struct str){ c->message, c->message_len };
}

/* Somebody else has it: what it still does is for nothing. */
static inline void job_lost(struct job_context *c)
{
	atomic_store(&c->is_lost, true);
	atomic_store(&c->should_stop, true);
}

/* How a job went (verdict.c). */
struct verdict {
	struct job_context *context; /* NULL: of none */
	bool is_done;
	struct job_failure failure; /* when not */
	bool held;
};
struct verdict verdict_of(struct job_context *c, bool ok, const struct err *why);
/* A store_work; `arg` is the verdict. */
bool verdict_write(struct db_tx *tx, void *arg, struct err *err);

struct watch {
	uint64_t id;
	int64_t job_id;
	job_notify *notify;
	void *ctx;
	struct watch *next;
};

struct jobs {
	struct store *store;
	const struct clock *clock;
	const struct rng *rng;
	char owner[24]; /* names this process in leases */

	pthread_mutex_t lock;
	pthread_cond_t changed; /* there may be work, or somebody should stop */
	uint64_t wakes;         /* how often jobs_wake was called */
	struct job_context *running;

	pthread_mutex_t watch_lock; /* held while a watch is notified, so that unwatch is final */
	pthread_cond_t watched;
	struct watch *watches;
	uint64_t last_watch;
	pthread_t poller; /* looks after jobs that end in other processes */
	bool has_poller, stopping;
};

void monotonic_cond_init(pthread_cond_t *c);
/* Waits at most `ms`; spurious returns are the caller's to bear. */
void monotonic_cond_wait(pthread_cond_t *c, pthread_mutex_t *lock, int64_t ms);

/* Notifies whoever waits for that job. */
void jobs_ended(struct jobs *j, int64_t job_id);
bool job_has_ended(const struct job_row *row);

#endif
