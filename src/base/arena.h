/*
 * Arenas: all transient memory of one request, one job or one crawl page (C1). Nobody frees a
 * piece; arena_reset or arena_free ends them all. Running out of memory, or going past the stated
 * maximum, aborts the process with a message: what strangers control is capped at the edges
 * (limits.h), so no caller has a failure to handle.
 *
 * Not thread-safe: one arena, one owner at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"

struct arena_block;

struct arena {
	struct arena_block *head; /* newest block first */
	size_t used_bytes;        /* handed out since init or reset */
	size_t max_bytes;
};

struct arena_mark {
	struct arena_block *block;
	size_t block_used;
	size_t used_bytes;
};

void arena_init(struct arena *a, size_t max_bytes);
void arena_free(struct arena *a); /* cleanup(arena_free) works on the struct itself */
/* Forgets everything but keeps one block for the next round. */
void arena_reset(struct arena *a);

/* Zeroed memory. `align` is a power of two of at most 16. */
void *arena_alloc(struct arena *a, size_t bytes, size_t align);
/* count * size with an overflow check. */
void *arena_array(struct arena *a, size_t count, size_t size, size_t align);
#define arena_new(a, T) ((T *)arena_alloc((a), sizeof(T), alignof(T)))
#define arena_new_n(a, T, n) ((T *)arena_array((a), (n), sizeof(T), alignof(T)))

/*
 * Room for one element more at the end of an array of `count` that is only ever grown by this: it
 * has ARENA_FIRST_ROOM places and doubles when they are full. Give it the array (NULL when `count`
 * is 0), keep what it returns; an array that has moved leaves its old place to the arena.
 */
#define ARENA_FIRST_ROOM 16
void *arena_room(struct arena *a, void *at, size_t count, size_t size, size_t align);
/* The place of one more row in a struct of `at` and `count`. */
#define arena_push(a, rows)                                                                        \
	((rows)->at = arena_room((a), (rows)->at, (rows)->count, sizeof(*(rows)->at),              \
				 alignof(typeof(*(rows)->at))),                                    \
	 &(rows)->at[(rows)->count++])

/* A child scope in a loop: mark, work, rewind. */
struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);

#endif
