/*
 * Readings of who follows and when they are online (stats.h has the rules of all readings). Rows
 * are filtered by Meta's end_time, oldest first.
 */
#ifndef REPORT_STATS_AUDIENCE_H
#define REPORT_STATS_AUDIENCE_H

#include "report/stats.h"
#include "store/insights.h"

/* Every snapshot of the window; within one the biggest group first. */
bool stats_audience(const struct stats *s, enum audience_kind kind, struct audience_rows *ret,
		    struct err *err) must_use;
/* Hours are Meta's: 0 is the first hour of the Pacific day that ends at end_time. */
bool stats_online_followers(const struct stats *s, struct online_followers_rows *ret,
			    struct err *err) must_use;

#endif
