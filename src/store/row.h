/*
 * Reading rows into records, for the files of store/ alone: a noun says how one row becomes one
 * record, and these run the statement, copy into the arena and grow the list.
 */
#ifndef STORE_ROW_H
#define STORE_ROW_H

#include "db/db.h"
#include "store/sql.h"
#include "store/store.h"

struct row_query {
	struct db_tx *tx;
	struct arena *a;
	unsigned statement;
	const struct db_arg *args;
	size_t arg_count;
};

/* Fills `ret`, a record, from the current row. */
typedef void row_read(struct arena *a, const struct db_stmt *row, void *ret);

/* One row at most; `ret` is untouched when there is none. */
bool row_find(const struct row_query *q, row_read *read, void *ret, bool *ret_found,
	      struct err *err) must_use;

struct row_array {
	void *at;
	size_t count;
};
bool row_array(const struct row_query *q, size_t size, row_read *read, struct row_array *ret,
	       struct err *err) must_use;

/* Every row, into `struct x_rows { struct x_row *at; size_t count; } *ret`. */
#define row_list(q, read, ret, err)                                                                \
	__extension__({                                                                            \
		struct row_array rows_;                                                            \
		bool ok_ = row_array((q), sizeof(*(ret)->at), (read), &rows_, (err));              \
		if (ok_) {                                                                         \
			(ret)->at = rows_.at;                                                      \
			(ret)->count = rows_.count;                                                \
		}                                                                                  \
		ok_;                                                                               \
	})

/* Every row, in constant memory: `record`, which `read` fills, is told to `each`. */
bool row_each(const struct row_query *q, row_read *read, void *record,
	      const struct store_each *each, struct err *err) must_use;

/*
 * The array with room for one more item. It has 4, 8, 16, … places, so `count` alone says when it
 * is full; what it outgrew stays in the arena.
 */
void *row_room(struct arena *a, void *at, size_t count, size_t size);

/* The first column of the only row; 0 when it is NULL. */
bool row_int(const struct row_query *q, int64_t *ret, struct err *err) must_use;
/* The same for a statement that may give no row or NULL. */
bool row_opt_int(const struct row_query *q, struct opt_int *ret, struct err *err) must_use;

/* db_exec that says whether a row was changed. */
bool row_changed(const struct row_query *q, bool *ret_changed, struct err *err) must_use;

/* A column, copied; at == NULL stays so. */
struct str row_text(struct arena *a, const struct db_stmt *row, int column);
struct str row_blob(struct arena *a, const struct db_stmt *row, int column);
bool row_bool(const struct db_stmt *row, int column);

#endif
