#include "store/api_tokens.h"

#include "store/row.h"

static void read_token(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct api_token_row *)ret = (struct api_token_row){
		.id = db_int(row, 0),
		.token_hash = row_blob(a, row, 1),
		.user_id = db_int(row, 2),
		.name = row_text(a, row, 3),
		.scopes = row_text(a, row, 4),
		.created_s = db_int(row, 5),
		.expires_s = db_opt_int(row, 6),
		.last_used_s = db_opt_int(row, 7),
		.revoked_s = db_opt_int(row, 8),
	};
}

bool api_tokens_add(struct db_tx *tx, const struct api_token_row *t, int64_t *ret_id,
		    struct err *err)
{
	struct row_query q = { tx, NULL, SQL_API_TOKENS_ADD,
			       DB_ARGS(DB_B(t->token_hash), DB_I(t->user_id), DB_T(t->name),
				       DB_T(t->scopes), DB_I(t->created_s), DB_O(t->expires_s)) };

	return row_int(&q, ret_id, err);
}

bool api_tokens_get(struct db_tx *tx, struct arena *a, struct str token_hash, int64_t now_s,
		    struct api_token_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_API_TOKENS_GET, DB_ARGS(DB_B(token_hash), DB_I(now_s)) };

	return row_find(&q, read_token, ret, ret_found, err);
}

bool api_tokens_list(struct db_tx *tx, struct arena *a, int64_t user_id, struct api_token_rows *ret,
		     struct err *err)
{
	struct row_query q = { tx, a, SQL_API_TOKENS_LIST, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_token, ret, err);
}

bool api_tokens_touch(struct db_tx *tx, int64_t user_id, int64_t token_id, int64_t now_s,
		      struct err *err)
{
	return db_exec(tx, SQL_API_TOKENS_TOUCH,
		       DB_ARGS(DB_I(user_id), DB_I(token_id), DB_I(now_s)), NULL, err);
}

bool api_tokens_revoke(struct db_tx *tx, int64_t user_id, int64_t token_id, int64_t now_s,
		       bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_API_TOKENS_REVOKE,
			       DB_ARGS(DB_I(user_id), DB_I(token_id), DB_I(now_s)) };

	return row_changed(&q, ret_found, err);
}

bool api_tokens_revoke_all(struct db_tx *tx, int64_t user_id, int64_t now_s, struct err *err)
{
	return db_exec(tx, SQL_API_TOKENS_REVOKE_ALL, DB_ARGS(DB_I(user_id), DB_I(now_s)), NULL,
		       err);
}

bool api_tokens_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_API_TOKENS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}
