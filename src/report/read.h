/* What several readings share: rows of the store as analytics takes them. Private to report/. */
#ifndef REPORT_READ_H
#define REPORT_READ_H

#include "report/stats.h"

/* W, B and the newest row before both. */
bool read_profile(const struct stats *s, struct stats_profile_days *ret, struct err *err) must_use;
/* F_end(W). */
bool read_followers(const struct stats *s, struct opt_int *ret, struct err *err) must_use;
/* One insight in one span, period "day". Rows without a value are left out. */
bool read_insight(const struct stats *s, enum stats_insight which, const struct span *x,
		  struct stats_insight_days *ret, struct err *err) must_use;

/* A mean of both windows, before it is said how they differ. */
struct insight_means {
	struct opt_double now, before;
	bool is_whole; /* B was collected from its first day on */
};
bool read_insight_means(const struct stats *s, enum stats_insight which, struct insight_means *ret,
			struct err *err) must_use;
/* Likes and comments gained, and F_end, of both windows. */
struct engagement_gains {
	struct opt_int gained, gained_before;
	struct opt_int followers, followers_before;
	bool is_whole; /* collecting began before B */
};
bool read_engagement_gains(const struct stats *s, struct engagement_gains *ret, struct err *err)
	must_use;

#endif
