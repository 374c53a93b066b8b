/*
 * Connecting Facebook and Instagram: one core with two faces, the /api/meta routes (flow META: one
 * Page becomes the user's connection) and the CekBrand routes (flow CEKBRAND: a Facebook account is
 * stored and its Instagram accounts are chosen later). Both share the login transaction, the token
 * exchange, the listing of Pages and the social account they end in.
 *
 * A login transaction is a row: `state` is 32 bytes from the CSPRNG, stored as a hash, valid for 10
 * minutes, bound to the user, his session, the flow and (for browsers) to a second secret in a
 * cookie; one UPDATE … RETURNING consumes it, and it is burnt whatever comes of it.
 *
 * Tokens are sealed (vault) before they reach a row; nothing here returns one. Every connect,
 * select, disconnect and failure leaves an audit row and counts under its error code. No function
 * holds a database transaction while it waits for Meta. All of them block: call them on a worker
 * thread.
 */
#ifndef CONNECT_CONNECT_H
#define CONNECT_CONNECT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/rng.h"
#include "base/str.h"

struct store;
struct hooks;
struct jobs;
struct graph;
struct vault;
struct connect;
struct db_tx;

struct connect_config {
	struct store *store;
	struct graph *graph;
	const struct vault *vault;
	struct jobs *jobs;   /* collects a new connection's data; NULL: nobody does (tests) */
	struct hooks *hooks; /* users' programs are told when a token ends; NULL: they are not */
	const struct clock *clock;
	const struct rng *rng; /* rng_system in production */
	/* Absolute, built from the configured base URL only, one per flow. */
	struct str redirect_meta;     /* https://host/api/meta/callback */
	bool has_mail;                /* users are told by e-mail when a token ends */
	bool has_webhooks;            /* Pages are subscribed when they are connected */
	struct str redirect_cekbrand; /* https://host/restapi/user/auth/facebook/callback/ */
	struct str redirect_login;    /* https://host/auth/facebook/callback/ */
};

bool connect_new(const struct connect_config *config, struct connect **ret, struct err *err)
	must_use;
struct connect *connect_free(struct connect *c);

enum connect_flow { CONNECT_META, CONNECT_CEKBRAND, CONNECT_FLOW_COUNT };

/* Who asks. Texts are borrowed for the call. */
struct connect_actor {
	int64_t user_id;
	int64_t limit_ig_account;     /* of his plan (auth/plan.h); < 0: none */
	int64_t limit_social_account; /* Facebook accounts; < 0: none */
	struct str session_id; /* what the login is bound to: a hash or id of the session or API
				  token */
	struct str request_id; /* for the audit row */
	struct str address;    /* the client's, for the audit row */
};

/* ---- the login --------------------------------------------------------------------------------
 */

struct connect_started {
	struct str oauth_url;
	struct str state;        /* 43 characters */
	struct str cookie_name;  /* without the __Host- prefix; at == NULL: no cookie wanted */
	struct str cookie_value; /* set HttpOnly, SameSite=Lax, Path=/, Max-Age=cookie_max_age_s */
	int64_t cookie_max_age_s;
};

/*
 * `is_browser`: the caller is known by a session cookie, so the login is also bound to the cookie
 * returned here. API clients with a Bearer token need none.
 */
bool connect_start(struct connect *c, struct arena *a, const struct connect_actor *who,
		   enum connect_flow flow, bool is_browser, struct connect_started *ret,
		   struct err *err) must_use;

/* The name of the cookie that belongs to `state`: "oa_" and 8 hex digits of its hash. */
struct str connect_cookie_name(struct arena *a, struct str state);

/* What Meta appended to the redirect; absent ones have at == NULL. */
struct connect_answer {
	struct str state;
	struct str code;
	struct str error; /* "access_denied" */
	struct str error_code;
	struct str error_message; /* error_description, or the error_message of the other form */
	struct str
		cookie_value; /* of the cookie named by connect_cookie_name; at == NULL: absent */
};

struct connect_page {
	struct str id, name, picture_url;
	bool has_instagram;
	struct str instagram_id, instagram_username; /* at == NULL without */
	bool usable;
	enum err_code reason; /* ERR_NONE when usable */
};

struct connection {
	int64_t id;           /* 0: none */
	struct str public_id; /* "conn_12" */
	struct str page_id, page_name, page_picture_url;
	struct str instagram_id, instagram_username, instagram_picture_url;
	struct str scopes; /* comma-separated */
	int64_t social_account_id;
	int64_t connected_at_s;
	int64_t expires_at_s;       /* 0: the Page token does not expire */
	int64_t token_checked_at_s; /* 0: never */
	bool token_ok;              /* as of the last check */
};

struct connect_outcome {
	enum { CONNECT_DONE, CONNECT_CHOOSE } kind;
	int64_t social_account_id;
	struct connection connection;     /* META and DONE */
	const struct connect_page *pages; /* META and CHOOSE */
	size_t page_count;
	/* META and DONE: the job that collects the account's data; 0: his plan has no room for it.
	 */
	int64_t job_id;
};

