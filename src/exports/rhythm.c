#include "exports/rhythm.h"

#include "base/clock.h"

#define DAY_S INT64_C(86400)

/* The instant at which clocks of the zone show that time of that day. */
static int64_t instant_of(const struct tz *zone, int64_t day, int minute)
{
	int64_t shown_s = day * DAY_S + minute * INT64_C(60);
	int before_s = tz_offset_s(zone, shown_s - DAY_S);
	int after_s = tz_offset_s(zone, shown_s + DAY_S);
	int64_t at_s = shown_s - before_s;

	if (tz_offset_s(zone, at_s) == before_s)
		return at_s;
	if (tz_offset_s(zone, shown_s - after_s) == after_s)
		return shown_s - after_s;
	return at_s; /* skipped: what the old clocks would have shown */
}

/* The day of the `index`-th period from the one in which `day` lies. */
static int64_t day_of_week(const struct rhythm *r, int64_t day, int index)
{
	int weekday = (weekday_of_day(day) + 6) % 7 + 1; /* Monday is 1 */

	return day - weekday + r->day + 7 * index;
}

static int64_t day_of_month(const struct rhythm *r, int64_t day, int index)
{
	struct civil c = civil_from_unix(day * DAY_S);
	int month = c.year * 12 + c.month - 1 + index;

	if (r->day == RHYTHM_LAST_DAY)
		return days_from_civil((month + 1) / 12, (month + 1) % 12 + 1, 1) - 1;
	return days_from_civil(month / 12, month % 12 + 1, r->day);
}

static int64_t slot(const struct rhythm *r, const struct tz *zone, int64_t day, int index)
{
	int64_t at = r->is_monthly ? day_of_month(r, day, index) : day_of_week(r, day, index);

	return instant_of(zone, at, r->minute);
}

int64_t rhythm_before(const struct rhythm *r, const struct tz *zone, int64_t now_s)
{
	int64_t day = tz_day(zone, now_s);
	int index = 1;

	while (slot(r, zone, day, index) > now_s)
		index--;
	return slot(r, zone, day, index);
}

int64_t rhythm_after(const struct rhythm *r, const struct tz *zone, int64_t now_s)
{
	int64_t day = tz_day(zone, now_s);
	int index = -1;

	while (slot(r, zone, day, index) <= now_s)
		index++;
	return slot(r, zone, day, index);
}
