#include "store/row.h"

#include <string.h>

bool row_find(const struct row_query *q, row_read *read, void *ret, bool *ret_found,
	      struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;

	if (!db_one(q->tx, q->statement, q->args, q->arg_count, &row, ret_found, err))
		return false;
	if (row)
		read(q->a, row, ret);
	return true;
}

void *row_room(struct arena *a, void *at, size_t count, size_t size)
{
	bool is_full = count == 0 || (count >= 4 && (count & (count - 1)) == 0);

	if (!is_full)
		return at;
	void *bigger = arena_array(a, count ? count * 2 : 4, size, alignof(max_align_t));
	if (count)
		memcpy(bigger, at, count * size);
	return bigger;
}

bool row_array(const struct row_query *q, size_t size, row_read *read, struct row_array *ret,
	       struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;
	struct row_array all = { 0 };

	if (!db_query(q->tx, q->statement, q->args, q->arg_count, &rows, err))
		return false;
	while (db_next(rows)) {
		all.at = row_room(q->a, all.at, all.count, size);
		read(q->a, rows, (char *)all.at + all.count * size);
		all.count++;
	}
	if (!db_end_ok(rows, err))
		return false;
	*ret = all;
	return true;
}

bool row_each(const struct row_query *q, row_read *read, void *record,
	      const struct store_each *each, struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;

	if (!db_query(q->tx, q->statement, q->args, q->arg_count, &rows, err))
		return false;
	while (db_next(rows)) {
		struct arena_mark mark = arena_mark(q->a);

		read(q->a, rows, record);
		if (!each->row(each->ctx, record, err))
			return false;
		arena_rewind(q->a, mark);
	}
	return db_end_ok(rows, err);
}

bool row_opt_int(const struct row_query *q, struct opt_int *ret, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool found;

	if (!db_one(q->tx, q->statement, q->args, q->arg_count, &row, &found, err))
		return false;
	*ret = found ? db_opt_int(row, 0) : OPT_NO_INT;
	return true;
}

bool row_int(const struct row_query *q, int64_t *ret, struct err *err)
{
	struct opt_int value;

	if (!row_opt_int(q, &value, err))
		return false;
	*ret = opt_int_or(value, 0);
	return true;
}

bool row_changed(const struct row_query *q, bool *ret_changed, struct err *err)
{
	int64_t changed;

	if (!db_exec(q->tx, q->statement, q->args, q->arg_count, &changed, err))
		return false;
	*ret_changed = changed > 0;
	return true;
}

struct str row_text(struct arena *a, const struct db_stmt *row, int column)
{
	return str_dup(a, db_text(row, column));
}

struct str row_blob(struct arena *a, const struct db_stmt *row, int column)
{
	return str_dup(a, db_blob(row, column));
}

bool row_bool(const struct db_stmt *row, int column)
{
	return db_int(row, column) != 0;
}
