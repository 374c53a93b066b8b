/*
 * When followers are online, as a week of hours (cekbrand.md C.14).
 *
 * Meta counts followers online for each hour of a Pacific day and dates the day by its end. So the
 * hour `h` of the day that ends at `end_s` began at end_s - 24 h + h: an instant, which falls on a
 * weekday and hour of any zone. (The original adds 14 to the hour, which is right for Jakarta in
 * half of the year, and labels every weekday one day early; neither is copied.)
 *
 * A cell is the mean of what fell on it, rounded half up. Levels part the range at 20, 35, 50, 65
 * and 80 percent of the largest cell. Recommended for posting are the cells above 80 percent, at
 * most ten a day, the largest always.
 */
#ifndef ANALYTICS_ONLINE_H
#define ANALYTICS_ONLINE_H

#include <stddef.h>

#include "base/opt.h"
#include "base/tz.h"

#define WEEK_DAYS 7
#define DAY_HOURS 24
#define WEEK_HOURS (WEEK_DAYS * DAY_HOURS)

/* Cells of a week, in order: Sunday 0:00 is 0. */
static inline int week_hour(int weekday, int hour)
{
	return weekday * DAY_HOURS + hour;
}
/* Of the local instant. */
int week_hour_of(const struct tz *tz, int64_t unix_s);

/* Followers online in one of Meta's hours. */
struct online_hour {
	int64_t end_s;
	int hour; /* 0-23 */
	int64_t value;
};

#define ONLINE_BOUNDS 7
#define ONLINE_PER_DAY_MAX 10

struct online_cell {
	struct opt_int value;
	int level; /* 0-5: which sixth of the scale; 0 when there is no value */
	bool is_recommended, is_max;
};

struct online_week {
	struct online_cell cells[WEEK_HOURS];
	struct opt_int max;
	int64_t bounds[ONLINE_BOUNDS]; /* 0 … max; zeros when there is nothing */
};

void online_week(const struct online_hour *hours, size_t count, const struct tz *tz,
		 struct online_week *ret);

#endif
