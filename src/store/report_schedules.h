/* Reports that are sent by themselves: when, to whom, and how each letter went. */
#ifndef STORE_REPORT_SCHEDULES_H
#define STORE_REPORT_SCHEDULES_H

#include "store/store.h"

struct report_schedule_row {
	int64_t id, user_id;
	struct str account_id, username;
	struct str name;
	struct str every; /* week, month */
	int64_t day;      /* 1 (Monday) to 7; of a month 1 to 28, 0: its last */
	int64_t minute;   /* of the day */
	struct str time_zone;
	struct str request;  /* JSON: what is exported */
	struct str delivery; /* attachment, link */
	bool is_active;
	int64_t next_s;
	struct opt_int tested_s;
	int64_t created_s, updated_s;
};
struct report_schedule_rows {
	struct report_schedule_row *at;
	size_t count;
};

/* Everything of `row` but id, username, tested_s and the times. */
bool report_schedules_add(struct db_tx *tx, const struct report_schedule_row *row, int64_t now_s,
			  int64_t *ret_id, struct err *err) must_use;
bool report_schedules_set(struct db_tx *tx, const struct report_schedule_row *row, int64_t now_s,
			  bool *ret_found, struct err *err) must_use;
bool report_schedules_delete(struct db_tx *tx, int64_t user_id, int64_t id, bool *ret_found,
			     struct err *err) must_use;
bool report_schedules_list(struct db_tx *tx, struct arena *a, int64_t user_id,
			   struct report_schedule_rows *ret, struct err *err) must_use;
bool report_schedules_count(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
	must_use;
bool report_schedules_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
			  struct report_schedule_row *ret, bool *ret_found, struct err *err)
	must_use;
bool report_schedules_get_any(struct db_tx *tx, struct arena *a, int64_t id,
			      struct report_schedule_row *ret, bool *ret_found, struct err *err)
	must_use;
/* Active ones whose time is not after `now_s`, or further ahead than `ahead_s`. */
bool report_schedules_due(struct db_tx *tx, struct arena *a, int64_t now_s, int64_t limit,
			  struct report_schedule_rows *ret, struct err *err) must_use;
bool report_schedules_ahead(struct db_tx *tx, struct arena *a, int64_t ahead_s, int64_t limit,
			    struct report_schedule_rows *ret, struct err *err) must_use;
/* *ret_claimed: its time was still `due_s`, is now `next_s`, and the caller sends it. */
bool report_schedules_claim(struct db_tx *tx, int64_t id, int64_t due_s, int64_t next_s,
			    bool *ret_claimed, struct err *err) must_use;
/* Notes a test; *ret_noted false: the one before is not `pause_s` ago. */
struct report_test {
	int64_t user_id, id, now_s, pause_s;
};
bool report_schedules_test(struct db_tx *tx, const struct report_test *test, bool *ret_noted,
			   struct err *err) must_use;

/* ---- recipients ------------------------------------------------------------------------------ */

struct report_recipient_row {
	struct str email, leave_token;
	struct opt_int left_s;
};
struct report_recipient_rows {
	struct report_recipient_row *at;
	size_t count;
};
/* These and no others; who left before stays left. */
bool report_recipients_set(struct db_tx *tx, int64_t schedule_id,
			   const struct report_recipient_rows *rows, struct err *err) must_use;
bool report_recipients_list(struct db_tx *tx, struct arena *a, int64_t schedule_id,
			    struct report_recipient_rows *ret, struct err *err) must_use;
/* Who holds that token, and of which report. */
struct report_leaving {
	struct str email, name, username;
	struct opt_int left_s;
};
bool report_recipients_get_by_token(struct db_tx *tx, struct arena *a, struct str token,
				    struct report_leaving *ret, bool *ret_found, struct err *err)
	must_use;
bool report_recipients_leave(struct db_tx *tx, struct str token, int64_t now_s, bool *ret_found,
			     struct err *err) must_use;

/* ---- deliveries ------------------------------------------------------------------------------ */

struct report_delivery_row {
	int64_t id, schedule_id, slot_s;
	bool is_test;
	struct str email;
	struct str state; /* waiting, sending, sent, failed, unsure, skipped */
	int64_t attempts;
	struct str error_code; /* at == NULL: none */
	int64_t updated_s;
};
struct report_delivery_rows {
	struct report_delivery_row *at;
	size_t count;
};
/* A letter to be sent (or skipped); one that is there already stays as it is. */
bool report_deliveries_add(struct db_tx *tx, const struct report_delivery_row *row, int64_t now_s,
			   struct err *err) must_use;
bool report_deliveries_of_slot(struct db_tx *tx, struct arena *a,
			       const struct report_delivery_row *slot,
			       struct report_delivery_rows *ret, struct err *err) must_use;
/* Newest first. */
bool report_deliveries_list(struct db_tx *tx, struct arena *a, int64_t schedule_id, int64_t limit,
			    struct report_delivery_rows *ret, struct err *err) must_use;
/* *ret_begun: it was waiting, and is the caller's to send. */
bool report_deliveries_begin(struct db_tx *tx, int64_t id, int64_t now_s, bool *ret_begun,
			     struct err *err) must_use;
/* state and error_code of `row`. */
bool report_deliveries_end(struct db_tx *tx, const struct report_delivery_row *row, int64_t now_s,
			   struct err *err) must_use;
bool report_deliveries_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

#endif
