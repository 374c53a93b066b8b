/*
 * The threads of one lane and the bounded queue before them. Loops hand over whole batches, so a
 * busy loop takes the lock once per turn.
 */
#ifndef HTTP_POOL_H
#define HTTP_POOL_H

#include "http/call.h"
#include "http/server.h"

struct pool;

/* Requests of one turn of a loop, in order. */
struct batch {
	struct call *first;
	struct call **end;
	unsigned count;
};

bool pool_start(const struct http_server_config *config, enum http_lane lane, struct pool **ret,
		struct err *err) must_use;
/* Waiting requests are given back unhandled; waits for handlers that run. */
void pool_stop(struct pool *p);
struct pool *pool_free(struct pool *p);

/* A place in the queue for one request; false when it is full. */
bool pool_reserve(struct pool *p) must_use;
/* A place for one that was let in before: always. */
void pool_reserve_always(struct pool *p);
/* Hands over a batch, all of it with places, and empties it. */
void pool_push(struct pool *p, struct batch *batch);

static inline void batch_add(struct batch *b, struct call *call)
{
	if (!b->first)
		b->end = &b->first;
	call->queue_next = NULL;
	*b->end = call;
	b->end = &call->queue_next;
	b->count++;
}

#endif
