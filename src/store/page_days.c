#include "store/page_days.h"

#include "store/row.h"

bool page_days_put(struct db_tx *tx, struct str account_id, struct str page_id,
		   const struct insight_day_rows *rows, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct insight_day_row *r = &rows->at[i];
		if (!db_exec(tx, SQL_PAGE_DAYS_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(page_id), DB_T(r->metric),
				     DB_T(r->dimension), DB_I(r->end_s), DB_I(r->day),
				     DB_O(r->value), DB_I(r->updated_s)),
			     NULL, err))
			return false;
	}
	return true;
}

static void read_day(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct insight_day_row *)ret = (struct insight_day_row){
		.metric = row_text(a, row, 0),
		.period = STR("day"),
		.dimension = row_text(a, row, 1),
		.end_s = db_int(row, 2),
		.day = db_int(row, 3),
		.value = db_opt_int(row, 4),
		.updated_s = db_int(row, 5),
	};
}

bool page_days_list(struct db_tx *tx, struct arena *a, const struct page_days_query *q,
		    struct insight_day_rows *ret, struct err *err)
{
	struct row_query rows = { tx, a, SQL_PAGE_DAYS_LIST,
				  DB_ARGS(DB_T(q->account_id), DB_T(q->page_id), DB_T(q->metric),
					  DB_I(q->start_s), DB_I(q->end_s)) };

	return row_list(&rows, read_day, ret, err);
}

static void read_page_day(struct arena *a, const struct db_stmt *row, void *ret)
{
	struct page_day_row *r = ret;

	read_day(a, row, &r->day);
	r->page_id = row_text(a, row, 6);
}

bool page_days_each(struct db_tx *tx, struct arena *a, struct str account_id,
		    const int64_t span_s[2], const struct store_each *each, struct err *err)
{
	struct page_day_row row;
	struct row_query q = { tx, a, SQL_PAGE_DAYS_EACH,
			       DB_ARGS(DB_T(account_id), DB_I(span_s[0]), DB_I(span_s[1])) };

	return row_each(&q, read_page_day, &row, each, err);
}

bool page_days_newest(struct db_tx *tx, struct str account_id, struct str page_id,
		      struct opt_int *ret_end_s, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_PAGE_DAYS_NEWEST,
			       DB_ARGS(DB_T(account_id), DB_T(page_id)) };

	return row_opt_int(&q, ret_end_s, err);
}
