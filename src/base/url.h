/*
 * URLs and application/x-www-form-urlencoded text (RFC 3986, WHATWG form encoding).
 * Strict when reading: a bad %XX, a NUL or invalid UTF-8 after decoding is an error.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

struct param {
	struct str name;
	struct str value;
};

struct params {
	struct param *at;
	size_t count;
};

/* `a=1&b=x%20y+z`. At most LIMIT_QUERY_PARAMS; order and duplicates are kept. */
bool params_parse(struct arena *a, struct str text, struct params *ret, struct err *err) must_use;
/* First value of that name, STR_NONE when absent. */
struct str params_get(const struct params *p, struct str name);
bool params_has(const struct params *p, struct str name);
size_t params_count(const struct params *p, struct str name);

/* RFC 3986 unreserved characters stay, everything else is %XX. */
void url_encode(struct buf *out, struct str s);
/* `&name=value`, without the `&` at the start of an empty buffer or after `?`. */
void url_add_param(struct buf *out, struct str name, struct str value);
/* `+` is a space only when `plus_is_space`. */
bool url_decode(struct arena *a, struct str s, bool plus_is_space, struct str *ret) must_use;

struct url {
	struct str scheme; /* lower case */
	struct str host;   /* without brackets */
	int port;          /* 0: the scheme's own */
	struct str path;   /* at least "/" */
	struct str query;  /* raw */
};
/* Absolute http(s) URLs without user info or fragment. The host comes out in lower case. */
bool url_parse(struct arena *a, struct str text, struct url *ret, struct err *err) must_use;

#endif
