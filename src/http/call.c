#include "http/call.h"

#include <assert.h>
#include <time.h>

#include "http/conn.h"
#include "http/response.h"
#include "http/stream.h"
#include "http/ticket.h"

/* A call that used little keeps it for the next request. */
#define KEEP_BYTES (16 * KIB)

static int64_t monotonic_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- beginning and end ---------------------------------------------------------------------- */

static struct call *call_new(void)
{
	struct call *call = calloc(1, sizeof(*call));
	if (!call)
		abort(); /* the policy of arena.h */
	arena_init(&call->arena, LIMIT_ARENA);
	call->host = (struct http_host){ ticket_new, stream_begin, stream_write };
	call->mail.kind = MAIL_CALL;
	return call;
}

static void write_id(char id[16], uint64_t number)
{
	for (size_t i = 0; i < 16; i++)
		id[i] = "0123456789abcdef"[number >> (60 - 4 * i) & 15];
}

static void link_live(struct loop *l, struct call *call)
{
	call->next = l->live_calls;
	call->at = &l->live_calls;
	if (call->next)
		call->next->at = &call->next;
	l->live_calls = call;
}

struct call *call_begin(struct loop *l, struct conn *c)
{
	struct call *call = l->spare_calls;
	if (call) {
		l->spare_calls = call->next;
		l->spare_call_count--;
	} else {
		call = call_new();
	}
	link_live(l, call);
	call->loop = l;
	call->conn = c;
	call->started_ms = l->now_ms;
	call->started_us = l->shared->config.app.finished ? monotonic_us() : 0;
	http_parser_init(&call->parser);
	http_response_init(&call->x.res, &call->arena, &call->host);
	call->x.host = &call->host;
	write_id(call->id, rng_seeded_next(&l->ids));
	memcpy(call->address, c->address, sizeof(call->address));
	call->x.req = (struct http_request){
		.arena = &call->arena,
		.peer = str_of(call->address),
		.scheme = STR("http"),
		.request_id = { call->id, sizeof(call->id) },
	};
	return call;
}

/* Back to how call_begin wants it, keeping memory that is worth keeping. */
static void call_clear(struct call *call)
{
	stream_free(call->stream);
	call->stream = NULL;
	if (call->arena.used_bytes > KEEP_BYTES)
		arena_free(&call->arena);
	else
		arena_reset(&call->arena);
	if (call->body.cap > KEEP_BYTES)
		buf_free(&call->body);
	buf_clear(&call->body);
	if (call->x.res.body.cap > KEEP_BYTES)
		buf_free(&call->x.res.body);
	call->x.worker = NULL;
	call->x.user = NULL;
	call->x.ticket = NULL;
	call->x.is_resumed = false;
	call->body_received = 0;
	call->body_taken = 0;
	call->is_midway = false;
	call->x.part = HTTP_PART_WHOLE;
	call->x.body_length = 0;
	call->status = 0;
	call->is_substitute = false;
	call->is_lent = false;
	atomic_store_explicit(&call->is_abandoned, false, memory_order_relaxed);
}

void call_end(struct call *call)
{
	struct loop *l = call->loop;
	const struct http_app *app = &l->shared->config.app;

	loop_count(&l->stats.requests_total, !call->is_substitute);
	if (app->finished && !call->is_substitute)
		app->finished(app->ctx, &call->x, call->status, monotonic_us() - call->started_us);
	*call->at = call->next;
	if (call->next)
		call->next->at = call->at;
	call_clear(call);
	if (l->spare_call_count == LOOP_SPARE_MAX) {
		call_free(call);
		return;
	}
	call->next = l->spare_calls;
	l->spare_calls = call;
	l->spare_call_count++;
}

void call_detach(struct call *call, int status)
{
	call->conn = NULL;
	call->status = status;
	atomic_store_explicit(&call->is_abandoned, true, memory_order_relaxed);
}

void call_free(struct call *call)
{
	stream_free(call->stream);
	buf_free(&call->body);
	buf_free(&call->x.res.body);
	arena_free(&call->arena);
	free(call);
}

/* ---- to the handler and back ---------------------------------------------------------------- */

static void heed_verdict(struct call *call);

void call_dispatch(struct call *call, bool is_new)
{
	struct loop *l = call->loop;
	struct conn *c = call->conn;
	enum http_lane lane = call->plan.lane;
	const struct http_app *app = &l->shared->config.app;

	call->x.req.body = buf_str(&call->body);
	if (lane == HTTP_LANE_INLINE) {
		call->verdict = app->handle(app->ctx, &call->x);
		heed_verdict(call);
		return;
	}
	struct pool *pool = l->shared->pools[lane];
	if (!is_new) {
		pool_reserve_always(pool);
	} else if (!pool_reserve(pool)) {
		/* A body that nobody will read is on its way. */
		conn_refuse(c, 503, "too many requests are waiting", call->plan.takes_parts);
		return;
	}
	call->is_lent = true;
	c->state = CONN_RUNNING;
	batch_add(&l->batches[lane], call);
}

