#include "store/post_looks.h"

#include "store/row.h"

bool post_looks_put(struct db_tx *tx, int64_t post_id, const struct post_look_row *r,
		    struct err *err)
{
	return db_exec(tx, SQL_POST_LOOKS_PUT,
		       DB_ARGS(DB_I(post_id), DB_I(r->position), DB_T(r->url), DB_I(r->looked_ms),
			       DB_T(r->problem), DB_T(r->problem_of), DB_T(r->facts),
			       DB_T(r->mark)),
		       NULL, err);
}

static void read_look(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct post_look_row *)ret = (struct post_look_row){
		.position = db_int(row, 0),
		.url = row_text(a, row, 1),
		.looked_ms = db_int(row, 2),
		.problem = row_text(a, row, 3),
		.problem_of = row_text(a, row, 4),
		.facts = row_text(a, row, 5),
		.mark = row_text(a, row, 6),
		.changed_ms = db_opt_int(row, 7),
	};
}

bool post_looks_list(struct db_tx *tx, struct arena *a, int64_t post_id, struct post_look_rows *ret,
		     struct err *err)
{
	struct row_query q = { tx, a, SQL_POST_LOOKS_LIST, DB_ARGS(DB_I(post_id)) };

	return row_list(&q, read_look, ret, err);
}
