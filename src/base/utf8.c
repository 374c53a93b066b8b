#include "base/utf8.h"

#include "base/arena.h"
#include "base/swar.h"
#include "base/utf8_seq.h"

#define REPLACEMENT 0xFFFD
#define REPLACEMENT_BYTES 3

/* Bytes of the longest well-formed text at the start. */
static size_t valid_run(struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		if (s.len - at >= 8 && !swar_not_ascii(swar_load(s.at + at))) {
			at += 8;
			continue;
		}

		unsigned len = utf8_seq_len(s.at + at, s.len - at);

		if (len == 0)
			break;
		at += len;
	}
	return at;
}

bool utf8_is_valid(struct str s)
{
	return valid_run(s) == s.len;
}

uint32_t utf8_next(struct str s, size_t *ret_len)
{
	unsigned len = s.len ? utf8_seq_len(s.at, s.len) : 0;

	*ret_len = len ? len : s.len > 0;
	return len ? utf8_seq_decode(s.at, len) : REPLACEMENT;
}

void utf8_put(struct buf *out, uint32_t code_point)
{
	bool is_scalar = code_point < 0xD800 || (code_point > 0xDFFF && code_point <= 0x10FFFF);
	char bytes[4];
	unsigned len = utf8_seq_encode(is_scalar ? code_point : REPLACEMENT, bytes);

	buf_put(out, (struct str){ bytes, len });
}

size_t utf8_count(struct str s)
{
	size_t count = 0;

	for (size_t at = 0; at < s.len; count++) {
		unsigned len = utf8_seq_len(s.at + at, s.len - at);

		at += len ? len : 1;
	}
	return count;
}

struct str utf8_clean(struct arena *a, struct str s)
{
	size_t run = valid_run(s);

	if (run == s.len)
		return s;

	char *out = arena_array(a, s.len, REPLACEMENT_BYTES, 1);
	size_t len = 0;

	for (;;) {
		if (run > 0)
			memcpy(out + len, s.at, run);
		len += run;
		s = str_skip(s, run);
		if (s.len == 0)
			return (struct str){ out, len };
		len += utf8_seq_encode(REPLACEMENT, out + len);
		s = str_skip(s, 1);
		run = valid_run(s);
	}
}
