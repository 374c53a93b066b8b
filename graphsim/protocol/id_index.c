#include "graphsim/protocol/id_index.h"

void id_index_init(struct id_index *index, struct arena *a, size_t ids)
{
	index->slot_count = 64;
	while (index->slot_count < 2 * ids)
		index->slot_count *= 2;
	index->slots = arena_new_n(a, struct id_slot, index->slot_count);
}

/* The slot of `id`, or the free one where it would go. */
static struct id_slot *slot_of(const struct id_index *index, struct str id)
{
	size_t i = str_hash(id) & (index->slot_count - 1);

	while (index->slots[i].id.at && !str_eq(index->slots[i].id, id))
		i = (i + 1) & (index->slot_count - 1);
	return &index->slots[i];
}

void id_index_add(struct id_index *index, struct str id, size_t at)
{
	*slot_of(index, id) = (struct id_slot){ id, at };
}

bool id_index_find(const struct id_index *index, struct str id, size_t *ret)
{
	const struct id_slot *slot = slot_of(index, id);

	*ret = slot->at;
	return slot->id.at != NULL;
}
