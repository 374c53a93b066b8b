/* Follower, following and post counts: one row per account and day ("user_data"). */
#ifndef STORE_PROFILE_DAYS_H
#define STORE_PROFILE_DAYS_H

#include "store/store.h"

struct profile_day_row {
	int64_t day;
	struct opt_int followers_count, follows_count, media_count;
	struct opt_int followers_growth,
		media_growth; /* since the stored day before; absent on the first */
	int64_t updated_s;
};
struct profile_day_rows {
	struct profile_day_row *at;
	size_t count;
};

/* Inserts or replaces the day; growths of it and of the stored day after it are worked out here. */
bool profile_days_put(struct db_tx *tx, struct str account_id, const struct profile_day_row *row,
		      struct err *err) must_use;
/* Both days included, oldest first. */
bool profile_days_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t first_day,
		       int64_t last_day, struct profile_day_rows *ret, struct err *err) must_use;
/* The newest row of a day up to and including `day` (INT64_MAX: the newest of all). */
bool profile_days_newest(struct db_tx *tx, struct arena *a, struct str account_id, int64_t day,
			 struct profile_day_row *ret, bool *ret_found, struct err *err) must_use;

#endif
