/*
 * Exercises src/http: parser.c and chunked.c against llhttp. Whatever ours accepts, llhttp accepts
 * too, and reads it the same way: as many requests, the same methods, targets, fields and bodies.
 * (Not the other way round: ours refuses more.)
 */
#include "fuzz/fuzz.h"
#include "fuzz/llhttp_oracle.h"
#include "http/test_wire.h"

static void put_field(struct buf *text, struct str name, struct str value)
{
	buf_fmt(text, "%.*s: %.*s\n", STR_ARG(name), STR_ARG(str_trim(value)));
}

static void put_head(struct buf *text, const struct http_parser *p, struct str raw)
{
	buf_fmt(text, "%.*s %.*s\n", STR_ARG(http_method_name(p->method)),
		STR_ARG(http_span_of(p->target, raw)));
	for (size_t i = 0; i < p->field_count; i++)
		put_field(text, http_span_of(p->fields[i].name, raw),
			  http_span_of(p->fields[i].value, raw));
}

/* False when the body is not there to its end, or refused. */
static bool read_body(const struct http_parser *p, struct str rest, struct buf *body,
		      size_t *ret_used)
{
	struct http_chunked d;

	if (!p->is_chunked) {
		buf_put(body, str_sub(rest, 0, (size_t)p->content_length));
		*ret_used = body->len;
		return rest.len >= p->content_length;
	}
	http_chunked_init(&d, WIRE_BODY_MAX);
	return http_chunked_feed(&d, rest, body, ret_used) == HTTP_PARSE_DONE;
}

/* Tells of every whole request at the start of `raw` and says how many bytes they are. */
static size_t tell_ours(struct buf *text, struct str raw)
{
	size_t total = 0;

	for (bool is_last = false; !is_last && total < raw.len;) {
		struct str rest = str_skip(raw, total);
		struct http_parser p;
		struct buf body;
		size_t used = 0;

		http_parser_init(&p);
		if (http_parser_feed(&p, rest) != HTTP_PARSE_DONE)
			break;
		buf_init(&body, FUZZ_BYTES);
		bool is_whole = read_body(&p, str_skip(rest, p.head_bytes), &body, &used);
		if (is_whole) {
			put_head(text, &p, rest);
			buf_fmt(text, "[%zu]\n", body.len);
			buf_put(text, buf_str(&body));
			total += p.head_bytes + used;
		}
		is_last = !is_whole || p.wants_close;
		buf_free(&body);
	}
	return total;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str raw = fuzz_text(data, size);
	struct buf ours, theirs;

	buf_init(&ours, FUZZ_BYTES);
	buf_init(&theirs, FUZZ_BYTES);
	size_t read = tell_ours(&ours, raw);
	const char *refusal = read > 0 ? llhttp_tell(str_sub(raw, 0, read), &theirs) : NULL;
	if (refusal || !str_eq(buf_str(&ours), buf_str(&theirs)))
		fprintf(stderr, "ours:\n%.*s\nllhttp: %s\n%.*s\n", STR_ARG(buf_str(&ours)),
			refusal ? refusal : "accepts", STR_ARG(buf_str(&theirs)));
	promise(!refusal);
	promise(str_eq(buf_str(&ours), buf_str(&theirs)));
	buf_free(&ours);
	buf_free(&theirs);
	return 0;
}
