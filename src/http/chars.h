/*
 * Which byte may stand where in an HTTP message. One table for every parser of this folder, so that
 * they cannot disagree. Sources: RFC 9110 5.6.2 (token), 5.5 (field value), RFC 3986 3.3 and 3.4
 * (path, query), 3.2.2 (host), RFC 6265 4.1.1 (cookie).
 */
#ifndef HTTP_CHARS_H
#define HTTP_CHARS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum http_char {
	HTTP_CHAR_TOKEN = 1 << 0,
	HTTP_CHAR_VALUE = 1 << 1,  /* a field value: no control characters but tab */
	HTTP_CHAR_PATH = 1 << 2,   /* pchar, '/' and '%' */
	HTTP_CHAR_QUERY = 1 << 3,  /* what clients really send: every visible character but '#' */
	HTTP_CHAR_HOST = 1 << 4,   /* reg-name and '%' */
	HTTP_CHAR_COOKIE = 1 << 5, /* cookie-octet */
};

extern const uint8_t http_char_classes[256];

static inline bool http_char_is(char c, enum http_char class)
{
	return (http_char_classes[(uint8_t)c] & class) != 0;
}

static inline bool http_chars_are(struct str s, enum http_char class)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!http_char_is(s.at[i], class))
			return false;
	}
	return true;
}

/* 0-15, or -1 */
static inline int http_hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

#endif
