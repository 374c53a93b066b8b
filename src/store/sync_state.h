/* How collecting an account went and where it goes on: runs, steps with cursor and coverage,
 * refusals. */
#ifndef STORE_SYNC_STATE_H
#define STORE_SYNC_STATE_H

#include "store/store.h"

struct sync_run_row {
	int64_t id;
	struct str account_id;
	struct opt_int job_id;
	struct str kind;     /* first, daily, manual; or of another run_kind: stories, … */
	struct str status;   /* running, done, partial, failed */
	struct str step;     /* where it is */
	int64_t done, total; /* steps */
	int64_t http_calls;
	struct str error_code, error_text; /* at == NULL: none */
	struct opt_int meta_code, meta_subcode;
	int64_t started_s;
	struct opt_int finished_s;
};
struct sync_run_rows {
	struct sync_run_row *at;
	size_t count;
};

/*
 * Begins a run (account_id, job_id, kind, total of `row`); an earlier one of that line still
 * running is failed. A line is what takes turns: '' the whole of an own account (first, daily,
 * manual), else the kind itself.
 */
bool sync_runs_start(struct db_tx *tx, const struct sync_run_row *row, struct str line,
		     int64_t now_s, int64_t *ret_id, struct err *err) must_use;
/* Stores step, done, total and http_calls. */
bool sync_runs_progress(struct db_tx *tx, const struct sync_run_row *row, struct err *err) must_use;
/* Stores status, http_calls and the error members; the run has finished. */
bool sync_runs_finish(struct db_tx *tx, const struct sync_run_row *row, int64_t now_s,
		      struct err *err) must_use;
bool sync_runs_newest(struct db_tx *tx, struct arena *a, struct str account_id, struct str line,
		      struct sync_run_row *ret, bool *ret_found, struct err *err) must_use;
/* Newest first. */
bool sync_runs_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t limit,
		    struct sync_run_rows *ret, struct err *err) must_use;
/* Forgets finished runs older than `before_s`, except the newest of each account. */
bool sync_runs_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

struct sync_step_row {
	struct str step;
	int64_t run_id;
	struct str state;  /* waiting, done, partial, failed, skipped */
	struct str cursor; /* at == NULL: at the beginning, or finished */
	int64_t got;
	struct opt_int total;
	struct str message; /* at == NULL: nothing to say */
	int64_t updated_s;
	struct opt_int meta_code, meta_subcode; /* Graph's, when that is why */
};
struct sync_step_rows {
	struct sync_step_row *at;
	size_t count;
};
bool sync_steps_put(struct db_tx *tx, struct str account_id, const struct sync_step_row *row,
		    struct err *err) must_use;
bool sync_steps_list(struct db_tx *tx, struct arena *a, struct str account_id,
		     struct sync_step_rows *ret, struct err *err) must_use;

/* What failed in a step: an object or a metric, and Meta's code. */
struct sync_problem_row {
	struct str step, object;
	int64_t meta_code, meta_subcode; /* 0: none */
	struct str message;
	int64_t seen_s;
};
struct sync_problem_rows {
	struct sync_problem_row *at;
	size_t count;
};
bool sync_problems_clear(struct db_tx *tx, struct str account_id, struct str step, struct err *err)
	must_use;
bool sync_problems_put(struct db_tx *tx, struct str account_id, const struct sync_problem_row *row,
		       struct err *err) must_use;
/* By step and object. */
bool sync_problems_list(struct db_tx *tx, struct arena *a, struct str account_id,
			struct sync_problem_rows *ret, struct err *err) must_use;

/* How collecting an account stands, over all its runs. */
struct sync_account_row {
	struct opt_int tried_s;     /* newest whole run began */
	struct opt_int succeeded_s; /* newest whole run that ended well, or in part */
	int64_t failures;           /* whole runs that failed since */
	int64_t http_calls;         /* of every kind of run on calls_day */
	struct opt_int calls_day;
	struct opt_int insights_after_s; /* posts up to then never have insights */
};
/* Adds a run: absent members and zeros change nothing; insights_after_s is not read. */
bool sync_accounts_note(struct db_tx *tx, struct str account_id, const struct sync_account_row *run,
			struct err *err) must_use;
bool sync_accounts_set_insights_after(struct db_tx *tx, struct str account_id, int64_t posted_s,
				      struct err *err) must_use;
bool sync_accounts_get(struct db_tx *tx, struct arena *a, struct str account_id,
		       struct sync_account_row *ret, bool *ret_found, struct err *err) must_use;

/* Over all connected accounts; one whose token does not work is failing. `fresh`: with a success
 * since `fresh_s`. */
struct sync_accounts_totals {
	int64_t accounts, fresh, failing;
	struct opt_int oldest_success_s;
	int64_t http_calls; /* on `day` */
};
bool sync_accounts_totals(struct db_tx *tx, int64_t fresh_s, int64_t day,
			  struct sync_accounts_totals *ret, struct err *err) must_use;

/* A subject ('' for all of a kind) was queued for a slot: a crawl time. */
struct sync_slot {
	struct str kind, subject;
	int64_t at_s;
};
/*
 * *ret_claimed: the slot is newer than what was claimed for that subject before, and is the
 * caller's. A claim that lies more than a day ahead of `now_s` is from a clock that ran ahead; it
 * counts no more.
 */
bool sync_slots_claim(struct db_tx *tx, const struct sync_slot *slot, int64_t now_s,
		      bool *ret_claimed, struct err *err) must_use;
/* The slot claimed last; absent: none yet. */
bool sync_slots_get(struct db_tx *tx, struct str kind, struct str subject, struct opt_int *ret,
		    struct err *err) must_use;

struct metric_refusal_row {
	struct str metric; /* Graph's name */
	int64_t since_s, retry_s;
	struct opt_int meta_code;
	struct str message;
};
struct metric_refusal_rows {
	struct metric_refusal_row *at;
	size_t count;
};
/* A repeated refusal keeps the first since_s. */
bool metric_refusals_put(struct db_tx *tx, struct str account_id,
			 const struct metric_refusal_row *row, struct err *err) must_use;
bool metric_refusals_clear(struct db_tx *tx, struct str account_id, struct str metric,
			   struct err *err) must_use;
bool metric_refusals_list(struct db_tx *tx, struct arena *a, struct str account_id,
			  struct metric_refusal_rows *ret, struct err *err) must_use;

#endif
