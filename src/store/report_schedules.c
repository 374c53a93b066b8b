#include "store/report_schedules.h"

#include "store/row.h"

static void read_schedule(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct report_schedule_row *)ret = (struct report_schedule_row){
		.id = db_int(row, 0),
		.user_id = db_int(row, 1),
		.account_id = row_text(a, row, 2),
		.username = row_text(a, row, 3),
		.name = row_text(a, row, 4),
		.every = row_text(a, row, 5),
		.day = db_int(row, 6),
		.minute = db_int(row, 7),
		.time_zone = row_text(a, row, 8),
		.request = row_text(a, row, 9),
		.delivery = row_text(a, row, 10),
		.is_active = row_bool(row, 11),
		.next_s = db_int(row, 12),
		.tested_s = db_opt_int(row, 13),
		.created_s = db_int(row, 14),
		.updated_s = db_int(row, 15),
	};
}

bool report_schedules_add(struct db_tx *tx, const struct report_schedule_row *r, int64_t now_s,
			  int64_t *ret_id, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_REPORT_SCHEDULES_ADD,
			       DB_ARGS(DB_I(r->user_id), DB_T(r->account_id), DB_T(r->name),
				       DB_T(r->every), DB_I(r->day), DB_I(r->minute),
				       DB_T(r->time_zone), DB_T(r->request), DB_T(r->delivery),
				       DB_I(r->is_active), DB_I(r->next_s), DB_I(now_s)) };

	return row_int(&q, ret_id, err);
}

bool report_schedules_set(struct db_tx *tx, const struct report_schedule_row *r, int64_t now_s,
			  bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_REPORT_SCHEDULES_SET,
			       DB_ARGS(DB_I(r->user_id), DB_I(r->id), DB_T(r->account_id),
				       DB_T(r->name), DB_T(r->every), DB_I(r->day), DB_I(r->minute),
				       DB_T(r->time_zone), DB_T(r->request), DB_T(r->delivery),
				       DB_I(r->is_active), DB_I(r->next_s), DB_I(now_s)) };

	return row_changed(&q, ret_found, err);
}

bool report_schedules_delete(struct db_tx *tx, int64_t user_id, int64_t id, bool *ret_found,
			     struct err *err)
{
	struct row_query q = { tx, NULL, SQL_REPORT_SCHEDULES_DELETE,
			       DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_changed(&q, ret_found, err);
}

bool report_schedules_list(struct db_tx *tx, struct arena *a, int64_t user_id,
			   struct report_schedule_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_SCHEDULES_LIST, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_schedule, ret, err);
}

bool report_schedules_count(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_REPORT_SCHEDULES_COUNT, DB_ARGS(DB_I(user_id)) };

	return row_int(&q, ret, err);
}

bool report_schedules_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
			  struct report_schedule_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_SCHEDULES_GET, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_find(&q, read_schedule, ret, ret_found, err);
}

bool report_schedules_get_any(struct db_tx *tx, struct arena *a, int64_t id,
			      struct report_schedule_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_SCHEDULES_GET_ANY, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_schedule, ret, ret_found, err);
}

bool report_schedules_due(struct db_tx *tx, struct arena *a, int64_t now_s, int64_t limit,
			  struct report_schedule_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_SCHEDULES_DUE, DB_ARGS(DB_I(now_s), DB_I(limit)) };

	return row_list(&q, read_schedule, ret, err);
}

bool report_schedules_ahead(struct db_tx *tx, struct arena *a, int64_t ahead_s, int64_t limit,
			    struct report_schedule_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_SCHEDULES_AHEAD,
			       DB_ARGS(DB_I(ahead_s), DB_I(limit)) };

	return row_list(&q, read_schedule, ret, err);
}

bool report_schedules_claim(struct db_tx *tx, int64_t id, int64_t due_s, int64_t next_s,
			    bool *ret_claimed, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_REPORT_SCHEDULES_CLAIM,
			       DB_ARGS(DB_I(id), DB_I(due_s), DB_I(next_s)) };

	return row_changed(&q, ret_claimed, err);
}

bool report_schedules_test(struct db_tx *tx, const struct report_test *t, bool *ret_noted,
			   struct err *err)
{
	struct row_query q = { tx, NULL, SQL_REPORT_SCHEDULES_TEST,
			       DB_ARGS(DB_I(t->user_id), DB_I(t->id), DB_I(t->now_s),
				       DB_I(t->now_s - t->pause_s)) };

	return row_changed(&q, ret_noted, err);
}

/* ---- recipients ---- */

