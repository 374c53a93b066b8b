/*
 * Who is calling, and may they: users, logins, sessions, API tokens, CSRF. Knows nothing of HTTP:
 * cookies, headers and addresses come in as text, and what must be set as a cookie goes out as
 * text; api/ does the HTTP part.
 *
 * Credentials are 256 random bits and only their SHA-256 is stored, so a stolen database logs
 * nobody in. A session begins with a new id at every login and at every password change, ends when
 * idle, when too old or when revoked, and is gone at once when its row is gone (decision 0011).
 * Guessing passwords is throttled per account and per address before anything is hashed, and an
 * unknown user costs and answers exactly what a known one does (decision 0012).
 *
 * All functions that take a `struct auth` may block (database, password hashing): call them on a
 * worker thread. A `struct auth` may be shared by threads. Texts of requests are borrowed for the
 * call; texts in results live in the arena given.
 */
#ifndef AUTH_AUTH_H
#define AUTH_AUTH_H

#include <stdbool.h>
#include <stdint.h>

#include "auth/plan.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/opt.h"
#include "base/rng.h"
#include "base/str.h"
#include "crypto/password.h"

struct store;
struct auth;

struct auth_config {
	struct store *store;
	const struct clock *clock;
	const struct rng *rng;              /* rng_system in production */
	struct password_cost password_cost; /* zero: PASSWORD_COST_DEFAULT */
	unsigned hashes_at_once;            /* 0: 2; each takes the cost's memory */
	unsigned hash_queue;                /* 0: 50 may wait for one; more: ERR_BUSY */
	int64_t session_idle_s;             /* 0: 7 days */
	int64_t session_age_s;              /* 0: 30 days, however busy it is */
};

bool auth_new(const struct auth_config *config, struct auth **ret, struct err *err) must_use;
struct auth *auth_free(struct auth *auth);
void auth_freep(struct auth **auth);

/* Who is at the other end, for sessions lists, throttling and the audit log. */
struct auth_client {
	struct str address;    /* of the peer, as the HTTP server decided it; never a raw header */
	struct str user_agent; /* may be empty */
	struct str request_id;
	bool is_browser; /* the request carried Origin or Sec-Fetch-Site */
};

/* ---- who is it ---------------------------------------------------------------------------- */

enum auth_via {
	AUTH_NOBODY,
	AUTH_COOKIE, /* a session cookie: unsafe methods need auth_csrf_ok */
	AUTH_BEARER, /* a session's token in the Authorization header */
	AUTH_TOKEN,  /* an API token (smp_…) in the Authorization header */
};

struct identity {
	enum auth_via via;
	int64_t user_id;  /* 0: nobody */
	bool is_admin;    /* no limits, admin pages */
	bool is_staff;    /* admin pages */
	bool is_verified; /* his e-mail address */
	struct plan plan;
	struct str credential; /* hex SHA-256 of what was presented; of a session: its id in lists.
				  What a login at Meta is bound to */
	struct str csrf_token; /* AUTH_COOKIE only: what the cookie `csrftoken` must hold */
};

struct auth_credentials {
	struct str cookie; /* value of the session cookie; at == NULL: none */
	struct str bearer; /* after "Bearer "; at == NULL: none. It decides alone when present */
};

/*
 * Bad, expired and revoked credentials are nobody, without an error: a fault is only a database
 * that fails. Notes the time of use at most once a minute.
 */
bool auth_identify(struct auth *auth, struct arena *a, const struct auth_credentials *given,
		   struct identity *ret, struct err *err) must_use;

/* ---- CSRF --------------------------------------------------------------------------------- */

struct auth_origin {
	struct str own;        /* scheme://host[:port] of this server */
	struct str origin;     /* header Origin; at == NULL: absent */
	struct str fetch_site; /* header Sec-Fetch-Site; at == NULL: absent */
};
/* False for a request that another site made a browser send. For every unsafe method, login too. */
bool auth_origin_ok(const struct auth_origin *from);
/* True without a cookie; else the header X-CSRFToken must be the session's token. */
bool auth_csrf_ok(const struct identity *who, const struct auth_origin *from, struct str token);

/* ---- login and sessions ------------------------------------------------------------------- */

struct auth_login {
	struct str email, password;
	struct str cookie; /* the session cookie sent along, if any: that session ends */
	struct str device; /* the device cookie sent along, if any */
};

/* What to hand to the client after a login or a password change. */
struct auth_session {
	int64_t user_id;
	struct str cookie;     /* value of the session cookie: HttpOnly */
	int64_t max_age_s;     /* of that cookie */
	struct str csrf_token; /* value of the cookie `csrftoken` */
	struct str bearer;     /* the `token` of the reply; "" for browsers */
	/*
	 * Value of a cookie that says "this device has logged in before": it keeps the owner able
	 * to log in while somebody else guesses at the account. HttpOnly, AUTH_DEVICE_AGE_S; it
	 * opens nothing. at == NULL: leave the one the client has.
	 */
	struct str device;
};
#define AUTH_DEVICE_AGE_S (365 * 86400)

