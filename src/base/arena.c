/*
 * Blocks grow from 4 KiB by doubling up to 1 MiB; a request larger than that gets a block of its
 * own. Blocks form a stack, newest first, so that rewinding is popping.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

#define FIRST_BLOCK_BYTES (4 * KIB)
#define MAX_BLOCK_BYTES (1 * MIB)

struct arena_block {
	struct arena_block *older;
	size_t cap;
	size_t used;
	alignas(16) unsigned char at[];
};

static void *or_die(void *p)
{
	if (p)
		return p;
	fputs("{\"level\":\"error\",\"message\":\"out of memory\"}\n", stderr);
	abort();
}

void arena_init(struct arena *a, size_t max_bytes)
{
	*a = (struct arena){ .max_bytes = max_bytes };
}

static void free_down_to(struct arena *a, const struct arena_block *keep)
{
	while (a->head && a->head != keep) {
		struct arena_block *older = a->head->older;

		free(a->head);
		a->head = older;
	}
}

void arena_free(struct arena *a)
{
	free_down_to(a, NULL);
	a->used_bytes = 0;
}

void arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head;

	a->used_bytes = 0;
	if (!keep)
		return;
	a->head = keep->older;
	free_down_to(a, NULL);
	if (keep->cap > MAX_BLOCK_BYTES) {
		free(keep);
		return;
	}
	keep->older = NULL;
	keep->used = 0;
	a->head = keep;
}

static void add_block(struct arena *a, size_t at_least)
{
	size_t cap = a->head ? a->head->cap * 2 : FIRST_BLOCK_BYTES;

	if (cap > MAX_BLOCK_BYTES)
		cap = MAX_BLOCK_BYTES;
	if (cap < at_least)
		cap = at_least;
	struct arena_block *block = or_die(malloc(sizeof(*block) + cap));

	block->older = a->head;
	block->cap = cap;
	block->used = 0;
	a->head = block;
}

void *arena_alloc(struct arena *a, size_t bytes, size_t align)
{
	assert(align && align <= 16 && (align & (align - 1)) == 0);
	if (bytes > a->max_bytes || a->used_bytes > a->max_bytes - bytes) {
		fprintf(stderr,
			"{\"level\":\"error\",\"message\":\"arena over its maximum of %zu "
			"bytes\"}\n",
			a->max_bytes);
		abort();
	}
	struct arena_block *b = a->head;
	size_t start = b ? (b->used + align - 1) & ~(align - 1) : 0;

	if (!b || start > b->cap || bytes > b->cap - start) {
		add_block(a, bytes);
		b = a->head;
		start = 0;
	}
	b->used = start + bytes;
	a->used_bytes += bytes;
	return memset(b->at + start, 0, bytes);
}

void *arena_array(struct arena *a, size_t count, size_t size, size_t align)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		bytes = SIZE_MAX;
	return arena_alloc(a, bytes, align);
}

void *arena_room(struct arena *a, void *at, size_t count, size_t size, size_t align)
{
	bool is_full = count >= ARENA_FIRST_ROOM && (count & (count - 1)) == 0;

	if (count > 0 && !is_full)
		return at;
	void *room = arena_array(a, count ? 2 * count : ARENA_FIRST_ROOM, size, align);

	if (count > 0)
		memcpy(room, at, count * size);
	return room;
}

struct arena_mark arena_mark(const struct arena *a)
{
	return (struct arena_mark){
		.block = a->head,
		.block_used = a->head ? a->head->used : 0,
		.used_bytes = a->used_bytes,
	};
}

void arena_rewind(struct arena *a, struct arena_mark mark)
{
	free_down_to(a, mark.block);
	if (a->head)
		a->head->used = mark.block_used;
	a->used_bytes = mark.used_bytes;
}
