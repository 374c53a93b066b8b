#include "base/str.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct str str_of(const char *z)
{
	return z ? (struct str){ z, strlen(z) } : STR_NONE;
}

bool str_is_empty(struct str s)
{
	return s.len == 0;
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.at[i]) != lower(b.at[i]))
			return false;
	return true;
}

int str_cmp(struct str a, struct str b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.at, b.at, common) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts_with(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends_with(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_skip(s, s.len - suffix.len), suffix);
}

bool str_contains(struct str s, struct str needle)
{
	return needle.len == 0 || str_find(s, needle) < s.len;
}

size_t str_find_char(struct str s, char c)
{
	const char *hit = s.len ? memchr(s.at, c, s.len) : NULL;

	return hit ? (size_t)(hit - s.at) : s.len;
}

size_t str_find(struct str s, struct str needle)
{
	if (s.len == 0)
		return 0;
	const char *hit = memmem(s.at, s.len, needle.at ? needle.at : "", needle.len);

	return hit ? (size_t)(hit - s.at) : s.len;
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct str){ s.at ? s.at + from : NULL, to - from };
}

struct str str_skip(struct str s, size_t n)
{
	return str_sub(s, n, s.len);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct str str_trim(struct str s)
{
	while (s.len && is_blank(s.at[0]))
		s = str_skip(s, 1);
	while (s.len && is_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

struct str str_cut(struct str *rest, char sep)
{
	size_t at = str_find_char(*rest, sep);
	struct str part = str_sub(*rest, 0, at);

	*rest = at < rest->len ? str_skip(*rest, at + 1) : STR_NONE;
	return part;
}

bool str_to_i64(struct str s, int64_t *ret)
{
	bool negative = s.len > 0 && s.at[0] == '-';
	int64_t value = 0;

	if (negative)
		s = str_skip(s, 1);
	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
		/* Counted downwards: the negative range is the larger one. */
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, s.at[i] - '0', &value))
			return false;
	}
	if (!negative && value == INT64_MIN)
		return false;
	*ret = negative ? value : -value;
	return true;
}

bool str_to_double(struct str s, double *ret)
{
	char text[64];
	char *end = NULL;

	/* strtod alone would also take spaces, hexadecimal, "inf" and "nan". */
	if (s.len == 0 || s.len >= sizeof(text))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!memchr("0123456789+-.eE", s.at[i], 15))
			return false;
	memcpy(text, s.at, s.len);
	text[s.len] = '\0';
	errno = 0;
	double value = strtod(text, &end);

	if (end != text + s.len || value != value || value - value != 0)
		return false;
	*ret = value;
	return true;
}

char *str_z(struct arena *a, struct str s)
{
	char *copy = arena_alloc(a, s.len + 1, 1);

	if (s.len)
		memcpy(copy, s.at, s.len);
	return copy;
}

struct str str_dup(struct arena *a, struct str s)
{
	return s.at ? (struct str){ str_z(a, s), s.len } : STR_NONE;
}

struct str str_keep(struct str s)
{
	char *copy = malloc(s.len + 1);

	if (!copy)
		abort();
	if (s.len)
		memcpy(copy, s.at, s.len);
	copy[s.len] = '\0';
	return (struct str){ copy, s.len };
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	int len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		return STR("");
	char *text = arena_alloc(a, (size_t)len + 1, 1);

	va_start(args, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, args);
	va_end(args);
	return (struct str){ text, (size_t)len };
}

struct str str_lower(struct arena *a, struct str s)
{
	char *copy = str_z(a, s);

	for (size_t i = 0; i < s.len; i++)
		copy[i] = lower(copy[i]);
	return (struct str){ copy, s.len };
}

struct str str_replace(struct arena *a, struct str s, struct str from, struct str to)
{
	size_t hits = 0;

	if (from.len == 0 || !str_contains(s, from))
		return str_dup(a, s);
	for (struct str rest = s; str_contains(rest, from) && rest.len; hits++)
		rest = str_skip(rest, str_find(rest, from) + from.len);

	char *out = arena_alloc(a, s.len + hits * to.len + 1, 1);
	size_t used = 0;

	while (s.len) {
		size_t at = str_find(s, from);

		memcpy(out + used, s.at, at);
		used += at;
		if (at == s.len)
			break;
		if (to.len)
			memcpy(out + used, to.at, to.len);
		used += to.len;
		s = str_skip(s, at + from.len);
	}
	return (struct str){ out, used };
}

uint64_t str_hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
	return h;
}
