#include "store/posts.h"

#include "store/row.h"

static void read_post(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_row *)ret = (struct post_row){
		.id = db_int(row, 0),
		.user_id = db_int(row, 1),
		.kind = row_text(a, row, 2),
		.caption = row_text(a, row, 3),
		.first_comment = row_text(a, row, 4),
		.options = row_text(a, row, 5),
		.publish_s = db_opt_int(row, 6),
		.wall_time = row_text(a, row, 7),
		.time_zone = row_text(a, row, 8),
		.revision = db_int(row, 9),
		.idempotency_key = row_text(a, row, 10),
		.request_hash = row_blob(a, row, 11),
		.created_s = db_int(row, 12),
		.updated_s = db_int(row, 13),
	};
}

bool posts_add(struct db_tx *tx, const struct post_row *p, int64_t *ret_id, bool *ret_taken,
	       struct err *err)
{
	struct db_arg hash = p->request_hash.at ? DB_B(p->request_hash) : DB_N;
	struct row_query q = { tx, NULL, SQL_POSTS_ADD,
			       DB_ARGS(DB_I(p->user_id), DB_T(p->kind), DB_T(p->caption),
				       DB_T_OR_NULL(p->first_comment), DB_T(p->options),
				       DB_O(p->publish_s), DB_T_OR_NULL(p->wall_time),
				       DB_T_OR_NULL(p->time_zone), DB_T_OR_NULL(p->idempotency_key),
				       hash, DB_I(p->created_s)) };
	struct opt_int id;

	if (!row_opt_int(&q, &id, err))
		return false;
	*ret_taken = !id.has;
	*ret_id = opt_int_or(id, 0);
	return true;
}

bool posts_set(struct db_tx *tx, const struct post_row *p, struct err *err)
{
	return db_exec(tx, SQL_POSTS_SET,
		       DB_ARGS(DB_I(p->user_id), DB_I(p->id), DB_T(p->kind), DB_T(p->caption),
			       DB_T_OR_NULL(p->first_comment), DB_T(p->options), DB_O(p->publish_s),
			       DB_T_OR_NULL(p->wall_time), DB_T_OR_NULL(p->time_zone),
			       DB_I(p->updated_s)),
		       NULL, err);
}

bool posts_set_time(struct db_tx *tx, const struct post_row *p, int64_t publish_s, int64_t now_s,
		    struct err *err)
{
	return db_exec(tx, SQL_POSTS_SET_TIME,
		       DB_ARGS(DB_I(p->user_id), DB_I(p->id), DB_I(publish_s), DB_I(now_s)), NULL,
		       err);
}

bool posts_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id, struct post_row *ret,
	       bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POSTS_GET, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_find(&q, read_post, ret, ret_found, err);
}

bool posts_get_any(struct db_tx *tx, struct arena *a, int64_t id, struct post_row *ret,
		   bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POSTS_GET_ANY, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_post, ret, ret_found, err);
}

bool posts_get_by_key(struct db_tx *tx, struct arena *a, int64_t user_id, struct str key,
		      struct post_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POSTS_GET_BY_KEY, DB_ARGS(DB_I(user_id), DB_T(key)) };

	return row_find(&q, read_post, ret, ret_found, err);
}

bool posts_list(struct db_tx *tx, struct arena *a, const struct post_query *q,
		struct post_rows *ret, struct err *err)
{
	struct row_query window = { tx, a, SQL_POSTS_LIST,
				    DB_ARGS(DB_I(q->user_id), DB_I(q->from_s), DB_I(q->to_s),
					    DB_T(q->states), DB_I(q->limit), DB_I(q->offset)) };
	struct row_query timeless = { tx, a, SQL_POSTS_LIST_TIMELESS,
				      DB_ARGS(DB_I(q->user_id), DB_T(q->states), DB_I(q->limit),
					      DB_I(q->offset)) };

	return row_list(q->timeless ? &timeless : &window, read_post, ret, err);
}

bool posts_count(struct db_tx *tx, const struct post_query *q, int64_t *ret, struct err *err)
{
	struct row_query window = { tx, NULL, SQL_POSTS_COUNT,
				    DB_ARGS(DB_I(q->user_id), DB_I(q->from_s), DB_I(q->to_s),
					    DB_T(q->states)) };
	struct row_query timeless = { tx, NULL, SQL_POSTS_COUNT_TIMELESS,
				      DB_ARGS(DB_I(q->user_id), DB_T(q->states)) };

	return row_int(q->timeless ? &timeless : &window, ret, err);
}

bool posts_delete(struct db_tx *tx, int64_t user_id, int64_t id, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POSTS_DELETE, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_changed(&q, ret_found, err);
}

bool post_media_put(struct db_tx *tx, int64_t post_id, const struct post_media_rows *rows,
		    struct err *err)
{
	if (!db_exec(tx, SQL_POST_MEDIA_CLEAR, DB_ARGS(DB_I(post_id)), NULL, err))
		return false;
	for (size_t i = 0; i < rows->count; i++) {
		const struct post_media_row *m = &rows->at[i];
		if (!db_exec(tx, SQL_POST_MEDIA_ADD,
			     DB_ARGS(DB_I(post_id), DB_I(i), DB_T(m->kind), DB_T(m->url),
				     DB_T_OR_NULL(m->alt_text), DB_O(m->upload_id),
				     DB_T_OR_NULL(m->cover_url), DB_O(m->cover_upload_id)),
			     NULL, err))
			return false;
	}
	return true;
}

static void read_media(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_media_row *)ret = (struct post_media_row){
		.kind = row_text(a, row, 0),
		.url = row_text(a, row, 1),
		.alt_text = row_text(a, row, 2),
		.upload_id = db_opt_int(row, 3),
		.cover_url = row_text(a, row, 4),
		.cover_upload_id = db_opt_int(row, 5),
	};
}

bool post_media_list(struct db_tx *tx, struct arena *a, int64_t post_id,
		     struct post_media_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_MEDIA_LIST, DB_ARGS(DB_I(post_id)) };

	return row_list(&q, read_media, ret, err);
}
