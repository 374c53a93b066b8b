/*
 * The stored growth tables (cekbrand.md C.15): what each account has gained in the last 7 and 28
 * days against as many days before, and the posts of those days that stand out. Worked out after
 * each collection, read by rankings.
 *
 *	followers        at the end of the window
 *	engagement       likes and comments gained in it
 *	engagement_rate  that, per follower at its end, in percent
 *	reach            mean of its days
 *	impressions      the same
 *	sentiment        of the comments made in it: (positive - negative) / all, in percent
 *
 * Growth is the difference of the two windows, and missing when the earlier one was collected only
 * in part (rates.h).
 */
#ifndef REPORT_GROWTH_H
#define REPORT_GROWTH_H

#include "report/stats.h"
#include "store/growth.h"

#define GROWTH_FRAMES 2
extern const int64_t growth_frames[GROWTH_FRAMES];

/* followers, … in the order above; NULL past the end. */
struct str growth_metric_at(size_t index);
bool growth_is_metric(struct str name);
bool growth_is_frame(int64_t frame_days);

struct growth {
	int64_t frame_days, day;
	struct growth_rows metrics;
	struct extreme_rows extremes;
};

/* Of the window that ends on the day of `now_s`; s->window is not read. */
bool growth_measure(const struct stats *s, int64_t frame_days, int64_t now_s, struct growth *ret,
		    struct err *err) must_use;
bool growth_save(struct db_tx *tx, struct str account_id, const struct growth *growth,
		 int64_t now_s, struct err *err) must_use;
/* As it was saved last; metrics that never were are left out. */
bool growth_read(const struct stats *s, int64_t frame_days, struct growth *ret, struct err *err)
	must_use;

#endif
