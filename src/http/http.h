/*
 * HTTP as the rest of the program sees it: a request, a response, and what a handler may do with
 * them. Knows nothing of routes, users or JSON. The server (server.h) and the in-memory loopback
 * (loopback.h) both make requests of this shape, so that every handler can be tested without a
 * socket.
 *
 * Ownership: everything a request points at, and everything a handler allocates for its answer,
 * lives in `req->arena` until the answer has been sent.
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/url.h"

enum http_method {
	HTTP_GET = 1 << 0,
	HTTP_HEAD = 1 << 1,
	HTTP_POST = 1 << 2,
	HTTP_PUT = 1 << 3,
	HTTP_PATCH = 1 << 4,
	HTTP_DELETE = 1 << 5,
	HTTP_OPTIONS = 1 << 6,
};

struct str http_method_name(enum http_method m);
const char *http_reason(int status);

struct http_header {
	struct str name;
	struct str value;
};

struct http_request {
	enum http_method method;
	int version_minor;  /* HTTP/1.0 or 1.1 */
	struct str target;  /* as received */
	struct str path;    /* decoded, starts with '/', no dot segments, no NUL */
	struct str query;   /* raw, without '?' */
	struct params args; /* the query, decoded */
	const struct http_header *headers;
	size_t header_count;
	struct str body;       /* whole, de-chunked */
	struct str peer;       /* address of the other end, or what a trusted proxy says */
	struct str scheme;     /* "http" or "https" (from a trusted proxy) */
	struct str host;       /* the Host header */
	struct str request_id; /* made by the server; also in the X-Request-Id answer header */
	struct str path_param[LIMIT_HTTP_PATH_PARAMS]; /* set by the router, in pattern order */
	size_t path_param_count;
	struct arena *arena;
};

/* First header of that name (any case), STR_NONE when absent. */
struct str http_header(const struct http_request *req, struct str name);
/* A cookie of the Cookie header (RFC 6265 5.4), STR_NONE when absent. */
struct str http_cookie(const struct http_request *req, struct str name);
/* Does the Accept header ask for this media type before `application/json`? `text/html` for
 * browsers. */
bool http_accepts(const struct http_request *req, struct str media_type);

struct http_stream;

struct http_response {
	int status; /* 200 unless set */
	struct http_header headers[LIMIT_HTTP_RESPONSE_HEADERS];
	size_t header_count;
	struct buf body; /* the whole answer, unless it is streamed or static */
	struct str
		static_body; /* bytes that outlive the request (embedded files); wins over body */
	struct http_stream *stream; /* set by http_stream_begin */
	struct arena *arena;
};

/*
 * Adds a header; the value is copied into the arena. A CR, LF or NUL in name or value is a
 * programming error and asserts; pass user data through http_header_safe first.
 */
void http_set_header(struct http_response *res, struct str name, struct str value);
void http_set_content_type(struct http_response *res, struct str media_type);
/* 3xx with Location. `location` is ours, never a stranger's. */
void http_redirect(struct http_response *res, int status, struct str location);

struct http_cookie_attrs {
	bool http_only;
	bool secure;
	const char *same_site; /* "Lax", "Strict" */
	int64_t max_age_s;     /* < 0: a session cookie; 0: delete */
};
void http_set_cookie(struct http_response *res, struct str name, struct str value,
		     struct http_cookie_attrs attrs);

/*
 * Streaming, from a handler that runs on a pool thread: begin, then write as often as wanted. Sent
 * chunked (HTTP/1.1). A write waits while the client is slow, at most the write-stall deadline, and
 * fails when the client has gone; then the handler returns its error and the connection is cut
 * without the last chunk, so that the client sees a broken transfer and never a short file.
 */
bool http_stream_begin(struct http_response *res, struct err *err) must_use;
bool http_stream_write(struct http_response *res, struct str bytes, struct err *err) must_use;

/* ---- handlers ------------------------------------------------------------------------------ */

/* Where a request is handled; chosen from the head alone, before the body has arrived. */
enum http_lane {
	HTTP_LANE_INLINE,   /* on the event loop: memory only, microseconds */
	HTTP_LANE_POOL,     /* on a pool thread: the database */
	HTTP_LANE_UPSTREAM, /* on a thread that may wait for Meta */
	HTTP_LANE_STREAM,   /* on a thread that may wait for a slow client: exports */
	HTTP_LANE_COUNT,
};

enum http_verdict {
	HTTP_DONE,      /* the response is complete; send it */
	HTTP_SUSPENDED, /* nobody holds a thread; http_resume will call the handler again */
	HTTP_BROKEN,    /* a stream failed half-way: cut the connection */
};

/* A suspended request. Valid until resumed once; the server answers 503 itself after the deadline.
 */
struct http_ticket;

struct http_exchange {
	struct http_request req;
	struct http_response res;
	void *worker; /* what the server's `worker_start` made for this thread (a db reader …) */
	void *user; /* the dispatcher's own, kept between `plan` and `handle` and over a suspension
		     */
	bool is_resumed; /* the handler is called again after http_resume */
	struct http_ticket *ticket;
};

/* From a handler: gives a ticket and then must return HTTP_SUSPENDED. Any thread may resume it. */
struct http_ticket *http_suspend(struct http_exchange *x, int64_t deadline_ms);
void http_resume(struct http_ticket *ticket);

struct http_plan {
	enum http_lane lane;
	size_t max_body_bytes;
};

/*
 * The program behind the server. `plan` runs on the event loop as soon as the head is there;
 * `handle` runs on the lane's thread when the body is complete.
 */
struct http_app {
	struct http_plan (*plan)(void *ctx, struct http_exchange *x);
	enum http_verdict (*handle)(void *ctx, struct http_exchange *x);
	/* For errors the server itself answers (400, 408, 413, 431, 503 …): fills res. NULL: plain
	 * text. */
	void (*refuse)(void *ctx, struct http_response *res, int status, const char *reason);
	/* After the answer has left (or failed): for access logs and counters. May be NULL. */
	void (*finished)(void *ctx, const struct http_exchange *x, int status, int64_t took_us);
	void *ctx;
};

#endif
