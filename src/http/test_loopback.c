/* Requests through a small program without sockets: what handlers see, and what clients get. */
#include "http/loopback.h"

#include <pthread.h>

#include "base/test.h"

struct app {
	int finished_status;
	int handled;
};

static struct http_plan plan(void *ctx, struct http_exchange *x)
{
	(void)ctx;
	bool is_inline = str_eq(x->req.path, STR("/inline"));
	return (struct http_plan){ is_inline ? HTTP_LANE_INLINE : HTTP_LANE_POOL, 100 };
}

static void *resume(void *ticket)
{
	http_resume(ticket);
	return NULL;
}

static enum http_verdict suspend(struct http_exchange *x, bool is_resumed_in_time)
{
	pthread_t thread;

	if (x->is_resumed) {
		buf_put(&x->res.body, STR("resumed"));
		return HTTP_DONE;
	}
	struct http_ticket *ticket = http_suspend(x, is_resumed_in_time ? 60000 : 5);
	if (!is_resumed_in_time) {
		x->user = ticket; /* the test resumes it, too late */
		return HTTP_SUSPENDED;
	}
	assert_int_equal(pthread_create(&thread, NULL, resume, ticket), 0);
	pthread_detach(thread);
	return HTTP_SUSPENDED;
}

static enum http_verdict stream(struct http_exchange *x, bool is_broken)
{
	struct err err = ERR_INIT;

	http_set_content_type(&x->res, STR("text/csv"));
	bool ok = http_stream_begin(&x->res, &err) &&
		  http_stream_write(&x->res, STR("a,b\n"), &err) &&
		  http_stream_write(&x->res, STR("1,2\n"), &err);
	return ok && !is_broken ? HTTP_DONE : HTTP_BROKEN;
}

static enum http_verdict handle(void *ctx, struct http_exchange *x)
{
	struct app *app = ctx;
	struct str path = x->req.path;

	app->handled++;
	if (str_eq(path, STR("/suspend")) || str_eq(path, STR("/late")))
		return suspend(x, str_eq(path, STR("/suspend")));
	if (str_eq(path, STR("/stream")) || str_eq(path, STR("/broken")))
		return stream(x, str_eq(path, STR("/broken")));
	if (str_eq(path, STR("/fail")))
		return HTTP_BROKEN;
	if (str_eq(path, STR("/empty")))
		x->res.status = 204;
	if (str_eq(path, STR("/etag")))
		http_set_header(&x->res, STR("ETag"), STR("\"v1\""));
	if (str_eq(path, STR("/static")))
		x->res.static_body = STR("bytes of the program");
	if (str_eq(path, STR("/long")))
		buf_reserve(&x->res.body, LIMIT_HTTP_RESPONSE + 1);
	if (str_eq(path, STR("/redirect")))
		http_redirect(&x->res, 303, STR("/#/done"));
	http_set_content_type(&x->res, STR("text/plain"));
	buf_fmt(&x->res.body, "%.*s %.*s q=%.*s host=%.*s body=%.*s worker=%s",
		STR_ARG(http_method_name(x->req.method)), STR_ARG(path),
		STR_ARG(params_get(&x->req.args, STR("q"))), STR_ARG(x->req.host),
		STR_ARG(x->req.body), x->worker ? "yes" : "no");
	return HTTP_DONE;
}

static void finished(void *ctx, const struct http_exchange *x, int status, int64_t took_us)
{
	struct app *app = ctx;
	(void)took_us;
	app->finished_status = status;
	if (x->ticket && status == 503)
		http_resume(x->user);
}

static struct http_answer call(struct arena *a, struct app *app, const char *target,
			       const char *headers, const char *body)
{
	struct http_app program = { plan, handle, NULL, finished, app };
	return http_loopback_call(a, &program, app, target, headers, str_of(body));
}

static void test_calls(void **state)
{
	(void)state;
	static const struct {
		const char *target, *headers, *request_body;
		int status;
		const char *body;
	} rows[] = {
		{ "GET /a?q=x%20y", "", "", 200, "GET /a q=x y host=localhost body= worker=yes" },
		{ "GET /inline", "", "", 200, "GET /inline q= host=localhost body= worker=no" },
		{ "POST /a%20b", "", "hi", 200, "POST /a b q= host=localhost body=hi worker=yes" },
		{ "HEAD /a", "", "", 200, "" },
		{ "GET /static", "", "", 200, "bytes of the program" },
		{ "GET /empty", "", "", 204, "" },
		{ "GET /redirect", "", "", 303, NULL },
		{ "GET /suspend", "", "", 200, "resumed" },
		{ "GET /late", "", "", 503, "503 Service Unavailable: it took too long\n" },
		{ "GET /stream", "", "", 200, "a,b\n1,2\n" },
		{ "HEAD /stream", "", "", 200, "" },
		{ "GET /fail", "", "", 500, NULL },
		{ "GET /long", "", "", 500, NULL },
		{ "GET /etag", "If-None-Match: \"v1\"\r\n", "", 304, "" },
		{ "HEAD /etag", "If-None-Match: \"v1\"\r\n", "", 304, "" },
		{ "GET /etag", "If-None-Match: \"v2\"\r\n", "", 200, NULL },
		{ "POST /etag", "If-None-Match: \"v1\"\r\n", "", 200, NULL },
		{ "GET /../a", "", "", 400, NULL },
		{ "GET /a%00", "", "", 400, NULL },
		{ "GET /a?q=%zz", "", "", 400, NULL },
		{ "GET /a?q=%ff", "", "", 400, NULL },
		{ "GET /a", "Bad Name: x\r\n", "", 400, NULL },
		{ "BREW /a", "", "", 501, NULL },
		{ "POST /a", "",
		  "0123456789012345678901234567890123456789012345678901234567890123456"
		  "789012345678901234567890123456789x",
		  413, NULL },
	};
	struct arena a;

	arena_init(&a, 64 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct app app = { .handled = 0 };
		const char *row = rows[i].target;
		struct http_answer answer =
			call(&a, &app, row, rows[i].headers, rows[i].request_body);
		check_int(row, answer.status, rows[i].status);
		check_int(row, app.finished_status, rows[i].status);
		if (rows[i].body)
			check_str(row, answer.body, str_of(rows[i].body));
		bool is_refused =
			rows[i].status == 400 || rows[i].status == 501 || rows[i].status == 413;
		check_int(row, app.handled == 0, is_refused);
		check_int(row, http_answer_header(&answer, STR("connection")).at != NULL,
			  is_refused);
	}
	arena_free(&a);
}

