#include "store/exports.h"

#include "store/row.h"

static void read_export(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct export_row *)ret = (struct export_row){
		.id = db_int(row, 0),
		.user_id = db_int(row, 1),
		.account_id = row_text(a, row, 2),
		.username = row_text(a, row, 3),
		.schedule_id = db_opt_int(row, 4),
		.slot_s = db_opt_int(row, 5),
		.request = row_text(a, row, 6),
		.job_id = db_int(row, 7),
		.file_name = row_text(a, row, 8),
		.content_type = row_text(a, row, 9),
		.size_bytes = db_opt_int(row, 10),
		.error_code = row_text(a, row, 11),
		.error_text = row_text(a, row, 12),
		.error_text_en = row_text(a, row, 13),
		.created_s = db_int(row, 14),
		.finished_s = db_opt_int(row, 15),
		.expires_s = db_int(row, 16),
		.job_state = row_text(a, row, 17),
		.cancel_asked = row_bool(row, 18),
		.done = db_int(row, 19),
		.total = db_int(row, 20),
		.message = row_text(a, row, 21),
	};
}

enum export_state export_state(const struct export_row *row)
{
	if (row->file_name.at)
		return EXPORT_READY;
	if (str_eq(row->job_state, STR("cancelled")) || row->cancel_asked)
		return EXPORT_CANCELLED;
	if (str_eq(row->job_state, STR("waiting")))
		return EXPORT_QUEUED;
	return str_eq(row->job_state, STR("running")) ? EXPORT_MAKING : EXPORT_FAILED;
}

bool exports_add(struct db_tx *tx, const struct export_row *r, int64_t *ret_id, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_EXPORTS_ADD,
			       DB_ARGS(DB_I(r->user_id), DB_T(r->account_id), DB_O(r->schedule_id),
				       DB_O(r->slot_s), DB_T(r->request), DB_I(r->created_s),
				       DB_I(r->expires_s)) };

	return row_int(&q, ret_id, err);
}

bool exports_set_job(struct db_tx *tx, int64_t user_id, int64_t id, int64_t job_id,
		     int64_t expires_s, struct err *err)
{
	return db_exec(tx, SQL_EXPORTS_SET_JOB,
		       DB_ARGS(DB_I(user_id), DB_I(id), DB_I(job_id), DB_I(expires_s)), NULL, err);
}

bool exports_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t now_s, int64_t limit,
		  struct export_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_EXPORTS_LIST,
			       DB_ARGS(DB_I(user_id), DB_I(now_s), DB_I(limit)) };

	return row_list(&q, read_export, ret, err);
}

bool exports_get(struct db_tx *tx, struct arena *a, struct export_key key, struct export_row *ret,
		 bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_EXPORTS_GET,
			       DB_ARGS(DB_I(key.user_id), DB_I(key.id), DB_I(key.now_s)) };

	return row_find(&q, read_export, ret, ret_found, err);
}

bool exports_get_any(struct db_tx *tx, struct arena *a, int64_t id, struct export_row *ret,
		     bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_EXPORTS_GET_ANY, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_export, ret, ret_found, err);
}

bool exports_get_of_slot(struct db_tx *tx, struct arena *a, int64_t schedule_id, int64_t slot_s,
			 struct export_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_EXPORTS_GET_OF_SLOT,
			       DB_ARGS(DB_I(schedule_id), DB_I(slot_s)) };

	return row_find(&q, read_export, ret, ret_found, err);
}

bool exports_count_unfinished(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_EXPORTS_COUNT_UNFINISHED, DB_ARGS(DB_I(user_id)) };

	return row_int(&q, ret, err);
}

bool exports_finish(struct db_tx *tx, const struct export_finish *f, bool *ret_found,
		    struct err *err)
{
	struct row_query q = { tx, NULL, SQL_EXPORTS_FINISH,
			       DB_ARGS(DB_I(f->id), DB_I(f->job_id), DB_T(f->file_name),
				       DB_T(f->content_type), DB_I(f->size_bytes), DB_I(f->now_s),
				       DB_I(f->expires_s)) };

	return row_changed(&q, ret_found, err);
}

bool exports_fail(struct db_tx *tx, const struct export_failure *f, struct err *err)
{
	return db_exec(tx, SQL_EXPORTS_FAIL,
		       DB_ARGS(DB_I(f->id), DB_I(f->job_id), DB_T(f->code), DB_T(f->text),
			       DB_T(f->text_en), DB_I(f->now_s)),
		       NULL, err);
}

bool exports_delete(struct db_tx *tx, int64_t user_id, int64_t id, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_EXPORTS_DELETE, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_changed(&q, ret_found, err);
}

static void read_gone(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct export_gone *)ret = (struct export_gone){ db_int(row, 0), db_int(row, 1) };
}

bool exports_delete_old(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t keep,
			struct export_gone_list *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_EXPORTS_DELETE_OLD, DB_ARGS(DB_I(user_id), DB_I(keep)) };

	return row_list(&q, read_gone, ret, err);
}

bool exports_purge(struct db_tx *tx, struct arena *a, int64_t now_s, struct export_gone_list *ret,
		   struct err *err)
{
	struct row_query q = { tx, a, SQL_EXPORTS_PURGE, DB_ARGS(DB_I(now_s)) };

	return row_list(&q, read_gone, ret, err);
}

bool exports_exists(struct db_tx *tx, int64_t id, bool *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_EXPORTS_EXISTS, DB_ARGS(DB_I(id)) };
	struct opt_int one;

	if (!row_opt_int(&q, &one, err))
		return false;
	*ret = one.has;
	return true;
}

/* ---- links ---- */

bool export_links_add(struct db_tx *tx, const struct export_link *link, struct err *err)
{
	return db_exec(tx, SQL_EXPORT_LINKS_ADD,
		       DB_ARGS(DB_B(link->token_hash), DB_I(link->export_id), DB_I(link->expires_s),
			       DB_I(link->uses_left)),
		       NULL, err);
}

bool export_links_get(struct db_tx *tx, struct str token_hash, int64_t now_s, struct opt_int *ret,
		      struct err *err)
{
	struct row_query q = { tx, NULL, SQL_EXPORT_LINKS_GET,
			       DB_ARGS(DB_B(token_hash), DB_I(now_s)) };

	return row_opt_int(&q, ret, err);
}

bool export_links_use(struct db_tx *tx, struct str token_hash, int64_t now_s, bool *ret_found,
		      struct err *err)
{
	struct row_query q = { tx, NULL, SQL_EXPORT_LINKS_USE,
			       DB_ARGS(DB_B(token_hash), DB_I(now_s)) };

	return row_changed(&q, ret_found, err);
}
