/* What the files of auth/ share; nobody outside includes it. */
#ifndef AUTH_INTERNAL_H
#define AUTH_INTERNAL_H

#include <stdatomic.h>

#include "auth/auth.h"
#include "auth/hash_gate.h"
#include "auth/throttle.h"
#include "base/limits.h"
#include "crypto/hash.h"
#include "crypto/secret.h"
#include "store/audit.h"
#include "store/sessions.h"
#include "store/store.h"
#include "store/users.h"

#define SESSION_PREFIX "sms_"
#define TOKEN_PREFIX "smp_"
#define CREDENTIAL_BYTES 32
#define SMALL_ARENA_BYTES (256 * KIB) /* for functions that return no text */
#define USER_AGENT_MAX_BYTES 300
#define PASSWORD_MAX_BYTES (4 * LIMIT_PASSWORD_MAX) /* of UTF-8 */

struct auth {
	struct auth_config config; /* defaults filled in */
	struct hash_gate gate;
	struct secret *device_key;
	struct secret *access_key; /* of access tokens; lives and dies with the process */
	atomic_uint_fast64_t logins, failed_logins, throttled, busy, password_hashes;
};

/* Text that must be there in a row, if only as ''. */
static inline struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

/* ---- auth.c ------------------------------------------------------------------------------- */

int64_t auth_now_s(const struct auth *auth);
/* A new credential: `prefix` and 43 characters. */
struct str credential_new(struct auth *auth, struct arena *a, const char *prefix);

/* Something done to a user, for the audit log. */
struct audit_event {
	const char *action;
	const struct auth_client *client; /* NULL: done on the command line */
	int64_t actor_id;                 /* 0: nobody who is logged in */
	int64_t user_id;                  /* 0: nobody known */
	enum err_code outcome;
};
bool audit_user(struct db_tx *tx, struct arena *a, const struct auth *auth,
		const struct audit_event *event, struct err *err) must_use;

/* ---- user.c ------------------------------------------------------------------------------- */

bool plan_load(struct db_tx *tx, struct arena *a, const struct user_row *user, int64_t now_s,
	       struct plan *ret, struct err *err) must_use;
/* 8 to 256 characters, not the e-mail address, and none that everybody tries (common.h). */
bool password_policy(const char *field, struct str password, struct str email, struct err *err)
	must_use;

/* ---- register.c --------------------------------------------------------------------------- */

/* Empty is fine; whether a name is required is the form's business. */
bool name_check(const char *field, struct str name, struct err *err) must_use;
bool phone_check(struct str phone, struct err *err) must_use;
bool category_check(struct db_tx *tx, struct arena *a, struct opt_int id, struct err *err) must_use;

/* ---- limit.c ------------------------------------------------------------------------------ */

/* Counts one try to register; ERR_RATE_LIMITED when there were too many. */
bool limit_register(struct db_tx *tx, struct arena *a, const struct auth_client *client,
		    int64_t now_s, struct err *err) must_use;

/* ---- guess.c ------------------------------------------------------------------------------ */

/*
 * One try at a password: counted in tx before the hash, given back in another when it was right.
 */
#define GUESS_BUCKETS 2
struct guess {
	struct str buckets[GUESS_BUCKETS];
	const struct throttle_rule *rules[GUESS_BUCKETS];
};
/* `device` at == NULL: not a known device. */
void guess_init(struct guess *g, struct arena *a, struct str email_folded, struct str device,
		struct str address);
/* *ret_wait_s > 0: too many, and nothing was counted. */
bool guess_take(struct db_tx *tx, const struct guess *g, int64_t now_s, int64_t *ret_wait_s,
		struct err *err) must_use;
bool guess_give_back(struct db_tx *tx, const struct guess *g, struct err *err) must_use;
/* For a try that ended before anything was hashed. */
void guess_forget(struct auth *auth, struct guess *g);
/* ERR_TOO_MANY_LOGIN_ATTEMPTS with the seconds in its text. */
bool guess_refuse(struct auth *auth, int64_t wait_s, struct err *err);

/* Through the gate, counted. `encoded` empty: costs the same and matches nothing. */
bool password_check(struct auth *auth, struct arena *a, struct str encoded, struct str password,
		    bool *ret_matches, struct err *err) must_use;
bool password_make(struct auth *auth, struct arena *a, struct str password, struct str *ret,
		   struct err *err) must_use;

/* ---- access_token.c ----------------------------------------------------------------------- */

/* The id of the session a token names; false for one that is forged or too old. */
bool access_token_session(const struct auth *auth, struct arena *a, struct str token,
			  struct str *ret_id_hash) must_use;

/* ---- device.c ----------------------------------------------------------------------------- */

bool device_key_load(struct auth *auth, struct err *err) must_use;
struct str device_cookie(const struct auth *auth, struct arena *a, const struct user_row *user,
			 int64_t now_s);
bool device_is_known(const struct auth *auth, struct arena *a, const struct user_row *user,
		     struct str cookie, int64_t now_s);

/* ---- session.c ---------------------------------------------------------------------------- */

/* A new session for the user; `ret->device` is not touched. */
bool session_begin(struct db_tx *tx, struct auth *auth, struct arena *a, int64_t user_id,
		   const struct auth_client *client, struct auth_session *ret, struct err *err)
	must_use;
/* Ends whatever session that cookie opens; none is fine. */
bool session_end(struct db_tx *tx, struct arena *a, struct str cookie, int64_t now_s,
		 struct err *err) must_use;

#endif
