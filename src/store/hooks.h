/*
 * Webhooks out: addresses of users' own programs, the messages that are sent to them, and each try.
 * Also which posts a letter must still tell of, and who wants such letters (decision 0240).
 */
#ifndef STORE_HOOKS_H
#define STORE_HOOKS_H

#include "store/store.h"

#define HOOKS_TABLE STR("hooks")
#define HOOKS_COLUMN STR("secret_sealed")
#define HOOKS_OLD_COLUMN STR("old_sealed")

/* ---- hooks ------------------------------------------------------------------------------------
 */

struct hook_row {
	struct str id; /* hook_… */
	int64_t user_id;
	struct str url;
	struct str events; /* ",post.failed,post.held," */
	bool is_active;
	struct str off_reason; /* at == NULL: the server did not switch it off */
	struct str secret_sealed;
	struct str old_sealed; /* at == NULL: none */
	struct opt_int old_until_s;
	struct opt_int failing_since_ms;
	int64_t failures;
	struct opt_int paused_ms;
	int64_t created_s, updated_s;
};
struct hook_rows {
	struct hook_row *at;
	size_t count;
};

/* id, user_id, url, events, is_active and secret_sealed of `row`. */
bool hooks_add(struct db_tx *tx, const struct hook_row *row, int64_t now_s, struct err *err)
	must_use;
/* url, events and is_active; forgets how it fared. */
bool hooks_set(struct db_tx *tx, const struct hook_row *row, int64_t now_s, bool *ret_found,
	       struct err *err) must_use;
/* secret_sealed, old_sealed and old_until_s. */
bool hooks_set_secret(struct db_tx *tx, const struct hook_row *row, int64_t now_s, struct err *err)
	must_use;
bool hooks_delete(struct db_tx *tx, int64_t user_id, struct str id, bool *ret_found,
		  struct err *err) must_use;
bool hooks_list(struct db_tx *tx, struct arena *a, int64_t user_id, struct hook_rows *ret,
		struct err *err) must_use;
bool hooks_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct str id,
	       struct hook_row *ret, bool *ret_found, struct err *err) must_use;
/* Whoever's it is: for the job that delivers. */
bool hooks_get_any(struct db_tx *tx, struct arena *a, struct str id, struct hook_row *ret,
		   bool *ret_found, struct err *err) must_use;
/* The user's active ones that want that event. */
bool hooks_wanting(struct db_tx *tx, struct arena *a, int64_t user_id, struct str event,
		   struct hook_rows *ret, struct err *err) must_use;

bool hooks_went_well(struct db_tx *tx, struct str id, struct err *err) must_use;
bool hooks_failed(struct db_tx *tx, struct str id, int64_t now_ms, int64_t paused_ms,
		  struct err *err) must_use;
/* *ret_changed false: it was off already. */
bool hooks_switch_off(struct db_tx *tx, struct str id, const char *reason, int64_t now_s,
		      bool *ret_changed, struct err *err) must_use;

/* ---- messages and deliveries ------------------------------------------------------------------
 */

struct hook_message_row {
	struct str message_id; /* msg_… */
	struct str event, body;
	int64_t created_ms;
};
bool hook_messages_add(struct db_tx *tx, const struct hook_message_row *row, int64_t *ret_id,
		       struct err *err) must_use;
/* With their deliveries. */
bool hook_messages_purge(struct db_tx *tx, int64_t before_ms, struct err *err) must_use;

struct hook_delivery_row {
	int64_t id;
	struct str hook_id;
	int64_t message; /* row of the message */
	struct str message_id, event, body;
	struct str state;  /* waiting, delivered, failed */
	struct str reason; /* of a failed one; at == NULL: none */
	int64_t attempts;
	struct opt_int next_ms;
	int64_t created_ms;
	struct opt_int finished_ms;
};
struct hook_delivery_rows {
	struct hook_delivery_row *at;
	size_t count;
};

bool hook_deliveries_add(struct db_tx *tx, struct str hook_id, int64_t message, int64_t now_ms,
			 int64_t *ret_id, struct err *err) must_use;
bool hook_deliveries_get(struct db_tx *tx, struct arena *a, int64_t id,
			 struct hook_delivery_row *ret, bool *ret_found, struct err *err) must_use;
/* Newest first. */
bool hook_deliveries_list(struct db_tx *tx, struct arena *a, struct str hook_id, int64_t limit,
			  int64_t offset, struct hook_delivery_rows *ret, struct err *err) must_use;
bool hook_deliveries_count(struct db_tx *tx, struct str hook_id, int64_t *ret, struct err *err)
	must_use;
/* When the newest one was made; absent: there is none. */
bool hook_deliveries_newest(struct db_tx *tx, struct str hook_id, struct opt_int *ret_ms,
			    struct err *err) must_use;
/* state, reason, attempts, next_ms and finished_ms of a waiting one. */
bool hook_deliveries_move(struct db_tx *tx, const struct hook_delivery_row *row, bool *ret_moved,
			  struct err *err) must_use;

struct hook_attempt_row {
	int64_t number, at_ms, took_ms;
	struct opt_int status; /* absent: no answer */
	struct str answer;     /* at == NULL: none */
	struct str error;      /* at == NULL: it was delivered */
};
struct hook_attempt_rows {
	struct hook_attempt_row *at;
	size_t count;
};
bool hook_attempts_add(struct db_tx *tx, int64_t delivery_id, const struct hook_attempt_row *row,
		       struct err *err) must_use;
bool hook_attempts_list(struct db_tx *tx, struct arena *a, int64_t delivery_id,
			struct hook_attempt_rows *ret, struct err *err) must_use;

/* ---- letters about posts ----------------------------------------------------------------------
 */

struct post_trouble_row {
	int64_t target_id, post_id;
	struct str state, place, fault; /* fault at == NULL: none */
	struct opt_int due_ms;
	struct str caption;
	int64_t at_ms;
};
struct post_trouble_rows {
	struct post_trouble_row *at;
	size_t count;
};
bool post_troubles_put(struct db_tx *tx, int64_t target_id, int64_t user_id, struct str state,
		       int64_t now_ms, struct err *err) must_use;
bool post_troubles_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t limit,
			struct post_trouble_rows *ret, struct err *err) must_use;
bool post_troubles_forget(struct db_tx *tx, int64_t user_id, int64_t until_ms, struct err *err)
	must_use;

struct post_letters_row {
	struct str leave_token;
	struct opt_int left_s;  /* absent: wants them */
	struct opt_int sent_ms; /* the last one; absent: none went */
};
bool post_letters_get(struct db_tx *tx, struct arena *a, int64_t user_id,
		      struct post_letters_row *ret, bool *ret_found, struct err *err) must_use;
/* Nothing when there is a row. */
bool post_letters_put(struct db_tx *tx, int64_t user_id, struct str leave_token, struct err *err)
	must_use;
bool post_letters_sent(struct db_tx *tx, int64_t user_id, int64_t now_ms, struct err *err) must_use;
bool post_letters_set(struct db_tx *tx, int64_t user_id, struct opt_int left_s, struct err *err)
	must_use;

struct post_leaving {
	struct opt_int left_s;
	struct str email;
};
bool post_letters_get_by_token(struct db_tx *tx, struct arena *a, struct str token,
			       struct post_leaving *ret, bool *ret_found, struct err *err) must_use;
bool post_letters_leave(struct db_tx *tx, struct str token, int64_t now_s, bool *ret_found,
			struct err *err) must_use;

#endif
