#include "store/profile_days.h"

#include "store/row.h"

static void read_day(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct profile_day_row *)ret = (struct profile_day_row){
		.day = db_int(row, 0),
		.followers_count = db_opt_int(row, 1),
		.follows_count = db_opt_int(row, 2),
		.media_count = db_opt_int(row, 3),
		.followers_growth = db_opt_int(row, 4),
		.media_growth = db_opt_int(row, 5),
		.updated_s = db_int(row, 6),
	};
}

bool profile_days_put(struct db_tx *tx, struct str account_id, const struct profile_day_row *p,
		      struct err *err)
{
	return db_exec(tx, SQL_PROFILE_DAYS_PUT,
		       DB_ARGS(DB_T(account_id), DB_I(p->day), DB_O(p->followers_count),
			       DB_O(p->follows_count), DB_O(p->media_count), DB_I(p->updated_s)),
		       NULL, err) &&
	       db_exec(tx, SQL_PROFILE_DAYS_PUT_NEXT,
		       DB_ARGS(DB_T(account_id), DB_I(p->day), DB_O(p->followers_count),
			       DB_O(p->media_count)),
		       NULL, err);
}

bool profile_days_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t first_day,
		       int64_t last_day, struct profile_day_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_PROFILE_DAYS_LIST,
			       DB_ARGS(DB_T(account_id), DB_I(first_day), DB_I(last_day)) };

	return row_list(&q, read_day, ret, err);
}

bool profile_days_newest(struct db_tx *tx, struct arena *a, struct str account_id, int64_t day,
			 struct profile_day_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_PROFILE_DAYS_NEWEST,
			       DB_ARGS(DB_T(account_id), DB_I(day)) };

	return row_find(&q, read_day, ret, ret_found, err);
}
