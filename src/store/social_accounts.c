#include "store/social_accounts.h"

#include "store/row.h"
#include "store/token_state.h"
#include "store/token_watch.h"

static void read_account(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct social_account_row *)ret = (struct social_account_row){
		.id = db_int(row, 0),
		.user_id = db_int(row, 1),
		.provider = row_text(a, row, 2),
		.uid = row_text(a, row, 3),
		.name = row_text(a, row, 4),
		.email = row_text(a, row, 5),
		.picture_url = row_text(a, row, 6),
		.extra_data = row_text(a, row, 7),
		.has_all_pages = row_bool(row, 8),
		.pages_seen_s = db_opt_int(row, 9),
		.date_joined_s = db_int(row, 10),
		.last_login_s = db_int(row, 11),
	};
}

bool social_accounts_list(struct db_tx *tx, struct arena *a, int64_t user_id,
			  struct social_account_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SOCIAL_ACCOUNTS_LIST, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_account, ret, err);
}

bool social_accounts_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
			 struct social_account_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_SOCIAL_ACCOUNTS_GET, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_find(&q, read_account, ret, ret_found, err);
}

bool social_accounts_get_by_uid(struct db_tx *tx, struct arena *a, struct str provider,
				struct str uid, struct social_account_row *ret, bool *ret_found,
				struct err *err)
{
	struct row_query q = { tx, a, SQL_SOCIAL_ACCOUNTS_GET_BY_UID,
			       DB_ARGS(DB_T(provider), DB_T(uid)) };

	return row_find(&q, read_account, ret, ret_found, err);
}

static struct str extra_data_of(const struct social_account_row *row)
{
	return row->extra_data.len ? row->extra_data : STR("{}");
}

/* Whose living row has that Facebook id? 0: nobody's. */
static bool owner_of(struct db_tx *tx, const struct social_account_row *row, int64_t *ret_user_id,
		     struct err *err)
{
	cleanup(db_endp) struct db_stmt *found_row = NULL;
	bool found;

	if (!db_one(tx, SQL_SOCIAL_ACCOUNTS_GET_BY_UID,
		    DB_ARGS(DB_T(row->provider), DB_T(row->uid)), &found_row, &found, err))
		return false;
	*ret_user_id = found ? db_int(found_row, 1) : 0;
	return true;
}

bool social_accounts_put(struct db_tx *tx, const struct social_account_row *row, int64_t now_s,
			 int64_t *ret_id, struct err *err)
{
	const struct db_arg args[] = { DB_I(row->user_id),       DB_T(row->provider),
				       DB_T(row->uid),           DB_T(row->name),
				       DB_T(row->email),         DB_T(row->picture_url),
				       DB_T(extra_data_of(row)), DB_I(now_s) };
	struct row_query update = { tx, NULL, SQL_SOCIAL_ACCOUNTS_UPDATE, args, COUNT_OF(args) };
	struct row_query add = { tx, NULL, SQL_SOCIAL_ACCOUNTS_ADD, args, COUNT_OF(args) };
	struct opt_int known;
	int64_t owner;

	if (!owner_of(tx, row, &owner, err))
		return false;
	if (owner && owner != row->user_id)
		return err_set(err, ERR_FACEBOOK_ALREADY_USED, "%.*s %.*s belongs to user %lld",
			       STR_ARG(row->provider), STR_ARG(row->uid), (long long)owner);
	if (!row_opt_int(&update, &known, err))
		return false;
	if (!known.has)
		return row_int(&add, ret_id, err);
	*ret_id = known.value;
	return true;
}

bool social_accounts_set_profile(struct db_tx *tx, const struct social_account_row *row,
				 struct err *err)
{
	return db_exec(tx, SQL_SOCIAL_ACCOUNTS_SET_PROFILE,
		       DB_ARGS(DB_I(row->user_id), DB_I(row->id), DB_T(row->name), DB_T(row->email),
			       DB_T(row->picture_url), DB_T(extra_data_of(row))),
		       NULL, err);
}

