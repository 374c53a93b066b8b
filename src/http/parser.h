/*
 * The head of an HTTP/1.x request (RFC 9112), strictly: what two programs could read in two ways is
 * refused, because that is how requests are smuggled. Pure: bytes in, offsets out; no memory, no
 * clock, no socket.
 *
 * The caller keeps all bytes of the request in one piece (it may move between calls) and hands in
 * everything received so far; lines that were judged are not read again. However the bytes are cut
 * into calls, the outcome is the same.
 */
#ifndef HTTP_PARSER_H
#define HTTP_PARSER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/str.h"
#include "http/http.h"

enum http_parse {
	HTTP_PARSE_MORE,    /* well so far; more bytes are needed */
	HTTP_PARSE_DONE,    /* complete */
	HTTP_PARSE_REFUSED, /* answer `status`, then close: where the next request starts is unknown
			     */
};

/* A piece of the head: from, length. */
struct http_span {
	uint32_t at;
	uint32_t len;
};

struct http_field {
	struct http_span name;
	struct http_span value; /* without white space around it */
};

struct http_parser {
	/* the result, complete after HTTP_PARSE_DONE */
	enum http_method method;
	int version_minor;
	struct http_span target;
	struct http_span host; /* value of the Host field */
	struct http_field fields[LIMIT_HTTP_HEADERS];
	size_t field_count;
	size_t head_bytes; /* the body, or the next request, starts here */
	uint64_t content_length;
	bool has_length;
	bool is_chunked;
	bool wants_close;
	bool expects_continue;

	/* after HTTP_PARSE_REFUSED */
	int status;
	const char *reason;

	/* its own */
	size_t line_at;   /* where the line being received starts */
	size_t looked_at; /* up to here there is no LF */
	bool has_request_line;
	bool has_skipped_line;
	bool has_host;
};

void http_parser_init(struct http_parser *p);
enum http_parse http_parser_feed(struct http_parser *p, struct str bytes);

static inline struct str http_span_of(struct http_span span, struct str bytes)
{
	return (struct str){ bytes.at + span.at, span.len };
}

#endif
