/*
 * Facebook users who logged in for ours, the token each of them granted, and the Pages it reaches.
 * A social account belongs to one user; deleting it destroys its tokens and Pages and unlinks its
 * Instagram accounts, whose data stays.
 */
#ifndef STORE_SOCIAL_ACCOUNTS_H
#define STORE_SOCIAL_ACCOUNTS_H

#include "store/store.h"

struct social_account_row {
	int64_t id, user_id;
	struct str provider, uid;
	struct str name, email, picture_url;
	struct str extra_data;       /* JSON */
	bool has_all_pages;          /* the last listing of Pages was complete */
	struct opt_int pages_seen_s; /* absent: never listed */
	int64_t date_joined_s, last_login_s;
};
struct social_account_rows {
	struct social_account_row *at;
	size_t count;
};

/* Not deleted, newest login first. */
bool social_accounts_list(struct db_tx *tx, struct arena *a, int64_t user_id,
			  struct social_account_rows *ret, struct err *err) must_use;
bool social_accounts_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
			 struct social_account_row *ret, bool *ret_found, struct err *err) must_use;
/* Whoever's it is: to find out that somebody else uses that Facebook account already. */
bool social_accounts_get_by_uid(struct db_tx *tx, struct arena *a, struct str provider,
				struct str uid, struct social_account_row *ret, bool *ret_found,
				struct err *err) must_use;
/*
 * Stores a login (user_id, provider, uid, name, email, picture_url, extra_data of `row`): a new
 * row, or the living one of that user. A row of somebody else is ERR_FACEBOOK_ALREADY_USED.
 */
bool social_accounts_put(struct db_tx *tx, const struct social_account_row *row, int64_t now_s,
			 int64_t *ret_id, struct err *err) must_use;
/* name, email, picture_url and extra_data only. */
bool social_accounts_set_profile(struct db_tx *tx, const struct social_account_row *row,
				 struct err *err) must_use;
bool social_accounts_delete(struct db_tx *tx, int64_t user_id, int64_t id, int64_t now_s,
			    bool *ret_found, struct err *err) must_use;

/* ---- tokens -----------------------------------------------------------------------------------
 */

/* What Meta last said about a token. */
struct token_check {
	bool is_valid;
	struct opt_int problem_code, problem_subcode; /* Graph's, when not valid */
	int64_t checked_s;
};

struct social_token_row {
	struct str id; /* social_token_key: the row name it is sealed with (vault_context.row) */
	int64_t social_account_id;
	struct str kind; /* "user" */
	struct str token_sealed;
	struct str scopes; /* comma-separated */
	int64_t issued_s;
	struct opt_int expires_s, data_access_expires_s, last_checked_s;
	bool is_valid;
	struct opt_int problem_code, problem_subcode;
	int64_t updated_s;
};
struct social_token_rows {
	struct social_token_row *at;
	size_t count;
};

/* "facebook:<uid>:<kind>"; known before the row exists, so that the token can be sealed for it. */
struct str social_token_key(struct arena *a, struct str provider, struct str uid, struct str kind);
/* Table and column names for sealing. */
#define SOCIAL_TOKENS_TABLE STR("social_tokens")
#define SOCIAL_TOKENS_COLUMN STR("token_sealed")

/* Inserts or replaces; the token counts as valid and checked at row->last_checked_s. */
bool social_tokens_put(struct db_tx *tx, const struct social_token_row *row, struct err *err)
	must_use;
bool social_tokens_get(struct db_tx *tx, struct arena *a, int64_t social_account_id,
		       struct str kind, struct social_token_row *ret, bool *ret_found,
		       struct err *err) must_use;
bool social_tokens_set_check(struct db_tx *tx, int64_t social_account_id, struct str kind,
			     const struct token_check *check, struct err *err) must_use;
/* Valid tokens whose last check is older than `before_s`, oldest first: the daily token watch. */
bool social_tokens_due(struct db_tx *tx, struct arena *a, int64_t before_s, int64_t limit,
		       struct social_token_rows *ret, struct err *err) must_use;

/* ---- Pages ------------------------------------------------------------------------------------
 */

struct social_page_row {
	struct str id; /* social_page_key: the row name its token is sealed with */
	int64_t social_account_id;
	struct str page_id, name, picture_url;
	struct str tasks; /* comma-separated; at == NULL: not told */
	bool can_create_content;
	struct str page_token_sealed; /* at == NULL: this person gets none */
	struct str ig_account_id, ig_username, ig_name,
		ig_picture_url; /* at == NULL: none linked */
	bool is_ig_personal;    /* one is linked, but it is not professional */
	struct str source;      /* me/accounts, owned_pages, client_pages */
	struct str business_id; /* at == NULL: from /me/accounts */
	int64_t seen_s;
};
struct social_page_rows {
	struct social_page_row *at;
	size_t count;
};

/* "facebook:<uid>:<page id>" */
struct str social_page_key(struct arena *a, struct str provider, struct str uid,
			   struct str page_id);
#define SOCIAL_PAGES_TABLE STR("social_pages")
#define SOCIAL_PAGES_COLUMN STR("page_token_sealed")

/*
 * The listing of one social account, in its order. A complete one replaces what was known; an
 * incomplete one only adds and updates, so that a failed branch never loses a Page.
 */
bool social_pages_put(struct db_tx *tx, int64_t social_account_id,
		      const struct social_page_rows *pages, bool is_complete, int64_t now_s,
		      struct err *err) must_use;
/* In listing order. */
bool social_pages_list(struct db_tx *tx, struct arena *a, int64_t social_account_id,
		       struct social_page_rows *ret, struct err *err) must_use;
bool social_pages_get(struct db_tx *tx, struct arena *a, int64_t social_account_id,
		      struct str page_id, struct social_page_row *ret, bool *ret_found,
		      struct err *err) must_use;
/* The user's Page that an Instagram account hangs on, newest login first. */
bool social_pages_get_by_instagram(struct db_tx *tx, struct arena *a, int64_t user_id,
				   struct str ig_account_id, struct social_page_row *ret,
				   bool *ret_found, struct err *err) must_use;

#endif
