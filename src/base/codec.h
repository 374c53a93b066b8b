/* Bytes as text: hexadecimal and base64 (RFC 4648), strict when reading. */
#ifndef BASE_CODEC_H
#define BASE_CODEC_H

#include <stdbool.h>

#include "base/str.h"

/* The value of a hexadecimal digit, -1 for anything else. */
static inline int hex_digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

struct str hex_encode(struct arena *a, struct str bytes); /* lower case */
bool hex_decode(struct arena *a, struct str text, struct str *ret) must_use;
/* URL alphabet, no padding. */
struct str base64url_encode(struct arena *a, struct str bytes);
bool base64url_decode(struct arena *a, struct str text, struct str *ret) must_use;
/* Standard alphabet with padding (HTTP Basic, webhook signatures). */
struct str base64_encode(struct arena *a, struct str bytes);
bool base64_decode(struct arena *a, struct str text, struct str *ret) must_use;

#endif
