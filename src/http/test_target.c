/* Paths: what is decoded, and what is refused because it could be taken for another path. */
#include "base/arena.h"
#include "base/test.h"
#include "http/target.h"

static void test_path_decode(void **state)
{
	(void)state;
	static const struct {
		struct str raw;
		const char *want; /* NULL: refused */
	} rows[] = {
		{ STR_INIT("/"), "/" },
		{ STR_INIT("/a/b"), "/a/b" },
		{ STR_INIT("/a%20b"), "/a b" },
		{ STR_INIT("/a+b"), "/a+b" },
		{ STR_INIT("/%61%62"), "/ab" },
		{ STR_INIT("/%c3%a9"), "/\xc3\xa9" },
		{ STR_INIT("/%F0%9F%98%80"), "/\xf0\x9f\x98\x80" },
		{ STR_INIT("/%25"), "/%" },
		{ STR_INIT("/%2541"), "/%41" }, /* once, not twice */
		{ STR_INIT("/a/"), "/a/" },
		{ STR_INIT("//a"), "//a" },
		{ STR_INIT("/..."), "/..." },
		{ STR_INIT("/..a/.b/a.."), "/..a/.b/a.." },
		{ STR_INIT("/..;/a"), "/..;/a" },
		{ STR_INIT("*"), "*" },
		{ STR_INIT("/.."), NULL },
		{ STR_INIT("/../a"), NULL },
		{ STR_INIT("/a/../b"), NULL },
		{ STR_INIT("/a/./b"), NULL },
		{ STR_INIT("/a/."), NULL },
		{ STR_INIT("/%2e%2e/a"), NULL },
		{ STR_INIT("/.%2E/a"), NULL },
		{ STR_INIT("/%2e/a"), NULL },
		{ STR_INIT("/..%2fa"), NULL },
		{ STR_INIT("/a%2Fb"), NULL },
		{ STR_INIT("/a%5cb"), NULL },
		{ STR_INIT("/a%00"), NULL },
		{ STR_INIT("/%0a"), NULL },
		{ STR_INIT("/%0d%0aX:y"), NULL },
		{ STR_INIT("/%7f"), NULL },
		{ STR_INIT("/%"), NULL },
		{ STR_INIT("/%4"), NULL },
		{ STR_INIT("/%4g"), NULL },
		{ STR_INIT("/%g4"), NULL },
		{ STR_INIT("/%%41"), NULL },
		{ STR_INIT("/%u0041"), NULL },
		{ STR_INIT("/%c0%ae%c0%ae/a"), NULL }, /* overlong dots */
		{ STR_INIT("/%c0%af"), NULL },
		{ STR_INIT("/%ff"), NULL },
		{ STR_INIT("/%c3"), NULL },
		{ STR_INIT("/%ed%a0%80"), NULL }, /* a surrogate */
	};
	struct arena a;

	arena_init(&a, 1 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str path = STR_NONE;
		bool ok = http_path_decode(&a, rows[i].raw, &path);
		check_int(rows[i].raw.at, ok, rows[i].want != NULL);
		if (ok)
			check_str(rows[i].raw.at, path, str_of(rows[i].want));
	}
	arena_free(&a);
}

static void test_parts(void **state)
{
	(void)state;
	static const struct {
		const char *target, *authority, *path, *query;
	} rows[] = {
		{ "/", NULL, "/", "" },
		{ "/a?b?c", NULL, "/a", "b?c" },
		{ "/?", NULL, "/", "" },
		{ "http://h", "h", "/", "" },
		{ "http://h:80/a?b", "h:80", "/a", "b" },
		{ "https://[::1]:80?b", "[::1]:80", "/", "b" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct http_target t;
		const char *row = rows[i].target;
		check_true(row, http_target_parse(str_of(row), HTTP_GET, &t));
		check_int(row, t.authority.at != NULL, rows[i].authority != NULL);
		check_str(row, t.authority, str_of(rows[i].authority));
		check_str(row, t.path, str_of(rows[i].path));
		check_str(row, t.query, str_of(rows[i].query));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_path_decode),
		cmocka_unit_test(test_parts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
