#include <errno.h>

#include "http/conn.h"
#include "http/request.h"

/* What one recv of a body asks for; heads are short (CONN_READ_BYTES). */
#define READ_BODY_BYTES (64 * KIB)
/* A body in parts is handed over when so much of it is there, or its end. */
#define PART_BYTES (256 * KIB)

enum read_outcome { READ_SOME, READ_NOTHING, READ_END };

/* Less than asked for means that the socket is empty, unless its end is what comes next. */
static enum read_outcome read_into(struct conn *c, struct buf *b, size_t n)
{
	char *to = c->can_read ? buf_reserve(b, n) : NULL;
	if (!to)
		return READ_NOTHING;
	for (;;) {
		ssize_t got = recv(c->fd, to, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
			c->can_read = false;
			return READ_NOTHING;
		}
		if (got <= 0)
			return READ_END;
		c->can_read = (size_t)got == n || c->has_fin;
		b->len += (size_t)got;
		loop_count(&c->loop->stats.bytes_in, (uint64_t)got);
		return READ_SOME;
	}
}

static enum read_outcome read_more(struct conn *c)
{
	if (!c->can_read)
		return READ_NOTHING;
	if (!c->in.at)
		loop_buf_take(c->loop, &c->in);
	buf_consume(&c->in, c->in_used);
	c->in_used = 0;
	return read_into(c, &c->in, CONN_READ_BYTES);
}

/* ---- heads ---------------------------------------------------------------------------------- */

/* The handler is asked first whether it wants the body. */
static void start_parts(struct conn *c)
{
	struct call *call = c->call;
	const struct http_parser *p = &call->parser;

	http_chunked_init(&call->chunked, call->plan.max_body_bytes);
	call->body.max_bytes = PART_BYTES + READ_BODY_BYTES;
	call->body_started_ms = call->part_ms = c->loop->now_ms;
	call->x.part = HTTP_PART_NONE;
	call->x.body_length = p->is_chunked ? -1 : (int64_t)p->content_length;
	call_dispatch(call, true);
}

/* The plan was made; now the body, if there is one. */
static void start_body(struct conn *c)
{
	struct call *call = c->call;
	const struct http_parser *p = &call->parser;

	if (p->content_length > call->plan.max_body_bytes) {
		conn_refuse(c, 413, "the body is too large", true);
		return;
	}
	if (call->plan.takes_parts) {
		start_parts(c);
		return;
	}
	if (!p->is_chunked && p->content_length == 0) {
		call_dispatch(call, true);
		return;
	}
	http_chunked_init(&call->chunked, call->plan.max_body_bytes);
	call->body.max_bytes =
		p->is_chunked ? call->plan.max_body_bytes : (size_t)p->content_length;
	call->body_started_ms = c->loop->now_ms;
	c->state = CONN_BODY;
	/* Who has begun to send does not wait for leave. */
	if (p->expects_continue && conn_unread(c).len == 0)
		buf_put(&c->out, STR("HTTP/1.1 100 Continue\r\n\r\n"));
}

static void head_is_complete(struct conn *c, struct str bytes)
{
	struct call *call = c->call;
	const struct http_server_config *config = conn_config(c);
	const char *reason = NULL;

	bool is_valid = http_request_fill(&call->x.req, &call->parser, bytes, &reason);
	c->in_used += call->parser.head_bytes;
	c->is_last = call->parser.wants_close;
	if (!is_valid) {
		conn_refuse(c, 400, reason, true);
		return;
	}
	if (c->is_proxy)
		http_request_trust_proxy(&call->x.req);
	call->plan = config->app.plan(config->app.ctx, &call->x);
	start_body(c);
}

/* Nothing to read for now: how long may that last? */
static bool wait_for_head(struct conn *c)
{
	struct loop *l = c->loop;

	if (c->call) {
		timer_set(&l->wheel, &c->timer,
			  c->call->started_ms + conn_config(c)->head_deadline_ms);
		return false;
	}
	if (l->is_draining && !c->is_fresh) {
		conn_close(c);
		return false;
	}
	/* An idle connection holds no buffers. */
	loop_buf_give(l, &c->in);
	loop_buf_give(l, &c->out);
	c->in_used = 0;
	timer_set(&l->wheel, &c->timer,
		  l->is_draining ? l->fresh_until_ms : l->now_ms + conn_config(c)->idle_ms);
	return false;
}

