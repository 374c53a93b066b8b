#include "base/test.h"

#include "base/limits.h"
#include "base/url.h"

/* "name=value;" for each, or the error. */
static const struct {
	struct str text;
	const char *want;
} queries[] = {
	{ STR_INIT(""), "" },
	{ STR_INIT("&"), "" },
	{ STR_INIT("&&a=1&"), "a=1;" },
	{ STR_INIT("a=1"), "a=1;" },
	{ STR_INIT("a"), "a=;" },
	{ STR_INIT("a="), "a=;" },
	{ STR_INIT("=a"), "=a;" },
	{ STR_INIT("a=b=c"), "a=b=c;" },
	{ STR_INIT("a=1&a=2&b=3"), "a=1;a=2;b=3;" },
	{ STR_INIT("b=x%20y+z"), "b=x y z;" },
	{ STR_INIT("a%3Db=%26"), "a=b=&;" },
	{ STR_INIT("a=%2B"), "a=+;" },
	{ STR_INIT("q=%c3%a9%C3%A9"), "q=éé;" },
	{ STR_INIT("q=é"), "q=é;" },
	{ STR_INIT("a;b=1"), "a;b=1;" },
	{ STR_INIT("a=%"), "error a" },
	{ STR_INIT("a=%2"), "error a" },
	{ STR_INIT("a=%2g"), "error a" },
	{ STR_INIT("a=%%41"), "error a" },
	{ STR_INIT("a=100%"), "error a" },
	{ STR_INIT("a=%00"), "error a" },
	{ STR_INIT("a=x\0y"), "error a" },
	{ STR_INIT("a=%ff"), "error a" },
	{ STR_INIT("a=%ed%a0%80"), "error a" },
	{ STR_INIT("a=%c3"), "error a" },
	{ STR_INIT("ok=1&bad=%zz"), "error bad" },
	{ STR_INIT("%zz=1"), "error " },
	{ STR_INIT("%00=1"), "error " },
};

static void test_params_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(queries); i++) {
		cleanup(arena_free) struct arena a;
		cleanup(buf_free) struct buf got;
		struct params params = { 0 };
		struct err err = ERR_INIT;

		arena_init(&a, 1 * MIB);
		buf_init(&got, 4096);
		if (!params_parse(&a, queries[i].text, &params, &err)) {
			buf_fmt(&got, "error %s", err.field);
			check_int(queries[i].text.at, err_info(err.code)->http_status, 400);
		}
		for (size_t k = 0; k < params.count; k++)
			buf_fmt(&got, "%.*s=%.*s;", STR_ARG(params.at[k].name),
				STR_ARG(params.at[k].value));
		check_str(queries[i].text.at, buf_str(&got), str_of(queries[i].want));
	}
}

static void test_params_limit(void **state)
{
	(void)state;
	for (int count = LIMIT_QUERY_PARAMS - 1; count <= LIMIT_QUERY_PARAMS + 1; count++) {
		cleanup(arena_free) struct arena a;
		cleanup(buf_free) struct buf text;
		struct params params;
		struct err err = ERR_INIT;

		arena_init(&a, 1 * MIB);
		buf_init(&text, 4096);
		for (int i = 0; i < count; i++)
			buf_put(&text, STR("a=1&"));
		check_int("parsed", params_parse(&a, buf_str(&text), &params, &err),
			  count <= LIMIT_QUERY_PARAMS);
	}
}

static void test_params_look(void **state)
{
	cleanup(arena_free) struct arena a;
	struct params p;
	struct err err = ERR_INIT;

	(void)state;
	arena_init(&a, 1 * MIB);
	check_ok(params_parse(&a, STR("a=1&b&a=2"), &p, &err), &err);
	check_str("first", params_get(&p, STR("a")), STR("1"));
	check_true("empty is present", params_has(&p, STR("b")) && params_get(&p, STR("b")).at);
	check_true("absent", !params_has(&p, STR("c")) && !params_get(&p, STR("c")).at);
	check_int("twice", params_count(&p, STR("a")), 2);
	check_int("never", params_count(&p, STR("c")), 0);
}

static void test_encode(void **state)
{
	cleanup(buf_free) struct buf out;

	(void)state;
	buf_init(&out, 4096);
	url_encode(&out, STR("aZ09-._~ /?&=+%\x01\xc3\xa9"));
	check_str("encoded", buf_str(&out), STR("aZ09-._~%20%2F%3F%26%3D%2B%25%01%C3%A9"));
	buf_clear(&out);
	url_add_param(&out, STR("a"), STR("1"));
	url_add_param(&out, STR("b c"), STR("x&y"));
	check_str("params", buf_str(&out), STR("a=1&b%20c=x%26y"));
	buf_clear(&out);
	buf_put(&out, STR("https://contoh.id/?"));
	url_add_param(&out, STR("a"), STR(""));
	url_add_param(&out, STR("b"), STR("2"));
	check_str("after ?", buf_str(&out), STR("https://contoh.id/?a=&b=2"));
}

