/*
 * When a post is due, as people say it: an instant (`2026-02-20T10:00:00Z`, `…+07:00`), or a time
 * on the wall (`2026-02-20T10:00`) in a zone of the IANA database, which stays what the wall says
 * when the zone's rules change.
 */
#ifndef PLANNING_WHEN_H
#define PLANNING_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define PUBLISH_AHEAD_MAX_S (INT64_C(366) * 86400)
/* A minute that was "now" when it was picked may be over when it arrives. */
#define PUBLISH_LATE_MAX_S 60

struct when {
	int64_t at_s;
	struct str wall_time; /* at == NULL: it was said as an instant */
	struct str time_zone;
	int64_t wall_s; /* what the clock on the wall shows, as if it were UTC; in time_zone */
};

/*
 * Any instant. `zone`: of a time on the wall when `time_zone` is empty. Failures are
 * ERR_INVALID_FIELD of publish_at (unreadable) or time_zone (unknown).
 */
bool when_parse(struct arena *a, struct str publish_at, struct str time_zone, struct str zone,
		struct when *ret, struct err *err) must_use;

/* The same, of what is to be published: not past, and at most a year ahead. */
bool when_read(struct arena *a, struct str publish_at, struct str time_zone, struct str zone,
	       int64_t now_s, struct when *ret, struct err *err) must_use;

#endif
