/*
 * A connection without a socket, for tests and fuzzing: reads requests one after the other from
 * bytes that come in pieces, and says what it read: `GET /a; POST /b [hello]; 400`. An unfinished
 * request is `…`.
 */
#ifndef HTTP_TEST_WIRE_H
#define HTTP_TEST_WIRE_H

#include "base/buf.h"
#include "http/chunked.h"
#include "http/parser.h"

#define WIRE_BODY_MAX (64 * KIB)

struct wire {
	struct http_parser parser;
	struct http_chunked chunked;
	struct buf in;
	struct buf body;
	struct buf said;
	bool in_body;
	bool is_over;
};

static inline void wire_init(struct wire *w)
{
	*w = (struct wire){ .in_body = false };
	http_parser_init(&w->parser);
	buf_init(&w->in, 1 * MIB);
	buf_init(&w->body, WIRE_BODY_MAX);
	buf_init(&w->said, 1 * MIB);
}

static inline void wire_free(struct wire *w)
{
	buf_free(&w->in);
	buf_free(&w->body);
	buf_free(&w->said);
}

static inline bool wire_refused(struct wire *w, int status)
{
	buf_fmt(&w->said, "%s%d", w->said.len ? "; " : "", status);
	w->is_over = true;
	return false;
}

static inline bool wire_request_done(struct wire *w)
{
	if (w->body.len > 0)
		buf_fmt(&w->said, " [%.*s]", STR_ARG(buf_str(&w->body)));
	w->is_over = w->parser.wants_close;
	if (w->parser.wants_close)
		buf_put(&w->said, STR(" close"));
	w->in_body = false;
	buf_clear(&w->body);
	http_parser_init(&w->parser);
	return true;
}

/* Each step is false when it needs more bytes. */
static inline bool wire_step_head(struct wire *w)
{
	enum http_parse outcome = http_parser_feed(&w->parser, buf_str(&w->in));
	struct http_parser *p = &w->parser;

	if (outcome == HTTP_PARSE_REFUSED)
		return wire_refused(w, p->status);
	if (outcome == HTTP_PARSE_MORE)
		return false;
	struct str bytes = buf_str(&w->in);
	buf_fmt(&w->said, "%s%.*s %.*s", w->said.len ? "; " : "",
		STR_ARG(http_method_name(p->method)), STR_ARG(http_span_of(p->target, bytes)));
	buf_consume(&w->in, p->head_bytes);
	if (!p->is_chunked && p->content_length > WIRE_BODY_MAX)
		return wire_refused(w, 413);
	http_chunked_init(&w->chunked, WIRE_BODY_MAX);
	w->in_body = true;
	return true;
}

static inline bool wire_step_body(struct wire *w)
{
	struct http_parser *p = &w->parser;
	size_t used = 0;

	if (p->is_chunked) {
		enum http_parse outcome =
			http_chunked_feed(&w->chunked, buf_str(&w->in), &w->body, &used);
		buf_consume(&w->in, used);
		if (outcome == HTTP_PARSE_REFUSED)
			return wire_refused(w, w->chunked.status);
		return outcome == HTTP_PARSE_DONE && wire_request_done(w);
	}
	struct str piece = str_sub(buf_str(&w->in), 0, (size_t)p->content_length - w->body.len);
	buf_put(&w->body, piece);
	buf_consume(&w->in, piece.len);
	return w->body.len == p->content_length && wire_request_done(w);
}

static inline void wire_feed(struct wire *w, struct str bytes)
{
	if (w->is_over)
		return;
	buf_put(&w->in, bytes);
	while (!w->is_over && (w->in_body ? wire_step_body(w) : w->in.len > 0 && wire_step_head(w)))
		;
}

static inline void wire_end(struct wire *w)
{
	if (!w->is_over && (w->in_body || w->in.len > 0))
		buf_fmt(&w->said, "%s…", w->in_body ? " " : w->said.len ? "; " : "");
}

#endif
