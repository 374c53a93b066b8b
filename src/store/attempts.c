#include "store/attempts.h"

#include "store/row.h"

bool attempts_get(struct db_tx *tx, struct str bucket, struct attempts_row *ret, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool found;

	if (!db_one(tx, SQL_ATTEMPTS_GET, DB_ARGS(DB_T(bucket)), &row, &found, err))
		return false;
	*ret = (struct attempts_row){ 0 };
	if (found)
		*ret = (struct attempts_row){
			.failures = db_int(row, 0),
			.first_s = db_int(row, 1),
			.last_s = db_int(row, 2),
			.blocked_until_s = db_int(row, 3),
		};
	return true;
}

bool attempts_put(struct db_tx *tx, struct str bucket, const struct attempts_row *row,
		  struct err *err)
{
	return db_exec(tx, SQL_ATTEMPTS_PUT,
		       DB_ARGS(DB_T(bucket), DB_I(row->failures), DB_I(row->first_s),
			       DB_I(row->last_s), DB_I(row->blocked_until_s)),
		       NULL, err);
}

bool attempts_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_ATTEMPTS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}