/*
 * ERR_INVALID_FIELD (missing email or password), ERR_BAD_CREDENTIALS, ERR_TOO_MANY_LOGIN_ATTEMPTS
 * (with the seconds in its text and in *ret_wait_s), ERR_BUSY.
 */
bool auth_login(struct auth *auth, struct arena *a, const struct auth_client *client,
		const struct auth_login *login, struct auth_session *ret, int64_t *ret_wait_s,
		struct err *err) must_use;

/*
 * A login without a password, by something else that proves who it is (Facebook). Each of the two
 * steps of such a login is counted by address, before anything is done for it, and given back when
 * it succeeds: ERR_TOO_MANY_LOGIN_ATTEMPTS as above.
 */
bool auth_take_proof(struct auth *auth, struct arena *a, const struct auth_client *client,
		     int64_t *ret_wait_s, struct err *err) must_use;
struct auth_proven {
	int64_t user_id;
	struct str cookie;  /* the session cookie sent along, if any: that session ends */
	const char *action; /* for the audit log */
};
/* ERR_BAD_CREDENTIALS for a user who is gone or shut out. */
bool auth_login_proven(struct auth *auth, struct arena *a, const struct auth_client *client,
		       const struct auth_proven *proven, struct auth_session *ret, struct err *err)
	must_use;

/* Ends the session; API tokens stay. */
bool auth_logout(struct auth *auth, const struct identity *who, const struct auth_client *client,
		 struct err *err) must_use;
/* Ends all sessions of the user, this one too. */
bool auth_logout_everywhere(struct auth *auth, const struct identity *who,
			    const struct auth_client *client, struct err *err) must_use;

struct auth_session_info {
	struct str id;                  /* opens nothing */
	struct str address, user_agent; /* at login */
	int64_t created_at_s, seen_at_s, expires_at_s;
	bool is_this;
};
bool auth_session_list(struct auth *auth, struct arena *a, const struct identity *who,
		       const struct auth_session_info **ret, size_t *ret_count, struct err *err)
	must_use;
/* One of the user's own; ERR_NOT_FOUND otherwise. */
bool auth_session_revoke(struct auth *auth, const struct identity *who, struct str id,
			 const struct auth_client *client, struct err *err) must_use;

struct auth_password_change {
	struct str old_password, new_password;
};
/*
 * ERR_INVALID_FIELD for a wrong old or a bad new password; throttled like a login. Ends all other
 * sessions and gives this one a new id.
 */
bool auth_password_change(struct auth *auth, struct arena *a, const struct identity *who,
			  const struct auth_client *client,
			  const struct auth_password_change *change, struct auth_session *ret,
			  struct err *err) must_use;

struct auth_access {
	struct str token; /* a JWT: goes where a session's bearer goes */
	int64_t expires_in_s;
};
#define AUTH_ACCESS_AGE_S 3600
/* For the bearer of a session only; others: ERR_FORBIDDEN. */
bool auth_access_token(struct auth *auth, struct arena *a, const struct identity *who,
		       struct auth_access *ret, struct err *err) must_use;

/* ---- API tokens --------------------------------------------------------------------------- */

struct auth_token_info {
	int64_t id;
	struct str name;
	int64_t created_at_s, expires_at_s; /* expires 0: never */
	int64_t used_at_s;                  /* 0: not yet */
};
struct auth_token_wish {
	struct str name;
	int64_t expires_in_s; /* 0: does not end */
};
struct auth_token {
	int64_t id;
	struct str token; /* "smp_" and 43 characters: shown once and never again */
};
bool auth_token_create(struct auth *auth, struct arena *a, const struct identity *who,
		       const struct auth_client *client, const struct auth_token_wish *wish,
		       struct auth_token *ret, struct err *err) must_use;
bool auth_token_list(struct auth *auth, struct arena *a, const struct identity *who,
		     const struct auth_token_info **ret, size_t *ret_count, struct err *err)
	must_use;
/* One of the user's own; ERR_NOT_FOUND otherwise. */
bool auth_token_revoke(struct auth *auth, const struct identity *who, int64_t id,
		       const struct auth_client *client, struct err *err) must_use;

/* ---- users -------------------------------------------------------------------------------- */

struct auth_user {
	int64_t id;
	struct str email;
	struct str first_name, last_name;
	struct plan plan;
	struct str phone, photo;
	struct opt_int category_id;
	struct str category_name; /* at == NULL without a category */
	bool is_admin, is_staff, is_active, is_verified;
	int64_t created_at_s, last_login_at_s; /* 0: never */
};

struct auth_user_new {
	struct str email, password;
	struct str first_name, last_name;
	struct str plan; /* a name of plan.h; at == NULL: "admin" */
};
/* ERR_INVALID_FIELD names what is wrong: email (also when taken), password, plan, a name. */
bool auth_user_create(struct auth *auth, struct arena *a, const struct auth_user_new *user,
		      int64_t *ret_id, struct err *err) must_use;
