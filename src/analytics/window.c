#include "analytics/window.h"

#include <stddef.h>

#include "base/cleanup.h"
#include "base/clock.h"

#define DAY_S 86400
#define LAST_DAY_OF_9999 2932896

static const int64_t frames[] = { 7, 28, 60, 90 };

/* Instagram is younger than the epoch, so "everything" may start there. */
static const struct window everything = {
	.now = { .start_s = 0,
		 .end_s = (LAST_DAY_OF_9999 + 1) * (int64_t)DAY_S - 1,
		 .first_day = 0,
		 .last_day = LAST_DAY_OF_9999 },
	.before = { .start_s = 0, .end_s = -1, .first_day = 0, .last_day = -1 },
	.days = 0,
};

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* The instant `days` local days before, at the same time of day. */
static int64_t days_before(const struct tz *tz, int64_t unix_s, int64_t days)
{
	int64_t day = tz_day(tz, unix_s);

	return tz_day_start_s(tz, day - days) + (unix_s - tz_day_start_s(tz, day));
}

static struct window window_of_range(const struct tz *tz, int64_t start_s, int64_t end_s)
{
	int64_t wall_clock_s =
		(end_s + tz_offset_s(tz, end_s)) - (start_s + tz_offset_s(tz, start_s));
	int64_t days = floor_div(wall_clock_s, DAY_S) + 1;
	int64_t first_day = tz_day(tz, start_s);

	return (struct window){
		.now = { start_s, end_s, first_day, tz_day(tz, end_s) },
		.before = { days_before(tz, start_s, days), start_s - 1, first_day - days,
			    tz_day(tz, start_s - 1) },
		.days = days,
	};
}

/* Whole local days, both included. */
static struct window window_of_days(const struct tz *tz, int64_t first_day, int64_t last_day)
{
	return window_of_range(tz, tz_day_start_s(tz, first_day),
			       tz_day_start_s(tz, last_day + 1) - 1);
}

/* The week from Monday to Sunday before the one that `today` is in. */
static struct window last_week(const struct tz *tz, int64_t today)
{
	int64_t monday = today - (weekday_of_day(today) + 6) % 7;

	return window_of_days(tz, monday - 7, monday - 1);
}

static struct window last_month(const struct tz *tz, int64_t today)
{
	struct civil c = civil_from_unix(today * DAY_S);
	int month = c.year * 12 + c.month - 2;

	return window_of_days(tz, days_from_civil(month / 12, month % 12 + 1, 1),
			      days_from_civil(c.year, c.month, 1) - 1);
}

static const struct {
	struct str name;
	struct window (*of)(const struct tz *tz, int64_t today);
} calendar[] = {
	{ STR_INIT("last_week"), last_week },
	{ STR_INIT("last_month"), last_month },
};

struct window window_of_frame(int64_t frame_days, const struct tz *tz, int64_t now_s)
{
	int64_t today = tz_day(tz, now_s);

	return window_of_days(tz, today - (frame_days - 1), today);
}

static bool resolve_frame(struct str text, const struct tz *tz, int64_t now_s, struct window *ret,
			  struct err *err)
{
	int64_t days = 0;

	for (size_t i = 0; i < COUNT_OF(calendar); i++) {
		if (!str_eq(text, calendar[i].name))
			continue;
		*ret = calendar[i].of(tz, tz_day(tz, now_s));
		return true;
	}
	if (str_to_i64(text, &days)) {
		for (size_t i = 0; i < COUNT_OF(frames); i++) {
			if (frames[i] != days)
				continue;
			*ret = window_of_frame(days, tz, now_s);
			return true;
		}
	}
	return err_field_texts(err, "date_frame",
			       "Isi date_frame dengan 7, 28, 60, 90, last_week atau last_month.",
			       "date_frame must be 7, 28, 60, 90, last_week or last_month.");
}

static bool missing_end(const char *field, struct err *err)
{
	err_field(err, field, "Isi start dan end bersama; %s belum ada.", field);
	return err_say_en(err, "start and end are given together; %s is missing.", field);
}

static bool not_an_instant(const char *field, struct err *err)
{
	err_field(err, field,
		  "Isi %s dengan tanggal atau waktu ISO 8601: 2022-12-31T17:00:00.000Z.", field);
	return err_say_en(err, "%s must be a date or an ISO 8601 time: 2022-12-31T17:00:00.000Z.",
			  field);
}

/* A bare date is the whole local day: its first second as a start, its last as an end. */
static bool resolve_instant(const char *field, struct str text, bool is_end, const struct tz *tz,
			    int64_t *ret_s, struct err *err)
{
	int64_t day = 0, ms = 0;

	if (str_is_empty(text))
		return missing_end(field, err);
	if (day_parse(text, &day)) {
		*ret_s = is_end ? tz_day_start_s(tz, day + 1) - 1 : tz_day_start_s(tz, day);
		return true;
	}
	if (!iso_parse(text, &ms))
		return not_an_instant(field, err);
	*ret_s = floor_div(ms, 1000);
	return true;
}

bool window_resolve(const struct window_request *request, const struct tz *tz, int64_t now_s,
		    struct window *ret, struct err *err)
{
	bool has_frame = !str_is_empty(request->date_frame);
	bool has_range = !str_is_empty(request->start) || !str_is_empty(request->end);
	int64_t start_s = 0, end_s = 0;

	if (has_frame && has_range)
		return err_field_texts(err, "date_frame",
				       "Pakai date_frame, atau start dan end, jangan keduanya.",
				       "Give date_frame, or start and end, not both.");
	if (has_frame)
		return resolve_frame(request->date_frame, tz, now_s, ret, err);
	if (!has_range) {
		*ret = everything;
		return true;
	}
	if (!resolve_instant("start", request->start, false, tz, &start_s, err) ||
	    !resolve_instant("end", request->end, true, tz, &end_s, err))
		return false;
	if (end_s < start_s)
		return err_field_texts(
			err, "end", "Tanggal akhir (end) tidak boleh sebelum tanggal awal (start).",
			"end must not be before start.");
	*ret = window_of_range(tz, start_s, end_s);
	return true;
}

bool window_is_all(const struct window *w)
{
	return w->days == 0;
}

bool span_has_day(const struct span *s, int64_t day)
{
	return day >= s->first_day && day <= s->last_day;
}

bool span_has_instant(const struct span *s, int64_t unix_s)
{
	return unix_s >= s->start_s && unix_s <= s->end_s;
}

int64_t window_earliest_day(const struct window *w)
{
	return w->before.first_day < w->now.first_day ? w->before.first_day : w->now.first_day;
}
