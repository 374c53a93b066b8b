/* The one definition of well-formed UTF-8 (RFC 3629 section 4), inlined into the hot loops. */
#ifndef BASE_UTF8_SEQ_H
#define BASE_UTF8_SEQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool utf8_is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/*
 * Bytes (1-4) of the well-formed sequence at the start of `at`, 0 when there is none: truncated,
 * overlong, a surrogate, or beyond U+10FFFF. `left` > 0 is how many bytes may be looked at.
 */
static inline unsigned utf8_seq_len(const char *at, size_t left)
{
	const unsigned char *p = (const unsigned char *)at;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xC2 || p[0] > 0xF4 || left < 2 || !utf8_is_tail(p[1]))
		return 0;
	if (p[0] < 0xE0)
		return 2;
	if (left < 3 || !utf8_is_tail(p[2]))
		return 0;
	if (p[0] < 0xF0) {
		bool overlong = p[0] == 0xE0 && p[1] < 0xA0;
		bool surrogate = p[0] == 0xED && p[1] > 0x9F;

		return overlong || surrogate ? 0 : 3;
	}
	if (left < 4 || !utf8_is_tail(p[3]))
		return 0;
	if ((p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return 4;
}

/* The code point of a well-formed sequence of `len` bytes. */
static inline uint32_t utf8_seq_decode(const char *at, unsigned len)
{
	static const unsigned char lead_mask[5] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	uint32_t code_point = (unsigned char)at[0] & lead_mask[len];

	for (unsigned i = 1; i < len; i++)
		code_point = code_point << 6 | ((unsigned char)at[i] & 0x3F);
	return code_point;
}

/* Writes 1-4 bytes; `code_point` is a scalar value (no surrogate, at most U+10FFFF). */
static inline unsigned utf8_seq_encode(uint32_t code_point, char *out)
{
	if (code_point < 0x80) {
		out[0] = (char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		out[0] = (char)(0xC0 | code_point >> 6);
		out[1] = (char)(0x80 | (code_point & 0x3F));
		return 2;
	}
	if (code_point < 0x10000) {
		out[0] = (char)(0xE0 | code_point >> 12);
		out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code_point & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code_point >> 18);
	out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code_point & 0x3F));
	return 4;
}

#endif
