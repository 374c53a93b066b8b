#include "analytics/online.h"

#include <math.h>

#include "analytics/rates.h"
#include "base/cleanup.h"
#include "base/clock.h"

#define DAY_S INT64_C(86400)
#define HOUR_S INT64_C(3600)
#define RECOMMENDED_BOUND 5 /* of bounds: 80 percent */

int week_hour_of(const struct tz *tz, int64_t unix_s)
{
	struct civil local = civil_from_unix(unix_s + tz_offset_s(tz, unix_s));

	return week_hour(weekday_of_day(days_from_civil(local.year, local.month, local.day)),
			 local.hour);
}

/* Half up, as the original rounds. Counts are not negative. */
static int64_t round_up(double value)
{
	return (int64_t)floor(value + 0.5);
}

static void set_bounds(struct online_week *week)
{
	static const double parts[ONLINE_BOUNDS] = { 0, 0.20, 0.35, 0.50, 0.65, 0.80, 1 };

	for (size_t i = 0; i < ONLINE_BOUNDS; i++)
		week->bounds[i] = round_up((double)week->max.value * parts[i]);
}

static int level_of(const struct online_week *week, int64_t value)
{
	int level = 0;

	while (level < ONLINE_BOUNDS - 2 && value > week->bounds[level + 1])
		level++;
	return level;
}

/* Above 80 percent; the largest ten of a day, of equal ones the earlier. */
static void recommend_day(struct online_week *week, int weekday)
{
	struct online_cell *day = &week->cells[week_hour(weekday, 0)];

	for (int hour = 0; hour < DAY_HOURS; hour++) {
		int better = 0;

		if (!day[hour].value.has)
			continue;
		for (int other = 0; other < DAY_HOURS; other++)
			better +=
				day[other].value.has &&
				(day[other].value.value > day[hour].value.value ||
				 (day[other].value.value == day[hour].value.value && other < hour));
		day[hour].is_recommended =
			day[hour].is_max ||
			(day[hour].value.value > week->bounds[RECOMMENDED_BOUND] &&
			 better < ONLINE_PER_DAY_MAX);
	}
}

void online_week(const struct online_hour *hours, size_t count, const struct tz *tz,
		 struct online_week *ret)
{
	struct mean means[WEEK_HOURS] = { 0 };
	int max_at = -1;

	*ret = (struct online_week){ .max = OPT_NO_INT };
	for (size_t i = 0; i < count; i++) {
		int64_t began_s = hours[i].end_s - DAY_S + hours[i].hour * HOUR_S;

		mean_add(&means[week_hour_of(tz, began_s)], OPT_INT(hours[i].value));
	}
	for (int i = 0; i < WEEK_HOURS; i++) {
		struct opt_double mean = mean_of(&means[i]);

		if (!mean.has)
			continue;
		ret->cells[i].value = OPT_INT(round_up(mean.value));
		if (max_at < 0 || ret->cells[i].value.value > ret->max.value) {
			max_at = i;
			ret->max = ret->cells[i].value;
		}
	}
	if (max_at < 0 || ret->max.value == 0)
		return;
	ret->cells[max_at].is_max = true;
	set_bounds(ret);
	for (int i = 0; i < WEEK_HOURS; i++)
		if (ret->cells[i].value.has)
			ret->cells[i].level = level_of(ret, ret->cells[i].value.value);
	for (int day = 0; day < WEEK_DAYS; day++)
		recommend_day(ret, day);
}
