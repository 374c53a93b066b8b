/* Heads and bodies, well and badly formed; each row is fed whole, by bytes and in random pieces. */
#include "base/arena.h"
#include "http/test_wire_check.h"

struct row {
	struct str raw;
	struct str want;
};

#define ROW(raw, want)                                                                             \
	{                                                                                          \
		STR_INIT(raw), STR_INIT(want)                                                      \
	}
#define H "Host: a\r\n"
#define GET(headers) "GET / HTTP/1.1\r\n" H headers "\r\n"
#define POST(headers, body) "POST /p HTTP/1.1\r\n" H headers "\r\n" body

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char name[160];
		snprintf(name, sizeof(name), "row %zu: %.*s", i,
			 (int)(rows[i].raw.len < 120 ? rows[i].raw.len : 120), rows[i].raw.at);
		wire_check(name, rows[i].raw, rows[i].want);
	}
}

static void test_request_line(void **state)
{
	(void)state;
	static const struct row rows[] = {
		ROW("GET / HTTP/1.1\r\n" H "\r\n", "GET /"),
		ROW("GET /a/b?c=d HTTP/1.1\r\n" H "\r\n", "GET /a/b?c=d"),
		ROW("HEAD / HTTP/1.1\r\n" H "\r\n", "HEAD /"),
		ROW("PUT / HTTP/1.1\r\n" H "\r\n", "PUT /"),
		ROW("PATCH / HTTP/1.1\r\n" H "\r\n", "PATCH /"),
		ROW("DELETE / HTTP/1.1\r\n" H "\r\n", "DELETE /"),
		ROW("OPTIONS * HTTP/1.1\r\n" H "\r\n", "OPTIONS *"),
		ROW("OPTIONS / HTTP/1.1\r\n" H "\r\n", "OPTIONS /"),
		ROW("GET * HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("\r\nGET / HTTP/1.1\r\n" H "\r\n", "GET /"),
		ROW("\r\n\r\nGET / HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("\nGET / HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("get / HTTP/1.1\r\n" H "\r\n", "501"),
		ROW("TRACE / HTTP/1.1\r\n" H "\r\n", "501"),
		ROW("CONNECT a:443 HTTP/1.1\r\n" H "\r\n", "501"),
		ROW("PROPFIND / HTTP/1.1\r\n" H "\r\n", "501"),
		ROW("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
		ROW("G@T / HTTP/1.1\r\n" H "\r\n", "400"),
		ROW(" GET / HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET  / HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /  HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET / HTTP/1.1 \r\n" H "\r\n", "400"),
		ROW("GET\t/ HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /\r\n" H "\r\n", "400"),
		ROW("GET\r\n\r\n", "400"),
		ROW("/ HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET / http/1.1\r\n" H "\r\n", "400"),
		ROW("GET / HTTP/1.10\r\n" H "\r\n", "400"),
		ROW("GET / HTTP/01.1\r\n" H "\r\n", "400"),
		ROW("GET / HTTP/1,1\r\n" H "\r\n", "400"),
		ROW("GET / HTTP/\r\n" H "\r\n", "400"),
		ROW("GET / HTTPS/1.1\r\n" H "\r\n", "400"),
		ROW("GET / HTTP/1.2\r\n" H "\r\n", "505"),
		ROW("GET / HTTP/2.0\r\n" H "\r\n", "505"),
		ROW("GET / HTTP/0.9\r\n" H "\r\n", "505"),
		ROW("GET / HTTP/9.9\r\n" H "\r\n", "505"),
		ROW("GET / HTTP/1.1\n" H "\r\n", "400"),
		ROW("GET / HTTP/1.1\r\r\n" H "\r\n", "400"),
		ROW("GET / HTTP/1.1", "…"),
		ROW("GET / HTTP/1.1\r", "…"),
		ROW("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", "400"),
	};
	check_rows(rows, COUNT_OF(rows));
}

static void test_targets(void **state)
{
	(void)state;
	static const struct row rows[] = {
		ROW("GET /%41 HTTP/1.1\r\n" H "\r\n", "GET /%41"),
		ROW("GET /a;b=c,d:e@f!$&'()*+=~ HTTP/1.1\r\n" H "\r\n",
		    "GET /a;b=c,d:e@f!$&'()*+=~"),
		ROW("GET /?fields=media.limit(5){id} HTTP/1.1\r\n" H "\r\n",
		    "GET /?fields=media.limit(5){id}"),
		ROW("GET /?a=%00|\"<>^`\\[] HTTP/1.1\r\n" H "\r\n", "GET /?a=%00|\"<>^`\\[]"),
		ROW("GET a HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /# HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /?# HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /a\\b HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /a\"b HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /{a} HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /a\x7f HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /a\tb HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /a\0b HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /\xc3\xa9 HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET /?\xc3\xa9 HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET http://a/ HTTP/1.1\r\n" H "\r\n", "GET http://a/"),
		ROW("GET HTTPS://A?x HTTP/1.1\r\n" H "\r\n", "GET HTTPS://A?x"),
		ROW("GET http://a HTTP/1.1\r\n" H "\r\n", "GET http://a"),
		ROW("GET http://b/ HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET http://a:80/ HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET http://a/ HTTP/1.1\r\n\r\n", "400"),
		ROW("GET http:/// HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET http://u@a/ HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET ftp://a/ HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET a:80 HTTP/1.1\r\n" H "\r\n", "400"),
		ROW("GET //a/b HTTP/1.1\r\n" H "\r\n", "GET //a/b"),
	};
	check_rows(rows, COUNT_OF(rows));
}

static void test_host(void **state)
{
	(void)state;
	static const struct row rows[] = {
		ROW("GET / HTTP/1.1\r\n\r\n", "400"),
		ROW("GET / HTTP/1.0\r\n\r\n", "GET / close"),
		ROW("GET / HTTP/1.0\r\nHost: a\r\n\r\n", "GET / close"),
		ROW("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost:\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: \t \r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost:a.b-c.d:8080\r\n\r\n", "GET /"),
		ROW("GET / HTTP/1.1\r\nhOST: [::1]:80\r\n\r\n", "GET /"),
		ROW("GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n", "GET /"),
		ROW("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: [::1]x\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: [x]\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a:\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a:0\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a:65535\r\n\r\n", "GET /"),
		ROW("GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a:80:80\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: :80\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a?b\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a\\b\r\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: \xc3\xa9\r\n\r\n", "400"),
	};
	check_rows(rows, COUNT_OF(rows));
}

static void test_fields(void **state)
{
	(void)state;
	static const struct row rows[] = {
		ROW(GET("A:b\r\n"), "GET /"),
		ROW(GET("A:\r\n"), "GET /"),
		ROW(GET("A: \t b \t \r\n"), "GET /"),
		ROW(GET("A: \"x\\y\" (z) \xc3\xa9\xff\r\n"), "GET /"),
		ROW(GET("!#$%&'*+-.^_`|~09az: b\r\n"), "GET /"),
		ROW(GET("A : b\r\n"), "400"),
		ROW(GET("A\t: b\r\n"), "400"),
		ROW(GET(" A: b\r\n"), "400"),
		ROW(GET("A: b\r\n c\r\n"), "400"),
		ROW(GET("A: b\r\n\tc\r\n"), "400"),
		ROW(GET("A: b\r\n \r\n"), "400"),
		ROW(GET("A\r\n"), "400"),
		ROW(GET(": b\r\n"), "400"),
		ROW(GET("A(: b\r\n"), "400"),
		ROW(GET("A\x80: b\r\n"), "400"),
		ROW(GET("A\0: b\r\n"), "400"),
		ROW(GET("A: b\0c\r\n"), "400"),
		ROW(GET("A: b\x01"
			"c\r\n"),
		    "400"),
		ROW(GET("A: b\x7f\r\n"), "400"),
		ROW(GET("A: b\rc\r\n"), "400"),
		ROW(GET("A: b\r\r\n"), "400"),
		ROW(GET("A: b\nC: d\r\n"), "400"),
		ROW("GET / HTTP/1.1\nHost: a\n\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a\n\r\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a\r\n\n", "400"),
		ROW("GET / HTTP/1.1\r\nHost: a\r\n\rX", "…"),
		ROW("GET / HTTP/1.1\r\nHost: a\r\n", "…"),
		ROW(GET("Connection: close\r\n"), "GET / close"),
		ROW(GET("Connection: keep-alive, CLOSE\r\n"), "GET / close"),
		ROW(GET("Connection: keep-alive\r\n"), "GET /"),
		ROW(GET("Connection: closed\r\n"), "GET /"),
		ROW("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / close"),
		ROW(POST("Expect: 100-continue\r\nContent-Length: 2\r\n", "ab"), "POST /p [ab]"),
		ROW(POST("Expect: 100-Continue\r\nContent-Length: 2\r\n", "ab"), "POST /p [ab]"),
		ROW(POST("Expect: 200-ok\r\nContent-Length: 2\r\n", "ab"), "417"),
		ROW(GET("Upgrade: h2c\r\nConnection: Upgrade\r\n"), "GET /"),
	};
	check_rows(rows, COUNT_OF(rows));
}

static void test_bodies(void **state)
{
	(void)state;
	static const struct row rows[] = {
		ROW(POST("", ""), "POST /p"),
		ROW(POST("Content-Length: 0\r\n", ""), "POST /p"),
		ROW(POST("Content-Length: 5\r\n", "hello"), "POST /p [hello]"),
		ROW(POST("Content-Length: 005\r\n", "hello"), "POST /p [hello]"),
		ROW(POST("Content-Length: 5\r\n", "hell"), "POST /p …"),
		ROW(POST("Content-Length: 5\r\n", "helloGET / HTTP/1.1\r\n" H "\r\n"),
		    "POST /p [hello]; GET /"),
		ROW("GET / HTTP/1.1\r\n" H "Content-Length: 2\r\n\r\nab", "GET / [ab]"),
		ROW("POST /p HTTP/1.0\r\nContent-Length: 2\r\n\r\nab", "POST /p [ab] close"),
		ROW("POST /p HTTP/1.0\r\n\r\n", "411"),
		ROW("PUT /p HTTP/1.0\r\n\r\n", "411"),
		ROW("DELETE /p HTTP/1.0\r\n\r\n", "DELETE /p close"),
		ROW(POST("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), "POST /p"),
		ROW(POST("Transfer-Encoding: CHUNKED\r\n", "5\r\nhello\r\n0\r\n\r\n"),
		    "POST /p [hello]"),
		ROW(POST("Transfer-Encoding: chunked\r\n",
			 "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"),
		    "POST /p [abc0123456789]"),
		ROW(POST("Transfer-Encoding: chunked\r\n", "0000a\r\n0123456789\r\n000\r\n\r\n"),
		    "POST /p [0123456789]"),
		ROW(POST("Transfer-Encoding: chunked\r\n",
			 "1;a=b\r\nx\r\n2;c=\"d e\"\r\nyz\r\n0;z\r\n\r\n"),
		    "POST /p [xyz]"),
		ROW(POST("Transfer-Encoding: chunked\r\n", "1\r\nx\r\n0\r\nA: b\r\nC:\r\n\r\n"),
		    "POST /p [x]"),
		ROW(POST("Transfer-Encoding: chunked\r\n",
			 "1\r\nx\r\n0\r\n\r\nGET / HTTP/1.1\r\n" H "\r\n"),
		    "POST /p [x]; GET /"),
		ROW(POST("Transfer-Encoding: chunked\r\n", "5\r\nhel"), "POST /p …"),
		ROW("GET /1 HTTP/1.1\r\n" H "\r\nGET /2 HTTP/1.1\r\n" H "\r\nGET /3 HTTP/1.1\r\n" H
		    "\r\n",
		    "GET /1; GET /2; GET /3"),
		ROW("GET /1 HTTP/1.1\r\n" H "\r\n\r\nGET /2 HTTP/1.1\r\n" H "\r\n",
		    "GET /1; GET /2"),
		ROW(POST("Content-Length: 99999999\r\n", ""), "POST /p; 413"),
	};
	check_rows(rows, COUNT_OF(rows));
}

/* ---- limits: rows that are too long to write down ------------------------------------------- */

static struct str repeated(struct arena *a, const char *before, const char *piece, size_t times,
			   const char *after)
{
	struct buf b;
	buf_init(&b, 4 * MIB);
	buf_put(&b, str_of(before));
	for (size_t i = 0; i < times; i++)
		buf_put(&b, str_of(piece));
	buf_put(&b, str_of(after));
	struct str text = str_dup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

static void test_limits(void **state)
{
	(void)state;
	const char *get = "GET / HTTP/1.1\r\n" H;
	const struct {
		const char *before, *piece;
		size_t times;
		const char *after, *want;
	} rows[] = {
		{ "GET /", "a", LIMIT_HTTP_TARGET, " HTTP/1.1\r\n" H "\r\n", "414" },
		{ "GET /", "a", 20000, " HTTP/1.1\r\n" H "\r\n", "414" },
		{ "GET /", "a", 20000, "", "414" },
		{ "", "A", 20000, "", "414" },
		{ get, "A: b\r\n", LIMIT_HTTP_HEADERS, "\r\n", "431" },
		{ get, "A: b\r\n", 2000, "\r\n", "431" },
		{ get, "A", 64000, ": b\r\n\r\n", "431" },
		{ "GET / HTTP/1.1\r\n" H "A: ", "b", 64000, "\r\n\r\n", "431" },
		{ "GET / HTTP/1.1\r\n" H "A: ", "b", 64000, "", "431" },
		{ POST("Transfer-Encoding: chunked\r\n", "1;"), "x", 9000, "", "POST /p; 431" },
		{ POST("Transfer-Encoding: chunked\r\n", "0\r\n"), "A: b\r\n", 2000, "",
		  "POST /p; 431" },
		{ POST("Transfer-Encoding: chunked\r\n", ""), "1\r\nx\r\n", WIRE_BODY_MAX + 1, "",
		  "POST /p; 413" },
	};
	struct arena a;

	arena_init(&a, 64 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char name[32];
		snprintf(name, sizeof(name), "limit %zu", i);
		wire_check(
			name,
			repeated(&a, rows[i].before, rows[i].piece, rows[i].times, rows[i].after),
			str_of(rows[i].want));
	}
	/* One less is fine. */
	struct wire w;
	wire_init(&w);
	wire_feed(&w, repeated(&a, "GET /", "a", LIMIT_HTTP_TARGET - 1, " HTTP/1.1\r\n" H "\r\n"));
	wire_feed(&w, repeated(&a, get, "A: b\r\n", LIMIT_HTTP_HEADERS - 1, "\r\n"));
	check_true("just within the limits", str_ends_with(buf_str(&w.said), STR("; GET /")));
	wire_free(&w);
	arena_free(&a);
}

static void test_results(void **state)
{
	(void)state;
	struct str raw = STR("POST /a?b HTTP/1.1\r\nHost: h:1\r\nX:  v w \r\nContent-Length: 7\r\n"
			     "Expect: 100-continue\r\n\r\nbody");
	struct http_parser p;

	http_parser_init(&p);
	check_int("outcome", http_parser_feed(&p, raw), HTTP_PARSE_DONE);
	check_int("method", p.method, HTTP_POST);
	check_int("version", p.version_minor, 1);
	check_str("target", http_span_of(p.target, raw), STR("/a?b"));
	check_str("host", http_span_of(p.host, raw), STR("h:1"));
	check_int("fields", p.field_count, 4);
	check_str("name", http_span_of(p.fields[1].name, raw), STR("X"));
	check_str("value", http_span_of(p.fields[1].value, raw), STR("v w"));
	check_int("length", p.content_length, 7);
	check_int("head", p.head_bytes, raw.len - 4);
	check_true("expects", p.expects_continue);
	check_true("has length", p.has_length && !p.is_chunked && !p.wants_close);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request_line), cmocka_unit_test(test_targets),
		cmocka_unit_test(test_host),         cmocka_unit_test(test_fields),
		cmocka_unit_test(test_bodies),       cmocka_unit_test(test_limits),
		cmocka_unit_test(test_results),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
