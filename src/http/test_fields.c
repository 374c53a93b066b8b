/* Cookie, Accept, If-None-Match and the fields a proxy adds. */
#include "base/arena.h"
#include "base/test.h"
#include "http/accept.h"
#include "http/etag.h"
#include "http/request.h"

static struct http_request request_with(const struct http_header *headers, size_t count)
{
	return (struct http_request){ .headers = headers, .header_count = count };
}

static void test_cookie(void **state)
{
	(void)state;
	static const struct {
		const char *field, *name, *want;
	} rows[] = {
		{ "a=1", "a", "1" },
		{ "a=1; b=2; c=3", "b", "2" },
		{ "a=1;b=2", "b", "2" },
		{ "a=1; a=2", "a", "1" },
		{ "a=", "a", "" },
		{ "a=b=c", "a", "b=c" },
		{ "a=\"q\"", "a", "q" },
		{ "a=\"", "a", "\"" },
		{ "ab=1", "a", NULL },
		{ "A=1", "a", NULL },
		{ "a", "a", NULL },
		{ "; ;a=1", "a", "1" },
		{ "", "a", NULL },
		{ "x=1; __Host-simpul_session=abc", "__Host-simpul_session", "abc" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct http_header h = { STR("cookie"), str_of(rows[i].field) };
		struct http_request req = request_with(&h, 1);
		struct str got = http_cookie(&req, str_of(rows[i].name));
		check_int(rows[i].field, got.at != NULL, rows[i].want != NULL);
		check_str(rows[i].field, got, str_of(rows[i].want));
	}

	struct http_header two[] = { { STR("Cookie"), STR("a=1") }, { STR("Cookie"), STR("b=2") } };
	struct http_request req = request_with(two, 2);
	check_str("second field", http_cookie(&req, STR("b")), STR("2"));
}

static void test_cookie_limit(void **state)
{
	(void)state;
	struct buf b;

	buf_init(&b, 1 * KIB);
	for (int i = 0; i < LIMIT_COOKIES; i++)
		buf_put(&b, STR("x=1; "));
	buf_put(&b, STR("late=1"));
	struct http_header h = { STR("Cookie"), buf_str(&b) };
	struct http_request req = request_with(&h, 1);
	check_int("beyond the limit", http_cookie(&req, STR("late")).at != NULL, 0);
	h.value = str_skip(h.value, 5);
	check_str("at the limit", http_cookie(&req, STR("late")), STR("1"));
	buf_free(&b);
}

static void test_accepts(void **state)
{
	(void)state;
	static const struct {
		const char *accept;
		bool wants_html;
	} rows[] = {
		{ "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true },
		{ "text/html", true },
		{ "TEXT/HTML", true },
		{ "text/*", true },
		{ "*/*", false },
		{ "application/json", false },
		{ "application/json, text/html", false },
		{ "text/html, application/json", true },
		{ "text/html;q=0.5, application/json", false },
		{ "text/html;q=0.5, application/json;q=0.4", true },
		{ "text/html; level=1; q=0.3, */*; q=0.2", true },
		{ "text/html;q=0", false },
		{ "text/html;q=0, */*", false },
		{ "text/html;q=0.000", false },
		{ "application/*, text/html;q=0.9", false },
		{ "", false },
		{ ",,;", false },
		{ "text/htm", false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct http_header h = { STR("Accept"), str_of(rows[i].accept) };
		struct http_request req = request_with(&h, 1);
		check_int(rows[i].accept, http_accepts(&req, STR("text/html")), rows[i].wants_html);
	}
	struct http_request none = request_with(NULL, 0);
	check_int("no Accept", http_accepts(&none, STR("text/html")), false);
}

static void test_quality(void **state)
{
	(void)state;
	static const struct {
		const char *accept;
		int quality;
	} rows[] = {
		{ "a/b;q=1", 1000 },     { "a/b;q=0.5", 500 },  { "a/b;q=0.123", 123 },
		{ "a/b;q=1.000", 1000 }, { "a/b;q=1.5", 1000 }, { "a/b;q=.5", 1000 },
		{ "a/b;q=x", 1000 },     { "a/b;Q=0.1", 100 },  { "a/*;q=0.2, a/b;q=0.7", 700 },
		{ "*/*;q=0.1", 100 },    { "c/d", 0 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_int(rows[i].accept,
			  http_accept_preference(str_of(rows[i].accept), STR("a/b")).quality,
			  rows[i].quality);
}

static void test_etag(void **state)
{
	(void)state;
	static const struct {
		const char *list;
		bool is_listed;
	} rows[] = {
		{ "\"v1\"", true },
		{ "W/\"v1\"", true },
		{ "\"v0\", \"v1\"", true },
		{ "\"v0\",W/\"v1\"", true },
		{ "*", true },
		{ " \"v1\" ", true },
		{ "\"v2\"", false },
		{ "v1", false },
		{ "\"v1", false },
		{ "", false },
		{ "\"\"", false },
		{ "\"a,b\", \"v1\"", true },
		{ "w/\"v1\"", false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str list = str_of(rows[i].list);
		check_int(rows[i].list, http_etag_is_listed(STR("\"v1\""), list),
			  rows[i].is_listed);
		check_int(rows[i].list, http_etag_is_listed(STR("W/\"v1\""), list),
			  rows[i].is_listed);
	}
}

static void test_trust_proxy(void **state)
{
	(void)state;
	static const struct {
		const char *forwarded_for, *proto, *peer, *scheme;
	} rows[] = {
		{ "203.0.113.9", "https", "203.0.113.9", "https" },
		{ "1.2.3.4, 203.0.113.9", "http", "203.0.113.9", "http" },
		{ "2001:db8::1", "HTTPS", "2001:db8::1", "https" },
		{ "1.2.3.4, unknown", "https, http", "127.0.0.1", "http" },
		{ "", "", "127.0.0.1", "http" },
		{ "203.0.113.9:80", "ftp", "127.0.0.1", "http" },
	};
	struct arena a;

	arena_init(&a, 1 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct http_header headers[] = {
			{ STR("X-Forwarded-For"), str_of(rows[i].forwarded_for) },
			{ STR("X-Forwarded-Proto"), str_of(rows[i].proto) },
		};
		struct http_request req = request_with(headers, 2);
		req.arena = &a;
		req.peer = STR("127.0.0.1");
		req.scheme = STR("http");
		http_request_trust_proxy(&req);
		check_str(rows[i].forwarded_for, req.peer, str_of(rows[i].peer));
		check_str(rows[i].proto, req.scheme, str_of(rows[i].scheme));
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cookie),  cmocka_unit_test(test_cookie_limit),
		cmocka_unit_test(test_accepts), cmocka_unit_test(test_quality),
		cmocka_unit_test(test_etag),    cmocka_unit_test(test_trust_proxy),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
