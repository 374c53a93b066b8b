#include "base/recur.h"

#include "base/clock.h"

#define DAY_S INT64_C(86400)
#define WEEK_DAYS 7

static int weekday(int64_t day)
{
	return (weekday_of_day(day) + 6) % WEEK_DAYS + 1; /* Monday is 1 */
}

/* The smallest multiple of `step` that is not below `n`; n >= 0. */
static int64_t round_up(int64_t n, int64_t step)
{
	return (n + step - 1) / step * step;
}

static int64_t next_by_day(const struct recur *r, int64_t from_day)
{
	return r->first_day + round_up(from_day - r->first_day, r->interval);
}

static int64_t next_by_week(const struct recur *r, int64_t from_day)
{
	unsigned wanted = r->weekdays ? r->weekdays : RECUR_WEEKDAY(weekday(r->first_day));
	int64_t monday = r->first_day - weekday(r->first_day) + 1;
	int64_t week = round_up((from_day - monday) / WEEK_DAYS, r->interval);

	for (;; week += r->interval)
		for (int n = 1; n <= WEEK_DAYS; n++) {
			int64_t day = monday + week * WEEK_DAYS + n - 1;
			if (wanted & RECUR_WEEKDAY(n) && day >= from_day)
				return day;
		}
}

/* Months since the year 0. */
static int64_t month_of(int64_t day)
{
	struct civil c = civil_from_unix(day * DAY_S);

	return c.year * INT64_C(12) + c.month - 1;
}

static int64_t day_in_month(int64_t month, int month_day)
{
	int64_t first = days_from_civil((int)(month / 12), (int)(month % 12) + 1, 1);
	int64_t next = days_from_civil((int)((month + 1) / 12), (int)((month + 1) % 12) + 1, 1);
	int64_t day = first + month_day - 1;

	return day < next ? day : next - 1;
}

static int64_t next_by_month(const struct recur *r, int64_t from_day)
{
	int month_day = r->month_day ? r->month_day : civil_from_unix(r->first_day * DAY_S).day;
	int64_t first = month_of(r->first_day);
	int64_t n = round_up(month_of(from_day) - first, r->interval);

	for (;; n += r->interval) {
		int64_t day = day_in_month(first + n, month_day);
		if (day >= from_day)
			return day;
	}
}

/* As if there were no end. */
static int64_t next_ever(const struct recur *r, int64_t from_day)
{
	int64_t from = from_day > r->first_day ? from_day : r->first_day;

	switch (r->every) {
	case RECUR_WEEK:
		return next_by_week(r, from);
	case RECUR_MONTH:
		return next_by_month(r, from);
	case RECUR_DAY:
	default:
		return next_by_day(r, from);
	}
}

static bool is_over(const struct recur *r, int64_t day)
{
	int64_t last = r->first_day;

	if (r->until_day.has && day > r->until_day.value)
		return true;
	if (!r->count.has)
		return false;
	last = next_ever(r, last);
	for (int64_t n = 1; n < r->count.value && last < day; n++)
		last = next_ever(r, last + 1);
	return day > last;
}

bool recur_next(const struct recur *r, int64_t from_day, int64_t *ret_day)
{
	int64_t day = next_ever(r, from_day);

	if (is_over(r, day))
		return false;
	*ret_day = day;
	return true;
}
