#include "store/hooks.h"

#include "store/row.h"

/* ---- hooks ------------------------------------------------------------------------------------
 */

static void read_hook(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct hook_row *)ret = (struct hook_row){
		.id = row_text(a, row, 0),
		.user_id = db_int(row, 1),
		.url = row_text(a, row, 2),
		.events = row_text(a, row, 3),
		.is_active = row_bool(row, 4),
		.off_reason = row_text(a, row, 5),
		.secret_sealed = row_blob(a, row, 6),
		.old_sealed = row_blob(a, row, 7),
		.old_until_s = db_opt_int(row, 8),
		.failing_since_ms = db_opt_int(row, 9),
		.failures = db_int(row, 10),
		.paused_ms = db_opt_int(row, 11),
		.created_s = db_int(row, 12),
		.updated_s = db_int(row, 13),
	};
}

bool hooks_add(struct db_tx *tx, const struct hook_row *h, int64_t now_s, struct err *err)
{
	return db_exec(tx, SQL_HOOKS_ADD,
		       DB_ARGS(DB_T(h->id), DB_I(h->user_id), DB_T(h->url), DB_T(h->events),
			       DB_I(h->is_active), DB_B(h->secret_sealed), DB_I(now_s)),
		       NULL, err);
}

bool hooks_set(struct db_tx *tx, const struct hook_row *h, int64_t now_s, bool *ret_found,
	       struct err *err)
{
	struct row_query q = { tx, NULL, SQL_HOOKS_SET,
			       DB_ARGS(DB_I(h->user_id), DB_T(h->id), DB_T(h->url), DB_T(h->events),
				       DB_I(h->is_active), DB_I(now_s)) };

	return row_changed(&q, ret_found, err);
}

bool hooks_set_secret(struct db_tx *tx, const struct hook_row *h, int64_t now_s, struct err *err)
{
	return db_exec(tx, SQL_HOOKS_SET_SECRET,
		       DB_ARGS(DB_I(h->user_id), DB_T(h->id), DB_B(h->secret_sealed),
			       h->old_sealed.at ? DB_B(h->old_sealed) : DB_N, DB_O(h->old_until_s),
			       DB_I(now_s)),
		       NULL, err);
}

bool hooks_delete(struct db_tx *tx, int64_t user_id, struct str id, bool *ret_found,
		  struct err *err)
{
	struct row_query q = { tx, NULL, SQL_HOOKS_DELETE, DB_ARGS(DB_I(user_id), DB_T(id)) };

	return row_changed(&q, ret_found, err);
}

bool hooks_list(struct db_tx *tx, struct arena *a, int64_t user_id, struct hook_rows *ret,
		struct err *err)
{
	struct row_query q = { tx, a, SQL_HOOKS_LIST, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_hook, ret, err);
}

bool hooks_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct str id,
	       struct hook_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_HOOKS_GET, DB_ARGS(DB_I(user_id), DB_T(id)) };

	return row_find(&q, read_hook, ret, ret_found, err);
}

bool hooks_get_any(struct db_tx *tx, struct arena *a, struct str id, struct hook_row *ret,
		   bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_HOOKS_GET_ANY, DB_ARGS(DB_T(id)) };

	return row_find(&q, read_hook, ret, ret_found, err);
}

bool hooks_wanting(struct db_tx *tx, struct arena *a, int64_t user_id, struct str event,
		   struct hook_rows *ret, struct err *err)
{
	struct str word = str_fmt(a, ",%.*s,", STR_ARG(event));
	struct row_query q = { tx, a, SQL_HOOKS_WANTING, DB_ARGS(DB_I(user_id), DB_T(word)) };

	return row_list(&q, read_hook, ret, err);
}

bool hooks_went_well(struct db_tx *tx, struct str id, struct err *err)
{
	return db_exec(tx, SQL_HOOKS_WENT_WELL, DB_ARGS(DB_T(id)), NULL, err);
}

bool hooks_failed(struct db_tx *tx, struct str id, int64_t now_ms, int64_t paused_ms,
		  struct err *err)
{
	return db_exec(tx, SQL_HOOKS_FAILED, DB_ARGS(DB_T(id), DB_I(now_ms), DB_I(paused_ms)), NULL,
		       err);
}

