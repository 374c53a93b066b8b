#include "store/account_links.h"

#include "store/row.h"

bool account_links_add(struct db_tx *tx, const struct account_link *link, struct err *err)
{
	return db_exec(tx, SQL_ACCOUNT_LINKS_ADD,
		       DB_ARGS(DB_B(link->token_hash), DB_I(link->user_id), DB_T(link->purpose),
			       DB_I(link->created_s), DB_I(link->expires_s)),
		       NULL, err);
}

bool account_links_has(struct db_tx *tx, const struct account_link *link, int64_t now_s,
		       bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_ACCOUNT_LINKS_GET,
			       DB_ARGS(DB_B(link->token_hash), DB_I(link->user_id),
				       DB_T(link->purpose), DB_I(now_s)) };
	struct opt_int created_s;

	if (!row_opt_int(&q, &created_s, err))
		return false;
	*ret_found = created_s.has;
	return true;
}

bool account_links_use(struct db_tx *tx, const struct account_link *link, int64_t now_s,
		       bool *ret_found, struct err *err)
{
	return account_links_has(tx, link, now_s, ret_found, err) &&
	       (!*ret_found || account_links_delete_all(tx, link->user_id, link->purpose, err));
}

bool account_links_delete_all(struct db_tx *tx, int64_t user_id, struct str purpose,
			      struct err *err)
{
	return db_exec(tx, SQL_ACCOUNT_LINKS_DELETE_ALL, DB_ARGS(DB_I(user_id), DB_T(purpose)),
		       NULL, err);
}

bool account_links_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_ACCOUNT_LINKS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}
