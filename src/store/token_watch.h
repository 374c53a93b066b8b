/*
 * The tokens in use, wherever they are kept, and what the daily check found out about each: for
 * connect/watch.c, and for showing how a connection fares.
 */
#ifndef STORE_TOKEN_WATCH_H
#define STORE_TOKEN_WATCH_H

#include "store/social_accounts.h"
#include "store/store.h"

/* Which table keeps it: a Facebook user's, an Instagram account's, a connected Page's. */
enum token_kind { TOKEN_SOCIAL, TOKEN_ACCOUNT, TOKEN_CONNECTION, TOKEN_KIND_COUNT };

struct token_key {
	enum token_kind kind;
	struct str key; /* row name it is sealed with */
};
/* "social_tokens", "account_tokens", "social_connections" */
struct str token_kind_table(enum token_kind kind);

struct token_watch_row {
	int64_t strikes;
	bool is_valid;
	struct opt_int problem_code, problem_subcode; /* Graph's, of the last witness against it */
	struct str missing_scopes;                    /* comma-separated; empty: none */
	struct opt_int expires_s;                     /* absent: never */
	struct opt_int data_access_expires_s;         /* absent: not told */
	struct opt_int warned_days;                   /* absent: no warning given */
	struct opt_int checked_s;                     /* absent: not checked since it was stored */
};

/* A token in use, with what is known of it; the dates are those it was stored with until then. */
struct watched_token {
	struct token_key at;
	int64_t user_id;
	struct str token_sealed;
	struct token_watch_row known;
};

/* Which tokens in use: not checked since `before_s`, and one user's if given. */
struct token_query {
	int64_t before_s; /* INT64_MAX: all */
	struct opt_int user_id;
	int64_t limit;
};
struct token_keys {
	struct token_key *at;
	size_t count;
};
bool token_watch_due(struct db_tx *tx, struct arena *a, const struct token_query *query,
		     struct token_keys *ret, struct err *err) must_use;
/* Not found: not in use (any more). */
bool token_watch_get(struct db_tx *tx, struct arena *a, struct token_key at,
		     struct watched_token *ret, bool *ret_found, struct err *err) must_use;
/*
 * Stores what a check found (row->checked_s must be there), and tells the place: a token with
 * is_valid false is marked invalid there, any other valid.
 */
bool token_watch_put(struct db_tx *tx, struct token_key at, const struct token_watch_row *row,
		     struct err *err) must_use;
/* Another token lies there now. */
bool token_watch_forget(struct db_tx *tx, struct token_key at, struct err *err) must_use;
/* Rows of tokens that are gone. */
bool token_watch_purge(struct db_tx *tx, struct err *err) must_use;

/* How many tokens in use are marked valid and invalid: for /metrics. */
bool token_watch_count(struct db_tx *tx, int64_t *ret_valid, int64_t *ret_invalid, struct err *err)
	must_use;

#endif
