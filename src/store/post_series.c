#include "store/post_series.h"

#include "store/row.h"

static void read_series(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_series_row *)ret = (struct post_series_row){
		.id = db_int(row, 0),
		.user_id = db_int(row, 1),
		.every = row_text(a, row, 2),
		.every_n = db_int(row, 3),
		.weekdays = db_int(row, 4),
		.first_day = db_int(row, 5),
		.second_of_day = db_int(row, 6),
		.time_zone = row_text(a, row, 7),
		.until_day = db_opt_int(row, 8),
		.occurrences = db_opt_int(row, 9),
		.content = row_text(a, row, 10),
		.is_active = row_bool(row, 11),
		.ahead_day = db_int(row, 12),
		.problem = row_text(a, row, 13),
		.revision = db_int(row, 14),
		.idempotency_key = row_text(a, row, 15),
		.request_hash = row_blob(a, row, 16),
		.created_s = db_int(row, 17),
		.updated_s = db_int(row, 18),
	};
}

bool post_series_add(struct db_tx *tx, const struct post_series_row *s, int64_t *ret_id,
		     bool *ret_taken, struct err *err)
{
	struct db_arg hash = s->request_hash.at ? DB_B(s->request_hash) : DB_N;
	struct row_query q = {
		tx, NULL, SQL_POST_SERIES_ADD,
		DB_ARGS(DB_I(s->user_id), DB_T(s->every), DB_I(s->every_n), DB_I(s->weekdays),
			DB_I(s->first_day), DB_I(s->second_of_day), DB_T(s->time_zone),
			DB_O(s->until_day), DB_O(s->occurrences), DB_T(s->content),
			DB_I(s->is_active), DB_I(s->ahead_day), DB_T_OR_NULL(s->idempotency_key),
			hash, DB_I(s->created_s))
	};
	struct opt_int id;

	if (!row_opt_int(&q, &id, err))
		return false;
	*ret_taken = !id.has;
	*ret_id = opt_int_or(id, 0);
	return true;
}

bool post_series_set(struct db_tx *tx, const struct post_series_row *s, struct err *err)
{
	return db_exec(tx, SQL_POST_SERIES_SET,
		       DB_ARGS(DB_I(s->user_id), DB_I(s->id), DB_T(s->every), DB_I(s->every_n),
			       DB_I(s->weekdays), DB_I(s->first_day), DB_I(s->second_of_day),
			       DB_T(s->time_zone), DB_O(s->until_day), DB_O(s->occurrences),
			       DB_T(s->content), DB_I(s->is_active), DB_I(s->ahead_day),
			       DB_I(s->updated_s)),
		       NULL, err);
}

bool post_series_set_progress(struct db_tx *tx, const struct post_series_row *s, bool *ret_held,
			      struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_SERIES_SET_PROGRESS,
			       DB_ARGS(DB_I(s->user_id), DB_I(s->id), DB_I(s->revision),
				       DB_I(s->ahead_day), DB_T_OR_NULL(s->problem)) };

	return row_changed(&q, ret_held, err);
}

bool post_series_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
		     struct post_series_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_SERIES_GET, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_find(&q, read_series, ret, ret_found, err);
}

bool post_series_get_by_key(struct db_tx *tx, struct arena *a, int64_t user_id, struct str key,
			    struct post_series_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_SERIES_GET_BY_KEY,
			       DB_ARGS(DB_I(user_id), DB_T(key)) };

	return row_find(&q, read_series, ret, ret_found, err);
}

bool post_series_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t limit,
		      int64_t offset, struct post_series_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_SERIES_LIST,
			       DB_ARGS(DB_I(user_id), DB_I(limit), DB_I(offset)) };

	return row_list(&q, read_series, ret, err);
}

bool post_series_count(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_SERIES_COUNT, DB_ARGS(DB_I(user_id)) };

	return row_int(&q, ret, err);
}

bool post_series_count_active(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_SERIES_COUNT_ACTIVE, DB_ARGS(DB_I(user_id)) };

	return row_int(&q, ret, err);
}

bool post_series_behind(struct db_tx *tx, struct arena *a, int64_t day, int64_t id, int64_t limit,
			struct post_series_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_SERIES_BEHIND,
			       DB_ARGS(DB_I(day), DB_I(id), DB_I(limit)) };

	return row_list(&q, read_series, ret, err);
}

/* ---- occurrences ------------------------------------------------------------------------------
 */

bool post_occurrences_add(struct db_tx *tx, int64_t series_id, int64_t day, bool *ret_added,
			  struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_OCCURRENCES_ADD,
			       DB_ARGS(DB_I(series_id), DB_I(day)) };

	return row_changed(&q, ret_added, err);
}

bool post_occurrences_bind(struct db_tx *tx, int64_t series_id, int64_t day, int64_t post_id,
			   struct err *err)
{
	return db_exec(tx, SQL_POST_OCCURRENCES_BIND,
		       DB_ARGS(DB_I(series_id), DB_I(day), DB_I(post_id)), NULL, err);
}

