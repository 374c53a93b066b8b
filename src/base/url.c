#include "base/url.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/codec.h"
#include "base/limits.h"
#include "base/utf8.h"

#define HOST_MAX 253 /* RFC 1035: a name on the wire has 255 bytes */
#define PORT_MAX 65535

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* ---- percent encoding --------------------------------------------------------------------- */

void url_encode(struct buf *out, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		char escaped[3] = { '%', digits[c >> 4], digits[c & 15] };

		if (is_alnum((char)c) || c == '-' || c == '.' || c == '_' || c == '~')
			buf_putc(out, (char)c);
		else
			buf_put(out, (struct str){ escaped, sizeof(escaped) });
	}
}

void url_add_param(struct buf *out, struct str name, struct str value)
{
	if (out->len > 0 && out->at[out->len - 1] != '?')
		buf_putc(out, '&');
	url_encode(out, name);
	buf_putc(out, '=');
	url_encode(out, value);
}

/* True when every `%` in `s` is followed by two hexadecimal digits. */
static bool percent_is_valid(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] != '%')
			continue;
		if (s.len - i < 3 || hex_digit_value(s.at[i + 1]) < 0 ||
		    hex_digit_value(s.at[i + 2]) < 0)
			return false;
		i += 2;
	}
	return true;
}

bool url_decode(struct arena *a, struct str s, bool plus_is_space, struct str *ret)
{
	if (!percent_is_valid(s))
		return false;

	char *out = arena_alloc(a, s.len + 1, 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '%') {
			c = (char)(hex_digit_value(s.at[i + 1]) << 4 |
				   hex_digit_value(s.at[i + 2]));
			i += 2;
		} else if (c == '+' && plus_is_space) {
			c = ' ';
		}
		out[len++] = c;
	}

	struct str decoded = { out, len };

	if (str_find_char(decoded, '\0') < len || !utf8_is_valid(decoded))
		return false;
	*ret = decoded;
	return true;
}

/* ---- parameters --------------------------------------------------------------------------- */

static bool param_parse(struct arena *a, struct str pair, struct param *ret, struct err *err)
{
	size_t equals = str_find_char(pair, '=');

	if (!url_decode(a, str_sub(pair, 0, equals), true, &ret->name)) {
		err_set(err, ERR_BAD_REQUEST,
			"a parameter name is not valid percent-encoded UTF-8");
		err_say(err, "Nama parameter tidak terbaca: tulis sebagai UTF-8, dan %% sebagai "
			     "%%25.");
		return err_say_en(err, "A parameter's name cannot be read: write it as UTF-8, and "
				       "%% as %%25.");
	}
	if (url_decode(a, str_skip(pair, equals + 1), true, &ret->value))
		return true;
	struct str name = str_sub(ret->name, 0, 48);

	err_field(err, str_z(a, ret->name),
		  "Isi parameter \"%.*s\" tidak terbaca: tulis sebagai UTF-8, dan %% sebagai %%25.",
		  STR_ARG(name));
	return err_say_en(
		err, "The parameter \"%.*s\" cannot be read: write it as UTF-8, and %% as %%25.",
		STR_ARG(name));
}

bool params_parse(struct arena *a, struct str text, struct params *ret, struct err *err)
{
	struct params params = { .at = arena_new_n(a, struct param, LIMIT_QUERY_PARAMS) };

	for (struct str rest = text; rest.at;) {
		struct str pair = str_cut(&rest, '&');

		if (pair.len == 0)
			continue;
		if (params.count == LIMIT_QUERY_PARAMS) {
			err_set(err, ERR_BAD_REQUEST, "more than %d parameters",
				LIMIT_QUERY_PARAMS);
			err_say(err, "Parameter terlalu banyak: paling banyak %d.",
				LIMIT_QUERY_PARAMS);
			return err_say_en(err, "Too many parameters: at most %d.",
					  LIMIT_QUERY_PARAMS);
		}
		if (!param_parse(a, pair, &params.at[params.count], err))
			return false;
		params.count++;
	}
	*ret = params;
	return true;
}

struct str params_get(const struct params *p, struct str name)
{
	for (size_t i = 0; i < p->count; i++) {
		if (str_eq(p->at[i].name, name))
			return p->at[i].value;
	}
	return STR_NONE;
}

