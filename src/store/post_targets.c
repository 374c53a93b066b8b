/* What becomes of a post at one account, its parts and its timeline (store/posts.h). */
#include "store/posts.h"

#include "store/row.h"

static void read_target(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_target_row *)ret = (struct post_target_row){
		.id = db_int(row, 0),
		.post_id = db_int(row, 1),
		.user_id = db_int(row, 2),
		.connection_id = row_text(a, row, 3),
		.place = row_text(a, row, 4),
		.place_id = row_text(a, row, 5),
		.state = row_text(a, row, 6),
		.due_ms = db_opt_int(row, 7),
		.grace_ms = db_opt_int(row, 8),
		.fence = db_int(row, 9),
		.container_id = row_text(a, row, 10),
		.container_ms = db_opt_int(row, 11),
		.containers = db_int(row, 12),
		.before_ids = row_text(a, row, 13),
		.intent_ms = db_opt_int(row, 14),
		.sends = db_int(row, 15),
		.tries = db_int(row, 16),
		.next_ms = db_opt_int(row, 17),
		.media_id = row_text(a, row, 18),
		.permalink = row_text(a, row, 19),
		.comment_id = row_text(a, row, 20),
		.published_ms = db_opt_int(row, 21),
		.fault = row_text(a, row, 22),
		.meta_code = db_opt_int(row, 23),
		.meta_subcode = db_opt_int(row, 24),
		.meta_message = row_text(a, row, 25),
		.updated_ms = db_int(row, 26),
		.caption = row_text(a, row, 27),
		.first_comment = row_text(a, row, 28),
		.options = row_text(a, row, 29),
	};
}

bool post_targets_add(struct db_tx *tx, const struct post_target_row *t, int64_t *ret_id,
		      struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_TARGETS_ADD,
			       DB_ARGS(DB_I(t->post_id), DB_I(t->user_id), DB_T(t->connection_id),
				       DB_T(t->place), DB_T(t->place_id), DB_T(t->state),
				       DB_O(t->due_ms), DB_O(t->grace_ms), DB_I(t->updated_ms),
				       DB_T_OR_NULL(t->caption), DB_T_OR_NULL(t->first_comment),
				       DB_T_OR_NULL(t->options)) };

	return row_int(&q, ret_id, err);
}

bool post_targets_set_text(struct db_tx *tx, const struct post_target_row *t, struct err *err)
{
	return db_exec(tx, SQL_POST_TARGETS_SET_TEXT,
		       DB_ARGS(DB_I(t->user_id), DB_I(t->id), DB_T(t->place_id),
			       DB_T_OR_NULL(t->caption), DB_T_OR_NULL(t->first_comment),
			       DB_T_OR_NULL(t->options)),
		       NULL, err);
}

bool post_targets_list_scheduled(struct db_tx *tx, struct arena *a, int64_t user_id,
				 struct post_target_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_TARGETS_LIST_SCHEDULED, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_target, ret, err);
}

bool post_targets_list(struct db_tx *tx, struct arena *a, int64_t post_id,
		       struct post_target_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_TARGETS_LIST, DB_ARGS(DB_I(post_id)) };

	return row_list(&q, read_target, ret, err);
}

bool post_targets_get(struct db_tx *tx, struct arena *a, int64_t id, struct post_target_row *ret,
		      bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_TARGETS_GET, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_target, ret, ret_found, err);
}

bool post_targets_delete(struct db_tx *tx, int64_t user_id, int64_t id, struct err *err)
{
	return db_exec(tx, SQL_POST_TARGETS_DELETE, DB_ARGS(DB_I(user_id), DB_I(id)), NULL, err);
}

bool post_targets_take(struct db_tx *tx, int64_t id, int64_t *ret_fence, bool *ret_found,
		       struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_TARGETS_TAKE, DB_ARGS(DB_I(id)) };
	struct opt_int fence;

	if (!row_opt_int(&q, &fence, err))
		return false;
	*ret_found = fence.has;
	*ret_fence = opt_int_or(fence, 0);
	return true;
}

bool post_targets_save(struct db_tx *tx, const struct post_target_row *t,
		       const struct post_target_was *was, bool *ret_held, struct err *err)
{
	struct row_query q = {
		tx, NULL, SQL_POST_TARGETS_SAVE,
		DB_ARGS(DB_I(t->id), DB_I(was->fence), DB_T(was->state), DB_T(t->state),
			DB_O(t->due_ms), DB_I(t->fence), DB_T_OR_NULL(t->container_id),
			DB_O(t->container_ms), DB_I(t->containers), DB_T_OR_NULL(t->before_ids),
			DB_O(t->intent_ms), DB_I(t->sends), DB_I(t->tries), DB_O(t->next_ms),
			DB_T_OR_NULL(t->media_id), DB_T_OR_NULL(t->permalink),
			DB_T_OR_NULL(t->comment_id), DB_O(t->published_ms), DB_T_OR_NULL(t->fault),
			DB_O(t->meta_code), DB_O(t->meta_subcode), DB_T_OR_NULL(t->meta_message),
			DB_I(t->updated_ms), DB_T(t->place_id), DB_O(t->grace_ms))
	};

	return row_changed(&q, ret_held, err);
}

