#include "store/job_rows.h"

#include <limits.h>

#include "store/row.h"

static void read_job(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct job_row *)ret = (struct job_row){
		.id = db_int(row, 0),
		.kind = row_text(a, row, 1),
		.unique_key = row_text(a, row, 2),
		.user_id = db_opt_int(row, 3),
		.payload = row_text(a, row, 4),
		.state = row_text(a, row, 5),
		.priority = db_int(row, 6),
		.run_at_ms = db_int(row, 7),
		.attempts = db_int(row, 8),
		.max_attempts = db_int(row, 9),
		.lease_owner = row_text(a, row, 10),
		.lease_until_ms = db_opt_int(row, 11),
		.fence = db_int(row, 12),
		.cancel_asked = row_bool(row, 13),
		.done = db_int(row, 14),
		.total = db_int(row, 15),
		.message = row_text(a, row, 16),
		.result = row_text(a, row, 17),
		.error_code = row_text(a, row, 18),
		.error_text = row_text(a, row, 19),
		.error_cause = row_text(a, row, 20),
		.created_ms = db_int(row, 21),
		.started_ms = db_opt_int(row, 22),
		.finished_ms = db_opt_int(row, 23),
	};
}

bool job_rows_add(struct db_tx *tx, const struct job_row *job, int64_t *ret_id, bool *ret_added,
		  struct err *err)
{
	struct row_query join = { tx, NULL, SQL_JOB_ROWS_JOIN,
				  DB_ARGS(DB_T(job->unique_key), DB_I(job->run_at_ms),
					  DB_I(job->priority)) };
	struct row_query add = { tx, NULL, SQL_JOB_ROWS_ADD,
				 DB_ARGS(DB_T(job->kind), DB_T_OR_NULL(job->unique_key),
					 DB_O(job->user_id), DB_T(job->payload),
					 DB_I(job->priority), DB_I(job->run_at_ms),
					 DB_I(job->max_attempts), DB_I(job->created_ms)) };
	struct opt_int known = OPT_NO_INT;

	if (job->unique_key.at && !row_opt_int(&join, &known, err))
		return false;
	*ret_added = !known.has;
	if (!known.has)
		return row_int(&add, ret_id, err);
	*ret_id = known.value;
	return true;
}

static void read_id(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(int64_t *)ret = db_int(row, 0);
}

bool job_rows_expire(struct db_tx *tx, struct arena *a, int64_t now_ms, struct job_id_list *ret,
		     struct err *err)
{
	struct row_query q = { tx, a, SQL_JOB_ROWS_EXPIRE,
			       DB_ARGS(DB_I(now_ms), DB_I(now_ms + JOB_LEASE_MAX_MS)) };

	return row_list(&q, read_id, ret, err);
}

/* ---- whose turn it is -------------------------------------------------------------------------
 */

struct turn {
	int64_t priority, run_at_ms, id;
};

static void read_turn(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct turn *)ret = (struct turn){ db_int(row, 0), db_int(row, 1), db_int(row, 2) };
}

/* Who is first in the kind's highest priority below that one. */
static bool first_below(struct db_tx *tx, struct str kind, int64_t priority, struct turn *ret,
			bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_JOB_ROWS_FIRST_BELOW,
			       DB_ARGS(DB_T(kind), DB_I(priority)) };

	return row_find(&q, read_turn, ret, ret_found, err);
}

static bool is_before(const struct turn *x, const struct turn *y)
{
	if (!y->id || x->priority != y->priority)
		return !y->id || x->priority > y->priority;
	return x->run_at_ms != y->run_at_ms ? x->run_at_ms < y->run_at_ms : x->id < y->id;
}

/* *best: the most urgent one that is due; a kind's priorities are looked at from the highest on. */
static bool find_due(struct db_tx *tx, struct str kind, int64_t now_ms, struct turn *best,
		     struct err *err)
{
	struct turn first = { .priority = INT64_MAX };
	bool found = true;

	while (found) {
		if (!first_below(tx, kind, first.priority, &first, &found, err))
			return false;
		if (!found || (best->id && first.priority < best->priority))
			return true;
		if (first.run_at_ms > now_ms)
			continue;
		if (is_before(&first, best))
			*best = first;
		return true;
	}
	return true;
}

