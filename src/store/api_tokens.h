/* Bearer tokens of programs. The database knows the SHA-256 of a token, never the token. */
#ifndef STORE_API_TOKENS_H
#define STORE_API_TOKENS_H

#include "store/store.h"

struct api_token_row {
	int64_t id;
	struct str token_hash; /* 32 bytes */
	int64_t user_id;
	struct str name;
	struct str scopes; /* space-separated */
	int64_t created_s;
	struct opt_int expires_s; /* absent: never */
	struct opt_int last_used_s, revoked_s;
};
struct api_token_rows {
	struct api_token_row *at;
	size_t count;
};

/* Stores token_hash, user_id, name, scopes, created_s and expires_s of `row`. */
bool api_tokens_add(struct db_tx *tx, const struct api_token_row *row, int64_t *ret_id,
		    struct err *err) must_use;
/* Only one that is alive at `now_s`, of an active user. */
bool api_tokens_get(struct db_tx *tx, struct arena *a, struct str token_hash, int64_t now_s,
		    struct api_token_row *ret, bool *ret_found, struct err *err) must_use;
bool api_tokens_list(struct db_tx *tx, struct arena *a, int64_t user_id, struct api_token_rows *ret,
		     struct err *err) must_use;
bool api_tokens_touch(struct db_tx *tx, int64_t user_id, int64_t token_id, int64_t now_s,
		      struct err *err) must_use;
/* *ret_found false: no living token of that user has that id. */
bool api_tokens_revoke(struct db_tx *tx, int64_t user_id, int64_t token_id, int64_t now_s,
		       bool *ret_found, struct err *err) must_use;
bool api_tokens_revoke_all(struct db_tx *tx, int64_t user_id, int64_t now_s, struct err *err)
	must_use;
/* Forgets tokens that ended before `before_s`. */
bool api_tokens_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

#endif
