#include "store/row.h"
#include "store/social_accounts.h"

static void read_page(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct social_page_row *)ret = (struct social_page_row){
		.id = row_text(a, row, 0),
		.social_account_id = db_int(row, 1),
		.page_id = row_text(a, row, 2),
		.name = row_text(a, row, 3),
		.picture_url = row_text(a, row, 4),
		.tasks = row_text(a, row, 5),
		.can_create_content = row_bool(row, 6),
		.page_token_sealed = row_blob(a, row, 7),
		.ig_account_id = row_text(a, row, 8),
		.ig_username = row_text(a, row, 9),
		.ig_name = row_text(a, row, 10),
		.ig_picture_url = row_text(a, row, 11),
		.is_ig_personal = row_bool(row, 12),
		.source = row_text(a, row, 13),
		.business_id = row_text(a, row, 14),
		.seen_s = db_int(row, 15),
	};
}

struct str social_page_key(struct arena *a, struct str provider, struct str uid, struct str page_id)
{
	return str_fmt(a, "%.*s:%.*s:%.*s", STR_ARG(provider), STR_ARG(uid), STR_ARG(page_id));
}

static bool put_page(struct db_tx *tx, int64_t social_account_id, const struct social_page_row *p,
		     int64_t position, int64_t now_s, struct err *err)
{
	return db_exec(tx, SQL_SOCIAL_PAGES_PUT,
		       DB_ARGS(DB_T(p->id), DB_I(social_account_id), DB_T(p->page_id),
			       DB_T(p->name), DB_T(p->picture_url), DB_T_OR_NULL(p->tasks),
			       DB_I(p->can_create_content),
			       p->page_token_sealed.at ? DB_B(p->page_token_sealed) : DB_N,
			       DB_T_OR_NULL(p->ig_account_id), DB_T_OR_NULL(p->ig_username),
			       DB_T_OR_NULL(p->ig_name), DB_T_OR_NULL(p->ig_picture_url),
			       DB_I(p->is_ig_personal), DB_T(p->source),
			       DB_T_OR_NULL(p->business_id), DB_I(position), DB_I(now_s)),
		       NULL, err);
}

bool social_pages_put(struct db_tx *tx, int64_t social_account_id,
		      const struct social_page_rows *pages, bool is_complete, int64_t now_s,
		      struct err *err)
{
	struct row_query last = { tx, NULL, SQL_SOCIAL_PAGES_MAX_POSITION,
				  DB_ARGS(DB_I(social_account_id)) };
	int64_t position = -1;

	if (is_complete &&
	    !db_exec(tx, SQL_SOCIAL_PAGES_DELETE, DB_ARGS(DB_I(social_account_id)), NULL, err))
		return false;
	/* Pages that an incomplete listing did not mention keep their places before its own. */
	if (!row_int(&last, &position, err))
		return false;
	for (size_t i = 0; i < pages->count; i++)
		if (!put_page(tx, social_account_id, &pages->at[i], ++position, now_s, err))
			return false;
	return db_exec(tx, SQL_SOCIAL_ACCOUNTS_SET_LISTING,
		       DB_ARGS(DB_I(social_account_id), DB_I(is_complete), DB_I(now_s)), NULL, err);
}

bool social_pages_list(struct db_tx *tx, struct arena *a, int64_t social_account_id,
		       struct social_page_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SOCIAL_PAGES_LIST, DB_ARGS(DB_I(social_account_id)) };

	return row_list(&q, read_page, ret, err);
}

bool social_pages_get(struct db_tx *tx, struct arena *a, int64_t social_account_id,
		      struct str page_id, struct social_page_row *ret, bool *ret_found,
		      struct err *err)
{
	struct row_query q = { tx, a, SQL_SOCIAL_PAGES_GET,
			       DB_ARGS(DB_I(social_account_id), DB_T(page_id)) };

	return row_find(&q, read_page, ret, ret_found, err);
}

bool social_pages_get_by_instagram(struct db_tx *tx, struct arena *a, int64_t user_id,
				   struct str ig_account_id, struct social_page_row *ret,
				   bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_SOCIAL_PAGES_GET_BY_INSTAGRAM,
			       DB_ARGS(DB_I(user_id), DB_T(ig_account_id)) };

	return row_find(&q, read_page, ret, ret_found, err);
}
