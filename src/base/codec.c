#include "base/codec.h"

#include <string.h>

#include "base/arena.h"

#define PADDING '='

static const char standard_alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char url_alphabet[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct str hex_encode(struct arena *a, struct str bytes)
{
	static const char digits[] = "0123456789abcdef";
	char *out = arena_array(a, bytes.len, 2, 1);

	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char byte = (unsigned char)bytes.at[i];

		out[2 * i] = digits[byte >> 4];
		out[2 * i + 1] = digits[byte & 15];
	}
	return (struct str){ out, 2 * bytes.len };
}

bool hex_decode(struct arena *a, struct str text, struct str *ret)
{
	if (text.len % 2)
		return false;

	char *out = arena_alloc(a, text.len / 2, 1);

	for (size_t i = 0; i < text.len; i += 2) {
		int high = hex_digit_value(text.at[i]);
		int low = hex_digit_value(text.at[i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i / 2] = (char)(high << 4 | low);
	}
	*ret = (struct str){ out, text.len / 2 };
	return true;
}

/* Without padding; there is room for it behind. */
static struct str encode(struct arena *a, const char *alphabet, struct str bytes)
{
	char *out = arena_alloc(a, bytes.len / 3 * 4 + 4, 1);
	size_t len = 0;

	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t group_bytes = bytes.len - i < 3 ? bytes.len - i : 3;
		uint32_t group = 0;

		for (size_t k = 0; k < 3; k++)
			group = group << 8 | (k < group_bytes ? (unsigned char)bytes.at[i + k] : 0);
		for (size_t k = 0; k <= group_bytes; k++)
			out[len++] = alphabet[group >> (18 - 6 * k) & 63];
	}
	return (struct str){ out, len };
}

struct str base64url_encode(struct arena *a, struct str bytes)
{
	return encode(a, url_alphabet, bytes);
}

struct str base64_encode(struct arena *a, struct str bytes)
{
	struct str text = encode(a, standard_alphabet, bytes);
	char *out = arena_alloc(a, text.len + 2, 1);

	if (text.len)
		memcpy(out, text.at, text.len);
	while (text.len % 4)
		out[text.len++] = PADDING;
	return (struct str){ out, text.len };
}

/* `text` without padding. */
static bool decode(struct arena *a, const char *alphabet, struct str text, struct str *ret)
{
	char *out = arena_alloc(a, text.len / 4 * 3 + 3, 1);
	uint32_t bits = 0;
	unsigned bit_count = 0;
	size_t len = 0;

	if (text.len % 4 == 1)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		const char *digit = memchr(alphabet, text.at[i], 64);

		if (!digit)
			return false;
		bits = bits << 6 | (uint32_t)(digit - alphabet);
		bit_count += 6;
		if (bit_count >= 8) {
			bit_count -= 8;
			out[len++] = (char)(bits >> bit_count & 0xFF);
		}
	}
	/* Left-over bits must be zero, or one value would have several spellings. */
	if (bits & ((1u << bit_count) - 1))
		return false;
	*ret = (struct str){ out, len };
	return true;
}

bool base64url_decode(struct arena *a, struct str text, struct str *ret)
{
	return decode(a, url_alphabet, text, ret);
}

bool base64_decode(struct arena *a, struct str text, struct str *ret)
{
	if (text.len % 4)
		return false;
	for (int i = 0; i < 2 && text.len > 0 && text.at[text.len - 1] == PADDING; i++)
		text.len--;
	return decode(a, standard_alphabet, text, ret);
}
