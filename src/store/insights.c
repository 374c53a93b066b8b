#include "store/insights.h"

#include "store/row.h"

static void read_insight(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct insight_day_row *)ret = (struct insight_day_row){
		.metric = row_text(a, row, 0),
		.period = row_text(a, row, 1),
		.dimension = row_text(a, row, 2),
		.end_s = db_int(row, 3),
		.day = db_int(row, 4),
		.value = db_opt_int(row, 5),
		.updated_s = db_int(row, 6),
	};
}

bool insight_days_put(struct db_tx *tx, struct str account_id, const struct insight_day_rows *rows,
		      struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct insight_day_row *r = &rows->at[i];
		if (!db_exec(tx, SQL_INSIGHT_DAYS_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(r->metric), DB_T(r->period),
				     DB_T(r->dimension), DB_I(r->end_s), DB_I(r->day),
				     DB_O(r->value), DB_I(r->updated_s)),
			     NULL, err))
			return false;
	}
	return true;
}

static bool list_insights(struct db_tx *tx, struct arena *a, const struct insight_query *i,
			  enum sql statement, struct insight_day_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, statement,
			       DB_ARGS(DB_T(i->account_id), DB_T(i->metric), DB_T(i->period),
				       DB_I(i->start_s), DB_I(i->end_s)) };

	return row_list(&q, read_insight, ret, err);
}

bool insight_days_list(struct db_tx *tx, struct arena *a, const struct insight_query *q,
		       struct insight_day_rows *ret, struct err *err)
{
	return list_insights(tx, a, q, SQL_INSIGHT_DAYS_LIST, ret, err);
}

bool insight_days_list_dimensions(struct db_tx *tx, struct arena *a, const struct insight_query *q,
				  struct insight_day_rows *ret, struct err *err)
{
	return list_insights(tx, a, q, SQL_INSIGHT_DAYS_LIST_DIMENSIONS, ret, err);
}

bool insight_days_newest(struct db_tx *tx, struct str account_id, struct str metric,
			 struct str period, struct opt_int *ret_end_s, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_INSIGHT_DAYS_NEWEST,
			       DB_ARGS(DB_T(account_id), DB_T(metric), DB_T(period)) };

	return row_opt_int(&q, ret_end_s, err);
}

bool insight_days_each(struct db_tx *tx, struct arena *a, struct str account_id,
		       const int64_t span_s[2], const struct store_each *each, struct err *err)
{
	struct insight_day_row row;
	struct row_query q = { tx, a, SQL_INSIGHT_DAYS_EACH,
			       DB_ARGS(DB_T(account_id), DB_I(span_s[0]), DB_I(span_s[1])) };

	return row_each(&q, read_insight, &row, each, err);
}

bool insight_days_oldest(struct db_tx *tx, struct str account_id, struct str metric,
			 struct str period, struct opt_int *ret_day, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_INSIGHT_DAYS_OLDEST,
			       DB_ARGS(DB_T(account_id), DB_T(metric), DB_T(period)) };

	return row_opt_int(&q, ret_day, err);
}

/* ---- followers online -------------------------------------------------------------------------
 */

static void read_online(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct online_followers_row *)ret = (struct online_followers_row){
		.end_s = db_int(row, 0),
		.hour = (int)db_int(row, 1),
		.day = db_int(row, 2),
		.value = db_int(row, 3),
		.updated_s = db_int(row, 4),
	};
}

bool online_followers_put(struct db_tx *tx, struct str account_id,
			  const struct online_followers_rows *rows, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct online_followers_row *r = &rows->at[i];
		if (!db_exec(tx, SQL_ONLINE_FOLLOWERS_PUT,
			     DB_ARGS(DB_T(account_id), DB_I(r->end_s), DB_I(r->hour), DB_I(r->day),
				     DB_I(r->value), DB_I(r->updated_s)),
			     NULL, err))
			return false;
	}
	return true;
}

bool online_followers_list(struct db_tx *tx, struct arena *a, struct str account_id,
			   int64_t start_s, int64_t end_s, struct online_followers_rows *ret,
			   struct err *err)
{
	struct row_query q = { tx, a, SQL_ONLINE_FOLLOWERS_LIST,
			       DB_ARGS(DB_T(account_id), DB_I(start_s), DB_I(end_s)) };

	return row_list(&q, read_online, ret, err);
}

/* ---- who the followers are --------------------------------------------------------------------
 */

static const struct str kind_names[AUDIENCE_KINDS] = {
	[AUDIENCE_CITY] = STR_INIT("city"),
	[AUDIENCE_COUNTRY] = STR_INIT("country"),
	[AUDIENCE_GENDER_AGE] = STR_INIT("gender_age"),
	[AUDIENCE_LOCALE] = STR_INIT("locale"),
};

static void read_group(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct audience_row *)ret = (struct audience_row){
		.name = row_text(a, row, 0),
		.part = row_text(a, row, 1),
		.value = db_int(row, 2),
		.end_s = db_int(row, 3),
		.updated_s = db_int(row, 4),
		.day = db_int(row, 5),
	};
}

bool audience_put(struct db_tx *tx, struct str account_id, enum audience_kind kind, int64_t day,
		  const struct audience_rows *rows, struct err *err)
{
	if (!db_exec(tx, SQL_AUDIENCE_DELETE,
		     DB_ARGS(DB_T(account_id), DB_T(kind_names[kind]), DB_I(day)), NULL, err))
		return false;
	for (size_t i = 0; i < rows->count; i++) {
		const struct audience_row *r = &rows->at[i];
		if (!db_exec(tx, SQL_AUDIENCE_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(kind_names[kind]), DB_I(day),
				     DB_T(r->name), DB_T(r->part), DB_I(r->value), DB_I(r->end_s),
				     DB_I(r->updated_s)),
			     NULL, err))
			return false;
	}
	return true;
}

static bool list_audience(const struct audience_query *who, struct row_query *q,
			  struct audience_rows *ret, struct err *err)
{
	const struct db_arg args[] = { DB_T(who->account_id), DB_T(kind_names[who->kind]),
				       DB_I(who->first_day), DB_I(who->last_day) };

	q->args = args;
	q->arg_count = COUNT_OF(args);
	return row_list(q, read_group, ret, err);
}

bool audience_list(struct db_tx *tx, struct arena *a, const struct audience_query *who,
		   struct audience_rows *ret, struct err *err)
{
	struct row_query q = { .tx = tx, .a = a, .statement = SQL_AUDIENCE_LIST };

	return list_audience(who, &q, ret, err);
}

bool audience_newest(struct db_tx *tx, struct arena *a, const struct audience_query *who,
		     struct audience_rows *ret, struct err *err)
{
	struct row_query q = { .tx = tx, .a = a, .statement = SQL_AUDIENCE_NEWEST };

	return list_audience(who, &q, ret, err);
}
