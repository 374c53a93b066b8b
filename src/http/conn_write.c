#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "http/conn.h"
#include "http/response.h"
#include "http/stream.h"

/* Shorter bodies are copied behind their head; longer ones are sent from where they are. */
#define COPY_BODY_BYTES (8 * KIB)
/* Answers to pipelined requests are gathered up to here before they are sent. */
#define GATHER_BYTES (32 * KIB)

/* ---- sending -------------------------------------------------------------------------------- */

enum flush_outcome { FLUSH_DONE, FLUSH_BLOCKED, FLUSH_FAILED };

static void mark_sent(struct conn *c, size_t n)
{
	size_t from_out = c->out.len - c->out_used;
	from_out = n < from_out ? n : from_out;
	c->out_used += from_out;
	c->tail = str_skip(c->tail, n - from_out);
	c->blocked_sent += n;
	loop_count(&c->loop->stats.bytes_out, n);
}

static ssize_t send_once(struct conn *c)
{
	struct iovec pieces[] = {
		{ .iov_base = c->out.at + c->out_used, .iov_len = c->out.len - c->out_used },
		/* sendmsg does not write through it, but its type cannot say so. */
		{ .iov_base = (void *)(uintptr_t)c->tail.at, .iov_len = c->tail.len },
	};
	struct msghdr message = { .msg_iov = pieces, .msg_iovlen = COUNT_OF(pieces) };

	if (c->tail.len == 0)
		return send(c->fd, pieces[0].iov_base, pieces[0].iov_len, MSG_NOSIGNAL);
	return sendmsg(c->fd, &message, MSG_NOSIGNAL);
}

static enum flush_outcome flush(struct conn *c)
{
	while (conn_has_output(c)) {
		if (!c->can_write)
			return FLUSH_BLOCKED;
		ssize_t sent = send_once(c);
		if (sent >= 0)
			mark_sent(c, (size_t)sent);
		else if (errno == EAGAIN || errno == EWOULDBLOCK)
			c->can_write = false;
		else if (errno != EINTR)
			return FLUSH_FAILED;
	}
	buf_clear(&c->out);
	c->out_used = 0;
	c->is_blocked = false;
	return FLUSH_DONE;
}

/*
 * The client must take something within the write-stall deadline, and on average as much as the
 * minimum rate says, else it would hold a thread of ours with a byte now and then.
 */
static void watch_reader(struct conn *c)
{
	const struct http_server_config *config = conn_config(c);
	int64_t now_ms = c->loop->now_ms;

	if (!c->is_blocked) {
		c->is_blocked = true;
		c->blocked_ms = now_ms;
		c->blocked_sent = 0;
	}
	int64_t earned_ms = (int64_t)(c->blocked_sent * 1000 / (uint64_t)config->min_bytes_per_s);
	int64_t ahead_ms = c->blocked_ms + earned_ms - now_ms;
	timer_set(&c->loop->wheel, &c->timer,
		  now_ms + config->write_stall_ms + (ahead_ms < 0 ? ahead_ms : 0));
}

bool conn_drain(struct conn *c)
{
	uint64_t sent_before = c->blocked_sent;
	bool was_blocked = c->is_blocked;

	if (!conn_has_output(c))
		return true;
	switch (flush(c)) {
	case FLUSH_DONE:
		return true;
	case FLUSH_FAILED:
		conn_close(c);
		return false;
	case FLUSH_BLOCKED:
		break;
	}
	if (!was_blocked || c->blocked_sent > sent_before)
		watch_reader(c);
	return false;
}

/* ---- while somebody else has the request ---------------------------------------------------- */

bool conn_step_running(struct conn *c)
{
	if (conn_has_output(c))
		conn_drain(c);
	else
		timer_clear(&c->timer);
	return false;
}

/* The timer is the ticket's here, so answers to earlier requests leave without one. */
bool conn_step_suspended(struct conn *c)
{
	if (conn_has_output(c) && flush(c) == FLUSH_FAILED)
		conn_close(c);
	return false;
}

/* ---- answers -------------------------------------------------------------------------------- */

