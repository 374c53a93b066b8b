#include "http/response.h"

#include <assert.h>

#include "http/chars.h"
#include "http/etag.h"

void http_response_init(struct http_response *res, struct arena *a, struct http_host *host)
{
	res->status = 200;
	res->header_count = 0;
	res->static_body = STR_NONE;
	res->is_streaming = false;
	res->stream_length = -1;
	res->arena = a;
	res->host = host;
	buf_clear(&res->body);
	res->body.max_bytes = LIMIT_HTTP_RESPONSE;
}

/* ---- headers -------------------------------------------------------------------------------- */

static const struct str repeatable[] = {
	STR_INIT("Set-Cookie"),
	STR_INIT("Vary"),
	STR_INIT("Link"),
	STR_INIT("WWW-Authenticate"),
};
static const struct str own[] = {
	STR_INIT("Content-Length"), STR_INIT("Transfer-Encoding"), STR_INIT("Connection"),
	STR_INIT("Date"),           STR_INIT("X-Request-Id"),
};

static bool is_among(struct str name, const struct str *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (name.len == names[i].len && str_eq_nocase(name, names[i]))
			return true;
	}
	return false;
}

static struct http_header *find_header(struct http_response *res, struct str name)
{
	for (size_t i = 0; i < res->header_count; i++) {
		struct http_header *h = &res->headers[i];
		if (h->name.len == name.len && str_eq_nocase(h->name, name))
			return h;
	}
	return NULL;
}

void http_set_header(struct http_response *res, struct str name, struct str value)
{
	assert(name.len > 0 && http_chars_are(name, HTTP_CHAR_TOKEN));
	assert(http_chars_are(value, HTTP_CHAR_VALUE));
	assert(!is_among(name, own, COUNT_OF(own)));

	struct http_header *h = find_header(res, name);
	if (!h || is_among(name, repeatable, COUNT_OF(repeatable))) {
		assert(res->header_count < LIMIT_HTTP_RESPONSE_HEADERS);
		h = &res->headers[res->header_count++];
	}
	*h = (struct http_header){ name, str_dup(res->arena, value) };
}

struct str http_header_safe(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.len, 1);

	for (size_t i = 0; i < text.len; i++)
		out[i] = http_char_is(text.at[i], HTTP_CHAR_VALUE) ? text.at[i] : ' ';
	return (struct str){ out, text.len };
}

void http_set_content_type(struct http_response *res, struct str media_type)
{
	http_set_header(res, STR("Content-Type"), media_type);
}

void http_redirect(struct http_response *res, int status, struct str location)
{
	assert(status >= 300 && status < 400 && location.len > 0);
	res->status = status;
	http_set_header(res, STR("Location"), location);
}

/* ---- from answer to wire -------------------------------------------------------------------- */

struct str http_response_body(const struct http_response *res)
{
	return res->static_body.at ? res->static_body : buf_str(&res->body);
}

/* A 304 has no content, so nothing that describes it but its place (RFC 9110 15.4.5). */
static void become_not_modified(struct http_response *res)
{
	size_t kept = 0;

	res->status = 304;
	for (size_t i = 0; i < res->header_count; i++) {
		struct str name = res->headers[i].name;
		if (name.len > 8 && str_eq_nocase(str_sub(name, 0, 8), STR("Content-")) &&
		    !str_eq_nocase(name, STR("Content-Location")))
			continue;
		res->headers[kept++] = res->headers[i];
	}
	res->header_count = kept;
}

static bool is_not_modified(const struct http_request *req, struct http_response *res)
{
	if (res->status != 200 || (req->method != HTTP_GET && req->method != HTTP_HEAD))
		return false;
	const struct http_header *etag = find_header(res, STR("ETag"));
	if (!etag)
		return false;
	struct str wanted = http_header(req, STR("If-None-Match"));
	return wanted.at && http_etag_is_listed(etag->value, wanted);
}

struct http_framing http_response_settle(const struct http_request *req, struct http_response *res)
{
	if (!res->is_streaming && is_not_modified(req, res))
		become_not_modified(res);
	if (res->status == 204 || res->status == 304)
		return (struct http_framing){ .kind = HTTP_FRAME_NONE };

	struct http_framing f = { .is_body_sent = req->method != HTTP_HEAD };
	if (!res->is_streaming) {
		f.kind = HTTP_FRAME_LENGTH;
		f.length = http_response_body(res).len;
	} else if (res->stream_length >= 0) {
		f.kind = HTTP_FRAME_LENGTH;
		f.length = (uint64_t)res->stream_length;
	} else {
		f.kind = req->version_minor == 0 ? HTTP_FRAME_CLOSE : HTTP_FRAME_CHUNKED;
	}
	return f;
}

static void put_decimal(struct buf *out, uint64_t n)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	buf_put(out, (struct str){ digits + at, sizeof(digits) - at });
}

static void put_field(struct buf *out, struct str name, struct str value)
{
	buf_put(out, name);
	buf_put(out, STR(": "));
	buf_put(out, value);
	buf_put(out, STR("\r\n"));
}

static void put_framing(struct buf *out, const struct http_framing *framing)
{
	if (framing->kind == HTTP_FRAME_CHUNKED)
		put_field(out, STR("Transfer-Encoding"), STR("chunked"));
	if (framing->kind != HTTP_FRAME_LENGTH)
		return;
	buf_put(out, STR("Content-Length: "));
	put_decimal(out, framing->length);
	buf_put(out, STR("\r\n"));
}

static void put_status_line(struct buf *out, int status)
{
	if (status == 200) {
		buf_put(out, STR("HTTP/1.1 200 OK\r\n"));
		return;
	}
	buf_put(out, STR("HTTP/1.1 "));
	put_decimal(out, (uint64_t)status);
	buf_putc(out, ' ');
	buf_put(out, str_of(http_reason(status)));
	buf_put(out, STR("\r\n"));
}

void http_response_write_head(struct buf *out, const struct http_response *res,
			      const struct http_framing *framing,
			      const struct http_head_extras *extras)
{
	put_status_line(out, res->status);
	put_field(out, STR("Date"), extras->date);
	if (extras->server.len > 0)
		put_field(out, STR("Server"), extras->server);
	for (size_t i = 0; i < res->header_count; i++)
		put_field(out, res->headers[i].name, res->headers[i].value);
	put_framing(out, framing);
	if (extras->request_id.len > 0)
		put_field(out, STR("X-Request-Id"), extras->request_id);
	if (extras->is_last)
		put_field(out, STR("Connection"), STR("close"));
	buf_put(out, STR("\r\n"));
}

void http_response_refuse(struct http_response *res, const struct http_app *app, int status,
			  const char *reason)
{
	http_response_init(res, res->arena, res->host);
	res->status = status;
	if (app->refuse) {
		app->refuse(app->ctx, res, status, reason);
		res->status = status;
	} else {
		http_set_content_type(res, STR("text/plain; charset=utf-8"));
		buf_fmt(&res->body, "%d %s: %s\n", status, http_reason(status), reason);
	}
	if (status == 503 && !find_header(res, STR("Retry-After")))
		http_set_header(res, STR("Retry-After"), STR("1"));
}
