#include "store/token_watch.h"

#include "store/row.h"
#include "store/token_state.h"

static const struct {
	struct str table;
	unsigned get, mark; /* statements */
	size_t mark_args;
} kinds[] = {
	[TOKEN_SOCIAL] = { SOCIAL_TOKENS_TABLE, SQL_TOKEN_WATCH_SOCIAL, SQL_TOKEN_WATCH_MARK_SOCIAL,
			   5 },
	[TOKEN_ACCOUNT] = { STR_INIT("account_tokens"), SQL_TOKEN_WATCH_ACCOUNT,
			    SQL_TOKEN_WATCH_MARK_ACCOUNT, 5 },
	[TOKEN_CONNECTION] = { STR_INIT("social_connections"), SQL_TOKEN_WATCH_CONNECTION,
			       SQL_TOKEN_WATCH_MARK_CONNECTION, 3 },
};
_Static_assert(COUNT_OF(kinds) == TOKEN_KIND_COUNT, "a row per kind");

struct str token_kind_table(enum token_kind kind)
{
	return kinds[kind].table;
}

static void read_key(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct token_key *)ret = (struct token_key){
		.kind = (enum token_kind)db_int(row, 0),
		.key = row_text(a, row, 1),
	};
}

bool token_watch_due(struct db_tx *tx, struct arena *a, const struct token_query *query,
		     struct token_keys *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_TOKEN_WATCH_DUE,
			       DB_ARGS(DB_I(query->before_s), DB_O(query->user_id),
				       DB_I(query->limit)) };

	return row_list(&q, read_key, ret, err);
}

static void read_watched(struct arena *a, const struct db_stmt *row, void *ret)
{
	struct watched_token *watched = ret;

	watched->user_id = db_int(row, 0);
	watched->token_sealed = row_blob(a, row, 1);
	watched->known = (struct token_watch_row){
		.strikes = db_int(row, 2),
		.is_valid = row_bool(row, 3),
		.problem_code = db_opt_int(row, 4),
		.problem_subcode = db_opt_int(row, 5),
		.missing_scopes = row_text(a, row, 6),
		.expires_s = db_opt_int(row, 7),
		.data_access_expires_s = db_opt_int(row, 8),
		.warned_days = db_opt_int(row, 9),
		.checked_s = db_opt_int(row, 10),
	};
}

bool token_watch_get(struct db_tx *tx, struct arena *a, struct token_key at,
		     struct watched_token *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, kinds[at.kind].get, DB_ARGS(DB_T(at.key)) };

	ret->at = at;
	return row_find(&q, read_watched, ret, ret_found, err);
}

static bool mark(struct db_tx *tx, struct token_key at, const struct token_watch_row *row,
		 struct err *err)
{
	const struct token_check check = { .is_valid = row->is_valid };
	const struct db_arg args[] = {
		DB_T(at.key),
		DB_T(token_state(&check)),
		DB_O(row->checked_s),
		row->is_valid ? DB_N : DB_O(row->problem_code),
		row->is_valid ? DB_N : DB_O(row->problem_subcode),
	};

	return db_exec(tx, kinds[at.kind].mark, args, kinds[at.kind].mark_args, NULL, err);
}

bool token_watch_put(struct db_tx *tx, struct token_key at, const struct token_watch_row *row,
		     struct err *err)
{
	return db_exec(tx, SQL_TOKEN_WATCH_PUT,
		       DB_ARGS(DB_T(kinds[at.kind].table), DB_T(at.key), DB_I(row->strikes),
			       DB_I(row->is_valid), DB_O(row->problem_code),
			       DB_O(row->problem_subcode), DB_T(row->missing_scopes),
			       DB_O(row->expires_s), DB_O(row->data_access_expires_s),
			       DB_O(row->warned_days), DB_O(row->checked_s)),
		       NULL, err) &&
	       mark(tx, at, row, err);
}

bool token_watch_forget(struct db_tx *tx, struct token_key at, struct err *err)
{
	return db_exec(tx, SQL_TOKEN_WATCH_FORGET,
		       DB_ARGS(DB_T(kinds[at.kind].table), DB_T(at.key)), NULL, err);
}

bool token_watch_purge(struct db_tx *tx, struct err *err)
{
	return db_exec(tx, SQL_TOKEN_WATCH_PURGE, NULL, 0, NULL, err);
}

struct counts {
	int64_t valid, invalid;
};

static void read_counts(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct counts *)ret = (struct counts){ db_int(row, 0), db_int(row, 1) };
}

bool token_watch_count(struct db_tx *tx, int64_t *ret_valid, int64_t *ret_invalid, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_TOKEN_WATCH_COUNT, NULL, 0 };
	struct counts counts = { 0 };
	bool found;

	if (!row_find(&q, read_counts, &counts, &found, err))
		return false;
	*ret_valid = counts.valid;
	*ret_invalid = counts.invalid;
	return true;
}
