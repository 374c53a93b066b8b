#include "http/request.h"

#include <arpa/inet.h>

#include "http/target.h"

struct str http_header(const struct http_request *req, struct str name)
{
	for (size_t i = 0; i < req->header_count; i++) {
		if (req->headers[i].name.len == name.len &&
		    str_eq_nocase(req->headers[i].name, name))
			return req->headers[i].value;
	}
	return STR_NONE;
}

static void fill_headers(struct http_request *req, const struct http_parser *parser,
			 struct str head)
{
	struct http_header *headers =
		arena_new_n(req->arena, struct http_header, parser->field_count);

	for (size_t i = 0; i < parser->field_count; i++) {
		headers[i].name = http_span_of(parser->fields[i].name, head);
		headers[i].value = http_span_of(parser->fields[i].value, head);
	}
	req->headers = headers;
	req->header_count = parser->field_count;
}

bool http_request_fill(struct http_request *req, const struct http_parser *parser, struct str bytes,
		       const char **ret_reason)
{
	struct str head = str_dup(req->arena, str_sub(bytes, 0, parser->head_bytes));
	struct http_target target;
	struct err err = ERR_INIT;

	req->method = parser->method;
	req->version_minor = parser->version_minor;
	req->target = http_span_of(parser->target, head);
	fill_headers(req, parser, head);
	if (!http_target_parse(req->target, req->method, &target)) {
		*ret_reason = "the request target is not valid";
		return false;
	}
	req->query = target.query;
	req->host = target.authority.at ? target.authority : http_span_of(parser->host, head);
	if (!http_path_decode(req->arena, target.path, &req->path)) {
		*ret_reason = "the path of the request is not valid";
		return false;
	}
	if (target.query.len > 0 && !params_parse(req->arena, target.query, &req->args, &err)) {
		*ret_reason = "the query of the request is not valid";
		return false;
	}
	return true;
}

static struct str last_list_item(struct str list)
{
	struct str last = STR_NONE;

	for (struct str rest = list; rest.at;)
		last = str_trim(str_cut(&rest, ','));
	return last;
}

static bool is_address(struct arena *a, struct str text)
{
	unsigned char binary[16];

	if (text.len == 0 || text.len >= INET6_ADDRSTRLEN)
		return false;
	const char *z = str_z(a, text);
	return inet_pton(AF_INET, z, binary) == 1 || inet_pton(AF_INET6, z, binary) == 1;
}

void http_request_trust_proxy(struct http_request *req)
{
	for (size_t i = 0; i < req->header_count; i++) {
		const struct http_header *h = &req->headers[i];
		if (str_eq_nocase(h->name, STR("X-Forwarded-For"))) {
			struct str address = last_list_item(h->value);
			if (is_address(req->arena, address))
				req->peer = address;
		}
		if (str_eq_nocase(h->name, STR("X-Forwarded-Proto")) &&
		    str_eq_nocase(last_list_item(h->value), STR("https")))
			req->scheme = STR("https");
	}
}
