/*
 * The rule in a TZif footer: a POSIX TZ string (POSIX 1003.1 section 8.3) with the extensions of
 * RFC 8536 section 3.3.1 (times from -167 to 167 hours). It says what happens after the last
 * change in the table, for ever.
 */
#ifndef BASE_TZ_RULE_H
#define BASE_TZ_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct tz_change {
	enum { TZ_JULIAN, TZ_DAY_OF_YEAR, TZ_WEEKDAY } kind;
	int month;  /* TZ_WEEKDAY: 1-12 */
	int week;   /* TZ_WEEKDAY: 1-5, 5 is the last */
	int day;    /* weekday 0-6, or day of year: 1-365 (no 29 February) or 0-365 */
	int time_s; /* since midnight, by the clock in force before the change */
};

struct tz_rule {
	int standard_s; /* seconds east of UTC */
	bool has_summer;
	int summer_s;
	struct tz_change summer_start;
	struct tz_change summer_end;
};

bool tz_rule_parse(struct str text, struct tz_rule *ret) must_use;
int tz_rule_offset_s(const struct tz_rule *rule, int64_t unix_s);

#endif