static unsigned running_of(const struct job_claim *claim, int64_t user_id)
{
	for (size_t i = 0; i < claim->share_count; i++)
		if (claim->shares[i].user_id == user_id)
			return claim->shares[i].running;
	return 0;
}

/* Among equals of *best in a kind: that of the user who has fewest running, longest due first. */
static bool find_fairest(struct db_tx *tx, const struct job_claim *claim, struct turn *best,
			 struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;
	unsigned fewest = UINT_MAX;

	if (!db_query(tx, SQL_JOB_ROWS_DUE,
		      DB_ARGS(DB_T(claim->fair_kind), DB_I(best->priority), DB_I(claim->now_ms),
			      DB_I(JOB_FAIR_LOOK)),
		      &rows, err))
		return false;
	while (fewest && db_next(rows)) {
		unsigned running = running_of(claim, db_int(rows, 1));
		if (running >= fewest)
			continue;
		fewest = running;
		best->id = db_int(rows, 0);
	}
	return !fewest || db_end_ok(rows, err);
}

/* Jobs whose worker was lost come first. *ret_id 0: nothing is due. */
static bool find_next(struct db_tx *tx, const struct job_claim *claim, int64_t *ret_id,
		      struct err *err)
{
	struct row_query lost_q = { tx, NULL, SQL_JOB_ROWS_LOST,
				    DB_ARGS(DB_I(claim->now_ms),
					    DB_I(claim->now_ms + JOB_LEASE_MAX_MS),
					    DB_T(claim->kinds)) };
	struct turn best = { .id = 0 };
	struct opt_int lost;

	if (!row_opt_int(&lost_q, &lost, err))
		return false;
	struct str best_kind = STR("");
	for (struct str rest = claim->kinds; !lost.has && rest.len;) {
		struct str kind = str_cut(&rest, ',');
		int64_t before = best.id;
		if (kind.len && !find_due(tx, kind, claim->now_ms, &best, err))
			return false;
		best_kind = best.id != before ? kind : best_kind;
	}
	if (best.id && claim->share_count && str_eq(best_kind, claim->fair_kind) &&
	    !find_fairest(tx, claim, &best, err))
		return false;
	*ret_id = opt_int_or(lost, best.id);
	return true;
}

bool job_rows_claim(struct db_tx *tx, struct arena *a, const struct job_claim *claim,
		    struct job_row *ret, bool *ret_found, struct err *err)
{
	int64_t id;

	*ret_found = false;
	if (!find_next(tx, claim, &id, err))
		return false;
	if (!id)
		return true;
	struct row_query q = { tx, a, SQL_JOB_ROWS_CLAIM,
			       DB_ARGS(DB_I(id), DB_T(claim->owner),
				       DB_I(claim->now_ms + claim->lease_ms),
				       DB_I(claim->now_ms)) };

	return row_find(&q, read_job, ret, ret_found, err);
}

bool job_rows_renew(struct db_tx *tx, struct job_hold hold, int64_t lease_until_ms, bool *ret_held,
		    bool *ret_cancel_asked, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_JOB_ROWS_RENEW,
			       DB_ARGS(DB_I(hold.id), DB_I(hold.fence), DB_I(lease_until_ms)) };
	struct opt_int cancel;

	if (!row_opt_int(&q, &cancel, err))
		return false;
	*ret_held = cancel.has;
	*ret_cancel_asked = opt_int_or(cancel, 0) != 0;
	return true;
}

bool job_rows_progress(struct db_tx *tx, struct job_hold hold, int64_t done, int64_t total,
		       struct str message, bool *ret_held, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_JOB_ROWS_PROGRESS,
			       DB_ARGS(DB_I(hold.id), DB_I(hold.fence), DB_I(done), DB_I(total),
				       DB_T(message)) };

	return row_changed(&q, ret_held, err);
}

bool job_rows_finish(struct db_tx *tx, struct job_hold hold, struct str result, int64_t now_ms,
		     bool *ret_held, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_JOB_ROWS_FINISH,
			       DB_ARGS(DB_I(hold.id), DB_I(hold.fence), DB_T_OR_NULL(result),
				       DB_I(now_ms)) };

	return row_changed(&q, ret_held, err);
}

