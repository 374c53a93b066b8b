/*
 * Deadlines of thousands of connections on one thread: a hashed wheel. Setting, moving and clearing
 * cost O(1); moving a deadline later, the common case, costs one store. Times are monotonic_ms.
 */
#ifndef HTTP_TIMER_H
#define HTTP_TIMER_H

#include <stdbool.h>
#include <stdint.h>

#define WHEEL_SLOTS 1024
#define WHEEL_TICK_MS 16 /* deadlines are met up to so much late */

struct timer {
	struct timer *next;
	struct timer **at; /* what points at us; NULL: not in the wheel */
	int64_t deadline_ms;
	int64_t slot_tick; /* when the wheel will look at us; never after the deadline */
};

struct wheel {
	struct timer *slots[WHEEL_SLOTS];
	uint64_t occupied[WHEEL_SLOTS /
			  64]; /* may be set for an empty slot, never clear for a full */
	int64_t tick;          /* all slots up to this one have been looked at */
};

void wheel_init(struct wheel *w, int64_t now_ms);
void timer_set(struct wheel *w, struct timer *t, int64_t deadline_ms);
void timer_clear(struct timer *t);

/*
 * One timer whose deadline has passed, taken out of the wheel; NULL when there is none (any more).
 * Call until NULL.
 */
struct timer *wheel_expired(struct wheel *w, int64_t now_ms);

/* How long the thread may sleep; -1 when no timer is set. */
int wheel_sleep_ms(const struct wheel *w, int64_t now_ms);

#endif