bool conn_step_head(struct conn *c)
{
	struct str bytes = conn_unread(c);

	if (bytes.len > 0) {
		if (!c->call)
			c->call = call_begin(c->loop, c);
		c->is_fresh = false;
		enum http_parse outcome = http_parser_feed(&c->call->parser, bytes);
		if (outcome == HTTP_PARSE_DONE) {
			head_is_complete(c, bytes);
			return true;
		}
		if (outcome == HTTP_PARSE_REFUSED) {
			conn_refuse(c, c->call->parser.status, c->call->parser.reason, true);
			return true;
		}
	}
	if (!conn_drain(c))
		return false;
	switch (read_more(c)) {
	case READ_SOME:
		return true;
	case READ_NOTHING:
		return wait_for_head(c);
	case READ_END:
		break;
	}
	conn_close(c);
	return false;
}

/* ---- bodies --------------------------------------------------------------------------------- */

static uint64_t missing_bytes(const struct call *call)
{
	return call->parser.content_length - call->body_taken - call->body.len;
}

static void body_is_complete(struct call *call)
{
	if (call->plan.takes_parts)
		call_give_part(call, true);
	else
		call_dispatch(call, true);
}

/* Bytes that came along with the head, or of a chunked body. */
static void take_body_bytes(struct conn *c, struct str bytes)
{
	struct call *call = c->call;

	if (!call->parser.is_chunked) {
		uint64_t missing = missing_bytes(call);
		size_t used = missing < bytes.len ? (size_t)missing : bytes.len;
		buf_put(&call->body, str_sub(bytes, 0, used));
		call->body_received += used;
		c->in_used += used;
		return;
	}
	size_t used = 0;
	enum http_parse outcome = http_chunked_feed(&call->chunked, bytes, &call->body, &used);
	call->body_received += used;
	c->in_used += used;
	if (outcome == HTTP_PARSE_REFUSED)
		conn_refuse(c, call->chunked.status, call->chunked.reason, true);
	if (outcome == HTTP_PARSE_DONE)
		body_is_complete(call);
}

/* Straight into the body, when its length is known. */
static enum read_outcome read_body(struct conn *c)
{
	struct call *call = c->call;
	if (call->parser.is_chunked)
		return read_more(c);

	size_t before = call->body.len;
	uint64_t missing = missing_bytes(call);
	size_t n = missing < READ_BODY_BYTES ? (size_t)missing : READ_BODY_BYTES;
	enum read_outcome outcome = read_into(c, &call->body, n);
	call->body_received += call->body.len - before;
	return outcome;
}

/* The later of the grace and the time the bytes may have taken at the minimum rate. */
static int64_t body_deadline_ms(const struct conn *c)
{
	const struct http_server_config *config = conn_config(c);
	uint64_t rate = (uint64_t)config->min_bytes_per_s;
	return c->call->body_started_ms + config->body_grace_ms +
	       (int64_t)(c->call->body_received * 1000 / rate);
}

bool conn_step_body(struct conn *c)
{
	struct call *call = c->call;

	if (!call->parser.is_chunked && missing_bytes(call) == 0) {
		body_is_complete(call);
		return true;
	}
	if (call->plan.takes_parts && call->body.len >= PART_BYTES) {
		call_give_part(call, false);
		return true;
	}
	struct str bytes = conn_unread(c);
	if (bytes.len > 0) {
		take_body_bytes(c, bytes);
		return true;
	}
	if (!conn_drain(c))
		return false;
	switch (read_body(c)) {
	case READ_SOME:
		return true;
	case READ_NOTHING:
		timer_set(&c->loop->wheel, &c->timer, body_deadline_ms(c));
		return false;
	case READ_END:
		break;
	}
	conn_close(c);
	return false;
}

/* ---- after the last answer ------------------------------------------------------------------ */

/* Unread bytes at close() would reset the connection and could take the answer with them. */
bool conn_step_lingering(struct conn *c)
{
	char unwanted[READ_BODY_BYTES / 4];

	if (!c->can_read)
		return false;
	ssize_t got = recv(c->fd, unwanted, sizeof(unwanted), 0);
	if (got > 0 || (got < 0 && errno == EINTR))
		return true;
	c->can_read = false;
	if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
		conn_close(c);
	return false;
}
