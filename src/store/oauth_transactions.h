/*
 * Logins at Meta that are under way, and the Pages a session may choose from when one has ended.
 * The state parameter and the browser's second secret are known by their SHA-256 only.
 */
#ifndef STORE_OAUTH_TRANSACTIONS_H
#define STORE_OAUTH_TRANSACTIONS_H

#include "store/store.h"

struct oauth_transaction_row {
	struct str state_hash;   /* 32 bytes */
	struct str browser_hash; /* 32 bytes; at == NULL: API client, no cookie */
	int64_t user_id;
	struct str session_hash;
	struct str flow; /* "meta" or "cekbrand" */
	struct str provider;
	struct str redirect_uri;
	struct str return_to;       /* name of a page of ours */
	struct str verifier_sealed; /* at == NULL: no PKCE */
	int64_t created_s, expires_s;
};

bool oauth_transactions_add(struct db_tx *tx, const struct oauth_transaction_row *row,
			    struct err *err) must_use;

struct oauth_transaction_claim {
	struct str state_hash;
	int64_t user_id;
	struct str session_hash, flow, provider;
};
/*
 * Uses a transaction up, in one statement: only when it is unused, alive at `now_s`, and began in
 * that session and flow. Of any number of simultaneous callers at most one finds it. The caller
 * still has to compare browser_hash. Must be committed before the code is exchanged, whatever
 * comes of it.
 */
bool oauth_transactions_use(struct db_tx *tx, struct arena *a,
			    const struct oauth_transaction_claim *claim, int64_t now_s,
			    struct oauth_transaction_row *ret, bool *ret_found, struct err *err)
	must_use;
/* Forgets transactions, choices and logins with Facebook that ended before `before_s`. */
bool oauth_transactions_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

/* A login with Facebook: begun by nobody yet, bound to a browser only. */
struct facebook_login_row {
	struct str state_hash;   /* 32 bytes */
	struct str browser_hash; /* 32 bytes */
	int64_t created_s, expires_s;
};
bool facebook_logins_add(struct db_tx *tx, const struct facebook_login_row *row, struct err *err)
	must_use;
struct facebook_login_use {
	struct str state_hash;
	int64_t now_s;
};
/* As oauth_transactions_use: found at most once; the caller still compares browser_hash. */
bool facebook_logins_use(struct db_tx *tx, struct arena *a, const struct facebook_login_use *use,
			 struct facebook_login_row *ret, bool *ret_found, struct err *err) must_use;

struct page_choice_row {
	struct str session_hash;
	int64_t user_id, social_account_id;
	struct str page_ids; /* JSON array of strings, in the order shown */
	bool is_complete;
	int64_t created_s, expires_s;
};
/* Replaces the session's earlier list. */
bool page_choices_put(struct db_tx *tx, const struct page_choice_row *row, struct err *err)
	must_use;
struct page_choice_query {
	int64_t user_id;
	struct str session_hash;
	int64_t now_s; /* a list that has expired is not found */
};
bool page_choices_get(struct db_tx *tx, struct arena *a, const struct page_choice_query *q,
		      struct page_choice_row *ret, bool *ret_found, struct err *err) must_use;
bool page_choices_delete(struct db_tx *tx, int64_t user_id, struct str session_hash,
			 struct err *err) must_use;

#endif
