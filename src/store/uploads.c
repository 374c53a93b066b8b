#include "store/uploads.h"

#include "store/row.h"

static void read_upload(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct upload_row *)ret = (struct upload_row){
		.id = db_int(row, 0),
		.user_id = db_int(row, 1),
		.file = row_text(a, row, 2),
		.file_name = row_text(a, row, 3),
		.size_bytes = db_int(row, 4),
		.sha256 = row_blob(a, row, 5),
		.facts = row_text(a, row, 6),
		.created_s = db_int(row, 7),
		.used_s = db_int(row, 8),
	};
}

bool uploads_add(struct db_tx *tx, const struct upload_row *r, int64_t *ret_id, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_UPLOADS_ADD,
			       DB_ARGS(DB_I(r->user_id), DB_T(r->file), DB_T(r->file_name),
				       DB_I(r->size_bytes), DB_B(r->sha256), DB_T(r->facts),
				       DB_I(r->created_s)) };

	return row_int(&q, ret_id, err);
}

bool uploads_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
		 struct upload_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_UPLOADS_GET, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_find(&q, read_upload, ret, ret_found, err);
}

bool uploads_get_any(struct db_tx *tx, struct arena *a, int64_t id, struct upload_row *ret,
		     bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_UPLOADS_GET_ANY, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_upload, ret, ret_found, err);
}

bool uploads_list(struct db_tx *tx, struct arena *a, const struct upload_page *page,
		  struct upload_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_UPLOADS_LIST,
			       DB_ARGS(DB_I(page->user_id), DB_I(page->limit),
				       DB_I(page->offset)) };

	return row_list(&q, read_upload, ret, err);
}

bool uploads_count(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_UPLOADS_COUNT, DB_ARGS(DB_I(user_id)) };

	return row_int(&q, ret, err);
}

bool uploads_size(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_UPLOADS_SIZE, DB_ARGS(DB_I(user_id)) };

	return row_int(&q, ret, err);
}

bool uploads_touch(struct db_tx *tx, int64_t id, int64_t now_s, struct err *err)
{
	return db_exec(tx, SQL_UPLOADS_TOUCH, DB_ARGS(DB_I(id), DB_I(now_s)), NULL, err);
}

static bool row_yes(const struct row_query *q, bool *ret, struct err *err)
{
	int64_t n = 0;

	if (!row_int(q, &n, err))
		return false;
	*ret = n > 0;
	return true;
}

bool uploads_is_wanted(struct db_tx *tx, int64_t id, bool *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_UPLOADS_IS_WANTED, DB_ARGS(DB_I(id)) };

	return row_yes(&q, ret, err);
}

bool uploads_delete(struct db_tx *tx, int64_t user_id, int64_t id, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_UPLOADS_DELETE, DB_ARGS(DB_I(user_id), DB_I(id)) };

	return row_changed(&q, ret_found, err);
}

bool uploads_list_unused(struct db_tx *tx, struct arena *a, int64_t before_s, int64_t limit,
			 struct upload_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_UPLOADS_LIST_UNUSED,
			       DB_ARGS(DB_I(before_s), DB_I(limit)) };

	return row_list(&q, read_upload, ret, err);
}

bool uploads_has_file(struct db_tx *tx, struct str file, bool *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_UPLOADS_HAS_FILE, DB_ARGS(DB_T(file)) };

	return row_yes(&q, ret, err);
}
