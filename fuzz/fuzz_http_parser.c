/*
 * Exercises src/http: parser.c, chunked.c, target.c, request.c. The story of a connection is the
 * same however its bytes are cut, and an accepted request keeps its promises.
 */
#include "base/utf8.h"
#include "fuzz/fuzz.h"
#include "http/chars.h"
#include "http/request.h"
#include "http/test_wire.h"

static void tell(struct wire *w, struct str raw, size_t piece)
{
	wire_init(w);
	for (size_t at = 0; at < raw.len; at += piece)
		wire_feed(w, str_sub(raw, at, at + piece));
	wire_end(w);
}

static void check_cuts(struct str raw)
{
	struct wire whole;

	tell(&whole, raw, raw.len + 1);
	for (size_t piece = 1; piece < 100; piece = piece * 3 + 1) {
		struct wire cut;
		tell(&cut, raw, piece);
		promise(str_eq(buf_str(&cut.said), buf_str(&whole.said)));
		wire_free(&cut);
	}
	wire_free(&whole);
}

static void check_path(struct str path)
{
	promise(utf8_is_valid(path));
	promise(str_eq(path, STR("*")) || str_starts_with(path, STR("/")));
	for (size_t i = 0; i < path.len; i++)
		promise((unsigned char)path.at[i] >= 0x20 && path.at[i] != 0x7f);
	for (struct str rest = path; rest.at;) {
		struct str segment = str_cut(&rest, '/');
		promise(!str_eq(segment, STR(".")) && !str_eq(segment, STR("..")));
	}
}

static void check_request(struct arena *a, const struct http_parser *p, struct str raw)
{
	struct http_request req = { .arena = a };
	const char *reason = NULL;

	if (!http_request_fill(&req, p, raw, &reason)) {
		promise(reason && reason[0]);
		return;
	}
	check_path(req.path);
	promise(req.version_minor == 0 || req.host.len > 0);
	promise(req.header_count <= LIMIT_HTTP_HEADERS);
	for (size_t i = 0; i < req.header_count; i++) {
		struct str value = req.headers[i].value;
		promise(req.headers[i].name.len > 0);
		promise(http_chars_are(req.headers[i].name, HTTP_CHAR_TOKEN));
		promise(http_chars_are(value, HTTP_CHAR_VALUE) && str_eq(str_trim(value), value));
	}
	http_request_trust_proxy(&req);
	promise(utf8_is_valid(req.peer));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str raw = fuzz_text(data, size);
	struct http_parser p;
	struct arena a;

	check_cuts(raw);
	arena_init(&a, FUZZ_BYTES);
	http_parser_init(&p);
	switch (http_parser_feed(&p, raw)) {
	case HTTP_PARSE_DONE:
		promise(p.head_bytes <= raw.len && p.head_bytes <= LIMIT_HTTP_HEAD);
		promise(!(p.is_chunked && p.has_length));
		check_request(&a, &p, raw);
		break;
	case HTTP_PARSE_REFUSED:
		promise(p.status >= 400 && p.status < 600 && p.reason[0]);
		break;
	case HTTP_PARSE_MORE:
		promise(raw.len <= LIMIT_HTTP_HEAD);
		break;
	}
	arena_free(&a);
	return 0;
}
