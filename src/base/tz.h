/*
 * Time zones: a reader of TZif files (RFC 8536) over the system's tzdata, because libc has one zone
 * per process. A zone is loaded once and is then read-only, so it may be shared by threads.
 */
#ifndef BASE_TZ_H
#define BASE_TZ_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct tz;

/*
 * Loads an IANA name (`Asia/Jakarta`). The name is checked before it becomes a path: letters,
 * digits, `_ + - /`, no `..`. Unknown names are ERR_INVALID_FIELD.
 */
bool tz_load(struct str name, struct tz **ret, struct err *err) must_use;
/* From bytes, for tests and fuzzing. */
bool tz_parse(struct str bytes, struct tz **ret, struct err *err) must_use;
/* The name it was loaded by; empty when it came from bytes. */
struct str tz_name(const struct tz *tz);
struct tz *tz_free(struct tz *tz);
void tz_freep(struct tz **tz);

/* Seconds east of UTC at that instant; instants past the table follow the footer's rule. */
int tz_offset_s(const struct tz *tz, int64_t unix_s);
/* The calendar day (days since 1970-01-01) on which the instant falls in the zone. */
int64_t tz_day(const struct tz *tz, int64_t unix_s);
/* The instant at which that day begins in the zone (the first one, when a change skips midnight).
 */
int64_t tz_day_start_s(const struct tz *tz, int64_t day);
/*
 * The instant at which the clock on the wall shows `wall_s` (that date and time as if it were UTC).
 * A time that happens twice is the first of the two; one that is skipped is as much later as was
 * skipped (02:30 is 03:30), as RFC 5545 section 3.3.5 has it.
 */
int64_t tz_instant_s(const struct tz *tz, int64_t wall_s);

#endif
