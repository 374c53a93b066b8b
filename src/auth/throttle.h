/*
 * How often one may fail, as arithmetic on a counter; guess.c keeps the counters in the database.
 *
 * After `max_failures` failures without `pause_s` quiet seconds between two of them, the next try
 * is due `pause_s` after the last. So no stretch of pause_s seconds ever holds more than
 * max_failures.
 */
#ifndef AUTH_THROTTLE_H
#define AUTH_THROTTLE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/attempts.h"

struct throttle_rule {
	int64_t max_failures;
	int64_t pause_s;
};

/* Counts a try as failed until throttle_give_back. Not 0: seconds to wait, and nothing changed. */
int64_t throttle_take(const struct throttle_rule *rule, struct attempts_row *t, int64_t now_s);
/* The try was right. */
void throttle_give_back(const struct throttle_rule *rule, struct attempts_row *t);

/*
 * What an address is counted as: itself, or for IPv6 its /64, which is what one customer has. Text
 * that is no address is counted as it is.
 */
struct str throttle_address(struct arena *a, struct str address);

#endif
