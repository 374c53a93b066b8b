/*
 * One request from its first byte to the end of its answer. Owned by the event loop that reads its
 * connection; lent to a pool thread while a handler runs, and to whoever holds the ticket while it
 * is suspended. It outlives its connection when the client goes away meanwhile.
 */
#ifndef HTTP_CALL_H
#define HTTP_CALL_H

#include <arpa/inet.h>
#include <stdatomic.h>

#include "http/chunked.h"
#include "http/host.h"
#include "http/mailbox.h"
#include "http/parser.h"

struct conn;
struct loop;
struct stream;
struct ticket;

struct call {
	struct http_exchange x;
	struct http_host host;
	struct arena arena;
	struct http_parser parser;
	struct http_chunked chunked;
	struct http_plan plan;
	struct buf body;     /* of the request, or the part of it that comes next */
	uint64_t body_taken; /* bytes of earlier parts */
	bool is_midway;      /* the handler waits for another part, and must be called again */

	struct loop *loop;
	struct conn *conn;     /* the loop's; NULL once the client has been answered or is gone */
	struct stream *stream; /* NULL unless the answer is streamed */
	int64_t started_us;
	int64_t started_ms;
	int64_t body_started_ms; /* later by what the parts were held up by us */
	int64_t part_ms;         /* when a part was handed to the handler */
	uint64_t body_received;  /* raw bytes, for the minimum rate */
	int status;              /* what the client was told, for `finished`; 499: nothing */
	bool is_lent;            /* a pool has it */
	bool is_substitute; /* answers in the place of one whose ticket was not resumed in time */
	char id[16];
	char address[INET6_ADDRSTRLEN];

	struct mail mail; /* "the handler has returned" */
	enum http_verdict verdict;
	atomic_bool is_abandoned; /* the client is gone: a handler need not start */

	struct call *queue_next; /* in a pool's queue or a loop's batch */
	struct call *next, **at; /* among the loop's live calls, or its spare ones (next only) */
};

/* From the loop's spare ones, or new; with a fresh request id and the peer of `conn`. */
struct call *call_begin(struct loop *loop, struct conn *conn);
/* Reports to `finished` and lets everything go. */
void call_end(struct call *call);
/* Its connection will not hear of it any more; `status` is what it was told. */
void call_detach(struct call *call, int status);

/* ---- mail */
/* A pool's handler has returned call->verdict. */
void call_returned(struct call *call);
void call_stream_told(struct stream *s);
void call_resumed(struct ticket *t);

/* Hands the request to its lane; `is_new`: may be refused when the queue is full. */
void call_dispatch(struct call *call, bool is_new);
/* The next part of the body, or its end, goes to the handler. */
void call_give_part(struct call *call, bool is_last);
/* There will be no end of the body: the handler is told. The connection has done with the call. */
void call_cut(struct call *call, int status);
/* Sets a call that waits for more of its body aside, tells its handler, and gives the connection
 * another to answer with. */
void call_replace_cut(struct call *call, int status);
/* Suspended, and the client has waited long enough: answers 503. */
void call_wait_ended(struct call *call);
/* For good; spare ones at the end of a loop, and live ones at the end of the server. */
void call_free(struct call *call);

#endif
