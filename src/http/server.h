/*
 * The HTTP/1.1 server: N event loops (epoll, SO_REUSEPORT), a strict RFC 9112 parser, absolute
 * deadlines, caps, back-pressure, and thread pools for the lanes of http.h. A loop thread never
 * waits for anything but epoll.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <stdint.h>

#include "http/http.h"

struct http_server;

struct http_server_config {
	struct str bind_address; /* 127.0.0.1 */
	uint16_t port;           /* 0: the kernel picks; see http_server_port */
	unsigned loops;
	unsigned lane_threads[HTTP_LANE_COUNT]; /* 0 for INLINE */
	unsigned lane_queue_max; /* waiting requests per lane; more are answered 503 */

	unsigned max_connections;
	unsigned max_connections_per_address;
	int64_t head_deadline_ms; /* from the first byte to the end of the head: 10,000 */
	int64_t body_grace_ms;    /* a body may be slow for so long: 5,000 */
	int64_t write_stall_ms;   /* a client may read nothing for so long: 30,000 */
	int64_t min_bytes_per_s;  /* after those, both must go at this rate on average: 500 */
	int64_t idle_ms;          /* keep-alive: 60,000 */
	int64_t linger_ms; /* after a refusal, how long what is still coming is read away: 2,000 */
	int64_t drain_ms;  /* graceful stop: how long running requests may take: 10,000 */
	bool trust_forwarded;   /* X-Forwarded-For/-Proto of a proxy on loopback count */
	struct str server_name; /* Server header; empty: none */

	struct http_app app;
	/* Made once on each pool thread and passed as exchange->worker; `ctx` is app.ctx. May be
	 * NULL. */
	void *(*worker_start)(void *ctx);
	void (*worker_stop)(void *ctx, void *worker);
};

/* Fills in the defaults named above. */
void http_server_defaults(struct http_server_config *config);

/* `*ret` is set before the first handler runs, so that handlers may use it (http_server_stats). */
bool http_server_start(const struct http_server_config *config, struct http_server **ret,
		       struct err *err) must_use;
uint16_t http_server_port(const struct http_server *s);
/* Stops accepting, lets running requests end (at most drain_ms), then closes. Safe to call once. */
void http_server_stop(struct http_server *s);
struct http_server *http_server_free(struct http_server *s);
void http_server_freep(struct http_server **s);

struct http_server_stats {
	uint64_t connections_open, connections_total, connections_refused;
	uint64_t requests_total, requests_refused;
	uint64_t bytes_in, bytes_out;
};
struct http_server_stats http_server_stats(const struct http_server *s);

#endif
