/*
 * Exercises src/http: cookie.c, accept.c, etag.c. The input's first line is a Cookie field, the
 * second an Accept field, the rest a list of entity tags.
 */
#include "fuzz/fuzz.h"
#include "http/accept.h"
#include "http/etag.h"
#include "http/http.h"

static bool lies_in(struct str part, struct str whole)
{
	return !part.at || (part.at >= whole.at && part.at + part.len <= whole.at + whole.len);
}

static void check_cookie(struct str field)
{
	struct http_header header = { STR("Cookie"), field };
	struct http_request req = { .headers = &header, .header_count = 1 };
	size_t equals = str_find_char(field, '=');
	struct str name = str_trim(str_sub(field, 0, equals));
	/* White space before the '=' belongs to no name. */
	bool has_pair = equals < str_find_char(field, ';') &&
			str_ends_with(str_sub(field, 0, equals), name);
	struct str value = http_cookie(&req, name);

	promise(lies_in(value, field));
	promise(str_find_char(value, ';') == value.len);
	promise(!has_pair || value.at);
	promise(!http_cookie(&req, STR("a;b")).at);
}

static void check_accept(struct str field)
{
	struct http_header header = { STR("Accept"), field };
	struct http_request req = { .headers = &header, .header_count = 1 };
	struct http_preference html = http_accept_preference(field, STR("text/html"));

	promise(html.quality >= 0 && html.quality <= 1000 && html.place <= field.len);
	promise(!http_accepts(&req, STR("text/html")) || html.quality > 0);
	promise(!http_accepts(&req, STR("application/json")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = fuzz_text(data, size);
	struct str cookie = str_cut(&rest, '\n');
	struct str accept = rest.at ? str_cut(&rest, '\n') : STR("");
	struct str tags = rest.at ? rest : STR("");

	check_cookie(cookie);
	check_accept(accept);
	promise(!http_etag_is_listed(STR("\"\n\""), tags) || str_contains(tags, STR("\"\n\"")) ||
		str_eq(str_trim(tags), STR("*")));
	return 0;
}
