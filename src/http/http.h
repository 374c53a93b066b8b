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

struct str http_method_name(enum http_method m); /* "-" for none */
/* False for a method that is not in the list; names are case-sensitive. */
bool http_method_parse(struct str name, enum http_method *ret) must_use;
const char *http_reason(int status);

/* The side of the server or the loopback that a handler may talk back to; see the calls below. */
struct http_host;

struct http_header {
	struct str name;
	struct str value;
};

struct http_request {
	enum http_method method;
	int version_minor; /* HTTP/1.0 or 1.1 */
	struct str target; /* as received */
	/* Decoded: starts with '/', no dot segments, no control characters, no %2F. "*" for OPTIONS
	 * *. */
	struct str path;
	struct str query;   /* raw, without '?' */
	struct params args; /* the query, decoded */
	const struct http_header *headers;
	size_t header_count;
	struct str body;       /* whole, de-chunked */
	struct str peer;       /* address of the other end, or what a trusted proxy says */
	struct str scheme;     /* "http" or "https" (from a trusted proxy) */
	struct str host;       /* the Host header, or the authority of an absolute target */
	struct str request_id; /* made by the server; also in the X-Request-Id answer header */
	struct str path_param[LIMIT_HTTP_PATH_PARAMS]; /* set by the router, in pattern order */
	size_t path_param_count;
	struct arena *arena;
};

/* First header of that name (any case), STR_NONE when absent. */
struct str http_header(const struct http_request *req, struct str name);
/* A cookie of the Cookie header (RFC 6265 5.4), STR_NONE when absent. */
struct str http_cookie(const struct http_request *req, struct str name);
/* Is this media type wanted before `application/json`? `text/html` is, by browsers. */
bool http_accepts(const struct http_request *req, struct str media_type);

struct http_response {
	int status; /* 200 unless set */
	struct http_header headers[LIMIT_HTTP_RESPONSE_HEADERS];
	size_t header_count;
	struct buf body; /* the whole answer, unless it is streamed or static */
	/* Bytes that outlive the request (embedded files), sent without a copy; wins over body. */
	struct str static_body;
	bool is_streaming;     /* set by http_stream_begin */
	int64_t stream_length; /* of the whole stream, as http_stream_begin_sized was told; -1 */
	struct http_host *host;
	struct arena *arena;
};

/*
 * Sets a header, in place of an earlier one of that name; only Set-Cookie, Vary, Link and
 * WWW-Authenticate may stand several times. `name` is a literal; the value is copied into the
 * arena. A control character in the value is a programming error and asserts; pass user data
 * through http_header_safe first. Content-Length, Transfer-Encoding, Connection, Date and
 * X-Request-Id are the server's own and assert too.
 *
 * With an ETag header on a 200 answer to GET or HEAD, a matching If-None-Match becomes 304.
 */
void http_set_header(struct http_response *res, struct str name, struct str value);
/* The same text with control characters replaced by spaces. */
struct str http_header_safe(struct arena *a, struct str text);
void http_set_content_type(struct http_response *res, struct str media_type);
/* 3xx with Location. `location` is ours, never a stranger's. */
void http_redirect(struct http_response *res, int status, struct str location);

struct http_cookie_attrs {
	bool http_only;
	bool secure;
	const char *same_site; /* "Lax", "Strict" */
	int64_t max_age_s;     /* < 0: a session cookie; 0: delete */
};
/* Always with Path=/. Name and value are ours: anything RFC 6265 forbids asserts. */
void http_set_cookie(struct http_response *res, struct str name, struct str value,
		     struct http_cookie_attrs attrs);

/*
 * Streaming, from a handler that does not run INLINE: set status and headers, begin (they are then
 * final), write as often as wanted, return HTTP_DONE. Sent chunked (HTTP/1.1), or up to the close
 * (HTTP/1.0). At most 256 KiB wait in memory: a write waits while the client is slow and fails
 * (ERR_CANCELLED) when the client has gone or has read nothing for the write-stall deadline. A
 * handler that fails half-way returns HTTP_BROKEN: the connection is cut without the last chunk, so
 * that the client sees a broken transfer and never a short file. Writes that follow each other
 * within 20 ms are gathered up to 16 KiB. On HEAD, writes succeed and send nothing.
 */