bool hooks_switch_off(struct db_tx *tx, struct str id, const char *reason, int64_t now_s,
		      bool *ret_changed, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_HOOKS_SWITCH_OFF,
			       DB_ARGS(DB_T(id), DB_T(str_of(reason)), DB_I(now_s)) };

	return row_changed(&q, ret_changed, err);
}

/* ---- messages and deliveries ------------------------------------------------------------------
 */

bool hook_messages_add(struct db_tx *tx, const struct hook_message_row *m, int64_t *ret_id,
		       struct err *err)
{
	struct row_query q = { tx, NULL, SQL_HOOK_MESSAGES_ADD,
			       DB_ARGS(DB_T(m->message_id), DB_T(m->event), DB_T(m->body),
				       DB_I(m->created_ms)) };

	return row_int(&q, ret_id, err);
}

bool hook_messages_purge(struct db_tx *tx, int64_t before_ms, struct err *err)
{
	return db_exec(tx, SQL_HOOK_MESSAGES_PURGE, DB_ARGS(DB_I(before_ms)), NULL, err);
}

static void read_delivery(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct hook_delivery_row *)ret = (struct hook_delivery_row){
		.id = db_int(row, 0),
		.hook_id = row_text(a, row, 1),
		.message = db_int(row, 2),
		.message_id = row_text(a, row, 3),
		.event = row_text(a, row, 4),
		.body = row_text(a, row, 5),
		.state = row_text(a, row, 6),
		.reason = row_text(a, row, 7),
		.attempts = db_int(row, 8),
		.next_ms = db_opt_int(row, 9),
		.created_ms = db_int(row, 10),
		.finished_ms = db_opt_int(row, 11),
	};
}

bool hook_deliveries_add(struct db_tx *tx, struct str hook_id, int64_t message, int64_t now_ms,
			 int64_t *ret_id, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_HOOK_DELIVERIES_ADD,
			       DB_ARGS(DB_T(hook_id), DB_I(message), DB_I(now_ms)) };

	return row_int(&q, ret_id, err);
}

bool hook_deliveries_get(struct db_tx *tx, struct arena *a, int64_t id,
			 struct hook_delivery_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_HOOK_DELIVERIES_GET, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_delivery, ret, ret_found, err);
}

bool hook_deliveries_list(struct db_tx *tx, struct arena *a, struct str hook_id, int64_t limit,
			  int64_t offset, struct hook_delivery_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_HOOK_DELIVERIES_LIST,
			       DB_ARGS(DB_T(hook_id), DB_I(limit), DB_I(offset)) };

	return row_list(&q, read_delivery, ret, err);
}

bool hook_deliveries_count(struct db_tx *tx, struct str hook_id, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_HOOK_DELIVERIES_COUNT, DB_ARGS(DB_T(hook_id)) };

	return row_int(&q, ret, err);
}

bool hook_deliveries_newest(struct db_tx *tx, struct str hook_id, struct opt_int *ret_ms,
			    struct err *err)
{
	struct row_query q = { tx, NULL, SQL_HOOK_DELIVERIES_NEWEST, DB_ARGS(DB_T(hook_id)) };

	return row_opt_int(&q, ret_ms, err);
}

bool hook_deliveries_move(struct db_tx *tx, const struct hook_delivery_row *d, bool *ret_moved,
			  struct err *err)
{
	struct row_query q = { tx, NULL, SQL_HOOK_DELIVERIES_MOVE,
			       DB_ARGS(DB_I(d->id), DB_T(d->state), DB_T_OR_NULL(d->reason),
				       DB_I(d->attempts), DB_O(d->next_ms), DB_O(d->finished_ms)) };

	return row_changed(&q, ret_moved, err);
}

bool hook_attempts_add(struct db_tx *tx, int64_t delivery_id, const struct hook_attempt_row *t,
		       struct err *err)
{
	return db_exec(tx, SQL_HOOK_ATTEMPTS_ADD,
		       DB_ARGS(DB_I(delivery_id), DB_I(t->number), DB_I(t->at_ms), DB_I(t->took_ms),
			       DB_O(t->status), DB_T_OR_NULL(t->answer), DB_T_OR_NULL(t->error)),
		       NULL, err);
}

