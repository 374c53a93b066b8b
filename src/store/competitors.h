/*
 * Competitors (cekbrand.md A.6, F.2): the accounts a user watches beside one of his own. A
 * competitor is a row of ig_accounts like any other, and its numbers lie in the same tables; what
 * is here links it to an own account of one user. Many may watch the same one: it is stored and
 * collected once, and nobody sees who else watches.
 */
#ifndef STORE_COMPETITORS_H
#define STORE_COMPETITORS_H

#include "store/store.h"

/* As it looked from outside when it was looked for last. */
enum competitor_state {
	COMPETITOR_UNSEEN, /* not looked for yet */
	COMPETITOR_VISIBLE,
	COMPETITOR_NOT_FOUND, /* no professional account has its name: gone, private or renamed */
	COMPETITOR_RENAMED,   /* its name belongs to another account now */
	COMPETITOR_STATE_COUNT,
};
/* "unseen", "visible", … */
struct str competitor_state_name(enum competitor_state state);

struct competitor_row {
	struct str id, username, name, biography, profile_picture_url;
	int64_t updated_s; /* profile read from Meta */
	int64_t added_s;
	enum competitor_state state;
	struct opt_int since_s;   /* in that state */
	struct opt_int checked_s; /* looked for last */
	struct opt_int seen_s;    /* found last */
};
struct competitor_rows {
	struct competitor_row *at;
	size_t count;
};

/* Whose: an own account, as its user sees it. */
struct competitor_owner {
	int64_t user_id;
	struct str account_id;
};

/* In the order they were added. */
bool competitors_list(struct db_tx *tx, struct arena *a, const struct competitor_owner *owner,
		      struct competitor_rows *ret, struct err *err) must_use;
bool competitors_get(struct db_tx *tx, struct arena *a, const struct competitor_owner *owner,
		     struct str competitor_id, struct competitor_row *ret, bool *ret_found,
		     struct err *err) must_use;
bool competitors_count(struct db_tx *tx, const struct competitor_owner *owner, int64_t *ret,
		       struct err *err) must_use;

/*
 * Links a stored account. ERR_COMPETITOR_EXISTS when it is linked already; ERR_EXCEED_LIMIT when
 * the owner would have more than `limit` (absent: no limit).
 */
bool competitors_add(struct db_tx *tx, const struct competitor_owner *owner,
		     struct str competitor_id, struct opt_int limit, int64_t now_s, struct err *err)
	must_use;
/* Unlinks it; its data stays. */
bool competitors_remove(struct db_tx *tx, const struct competitor_owner *owner,
			struct str competitor_id, bool *ret_found, struct err *err) must_use;

/* What was found when it was looked for; a state that lasts keeps its `since`. */
struct competitor_look {
	enum competitor_state state; /* not UNSEEN */
	struct opt_int meta_code, meta_subcode;
};
bool competitors_set_state(struct db_tx *tx, struct str competitor_id,
			   const struct competitor_look *look, int64_t now_s, struct err *err)
	must_use;

/* ---- collecting -------------------------------------------------------------------------------
 */

struct competitor_ids {
	struct str *at;
	size_t count;
};
/* Watched through some valid token, and not collected as an own account; by id. */
bool competitors_list_crawled(struct db_tx *tx, struct arena *a, struct str after_id, int64_t limit,
			      struct competitor_ids *ret, struct err *err) must_use;
/* Of one own account, whoever added them. */
bool competitors_list_of_account(struct db_tx *tx, struct arena *a, struct str account_id,
				 struct competitor_ids *ret, struct err *err) must_use;

/* The own accounts one may look through, with a valid token; the best first. */
struct competitor_owners {
	struct competitor_owner *at;
	size_t count;
};
bool competitors_list_viewers(struct db_tx *tx, struct arena *a, struct str competitor_id,
			      struct competitor_owners *ret, struct err *err) must_use;

#endif
