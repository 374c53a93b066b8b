/* What series.c and series_make.c share. */
#ifndef PLANNING_SERIES_IMPL_H
#define PLANNING_SERIES_IMPL_H

#include "planning/plan_impl.h"
#include "planning/series.h"

/* Occurrences on their way into the store: checked before the transaction, stored in it. */
struct occurrence {
	int64_t day;
	struct post_plan plan;
	struct writing writing;
};
struct making {
	struct publish *p;
	struct arena *a;
	struct post_actor who;
	struct post_series_row series;
	struct post_plan content; /* without its time */
	struct occurrence *at;
	size_t count;
	int64_t ahead_day;     /* what series.ahead_day becomes */
	int64_t first_post_id; /* 0: none was made */
};

/* Which occurrences are to be made now; each is checked. `content` and `series` are given. */
bool series_prepare(struct making *m, struct err *err) must_use;
/* In a transaction. A day that was made before is left alone. */
bool series_make(struct db_tx *tx, struct making *m, struct err *err) must_use;

/* ---- the clock's part (series_job.c) ---- */

/* Makes what has come within the horizon; what is in the way is noted at the series. */
bool series_extend(struct publish *p, struct err *err) must_use;
/* Posts whose zone has other rules than when they were planned get the instant their wall clock
 * means now. */
bool walls_renew(struct publish *p, int64_t *ret_moved, struct err *err) must_use;

#endif
