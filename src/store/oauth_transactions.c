#include "store/oauth_transactions.h"

#include "store/row.h"

static struct db_arg blob_or_null(struct str bytes)
{
	return bytes.at ? DB_B(bytes) : DB_N;
}

static void read_transaction(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct oauth_transaction_row *)ret = (struct oauth_transaction_row){
		.state_hash = row_blob(a, row, 0),
		.browser_hash = row_blob(a, row, 1),
		.user_id = db_int(row, 2),
		.session_hash = row_blob(a, row, 3),
		.flow = row_text(a, row, 4),
		.provider = row_text(a, row, 5),
		.redirect_uri = row_text(a, row, 6),
		.return_to = row_text(a, row, 7),
		.verifier_sealed = row_blob(a, row, 8),
		.created_s = db_int(row, 9),
		.expires_s = db_int(row, 10),
	};
}

bool oauth_transactions_add(struct db_tx *tx, const struct oauth_transaction_row *t,
			    struct err *err)
{
	return db_exec(tx, SQL_OAUTH_TRANSACTIONS_ADD,
		       DB_ARGS(DB_B(t->state_hash), blob_or_null(t->browser_hash), DB_I(t->user_id),
			       DB_B(t->session_hash), DB_T(t->flow), DB_T(t->provider),
			       DB_T(t->redirect_uri), DB_T(t->return_to),
			       blob_or_null(t->verifier_sealed), DB_I(t->created_s),
			       DB_I(t->expires_s)),
		       NULL, err);
}

bool oauth_transactions_use(struct db_tx *tx, struct arena *a,
			    const struct oauth_transaction_claim *c, int64_t now_s,
			    struct oauth_transaction_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_OAUTH_TRANSACTIONS_USE,
			       DB_ARGS(DB_B(c->state_hash), DB_I(c->user_id), DB_B(c->session_hash),
				       DB_T(c->flow), DB_T(c->provider), DB_I(now_s)) };

	return row_find(&q, read_transaction, ret, ret_found, err);
}

bool oauth_transactions_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_OAUTH_TRANSACTIONS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err) &&
	       db_exec(tx, SQL_PAGE_CHOICES_PURGE, DB_ARGS(DB_I(before_s)), NULL, err) &&
	       db_exec(tx, SQL_FACEBOOK_LOGINS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}

bool facebook_logins_add(struct db_tx *tx, const struct facebook_login_row *row, struct err *err)
{
	return db_exec(tx, SQL_FACEBOOK_LOGINS_ADD,
		       DB_ARGS(DB_B(row->state_hash), DB_B(row->browser_hash), DB_I(row->created_s),
			       DB_I(row->expires_s)),
		       NULL, err);
}

static void read_facebook_login(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct facebook_login_row *)ret = (struct facebook_login_row){
		.state_hash = row_blob(a, row, 0),
		.browser_hash = row_blob(a, row, 1),
		.created_s = db_int(row, 2),
		.expires_s = db_int(row, 3),
	};
}

bool facebook_logins_use(struct db_tx *tx, struct arena *a, const struct facebook_login_use *use,
			 struct facebook_login_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_FACEBOOK_LOGINS_USE,
			       DB_ARGS(DB_B(use->state_hash), DB_I(use->now_s)) };

	return row_find(&q, read_facebook_login, ret, ret_found, err);
}

static void read_choice(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct page_choice_row *)ret = (struct page_choice_row){
		.session_hash = row_blob(a, row, 0),
		.user_id = db_int(row, 1),
		.social_account_id = db_int(row, 2),
		.page_ids = row_text(a, row, 3),
		.is_complete = row_bool(row, 4),
		.created_s = db_int(row, 5),
		.expires_s = db_int(row, 6),
	};
}

bool page_choices_put(struct db_tx *tx, const struct page_choice_row *c, struct err *err)
{
	return db_exec(tx, SQL_PAGE_CHOICES_PUT,
		       DB_ARGS(DB_B(c->session_hash), DB_I(c->user_id), DB_I(c->social_account_id),
			       DB_T(c->page_ids), DB_I(c->is_complete), DB_I(c->created_s),
			       DB_I(c->expires_s)),
		       NULL, err);
}

bool page_choices_get(struct db_tx *tx, struct arena *a, const struct page_choice_query *who,
		      struct page_choice_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_PAGE_CHOICES_GET,
			       DB_ARGS(DB_I(who->user_id), DB_B(who->session_hash),
				       DB_I(who->now_s)) };

	return row_find(&q, read_choice, ret, ret_found, err);
}

bool page_choices_delete(struct db_tx *tx, int64_t user_id, struct str session_hash,
			 struct err *err)
{
	return db_exec(tx, SQL_PAGE_CHOICES_DELETE, DB_ARGS(DB_I(user_id), DB_B(session_hash)),
		       NULL, err);
}
