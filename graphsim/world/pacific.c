#include "graphsim/world/pacific.h"

#include "base/clock.h"

#define HOUR_S 3600
#define DAY_S 86400
#define STANDARD_OFFSET_S (-8 * HOUR_S)

static int64_t nth_sunday(int year, int month, int n)
{
	int64_t first = days_from_civil(year, month, 1);
	int64_t to_sunday = (7 - weekday_of_day(first)) % 7;

	return first + to_sunday + 7 * (n - 1);
}

bool pacific_is_dst(int64_t unix_s)
{
	int year = civil_from_unix(unix_s + STANDARD_OFFSET_S).year;
	/* 02:00 standard time is 10:00 UTC; 02:00 daylight time is 09:00 UTC. */
	int64_t begin = nth_sunday(year, 3, 2) * DAY_S + 10 * HOUR_S;
	int64_t end = nth_sunday(year, 11, 1) * DAY_S + 9 * HOUR_S;

	return unix_s >= begin && unix_s < end;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t pacific_day(int64_t unix_s)
{
	int64_t offset = STANDARD_OFFSET_S + (pacific_is_dst(unix_s) ? HOUR_S : 0);

	return floor_div(unix_s + offset, DAY_S);
}

int64_t pacific_day_start_s(int64_t day)
{
	int64_t standard = day * DAY_S - STANDARD_OFFSET_S;

	/* Changes happen at 02:00, so midnight is never skipped or doubled. */
	return pacific_is_dst(standard - HOUR_S) ? standard - HOUR_S : standard;
}
