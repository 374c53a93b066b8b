#include "store/comments.h"

#include "store/row.h"

static void read_comment(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct comment_row *)ret = (struct comment_row){
		.id = row_text(a, row, 0),
		.parent_id = row_text(a, row, 1),
		.username = row_text(a, row, 2),
		.text = row_text(a, row, 3),
		.posted_s = db_int(row, 4),
		.like_count = db_opt_int(row, 5),
		.is_hidden = row_bool(row, 6),
	};
}

bool comments_put(struct db_tx *tx, struct str account_id, struct str media_id,
		  const struct comment_rows *rows, int64_t now_s, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct comment_row *c = &rows->at[i];
		if (!db_exec(tx, SQL_COMMENTS_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(media_id), DB_T(c->id),
				     DB_T_OR_NULL(c->parent_id), DB_T(c->username), DB_T(c->text),
				     DB_I(c->posted_s), DB_O(c->like_count), DB_I(c->is_hidden),
				     DB_I(now_s)),
			     NULL, err))
			return false;
	}
	return true;
}

bool comments_list(struct db_tx *tx, struct arena *a, struct str account_id, struct str media_id,
		   struct comment_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_COMMENTS_LIST,
			       DB_ARGS(DB_T(account_id), DB_T(media_id)) };

	return row_list(&q, read_comment, ret, err);
}

bool comments_count(struct db_tx *tx, struct str account_id, struct str media_id, int64_t *ret,
		    struct err *err)
{
	struct row_query q = { tx, NULL, SQL_COMMENTS_COUNT,
			       DB_ARGS(DB_T(account_id), DB_T(media_id)) };

	return row_int(&q, ret, err);
}