bool job_rows_fail(struct db_tx *tx, struct job_hold hold, const struct job_failure *f,
		   int64_t now_ms, bool *ret_held, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_JOB_ROWS_FAIL,
			       DB_ARGS(DB_I(hold.id), DB_I(hold.fence), DB_T(f->state),
				       DB_I(f->run_at_ms), DB_I(f->is_attempt ? 0 : 1),
				       DB_T_OR_NULL(f->error_code), DB_T_OR_NULL(f->error_text),
				       DB_T_OR_NULL(f->error_cause), DB_I(now_ms)) };

	return row_changed(&q, ret_held, err);
}

bool job_rows_get(struct db_tx *tx, struct arena *a, int64_t id, struct job_row *ret,
		  bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_JOB_ROWS_GET, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_job, ret, ret_found, err);
}

bool job_rows_get_of_user(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
			  struct job_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_JOB_ROWS_GET_OF_USER, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_find(&q, read_job, ret, ret_found, err);
}

bool job_rows_get_by_key(struct db_tx *tx, struct arena *a, struct str unique_key,
			 struct job_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_JOB_ROWS_GET_BY_KEY, DB_ARGS(DB_T(unique_key)) };

	return row_find(&q, read_job, ret, ret_found, err);
}

bool job_rows_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t limit,
		   struct job_row_list *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_JOB_ROWS_LIST, DB_ARGS(DB_I(user_id), DB_I(limit)) };

	return row_list(&q, read_job, ret, err);
}

bool job_rows_failed(struct db_tx *tx, struct arena *a, int64_t before, int64_t limit,
		     struct job_row_list *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_JOB_ROWS_FAILED, DB_ARGS(DB_I(before), DB_I(limit)) };

	return row_list(&q, read_job, ret, err);
}

bool job_rows_revive(struct db_tx *tx, int64_t id, int64_t now_ms, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_JOB_ROWS_REVIVE, DB_ARGS(DB_I(id), DB_I(now_ms)) };

	return row_changed(&q, ret_found, err);
}

bool job_rows_cancel(struct db_tx *tx, int64_t id, int64_t now_ms, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_JOB_ROWS_CANCEL, DB_ARGS(DB_I(id), DB_I(now_ms)) };

	return row_changed(&q, ret_found, err);
}

/* When the kind's first is due, whatever its priority. */
static bool next_of_kind(struct db_tx *tx, struct str kind, struct opt_int *ret_ms, struct err *err)
{
	struct turn first = { .priority = INT64_MAX };
	bool found = true;

	while (found) {
		if (!first_below(tx, kind, first.priority, &first, &found, err))
			return false;
		if (found && (!ret_ms->has || first.run_at_ms < ret_ms->value))
			*ret_ms = OPT_INT(first.run_at_ms);
	}
	return true;
}

bool job_rows_next_due(struct db_tx *tx, struct str kinds, int64_t now_ms, struct opt_int *ret_ms,
		       struct err *err)
{
	struct row_query leased = { tx, NULL, SQL_JOB_ROWS_NEXT_LEASE,
				    DB_ARGS(DB_T(kinds), DB_I(now_ms + JOB_LEASE_MAX_MS)) };

	if (!row_opt_int(&leased, ret_ms, err))
		return false;
	for (struct str rest = kinds; rest.len;) {
		struct str kind = str_cut(&rest, ',');
		if (kind.len && !next_of_kind(tx, kind, ret_ms, err))
			return false;
	}
	return true;
}

bool job_rows_count(struct db_tx *tx, struct job_counts *ret, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool found;

	if (!db_one(tx, SQL_JOB_ROWS_COUNT, DB_NO_ARGS, &row, &found, err))
		return false;
	*ret = (struct job_counts){ db_int(row, 0), db_int(row, 1), db_int(row, 2) };
	return true;
}

bool job_rows_purge(struct db_tx *tx, int64_t before_ms, struct err *err)
{
	return db_exec(tx, SQL_JOB_ROWS_PURGE, DB_ARGS(DB_I(before_ms)), NULL, err);
}
