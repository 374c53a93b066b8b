#include "store/growth.h"

#include "store/row.h"

static struct db_arg real_or_null(struct opt_double value)
{
	return value.has ? DB_R(value.value) : DB_N;
}

static struct opt_double opt_real(const struct db_stmt *row, int column)
{
	return db_is_null(row, column) ? OPT_NO_DOUBLE : OPT_DOUBLE(db_real(row, column));
}

bool growth_put(struct db_tx *tx, struct str account_id, int64_t frame_days,
		const struct growth_rows *rows, int64_t now_s, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct growth_row *r = &rows->at[i];
		if (!db_exec(tx, SQL_GROWTH_PUT,
			     DB_ARGS(DB_T(account_id), DB_I(frame_days), DB_T(r->metric),
				     DB_I(r->day), real_or_null(r->value), real_or_null(r->before),
				     real_or_null(r->growth), DB_I(now_s)),
			     NULL, err))
			return false;
	}
	return true;
}

static void read_growth(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct growth_row *)ret = (struct growth_row){
		.metric = row_text(a, row, 0),
		.day = db_int(row, 1),
		.value = opt_real(row, 2),
		.before = opt_real(row, 3),
		.growth = opt_real(row, 4),
	};
}

bool growth_newest(struct db_tx *tx, struct arena *a, const struct growth_query *q,
		   struct growth_row *ret, bool *ret_found, struct err *err)
{
	struct row_query query = { tx, a, SQL_GROWTH_NEWEST,
				   DB_ARGS(DB_T(q->account_id), DB_I(q->frame_days),
					   DB_T(q->metric)) };

	return row_find(&query, read_growth, ret, ret_found, err);
}

bool growth_list(struct db_tx *tx, struct arena *a, const struct growth_query *q,
		 struct growth_rows *ret, struct err *err)
{
	struct row_query query = { tx, a, SQL_GROWTH_LIST,
				   DB_ARGS(DB_T(q->account_id), DB_I(q->frame_days),
					   DB_T(q->metric), DB_I(q->first_day),
					   DB_I(q->last_day)) };

	return row_list(&query, read_growth, ret, err);
}

static void read_growth_frame(struct arena *a, const struct db_stmt *row, void *ret)
{
	struct growth_frame_row *r = ret;

	read_growth(a, row, &r->growth);
	r->frame_days = db_int(row, 5);
}

bool growth_each(struct db_tx *tx, struct arena *a, struct str account_id, const int64_t days[2],
		 const struct store_each *each, struct err *err)
{
	struct growth_frame_row row;
	struct row_query q = { tx, a, SQL_GROWTH_EACH,
			       DB_ARGS(DB_T(account_id), DB_I(days[0]), DB_I(days[1])) };

	return row_each(&q, read_growth_frame, &row, each, err);
}

bool extremes_put(struct db_tx *tx, struct str account_id, int64_t frame_days, int64_t day,
		  const struct extreme_rows *rows, struct err *err)
{
	if (!db_exec(tx, SQL_EXTREMES_DELETE, DB_ARGS(DB_T(account_id), DB_I(frame_days)), NULL,
		     err))
		return false;
	for (size_t i = 0; i < rows->count; i++) {
		const struct extreme_row *r = &rows->at[i];
		if (!db_exec(tx, SQL_EXTREMES_PUT,
			     DB_ARGS(DB_T(account_id), DB_I(frame_days), DB_T(r->kind),
				     DB_T(r->media_id), DB_I(r->value), DB_I(day)),
			     NULL, err))
			return false;
	}
	return true;
}

static void read_extreme(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct extreme_row *)ret = (struct extreme_row){
		.kind = row_text(a, row, 0),
		.media_id = row_text(a, row, 1),
		.value = db_int(row, 2),
	};
}

bool extremes_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t frame_days,
		   struct extreme_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_EXTREMES_LIST,
			       DB_ARGS(DB_T(account_id), DB_I(frame_days)) };

	return row_list(&q, read_extreme, ret, err);
}
