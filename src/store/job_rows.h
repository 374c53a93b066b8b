/*
 * Jobs as rows. jobs/jobs.h is the queue everybody uses; only it calls the functions that change a
 * job. Instants are Unix milliseconds here.
 */
#ifndef STORE_JOB_ROWS_H
#define STORE_JOB_ROWS_H

#include "store/store.h"

struct job_row {
	int64_t id;
	struct str kind;
	struct str unique_key;  /* at == NULL: none */
	struct opt_int user_id; /* who asked; absent: the clock */
	struct str payload;     /* JSON */
	struct str state;       /* waiting, running, done, failed, cancelled */
	int64_t priority, run_at_ms;
	int64_t attempts, max_attempts;
	struct str lease_owner; /* at == NULL: nobody */
	struct opt_int lease_until_ms;
	int64_t fence;
	bool cancel_asked;
	int64_t done, total;
	struct str message;
	struct str result;                              /* JSON; at == NULL: none */
	struct str error_code, error_text, error_cause; /* at == NULL: no failure yet */
	int64_t created_ms;
	struct opt_int started_ms, finished_ms;
};
struct job_row_list {
	struct job_row *at;
	size_t count;
};

/*
 * Adds a job (kind, unique_key, user_id, payload, priority, run_at_ms, max_attempts, created_ms),
 * or finds the unfinished one with its unique_key: then *ret_added is false and *ret_id is that
 * one, which runs as early as the new one would have.
 */
bool job_rows_add(struct db_tx *tx, const struct job_row *row, int64_t *ret_id, bool *ret_added,
		  struct err *err) must_use;

struct job_id_list {
	int64_t *at;
	size_t count;
};
/* Fails jobs whose worker was lost on their last attempt; says which. Before every claim. */
bool job_rows_expire(struct db_tx *tx, struct arena *a, int64_t now_ms, struct job_id_list *ret,
		     struct err *err) must_use;

/*
 * Longer than any lease is given for. One that ends later was given when the clock was ahead; its
 * worker would have renewed it by now, so it is lost.
 */
#define JOB_LEASE_MAX_MS 600000

struct job_claim {
	struct str owner;
	int64_t now_ms, lease_ms;
	/* The kinds this worker runs, each between commas: ",sync.account,sync.daily," */
	struct str kinds;
	/* A kind whose next job is one of the user who has fewest running; empty: none. */
	struct str fair_kind;
	const struct job_share *shares; /* users who have some running */
	size_t share_count;
};
struct job_share {
	int64_t user_id;
	unsigned running;
};
/* How many that are due, longest due first, are looked at for that. */
#define JOB_FAIR_LOOK 2000
/*
 * Takes a job whose worker was lost, or else the most urgent one that is due. What is not due, and
 * what waits for other kinds, costs nothing however much of it there is.
 */
bool job_rows_claim(struct db_tx *tx, struct arena *a, const struct job_claim *claim,
		    struct job_row *ret, bool *ret_found, struct err *err) must_use;

/* The claim that a later write belongs to. *ret_held false: somebody else has the job by now. */
struct job_hold {
	int64_t id, fence;
};
bool job_rows_renew(struct db_tx *tx, struct job_hold hold, int64_t lease_until_ms, bool *ret_held,
		    bool *ret_cancel_asked, struct err *err) must_use;
bool job_rows_progress(struct db_tx *tx, struct job_hold hold, int64_t done, int64_t total,
		       struct str message, bool *ret_held, struct err *err) must_use;
bool job_rows_finish(struct db_tx *tx, struct job_hold hold, struct str result, int64_t now_ms,
		     bool *ret_held, struct err *err) must_use;

struct job_failure {
	struct str state; /* failed, cancelled, or waiting: to be tried again */
	int64_t run_at_ms;
	bool is_attempt; /* false: gives the attempt back, the job is not to blame */
	struct str error_code, error_text, error_cause;
};
bool job_rows_fail(struct db_tx *tx, struct job_hold hold, const struct job_failure *failure,
		   int64_t now_ms, bool *ret_held, struct err *err) must_use;

bool job_rows_get(struct db_tx *tx, struct arena *a, int64_t id, struct job_row *ret,
		  bool *ret_found, struct err *err) must_use;
/* Only a job that this user asked for. */
bool job_rows_get_of_user(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
			  struct job_row *ret, bool *ret_found, struct err *err) must_use;
/* The unfinished job with that key. */
bool job_rows_get_by_key(struct db_tx *tx, struct arena *a, struct str unique_key,
			 struct job_row *ret, bool *ret_found, struct err *err) must_use;
/* Newest first. */
bool job_rows_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t limit,
		   struct job_row_list *ret, struct err *err) must_use;
/* Jobs that gave up, newest first, with an id below `before`. */
bool job_rows_failed(struct db_tx *tx, struct arena *a, int64_t before, int64_t limit,
		     struct job_row_list *ret, struct err *err) must_use;
/*
 * One of them waits again, as if it had never been tried. CONFLICT: the same work (unique_key) is
 * waiting already.
 */
bool job_rows_revive(struct db_tx *tx, int64_t id, int64_t now_ms, bool *ret_found, struct err *err)
	must_use;
/* A waiting job is cancelled at once; a running one is asked to stop. */
bool job_rows_cancel(struct db_tx *tx, int64_t id, int64_t now_ms, bool *ret_found, struct err *err)
	must_use;
/* When the next job or lease of those kinds (as in a claim) is due; absent: never. */
bool job_rows_next_due(struct db_tx *tx, struct str kinds, int64_t now_ms, struct opt_int *ret_ms,
		       struct err *err) must_use;
/* How many jobs are in each state that has any: for /metrics. */
struct job_counts {
	int64_t waiting, running, failed; /* failed: of the last 30 days */
};
bool job_rows_count(struct db_tx *tx, struct job_counts *ret, struct err *err) must_use;
/* Forgets jobs that finished before `before_ms`. */
bool job_rows_purge(struct db_tx *tx, int64_t before_ms, struct err *err) must_use;

#endif
