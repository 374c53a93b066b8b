#include "store/sync_state.h"

#include "store/row.h"

#define SLOT_AHEAD_S (26 * 3600) /* a crawl time is at most a day and an hour of summer away */

static void read_run(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct sync_run_row *)ret = (struct sync_run_row){
		.id = db_int(row, 0),
		.account_id = row_text(a, row, 1),
		.job_id = db_opt_int(row, 2),
		.kind = row_text(a, row, 3),
		.status = row_text(a, row, 4),
		.step = row_text(a, row, 5),
		.done = db_int(row, 6),
		.total = db_int(row, 7),
		.http_calls = db_int(row, 8),
		.error_code = row_text(a, row, 9),
		.error_text = row_text(a, row, 10),
		.meta_code = db_opt_int(row, 11),
		.meta_subcode = db_opt_int(row, 12),
		.started_s = db_int(row, 13),
		.finished_s = db_opt_int(row, 14),
	};
}

bool sync_runs_start(struct db_tx *tx, const struct sync_run_row *r, struct str line, int64_t now_s,
		     int64_t *ret_id, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_SYNC_RUNS_START,
			       DB_ARGS(DB_T(r->account_id), DB_O(r->job_id), DB_T(r->kind),
				       DB_I(r->total), DB_I(now_s)) };

	return db_exec(tx, SQL_SYNC_RUNS_ABANDON,
		       DB_ARGS(DB_T(r->account_id), DB_I(now_s), DB_T(line)), NULL, err) &&
	       row_int(&q, ret_id, err);
}

bool sync_runs_progress(struct db_tx *tx, const struct sync_run_row *r, struct err *err)
{
	return db_exec(tx, SQL_SYNC_RUNS_PROGRESS,
		       DB_ARGS(DB_I(r->id), DB_T(r->step), DB_I(r->done), DB_I(r->total),
			       DB_I(r->http_calls)),
		       NULL, err);
}

bool sync_runs_finish(struct db_tx *tx, const struct sync_run_row *r, int64_t now_s,
		      struct err *err)
{
	return db_exec(tx, SQL_SYNC_RUNS_FINISH,
		       DB_ARGS(DB_I(r->id), DB_T(r->status), DB_I(r->http_calls),
			       DB_T_OR_NULL(r->error_code), DB_T_OR_NULL(r->error_text),
			       DB_O(r->meta_code), DB_O(r->meta_subcode), DB_I(now_s)),
		       NULL, err);
}

bool sync_runs_newest(struct db_tx *tx, struct arena *a, struct str account_id, struct str line,
		      struct sync_run_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_SYNC_RUNS_NEWEST, DB_ARGS(DB_T(account_id), DB_T(line)) };

	return row_find(&q, read_run, ret, ret_found, err);
}

bool sync_runs_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t limit,
		    struct sync_run_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SYNC_RUNS_LIST, DB_ARGS(DB_T(account_id), DB_I(limit)) };

	return row_list(&q, read_run, ret, err);
}

bool sync_runs_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_SYNC_RUNS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}

static void read_step(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct sync_step_row *)ret = (struct sync_step_row){
		.step = row_text(a, row, 0),
		.run_id = db_int(row, 1),
		.state = row_text(a, row, 2),
		.cursor = row_text(a, row, 3),
		.got = db_int(row, 4),
		.total = db_opt_int(row, 5),
		.message = row_text(a, row, 6),
		.updated_s = db_int(row, 7),
		.meta_code = db_opt_int(row, 8),
		.meta_subcode = db_opt_int(row, 9),
	};
}

bool sync_steps_put(struct db_tx *tx, struct str account_id, const struct sync_step_row *s,
		    struct err *err)
{
	return db_exec(tx, SQL_SYNC_STEPS_PUT,
		       DB_ARGS(DB_T(account_id), DB_T(s->step), DB_I(s->run_id), DB_T(s->state),
			       DB_T_OR_NULL(s->cursor), DB_I(s->got), DB_O(s->total),
			       DB_T_OR_NULL(s->message), DB_I(s->updated_s), DB_O(s->meta_code),
			       DB_O(s->meta_subcode)),
		       NULL, err);
}

bool sync_steps_list(struct db_tx *tx, struct arena *a, struct str account_id,
		     struct sync_step_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SYNC_STEPS_LIST, DB_ARGS(DB_T(account_id)) };

	return row_list(&q, read_step, ret, err);
}

bool sync_problems_clear(struct db_tx *tx, struct str account_id, struct str step, struct err *err)
{
	return db_exec(tx, SQL_SYNC_PROBLEMS_CLEAR, DB_ARGS(DB_T(account_id), DB_T(step)), NULL,
		       err);
}

bool sync_problems_put(struct db_tx *tx, struct str account_id, const struct sync_problem_row *p,
		       struct err *err)
{
	return db_exec(tx, SQL_SYNC_PROBLEMS_PUT,
		       DB_ARGS(DB_T(account_id), DB_T(p->step), DB_T(p->object), DB_I(p->meta_code),
			       DB_I(p->meta_subcode), DB_T(p->message), DB_I(p->seen_s)),
		       NULL, err);
}

