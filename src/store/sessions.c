#include "store/sessions.h"

#include "base/limits.h"
#include "store/row.h"

static void read_session(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct session_row *)ret = (struct session_row){
		.id_hash = row_blob(a, row, 0),
		.user_id = db_int(row, 1),
		.csrf_token = row_text(a, row, 2),
		.created_s = db_int(row, 3),
		.last_seen_s = db_int(row, 4),
		.expires_s = db_int(row, 5),
		.revoked_s = db_opt_int(row, 6),
		.user_agent = row_text(a, row, 7),
		.ip = row_text(a, row, 8),
	};
}

bool sessions_add(struct db_tx *tx, const struct session_row *s, struct err *err)
{
	return db_exec(tx, SQL_SESSIONS_ADD,
		       DB_ARGS(DB_B(s->id_hash), DB_I(s->user_id), DB_T(s->csrf_token),
			       DB_I(s->created_s), DB_I(s->expires_s), DB_T(s->user_agent),
			       DB_T(s->ip)),
		       NULL, err) &&
	       db_exec(tx, SQL_SESSIONS_TRIM,
		       DB_ARGS(DB_I(s->user_id), DB_I(LIMIT_SESSIONS_PER_USER)), NULL, err);
}

bool sessions_get(struct db_tx *tx, struct arena *a, struct str id_hash, int64_t now_s,
		  struct session_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_SESSIONS_GET, DB_ARGS(DB_B(id_hash), DB_I(now_s)) };

	return row_find(&q, read_session, ret, ret_found, err);
}

bool sessions_touch(struct db_tx *tx, struct str id_hash, int64_t now_s, int64_t expires_s,
		    struct err *err)
{
	return db_exec(tx, SQL_SESSIONS_TOUCH, DB_ARGS(DB_B(id_hash), DB_I(now_s), DB_I(expires_s)),
		       NULL, err);
}

bool sessions_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t now_s,
		   struct session_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SESSIONS_LIST, DB_ARGS(DB_I(user_id), DB_I(now_s)) };

	return row_list(&q, read_session, ret, err);
}

bool sessions_revoke(struct db_tx *tx, int64_t user_id, struct str id_hash, int64_t now_s,
		     struct err *err)
{
	return db_exec(tx, SQL_SESSIONS_REVOKE, DB_ARGS(DB_I(user_id), DB_B(id_hash), DB_I(now_s)),
		       NULL, err);
}

bool sessions_revoke_all(struct db_tx *tx, int64_t user_id, struct str keep_hash, int64_t now_s,
			 struct err *err)
{
	return db_exec(tx, SQL_SESSIONS_REVOKE_ALL,
		       DB_ARGS(DB_I(user_id), keep_hash.at ? DB_B(keep_hash) : DB_N, DB_I(now_s)),
		       NULL, err);
}

bool sessions_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_SESSIONS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}
