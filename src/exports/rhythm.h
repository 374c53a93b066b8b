/*
 * When a report is due: a day of every week or month, at a wall-clock time of a zone. A time that a
 * change of clocks skips comes as much later as clocks were moved; one that comes twice is the
 * first. Pure.
 */
#ifndef EXPORTS_RHYTHM_H
#define EXPORTS_RHYTHM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/tz.h"

#define RHYTHM_LAST_DAY 0

struct rhythm {
	bool is_monthly;
	int day;    /* of a week 1 (Monday) to 7; of a month 1 to 28, or RHYTHM_LAST_DAY */
	int minute; /* of the day */
};

/* The newest time that is not after `now_s`, and the first one after it. */
int64_t rhythm_before(const struct rhythm *r, const struct tz *zone, int64_t now_s);
int64_t rhythm_after(const struct rhythm *r, const struct tz *zone, int64_t now_s);

#endif
