#include "store/accounts.h"

#include "store/row.h"
#include "store/token_state.h"
#include "store/token_watch.h"

static void read_account(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct account_row *)ret = (struct account_row){
		.id = row_text(a, row, 0),
		.user_id = db_opt_int(row, 1),
		.social_account_id = db_opt_int(row, 2),
		.social_uid = row_text(a, row, 3),
		.social_name = row_text(a, row, 4),
		.social_email = row_text(a, row, 5),
		.page_id = row_text(a, row, 6),
		.username = row_text(a, row, 7),
		.name = row_text(a, row, 8),
		.biography = row_text(a, row, 9),
		.profile_picture_url = row_text(a, row, 10),
		.website = row_text(a, row, 11),
		.connected_s = db_opt_int(row, 12),
		.disconnected_s = db_opt_int(row, 13),
		.updated_s = db_int(row, 14),
		.has_problems = row_bool(row, 15),
		.is_userid_valid = row_bool(row, 16),
	};
}

bool accounts_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct str account_id,
		  struct account_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_ACCOUNTS_GET, DB_ARGS(DB_I(user_id), DB_T(account_id)) };

	return row_find(&q, read_account, ret, ret_found, err);
}

bool accounts_get_by_username(struct db_tx *tx, struct arena *a, int64_t user_id,
			      struct str username, struct account_row *ret, bool *ret_found,
			      struct err *err)
{
	struct row_query q = { tx, a, SQL_ACCOUNTS_GET_BY_USERNAME,
			       DB_ARGS(DB_I(user_id), DB_T(username)) };

	return row_find(&q, read_account, ret, ret_found, err);
}

bool accounts_get_any(struct db_tx *tx, struct arena *a, struct str account_id,
		      struct account_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_ACCOUNTS_GET_ANY, DB_ARGS(DB_T(account_id)) };

	return row_find(&q, read_account, ret, ret_found, err);
}

bool accounts_list(struct db_tx *tx, struct arena *a, int64_t user_id, struct account_rows *ret,
		   struct err *err)
{
	struct row_query q = { tx, a, SQL_ACCOUNTS_LIST, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_account, ret, err);
}

static bool count_other_than(struct db_tx *tx, int64_t user_id, struct str account_id, int64_t *ret,
			     struct err *err)
{
	struct row_query q = { tx, NULL, SQL_ACCOUNTS_COUNT,
			       DB_ARGS(DB_I(user_id), DB_T(account_id)) };

	return row_int(&q, ret, err);
}

bool accounts_count(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
{
	return count_other_than(tx, user_id, STR(""), ret, err);
}

bool accounts_list_of_social(struct db_tx *tx, struct arena *a, int64_t user_id,
			     int64_t social_account_id, struct account_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_ACCOUNTS_LIST_OF_SOCIAL,
			       DB_ARGS(DB_I(user_id), DB_I(social_account_id)) };

	return row_list(&q, read_account, ret, err);
}

bool accounts_list_crawled(struct db_tx *tx, struct arena *a, struct str after_id, int64_t limit,
			   struct account_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_ACCOUNTS_LIST_CRAWLED,
			       DB_ARGS(DB_T(after_id), DB_I(limit)) };

	return row_list(&q, read_account, ret, err);
}

bool accounts_list_connected(struct db_tx *tx, struct arena *a, struct str after_id, int64_t limit,
			     struct account_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_ACCOUNTS_LIST_CONNECTED,
			       DB_ARGS(DB_T(after_id), DB_I(limit)) };

	return row_list(&q, read_account, ret, err);
}

bool accounts_put_profile(struct db_tx *tx, const struct account_row *row, int64_t now_s,
			  struct err *err)
{
	return db_exec(tx, SQL_ACCOUNTS_PUT_PROFILE,
		       DB_ARGS(DB_T(row->id), DB_T_OR_NULL(row->page_id), DB_T(row->username),
			       DB_T(row->name), DB_T(row->biography),
			       DB_T(row->profile_picture_url), DB_T(row->website), DB_I(now_s)),
		       NULL, err);
}

