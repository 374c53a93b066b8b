/* Inside connect/: what its files share. */
#ifndef CONNECT_CORE_H
#define CONNECT_CORE_H

#include <stdatomic.h>

#include "connect/connect.h"
#include "crypto/secret.h"
#include "graph/oauth.h"
#include "graph/object.h"
#include "store/accounts.h"
#include "store/connections.h"
#include "store/social_accounts.h"
#include "store/token_watch.h"
#include "vault/vault.h"

#define PROVIDER STR("facebook")

/* Of a login at Meta, whoever begins it. */
#define STATE_BYTES 32
#define STATE_CHARS 43 /* of its base64url */
#define LOGIN_TTL_S 600

struct connect {
	struct connect_config config; /* texts are copies */
	atomic_uint_fast64_t started, connected, selected, disconnected;
	atomic_uint_fast64_t failed[ERR_CODE_COUNT];
};

int64_t core_now_s(const struct connect *c);

/* ---- what a flow asks for ---------------------------------------------------------------------
 */

struct flow_info {
	const char *name;     /* as stored, and in audit actions */
	const char *scopes;   /* asked for */
	const char *required; /* without these the flow fails */
	const char *auth_type;
};
const struct flow_info *core_flow(enum connect_flow flow);
/* The first required scope that was not granted; at == NULL: all were. */
struct str core_missing_scope(enum connect_flow flow, struct str granted);

/* ---- audit ------------------------------------------------------------------------------------
 */

/* A row that commits with the deed. `object` as "connection:conn_…"; `detail` JSON or empty. */
bool core_audit(struct db_tx *tx, const struct connect *c, const struct connect_actor *who,
		const char *action, struct str object, struct str detail, struct err *err) must_use;
/* A failure: its own row, and counted under its code. Returns false; `err` stays as it is. */
bool core_failed(struct connect *c, const struct connect_actor *who, const char *action,
		 struct err *err);

/* ---- tokens at rest ---------------------------------------------------------------------------
 */

/* Where a token is kept; its owner is part of what it is sealed with. */
struct token_place {
	int64_t user_id;
	struct str table; /* SOCIAL_TOKENS_TABLE and the like */
	struct str row;
};
bool core_seal(const struct connect *c, struct arena *a, struct token_place place,
	       const struct secret *token, struct str *ret, struct err *err) must_use;
bool core_open(const struct connect *c, struct arena *a, struct token_place place, struct str blob,
	       struct secret **ret, struct err *err) must_use;

/* The user token of a social account; INVALID_TOKEN when there is none that works. */
bool core_user_token(const struct connect *c, struct arena *a,
		     const struct social_account_row *social, struct secret **ret, struct err *err)
	must_use;
/* Gives every Instagram account of a social account the newest token; what it needs is read first.
 */
bool core_renew_accounts(struct connect *c, struct arena *a, int64_t user_id,
			 const struct social_account_row *social, int64_t *ret_count,
			 struct err *err) must_use;

/*
 * Asks Meta about one token, stores what it said and returns it; `was_refused`: a call with it has
 * just been refused. Fails only when Meta could not be asked or nothing could be stored.
 */
bool core_check_token(struct connect *c, struct arena *a, const struct watched_token *watched,
		      bool was_refused, struct token_watch_row *ret, struct err *err) must_use;

/* ---- Pages ------------------------------------------------------------------------------------
 */

/* Why the user cannot publish through that Page; ERR_NONE when he can. */
bool core_page_reason(struct db_tx *tx, struct arena *a, int64_t user_id,
		      const struct social_page_row *page, enum err_code *ret, struct err *err)
	must_use;
/* The stored Pages as the picker shows them. */
bool core_page_list(struct db_tx *tx, struct arena *a, int64_t user_id,
		    const struct social_page_rows *pages, const struct connect_page **ret,
		    struct err *err) must_use;

/*
 * Makes one stored Page the user's connection: proves that its token works, then stores connection,
 * account and account token in one transaction and asks for the first fetch.
 */
bool core_finish(struct connect *c, struct arena *a, const struct connect_actor *who,
		 const struct social_account_row *social, struct str page_id,
		 struct connect_outcome *ret, struct err *err) must_use;

/* Queues the collection of an Instagram account; *ret_job_id 0: nobody collects (connect.h). */
bool core_ask_collection(struct connect *c, struct db_tx *tx, struct arena *a, int64_t user_id,
			 struct str account_id, int64_t *ret_job_id, struct err *err) must_use;

/* Queues the Page's subscription to our webhook, when there is one and the grant allows it. */
bool core_ask_subscription(struct connect *c, struct db_tx *tx, struct arena *a,
			   const struct connection_row *row, struct err *err) must_use;

struct connection core_connection(const struct connection_row *row);

#endif
