#include "base/test.h"

#include "assets/assets.h"

static const unsigned char plain[] = "plain", zipped[] = "gz", brotli[] = "br";
#define BYTES(name)                                                                                \
	{                                                                                          \
		name, name + sizeof(name) - 1                                                      \
	}
#define ALL_THREE .identity = BYTES(plain), .gzip = BYTES(zipped), .brotli = BYTES(brotli)

/* A build of the web app with three files, in the place of the generated table. */
const struct asset assets_table[] = {
	{ .path = STR_INIT("/"),
	  .media_type = STR_INIT("text/html"),
	  .etag = STR_INIT("e1"),
	  ALL_THREE },
	{ .path = STR_INIT("/assets/a-1.js"),
	  .media_type = STR_INIT("text/javascript"),
	  .etag = STR_INIT("e2"),
	  .is_immutable = true,
	  ALL_THREE },
	{ .path = STR_INIT("/assets/f.woff2"),
	  .media_type = STR_INIT("font/woff2"),
	  .etag = STR_INIT("e3"),
	  .is_immutable = true,
	  .identity = BYTES(plain) },
};
const size_t assets_count = COUNT_OF(assets_table);

static struct str header_of(const struct http_response *res, struct str name)
{
	for (size_t i = 0; i < res->header_count; i++)
		if (str_eq_nocase(res->headers[i].name, name))
			return res->headers[i].value;
	return STR_NONE;
}

static void test_encoding_is_negotiated(void **state)
{
	static const struct {
		const char *path, *accept, *body, *coding, *etag;
	} rows[] = {
		{ "/", NULL, "plain", "", "\"e1\"" },
		{ "/", "gzip, deflate, br", "br", "br", "\"e1-br\"" },
		{ "/", "gzip", "gz", "gzip", "\"e1-gz\"" },
		{ "/", "br;q=0.5, gzip", "gz", "gzip", "\"e1-gz\"" },
		{ "/", "br;q=0, gzip;q=0.1", "gz", "gzip", "\"e1-gz\"" },
		{ "/", "*", "br", "br", "\"e1-br\"" },
		{ "/", "*;q=0", "plain", "", "\"e1\"" },
		{ "/", "BR", "br", "br", "\"e1-br\"" },
		{ "/", "br;q=nonsense", "plain", "", "\"e1\"" },
		{ "/", "identity", "plain", "", "\"e1\"" },
		{ "/assets/f.woff2", "gzip, br", "plain", "", "\"e3\"" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;
		const char *accept = rows[i].accept;
		struct http_header header = { STR("Accept-Encoding"), str_of(accept) };
		struct http_request req = { .headers = &header, .header_count = accept ? 1 : 0 };
		struct http_response res = { .arena = &a };

		arena_init(&a, 1 << 16);
		assets_serve(assets_find(str_of(rows[i].path)), &req, &res);
		check_str(accept, res.static_body, str_of(rows[i].body));
		check_str(accept, header_of(&res, STR("Content-Encoding")), str_of(rows[i].coding));
		check_str(accept, header_of(&res, STR("ETag")), str_of(rows[i].etag));
		check_str(accept, header_of(&res, STR("Vary")), STR("Accept-Encoding"));
	}
}

static void test_only_hashed_names_are_kept(void **state)
{
	cleanup(arena_free) struct arena a;
	struct http_request req = { 0 };
	struct http_response page = { .arena = &a }, script = { .arena = &a };

	(void)state;
	arena_init(&a, 1 << 16);
	assets_serve(assets_find(STR("/")), &req, &page);
	assets_serve(assets_find(STR("/assets/a-1.js")), &req, &script);
	check_str("page", header_of(&page, STR("Cache-Control")), STR("no-cache"));
	check_str("script", header_of(&script, STR("Cache-Control")),
		  STR("public, max-age=31536000, immutable"));
}

static void test_unknown_paths(void **state)
{
	static const char *const paths[] = {
		"", "/assets", "/assets/", "/index.html", "/../x", "//"
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		check_true(paths[i], assets_find(str_of(paths[i])) == NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encoding_is_negotiated),
		cmocka_unit_test(test_only_hashed_names_are_kept),
		cmocka_unit_test(test_unknown_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