bool report_recipients_set(struct db_tx *tx, int64_t schedule_id,
			   const struct report_recipient_rows *rows, struct err *err)
{
	if (!db_exec(tx, SQL_REPORT_RECIPIENTS_UNLIST, DB_ARGS(DB_I(schedule_id)), NULL, err))
		return false;
	for (size_t i = 0; i < rows->count; i++)
		if (!db_exec(tx, SQL_REPORT_RECIPIENTS_PUT,
			     DB_ARGS(DB_I(schedule_id), DB_T(rows->at[i].email),
				     DB_T(rows->at[i].leave_token)),
			     NULL, err))
			return false;
	return db_exec(tx, SQL_REPORT_RECIPIENTS_FORGET, DB_ARGS(DB_I(schedule_id)), NULL, err);
}

static void read_recipient(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct report_recipient_row *)ret = (struct report_recipient_row){
		.email = row_text(a, row, 0),
		.leave_token = row_text(a, row, 1),
		.left_s = db_opt_int(row, 2),
	};
}

bool report_recipients_list(struct db_tx *tx, struct arena *a, int64_t schedule_id,
			    struct report_recipient_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_RECIPIENTS_LIST, DB_ARGS(DB_I(schedule_id)) };

	return row_list(&q, read_recipient, ret, err);
}

static void read_leaving(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct report_leaving *)ret = (struct report_leaving){
		.email = row_text(a, row, 0),
		.left_s = db_opt_int(row, 1),
		.name = row_text(a, row, 2),
		.username = row_text(a, row, 3),
	};
}

bool report_recipients_get_by_token(struct db_tx *tx, struct arena *a, struct str token,
				    struct report_leaving *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_RECIPIENTS_GET_BY_TOKEN, DB_ARGS(DB_T(token)) };

	return row_find(&q, read_leaving, ret, ret_found, err);
}

bool report_recipients_leave(struct db_tx *tx, struct str token, int64_t now_s, bool *ret_found,
			     struct err *err)
{
	struct row_query q = { tx, NULL, SQL_REPORT_RECIPIENTS_LEAVE,
			       DB_ARGS(DB_T(token), DB_I(now_s)) };

	return row_changed(&q, ret_found, err);
}

/* ---- deliveries ---- */

bool report_deliveries_add(struct db_tx *tx, const struct report_delivery_row *r, int64_t now_s,
			   struct err *err)
{
	return db_exec(tx, SQL_REPORT_DELIVERIES_ADD,
		       DB_ARGS(DB_I(r->schedule_id), DB_I(r->slot_s), DB_I(r->is_test),
			       DB_T(r->email), DB_T(r->state), DB_I(now_s)),
		       NULL, err);
}

static void read_delivery(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct report_delivery_row *)ret = (struct report_delivery_row){
		.id = db_int(row, 0),
		.slot_s = db_int(row, 1),
		.is_test = row_bool(row, 2),
		.email = row_text(a, row, 3),
		.state = row_text(a, row, 4),
		.attempts = db_int(row, 5),
		.error_code = row_text(a, row, 6),
		.updated_s = db_int(row, 7),
	};
}

bool report_deliveries_of_slot(struct db_tx *tx, struct arena *a,
			       const struct report_delivery_row *slot,
			       struct report_delivery_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_DELIVERIES_OF_SLOT,
			       DB_ARGS(DB_I(slot->schedule_id), DB_I(slot->slot_s),
				       DB_I(slot->is_test)) };

	return row_list(&q, read_delivery, ret, err);
}

bool report_deliveries_list(struct db_tx *tx, struct arena *a, int64_t schedule_id, int64_t limit,
			    struct report_delivery_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_REPORT_DELIVERIES_LIST,
			       DB_ARGS(DB_I(schedule_id), DB_I(limit)) };

	return row_list(&q, read_delivery, ret, err);
}

bool report_deliveries_begin(struct db_tx *tx, int64_t id, int64_t now_s, bool *ret_begun,
			     struct err *err)
{
	struct row_query q = { tx, NULL, SQL_REPORT_DELIVERIES_BEGIN,
			       DB_ARGS(DB_I(id), DB_I(now_s)) };

	return row_changed(&q, ret_begun, err);
}

bool report_deliveries_end(struct db_tx *tx, const struct report_delivery_row *r, int64_t now_s,
			   struct err *err)
{
	return db_exec(
		tx, SQL_REPORT_DELIVERIES_END,
		DB_ARGS(DB_I(r->id), DB_T(r->state), DB_T_OR_NULL(r->error_code), DB_I(now_s)),
		NULL, err);
}

bool report_deliveries_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_REPORT_DELIVERIES_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}
