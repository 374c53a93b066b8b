/*
 * The JSON writer. Every value goes the same way: value_begin puts the comma and checks that a
 * value may stand here, then the bytes are written straight into the buffer. A buffer that is full
 * swallows everything; json_done tells at the end.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/digit_pair.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/swar.h"
#include "base/utf8_seq.h"

#define INT_CHARS_MAX 20 /* -9223372036854775808 */
#define DOUBLE_CHARS_MAX 32
#define ESCAPE_CHARS_MAX 12 /* a surrogate pair, \ud83d\ude00 */
#define OVERRUN 8           /* a short string is copied as a whole word */
#define REPLACEMENT 0xFFFD

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

/*
 * The first byte at or after `at` that may not be copied as it is. Our own style keeps UTF-8;
 * Meta's escapes it, and slashes too.
 */
static inline const char *skip_plain(const char *at, const char *end, enum json_style style)
{
	while (at < end) {
		unsigned char c = (unsigned char)*at;

		if (end - at >= 8) {
			uint64_t word = swar_load(at);
			uint64_t stops = swar_json_stops(word);

			if (style == JSON_GRAPH)
				stops |= swar_equal(word, '/');
			if (!stops) {
				at += 8;
				continue;
			}
			at += swar_first(stops);
			c = (unsigned char)*at;
		}
		if (c >= 0x80) {
			unsigned len = utf8_seq_len(at, (size_t)(end - at));

			if (len == 0 || style == JSON_GRAPH)
				return at;
			at += len;
		} else if (escape_of[c] && (c != '/' || style == JSON_GRAPH)) {
			return at;
		} else {
			at++;
		}
	}
	return end;
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

/*
 * Writes what stands for the byte or sequence at `*from`, which may not be copied, and moves past
 * it. A sequence gets here in Meta's style or when it is not UTF-8.
 */
static char *put_special(char *at, const char **from, const char *end, enum json_style style)
{
	unsigned char c = (unsigned char)**from;
	unsigned len = utf8_seq_len(*from, (size_t)(end - *from));
	uint32_t code_point = len ? utf8_seq_decode(*from, len) : REPLACEMENT;

	*from += len ? len : 1;
	if (c < 0x80 && escape_of[c] != 'u') {
		*at++ = '\\';
		*at++ = escape_of[c];
		return at;
	}
	if (c < 0x80 || style == JSON_GRAPH)
		return put_code_point_escaped(at, code_point);
	return at + utf8_seq_encode(code_point, at);
}

/* Any string, run by run. */
static void put_string_in_runs(struct json_writer *w, struct str s)
{
	const char *from = s.at;
	const char *end = from + s.len;

	put_char(w->out, '"');
	while (from < end) {
		const char *stop = skip_plain(from, end, w->style);
		size_t run = (size_t)(stop - from);
		char *at = room(w->out, run + (stop < end ? ESCAPE_CHARS_MAX : 0));

		if (!at)
			return;
		memcpy(at, from, run);
		at += run;
		from = stop;
		if (from < end)
			at = put_special(at, &from, end, w->style);
		w->out->len = (size_t)(at - w->out->at);
	}
	put_char(w->out, '"');
}

/*
 * Copies and looks at eight bytes at a time, until the first that may not be copied. Returns how
 * many were plain; `to` has room for OVERRUN bytes more.
 */
static inline size_t copy_plain(char *to, struct str s, enum json_style style)
{
	for (size_t at = 0;; at += 8) {
		bool is_last = s.len - at < 8;
		uint64_t word =
			is_last ? swar_load_short(s.at + at, s.len - at) : swar_load(s.at + at);
		uint64_t stops = swar_json_stops(word); /* the zeros behind the end are stops */

		if (style == JSON_GRAPH)
			stops |= swar_equal(word, '/');
		swar_store(to + at, word);
		if (stops)
			return at + swar_first(stops);
	}
}

static inline void put_string(struct json_writer *w, struct str s)
{
	struct buf *out = w->out;

	if (s.len == 0)
		s = STR(""); /* STR_NONE points nowhere */
	/* Nearly every string is plain from end to end, and has room. */
	if (out->cap - out->len >= s.len + 2 + OVERRUN) {
		char *at = out->at + out->len;

		if (copy_plain(at + 1, s, w->style) == s.len) {
			at[0] = '"';
			at[1 + s.len] = '"';
			out->len += s.len + 2;
			return;
		}
	}
	put_string_in_runs(w, s);
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
		memcpy(at, digit_pair((unsigned)(rest % 100)), 2);
	}
	if (rest >= 10) {
		at -= 2;
		memcpy(at, digit_pair((unsigned)rest), 2);
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
