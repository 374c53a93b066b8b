/*
 * Date windows: which days a question is about, and which days it is compared with.
 *
 * A request names `date_frame` (7, 28, 60 or 90: that many calendar days ending today, today
 * included; last_week: Monday to Sunday; last_month: the calendar month before this one) or `start`
 * and `end` (ISO 8601 times; a bare date means that whole local day). The comparison window is the
 * same number of days right before. Days are those of a time zone, which is a parameter, as is the
 * present moment.
 *
 * Lengths of a custom range count wall-clock time: floor((end - start) / 86400 s) + 1, with both
 * ends read in the zone, so that a change of clocks neither adds nor drops a day.
 */
#ifndef ANALYTICS_WINDOW_H
#define ANALYTICS_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "base/tz.h"

/* Both ends included. Empty when last_day < first_day (and then end_s < start_s). */
struct span {
	int64_t start_s, end_s; /* instants: filters insights by end_time, media by timestamp */
	int64_t first_day,
		last_day; /* local days since 1970-01-01: filters rows with a datestamp */
};

struct window {
	struct span now;    /* W */
	struct span before; /* B; empty when everything was asked for */
	int64_t days;       /* L; 0 when everything was asked for */
};

struct window_request {
	struct str date_frame, start, end; /* STR_NONE when absent; empty counts as absent */
};

/*
 * Neither form given: all data (window_is_all). Anything else that is not exactly one form is
 * ERR_INVALID_FIELD naming `date_frame`, `start` or `end`.
 */
bool window_resolve(const struct window_request *request, const struct tz *tz, int64_t now_s,
		    struct window *ret, struct err *err) must_use;
bool window_is_all(const struct window *w);
/* `frame_days` days ending on the day of now_s. */
struct window window_of_frame(int64_t frame_days, const struct tz *tz, int64_t now_s);

bool span_has_day(const struct span *s, int64_t day);
bool span_has_instant(const struct span *s, int64_t unix_s);
/* The earlier of the two starts: one read covers both windows. */
int64_t window_earliest_day(const struct window *w);

#endif