/* ---- bodies in parts ------------------------------------------------------------------------ */

void call_give_part(struct call *call, bool is_last)
{
	call->x.part = is_last ? HTTP_PART_LAST : HTTP_PART_SOME;
	call->part_ms = call->loop->now_ms;
	call_dispatch(call, false);
}

void call_cut(struct call *call, int status)
{
	struct loop *l = call->loop;
	enum http_lane lane = call->plan.lane;

	call_detach(call, status);
	call->is_midway = false;
	call->x.part = HTTP_PART_CUT;
	call->x.req.body = STR("");
	if (lane == HTTP_LANE_INLINE) {
		(void)l->shared->config.app.handle(l->shared->config.app.ctx, &call->x);
		call_end(call);
		return;
	}
	pool_reserve_always(l->shared->pools[lane]);
	call->is_lent = true;
	batch_add(&l->batches[lane], call);
}

/* The handler has taken a part and wants the next one. */
static void read_on(struct call *call)
{
	struct conn *c = call->conn;
	bool is_first = call->x.part == HTTP_PART_NONE;

	if (!c) {
		call_cut(call, call->status);
		return;
	}
	assert(is_first || call->x.part == HTTP_PART_SOME);
	call->is_midway = true;
	call->body_taken += call->body.len;
	buf_clear(&call->body);
	call->body_started_ms += c->loop->now_ms - call->part_ms;
	/* Who has begun to send does not wait for leave. */
	if (is_first && call->parser.expects_continue && conn_unread(c).len == 0)
		buf_put(&c->out, STR("HTTP/1.1 100 Continue\r\n\r\n"));
	c->state = CONN_BODY;
}

/* It is answered before its body was read to the end. */
static bool has_body_left(const struct call *call)
{
	return call->x.part == HTTP_PART_NONE || call->x.part == HTTP_PART_SOME;
}

/* Its ticket has come back, and its handler had returned. */
static void go_on(struct call *call)
{
	struct conn *c = call->conn;

	ticket_free(ticket_of(call->x.ticket));
	call->x.ticket = NULL;
	call->x.is_resumed = true;
	if (c)
		call_dispatch(call, false);
	else
		call_end(call);
}

static void wait_for_ticket(struct call *call)
{
	struct conn *c = call->conn;
	const struct ticket *t = ticket_of(call->x.ticket);

	if (t->is_resumed) {
		go_on(call);
		return;
	}
	if (!c)
		return;
	c->state = CONN_SUSPENDED;
	timer_set(&c->loop->wheel, &c->timer, c->loop->now_ms + t->wait_ms);
}

/* The handler has returned call->verdict. The connection's next step is the caller's to start. */
static void heed_verdict(struct call *call)
{
	struct conn *c = call->conn;

	assert((call->verdict == HTTP_SUSPENDED) == (call->x.ticket != NULL));
	if (call->x.part == HTTP_PART_CUT) {
		call_end(call);
		return;
	}
	if (call->verdict == HTTP_MORE) {
		read_on(call);
		return;
	}
	call->is_midway = false;
	if (call->verdict == HTTP_SUSPENDED) {
		wait_for_ticket(call);
		return;
	}
	if (!c) {
		call_end(call);
		return;
	}
	c->is_last = c->is_last || has_body_left(call);
	c->must_linger = c->must_linger || has_body_left(call);
	if (call->verdict == HTTP_DONE)
		conn_answer(c);
	else if (call->verdict == HTTP_CUT || (call->stream && call->stream->has_begun))
		conn_break(c);
	else
		conn_refuse(c, 500, "the request could not be handled", false);
}

void call_returned(struct call *call)
{
	struct conn *c = call->conn;

	call->is_lent = false;
	heed_verdict(call);
	if (c)
		conn_advance(c);
}

void call_stream_told(struct stream *s)
{
	struct conn *c = s->call->conn;

	stream_heard(s);
	if (!c) {
		stream_cut(s);
		return;
	}
	conn_stream_start(c);
	conn_advance(c);
}

void call_resumed(struct ticket *t)
{
	struct conn *c = t->call->conn;

	/* Not back from its handler yet: remembered until it is. */
	if (t->call->is_lent) {
		t->is_resumed = true;
		return;
	}
	go_on(t->call);
	if (c)
		conn_advance(c);
}

/*
 * The holder of the ticket may still write to the old call's memory, so it is set aside, and the
 * client is answered from a new one.
 */
static void substitute(struct call *call)
{
	struct conn *c = call->conn;
	struct call *other = call_begin(call->loop, c);

	other->is_substitute = true;
	other->x.req.method = call->x.req.method;
	other->x.req.version_minor = call->x.req.version_minor;
	memcpy(other->id, call->id, sizeof(call->id));
	c->call = other;
}

void call_wait_ended(struct call *call)
{
	struct conn *c = call->conn;

	substitute(call);
	call_detach(call, 503);
	conn_refuse(c, 503, "it took too long", false);
}

/* Its handler still has files and memory of its own. */
void call_replace_cut(struct call *call, int status)
{
	substitute(call);
	call_cut(call, status);
}
