/* Logins of browsers. The database knows the SHA-256 of a session's cookie, never the cookie. */
#ifndef STORE_SESSIONS_H
#define STORE_SESSIONS_H

#include "store/store.h"

struct session_row {
	struct str id_hash; /* 32 bytes */
	int64_t user_id;
	struct str csrf_token;
	int64_t created_s, last_seen_s, expires_s;
	struct opt_int revoked_s;
	struct str user_agent, ip;
};
struct session_rows {
	struct session_row *at;
	size_t count;
};

/*
 * Stores a session (id_hash, user_id, csrf_token, created_s, expires_s, user_agent, ip of `row`)
 * and ends the user's oldest ones beyond LIMIT_SESSIONS_PER_USER.
 */
bool sessions_add(struct db_tx *tx, const struct session_row *row, struct err *err) must_use;
/* Only one that is alive at `now_s`: not expired, not revoked, and its user is active. */
bool sessions_get(struct db_tx *tx, struct arena *a, struct str id_hash, int64_t now_s,
		  struct session_row *ret, bool *ret_found, struct err *err) must_use;
/* Moves last_seen and the end; call it at most every few minutes per session. */
bool sessions_touch(struct db_tx *tx, struct str id_hash, int64_t now_s, int64_t expires_s,
		    struct err *err) must_use;
/* The user's living sessions, newest first. */
bool sessions_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t now_s,
		   struct session_rows *ret, struct err *err) must_use;
bool sessions_revoke(struct db_tx *tx, int64_t user_id, struct str id_hash, int64_t now_s,
		     struct err *err) must_use;
/* All of the user's, except `keep_hash` (at == NULL: none kept): after a change of password. */
bool sessions_revoke_all(struct db_tx *tx, int64_t user_id, struct str keep_hash, int64_t now_s,
			 struct err *err) must_use;
/* Forgets sessions that ended before `before_s`. */
bool sessions_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

#endif
