/*
 * One connection: a state machine that the loop's events push on. Each state has a step function,
 * which does what can be done now and says whether to go on; requests of one connection are
 * handled one after the other, so answers are in order.
 *
 * conn.c: opening, closing, events, deadlines. conn_read.c: heads and bodies. conn_write.c:
 * answers.
 */
#ifndef HTTP_CONN_H
#define HTTP_CONN_H

#include <arpa/inet.h>

#include "http/loop.h"

/* A head may be LIMIT_HTTP_HEAD long, and one read may come on top. */
#define CONN_READ_BYTES (4 * KIB)
#define CONN_IN_MAX_BYTES (LIMIT_HTTP_HEAD + 2 * CONN_READ_BYTES)
#define CONN_OUT_MAX_BYTES (1 * MIB)

enum conn_state {
	CONN_HEAD,      /* between requests, or in the head of one */
	CONN_BODY,      /* in the body of one */
	CONN_RUNNING,   /* a handler has it */
	CONN_SUSPENDED, /* the holder of a ticket has it */
	CONN_STREAMING, /* a handler writes its answer */
	CONN_ANSWERING, /* the answer is complete and is leaving */
	CONN_LINGERING, /* nothing more to say; what still comes is read away */
	CONN_CLOSED,    /* waits for the end of the turn */
	CONN_STATE_COUNT,
};

struct conn {
	struct loop *loop;
	int fd;
	enum conn_state state;
	bool can_read;     /* the socket may have bytes (edge-triggered: until it said EAGAIN) */
	bool can_write;    /* the socket may have room */
	bool has_fin;      /* the client will send no more; it may still read */
	bool is_proxy;     /* speaks for others: X-Forwarded-For counts */
	bool is_fresh;     /* no request yet */
	bool is_idle;      /* in the loop's idle list */
	bool is_last;      /* closed after this answer */
	bool must_linger;  /* … but not before the client had a chance to read it */
	bool is_blocked;   /* the client does not read fast enough; the timer is about that */
	bool is_chunked;   /* the answer is streamed in chunks */
	bool is_queued;    /* in the loop's `again` list */
	struct call *call; /* the request being read, handled or answered */

	struct buf in;
	size_t in_used;
	struct buf out; /* heads, small bodies, chunk sizes */
	size_t out_used;
	struct str tail; /* leaves after `out`: the call's or the program's own bytes, not copied */

	struct timer timer;
	int64_t blocked_ms;    /* since when */
	uint64_t blocked_sent; /* bytes that left since then */
	struct peer *peer;
	struct conn *next, **at; /* all of the loop's */
	struct conn *idle_older, *idle_newer;
	struct conn *next_queued; /* again or dead */
	char address[INET6_ADDRSTRLEN];
};

/* ---- conn.c */
void conn_open(struct loop *l, int fd, const struct sockaddr_storage *address);
void conn_on_event(struct conn *c, uint32_t epoll_events);
void conn_on_timeout(struct conn *c);
void conn_advance(struct conn *c);
void conn_close(struct conn *c);
void conn_free(struct conn *c);
/* A connection without a request in progress, at a graceful stop. */
void conn_drain_idle(struct conn *c);
/* Closes the connection that has been idle longest; false when none is. */
bool conn_evict_oldest_idle(struct loop *l);

/* ---- conn_read.c */
bool conn_step_head(struct conn *c);
bool conn_step_body(struct conn *c);
bool conn_step_lingering(struct conn *c);

/* ---- conn_write.c */
bool conn_step_running(struct conn *c);
bool conn_step_suspended(struct conn *c);
bool conn_step_streaming(struct conn *c);
bool conn_step_answering(struct conn *c);
/* call->x.res is complete, or its stream has ended. */
void conn_answer(struct conn *c);
/* A stream failed half-way: the client must not take what it has for the whole. */
void conn_break(struct conn *c);
/* The first bytes of a stream have come. */
void conn_stream_start(struct conn *c);
/* The server answers itself. */
void conn_refuse(struct conn *c, int status, const char *reason, bool is_last);
/* True when nothing is left to send; else the write-stall deadline runs, or the connection failed.
 */
bool conn_drain(struct conn *c);

static inline struct str conn_unread(const struct conn *c)
{
	return str_skip(buf_str(&c->in), c->in_used);
}

static inline bool conn_has_output(const struct conn *c)
{
	return c->out.len > c->out_used || c->tail.len > 0;
}

static inline const struct http_server_config *conn_config(const struct conn *c)
{
	return &c->loop->shared->config;
}

#endif
