/*
 * The JSON writer. Every value goes the same way: value_begin puts the comma and checks that a
 * value may stand here, then the bytes are written straight into the buffer. A buffer that is full
 * swallows everything; json_done tells at the end.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/swar.h"
#include "base/utf8_seq.h"

#define INT_CHARS_MAX 20 /* -9223372036854775808 */
#define DOUBLE_CHARS_MAX 32
#define ESCAPE_CHARS_MAX 12 /* a surrogate pair, \ud83d\ude00 */

_Static_assert(LIMIT_JSON_DEPTH <= 64, "one bit per level");

/* What to do with an ASCII byte: 0 keeps it, a letter stands after a backslash, 'u' is \u00XX. */
static const char escape_of[128] = {
	[0x00] = 'u', [0x01] = 'u', [0x02] = 'u', [0x03] = 'u', [0x04] = 'u',  [0x05] = 'u',
	[0x06] = 'u', [0x07] = 'u', [0x08] = 'b', [0x09] = 't', [0x0a] = 'n',  [0x0b] = 'u',
	[0x0c] = 'f', [0x0d] = 'r', [0x0e] = 'u', [0x0f] = 'u', [0x10] = 'u',  [0x11] = 'u',
	[0x12] = 'u', [0x13] = 'u', [0x14] = 'u', [0x15] = 'u', [0x16] = 'u',  [0x17] = 'u',
	[0x18] = 'u', [0x19] = 'u', [0x1a] = 'u', [0x1b] = 'u', [0x1c] = 'u',  [0x1d] = 'u',
	[0x1e] = 'u', [0x1f] = 'u', ['"'] = '"',  ['/'] = '/',  ['\\'] = '\\',
};

/* "00" "01" … "99": two digits of an integer at a time. */
static const char digit_pairs[] = "0001020304050607080910111213141516171819"
				  "2021222324252627282930313233343536373839"
				  "4041424344454647484950515253545556575859"
				  "6061626364656667686970717273747576777879"
				  "8081828384858687888990919293949596979899";

static const char hex_digits[] = "0123456789abcdef";

/* Where the next `n` bytes go; NULL when the buffer is full. */
static inline char *room(struct buf *out, size_t n)
{
	if (out->cap - out->len >= n)
		return out->at + out->len;
	return buf_reserve(out, n);
}

static inline void put_char(struct buf *out, char c)
{
	char *at = room(out, 1);

	if (at) {
		*at = c;
		out->len++;
	}
}

static void put_text(struct buf *out, struct str s)
{
	char *at = room(out, s.len);

	if (at && s.len > 0) {
		memcpy(at, s.at, s.len);
		out->len += s.len;
	}
}

/* ---- structure ---------------------------------------------------------------------------- */

void json_start(struct json_writer *w, struct buf *out, enum json_style style)
{
	*w = (struct json_writer){ .out = out, .style = style };
}

bool json_done(const struct json_writer *w)
{
	return w->depth == 0 && w->has_root && !buf_failed(w->out);
}

static inline uint64_t level_bit(const struct json_writer *w)
{
	return UINT64_C(1) << (w->depth - 1);
}

static inline void comma_unless_first(struct json_writer *w)
{
	if (w->has_members & level_bit(w))
		put_char(w->out, ',');
	w->has_members |= level_bit(w);
}

static inline void value_begin(struct json_writer *w)
{
	if (w->depth == 0) {
		assert(!w->has_root);
		w->has_root = true;
	} else if (w->is_object & level_bit(w)) {
		assert(w->after_key);
		w->after_key = false;
	} else {
		comma_unless_first(w);
	}
}

static void list_begin(struct json_writer *w, char bracket, bool is_object)
{
	value_begin(w);
	assert(w->depth < LIMIT_JSON_DEPTH);
	w->depth++;
	w->has_members &= ~level_bit(w);
	if (is_object)
		w->is_object |= level_bit(w);
	else
		w->is_object &= ~level_bit(w);
	put_char(w->out, bracket);
}

static void list_end(struct json_writer *w, char bracket, bool is_object)
{
	assert(w->depth > 0 && !w->after_key);
	assert(is_object == ((w->is_object & level_bit(w)) != 0));
	w->depth--;
	put_char(w->out, bracket);
}

void json_object(struct json_writer *w)
{
	list_begin(w, '{', true);
}

void json_end_object(struct json_writer *w)
{
	list_end(w, '}', true);
}

void json_array(struct json_writer *w)
{
	list_begin(w, '[', false);
}

void json_end_array(struct json_writer *w)
{
	list_end(w, ']', false);
}

/* ---- strings ------------------------------------------------------------------------------ */

