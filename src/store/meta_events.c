#include "store/meta_events.h"

#include "store/row.h"
#include "store/token_watch.h"

/* ---- events ------------------------------------------------------------------------------------
 */

bool webhook_events_add(struct db_tx *tx, const struct webhook_event *event, int64_t now_s,
			bool *ret_new, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_WEBHOOK_EVENTS_ADD,
			       DB_ARGS(DB_B(event->id), DB_T(event->object), DB_T(event->entry_id),
				       DB_T(event->field), DB_T(event->value), DB_I(event->event_s),
				       DB_I(now_s)) };

	return row_changed(&q, ret_new, err);
}

static void read_event(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct webhook_event *)ret = (struct webhook_event){
		.id = row_blob(a, row, 0),
		.object = row_text(a, row, 1),
		.entry_id = row_text(a, row, 2),
		.field = row_text(a, row, 3),
		.value = row_text(a, row, 4),
		.event_s = db_int(row, 5),
	};
}

bool webhook_events_waiting(struct db_tx *tx, struct arena *a, int64_t limit,
			    struct webhook_events *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_WEBHOOK_EVENTS_WAITING, DB_ARGS(DB_I(limit)) };

	return row_list(&q, read_event, ret, err);
}

bool webhook_events_finish(struct db_tx *tx, struct str id, struct str outcome, struct err *err)
{
	return db_exec(tx, SQL_WEBHOOK_EVENTS_FINISH, DB_ARGS(DB_B(id), DB_T(outcome)), NULL, err);
}

bool webhook_events_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_WEBHOOK_EVENTS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}

/* ---- mentions ----------------------------------------------------------------------------------
 */

bool mentions_put(struct db_tx *tx, struct str account_id, const struct mention_row *row,
		  struct err *err)
{
	return db_exec(tx, SQL_MENTIONS_PUT,
		       DB_ARGS(DB_T(account_id), DB_T(row->media_id), DB_T(row->comment_id),
			       DB_I(row->seen_s)),
		       NULL, err);
}

static void read_mention(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct mention_row *)ret = (struct mention_row){
		.media_id = row_text(a, row, 0),
		.comment_id = row_text(a, row, 1),
		.seen_s = db_int(row, 2),
	};
}

bool mentions_each(struct db_tx *tx, struct arena *a, struct str account_id,
		   const int64_t span_s[2], const struct store_each *each, struct err *err)
{
	struct mention_row row;
	struct row_query q = { tx, a, SQL_MENTIONS_EACH,
			       DB_ARGS(DB_T(account_id), DB_I(span_s[0]), DB_I(span_s[1])) };

	return row_each(&q, read_mention, &row, each, err);
}

bool mentions_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t limit,
		   struct mention_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_MENTIONS_LIST, DB_ARGS(DB_T(account_id), DB_I(limit)) };

	return row_list(&q, read_mention, ret, err);
}

/* ---- people who leave --------------------------------------------------------------------------
 */

bool deletion_requests_add(struct db_tx *tx, const struct deletion_request *row, struct err *err)
{
	return db_exec(tx, SQL_DELETION_REQUESTS_ADD,
		       DB_ARGS(DB_T(row->code), DB_T(row->uid), DB_I(row->requested_s)), NULL, err);
}

static void read_request(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct deletion_request *)ret = (struct deletion_request){
		.code = row_text(a, row, 0),
		.uid = row_text(a, row, 1),
		.requested_s = db_int(row, 2),
		.finished_s = db_opt_int(row, 3),
		.accounts = db_int(row, 4),
	};
}

bool deletion_requests_get(struct db_tx *tx, struct arena *a, struct str code,
			   struct deletion_request *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_DELETION_REQUESTS_GET, DB_ARGS(DB_T(code)) };

	return row_find(&q, read_request, ret, ret_found, err);
}

bool deletion_requests_finish(struct db_tx *tx, struct str code, int64_t now_s, int64_t accounts,
			      struct err *err)
{
	return db_exec(tx, SQL_DELETION_REQUESTS_FINISH,
		       DB_ARGS(DB_T(code), DB_I(now_s), DB_I(accounts)), NULL, err);
}

static void read_key(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct token_key *)ret =
		(struct token_key){ (enum token_kind)db_int(row, 0), row_text(a, row, 1) };
}

bool person_tokens(struct db_tx *tx, struct arena *a, struct str uid, struct token_keys *ret,
		   struct err *err)
{
	struct row_query q = { tx, a, SQL_PERSON_TOKENS, DB_ARGS(DB_T(uid)) };

	return row_list(&q, read_key, ret, err);
}

static void read_id(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct str *)ret = row_text(a, row, 0);
}

bool person_accounts(struct db_tx *tx, struct arena *a, struct str uid, struct account_ids *ret,
		     struct err *err)
{
	struct row_query q = { tx, a, SQL_PERSON_ACCOUNTS, DB_ARGS(DB_T(uid)) };

	return row_list(&q, read_id, ret, err);
}

/* Everything that business_discovery would not tell. */
static bool make_public(struct db_tx *tx, struct str account_id, struct err *err)
{
	static const unsigned statements[] = {
		SQL_ACCOUNT_DELETE_TOKEN,          SQL_ACCOUNT_DELETE_INSIGHTS,
		SQL_ACCOUNT_DELETE_AUDIENCE,       SQL_ACCOUNT_DELETE_ONLINE,
		SQL_ACCOUNT_DELETE_MEDIA_INSIGHTS, SQL_ACCOUNT_DELETE_MEDIA_INSIGHT_DAYS,
		SQL_ACCOUNT_DELETE_COMMENTS,       SQL_ACCOUNT_DELETE_STORIES,
		SQL_ACCOUNT_DELETE_PAGE_DAYS,      SQL_ACCOUNT_DELETE_MENTIONS,
		SQL_ACCOUNT_DELETE_REACH,          SQL_ACCOUNT_MAKE_PUBLIC,
	};

	for (size_t i = 0; i < COUNT_OF(statements); i++)
		if (!db_exec(tx, statements[i], DB_ARGS(DB_T(account_id)), NULL, err))
			return false;
	return true;
}

static bool delete_account(struct db_tx *tx, struct str account_id, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_ACCOUNT_IS_WATCHED, DB_ARGS(DB_T(account_id)) };
	int64_t watchers;

	if (!row_int(&q, &watchers, err))
		return false;
	if (watchers)
		return make_public(tx, account_id, err);
	return db_exec(tx, SQL_ACCOUNT_DELETE, DB_ARGS(DB_T(account_id)), NULL, err);
}

bool person_delete(struct db_tx *tx, struct str uid, const struct account_ids *accounts,
		   struct err *err)
{
	for (size_t i = 0; i < accounts->count; i++)
		if (!delete_account(tx, accounts->at[i], err))
			return false;
	return db_exec(tx, SQL_PERSON_DELETE_CONNECTIONS, DB_ARGS(DB_T(uid)), NULL, err) &&
	       db_exec(tx, SQL_PERSON_DELETE, DB_ARGS(DB_T(uid)), NULL, err);
}