bool accounts_connect(struct db_tx *tx, struct str account_id, int64_t user_id,
		      int64_t social_account_id, struct opt_int limit, int64_t now_s,
		      struct err *err)
{
	struct row_query link = { tx, NULL, SQL_ACCOUNTS_CONNECT,
				  DB_ARGS(DB_T(account_id), DB_I(user_id), DB_I(social_account_id),
					  DB_I(now_s)) };
	int64_t others;
	bool linked;

	if (!count_other_than(tx, user_id, account_id, &others, err))
		return false;
	if (limit.has && others >= limit.value)
		return err_set(err, ERR_EXCEED_LIMIT, "user %lld has %lld other accounts of %lld",
			       (long long)user_id, (long long)others, (long long)limit.value);
	if (!row_changed(&link, &linked, err))
		return false;
	if (!linked)
		return err_set(err, ERR_ACCOUNT_ALREADY_USED,
			       "account %.*s is connected to somebody else", STR_ARG(account_id));
	return true;
}

bool accounts_disconnect(struct db_tx *tx, int64_t user_id, struct str account_id, int64_t now_s,
			 bool *ret_found, struct err *err)
{
	struct row_query unlink = { tx, NULL, SQL_ACCOUNTS_DISCONNECT,
				    DB_ARGS(DB_I(user_id), DB_T(account_id), DB_I(now_s)) };

	if (!row_changed(&unlink, ret_found, err))
		return false;
	return !*ret_found ||
	       db_exec(tx, SQL_ACCOUNT_TOKENS_DELETE, DB_ARGS(DB_T(account_id)), NULL, err);
}

bool accounts_set_health(struct db_tx *tx, struct str account_id, bool has_problems,
			 bool is_userid_valid, struct err *err)
{
	return db_exec(tx, SQL_ACCOUNTS_SET_HEALTH,
		       DB_ARGS(DB_T(account_id), DB_I(has_problems), DB_I(is_userid_valid)), NULL,
		       err);
}

/* ---- the token an account is read with --------------------------------------------------------
 */

static void read_token(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct account_token_row *)ret = (struct account_token_row){
		.account_id = row_text(a, row, 0),
		.social_account_id = db_opt_int(row, 1),
		.token_sealed = row_blob(a, row, 2),
		.expires_s = db_opt_int(row, 3),
		.last_checked_s = db_opt_int(row, 4),
		.is_valid = row_bool(row, 5),
		.problem_code = db_opt_int(row, 6),
		.problem_subcode = db_opt_int(row, 7),
		.updated_s = db_int(row, 8),
	};
}

bool account_tokens_put(struct db_tx *tx, const struct account_token_row *t, struct err *err)
{
	return token_watch_forget(tx, (struct token_key){ TOKEN_ACCOUNT, t->account_id }, err) &&
	       db_exec(tx, SQL_ACCOUNT_TOKENS_PUT,
		       DB_ARGS(DB_T(t->account_id), DB_O(t->social_account_id),
			       DB_B(t->token_sealed), DB_O(t->expires_s), DB_O(t->last_checked_s),
			       DB_I(t->updated_s)),
		       NULL, err);
}

bool account_tokens_get(struct db_tx *tx, struct arena *a, struct str account_id,
			struct account_token_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_ACCOUNT_TOKENS_GET, DB_ARGS(DB_T(account_id)) };

	return row_find(&q, read_token, ret, ret_found, err);
}

bool account_tokens_set_check(struct db_tx *tx, struct str account_id,
			      const struct token_check *check, struct err *err)
{
	return db_exec(tx, SQL_ACCOUNT_TOKENS_SET_CHECK,
		       DB_ARGS(DB_T(account_id), DB_T(token_state(check)),
			       DB_O(check->problem_code), DB_O(check->problem_subcode),
			       DB_I(check->checked_s)),
		       NULL, err);
}
