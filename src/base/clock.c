#include "base/clock.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"

#define DAY_S 86400

static int64_t now_from(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t system_now_ms(void *ctx)
{
	(void)ctx;
	return now_from(CLOCK_REALTIME);
}

static int64_t manual_now_ms(void *ctx)
{
	return *(int64_t *)ctx;
}

int64_t clock_now_ms(const struct clock *c)
{
	return c->now_ms(c->ctx);
}

int64_t clock_now_s(const struct clock *c)
{
	int64_t ms = clock_now_ms(c);

	return ms >= 0 ? ms / 1000 : -((999 - ms) / 1000);
}

const struct clock *clock_system(void)
{
	static const struct clock wall = { system_now_ms, NULL };

	return &wall;
}

struct clock clock_manual(int64_t *now_ms)
{
	return (struct clock){ manual_now_ms, now_ms };
}

int64_t monotonic_ms(void)
{
	return now_from(CLOCK_MONOTONIC);
}

int64_t days_from_civil(int year, int month, int day)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

struct civil civil_from_unix(int64_t unix_s)
{
	int64_t days = unix_s / DAY_S - (unix_s % DAY_S < 0);
	int second_of_day = (int)(unix_s - days * DAY_S);
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct civil){
		.year = (int)(yoe + era * 400 + (month <= 2)),
		.month = month,
		.day = (int)(doy - (153 * mp + 2) / 5 + 1),
		.hour = second_of_day / 3600,
		.minute = second_of_day / 60 % 60,
		.second = second_of_day % 60,
	};
}

int64_t unix_from_civil(struct civil c)
{
	return days_from_civil(c.year, c.month, c.day) * DAY_S + c.hour * 3600 + c.minute * 60 +
	       c.second;
}

int weekday_of_day(int64_t day)
{
	return (int)(((day + 4) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

/* ---- reading ---- */

/* Exactly `digits` decimal digits off the front. */
static bool take_digits(struct str *s, size_t digits, int *ret)
{
	int64_t value;

	if (s->len < digits || s->at[0] == '-' || !str_to_i64(str_sub(*s, 0, digits), &value))
		return false;
	*ret = (int)value;
	*s = str_skip(*s, digits);
	return true;
}

static bool take_char(struct str *s, char c)
{
	if (s->len == 0 || s->at[0] != c)
		return false;
	*s = str_skip(*s, 1);
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool take_date(struct str *s, struct civil *c)
{
	return take_digits(s, 4, &c->year) && take_char(s, '-') && take_digits(s, 2, &c->month) &&
	       take_char(s, '-') && take_digits(s, 2, &c->day) && c->month >= 1 && c->month <= 12 &&
	       c->day >= 1 && c->day <= days_in_month(c->year, c->month);
}

static bool take_time(struct str *s, struct civil *c)
{
	return take_digits(s, 2, &c->hour) && take_char(s, ':') && take_digits(s, 2, &c->minute) &&
	       take_char(s, ':') && take_digits(s, 2, &c->second) && c->hour < 24 &&
	       c->minute < 60 && c->second < 60;
}

/* `.5`, `.123456`: to milliseconds, the rest is cut. */
static bool take_fraction(struct str *s, int *ret_ms)
{
	int scale = 100;
	bool any = false;

	*ret_ms = 0;
	if (!take_char(s, '.'))
		return true;
	while (s->len && s->at[0] >= '0' && s->at[0] <= '9') {
		*ret_ms += (s->at[0] - '0') * scale;
		scale /= 10;
		any = true;
		*s = str_skip(*s, 1);
	}
	return any;
}

/* `Z`, `+07:00`, `+0000`; nothing else, and it must be there. */
static bool take_offset(struct str *s, int *ret_s)
{
	int sign = 1, hours, minutes;

	*ret_s = 0;
	if (take_char(s, 'Z') || take_char(s, 'z'))
		return true;
	if (take_char(s, '-'))
		sign = -1;
	else if (!take_char(s, '+'))
		return false;
	if (!take_digits(s, 2, &hours))
		return false;
	take_char(s, ':');
	if (!take_digits(s, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*ret_s = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool day_parse(struct str s, int64_t *ret_day)
{
	struct civil c = { 0 };

	if (!take_date(&s, &c) || s.len)
		return false;
	*ret_day = days_from_civil(c.year, c.month, c.day);
	return true;
}

bool iso_parse(struct str s, int64_t *ret_unix_ms)
{
	struct civil c = { 0 };
	int ms = 0, offset_s = 0;

	if (!take_date(&s, &c))
		return false;
	if (s.len == 0) {
		*ret_unix_ms = unix_from_civil(c) * 1000;
		return true;
	}
	if (!take_char(&s, 'T') && !take_char(&s, ' '))
		return false;
	if (!take_time(&s, &c) || !take_fraction(&s, &ms) || !take_offset(&s, &offset_s) || s.len)
		return false;
	*ret_unix_ms = (unix_from_civil(c) - offset_s) * 1000 + ms;
	return true;
}

/* ---- writing ---- */

/*
 * `width` digits of `value` and then `after`; returns what follows. Answers hold many times, so
 * they are written by hand. Years are 0 to 9999, as ISO 8601 has them.
 */
static char *put_number(char *out, int value, int width, char after)
{
	for (int i = width; i-- > 0; value /= 10)
		out[i] = (char)('0' + value % 10);
	out[width] = after;
	return out + width + 1;
}

static char *put_date(char *out, const struct civil *c, char after)
{
	out = put_number(out, c->year, 4, '-');
	out = put_number(out, c->month, 2, '-');
	return put_number(out, c->day, 2, after);
}

struct str day_text(struct arena *a, int64_t day)
{
	struct civil c = civil_from_unix(day * DAY_S);
	char text[sizeof("YYYY-MM-DD")];
	const char *end = put_date(text, &c, '\0');

	return str_dup(a, (struct str){ text, (size_t)(end - text) - 1 });
}

static struct str iso_with(struct arena *a, int64_t unix_s, int offset_s, bool has_colon)
{
	struct civil c = civil_from_unix(unix_s + offset_s);
	int minutes = (offset_s < 0 ? -offset_s : offset_s) / 60;
	char text[sizeof("YYYY-MM-DDTHH:MM:SS+HH:MM")];
	char *end = put_date(text, &c, 'T');

	end = put_number(end, c.hour, 2, ':');
	end = put_number(end, c.minute, 2, ':');
	end = put_number(end, c.second, 2, offset_s < 0 ? '-' : '+');
	end = put_number(end, minutes / 60, 2, ':') - !has_colon;
	end = put_number(end, minutes % 60, 2, '\0');
	return str_dup(a, (struct str){ text, (size_t)(end - text) - 1 });
}

struct str iso_text(struct arena *a, int64_t unix_s, int offset_s)
{
	return iso_with(a, unix_s, offset_s, true);
}

struct str graph_time_text(struct arena *a, int64_t unix_s)
{
	return iso_with(a, unix_s, 0, false);
}

struct str http_date_text(struct arena *a, int64_t unix_s)
{
	static const char *const weekdays[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct civil c = civil_from_unix(unix_s);
	int weekday = weekday_of_day(days_from_civil(c.year, c.month, c.day));

	return str_fmt(a, "%s, %02d %s %04d %02d:%02d:%02d GMT", weekdays[weekday], c.day,
		       months[c.month - 1], c.year, c.hour, c.minute, c.second);
}
