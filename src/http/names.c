/* Names of methods and reason phrases of statuses (RFC 9110 9.3, 15; RFC 6585). */
#include "http/http.h"

static const struct {
	enum http_method method;
	struct str name;
} method_names[] = {
	{ HTTP_GET, STR_INIT("GET") },         { HTTP_HEAD, STR_INIT("HEAD") },
	{ HTTP_POST, STR_INIT("POST") },       { HTTP_PUT, STR_INIT("PUT") },
	{ HTTP_PATCH, STR_INIT("PATCH") },     { HTTP_DELETE, STR_INIT("DELETE") },
	{ HTTP_OPTIONS, STR_INIT("OPTIONS") },
};

static const struct {
	int status;
	const char *reason;
} reasons[] = {
	{ 100, "Continue" },
	{ 200, "OK" },
	{ 201, "Created" },
	{ 202, "Accepted" },
	{ 204, "No Content" },
	{ 206, "Partial Content" },
	{ 301, "Moved Permanently" },
	{ 302, "Found" },
	{ 303, "See Other" },
	{ 304, "Not Modified" },
	{ 307, "Temporary Redirect" },
	{ 308, "Permanent Redirect" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 406, "Not Acceptable" },
	{ 408, "Request Timeout" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 411, "Length Required" },
	{ 412, "Precondition Failed" },
	{ 413, "Content Too Large" },
	{ 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" },
	{ 417, "Expectation Failed" },
	{ 422, "Unprocessable Content" },
	{ 423, "Locked" },
	{ 428, "Precondition Required" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" },
	{ 501, "Not Implemented" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
	{ 505, "HTTP Version Not Supported" },
	{ 507, "Insufficient Storage" },
};

struct str http_method_name(enum http_method m)
{
	for (size_t i = 0; i < COUNT_OF(method_names); i++) {
		if (method_names[i].method == m)
			return method_names[i].name;
	}
	return STR("-");
}

bool http_method_parse(struct str name, enum http_method *ret)
{
	for (size_t i = 0; i < COUNT_OF(method_names); i++) {
		if (!str_eq(method_names[i].name, name))
			continue;
		*ret = method_names[i].method;
		return true;
	}
	return false;
}

const char *http_reason(int status)
{
	for (size_t i = 0; i < COUNT_OF(reasons); i++) {
		if (reasons[i].status == status)
			return reasons[i].reason;
	}
	return "Unknown";
}