/*
 * Ends the login. Failures, in the order they are found:
 *   both      EXCEED_LIMIT (one Facebook account more than the plan has; CEKBRAND answers
 *             PERMISSION_DENIED, in the same words), STATE_INVALID, GRAPH, GRAPH_BUSY, NETWORK,
 * PAGES_INCOMPLETE, DATABASE CEKBRAND  PERMISSION_DENIED, FACEBOOK_ALREADY_USED,
 * FACEBOOK_NOT_FOUND, FACEBOOK_NOT_CONNECTED, INSTAGRAM_NOT_BUSINESS META      PERMISSIONS_MISSING,
 * FACEBOOK_ALREADY_USED, CONFLICT (still connected through another Facebook account),
 * NOT_ADMIN_PAGE, INSTAGRAM_NOT_CONNECTED, ACCOUNT_ALREADY_USED, TOKEN_EXPIRED CEKBRAND answers
 * PERMISSION_DENIED where META would say STATE_INVALID: its front end has a fixed table of codes.
 */
bool connect_callback(struct connect *c, struct arena *a, const struct connect_actor *who,
		      enum connect_flow flow, const struct connect_answer *answer,
		      struct connect_outcome *ret, struct err *err) must_use;

/* ---- logging in with Facebook -----------------------------------------------------------------
 */

/*
 * For nobody who is logged in (decision 0095): always bound to the browser that begins it, by the
 * cookie returned here. Asks Meta for the public profile alone.
 */
bool connect_login_start(struct connect *c, struct arena *a, struct connect_started *ret,
			 struct err *err) must_use;
/*
 * Whose Facebook account it is that has just proved itself: of the user who connected it, and of
 * nobody else, whatever e-mail address Facebook knows. Stores nothing and keeps no token.
 * STATE_INVALID (also for a used code), FACEBOOK_ACCOUNT_UNKNOWN, GRAPH, GRAPH_BUSY, NETWORK,
 * DATABASE. Of `who` only address and request_id are used.
 */
bool connect_login_finish(struct connect *c, struct arena *a, const struct connect_actor *who,
			  const struct connect_answer *answer, int64_t *ret_user_id,
			  struct err *err) must_use;

/* ---- flow META --------------------------------------------------------------------------------
 */

/* The list this session may choose from, for 10 minutes after its callback. None: NOT_FOUND. */
bool connect_pages(struct connect *c, struct arena *a, const struct connect_actor *who,
		   const struct connect_page **ret, size_t *ret_count, struct err *err) must_use;

/* Only a Page of that list. Its own `reason` is the error when it is not usable. */
bool connect_select(struct connect *c, struct arena *a, const struct connect_actor *who,
		    struct str page_id, struct connect_outcome *ret, struct err *err) must_use;

/* The user's connection; ret->id == 0 when there is none. Reads the database only. */
bool connect_status(struct connect *c, struct arena *a, const struct connect_actor *who,
		    struct connection *ret, struct err *err) must_use;

struct connect_disconnected {
	bool had_connection;
	bool revoked_at_meta; /* false: Meta could not be told; it is disconnected here all the same
			       */
	enum err_code meta_error; /* why not */
};
/*
 * Ends the user's connection here, keeps all collected data, and revokes at Meta unless another
 * connection or Instagram account of the same Facebook account still lives from that grant.
 */
bool connect_disconnect(struct connect *c, struct arena *a, const struct connect_actor *who,
			struct connect_disconnected *ret, struct err *err) must_use;

/* ---- watching tokens --------------------------------------------------------------------------
 */

struct job_context;

/* "token.watch", daily: queues a "token.check" for each token that was not checked for 20 hours. */
bool connect_watch_job(void *ctx, struct job_context *job, struct err *err) must_use;
/*
 * "token.check": {"place":"account_tokens","key":"1784…","refused":true}. Asks Meta about one
 * token, whoever needs to know; `refused` says that a call with it was just turned away. Two
 * witnesses in a row make it invalid; a first one alone is heard again after a quarter of an hour.
 * Warnings 14, 7 and 1 days before an end, and changes, are audit rows.
 */
bool connect_check_job(void *ctx, struct job_context *job, struct err *err) must_use;

/* Every token in use, whoever's it is: for the operator. `checks`: asks Meta about each one first.
 */
struct connect_token;
bool connect_tokens(struct connect *c, struct arena *a, bool checks,
		    const struct connect_token **ret, size_t *ret_count, struct err *err) must_use;

/* How the token of one of the user's accounts, or of a connection, fares; asks nobody. */
struct token_health;
bool connect_account_health(struct db_tx *tx, struct arena *a, struct str account_id, int64_t now_s,
			    struct token_health *ret, bool *ret_found, struct err *err) must_use;