bool post_occurrences_forget(struct db_tx *tx, int64_t series_id, int64_t day, struct err *err)
{
	return db_exec(tx, SQL_POST_OCCURRENCES_FORGET, DB_ARGS(DB_I(series_id), DB_I(day)), NULL,
		       err);
}

static void read_occurrence(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct post_occurrence_row *)ret =
		(struct post_occurrence_row){ db_int(row, 0), db_opt_int(row, 1) };
}

bool post_occurrences_list(struct db_tx *tx, struct arena *a, int64_t series_id, int64_t from_day,
			   struct post_occurrence_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_OCCURRENCES_LIST,
			       DB_ARGS(DB_I(series_id), DB_I(from_day)) };

	return row_list(&q, read_occurrence, ret, err);
}

bool post_occurrences_series_of(struct db_tx *tx, int64_t post_id, struct opt_int *ret_series_id,
				struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_OCCURRENCES_SERIES_OF, DB_ARGS(DB_I(post_id)) };

	return row_opt_int(&q, ret_series_id, err);
}

/* ---- what a wall clock says -------------------------------------------------------------------
 */

static void read_wall(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_wall_row *)ret = (struct post_wall_row){
		.post_id = db_int(row, 0),
		.publish_s = db_int(row, 1),
		.wall_time = row_text(a, row, 2),
		.time_zone = row_text(a, row, 3),
	};
}

bool post_walls_list(struct db_tx *tx, struct arena *a, const struct post_wall_row *after,
		     int64_t limit, struct post_wall_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_WALLS_LIST,
			       DB_ARGS(DB_I(after->publish_s), DB_I(after->post_id), DB_I(limit)) };

	return row_list(&q, read_wall, ret, err);
}

bool post_walls_set(struct db_tx *tx, int64_t post_id, int64_t publish_s, struct err *err)
{
	return db_exec(tx, SQL_POST_WALLS_SET, DB_ARGS(DB_I(post_id), DB_I(publish_s)), NULL, err);
}

/* ---- queues -----------------------------------------------------------------------------------
 */

bool post_queues_put(struct db_tx *tx, const struct post_queue_row *q, struct err *err)
{
	return db_exec(tx, SQL_POST_QUEUES_PUT,
		       DB_ARGS(DB_I(q->user_id), DB_T(q->connection_id), DB_T(q->place),
			       DB_T(q->time_zone), DB_T(q->slots), DB_I(q->updated_s)),
		       NULL, err);
}

static void read_queue(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_queue_row *)ret = (struct post_queue_row){
		.user_id = db_int(row, 0),
		.connection_id = row_text(a, row, 1),
		.place = row_text(a, row, 2),
		.time_zone = row_text(a, row, 3),
		.slots = row_text(a, row, 4),
		.updated_s = db_int(row, 5),
	};
}

bool post_queues_get(struct db_tx *tx, struct arena *a, struct post_queue_row *row, bool *ret_found,
		     struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_QUEUES_GET,
			       DB_ARGS(DB_I(row->user_id), DB_T(row->connection_id),
				       DB_T(row->place)) };

	return row_find(&q, read_queue, row, ret_found, err);
}

bool post_slots_taken(struct db_tx *tx, struct str place, struct str place_id, int64_t due_ms,
		      bool *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_POST_SLOTS_TAKEN,
			       DB_ARGS(DB_T(place_id), DB_I(due_ms), DB_T(place)) };
	int64_t count;

	if (!row_int(&q, &count, err))
		return false;
	*ret = count > 0;
	return true;
}

/* ---- links to the plan as a calendar ----------------------------------------------------------
 */

bool calendar_links_put(struct db_tx *tx, struct calendar_link link, struct str token,
			int64_t now_s, struct err *err)
{
	return db_exec(tx, SQL_CALENDAR_LINKS_PUT,
		       DB_ARGS(DB_I(link.user_id), DB_I(link.owner_id), DB_T(token), DB_I(now_s)),
		       NULL, err);
}

static void read_token(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct str *)ret = row_text(a, row, 0);
}

bool calendar_links_token(struct db_tx *tx, struct arena *a, struct calendar_link link,
			  struct str *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_CALENDAR_LINKS_TOKEN,
			       DB_ARGS(DB_I(link.user_id), DB_I(link.owner_id)) };
	bool found;

	*ret = STR_NONE;
	return row_find(&q, read_token, ret, &found, err);
}

static void read_link(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct calendar_link *)ret = (struct calendar_link){ db_int(row, 0), db_int(row, 1) };
}

bool calendar_links_find(struct db_tx *tx, struct str token, struct calendar_link *ret,
			 bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_CALENDAR_LINKS_OWNER, DB_ARGS(DB_T(token)) };

	return row_find(&q, read_link, ret, ret_found, err);
}