static void read_problem(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct sync_problem_row *)ret = (struct sync_problem_row){
		.step = row_text(a, row, 0),
		.object = row_text(a, row, 1),
		.meta_code = db_int(row, 2),
		.meta_subcode = db_int(row, 3),
		.message = row_text(a, row, 4),
		.seen_s = db_int(row, 5),
	};
}

bool sync_problems_list(struct db_tx *tx, struct arena *a, struct str account_id,
			struct sync_problem_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SYNC_PROBLEMS_LIST, DB_ARGS(DB_T(account_id)) };

	return row_list(&q, read_problem, ret, err);
}

bool sync_accounts_note(struct db_tx *tx, struct str account_id, const struct sync_account_row *run,
			struct err *err)
{
	return db_exec(tx, SQL_SYNC_ACCOUNTS_NOTE,
		       DB_ARGS(DB_T(account_id), DB_O(run->tried_s), DB_O(run->succeeded_s),
			       DB_I(run->failures), DB_I(run->http_calls), DB_O(run->calls_day)),
		       NULL, err);
}

bool sync_accounts_set_insights_after(struct db_tx *tx, struct str account_id, int64_t posted_s,
				      struct err *err)
{
	return db_exec(tx, SQL_SYNC_ACCOUNTS_SET_INSIGHTS_AFTER,
		       DB_ARGS(DB_T(account_id), DB_I(posted_s)), NULL, err);
}

static void read_account(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct sync_account_row *)ret = (struct sync_account_row){
		.tried_s = db_opt_int(row, 0),
		.succeeded_s = db_opt_int(row, 1),
		.failures = db_int(row, 2),
		.http_calls = db_int(row, 3),
		.calls_day = db_opt_int(row, 4),
		.insights_after_s = db_opt_int(row, 5),
	};
}

bool sync_accounts_get(struct db_tx *tx, struct arena *a, struct str account_id,
		       struct sync_account_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_SYNC_ACCOUNTS_GET, DB_ARGS(DB_T(account_id)) };

	return row_find(&q, read_account, ret, ret_found, err);
}

static void read_totals(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct sync_accounts_totals *)ret = (struct sync_accounts_totals){
		.accounts = db_int(row, 0),
		.fresh = db_int(row, 1),
		.failing = db_int(row, 2),
		.oldest_success_s = db_opt_int(row, 3),
		.http_calls = db_int(row, 4),
	};
}

bool sync_accounts_totals(struct db_tx *tx, int64_t fresh_s, int64_t day,
			  struct sync_accounts_totals *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_SYNC_ACCOUNTS_TOTALS,
			       DB_ARGS(DB_I(fresh_s), DB_I(day)) };
	bool found;

	return row_find(&q, read_totals, ret, &found, err);
}

bool sync_slots_claim(struct db_tx *tx, const struct sync_slot *slot, int64_t now_s,
		      bool *ret_claimed, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_SYNC_SLOTS_CLAIM,
			       DB_ARGS(DB_T(slot->kind), DB_T(slot->subject), DB_I(slot->at_s),
				       DB_I(now_s + SLOT_AHEAD_S)) };

	return row_changed(&q, ret_claimed, err);
}

bool sync_slots_get(struct db_tx *tx, struct str kind, struct str subject, struct opt_int *ret,
		    struct err *err)
{
	struct row_query q = { tx, NULL, SQL_SYNC_SLOTS_GET, DB_ARGS(DB_T(kind), DB_T(subject)) };

	return row_opt_int(&q, ret, err);
}

static void read_refusal(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct metric_refusal_row *)ret = (struct metric_refusal_row){
		.metric = row_text(a, row, 0),
		.since_s = db_int(row, 1),
		.retry_s = db_int(row, 2),
		.meta_code = db_opt_int(row, 3),
		.message = row_text(a, row, 4),
	};
}

bool metric_refusals_put(struct db_tx *tx, struct str account_id,
			 const struct metric_refusal_row *r, struct err *err)
{
	return db_exec(tx, SQL_METRIC_REFUSALS_PUT,
		       DB_ARGS(DB_T(account_id), DB_T(r->metric), DB_I(r->since_s),
			       DB_I(r->retry_s), DB_O(r->meta_code), DB_T(r->message)),
		       NULL, err);
}

bool metric_refusals_clear(struct db_tx *tx, struct str account_id, struct str metric,
			   struct err *err)
{
	return db_exec(tx, SQL_METRIC_REFUSALS_CLEAR, DB_ARGS(DB_T(account_id), DB_T(metric)), NULL,
		       err);
}

bool metric_refusals_list(struct db_tx *tx, struct arena *a, struct str account_id,
			  struct metric_refusal_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_METRIC_REFUSALS_LIST, DB_ARGS(DB_T(account_id)) };

	return row_list(&q, read_refusal, ret, err);
}
