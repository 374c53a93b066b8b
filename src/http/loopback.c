#include "http/loopback.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>

#include "http/chunked.h"
#include "http/host.h"
#include "http/parser.h"
#include "http/request.h"
#include "http/response.h"

struct loopback {
	struct http_exchange x;
	struct http_host host;
	struct http_parser parser;
	const struct http_app *app;
	struct buf body;     /* of the request */
	struct buf streamed; /* of the answer */
	struct arena *arena;
	bool is_broken;
	bool is_cut;
};

/* Two owners: the loopback until it stops waiting, the holder until it resumes. */
struct loopback_ticket {
	struct http_ticket base;
	pthread_mutex_t lock;
	pthread_cond_t resumed;
	bool is_resumed;
	unsigned owners;
	int64_t wait_ms;
};

/* ---- suspension ----------------------------------------------------------------------------- */

/* Takes the lock back and frees the ticket after its last owner. */
static void unlock_and_disown(struct loopback_ticket *t)
{
	bool is_last = --t->owners == 0;

	pthread_mutex_unlock(&t->lock);
	if (!is_last)
		return;
	pthread_cond_destroy(&t->resumed);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

static void resume(struct http_ticket *base)
{
	struct loopback_ticket *t = CONTAINER_OF(base, struct loopback_ticket, base);

	pthread_mutex_lock(&t->lock);
	t->is_resumed = true;
	pthread_cond_signal(&t->resumed);
	unlock_and_disown(t);
}

static struct http_ticket *suspend(struct http_host *host, int64_t wait_ms)
{
	(void)host;
	struct loopback_ticket *t = calloc(1, sizeof(*t));
	if (!t)
		abort(); /* the policy of arena.h */
	t->base.resume = resume;
	t->wait_ms = wait_ms;
	t->owners = 2;
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->resumed, NULL);
	return &t->base;
}

/* False when nobody resumed in time. */
static bool wait_for(struct http_ticket *base)
{
	struct loopback_ticket *t = CONTAINER_OF(base, struct loopback_ticket, base);
	struct timespec until;
	int outcome = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	int64_t ns = until.tv_nsec + t->wait_ms % 1000 * 1000000;
	until.tv_sec += t->wait_ms / 1000 + ns / 1000000000;
	until.tv_nsec = ns % 1000000000;
	pthread_mutex_lock(&t->lock);
	while (!t->is_resumed && outcome != ETIMEDOUT)
		outcome = pthread_cond_timedwait(&t->resumed, &t->lock, &until);
	bool is_resumed = t->is_resumed;
	unlock_and_disown(t);
	return is_resumed;
}

/* ---- streams -------------------------------------------------------------------------------- */

static bool stream_begin(struct http_host *host, struct err *err)
{
	(void)err;
	struct loopback *lb = CONTAINER_OF(host, struct loopback, host);
	buf_init(&lb->streamed, LIMIT_ARENA / 4);
	return true;
}

static bool stream_write(struct http_host *host, struct str bytes, struct err *err)
{
	struct loopback *lb = CONTAINER_OF(host, struct loopback, host);

	if (lb->x.req.method == HTTP_HEAD)
		return true;
	buf_put(&lb->streamed, bytes);
	return !buf_failed(&lb->streamed) ||
	       err_set(err, ERR_TOO_LARGE, "the loopback holds no such long stream");
}

/* ---- the request ---------------------------------------------------------------------------- */

enum reading { READING_DONE, READING_MORE, READING_REFUSED };

static enum reading refuse(struct loopback *lb, int status, const char *reason)
{
	http_response_refuse(&lb->x.res, lb->app, status, reason);
	return READING_REFUSED;
}

static enum reading read_chunked(struct loopback *lb, struct str rest, size_t max_bytes)
{
	struct http_chunked d;
	size_t used = 0;