bool connect_connection_health(struct db_tx *tx, struct arena *a, struct str public_id,
			       int64_t now_s, struct token_health *ret, bool *ret_found,
			       struct err *err) must_use;

/* "connect.subscribe": {"connection":"conn_…"}: Meta sends that Page's events from then on. */
bool connect_subscribe_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* Did Meta send this? `signature` is the X-Hub-Signature-256 header: "sha256=" and 64 hex digits.
 */
bool connect_is_from_meta(const struct connect *c, struct arena *a, struct str body,
			  struct str signature) must_use;

/* ---- people who leave -------------------------------------------------------------------------
 */

/*
 * Meta's deauthorize callback: the person removed the app at Facebook, so his tokens are dead at
 * once. The data stays. ERR_FORBIDDEN: Meta did not sign it.
 */
bool connect_deauthorize(struct connect *c, struct arena *a, struct str signed_request,
			 struct err *err) must_use;
/*
 * Meta's data deletion callback: ends the tokens and queues "connect.delete_person", which deletes
 * what came through that person: logins, tokens, Pages, and Instagram accounts with all their data
 * (the public part of one that somebody watches as a competitor stays). *ret_code: what the person
 * can ask its state with.
 */
bool connect_delete_person(struct connect *c, struct arena *a, struct str signed_request,
			   struct str *ret_code, struct err *err) must_use;
bool connect_delete_person_job(void *ctx, struct job_context *job, struct err *err) must_use;

struct connect_deletion {
	int64_t requested_s, finished_s; /* 0: under way */
	int64_t accounts;                /* Instagram accounts whose data was deleted */
};
bool connect_deletion_state(struct connect *c, struct arena *a, struct str code,
			    struct connect_deletion *ret, struct err *err) must_use;

/* ---- flow CEKBRAND ----------------------------------------------------------------------------
 */

struct social_account {
	int64_t id;
	struct str provider; /* "facebook" */
	struct str uid;
	int64_t last_login_s, date_joined_s;
	/* JSON text {id,name,email,picture,page:[…]}, apostrophes as \u0027 (cekbrand.md A.2). */
	struct str extra_data;
	bool has_token;
	int64_t token_expires_at_s;      /* 0: never */
	const struct str *instagram_ids; /* accounts stored for it */
	size_t instagram_count;
};

/* `user_id`: whose; an admin page may name somebody else. */
bool social_account_list(struct connect *c, struct arena *a, int64_t user_id,
			 const struct social_account **ret, size_t *ret_count, struct err *err)
	must_use;
/* Somebody else's or unknown: NOT_FOUND. */
bool social_account_get(struct connect *c, struct arena *a, const struct connect_actor *who,
			int64_t id, struct social_account *ret, struct err *err) must_use;

struct social_account_change {
	struct str provider, uid; /* must be what is stored */
	struct str extra_data;    /* name, email and picture are taken from it */
};
bool social_account_update(struct connect *c, struct arena *a, const struct connect_actor *who,
			   int64_t id, const struct social_account_change *change,
			   struct social_account *ret, struct err *err) must_use;
/* Removes it and its token; its Instagram accounts are unlinked, their data stays. */
bool social_account_delete(struct connect *c, struct arena *a, const struct connect_actor *who,
			   int64_t id, struct err *err) must_use;

/* Gives the newest token of that Facebook account to all its Instagram accounts. */
bool connect_reauthorize(struct connect *c, struct arena *a, const struct connect_actor *who,
			 int64_t social_account_id, struct err *err) must_use;

/*
 * Does the stored token of an Instagram account still work? Asks Meta at most once in five minutes
 * per account. INVALID_TOKEN when it does not; when Meta cannot be asked, the last answer stands.
 */
bool connect_check_account(struct connect *c, struct arena *a, const struct connect_actor *who,
			   struct str account_id, struct err *err) must_use;

/*
 * The same for the Page of a connection, before something is to be published through it: NOT_FOUND,
 * TOKEN_EXPIRED, PERMISSIONS_MISSING.
 */
bool connect_check_connection(struct connect *c, struct arena *a, const struct connect_actor *who,
			      struct str public_id, struct err *err) must_use;

/* Unlinks an Instagram account from its user (soft: the data stays). */
bool connect_unlink_account(struct connect *c, struct arena *a, const struct connect_actor *who,
			    struct str account_id, struct err *err) must_use;

struct instagram_business {
	struct str id, username, name, picture_url;
};
/* Public look-up through one of the caller's own accounts. Unknown or personal: NOT_FOUND. */
bool connect_instagram_business(struct connect *c, struct arena *a, const struct connect_actor *who,
				struct str username, struct instagram_business *ret,
				struct err *err) must_use;

/* ---- numbers ----------------------------------------------------------------------------------
 */

struct connect_counters {
	uint64_t started, connected, selected, disconnected;
	uint64_t failed[ERR_CODE_COUNT];
};
void connect_counters(const struct connect *c, struct connect_counters *ret);

#endif
