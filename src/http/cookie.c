/* Cookies (RFC 6265): reading the Cookie field, writing Set-Cookie. */
#include <assert.h>

#include "http/chars.h"
#include "http/http.h"

static struct str unquote(struct str value)
{
	if (value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"')
		return str_sub(value, 1, value.len - 1);
	return value;
}

/* One Cookie field; `*budget` is how many more cookies are looked at. */
static struct str find_cookie(struct str field, struct str name, unsigned *budget)
{
	for (struct str rest = field; rest.at && *budget > 0; (*budget)--) {
		struct str pair = str_trim(str_cut(&rest, ';'));
		struct str value = pair;
		struct str found = str_cut(&value, '=');
		if (value.at && str_eq(found, name))
			return unquote(value);
	}
	return STR_NONE;
}

struct str http_cookie(const struct http_request *req, struct str name)
{
	unsigned budget = LIMIT_COOKIES;

	for (size_t i = 0; i < req->header_count; i++) {
		if (!str_eq_nocase(req->headers[i].name, STR("Cookie")))
			continue;
		struct str value = find_cookie(req->headers[i].value, name, &budget);
		if (value.at)
			return value;
	}
	return STR_NONE;
}

void http_set_cookie(struct http_response *res, struct str name, struct str value,
		     struct http_cookie_attrs attrs)
{
	assert(name.len > 0 && http_chars_are(name, HTTP_CHAR_TOKEN));
	assert(http_chars_are(value, HTTP_CHAR_COOKIE));

	struct str lifetime = STR("");
	if (attrs.max_age_s > 0)
		lifetime = str_fmt(res->arena, "; Max-Age=%lld", (long long)attrs.max_age_s);
	if (attrs.max_age_s == 0)
		lifetime = STR("; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
	struct str cookie =
		str_fmt(res->arena, "%.*s=%.*s; Path=/%.*s%s%s%s%s", STR_ARG(name), STR_ARG(value),
			STR_ARG(lifetime), attrs.http_only ? "; HttpOnly" : "",
			attrs.secure ? "; Secure" : "", attrs.same_site ? "; SameSite=" : "",
			attrs.same_site ? attrs.same_site : "");
	http_set_header(res, STR("Set-Cookie"), cookie);
}
