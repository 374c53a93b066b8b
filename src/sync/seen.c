#include "sync/seen.h"

#define FIRST_ROOM 128

/* Where the hash is, or the free place for it. */
static uint64_t *place_of(const struct seen *seen, uint64_t hash)
{
	size_t at = hash >> 1 & (seen->room - 1);

	while (seen->slots[at] && seen->slots[at] != hash)
		at = (at + 1) & (seen->room - 1);
	return &seen->slots[at];
}

static void grow(struct seen *seen, struct arena *a)
{
	struct seen larger = { .room = seen->room ? seen->room * 2 : FIRST_ROOM,
			       .count = seen->count };

	larger.slots = arena_new_n(a, uint64_t, larger.room);
	for (size_t i = 0; i < seen->room; i++) {
		if (seen->slots[i])
			*place_of(&larger, seen->slots[i]) = seen->slots[i];
	}
	*seen = larger;
}

bool seen_add(struct seen *seen, struct arena *a, struct str id)
{
	uint64_t hash = str_hash(id) | 1; /* 0 is a free place */

	if (seen->count * 2 >= seen->room)
		grow(seen, a);
	uint64_t *place = place_of(seen, hash);

	if (*place)
		return false;
	*place = hash;
	seen->count++;
	return true;
}
