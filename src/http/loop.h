/*
 * One event loop: a thread, its epoll instance, its listening socket, its connections, its timers.
 * Nothing in here is touched by another thread but the mailbox, the statistics and `must_stop`.
 */
#ifndef HTTP_LOOP_H
#define HTTP_LOOP_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/rng.h"
#include "http/call.h"
#include "http/mailbox.h"
#include "http/peers.h"
#include "http/pool.h"
#include "http/server.h"
#include "http/timer.h"

#define LOOP_SPARE_MAX 64

/* What all loops of a server have in common. */
struct shared {
	struct http_server_config config;
	struct pool *pools[HTTP_LANE_COUNT];
	struct peers *peers;
	atomic_uint connections;
};

/* Written by the loop, read by anybody. */
struct loop_stats {
	_Atomic uint64_t connections_total, connections_refused;
	_Atomic uint64_t requests_total, requests_refused;
	_Atomic uint64_t bytes_in, bytes_out;
};

struct loop {
	struct shared *shared;
	struct mailbox *mailbox;
	int epoll_fd;
	int listen_fd;
	int spare_fd; /* given up for a moment when the process is out of descriptors */
	int64_t now_ms;
	struct wheel wheel;
	struct batch batches[HTTP_LANE_COUNT]; /* for the pools, at the end of the turn */

	struct conn *conns;
	struct conn *oldest_idle, *newest_idle;
	struct conn *again; /* had more to do than one turn allows */
	struct conn *dead;  /* freed at the end of the turn */

	struct call *live_calls;
	struct call *spare_calls;
	unsigned spare_call_count;
	struct buf spare_bufs[LOOP_SPARE_MAX];
	unsigned spare_buf_count;

	struct arena date_arena;
	struct str date; /* the Date field, made once a second */
	int64_t date_until_ms;
	struct rng_seeded ids; /* request ids: unique, not secret */

	struct loop_stats stats;
	atomic_bool must_stop;
	bool is_draining;
	int64_t drain_until_ms;
	int64_t fresh_until_ms; /* while draining: who sent nothing by then is let go */
	pthread_t thread;
};

bool loop_new(struct shared *shared, int listen_fd, struct loop **ret, struct err *err) must_use;
bool loop_start(struct loop *l, struct err *err) must_use;
/* Begins a graceful stop; join the thread afterwards. */
void loop_stop(struct loop *l);
/* After its thread and all pools have ended. */
struct loop *loop_free(struct loop *l);

struct str loop_date(struct loop *l);
/* Lends an empty buffer its memory, so that an idle connection needs none. */
void loop_buf_take(struct loop *l, struct buf *b);
void loop_buf_give(struct loop *l, struct buf *b);

static inline void loop_count(_Atomic uint64_t *counter, uint64_t n)
{
	uint64_t before = atomic_load_explicit(counter, memory_order_relaxed);
	atomic_store_explicit(counter, before + n, memory_order_relaxed);
}

#endif
