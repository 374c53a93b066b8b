#include "http/parser.h"

#include "http/chars.h"
#include "http/target.h"

static enum http_parse refuse(struct http_parser *p, int status, const char *reason)
{
	p->status = status;
	p->reason = reason;
	return HTTP_PARSE_REFUSED;
}

void http_parser_init(struct http_parser *p)
{
	/* `fields` is left as it is: it is long, and only field_count of it means anything. */
	size_t count = sizeof(p->fields);
	memset(p, 0, offsetof(struct http_parser, fields));
	memset((char *)p->fields + count, 0,
	       sizeof(*p) - offsetof(struct http_parser, fields) - count);
}

static struct http_span span_between(struct str bytes, const char *from, const char *to)
{
	return (struct http_span){ (uint32_t)(from - bytes.at), (uint32_t)(to - from) };
}

/* ---- the request line: method SP target SP version ------------------------------------------ */

static enum http_parse parse_version(struct http_parser *p, struct str version)
{
	if (str_eq(version, STR("HTTP/1.1"))) {
		p->version_minor = 1;
		return HTTP_PARSE_MORE;
	}
	if (str_eq(version, STR("HTTP/1.0"))) {
		p->version_minor = 0;
		return HTTP_PARSE_MORE;
	}
	bool is_version = version.len == 8 && str_starts_with(version, STR("HTTP/")) &&
			  version.at[5] >= '0' && version.at[5] <= '9' && version.at[6] == '.' &&
			  version.at[7] >= '0' && version.at[7] <= '9';
	if (is_version)
		return refuse(p, 505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
	return refuse(p, 400, "the request line does not end in an HTTP version");
}

static enum http_parse parse_request_line(struct http_parser *p, struct str bytes, struct str line)
{
	struct str rest = line;
	struct str method = str_cut(&rest, ' ');
	if (!rest.at || method.len == 0 || !http_chars_are(method, HTTP_CHAR_TOKEN))
		return refuse(p, 400, "the request line does not start with a method");
	struct str target = str_cut(&rest, ' ');
	if (!rest.at || target.len == 0)
		return refuse(p, 400, "the request line is not `method target version`");
	if (target.len > LIMIT_HTTP_TARGET)
		return refuse(p, 414, "the request target is too long");
	if (parse_version(p, rest) == HTTP_PARSE_REFUSED)
		return HTTP_PARSE_REFUSED;
	if (!http_method_parse(method, &p->method))
		return refuse(p, 501, "that method is not known here");

	struct http_target parts;
	if (!http_target_parse(target, p->method, &parts))
		return refuse(p, 400, "the request target is not valid");
	p->target = span_between(bytes, target.at, target.at + target.len);
	p->has_request_line = true;
	return HTTP_PARSE_MORE;
}

/* ---- fields that decide about framing, routing and the connection --------------------------- */

static enum http_parse field_host(struct http_parser *p, struct http_span span, struct str value)
{
	if (p->has_host)
		return refuse(p, 400, "there is more than one Host field");
	if (!http_host_is_valid(value))
		return refuse(p, 400, "the Host field is not valid");
	p->has_host = true;
	p->host = span;
	return HTTP_PARSE_MORE;
}

static enum http_parse field_content_length(struct http_parser *p, struct http_span span,
					    struct str value)
{
	(void)span;
	/* Even two equal ones: some programs take the first, some the last, some join them. */
	if (p->has_length)
		return refuse(p, 400, "there is more than one Content-Length field");
	if (value.len == 0)
		return refuse(p, 400, "Content-Length is not a number");
	uint64_t length = 0;
	bool is_huge = false;
	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] < '0' || value.at[i] > '9')
			return refuse(p, 400, "Content-Length is not a number");
		uint64_t digit = (uint64_t)(value.at[i] - '0');
		is_huge = is_huge || length > (INT64_MAX - digit) / 10;
		length = is_huge ? length : length * 10 + digit;
	}
	if (is_huge)
		return refuse(p, 413, "the body is too large");
	p->has_length = true;
	p->content_length = length;
	return HTTP_PARSE_MORE;
}

static enum http_parse field_transfer_encoding(struct http_parser *p, struct http_span span,
					       struct str value)
{
	(void)span;
	if (p->is_chunked)
		return refuse(p, 400, "there is more than one Transfer-Encoding field");
	if (!str_eq_nocase(value, STR("chunked")))
		return refuse(p, 501, "the only transfer encoding known here is chunked");
	p->is_chunked = true;
	return HTTP_PARSE_MORE;
}

static enum http_parse field_connection(struct http_parser *p, struct http_span span,
					struct str value)
{
	(void)span;
	for (struct str rest = value; rest.at;) {
		if (str_eq_nocase(str_trim(str_cut(&rest, ',')), STR("close")))
			p->wants_close = true;
	}
	return HTTP_PARSE_MORE;
}

static enum http_parse field_expect(struct http_parser *p, struct http_span span, struct str value)
{
	(void)span;
	if (!str_eq_nocase(value, STR("100-continue")))
		return refuse(p, 417, "the only expectation known here is 100-continue");
	p->expects_continue = true;
	return HTTP_PARSE_MORE;
}

static const struct {
	struct str name;
	enum http_parse (*judge)(struct http_parser *p, struct http_span span, struct str value);
} judged_fields[] = {
	{ STR_INIT("Host"), field_host },
	{ STR_INIT("Connection"), field_connection },
	{ STR_INIT("Content-Length"), field_content_length },
	{ STR_INIT("Transfer-Encoding"), field_transfer_encoding },
	{ STR_INIT("Expect"), field_expect },
};