bool params_has(const struct params *p, struct str name)
{
	return params_get(p, name).at != NULL;
}

size_t params_count(const struct params *p, struct str name)
{
	size_t count = 0;

	for (size_t i = 0; i < p->count; i++)
		count += str_eq(p->at[i].name, name);
	return count;
}

/* ---- URLs --------------------------------------------------------------------------------- */

static bool bad_url(struct err *err, const char *why)
{
	err_set(err, ERR_BAD_REQUEST, "not a URL: %s", why);
	err_say(err, "Alamat tidak sah: tulis lengkap, misalnya https://contoh.id/halaman.");
	return err_say_en(err,
			  "Not a valid address: write it whole, like https://example.com/page.");
}

/* Letters, digits, `-`, `_` and `.`, with no empty label but one after a final dot. */
static bool is_host_name(struct str host)
{
	if (host.len == 0 || host.len > HOST_MAX || host.at[0] == '.')
		return false;
	for (size_t i = 0; i < host.len; i++) {
		char c = host.at[i];

		if (c == '.' && i > 0 && host.at[i - 1] == '.')
			return false;
		if (!is_alnum(c) && c != '-' && c != '_' && c != '.')
			return false;
	}
	return true;
}

static bool is_ipv6(struct arena *a, struct str host)
{
	struct in6_addr address;

	return str_find_char(host, '\0') == host.len &&
	       inet_pton(AF_INET6, str_z(a, host), &address) == 1;
}

/* `host`, `host:port` or `[v6]:port`. */
static bool authority_parse(struct arena *a, struct str text, struct url *url, struct err *err)
{
	size_t host_end = str_find_char(text, ':');
	bool bracketed = str_starts_with(text, STR("["));

	if (str_find_char(text, '@') < text.len)
		return bad_url(err, "user information in it");
	if (bracketed) {
		host_end = str_find_char(text, ']');
		url->host = str_sub(text, 1, host_end);
		if (host_end == text.len || !is_ipv6(a, url->host))
			return bad_url(err, "not an IPv6 address in the brackets");
		host_end++;
	} else {
		url->host = str_sub(text, 0, host_end);
		if (!is_host_name(url->host))
			return bad_url(err, "not a host name");
	}
	url->host = str_lower(a, url->host);

	struct str port = str_skip(text, host_end);
	int64_t number = 0;

	if (port.len == 0)
		return true;
	if (port.at[0] != ':' || !str_to_i64(str_skip(port, 1), &number) || number < 1 ||
	    number > PORT_MAX)
		return bad_url(err, "not a port from 1 to 65535");
	url->port = (int)number;
	return true;
}

/* Visible ASCII, without what no URL holds unescaped and with complete %XX. */
static bool is_url_text(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] <= ' ' || s.at[i] > '~' || memchr("\"<>\\^`", s.at[i], 6))
			return false;
	}
	return percent_is_valid(s);
}

bool url_parse(struct arena *a, struct str text, struct url *ret, struct err *err)
{
	struct url url = { 0 };
	size_t colon = str_find_char(text, ':');

	url.scheme = str_lower(a, str_sub(text, 0, colon));
	if (!str_eq(url.scheme, STR("http")) && !str_eq(url.scheme, STR("https")))
		return bad_url(err, "neither http nor https");
	if (!str_starts_with(str_skip(text, colon), STR("://")))
		return bad_url(err, "no // after the scheme");
	if (str_find_char(text, '#') < text.len)
		return bad_url(err, "a fragment in it");

	struct str rest = str_skip(text, colon + 3);
	size_t query_at = str_find_char(rest, '?');
	size_t path_at = str_find_char(str_sub(rest, 0, query_at), '/');

	url.path = str_sub(rest, path_at, query_at);
	if (url.path.len == 0)
		url.path = STR("/");
	url.query = query_at < rest.len ? str_skip(rest, query_at + 1) : STR_NONE;
	if (!is_url_text(url.path) || !is_url_text(url.query))
		return bad_url(err, "a character that must be percent-encoded");
	if (!authority_parse(a, str_sub(rest, 0, path_at), &url, err))
		return false;
	*ret = url;
	return true;
}
