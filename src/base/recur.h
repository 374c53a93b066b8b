/*
 * Days that come again: every so many days, weeks (on some weekdays) or months, from a first day
 * on. Civil days only, no clock and no zone: a time of day is put to a day by tz_instant_s, so that
 * what is said as "every day at ten" stays ten o'clock when clocks are changed. Pure.
 */
#ifndef BASE_RECUR_H
#define BASE_RECUR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/cleanup.h"
#include "base/opt.h"

enum recur_every { RECUR_DAY, RECUR_WEEK, RECUR_MONTH };

#define RECUR_WEEKDAY(n) (1u << (n)) /* 1 Monday to 7 Sunday */

struct recur {
	enum recur_every every;
	int interval;      /* of days, weeks (from Monday) or months; from 1 */
	unsigned weekdays; /* RECUR_WEEK: RECUR_WEEKDAY bits; 0: the weekday of first_day */
	int month_day; /* RECUR_MONTH: 1 to 31, in a shorter month its last day; 0: first_day's */
	int64_t first_day; /* since 1970-01-01: none is earlier, and intervals count from here */
	struct opt_int until_day; /* none is later */
	struct opt_int count;     /* how many there are, from 1; absent: no end */
};

/* The first one that is not before `from_day`; false: there is none any more. */
bool recur_next(const struct recur *r, int64_t from_day, int64_t *ret_day) must_use;

#endif
