#include "http/stream.h"

#include <assert.h>

#include "base/clock.h"
#include "http/loop.h"

/* Fewer bytes wait for more, at most so long (looked at when the next ones come). */
#define WORTH_TELLING_BYTES (16 * KIB)
#define WORTH_TELLING_MS 20

bool stream_begin(struct http_host *host, struct err *err)
{
	(void)err;
	struct call *call = CONTAINER_OF(host, struct call, host);
	assert(call->plan.lane != HTTP_LANE_INLINE && "a loop cannot wait for a client");

	struct stream *s = calloc(1, sizeof(*s));
	if (!s)
		abort(); /* the policy of arena.h */
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->room, NULL);
	buf_init(&s->pending, STREAM_BUFFER_BYTES);
	buf_init(&s->sending, STREAM_BUFFER_BYTES);
	s->mail.kind = MAIL_STREAM;
	s->call = call;
	call->stream = s;
	return true;
}

/* With the lock held. */
static void tell_loop(struct stream *s)
{
	if (s->is_told)
		return;
	s->is_told = true;
	mailbox_post(s->call->loop->mailbox, &s->mail);
}

/* With the lock held: puts in what fits, and waits for room when nothing does. */
static struct str put_some(struct stream *s, struct str bytes)
{
	size_t room = STREAM_BUFFER_BYTES - s->pending.len;

	if (room == 0) {
		tell_loop(s);
		pthread_cond_wait(&s->room, &s->lock);
		return bytes;
	}
	buf_put(&s->pending, str_sub(bytes, 0, room));
	return str_skip(bytes, room);
}

bool stream_write(struct http_host *host, struct str bytes, struct err *err)
{
	struct call *call = CONTAINER_OF(host, struct call, host);
	struct stream *s = call->stream;
	int64_t length = call->x.res.stream_length;

	if (length >= 0 && bytes.len > (uint64_t)length - s->written)
		return err_set(err, ERR_INTERNAL, "a stream longer than announced");
	s->written += bytes.len;
	if (call->x.req.method == HTTP_HEAD)
		return true;

	pthread_mutex_lock(&s->lock);
	while (bytes.len > 0 && !s->is_cut)
		bytes = put_some(s, bytes);
	bool is_cut = s->is_cut;
	int64_t now_ms = monotonic_ms();
	if (s->pending.len >= WORTH_TELLING_BYTES || now_ms - s->told_ms >= WORTH_TELLING_MS) {
		s->told_ms = now_ms;
		tell_loop(s);
	}
	pthread_mutex_unlock(&s->lock);
	return is_cut ? err_set(err, ERR_CANCELLED, "the client went away") : true;
}

struct str stream_take(struct stream *s)
{
	pthread_mutex_lock(&s->lock);
	struct buf taken = s->pending;
	s->pending = s->sending;
	s->sending = taken;
	buf_clear(&s->pending);
	pthread_cond_signal(&s->room);
	pthread_mutex_unlock(&s->lock);
	return buf_str(&s->sending);
}

void stream_heard(struct stream *s)
{
	pthread_mutex_lock(&s->lock);
	s->is_told = false;
	pthread_mutex_unlock(&s->lock);
}

void stream_cut(struct stream *s)
{
	pthread_mutex_lock(&s->lock);
	s->is_cut = true;
	pthread_cond_signal(&s->room);
	pthread_mutex_unlock(&s->lock);
}

bool stream_is_whole(const struct stream *s)
{
	const struct http_exchange *x = &s->call->x;

	return x->res.stream_length < 0 || x->req.method == HTTP_HEAD ||
	       s->written == (uint64_t)x->res.stream_length;
}

void stream_free(struct stream *s)
{
	if (!s)
		return;
	pthread_cond_destroy(&s->room);
	pthread_mutex_destroy(&s->lock);
	buf_free(&s->pending);
	buf_free(&s->sending);
	free(s);
}
