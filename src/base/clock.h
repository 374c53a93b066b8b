/*
 * Time is a parameter (C14): code that needs "now" is given a `struct clock`. The simulator and the
 * tests drive one by hand. All instants are Unix milliseconds in UTC; calendar days are civil
 * dates.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct clock {
	int64_t (*now_ms)(void *ctx);
	void *ctx;
};

int64_t clock_now_ms(const struct clock *c);
int64_t clock_now_s(const struct clock *c);
const struct clock *clock_system(void);
/* A clock that stands at *now_ms until somebody moves it. */
struct clock clock_manual(int64_t *now_ms);
/* Not wall time: for deadlines and durations. */
int64_t monotonic_ms(void);

/* Proleptic Gregorian calendar (algorithm: Howard Hinnant, "chrono-compatible low-level date
 * algorithms"). */
struct civil {
	int year;
	int month; /* 1-12 */
	int day;   /* 1-31 */
	int hour, minute, second;
};
int64_t days_from_civil(int year, int month, int day); /* since 1970-01-01 */
struct civil civil_from_unix(int64_t unix_s);
int64_t unix_from_civil(struct civil c);
int weekday_of_day(int64_t day); /* 0 = Sunday */

/* A calendar day as days since 1970-01-01; text is YYYY-MM-DD. */
bool day_parse(struct str s, int64_t *ret_day) must_use;
struct str day_text(struct arena *a, int64_t day);

/*
 * ISO 8601 / RFC 3339: `2022-12-31T17:00:00.000Z`, `…+07:00`, and Graph's `…+0000`. A bare date is
 * its midnight in UTC. Fractions are read to milliseconds.
 */
bool iso_parse(struct str s, int64_t *ret_unix_ms) must_use;
/* `2022-12-26T20:44:36+07:00`: the instant in a zone `offset_s` east of UTC, no fraction. */
struct str iso_text(struct arena *a, int64_t unix_s, int offset_s);
/* `2026-04-10T19:00:00+0000`, as Graph writes it. */
struct str graph_time_text(struct arena *a, int64_t unix_s);
/* `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110). */
struct str http_date_text(struct arena *a, int64_t unix_s);

#endif