/* How many bytes at the start may be copied as they are. */
static inline size_t plain_run(struct str s, enum json_style style)
{
	/* Meta escapes slashes; for ourselves the quote is looked for twice, which costs nothing.
	 */
	unsigned char also = style == JSON_GRAPH ? '/' : '"';
	size_t at = 0;

	for (; s.len - at >= 8; at += 8) {
		uint64_t word = swar_load(s.at + at);
		uint64_t stops = swar_below(word, 0x20) | swar_not_ascii(word) |
				 swar_equal(word, '"') | swar_equal(word, '\\') |
				 swar_equal(word, also);

		if (stops)
			return at + swar_first(stops);
	}
	for (; at < s.len; at++) {
		unsigned char c = (unsigned char)s.at[at];

		if (c >= 0x80 || (escape_of[c] && (c != '/' || style == JSON_GRAPH)))
			break;
	}
	return at;
}

static char *put_unit(char *at, uint32_t unit)
{
	*at++ = '\\';
	*at++ = 'u';
	*at++ = hex_digits[unit >> 12 & 15];
	*at++ = hex_digits[unit >> 8 & 15];
	*at++ = hex_digits[unit >> 4 & 15];
	*at++ = hex_digits[unit & 15];
	return at;
}

/* \uXXXX, or a pair of surrogates beyond the Basic Multilingual Plane. */
static char *put_code_point_escaped(char *at, uint32_t code_point)
{
	if (code_point < 0x10000)
		return put_unit(at, code_point);
	code_point -= 0x10000;
	at = put_unit(at, 0xD800 | code_point >> 10);
	return put_unit(at, 0xDC00 | (code_point & 0x3FF));
}

/* The byte or sequence at the start of `s`, which may not be copied blindly. Returns its length. */
static size_t put_special(struct json_writer *w, struct str s)
{
	char *start = room(w->out, ESCAPE_CHARS_MAX);
	unsigned len = utf8_seq_len(s.at, s.len);
	unsigned char c = (unsigned char)s.at[0];

	if (!start)
		return len ? len : 1;

	char *at = start;

	if (c < 0x80 && escape_of[c] == 'u') {
		at = put_unit(at, c);
	} else if (c < 0x80) {
		*at++ = '\\';
		*at++ = escape_of[c];
	} else {
		uint32_t code_point = len ? utf8_seq_decode(s.at, len) : 0xFFFD;

		if (w->style == JSON_GRAPH)
			at = put_code_point_escaped(at, code_point);
		else
			at += utf8_seq_encode(code_point, at);
	}
	w->out->len += (size_t)(at - start);
	return len ? len : 1;
}

static void put_string(struct json_writer *w, struct str s)
{
	char *at = room(w->out, s.len + 2);

	if (!at)
		return;

	/* Nearly every string is plain from end to end. */
	size_t run = plain_run(s, w->style);

	*at++ = '"';
	if (run > 0)
		memcpy(at, s.at, run);
	w->out->len += run + 1;
	while (run < s.len) {
		s = str_skip(s, run);
		s = str_skip(s, put_special(w, s));
		run = plain_run(s, w->style);
		put_text(w->out, str_sub(s, 0, run));
	}
	put_char(w->out, '"');
}

void json_key(struct json_writer *w, struct str name)
{
	assert(w->depth > 0 && (w->is_object & level_bit(w)) && !w->after_key);
	comma_unless_first(w);
	put_string(w, name);
	put_char(w->out, ':');
	w->after_key = true;
}

void json_str(struct json_writer *w, struct str value)
{
	value_begin(w);
	put_string(w, value);
}

/* ---- numbers and the rest ----------------------------------------------------------------- */

void json_int(struct json_writer *w, int64_t value)
{
	char text[INT_CHARS_MAX];
	char *at = text + sizeof(text);
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	value_begin(w);
	for (; rest >= 100; rest /= 100) {
		at -= 2;
		memcpy(at, digit_pairs + rest % 100 * 2, 2);
	}
	if (rest >= 10) {
		at -= 2;
		memcpy(at, digit_pairs + rest * 2, 2);
	} else {
		*--at = (char)('0' + rest);
	}
	if (value < 0)
		*--at = '-';
	put_text(w->out, (struct str){ at, (size_t)(text + sizeof(text) - at) });
}

void json_double(struct json_writer *w, double value)
{
	char text[DOUBLE_CHARS_MAX];

	if (!isfinite(value)) {
		json_null(w);
		return;
	}
	value_begin(w);
	put_text(w->out, (struct str){ text, double_repr(value, text) });
}

void json_bool(struct json_writer *w, bool value)
{
	value_begin(w);
	put_text(w->out, value ? STR("true") : STR("false"));
}

void json_null(struct json_writer *w)
{
	value_begin(w);
	put_text(w->out, STR("null"));
}

void json_raw(struct json_writer *w, struct str json)
{
	value_begin(w);
	put_text(w->out, json);
}
