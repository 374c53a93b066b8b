#include "store/competitors.h"

#include "store/row.h"

static const struct str state_names[] = {
	[COMPETITOR_UNSEEN] = STR_INIT("unseen"),
	[COMPETITOR_VISIBLE] = STR_INIT("visible"),
	[COMPETITOR_NOT_FOUND] = STR_INIT("not_found"),
	[COMPETITOR_RENAMED] = STR_INIT("renamed"),
};
_Static_assert(COUNT_OF(state_names) == COMPETITOR_STATE_COUNT, "a name per state");

struct str competitor_state_name(enum competitor_state state)
{
	return state_names[state];
}

static enum competitor_state state_of(struct str name)
{
	for (unsigned i = 0; i < COUNT_OF(state_names); i++)
		if (str_eq(name, state_names[i]))
			return (enum competitor_state)i;
	return COMPETITOR_UNSEEN;
}

/* ---- an owner's -------------------------------------------------------------------------------
 */

static void read_competitor(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct competitor_row *)ret = (struct competitor_row){
		.id = row_text(a, row, 0),
		.username = row_text(a, row, 1),
		.name = row_text(a, row, 2),
		.biography = row_text(a, row, 3),
		.profile_picture_url = row_text(a, row, 4),
		.updated_s = db_int(row, 5),
		.added_s = db_int(row, 6),
		.state = state_of(db_text(row, 7)),
		.since_s = db_opt_int(row, 8),
		.checked_s = db_opt_int(row, 9),
		.seen_s = db_opt_int(row, 10),
	};
}

bool competitors_list(struct db_tx *tx, struct arena *a, const struct competitor_owner *owner,
		      struct competitor_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_COMPETITORS_LIST,
			       DB_ARGS(DB_T(owner->account_id), DB_I(owner->user_id)) };

	return row_list(&q, read_competitor, ret, err);
}

bool competitors_get(struct db_tx *tx, struct arena *a, const struct competitor_owner *owner,
		     struct str competitor_id, struct competitor_row *ret, bool *ret_found,
		     struct err *err)
{
	struct row_query q = { tx, a, SQL_COMPETITORS_GET,
			       DB_ARGS(DB_T(owner->account_id), DB_I(owner->user_id),
				       DB_T(competitor_id)) };

	return row_find(&q, read_competitor, ret, ret_found, err);
}

bool competitors_count(struct db_tx *tx, const struct competitor_owner *owner, int64_t *ret,
		       struct err *err)
{
	struct row_query q = { tx, NULL, SQL_COMPETITORS_COUNT,
			       DB_ARGS(DB_T(owner->account_id), DB_I(owner->user_id)) };

	return row_int(&q, ret, err);
}

bool competitors_add(struct db_tx *tx, const struct competitor_owner *owner,
		     struct str competitor_id, struct opt_int limit, int64_t now_s, struct err *err)
{
	struct row_query link = { tx, NULL, SQL_COMPETITORS_PUT,
				  DB_ARGS(DB_T(owner->account_id), DB_I(owner->user_id),
					  DB_T(competitor_id), DB_I(now_s)) };
	int64_t count;
	bool is_new;

	if (!row_changed(&link, &is_new, err))
		return false;
	if (!is_new)
		return err_set(err, ERR_COMPETITOR_EXISTS, "%.*s is linked to account %.*s already",
			       STR_ARG(competitor_id), STR_ARG(owner->account_id));
	if (!competitors_count(tx, owner, &count, err))
		return false;
	if (limit.has && count > limit.value)
		return err_set(err, ERR_EXCEED_LIMIT, "account %.*s would have %lld of %lld",
			       STR_ARG(owner->account_id), (long long)count,
			       (long long)limit.value);
	return true;
}

bool competitors_remove(struct db_tx *tx, const struct competitor_owner *owner,
			struct str competitor_id, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_COMPETITORS_DELETE,
			       DB_ARGS(DB_T(owner->account_id), DB_I(owner->user_id),
				       DB_T(competitor_id)) };

	return row_changed(&q, ret_found, err);
}

bool competitors_set_state(struct db_tx *tx, struct str competitor_id,
			   const struct competitor_look *look, int64_t now_s, struct err *err)
{
	return db_exec(tx, SQL_COMPETITOR_STATES_PUT,
		       DB_ARGS(DB_T(competitor_id), DB_T(competitor_state_name(look->state)),
			       DB_I(now_s), DB_O(look->meta_code), DB_O(look->meta_subcode)),
		       NULL, err);
}

/* ---- collecting -------------------------------------------------------------------------------
 */

static void read_id(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct str *)ret = row_text(a, row, 0);
}

bool competitors_list_crawled(struct db_tx *tx, struct arena *a, struct str after_id, int64_t limit,
			      struct competitor_ids *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_COMPETITORS_LIST_CRAWLED,
			       DB_ARGS(DB_T(after_id), DB_I(limit)) };

	return row_list(&q, read_id, ret, err);
}

bool competitors_list_of_account(struct db_tx *tx, struct arena *a, struct str account_id,
				 struct competitor_ids *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_COMPETITORS_LIST_OF_ACCOUNT, DB_ARGS(DB_T(account_id)) };

	return row_list(&q, read_id, ret, err);
}

static void read_owner(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct competitor_owner *)ret = (struct competitor_owner){
		.account_id = row_text(a, row, 0),
		.user_id = db_int(row, 1),
	};
}

bool competitors_list_viewers(struct db_tx *tx, struct arena *a, struct str competitor_id,
			      struct competitor_owners *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_COMPETITOR_VIEWERS_LIST, DB_ARGS(DB_T(competitor_id)) };

	return row_list(&q, read_owner, ret, err);
}