static void test_decode_plus(void **state)
{
	cleanup(arena_free) struct arena a;
	struct str got = STR_NONE;

	(void)state;
	arena_init(&a, 1 * MIB);
	check_true("path", url_decode(&a, STR("a+b%2Fc"), false, &got));
	check_str("path", got, STR("a+b/c"));
	check_true("form", url_decode(&a, STR("a+b%2Fc"), true, &got));
	check_str("form", got, STR("a b/c"));
}

/* scheme|host|port|path|query, NULL when refused */
static const struct {
	struct str text;
	const char *want;
} urls[] = {
	{ STR_INIT("http://a"), "http|a|0|/|" },
	{ STR_INIT("HTTPS://Graph.Facebook.COM/v25.0/Me?Fields=ID"),
	  "https|graph.facebook.com|0|/v25.0/Me|Fields=ID" },
	{ STR_INIT("http://127.0.0.1:8090/x"), "http|127.0.0.1|8090|/x|" },
	{ STR_INIT("http://[::1]:80/"), "http|::1|80|/|" },
	{ STR_INIT("http://[2001:DB8::1]"), "http|2001:db8::1|0|/|" },
	{ STR_INIT("http://a?b=/c"), "http|a|0|/|b=/c" },
	{ STR_INIT("http://a/?"), "http|a|0|/|" },
	{ STR_INIT("http://a/b?c?d"), "http|a|0|/b|c?d" },
	{ STR_INIT("http://a.b./"), "http|a.b.|0|/|" },
	{ STR_INIT("http://my_host-1/"), "http|my_host-1|0|/|" },
	{ STR_INIT("http://a/%20x?t=1|2"), "http|a|0|/%20x|t=1|2" },
	{ STR_INIT("http://a:65535/"), "http|a|65535|/|" },
	{ STR_INIT(""), NULL },
	{ STR_INIT("a"), NULL },
	{ STR_INIT("/path"), NULL },
	{ STR_INIT("//a/b"), NULL },
	{ STR_INIT("ftp://a/"), NULL },
	{ STR_INIT("javascript:alert(1)"), NULL },
	{ STR_INIT("file:///etc/passwd"), NULL },
	{ STR_INIT("http:"), NULL },
	{ STR_INIT("http:a"), NULL },
	{ STR_INIT("http:/a"), NULL },
	{ STR_INIT("http://"), NULL },
	{ STR_INIT("http:///x"), NULL },
	{ STR_INIT("http://?x"), NULL },
	{ STR_INIT("http://:80/"), NULL },
	{ STR_INIT("http://a:/"), NULL },
	{ STR_INIT("http://a:0/"), NULL },
	{ STR_INIT("http://a:65536/"), NULL },
	{ STR_INIT("http://a:-1/"), NULL },
	{ STR_INIT("http://a:8x/"), NULL },
	{ STR_INIT("http://a:80:80/"), NULL },
	{ STR_INIT("http://u@a/"), NULL },
	{ STR_INIT("http://u:p@a/"), NULL },
	{ STR_INIT("http://@a/"), NULL },
	{ STR_INIT("http://a\\@b/"), NULL },
	{ STR_INIT("http://a\\b/"), NULL },
	{ STR_INIT("http://a/#f"), NULL },
	{ STR_INIT("http://a#f"), NULL },
	{ STR_INIT("http://a b/"), NULL },
	{ STR_INIT(" http://a/"), NULL },
	{ STR_INIT("http://a/b c"), NULL },
	{ STR_INIT("http://a/\r\nX: y"), NULL },
	{ STR_INIT("http://a/\0"), NULL },
	{ STR_INIT("http://a\0.b/"), NULL },
	{ STR_INIT("http://é.id/"), NULL },
	{ STR_INIT("http://a/é"), NULL },
	{ STR_INIT("http://a/%zz"), NULL },
	{ STR_INIT("http://a/?%1"), NULL },
	{ STR_INIT("http://a%2eb/"), NULL },
	{ STR_INIT("http://.a/"), NULL },
	{ STR_INIT("http://a..b/"), NULL },
	{ STR_INIT("http://[::1/"), NULL },
	{ STR_INIT("http://[::1]x/"), NULL },
	{ STR_INIT("http://[fe80::1%25eth0]/"), NULL },
	{ STR_INIT("http://[1.2.3.4]/"), NULL },
	{ STR_INIT("http://[]/"), NULL },
	{ STR_INIT("http://::1/"), NULL },
};

static void test_url_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		cleanup(arena_free) struct arena a;
		struct url url;
		struct err err = ERR_INIT;

		arena_init(&a, 1 * MIB);

		bool ok = url_parse(&a, urls[i].text, &url, &err);

		check_int(urls[i].text.at, ok, urls[i].want != NULL);
		if (!ok)
			continue;
		check_str(urls[i].text.at,
			  str_fmt(&a, "%.*s|%.*s|%d|%.*s|%.*s", STR_ARG(url.scheme),
				  STR_ARG(url.host), url.port, STR_ARG(url.path),
				  STR_ARG(url.query)),
			  str_of(urls[i].want));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_params_parse), cmocka_unit_test(test_params_limit),
		cmocka_unit_test(test_params_look),  cmocka_unit_test(test_encode),
		cmocka_unit_test(test_decode_plus),  cmocka_unit_test(test_url_parse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
