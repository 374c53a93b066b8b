#include "store/post_approvals.h"

#include "store/row.h"

static void read_approval(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_approval_row *)ret = (struct post_approval_row){
		.state = row_text(a, row, 0),
		.content_hash = row_text(a, row, 1),
		.requested_s = db_int(row, 2),
		.requested_by = db_int(row, 3),
		.decided_s = db_opt_int(row, 4),
		.decided_by = db_opt_int(row, 5),
		.note = row_text(a, row, 6),
	};
}

bool post_approvals_get(struct db_tx *tx, struct arena *a, int64_t post_id,
			struct post_approval_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_APPROVALS_GET, DB_ARGS(DB_I(post_id)) };

	return row_find(&q, read_approval, ret, ret_found, err);
}

bool post_approvals_ask(struct db_tx *tx, int64_t post_id, const struct post_approval_row *row,
			struct err *err)
{
	return db_exec(tx, SQL_POST_APPROVALS_ASK,
		       DB_ARGS(DB_I(post_id), DB_T(row->content_hash), DB_I(row->requested_s),
			       DB_I(row->requested_by)),
		       NULL, err);
}

bool post_approvals_decide(struct db_tx *tx, int64_t post_id, const struct post_approval_row *row,
			   struct err *err)
{
	return db_exec(tx, SQL_POST_APPROVALS_DECIDE,
		       DB_ARGS(DB_I(post_id), DB_T(row->state), DB_T(row->content_hash),
			       DB_O(row->decided_s), DB_O(row->decided_by),
			       DB_T_OR_NULL(row->note)),
		       NULL, err);
}

bool post_approvals_withdraw(struct db_tx *tx, int64_t post_id, struct err *err)
{
	return db_exec(tx, SQL_POST_APPROVALS_WITHDRAW, DB_ARGS(DB_I(post_id)), NULL, err);
}
