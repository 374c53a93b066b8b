/* The reading behind "when to post" (stats.h has the rules; analytics/best_time.h the method). */
#ifndef REPORT_STATS_BEST_TIME_H
#define REPORT_STATS_BEST_TIME_H

#include "analytics/best_time.h"
#include "report/stats.h"

#define STATS_BEST_TIME_POSTS_MAX 2000
#define STATS_BEST_TIME_DAYS 365
/* Younger posts are still being liked: they would speak against their hour. */
#define STATS_BEST_TIME_SETTLED_S (48 * 3600)

struct stats_best_time {
	struct online_week online; /* of the window */
	struct best_time best;     /* with the posts of the year that ends with the window */
};
bool stats_best_time(const struct stats *s, int64_t now_s, struct stats_best_time *ret,
		     struct err *err) must_use;

#endif