static enum http_parse judge_field(struct http_parser *p, struct str name, struct http_span span,
				   struct str value)
{
	for (size_t i = 0; i < COUNT_OF(judged_fields); i++) {
		if (name.len == judged_fields[i].name.len &&
		    str_eq_nocase(name, judged_fields[i].name))
			return judged_fields[i].judge(p, span, value);
	}
	return HTTP_PARSE_MORE;
}

/* ---- a field line: name ":" OWS value OWS --------------------------------------------------- */

static enum http_parse parse_field(struct http_parser *p, struct str bytes, struct str line)
{
	if (line.at[0] == ' ' || line.at[0] == '\t')
		return refuse(p, 400, "a header line is continued, which is obsolete");
	size_t colon = str_find_char(line, ':');
	struct str name = str_sub(line, 0, colon);
	if (colon == line.len || name.len == 0)
		return refuse(p, 400, "a header line has no name or no colon");
	if (!http_chars_are(name, HTTP_CHAR_TOKEN))
		return refuse(p, 400, "a header name has a forbidden character");
	struct str value = str_skip(line, colon + 1);
	if (!http_chars_are(value, HTTP_CHAR_VALUE))
		return refuse(p, 400, "a header value has a forbidden character");
	if (p->field_count == LIMIT_HTTP_HEADERS)
		return refuse(p, 431, "there are too many header fields");

	value = str_trim(value);
	struct http_field *field = &p->fields[p->field_count++];
	field->name = span_between(bytes, name.at, name.at + name.len);
	field->value = span_between(bytes, value.at, value.at + value.len);
	return judge_field(p, name, field->value, value);
}

/* The target of an absolute-form request must name the host of the Host field. */
static bool authority_agrees(const struct http_parser *p, struct str bytes)
{
	struct http_target parts;
	if (!http_target_parse(http_span_of(p->target, bytes), p->method, &parts))
		return false;
	return !parts.authority.at || !p->has_host ||
	       str_eq_nocase(parts.authority, http_span_of(p->host, bytes));
}

/* The empty line has come: what no single field could tell. */
static enum http_parse parse_end(struct http_parser *p, struct str bytes)
{
	bool has_body_method = (p->method & (HTTP_POST | HTTP_PUT | HTTP_PATCH)) != 0;

	if (p->version_minor == 1 && !p->has_host)
		return refuse(p, 400, "the Host field is missing");
	if (!authority_agrees(p, bytes))
		return refuse(p, 400, "the request target and the Host field disagree");
	if (p->is_chunked && p->has_length)
		return refuse(p, 400, "both Content-Length and Transfer-Encoding are given");
	if (p->is_chunked && p->version_minor == 0)
		return refuse(p, 400, "HTTP/1.0 has no Transfer-Encoding");
	if (p->version_minor == 0 && !p->has_length && has_body_method)
		return refuse(p, 411, "an HTTP/1.0 request with a body needs Content-Length");
	/* Nobody waits for an interim answer to a request without a body (RFC 9110 10.1.1). */
	if (p->version_minor == 0 || (!p->is_chunked && p->content_length == 0))
		p->expects_continue = false;
	/* Persistent HTTP/1.0 connections are an extension with its own traps (RFC 9112 C.2.2). */
	if (p->version_minor == 0)
		p->wants_close = true;
	p->head_bytes = p->line_at;
	return HTTP_PARSE_DONE;
}

/* `line` is without its CRLF. */
static enum http_parse parse_line(struct http_parser *p, struct str bytes, struct str line)
{
	if (p->has_request_line)
		return line.len == 0 ? parse_end(p, bytes) : parse_field(p, bytes, line);
	if (line.len > 0)
		return parse_request_line(p, bytes, line);
	/* One empty line before the request line is forgiven (RFC 9112 2.2). */
	if (p->has_skipped_line)
		return refuse(p, 400, "there are empty lines before the request line");
	p->has_skipped_line = true;
	return HTTP_PARSE_MORE;
}

/*
 * Judges a length, of a complete line or of the part that has come, so that the outcome does not
 * depend on how the bytes were cut. 32 bytes is room for a method and a version around a target.
 */
static enum http_parse judge_length(struct http_parser *p, size_t line_end)
{
	if (!p->has_request_line && line_end - p->line_at > LIMIT_HTTP_TARGET + 32)
		return refuse(p, 414, "the request line is too long");
	if (line_end > LIMIT_HTTP_HEAD)
		return refuse(p, 431, "the header fields are too long");
	return HTTP_PARSE_MORE;
}

enum http_parse http_parser_feed(struct http_parser *p, struct str bytes)
{
	for (;;) {
		size_t start = p->looked_at > p->line_at ? p->looked_at : p->line_at;
		size_t lf = start + str_find_char(str_skip(bytes, start), '\n');
		if (judge_length(p, lf) == HTTP_PARSE_REFUSED)
			return HTTP_PARSE_REFUSED;
		if (lf >= bytes.len) {
			p->looked_at = bytes.len;
			return HTTP_PARSE_MORE;
		}
		if (lf == p->line_at || bytes.at[lf - 1] != '\r')
			return refuse(p, 400, "a line does not end in CR LF");

		struct str line = str_sub(bytes, p->line_at, lf - 1);
		p->line_at = lf + 1;
		enum http_parse outcome = parse_line(p, bytes, line);
		if (outcome != HTTP_PARSE_MORE)
			return outcome;
	}
}