static void test_bytes(void **state)
{
	(void)state;
	static const struct {
		const char *target, *headers;
		struct str raw;
	} rows[] = {
		{ "GET /static", "Connection: close\r\n",
		  STR_INIT("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
			   "Content-Type: text/plain\r\nContent-Length: 20\r\n"
			   "X-Request-Id: 0000000000000000\r\nConnection: close\r\n\r\n"
			   "bytes of the program") },
		{ "HEAD /static", "",
		  STR_INIT("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
			   "Content-Type: text/plain\r\nContent-Length: 20\r\n"
			   "X-Request-Id: 0000000000000000\r\n\r\n") },
		{ "GET /etag", "If-None-Match: *\r\n",
		  STR_INIT("HTTP/1.1 304 Not Modified\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
			   "ETag: \"v1\"\r\nX-Request-Id: 0000000000000000\r\n\r\n") },
		{ "GET /stream", "",
		  STR_INIT("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
			   "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n"
			   "X-Request-Id: 0000000000000000\r\n\r\n8\r\na,b\n1,2\n\r\n0\r\n\r\n") },
		{ "GET /broken", "",
		  STR_INIT("HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
			   "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n"
			   "X-Request-Id: 0000000000000000\r\n\r\n8\r\na,b\n1,2\n\r\n") },
		{ "GET /late", "",
		  STR_INIT("HTTP/1.1 503 Service Unavailable\r\n"
			   "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
			   "Content-Type: text/plain; charset=utf-8\r\nRetry-After: 1\r\n"
			   "Content-Length: 42\r\nX-Request-Id: 0000000000000000\r\n\r\n"
			   "503 Service Unavailable: it took too long\n") },
	};
	struct arena a;

	arena_init(&a, 64 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct app app = { .handled = 0 };
		struct http_answer answer = call(&a, &app, rows[i].target, rows[i].headers, "");
		check_str(rows[i].target, answer.raw, rows[i].raw);
	}
	arena_free(&a);
}

static void test_raw(void **state)
{
	(void)state;
	static const struct {
		struct str raw;
		int status;
		const char *body;
	} rows[] = {
		{ STR_INIT("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
			   "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"),
		  200, "POST /a q= host=h body=abc worker=yes" },
		{ STR_INIT("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx"),
		  400, NULL },
		{ STR_INIT("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n65"
			   "\r\n"),
		  413, NULL },
		{ STR_INIT("GET http://h:8/a HTTP/1.1\r\nHost: h:8\r\n\r\n"), 200,
		  "GET /a q= host=h:8 body= worker=yes" },
		{ STR_INIT("GET /a HTTP/1.0\r\n\r\n"), 200, "GET /a q= host= body= worker=yes" },
		{ STR_INIT("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nab"), 0, NULL },
		{ STR_INIT("GET /a HTTP/1.1\r\nHo"), 0, NULL },
		{ STR_INIT(""), 0, NULL },
	};
	struct arena a;

	arena_init(&a, 64 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct app app = { .handled = 0 };
		struct http_app program = { plan, handle, NULL, finished, &app };
		struct http_answer answer = http_loopback(&a, &program, &app, rows[i].raw);
		check_int(rows[i].raw.at, answer.status, rows[i].status);
		if (rows[i].body)
			check_str(rows[i].raw.at, answer.body, str_of(rows[i].body));
	}
	arena_free(&a);
}

static void test_set_headers(void **state)
{
	(void)state;
	struct arena a;
	struct http_response res = { .arena = &a };
	struct http_cookie_attrs session = { true, true, "Lax", -1 };
	struct http_cookie_attrs gone = { false, false, NULL, 0 };
	struct http_cookie_attrs day = { true, false, "Strict", 86400 };

	arena_init(&a, 1 * MIB);
	http_set_header(&res, STR("Content-Type"), STR("a/b"));
	http_set_header(&res, STR("content-type"), STR("c/d"));
	http_set_cookie(&res, STR("s"), STR("v"), session);
	http_set_cookie(&res, STR("t"), STR(""), gone);
	http_set_cookie(&res, STR("u"), STR("w"), day);
	check_int("count", res.header_count, 4);
	check_str("replaced", res.headers[0].value, STR("c/d"));
	check_str("session", res.headers[1].value,
		  STR("s=v; Path=/; HttpOnly; Secure; SameSite=Lax"));
	check_str("gone", res.headers[2].value,
		  STR("t=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"));
	check_str("day", res.headers[3].value,
		  STR("u=w; Path=/; Max-Age=86400; HttpOnly; SameSite=Strict"));
	check_str("safe", http_header_safe(&a, STR("a\r\nb\0c\td")), STR("a  b c\td"));
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_calls),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_raw),
		cmocka_unit_test(test_set_headers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