bool http_stream_begin(struct http_response *res, struct err *err) must_use;
/*
 * The same with its length told beforehand, as Content-Length and also to HEAD: not chunked. More
 * is refused by the write; a handler that returns HTTP_DONE after less has failed half-way.
 */
bool http_stream_begin_sized(struct http_response *res, int64_t length, struct err *err) must_use;
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
	HTTP_MORE,      /* of a body that comes in parts: the next one, please */
	HTTP_BROKEN,    /* a stream failed half-way: cut the connection */
	HTTP_CUT,       /* no answer at all: the connection is reset (simulators of others) */
};

/*
 * Bodies that come in parts, for routes whose plan says so: a body of any length needs 256 KiB of
 * memory, and no thread while the client is slow. The handler is called with the head alone, then,
 * as long as it returns HTTP_MORE, with each part. Any other verdict answers at once; what the
 * client still sends is not read, and the connection ends with the answer.
 *
 * A handler that has returned HTTP_MORE is always called again: with the end of the body, or, when
 * that will not come (the client has gone, was too slow, or sent no proper body), with
 * HTTP_PART_CUT, to let go of what it holds. Only the end of the process comes before that.
 */
enum http_part {
	HTTP_PART_WHOLE, /* not in parts: req.body is all of it */
	HTTP_PART_NONE,  /* the head; the client has not been told to go on (100-continue) */
	HTTP_PART_SOME,  /* req.body is what came next */
	HTTP_PART_LAST,  /* the same, and its end; may be empty */
	HTTP_PART_CUT,   /* there will be no end; the verdict does not matter */
};

/*
 * A suspended request. Whoever holds the ticket resumes it exactly once, whatever has happened:
 * after the deadline the server has answered 503 itself, or the client has gone, and then resuming
 * only lets the request's memory go. Until then the exchange and its arena stay valid, so the
 * holder may write its result there before it resumes.
 */
struct http_ticket;

struct http_exchange {
	struct http_request req;
	struct http_response res;
	void *worker; /* what the server's `worker_start` made for this thread (a db reader …) */
	void *user;   /* the dispatcher's own, from `plan` to `finished` */
	bool is_resumed; /* the handler is called again after http_resume */
	enum http_part part;
	int64_t body_length; /* of a body in parts, as announced; -1: not */
	struct http_host *host;
	struct http_ticket *ticket; /* while suspended */
};

/*
 * From a handler: gives a ticket, after which the handler must return HTTP_SUSPENDED; it is called
 * again, on the same lane, when the ticket is resumed. Any thread may resume, also at once.
 * `wait_ms` is how long the client may be kept waiting.
 */
struct http_ticket *http_suspend(struct http_exchange *x, int64_t wait_ms);
void http_resume(struct http_ticket *ticket);

struct http_plan {
	enum http_lane lane;
	size_t max_body_bytes;
	bool takes_parts; /* the body comes in parts; such a request is never suspended */
};

/*
 * The program behind the server. `plan` runs on the event loop as soon as the head is there;
 * `handle` runs on the lane's thread when the body is complete, or for each part of it.
 */
struct http_app {
	/* A longer body than the plan's is refused with 413; 100-continue is sent only after it. */
	struct http_plan (*plan)(void *ctx, struct http_exchange *x);
	enum http_verdict (*handle)(void *ctx, struct http_exchange *x);
	/* For errors the server itself answers (400, 408, 413, 503 …): fills res. NULL: plain text.
	 */
	void (*refuse)(void *ctx, struct http_response *res, int status, const char *reason);
	/*
	 * Once for every request, also for refused ones (whose `req` may be empty), after the
	 * answer has left or failed, on the event loop: for access logs and counters. A client that
	 * went away first is status 499. A suspended request is finished when its ticket has been
	 * resumed. NULL: none.
	 */
	void (*finished)(void *ctx, const struct http_exchange *x, int status, int64_t took_us);
	void *ctx;
};

#endif