bool social_accounts_delete(struct db_tx *tx, int64_t user_id, int64_t id, int64_t now_s,
			    bool *ret_found, struct err *err)
{
	struct row_query mark = { tx, NULL, SQL_SOCIAL_ACCOUNTS_DELETE,
				  DB_ARGS(DB_I(user_id), DB_I(id), DB_I(now_s)) };

	if (!row_changed(&mark, ret_found, err))
		return false;
	if (!*ret_found)
		return true;
	return db_exec(tx, SQL_SOCIAL_ACCOUNTS_DELETE_ACCOUNT_TOKENS, DB_ARGS(DB_I(id)), NULL,
		       err) &&
	       db_exec(tx, SQL_SOCIAL_ACCOUNTS_UNLINK_ACCOUNTS, DB_ARGS(DB_I(id), DB_I(now_s)),
		       NULL, err) &&
	       db_exec(tx, SQL_SOCIAL_ACCOUNTS_DISCONNECT, DB_ARGS(DB_I(id), DB_I(now_s)), NULL,
		       err) &&
	       db_exec(tx, SQL_SOCIAL_ACCOUNTS_DELETE_CHOICES, DB_ARGS(DB_I(id)), NULL, err) &&
	       db_exec(tx, SQL_SOCIAL_PAGES_DELETE, DB_ARGS(DB_I(id)), NULL, err) &&
	       db_exec(tx, SQL_SOCIAL_TOKENS_DELETE, DB_ARGS(DB_I(id)), NULL, err);
}

/* ---- tokens -----------------------------------------------------------------------------------
 */

static void read_token(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct social_token_row *)ret = (struct social_token_row){
		.id = row_text(a, row, 0),
		.social_account_id = db_int(row, 1),
		.kind = row_text(a, row, 2),
		.token_sealed = row_blob(a, row, 3),
		.scopes = row_text(a, row, 4),
		.issued_s = db_int(row, 5),
		.expires_s = db_opt_int(row, 6),
		.data_access_expires_s = db_opt_int(row, 7),
		.last_checked_s = db_opt_int(row, 8),
		.is_valid = row_bool(row, 9),
		.problem_code = db_opt_int(row, 10),
		.problem_subcode = db_opt_int(row, 11),
		.updated_s = db_int(row, 12),
	};
}

struct str social_token_key(struct arena *a, struct str provider, struct str uid, struct str kind)
{
	return str_fmt(a, "%.*s:%.*s:%.*s", STR_ARG(provider), STR_ARG(uid), STR_ARG(kind));
}

bool social_tokens_put(struct db_tx *tx, const struct social_token_row *t, struct err *err)
{
	return token_watch_forget(tx, (struct token_key){ TOKEN_SOCIAL, t->id }, err) &&
	       db_exec(tx, SQL_SOCIAL_TOKENS_PUT,
		       DB_ARGS(DB_T(t->id), DB_I(t->social_account_id), DB_T(t->kind),
			       DB_B(t->token_sealed), DB_T(t->scopes), DB_I(t->issued_s),
			       DB_O(t->expires_s), DB_O(t->data_access_expires_s),
			       DB_O(t->last_checked_s), DB_I(t->updated_s)),
		       NULL, err);
}

bool social_tokens_get(struct db_tx *tx, struct arena *a, int64_t social_account_id,
		       struct str kind, struct social_token_row *ret, bool *ret_found,
		       struct err *err)
{
	struct row_query q = { tx, a, SQL_SOCIAL_TOKENS_GET,
			       DB_ARGS(DB_I(social_account_id), DB_T(kind)) };

	return row_find(&q, read_token, ret, ret_found, err);
}

bool social_tokens_set_check(struct db_tx *tx, int64_t social_account_id, struct str kind,
			     const struct token_check *check, struct err *err)
{
	return db_exec(tx, SQL_SOCIAL_TOKENS_SET_CHECK,
		       DB_ARGS(DB_I(social_account_id), DB_T(kind), DB_T(token_state(check)),
			       DB_O(check->problem_code), DB_O(check->problem_subcode),
			       DB_I(check->checked_s)),
		       NULL, err);
}

bool social_tokens_due(struct db_tx *tx, struct arena *a, int64_t before_s, int64_t limit,
		       struct social_token_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SOCIAL_TOKENS_DUE, DB_ARGS(DB_I(before_s), DB_I(limit)) };

	return row_list(&q, read_token, ret, err);
}
