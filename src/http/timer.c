#include "http/timer.h"

#include <stddef.h>
#include <string.h>

void wheel_init(struct wheel *w, int64_t now_ms)
{
	memset(w, 0, sizeof(*w));
	w->tick = now_ms / WHEEL_TICK_MS;
}

static void unlink_timer(struct timer *t)
{
	*t->at = t->next;
	if (t->next)
		t->next->at = t->at;
	t->at = NULL;
	t->next = NULL;
}

/* The first tick at which the deadline has passed, but never one that was looked at already. */
static int64_t tick_of(const struct wheel *w, int64_t deadline_ms)
{
	int64_t tick = (deadline_ms + WHEEL_TICK_MS - 1) / WHEEL_TICK_MS;
	return tick > w->tick ? tick : w->tick + 1;
}

static void link_timer(struct wheel *w, struct timer *t)
{
	t->slot_tick = tick_of(w, t->deadline_ms);
	/* Further than one turn: looked at after a turn, and then linked again. */
	if (t->slot_tick >= w->tick + WHEEL_SLOTS)
		t->slot_tick = w->tick + WHEEL_SLOTS - 1;

	size_t slot = (size_t)t->slot_tick % WHEEL_SLOTS;
	t->next = w->slots[slot];
	if (t->next)
		t->next->at = &t->next;
	t->at = &w->slots[slot];
	w->slots[slot] = t;
	w->occupied[slot / 64] |= UINT64_C(1) << slot % 64;
}

void timer_set(struct wheel *w, struct timer *t, int64_t deadline_ms)
{
	t->deadline_ms = deadline_ms;
	if (t->at && t->slot_tick <= tick_of(w, deadline_ms))
		return; /* it will be looked at early enough, and then linked again */
	if (t->at)
		unlink_timer(t);
	link_timer(w, t);
}

void timer_clear(struct timer *t)
{
	if (t->at)
		unlink_timer(t);
}

/* First occupied tick after w->tick, or -1. */
static int64_t next_tick(const struct wheel *w)
{
	for (int64_t tick = w->tick + 1; tick <= w->tick + WHEEL_SLOTS;) {
		size_t slot = (size_t)tick % WHEEL_SLOTS;
		uint64_t bits = w->occupied[slot / 64] >> slot % 64;
		if (bits)
			return tick + __builtin_ctzll(bits);
		tick += 64 - (int64_t)(slot % 64);
	}
	return -1;
}

struct timer *wheel_expired(struct wheel *w, int64_t now_ms)
{
	int64_t now_tick = now_ms / WHEEL_TICK_MS;

	for (;;) {
		int64_t tick = next_tick(w);
		if (tick < 0 || tick > now_tick) {
			w->tick = now_tick > w->tick ? now_tick : w->tick;
			return NULL;
		}
		/* Linking again goes to a later slot, so this one empties. */
		size_t slot = (size_t)tick % WHEEL_SLOTS;
		w->tick = tick - 1;
		for (struct timer *t = w->slots[slot]; t; t = w->slots[slot]) {
			unlink_timer(t);
			if (t->deadline_ms <= now_ms)
				return t;
			w->tick = tick;
			link_timer(w, t);
			w->tick = tick - 1;
		}
		w->occupied[slot / 64] &= ~(UINT64_C(1) << slot % 64);
		w->tick = tick;
	}
}

int wheel_sleep_ms(const struct wheel *w, int64_t now_ms)
{
	int64_t tick = next_tick(w);
	if (tick < 0)
		return -1;
	int64_t wait = tick * WHEEL_TICK_MS - now_ms;
	return wait > 0 ? (int)wait : 0;
}
