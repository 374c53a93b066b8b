/*
 * An account's queue: times of the week, on the clock of a zone, at which posts go out. "Queue it"
 * takes the next slot that no other post of that account has; choosing and storing are one
 * transaction, so two requests at once never take the same one.
 */
#ifndef PLANNING_SLOTS_H
#define PLANNING_SLOTS_H

#include "base/json.h"
#include "base/tz.h"
#include "planning/plan.h"

#define SLOTS_MAX 70 /* of a week: ten a day */

struct slot {
	int weekday; /* 1 Monday to 7 */
	int minute;  /* of the day */
};
struct slots {
	struct slot at[SLOTS_MAX]; /* in order of the week, none twice */
	size_t count;
};

/* The first slot after `after_s`, on the clock of `zone`; false: there are none. */
bool slots_next(const struct slots *s, const struct tz *zone, int64_t after_s, int64_t *ret_at_s)
	must_use;

struct queue {
	struct plan_target target;
	struct str time_zone; /* of an account that has none: the asker's */
	struct slots slots;
};
/* Reads `[{"weekday":1,"time":"09:00"}]`. ERR_INVALID_FIELD of slots. */
bool slots_from_json(const struct json *list, struct slots *ret, struct err *err) must_use;
/* NOT_FOUND: not the user's connection. INVALID_FIELD: place, time_zone. */
bool queue_put(struct publish *p, struct arena *a, const struct post_actor *who,
	       const struct queue *queue, struct err *err) must_use;
/* In a snapshot. `target` is given. */
struct db_tx;
bool queue_get(struct db_tx *tx, struct arena *a, const struct post_actor *who, struct queue *ret,
	       struct err *err) must_use;
#define QUEUE_FREE_MAX 10
struct free_slots {
	int64_t after_s; /* given: now */
	int64_t at_s[QUEUE_FREE_MAX];
	size_t count;
};
/* Where the next posts of that queue would go. */
bool queue_free_slots(struct db_tx *tx, struct arena *a, const struct post_actor *who,
		      const struct queue *queue, struct free_slots *ret, struct err *err) must_use;

#endif
