/* Where an id is in a table: filled once, asked for every call. */
#ifndef GRAPHSIM_ID_INDEX_H
#define GRAPHSIM_ID_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct id_slot {
	struct str id; /* at == NULL: free */
	size_t at;
};

struct id_index {
	struct id_slot *slots;
	size_t slot_count; /* a power of two, at least twice the ids */
};

/* For up to `ids` ids; lives in `a`. */
void id_index_init(struct id_index *index, struct arena *a, size_t ids);
/* `id` is not copied, and not there yet. */
void id_index_add(struct id_index *index, struct str id, size_t at);
bool id_index_find(const struct id_index *index, struct str id, size_t *ret) must_use;

#endif