	http_chunked_init(&d, max_bytes);
	buf_init(&lb->body, max_bytes);
	switch (http_chunked_feed(&d, rest, &lb->body, &used)) {
	case HTTP_PARSE_REFUSED:
		return refuse(lb, d.status, d.reason);
	case HTTP_PARSE_MORE:
		return READING_MORE;
	case HTTP_PARSE_DONE:
		break;
	}
	lb->x.req.body = str_dup(lb->arena, buf_str(&lb->body));
	buf_free(&lb->body);
	return READING_DONE;
}

/* The head alone, then all the rest at once. */
static enum http_verdict handle_parts(struct loopback *lb)
{
	struct http_exchange *x = &lb->x;
	struct str body = x->req.body;

	x->part = HTTP_PART_NONE;
	x->body_length = lb->parser.is_chunked ? -1 : (int64_t)body.len;
	x->req.body = STR("");
	enum http_verdict verdict = lb->app->handle(lb->app->ctx, x);
	if (verdict != HTTP_MORE)
		return verdict;
	x->part = HTTP_PART_LAST;
	x->req.body = body;
	return lb->app->handle(lb->app->ctx, x);
}

static enum reading read_request(struct loopback *lb, struct str raw, struct http_plan *ret_plan)
{
	struct http_parser *p = &lb->parser;
	const char *reason = NULL;

	enum http_parse outcome = http_parser_feed(p, raw);
	if (outcome == HTTP_PARSE_MORE)
		return READING_MORE;
	if (outcome == HTTP_PARSE_REFUSED)
		return refuse(lb, p->status, p->reason);
	if (!http_request_fill(&lb->x.req, p, raw, &reason))
		return refuse(lb, 400, reason);

	*ret_plan = lb->app->plan(lb->app->ctx, &lb->x);
	if (p->content_length > ret_plan->max_body_bytes)
		return refuse(lb, 413, "the body is too large");
	struct str rest = str_skip(raw, p->head_bytes);
	if (p->is_chunked)
		return read_chunked(lb, rest, ret_plan->max_body_bytes);
	if (rest.len < p->content_length)
		return READING_MORE;
	lb->x.req.body = str_sub(rest, 0, p->content_length);
	return READING_DONE;
}

static void handle(struct loopback *lb, void *worker, const struct http_plan *plan)
{
	struct http_exchange *x = &lb->x;

	x->worker = plan->lane == HTTP_LANE_INLINE ? NULL : worker;
	enum http_verdict verdict =
		plan->takes_parts ? handle_parts(lb) : lb->app->handle(lb->app->ctx, x);
	while (verdict == HTTP_SUSPENDED) {
		assert(x->ticket && "http_suspend comes first");
		if (!wait_for(x->ticket)) {
			refuse(lb, 503, "it took too long");
			return;
		}
		x->ticket = NULL;
		x->is_resumed = true;
		verdict = lb->app->handle(lb->app->ctx, x);
	}
	lb->is_cut = verdict == HTTP_CUT;
	lb->is_broken = verdict == HTTP_BROKEN;
	if (lb->is_broken && !x->res.is_streaming)
		refuse(lb, 500, "the request could not be handled");
	else if (buf_failed(&x->res.body))
		refuse(lb, 500, "the answer is too long");
}

/* ---- the answer ----------------------------------------------------------------------------- */

static void split_headers(struct arena *a, struct str head, struct http_answer *answer)
{
	struct str rest = str_skip(head, str_find(head, STR("\r\n")) + 2);

	answer->headers = arena_new_n(a, struct http_header, LIMIT_HTTP_RESPONSE_HEADERS + 8);
	for (;;) {
		size_t end = str_find(rest, STR("\r\n"));
		struct str value = str_sub(rest, 0, end);
		if (value.len == 0)
			return;
		struct str name = str_cut(&value, ':');
		answer->headers[answer->header_count++] =
			(struct http_header){ name, str_trim(value) };
		rest = str_skip(rest, end + 2);
	}
}

