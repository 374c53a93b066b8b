#include "store/connections.h"

#include "store/row.h"
#include "store/token_watch.h"

static void read_connection(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct connection_row *)ret = (struct connection_row){
		.id = db_int(row, 0),
		.public_id = row_text(a, row, 1),
		.user_id = db_int(row, 2),
		.social_account_id = db_opt_int(row, 3),
		.page_id = row_text(a, row, 4),
		.page_name = row_text(a, row, 5),
		.page_picture_url = row_text(a, row, 6),
		.ig_account_id = row_text(a, row, 7),
		.ig_username = row_text(a, row, 8),
		.ig_name = row_text(a, row, 9),
		.ig_picture_url = row_text(a, row, 10),
		.page_token_sealed = row_blob(a, row, 11),
		.scopes = row_text(a, row, 12),
		.expires_s = db_opt_int(row, 13),
		.data_access_expires_s = db_opt_int(row, 14),
		.token_last_checked_s = db_opt_int(row, 15),
		.status = row_text(a, row, 16),
		.problem = row_text(a, row, 17),
		.connected_s = db_int(row, 18),
		.disconnected_s = db_opt_int(row, 19),
	};
}

struct str connection_new_public_id(struct arena *a, const struct rng *rng)
{
	return str_fmt(a, "conn_%.*s", STR_ARG(rng_token(a, rng, 9)));
}

bool connections_get_by_page(struct db_tx *tx, struct arena *a, int64_t user_id, struct str page_id,
			     struct connection_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_CONNECTIONS_GET_BY_PAGE,
			       DB_ARGS(DB_I(user_id), DB_T(page_id)) };

	return row_find(&q, read_connection, ret, ret_found, err);
}

bool connections_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct str public_id,
		     struct connection_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_CONNECTIONS_GET,
			       DB_ARGS(DB_I(user_id), DB_T(public_id)) };

	return row_find(&q, read_connection, ret, ret_found, err);
}

bool connections_current(struct db_tx *tx, struct arena *a, int64_t user_id,
			 struct connection_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_CONNECTIONS_CURRENT, DB_ARGS(DB_I(user_id)) };

	return row_find(&q, read_connection, ret, ret_found, err);
}

bool connections_list(struct db_tx *tx, struct arena *a, int64_t user_id,
		      struct connection_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_CONNECTIONS_LIST, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_connection, ret, err);
}

bool connections_put(struct db_tx *tx, const struct connection_row *c, int64_t *ret_id,
		     struct err *err)
{
	struct row_query q = {
		tx, NULL, SQL_CONNECTIONS_PUT,
		DB_ARGS(DB_T(c->public_id), DB_I(c->user_id), DB_O(c->social_account_id),
			DB_T(c->page_id), DB_T(c->page_name), DB_T(c->page_picture_url),
			DB_T(c->ig_account_id), DB_T(c->ig_username), DB_T(c->ig_name),
			DB_T(c->ig_picture_url), DB_B(c->page_token_sealed), DB_T(c->scopes),
			DB_O(c->expires_s), DB_O(c->data_access_expires_s),
			DB_O(c->token_last_checked_s), DB_I(c->connected_s))
	};
	struct opt_int id;

	struct token_key at = { TOKEN_CONNECTION, c->public_id };

	if (!token_watch_forget(tx, at, err) || !row_opt_int(&q, &id, err))
		return false;
	if (!id.has)
		return err_set(err, ERR_CONFLICT,
			       "page %.*s of user %lld has a connection other than %.*s",
			       STR_ARG(c->page_id), (long long)c->user_id, STR_ARG(c->public_id));
	*ret_id = id.value;
	return true;
}

bool connections_set_check(struct db_tx *tx, int64_t user_id, struct str public_id,
			   const struct token_check *check, struct str problem, struct err *err)
{
	return db_exec(tx, SQL_CONNECTIONS_SET_CHECK,
		       DB_ARGS(DB_I(user_id), DB_T(public_id),
			       DB_T(check->is_valid ? STR("connected") : STR("invalid")),
			       check->is_valid ? DB_N : DB_T_OR_NULL(problem),
			       DB_I(check->checked_s)),
		       NULL, err);
}

bool connections_disconnect(struct db_tx *tx, int64_t user_id, struct str public_id, int64_t now_s,
			    bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_CONNECTIONS_DISCONNECT,
			       DB_ARGS(DB_I(user_id), DB_T(public_id), DB_I(now_s)) };

	return row_changed(&q, ret_found, err);
}

bool connections_count_of_social(struct db_tx *tx, int64_t social_account_id, int64_t *ret,
				 struct err *err)
{
	struct row_query q = { tx, NULL, SQL_CONNECTIONS_COUNT_OF_SOCIAL,
			       DB_ARGS(DB_I(social_account_id)) };

	return row_int(&q, ret, err);
}