bool post_targets_set_quota(struct db_tx *tx, int64_t id, struct opt_int used, struct err *err)
{
	return db_exec(tx, SQL_POST_TARGETS_SET_QUOTA, DB_ARGS(DB_I(id), DB_O(used)), NULL, err);
}

bool post_targets_quota(struct db_tx *tx, int64_t id, struct opt_int *ret_used, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_TARGETS_QUOTA, DB_ARGS(DB_I(id)) };

	return row_opt_int(&q, ret_used, err);
}

/* ---- one account's order ----------------------------------------------------------------------
 */

bool post_targets_must_wait(struct db_tx *tx, const struct post_target_row *t, int64_t now_ms,
			    bool *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_TARGETS_FIRST_BEFORE,
			       DB_ARGS(DB_T(t->place_id), DB_O(t->due_ms), DB_I(t->id),
				       DB_T(t->place), DB_I(now_ms)) };
	struct opt_int earlier;

	if (!row_opt_int(&q, &earlier, err))
		return false;
	*ret = earlier.has;
	return true;
}

bool post_targets_next(struct db_tx *tx, const struct post_target_row *t, int64_t now_ms,
		       struct opt_int *ret_id, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_TARGETS_NEXT_AFTER,
			       DB_ARGS(DB_T(t->place_id), DB_T(t->place), DB_I(now_ms)) };

	return row_opt_int(&q, ret_id, err);
}

static void read_id(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(int64_t *)ret = db_int(row, 0);
}

bool post_targets_due(struct db_tx *tx, struct arena *a, int64_t now_ms, int64_t limit,
		      struct post_id_list *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_TARGETS_DUE, DB_ARGS(DB_I(now_ms), DB_I(limit)) };

	return row_list(&q, read_id, ret, err);
}

bool post_targets_has_media(struct db_tx *tx, const struct post_target_row *t, struct str media_id,
			    bool *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_TARGETS_HAS_MEDIA,
			       DB_ARGS(DB_T(t->place_id), DB_T(media_id), DB_I(t->id)) };
	int64_t count;

	if (!row_int(&q, &count, err))
		return false;
	*ret = count > 0;
	return true;
}

/* ---- parts and steps --------------------------------------------------------------------------
 */

bool post_parts_put(struct db_tx *tx, int64_t target_id, const struct post_part_row *part,
		    struct err *err)
{
	return db_exec(tx, SQL_POST_PARTS_PUT,
		       DB_ARGS(DB_I(target_id), DB_I(part->position), DB_T(part->container_id)),
		       NULL, err);
}

bool post_parts_clear(struct db_tx *tx, int64_t target_id, struct err *err)
{
	return db_exec(tx, SQL_POST_PARTS_CLEAR, DB_ARGS(DB_I(target_id)), NULL, err);
}

static void read_part(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_part_row *)ret = (struct post_part_row){
		.position = db_int(row, 0),
		.container_id = row_text(a, row, 1),
	};
}

bool post_parts_list(struct db_tx *tx, struct arena *a, int64_t target_id,
		     struct post_part_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_PARTS_LIST, DB_ARGS(DB_I(target_id)) };

	return row_list(&q, read_part, ret, err);
}

bool post_steps_add(struct db_tx *tx, int64_t target_id, const struct post_step_row *step,
		    struct err *err)
{
	return db_exec(tx, SQL_POST_STEPS_ADD,
		       DB_ARGS(DB_I(target_id), DB_I(step->at_ms), DB_I(step->fence),
			       DB_T(step->event), DB_T(step->from_state), DB_T(step->to_state),
			       DB_T(step->detail)),
		       NULL, err);
}

static void read_step(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_step_row *)ret = (struct post_step_row){
		.number = db_int(row, 0),
		.at_ms = db_int(row, 1),
		.fence = db_int(row, 2),
		.event = row_text(a, row, 3),
		.from_state = row_text(a, row, 4),
		.to_state = row_text(a, row, 5),
		.detail = row_text(a, row, 6),
	};
}

bool post_steps_list(struct db_tx *tx, struct arena *a, int64_t target_id,
		     struct post_step_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_STEPS_LIST, DB_ARGS(DB_I(target_id)) };

	return row_list(&q, read_step, ret, err);
}