static struct http_framing write_head(struct conn *c)
{
	struct call *call = c->call;
	struct http_response *res = &call->x.res;
	struct http_framing framing = http_response_settle(&call->x.req, res);

	if (framing.kind == HTTP_FRAME_CLOSE || c->loop->is_draining)
		c->is_last = true;
	struct http_head_extras extras = {
		.date = loop_date(c->loop),
		.server = conn_config(c)->server_name,
		.request_id = call->x.req.request_id,
		.is_last = c->is_last,
	};
	if (!c->out.at)
		loop_buf_take(c->loop, &c->out);
	http_response_write_head(&c->out, res, &framing, &extras);
	call->status = res->status;
	return framing;
}

void conn_answer(struct conn *c)
{
	struct http_response *res = &c->call->x.res;

	if (res->is_streaming && !stream_is_whole(c->call->stream)) {
		conn_break(c);
		return;
	}
	if (res->is_streaming) {
		c->call->stream->has_ended = true;
		conn_stream_start(c);
		return;
	}
	if (buf_failed(&res->body)) {
		conn_refuse(c, 500, "the answer is too long", false);
		return;
	}
	struct http_framing framing = write_head(c);
	struct str body = framing.is_body_sent ? http_response_body(res) : STR_NONE;
	if (body.len <= COPY_BODY_BYTES)
		buf_put(&c->out, body);
	else
		c->tail = body;
	c->state = CONN_ANSWERING;
}

void conn_refuse(struct conn *c, int status, const char *reason, bool is_last)
{
	struct call *call = c->call;

	if (call->is_midway) {
		call_replace_cut(call, status);
		call = c->call;
	}
	c->is_last = c->is_last || is_last;
	c->must_linger = is_last;
	loop_count(&c->loop->stats.requests_refused, 1);
	http_response_refuse(&call->x.res, &conn_config(c)->app, status, reason);
	conn_answer(c);
}

/* The last answer has left: close, gently when the client may still be sending. */
static void finish(struct conn *c)
{
	bool has_unread = conn_unread(c).len > 0;

	if (!c->must_linger && !has_unread) {
		conn_close(c);
		return;
	}
	shutdown(c->fd, SHUT_WR);
	c->state = CONN_LINGERING;
	timer_set(&c->loop->wheel, &c->timer, c->loop->now_ms + conn_config(c)->linger_ms);
}

bool conn_step_answering(struct conn *c)
{
	bool can_gather = !c->is_last && c->tail.len == 0 && conn_unread(c).len > 0 &&
			  c->out.len - c->out_used < GATHER_BYTES;

	if (!can_gather && !conn_drain(c))
		return false;
	call_end(c->call);
	c->call = NULL;
	c->state = CONN_HEAD;
	if (c->is_last)
		finish(c);
	return true;
}

/* ---- streams -------------------------------------------------------------------------------- */

void conn_stream_start(struct conn *c)
{
	struct stream *s = c->call->stream;

	c->state = CONN_STREAMING;
	if (s->has_begun)
		return;
	s->has_begun = true;
	struct http_framing framing = write_head(c);
	c->is_chunked = framing.kind == HTTP_FRAME_CHUNKED && framing.is_body_sent;
}

bool conn_step_streaming(struct conn *c)
{
	struct stream *s = c->call->stream;

	if (!conn_drain(c))
		return false;
	struct str bytes = stream_take(s);
	if (bytes.len == 0 && !s->has_ended) {
		timer_clear(&c->timer); /* it is the handler's turn */
		return false;
	}
	/* Each chunk's CRLF goes out with the size of the next one. */
	if (c->is_chunked) {
		buf_put(&c->out, s->has_sent_chunk ? STR("\r\n") : STR(""));
		buf_fmt(&c->out, bytes.len > 0 ? "%zx\r\n" : "%zx\r\n\r\n", bytes.len);
	}
	s->has_sent_chunk = true;
	c->tail = bytes;
	if (bytes.len == 0)
		c->state = CONN_ANSWERING;
	return true;
}

void conn_break(struct conn *c)
{
	/* Without chunks, a proper close would look like the end; a reset does not. */
	struct linger reset = { .l_onoff = 1, .l_linger = 0 };
	if (!c->is_chunked)
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
	conn_close(c);
}
