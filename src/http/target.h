/*
 * The request target (RFC 9112 3.2) and the Host field (RFC 9110 7.2), taken apart and judged.
 * Nothing is decoded here but by http_path_decode.
 */
#ifndef HTTP_TARGET_H
#define HTTP_TARGET_H

#include "base/arena.h"
#include "http/http.h"

struct http_target {
	struct str scheme;    /* absolute-form only, else STR_NONE */
	struct str authority; /* absolute-form only, else STR_NONE */
	struct str path;  /* raw; "/" when an absolute-form target has none; "*" for OPTIONS * */
	struct str query; /* raw, without '?' */
};

/* origin-form, absolute-form (http, https, no user info), or `*` for OPTIONS. */
bool http_target_parse(struct str target, enum http_method method, struct http_target *ret)
	must_use;

/* host [":" port]: a name, an IPv4 address or an IPv6 address in brackets; never empty. */
bool http_host_is_valid(struct str host) must_use;

/*
 * Decodes %XX, once. Refuses what could be taken for another path: a broken %XX, a control
 * character, an encoded separator (%2F, %5C), a `.` or `..` segment, bytes that are not UTF-8.
 */
bool http_path_decode(struct arena *a, struct str raw, struct str *ret) must_use;

#endif
