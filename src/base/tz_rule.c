#include "base/tz_rule.h"

#include "base/clock.h"

#define DAY_S 86400
#define HOUR_S 3600
#define OFFSET_HOURS_MAX 24
#define TIME_HOURS_MAX 167
#define DEFAULT_TIME_S (2 * HOUR_S)

/* ---- reading: every take_* eats from the front of `*rest` --------------------------------- */

static bool take_char(struct str *rest, char c)
{
	if (rest->len == 0 || rest->at[0] != c)
		return false;
	*rest = str_skip(*rest, 1);
	return true;
}

static bool take_number(struct str *rest, int min, int max, int *ret)
{
	int value = 0;
	size_t digits = 0;

	for (; digits < rest->len && digits < 4; digits++) {
		char c = rest->at[digits];

		if (c < '0' || c > '9')
			break;
		value = value * 10 + (c - '0');
	}
	if (digits == 0 || value < min || value > max)
		return false;
	*rest = str_skip(*rest, digits);
	*ret = value;
	return true;
}

/* Three letters or more, or anything but `>` between angle brackets. */
static bool take_name(struct str *rest)
{
	size_t len = 0;

	if (take_char(rest, '<')) {
		len = str_find_char(*rest, '>');
		if (len == 0 || len == rest->len)
			return false;
		*rest = str_skip(*rest, len + 1);
		return true;
	}
	while (len < rest->len && ((rest->at[len] >= 'A' && rest->at[len] <= 'Z') ||
				   (rest->at[len] >= 'a' && rest->at[len] <= 'z')))
		len++;
	*rest = str_skip(*rest, len);
	return len >= 3;
}

/* [+-]hh[:mm[:ss]] */
static bool take_time(struct str *rest, int hours_max, int *ret)
{
	bool negative = take_char(rest, '-');
	int hours;
	int minutes = 0;
	int seconds = 0;

	if (!negative)
		take_char(rest, '+');
	if (!take_number(rest, 0, hours_max, &hours))
		return false;
	if (take_char(rest, ':')) {
		if (!take_number(rest, 0, 59, &minutes))
			return false;
		if (take_char(rest, ':') && !take_number(rest, 0, 59, &seconds))
			return false;
	}
	*ret = hours * HOUR_S + minutes * 60 + seconds;
	if (negative)
		*ret = -*ret;
	return true;
}

static bool take_change_day(struct str *rest, struct tz_change *c)
{
	if (take_char(rest, 'M')) {
		c->kind = TZ_WEEKDAY;
		return take_number(rest, 1, 12, &c->month) && take_char(rest, '.') &&
		       take_number(rest, 1, 5, &c->week) && take_char(rest, '.') &&
		       take_number(rest, 0, 6, &c->day);
	}
	if (take_char(rest, 'J')) {
		c->kind = TZ_JULIAN;
		return take_number(rest, 1, 365, &c->day);
	}
	c->kind = TZ_DAY_OF_YEAR;
	return take_number(rest, 0, 365, &c->day);
}

static bool take_change(struct str *rest, struct tz_change *ret)
{
	struct tz_change change = { .time_s = DEFAULT_TIME_S };

	if (!take_char(rest, ',') || !take_change_day(rest, &change))
		return false;
	if (take_char(rest, '/') && !take_time(rest, TIME_HOURS_MAX, &change.time_s))
		return false;
	*ret = change;
	return true;
}

bool tz_rule_parse(struct str text, struct tz_rule *ret)
{
	struct tz_rule rule = { 0 };
	int west_s;

	/* POSIX counts seconds west of Greenwich; we count east. */
	if (!take_name(&text) || !take_time(&text, OFFSET_HOURS_MAX, &west_s))
		return false;
	rule.standard_s = -west_s;
	if (text.len > 0) {
		rule.has_summer = true;
		rule.summer_s = rule.standard_s + HOUR_S;
		if (!take_name(&text))
			return false;
		if (text.len > 0 && text.at[0] != ',') {
			if (!take_time(&text, OFFSET_HOURS_MAX, &west_s))
				return false;
			rule.summer_s = -west_s;
		}
		if (!take_change(&text, &rule.summer_start) ||
		    !take_change(&text, &rule.summer_end))
			return false;
	}
	if (text.len > 0)
		return false;
	*ret = rule;
	return true;
}

/* ---- asking ------------------------------------------------------------------------------- */

static bool is_leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days since 1970-01-01 of a change in that year. */
static int64_t change_day(const struct tz_change *c, int year)
{
	int64_t new_year = days_from_civil(year, 1, 1);

	if (c->kind == TZ_DAY_OF_YEAR)
		return new_year + c->day;
	if (c->kind == TZ_JULIAN) {
		bool after_february = c->day >= 60;

		return new_year + c->day - 1 + (after_february && is_leap_year(year));
	}

	int64_t first = days_from_civil(year, c->month, 1);
	int64_t next_month = c->month == 12 ? days_from_civil(year + 1, 1, 1)
					    : days_from_civil(year, c->month + 1, 1);
	int64_t day = first + (c->day - weekday_of_day(first) + 7) % 7 + 7 * (c->week - 1);

	return day < next_month ? day : day - 7; /* a fifth one that does not exist: the last */
}

int tz_rule_offset_s(const struct tz_rule *rule, int64_t unix_s)
{
	if (!rule->has_summer)
		return rule->standard_s;

	int year = civil_from_unix(unix_s + rule->standard_s).year;
	int64_t start = change_day(&rule->summer_start, year) * DAY_S + rule->summer_start.time_s -
			rule->standard_s;
	int64_t end = change_day(&rule->summer_end, year) * DAY_S + rule->summer_end.time_s -
		      rule->summer_s;
	/* South of the equator summer spans the new year. */
	bool is_summer =
		start < end ? unix_s >= start && unix_s < end : unix_s >= start || unix_s < end;

	return is_summer ? rule->summer_s : rule->standard_s;
}
