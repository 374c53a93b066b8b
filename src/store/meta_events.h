/*
 * What Meta tells us by itself: webhook events as they came, the mentions among them, and requests
 * of people to have their data deleted.
 */
#ifndef STORE_META_EVENTS_H
#define STORE_META_EVENTS_H

#include "store/comments.h"
#include "store/store.h"

/* ---- events ------------------------------------------------------------------------------------
 */

struct webhook_event {
	struct str id; /* 32 bytes */
	struct str object, entry_id, field;
	struct str value; /* JSON */
	int64_t event_s;
};
struct webhook_events {
	struct webhook_event *at;
	size_t count;
};

/* *ret_new: false when that event was stored before, whatever became of it. */
bool webhook_events_add(struct db_tx *tx, const struct webhook_event *event, int64_t now_s,
			bool *ret_new, struct err *err) must_use;
/* Waiting ones, oldest first. */
bool webhook_events_waiting(struct db_tx *tx, struct arena *a, int64_t limit,
			    struct webhook_events *ret, struct err *err) must_use;
bool webhook_events_finish(struct db_tx *tx, struct str id, struct str outcome, struct err *err)
	must_use;
bool webhook_events_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

/* ---- mentions ----------------------------------------------------------------------------------
 */

struct mention_row {
	struct str media_id;
	struct str comment_id; /* empty: in the post's caption */
	int64_t seen_s;
};
struct mention_rows {
	struct mention_row *at;
	size_t count;
};
bool mentions_put(struct db_tx *tx, struct str account_id, const struct mention_row *row,
		  struct err *err) must_use;
/* All of that span, oldest first. Told a struct mention_row. */
bool mentions_each(struct db_tx *tx, struct arena *a, struct str account_id,
		   const int64_t span_s[2], const struct store_each *each, struct err *err)
	must_use;
/* Newest first. */
bool mentions_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t limit,
		   struct mention_rows *ret, struct err *err) must_use;

/* ---- people who leave --------------------------------------------------------------------------
 */

struct deletion_request {
	struct str code;
	struct str uid; /* at Facebook; at == NULL: finished */
	int64_t requested_s;
	struct opt_int finished_s;
	int64_t accounts;
};
bool deletion_requests_add(struct db_tx *tx, const struct deletion_request *row, struct err *err)
	must_use;
bool deletion_requests_get(struct db_tx *tx, struct arena *a, struct str code,
			   struct deletion_request *ret, bool *ret_found, struct err *err) must_use;
bool deletion_requests_finish(struct db_tx *tx, struct str code, int64_t now_s, int64_t accounts,
			      struct err *err) must_use;

/* The tokens that a person's removal of the app has ended: keys of token_watch's places. */
struct token_keys; /* store/token_watch.h */
bool person_tokens(struct db_tx *tx, struct arena *a, struct str uid, struct token_keys *ret,
		   struct err *err) must_use;

struct account_ids {
	struct str *at;
	size_t count;
};
/* Instagram accounts whose data came through that person's logins, connected or not. */
bool person_accounts(struct db_tx *tx, struct arena *a, struct str uid, struct account_ids *ret,
		     struct err *err) must_use;
/*
 * Deletes what came through that person: `account_ids` with all their data (of one that somebody
 * watches as a competitor the public part stays), his logins, tokens and Pages.
 */
bool person_delete(struct db_tx *tx, struct str uid, const struct account_ids *accounts,
		   struct err *err) must_use;

#endif
