/*
 * The ids a listing has shown, to count none twice. Kept as hashes of 63 bits: among 10,000 posts,
 * the most that Meta lists, two share one in one of 10^11 accounts.
 */
#ifndef SYNC_SEEN_H
#define SYNC_SEEN_H

#include "base/arena.h"
#include "base/str.h"

/* All zero is empty. What it outgrows stays in the arena: at most as much again as it has. */
struct seen {
	uint64_t *slots;
	size_t room; /* a power of two */
	size_t count;
};

/* Remembers the id; false when it was there before. */
bool seen_add(struct seen *seen, struct arena *a, struct str id);

#endif
