/*
 * Posts that repeat (decision 0230). A series keeps what is published and the rule, as people say
 * it: a time on the clock of a zone. Its occurrences become posts of their own well ahead of time,
 * one for each day of the rule and never a second one, so that each can be looked at, approved,
 * edited and cancelled like any other post. Changing or stopping a series changes the posts that
 * nobody has touched and that have not begun.
 */
#ifndef PLANNING_SERIES_H
#define PLANNING_SERIES_H

#include "planning/plan.h"
#include "store/post_series.h"

#define SERIES_AHEAD_DAYS 60 /* occurrences are posts this long before their day */
#define SERIES_PER_USER 100  /* that are not stopped */
#define SERIES_INTERVAL_MAX 99
#define SERIES_COUNT_MAX 1000

/*
 * Makes a series of a plan that repeats, and its first posts. Refused like post_plan_add, and with
 *   INVALID_FIELD  repeat (not with a draft, a queue or "now"; no day fits)
 *   RATE_LIMITED   the user has SERIES_PER_USER
 * The same idempotency key with the same post: *ret_known. post_id: of its first post that is
 * there; 0: all were deleted.
 */
struct series_made {
	int64_t series_id, post_id;
	bool known;
};
bool series_add(struct publish *p, struct arena *a, const struct post_actor *who,
		const struct post_plan *plan, struct series_made *ret, struct err *err) must_use;
/*
 * Content and rule anew, from today on. Posts that were edited or cancelled by themselves stay as
 * they are, and so do those that have begun. CONFLICT: it was stopped.
 */
bool series_set(struct publish *p, struct arena *a, const struct post_actor *who, int64_t series_id,
		const struct post_plan *plan, struct err *err) must_use;
/* Nothing of it that has not begun is published any more. Again: no conflict. */
bool series_stop(struct publish *p, struct arena *a, const struct post_actor *who,
		 int64_t series_id, struct err *err) must_use;

/* "publish.series": every hour, carries series on and keeps times on the wall true. */
bool plan_series_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* Queues that: once, at start. */
bool plan_start(struct publish *p, struct err *err) must_use;

/* What the API shows of a row. */
struct recur series_rule(const struct post_series_row *row);
/* `2026-02-20T10:00` of an occurrence, seconds when it has some. */
struct str series_wall_time(struct arena *a, const struct post_series_row *row, int64_t day);

#endif
