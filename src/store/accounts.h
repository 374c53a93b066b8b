/*
 * Instagram accounts (cekbrand.md A.3, F.2). An account is connected when a social account is
 * linked to it; deleting it only ends the link. One account is connected to one user at most.
 */
#ifndef STORE_ACCOUNTS_H
#define STORE_ACCOUNTS_H

#include "store/store.h"

struct token_check; /* store/social_accounts.h */

struct account_row {
	struct str id;
	struct opt_int user_id;           /* absent: nobody's */
	struct opt_int social_account_id; /* absent: not connected */
	struct str social_uid, social_name,
		social_email; /* of that social account, else at == NULL */
	struct str page_id;   /* at == NULL: not known */
	struct str username, name, biography, profile_picture_url, website;
	struct opt_int connected_s, disconnected_s;
	int64_t updated_s; /* profile read from Meta */
	bool has_problems, is_userid_valid;
};
struct account_rows {
	struct account_row *at;
	size_t count;
};

/* Connected and the user's own. */
bool accounts_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct str account_id,
		  struct account_row *ret, bool *ret_found, struct err *err) must_use;
/* By @name, connected and the user's own. */
bool accounts_get_by_username(struct db_tx *tx, struct arena *a, int64_t user_id,
			      struct str username, struct account_row *ret, bool *ret_found,
			      struct err *err) must_use;
/* Whoever's it is, connected or not: for crawls, for jobs and to see that it is taken. */
bool accounts_get_any(struct db_tx *tx, struct arena *a, struct str account_id,
		      struct account_row *ret, bool *ret_found, struct err *err) must_use;
/* The user's connected accounts, oldest connection first. */
bool accounts_list(struct db_tx *tx, struct arena *a, int64_t user_id, struct account_rows *ret,
		   struct err *err) must_use;
bool accounts_count(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err) must_use;
/* Those of one social account, connected. */
bool accounts_list_of_social(struct db_tx *tx, struct arena *a, int64_t user_id,
			     int64_t social_account_id, struct account_rows *ret, struct err *err)
	must_use;
/* Every connected account with a valid token, by id: the daily crawl. */
bool accounts_list_crawled(struct db_tx *tx, struct arena *a, struct str after_id, int64_t limit,
			   struct account_rows *ret, struct err *err) must_use;

/* Every connected account, by id, whatever its token: for the operator. */
bool accounts_list_connected(struct db_tx *tx, struct arena *a, struct str after_id, int64_t limit,
			     struct account_rows *ret, struct err *err) must_use;

/*
 * Stores the profile (id, page_id, username, name, biography, profile_picture_url, website) of an
 * account, new or known, and leaves its link alone. An absent page_id keeps the stored one.
 */
bool accounts_put_profile(struct db_tx *tx, const struct account_row *row, int64_t now_s,
			  struct err *err) must_use;
/*
 * Links a stored account to a user. ERR_ACCOUNT_ALREADY_USED when it is connected to somebody else;
 * ERR_EXCEED_LIMIT when the user would have more than `limit` connected accounts (absent: no
 * limit).
 */
bool accounts_connect(struct db_tx *tx, struct str account_id, int64_t user_id,
		      int64_t social_account_id, struct opt_int limit, int64_t now_s,
		      struct err *err) must_use;
/* Ends the link and destroys the account's token; the data stays. */
bool accounts_disconnect(struct db_tx *tx, int64_t user_id, struct str account_id, int64_t now_s,
			 bool *ret_found, struct err *err) must_use;
bool accounts_set_health(struct db_tx *tx, struct str account_id, bool has_problems,
			 bool is_userid_valid, struct err *err) must_use;

/* ---- the token an account is read with ---------------------------------------------------------
 */

struct account_token_row {
	struct str account_id; /* also the row name it is sealed with */
	struct opt_int social_account_id;
	struct str token_sealed;
	struct opt_int expires_s, last_checked_s;
	bool is_valid;
	struct opt_int problem_code, problem_subcode;
	int64_t updated_s;
};
#define ACCOUNT_TOKENS_TABLE STR("account_tokens")
#define ACCOUNT_TOKENS_COLUMN STR("token_sealed")

/* Inserts or replaces; the token counts as valid. */
bool account_tokens_put(struct db_tx *tx, const struct account_token_row *row, struct err *err)
	must_use;
bool account_tokens_get(struct db_tx *tx, struct arena *a, struct str account_id,
			struct account_token_row *ret, bool *ret_found, struct err *err) must_use;
bool account_tokens_set_check(struct db_tx *tx, struct str account_id,
			      const struct token_check *check, struct err *err) must_use;

#endif