static void put_body(struct buf *raw, const struct http_framing *framing, struct str body,
		     bool is_broken)
{
	if (framing->kind != HTTP_FRAME_CHUNKED || !framing->is_body_sent) {
		buf_put(raw, body);
		return;
	}
	if (body.len > 0) {
		buf_fmt(raw, "%zx\r\n", body.len);
		buf_put(raw, body);
		buf_put(raw, STR("\r\n"));
	}
	if (!is_broken)
		buf_put(raw, STR("0\r\n\r\n"));
}

static struct http_answer write_answer(struct loopback *lb, bool is_last)
{
	struct http_response *res = &lb->x.res;
	struct http_framing framing = http_response_settle(&lb->x.req, res);
	struct http_head_extras extras = {
		.date = STR("Thu, 01 Jan 1970 00:00:00 GMT"),
		.request_id = lb->x.req.request_id,
		.is_last = is_last || framing.kind == HTTP_FRAME_CLOSE,
	};
	struct str body = res->is_streaming ? buf_str(&lb->streamed) : http_response_body(res);
	struct buf raw;

	buf_init(&raw, LIMIT_ARENA / 2);
	http_response_write_head(&raw, res, &framing, &extras);
	size_t head_bytes = raw.len;
	body = framing.is_body_sent ? str_dup(lb->arena, body) : STR("");
	put_body(&raw, &framing, body, lb->is_broken);

	struct http_answer answer = {
		.status = res->status,
		.body = body,
		.raw = str_dup(lb->arena, buf_str(&raw)),
		.is_broken = lb->is_broken && res->is_streaming,
	};
	split_headers(lb->arena, str_sub(answer.raw, 0, head_bytes), &answer);
	buf_free(&raw);
	return answer;
}

struct http_answer http_loopback(struct arena *a, const struct http_app *app, void *worker,
				 struct str raw_request)
{
	struct loopback *lb = arena_new(a, struct loopback);
	struct http_plan plan = { .lane = HTTP_LANE_INLINE };
	struct http_answer answer = { .status = 0 };

	lb->app = app;
	lb->arena = a;
	lb->host = (struct http_host){ suspend, stream_begin, stream_write };
	lb->x.host = &lb->host;
	lb->x.req = (struct http_request){
		.arena = a,
		.peer = STR("127.0.0.1"),
		.scheme = STR("http"),
		.request_id = STR("0000000000000000"),
	};
	http_parser_init(&lb->parser);
	http_response_init(&lb->x.res, a, &lb->host);

	enum reading outcome = read_request(lb, raw_request, &plan);
	if (outcome == READING_DONE)
		handle(lb, worker, &plan);
	if (lb->is_cut) {
		answer.is_broken = true;
	} else if (outcome != READING_MORE) {
		bool is_last = outcome == READING_REFUSED || lb->parser.wants_close;
		answer = write_answer(lb, is_last);
	}
	if (app->finished)
		app->finished(app->ctx, &lb->x, answer.status ? answer.status : 499, 0);
	buf_free(&lb->body);
	buf_free(&lb->streamed);
	buf_free(&lb->x.res.body);
	return answer;
}

struct http_answer http_loopback_call(struct arena *a, const struct http_app *app, void *worker,
				      const char *method_and_target, const char *headers,
				      struct str body)
{
	struct str length = STR("");

	if (body.len > 0 || !str_starts_with(str_of(method_and_target), STR("GET ")))
		length = str_fmt(a, "Content-Length: %zu\r\n", body.len);
	struct str head = str_fmt(a, "%s HTTP/1.1\r\nHost: localhost\r\n%s%.*s\r\n",
				  method_and_target, headers, STR_ARG(length));
	/* A body may hold any byte. */
	char *request = arena_new_n(a, char, head.len + body.len);
	memcpy(request, head.at, head.len);
	if (body.len > 0)
		memcpy(request + head.len, body.at, body.len);
	return http_loopback(a, app, worker, (struct str){ request, head.len + body.len });
}

struct str http_answer_header(const struct http_answer *answer, struct str name)
{
	for (size_t i = 0; i < answer->header_count; i++) {
		if (str_eq_nocase(answer->headers[i].name, name))
			return answer->headers[i].value;
	}
	return STR_NONE;
}
