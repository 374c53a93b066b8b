/* Exercises src/base/url.c: url_parse. */
#include <string.h>

#include "base/url.h"
#include "fuzz/fuzz.h"

/* Put together again, the parts give a URL with the same parts: nothing was read two ways. */
static void check_url(struct arena *a, const struct url *url)
{
	bool is_v6 = str_find_char(url->host, ':') < url->host.len;
	struct buf text;
	struct url again;
	struct err err = ERR_INIT;

	promise(str_eq(url->scheme, STR("http")) || str_eq(url->scheme, STR("https")));
	promise(url->host.len > 0 && url->port >= 0 && url->port <= 65535);
	promise(str_starts_with(url->path, STR("/")));
	for (size_t i = 0; i < url->host.len; i++)
		promise(!memchr("@/\\?#% \r\n", url->host.at[i], 9));
	buf_init(&text, FUZZ_BYTES);
	buf_put(&text, url->scheme);
	buf_fmt(&text, is_v6 ? "://[%.*s]" : "://%.*s", STR_ARG(url->host));
	if (url->port > 0)
		buf_fmt(&text, ":%d", url->port);
	buf_put(&text, url->path);
	if (url->query.len > 0)
		buf_putc(&text, '?');
	buf_put(&text, url->query);
	promise(url_parse(a, buf_str(&text), &again, &err));
	promise(str_eq(again.scheme, url->scheme) && str_eq(again.host, url->host) &&
		again.port == url->port && str_eq(again.path, url->path) &&
		str_eq(again.query, url->query));
	buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;
	struct url url;
	struct err err = ERR_INIT;

	arena_init(&a, FUZZ_BYTES);
	if (url_parse(&a, fuzz_text(data, size), &url, &err))
		check_url(&a, &url);
	else
		promise_error(&err);
	arena_free(&a);
	return 0;
}