/* For the command line: no old password is asked. Ends all sessions. Unknown: ERR_NOT_FOUND. */
bool auth_user_set_password(struct auth *auth, struct arena *a, struct str email,
			    struct str password, struct err *err) must_use;
/* The id of who has that e-mail address; nobody: ERR_NOT_FOUND. */
bool auth_user_find(struct auth *auth, struct arena *a, struct str email, int64_t *ret_id,
		    struct err *err) must_use;
bool auth_user_get(struct auth *auth, struct arena *a, int64_t id, struct auth_user *ret,
		   struct err *err) must_use;
/* Everybody, oldest first. */
bool auth_user_list(struct auth *auth, struct arena *a, const struct auth_user **ret,
		    size_t *ret_count, struct err *err) must_use;

/* ---- registration ------------------------------------------------------------------------- */

struct auth_registration {
	struct str email, password;
	struct str first_name, last_name, phone;
	struct opt_int category_id;
	struct str coupon_code; /* of a voucher; empty: none */
	bool is_english;        /* letters to him are in English */
	bool needs_coupon;      /* nobody registers without one */
	bool is_verified;       /* something that was sent to his address has brought him */
};
/*
 * A new user without a subscription, whose address is not confirmed yet, logged in. A coupon is
 * redeemed with it. ERR_INVALID_FIELD names the field (email also when taken, coupon_code when it
 * cannot be redeemed), ERR_RATE_LIMITED after 10 tries an hour from one address.
 */
bool auth_register(struct auth *auth, struct arena *a, const struct auth_client *client,
		   const struct auth_registration *form, struct auth_session *ret, struct err *err)
	must_use;

struct auth_profile {
	struct str first_name, last_name, phone;
	struct opt_int category_id;
	struct str photo; /* name below the upload folder */
};
/* Members with at == NULL (and a category that is absent) stay as they are. */
bool auth_profile_set(struct auth *auth, struct arena *a, const struct identity *who,
		      const struct auth_profile *change, struct err *err) must_use;

/* ---- links sent by e-mail ----------------------------------------------------------------- */

#define AUTH_RESET_AGE_S 3600
#define AUTH_VERIFY_AGE_S (3 * 86400)

/* One use, one purpose; a new one does not end the ones before it. */
struct auth_link {
	int64_t user_id;
	struct str email, first_name, language; /* of the user, for the letter */
	struct str token;                       /* shown to nobody but him */
};
/* To set a new password; not found for addresses of nobody, or of somebody shut out. */
bool auth_reset_link(struct auth *auth, struct arena *a, struct str email, struct auth_link *ret,
		     bool *ret_found, struct err *err) must_use;
/* To confirm the address; not found when that was done. */
bool auth_verify_link(struct auth *auth, struct arena *a, int64_t user_id, struct auth_link *ret,
		      bool *ret_found, struct err *err) must_use;

struct auth_password_reset {
	struct str uid, token, new_password;
};
/*
 * ERR_INVALID_FIELD `token` for a link that is unknown, used or too old, or `new_password2`. Ends
 * all sessions, and confirms the address: the link came through it.
 */
bool auth_password_reset(struct auth *auth, struct arena *a, const struct auth_client *client,
			 const struct auth_password_reset *reset, struct err *err) must_use;
/* ERR_KEY_EXPIRED for a key that is unknown, used, too old or another user's. */
bool auth_verify_email(struct auth *auth, struct arena *a, const struct identity *who,
		       const struct auth_client *client, struct str key, struct err *err) must_use;
/* For the command line. Unknown: ERR_NOT_FOUND. */
bool auth_user_verify(struct auth *auth, struct arena *a, struct str email, struct err *err)
	must_use;

/*
 * May this letter be asked for now? Counts it when it may. By address asked from (20 in 15 minutes:
 * ERR_RATE_LIMITED) and by the e-mail address asked for (*ret_ok false after 3 an hour: nothing is
 * sent, and the answer is the same).
 */
bool auth_take_reset(struct auth *auth, struct arena *a, const struct auth_client *client,
		     struct str email, bool *ret_ok, struct err *err) must_use;
/*
 * Once a minute (ERR_COOLDOWN_PERIOD, with the seconds in its text and in *ret_wait_s), three times
 * until a day without one has passed (ERR_EXCEED_LIMIT).
 */
bool auth_take_verify(struct auth *auth, struct arena *a, int64_t user_id, int64_t *ret_wait_s,
		      struct err *err) must_use;

/* A random UUID (RFC 9562 section 5.4): the id of a subscription. */
struct str auth_uuid4(struct arena *a, const struct rng *rng);

/* ---- upkeep ------------------------------------------------------------------------------- */

/* Forgets sessions and tokens that ended a month ago, and quiet counters. Once a day. */
bool auth_purge(struct auth *auth, struct err *err) must_use;

/* ---- numbers ------------------------------------------------------------------------------ */

struct auth_counters {
	uint64_t logins, failed_logins, throttled, busy;
	uint64_t password_hashes; /* evaluations of argon2id */
};
struct auth_counters auth_counters(const struct auth *auth);

#endif
