#include "http/target.h"

#include "base/utf8.h"
#include "http/chars.h"

static bool port_is_valid(struct str port)
{
	unsigned value = 0;

	if (port.len == 0 || port.len > 5)
		return false;
	for (size_t i = 0; i < port.len; i++) {
		if (port.at[i] < '0' || port.at[i] > '9')
			return false;
		value = value * 10 + (unsigned)(port.at[i] - '0');
	}
	return value > 0 && value <= UINT16_MAX;
}

/* "[" hex, ':' and '.' "]"; whether it is an address is not for us to say: nobody dials it. */
static bool ip_literal_is_valid(struct str literal)
{
	if (literal.len < 4 || literal.at[literal.len - 1] != ']')
		return false;
	for (size_t i = 1; i < literal.len - 1; i++) {
		char c = literal.at[i];
		if (http_hex_value(c) < 0 && c != ':' && c != '.')
			return false;
	}
	return true;
}

bool http_host_is_valid(struct str host)
{
	bool is_literal = host.len > 0 && host.at[0] == '[';
	size_t bracket = is_literal ? str_find_char(host, ']') : 0;
	size_t colon = bracket + str_find_char(str_skip(host, bracket), ':');
	struct str name = str_sub(host, 0, colon);

	if (name.len == 0 || name.len > 255)
		return false;
	if (colon < host.len && !port_is_valid(str_skip(host, colon + 1)))
		return false;
	return is_literal ? ip_literal_is_valid(name) : http_chars_are(name, HTTP_CHAR_HOST);
}

/* `rest` starts with '/' or '?' or is empty. */
static bool split_path(struct str rest, struct http_target *ret)
{
	size_t question = str_find_char(rest, '?');
	struct str path = str_sub(rest, 0, question);
	struct str query = str_skip(rest, question + 1);

	if (!http_chars_are(path, HTTP_CHAR_PATH) || !http_chars_are(query, HTTP_CHAR_QUERY))
		return false;
	ret->path = path.len > 0 ? path : STR("/");
	ret->query = query;
	return true;
}

static bool split_absolute(struct str target, struct http_target *ret)
{
	size_t scheme_end = str_find(target, STR("://"));
	struct str scheme = str_sub(target, 0, scheme_end);
	if (!str_eq_nocase(scheme, STR("http")) && !str_eq_nocase(scheme, STR("https")))
		return false;

	struct str rest = str_skip(target, scheme_end + 3);
	size_t end = 0;
	while (end < rest.len && rest.at[end] != '/' && rest.at[end] != '?')
		end++;
	struct str authority = str_sub(rest, 0, end);
	if (!http_host_is_valid(authority)) /* user info fails here: '@' is in no host */
		return false;
	ret->scheme = scheme;
	ret->authority = authority;
	return split_path(str_skip(rest, end), ret);
}

bool http_target_parse(struct str target, enum http_method method, struct http_target *ret)
{
	struct http_target parts = { .scheme = STR_NONE };
	bool is_valid = false;

	if (target.len > 0 && target.at[0] == '/') {
		is_valid = split_path(target, &parts);
	} else if (str_eq(target, STR("*"))) {
		parts.path = target;
		is_valid = method == HTTP_OPTIONS;
	} else {
		is_valid = split_absolute(target, &parts);
	}
	if (is_valid)
		*ret = parts;
	return is_valid;
}

static bool has_dot_segment(struct str path)
{
	for (struct str rest = path; rest.at;) {
		struct str segment = str_cut(&rest, '/');
		if (str_eq(segment, STR(".")) || str_eq(segment, STR("..")))
			return true;
	}
	return false;
}

/* The byte behind "%XX" at s[at], or -1 when it is broken or may not be written that way. */
static int decode_byte(struct str s, size_t at)
{
	int high = at + 2 < s.len ? http_hex_value(s.at[at + 1]) : -1;
	int low = at + 2 < s.len ? http_hex_value(s.at[at + 2]) : -1;
	if (high < 0 || low < 0)
		return -1;
	int byte = high * 16 + low;
	bool is_control = byte < 0x20 || byte == 0x7f;
	return is_control || byte == '/' || byte == '\\' ? -1 : byte;
}

bool http_path_decode(struct arena *a, struct str raw, struct str *ret)
{
	struct str path = raw;

	if (str_find_char(raw, '%') < raw.len) {
		char *out = arena_alloc(a, raw.len, 1);
		size_t len = 0;
		for (size_t i = 0; i < raw.len; i++) {
			int byte = raw.at[i];
			if (raw.at[i] == '%') {
				byte = decode_byte(raw, i);
				i += 2;
			}
			if (byte < 0)
				return false;
			out[len++] = (char)byte;
		}
		path = (struct str){ out, len };
	}
	if (has_dot_segment(path) || !utf8_is_valid(path))
		return false;
	*ret = path;
	return true;
}
