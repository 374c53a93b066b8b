/*
 * Likes and comments of posts per day, and the same added up per account and day. The sums are
 * written in the same transaction as the rows they come from, so they are never out of step.
 */
#ifndef STORE_MEDIA_DAYS_H
#define STORE_MEDIA_DAYS_H

#include "store/store.h"

struct media_day_row {
	struct str media_id;
	int64_t day;
	int64_t posted_s; /* of the post; media_days_put does not read it */
	struct opt_int like_count, comments_count;
	/* Since the stored day before; absent on the first. media_days_put works them out. */
	struct opt_int like_growth, comments_growth;
	int64_t updated_s;
};
struct media_day_rows {
	struct media_day_row *at;
	size_t count;
};

/*
 * Inserts or replaces the counts of posts on `day`, their growths (also those of a stored day after
 * it) and the account's engagement_days. The posts must be stored already.
 */
bool media_days_put(struct db_tx *tx, struct str account_id, int64_t day,
		    const struct media_day_rows *rows, int64_t now_s, struct err *err) must_use;
/* One post's history, oldest first. */
bool media_days_list(struct db_tx *tx, struct arena *a, struct str account_id, struct str media_id,
		     struct media_day_rows *ret, struct err *err) must_use;
/* Rows in the span whose growth is not known (the first of their post), oldest first. */
bool media_days_list_first(struct db_tx *tx, struct arena *a, struct str account_id,
			   int64_t first_day, int64_t last_day, struct media_day_rows *ret,
			   struct err *err) must_use;

struct engagement_day_row {
	int64_t day;
	int64_t media_count;
	int64_t like_count, comments_count;
	int64_t like_growth, comments_growth; /* an unknown growth counts as the full value (C.7) */
	int64_t like_first, comments_first;   /* the part of the growth that is such a full value */
};
struct engagement_day_rows {
	struct engagement_day_row *at;
	size_t count;
};
/* Both days included, oldest first; days without a row were not collected. */
bool engagement_days_list(struct db_tx *tx, struct arena *a, struct str account_id,
			  int64_t first_day, int64_t last_day, struct engagement_day_rows *ret,
			  struct err *err) must_use;
/* The first day that was collected; absent: none. */
bool engagement_days_oldest(struct db_tx *tx, struct str account_id, struct opt_int *ret_day,
			    struct err *err) must_use;
/* engagement_days_list, worked out anew from media_days: for checks and repairs. */
bool engagement_days_recompute(struct db_tx *tx, struct arena *a, struct str account_id,
			       struct engagement_day_rows *ret, struct err *err) must_use;

#endif