static void read_attempt(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct hook_attempt_row *)ret = (struct hook_attempt_row){
		.number = db_int(row, 0),
		.at_ms = db_int(row, 1),
		.took_ms = db_int(row, 2),
		.status = db_opt_int(row, 3),
		.answer = row_text(a, row, 4),
		.error = row_text(a, row, 5),
	};
}

bool hook_attempts_list(struct db_tx *tx, struct arena *a, int64_t delivery_id,
			struct hook_attempt_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_HOOK_ATTEMPTS_LIST, DB_ARGS(DB_I(delivery_id)) };

	return row_list(&q, read_attempt, ret, err);
}

/* ---- letters about posts ----------------------------------------------------------------------
 */

bool post_troubles_put(struct db_tx *tx, int64_t target_id, int64_t user_id, struct str state,
		       int64_t now_ms, struct err *err)
{
	return db_exec(tx, SQL_POST_TROUBLES_PUT,
		       DB_ARGS(DB_I(target_id), DB_I(user_id), DB_T(state), DB_I(now_ms)), NULL,
		       err);
}

static void read_trouble(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_trouble_row *)ret = (struct post_trouble_row){
		.target_id = db_int(row, 0),
		.post_id = db_int(row, 1),
		.state = row_text(a, row, 2),
		.place = row_text(a, row, 3),
		.fault = row_text(a, row, 4),
		.due_ms = db_opt_int(row, 5),
		.caption = row_text(a, row, 6),
		.at_ms = db_int(row, 7),
	};
}

bool post_troubles_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t limit,
			struct post_trouble_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_TROUBLES_LIST, DB_ARGS(DB_I(user_id), DB_I(limit)) };

	return row_list(&q, read_trouble, ret, err);
}

bool post_troubles_forget(struct db_tx *tx, int64_t user_id, int64_t until_ms, struct err *err)
{
	return db_exec(tx, SQL_POST_TROUBLES_FORGET, DB_ARGS(DB_I(user_id), DB_I(until_ms)), NULL,
		       err);
}

static void read_letters(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_letters_row *)ret = (struct post_letters_row){
		.leave_token = row_text(a, row, 0),
		.left_s = db_opt_int(row, 1),
		.sent_ms = db_opt_int(row, 2),
	};
}

bool post_letters_get(struct db_tx *tx, struct arena *a, int64_t user_id,
		      struct post_letters_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_LETTERS_GET, DB_ARGS(DB_I(user_id)) };

	return row_find(&q, read_letters, ret, ret_found, err);
}

bool post_letters_put(struct db_tx *tx, int64_t user_id, struct str leave_token, struct err *err)
{
	return db_exec(tx, SQL_POST_LETTERS_PUT, DB_ARGS(DB_I(user_id), DB_T(leave_token)), NULL,
		       err);
}

bool post_letters_sent(struct db_tx *tx, int64_t user_id, int64_t now_ms, struct err *err)
{
	return db_exec(tx, SQL_POST_LETTERS_SENT, DB_ARGS(DB_I(user_id), DB_I(now_ms)), NULL, err);
}

bool post_letters_set(struct db_tx *tx, int64_t user_id, struct opt_int left_s, struct err *err)
{
	return db_exec(tx, SQL_POST_LETTERS_SET, DB_ARGS(DB_I(user_id), DB_O(left_s)), NULL, err);
}

static void read_leaving(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_leaving *)ret =
		(struct post_leaving){ db_opt_int(row, 0), row_text(a, row, 1) };
}

bool post_letters_get_by_token(struct db_tx *tx, struct arena *a, struct str token,
			       struct post_leaving *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_LETTERS_GET_BY_TOKEN, DB_ARGS(DB_T(token)) };

	return row_find(&q, read_leaving, ret, ret_found, err);
}

bool post_letters_leave(struct db_tx *tx, struct str token, int64_t now_s, bool *ret_found,
			struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_LETTERS_LEAVE,
			       DB_ARGS(DB_T(token), DB_I(now_s)) };

	return row_changed(&q, ret_found, err);
}
