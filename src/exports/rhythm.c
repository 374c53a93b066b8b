#include "exports/rhythm.h"

#include "base/clock.h"
#include "base/recur.h"

#define DAY_S INT64_C(86400)
#define PERIOD_DAYS 35 /* longer than any */

static struct recur rule_of(const struct rhythm *r, int64_t first_day)
{
	if (!r->is_monthly)
		return (struct recur){ .every = RECUR_WEEK,
				       .interval = 1,
				       .weekdays = RECUR_WEEKDAY(r->day),
				       .first_day = first_day };
	return (struct recur){ .every = RECUR_MONTH,
			       .interval = 1,
			       .month_day = r->day == RHYTHM_LAST_DAY ? 31 : r->day,
			       .first_day = first_day };
}

/* The newest that is not after `now_s`, and the one that follows it. */
static void around(const struct rhythm *r, const struct tz *zone, int64_t now_s, int64_t ret_s[2])
{
	int64_t day = tz_day(zone, now_s) - 2 * PERIOD_DAYS;
	const struct recur rule = rule_of(r, day);

	ret_s[1] = INT64_MIN;
	while (ret_s[1] <= now_s && recur_next(&rule, day, &day)) {
		ret_s[0] = ret_s[1];
		ret_s[1] = tz_instant_s(zone, day * DAY_S + r->minute * INT64_C(60));
		day++;
	}
}

int64_t rhythm_before(const struct rhythm *r, const struct tz *zone, int64_t now_s)
{
	int64_t found_s[2];

	around(r, zone, now_s, found_s);
	return found_s[0];
}

int64_t rhythm_after(const struct rhythm *r, const struct tz *zone, int64_t now_s)
{
	int64_t found_s[2];

	around(r, zone, now_s, found_s);
	return found_s[1];
}
