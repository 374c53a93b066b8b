/*
 * The JSON reader: strict RFC 8259, one pass, recursive descent with a depth limit.
 *
 * The text is first copied into the arena with a NUL behind it. That one copy buys three things:
 * strings are decoded in place and nodes point into it (an escape is never shorter than what it
 * stands for), no scanning loop has to ask for the end (NUL is legal nowhere in JSON), and eight
 * bytes may be read at once up to the last.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/codec.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "base/utf8_seq.h"

#define REPLACEMENT 0xFFFD /* for half a character */

#define PADDING 8
#define NODES_FIRST 8     /* a request body has a handful of members … */
#define NODES_MOST 256    /* … a page of media thousands */
#define LINEAR_MEMBERS 16 /* up to here comparing names one by one is fastest */

enum fault {
	FAULT_NONE,
	FAULT_EMPTY,
	FAULT_VALUE,
	FAULT_TRAILING,
	FAULT_UNCLOSED,
	FAULT_LIST,
	FAULT_KEY,
	FAULT_COLON,
	FAULT_DUPLICATE,
	FAULT_DEPTH,
	FAULT_CONTROL,
	FAULT_ESCAPE,
	FAULT_SURROGATE,
	FAULT_UTF8,
	FAULT_NUMBER,
	FAULT_RANGE,
	FAULT_NUMBER_LENGTH,
	FAULT_SIZE,
};

/* What is wrong, for the log; and what to do, for people. */
static const struct {
	const char *cause;
	const char *remedy_id;
	const char *remedy_en;
} fault_texts[] = {
	[FAULT_EMPTY] = { "no value", "kirim satu nilai JSON", "send one JSON value" },
	[FAULT_VALUE] = { "not the start of a value", "tulis nilai JSON di sini",
			  "write a JSON value here" },
	[FAULT_TRAILING] = { "text after the value", "hapus teks setelah nilai",
			     "remove the text after the value" },
	[FAULT_UNCLOSED] = { "the text ends too early", "lengkapi teks yang terpotong",
			     "complete the text that was cut off" },
	[FAULT_LIST] = { "expected a comma or the closing bracket",
			 "pisahkan dengan koma atau tutup kurungnya",
			 "separate with a comma or close the bracket" },
	[FAULT_KEY] = { "expected a quoted member name", "tulis nama dalam tanda kutip ganda",
			"write the name in double quotes" },
	[FAULT_COLON] = { "expected a colon", "tulis titik dua setelah nama",
			  "write a colon after the name" },
	[FAULT_DUPLICATE] = { "a member name twice in one object", "pakai setiap nama sekali saja",
			      "use each name once only" },
	[FAULT_DEPTH] = { "nested too deeply", "kurangi tingkat kurung", "nest fewer brackets" },
	[FAULT_CONTROL] = { "a control character in a string",
			    "tulis sebagai \\n, \\t atau \\u00XX",
			    "write it as \\n, \\t or \\u00XX" },
	[FAULT_ESCAPE] = { "not an escape",
			   "pakai salah satu \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
			   "use one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX" },
	[FAULT_SURROGATE] = { "a surrogate without its partner", "tulis kedua bagian \\uXXXX",
			      "write both halves of \\uXXXX" },
	[FAULT_UTF8] = { "not UTF-8", "kirim teks dalam UTF-8", "send text in UTF-8" },
	[FAULT_NUMBER] = { "not a number", "tulis angka seperti 12, -3.5 atau 1e6",
			   "write a number like 12, -3.5 or 1e6" },
	[FAULT_RANGE] = { "a number out of range",
			  "kirim angka yang lebih kecil, atau sebagai teks",
			  "send a smaller number, or send it as text" },
	[FAULT_SIZE] = { "more values than memory allows", "kirim lebih sedikit data",
			 "send less data" },
	[FAULT_NUMBER_LENGTH] = { "a number with too many characters", "pendekkan angkanya",
				  "shorten the number" },
};

struct reader {
	struct arena *arena;
	char *start;
	char *at;
	char *end;          /* a NUL stands here */
	struct json *nodes; /* the rest of the batch last taken from the arena */
	size_t nodes_left;
	size_t next_batch;
	unsigned depth;
	bool is_lenient; /* about the text of strings */
	enum fault fault;
	const char *fault_at;
};

static bool read_value(struct reader *r, struct json *v);

/* Notes the fault; at the end of the text the true one is that it ends. */
static bool fail(struct reader *r, enum fault fault, const char *at)
{
	bool at_end = at == r->end && fault != FAULT_EMPTY && fault != FAULT_SIZE;

	r->fault = at_end ? FAULT_UNCLOSED : fault;
	r->fault_at = at;
	return false;
}

/*
 * `[1,1,1,…]` takes two bytes of text but a whole node per value: the one place where what a
 * stranger sends could outgrow an arena although its length was checked.
 */
static bool has_room(const struct reader *r, size_t bytes)
{
	return bytes <= r->arena->max_bytes - r->arena->used_bytes;
}

/* NULL when the arena would be full. */
static struct json *new_node(struct reader *r)
{
	if (r->nodes_left == 0) {
		if (!has_room(r, r->next_batch * sizeof(struct json))) {
			fail(r, FAULT_SIZE, r->at);
			return NULL;
		}
		r->nodes = arena_new_n(r->arena, struct json, r->next_batch);
		r->nodes_left = r->next_batch;
		if (r->next_batch < NODES_MOST)
			r->next_batch *= 2;
	}
	r->nodes_left--;
	return r->nodes++;
}

static inline void skip_space(struct reader *r)
{
	while (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t')
		r->at++;
}

/* ---- strings ------------------------------------------------------------------------------ */

/* The first byte at or after `at` that is not plain ASCII text: the end, an escape, UTF-8, a fault.
 */
static inline char *skip_plain(char *at, const char *end)
{
	/* The padding behind the NUL makes the last full read legal. */
	for (; at < end; at += 8) {
		uint64_t stops = swar_json_stops(swar_load(at));

		if (stops)
			return at + swar_first(stops);
	}
	return at;
}

static bool read_hex4(const char *at, uint32_t *ret)
{
	uint32_t unit = 0;

	for (int i = 0; i < 4; i++) {
		int digit = hex_digit_value(at[i]);

		if (digit < 0)
			return false;
		unit = unit << 4 | (uint32_t)digit;
	}
	*ret = unit;
	return true;
}

/* `r->at` stands on the `u` of \uXXXX. */
static bool read_unicode_escape(struct reader *r, uint32_t *ret)
{
	char *escape = r->at - 1;
	uint32_t low;

	if (!read_hex4(r->at + 1, ret))
		return fail(r, FAULT_ESCAPE, escape);
	r->at += 5;
	if (*ret < 0xD800 || *ret > 0xDFFF)
		return true;
	if (*ret > 0xDBFF || r->at[0] != '\\' || r->at[1] != 'u' || !read_hex4(r->at + 2, &low) ||
	    low < 0xDC00 || low > 0xDFFF) {
		*ret = REPLACEMENT;
		return r->is_lenient || fail(r, FAULT_SURROGATE, escape);
	}
	r->at += 6;
	*ret = 0x10000 + ((*ret - 0xD800) << 10) + (low - 0xDC00);
	return true;
}

/* `r->at` stands on the backslash; the decoded bytes go to `*out`. */
static bool read_escape(struct reader *r, char **out)
{
	static const char escaped[256] = {
		['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
		['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t',
	};
	char *escape = r->at++;
	char plain = escaped[(unsigned char)*r->at];
	uint32_t code_point;

	if (plain) {
		*(*out)++ = plain;
		r->at++;
		return true;
	}
	if (*r->at != 'u')
		return fail(r, FAULT_ESCAPE, escape);
	if (!read_unicode_escape(r, &code_point))
		return false;
	*out += utf8_seq_encode(code_point, *out);
	return true;
}

/* Moves the bytes [from, r->at) to `*out`, unless they are there already. */
static inline void keep(const struct reader *r, const char *from, char **out)
{
	size_t len = (size_t)(r->at - from);

	if (*out != from)
		memmove(*out, from, len);
	*out += len;
}

/* `r->at` stands on the opening quote. */
static bool read_string(struct reader *r, struct str *ret)
{
	char *first = ++r->at;
	char *out = first;

	for (;;) {
		char *from = r->at;

		r->at = skip_plain(from, r->end);
		while ((unsigned char)*r->at >= 0x80) {
			unsigned len = utf8_seq_len(r->at, (size_t)(r->end - r->at));

			if (len == 0)
				return fail(r, FAULT_UTF8, r->at);
			r->at += len;
		}
		keep(r, from, &out);
		if (*r->at == '"') {
			*ret = (struct str){ first, (size_t)(out - first) };
			r->at++;
			return true;
		}
		if (*r->at == '\\') {
			if (!read_escape(r, &out))
				return false;
		} else if ((unsigned char)*r->at < 0x20) {
			if (!r->is_lenient || r->at == r->end)
				return fail(r, FAULT_CONTROL, r->at);
			*out++ = *r->at++;
		}
	}
}

/* ---- numbers ------------------------------------------------------------------------------ */

struct number {
	char *start;
	uint64_t digits; /* all digits as one integer, when `fits` */
	int point_shift; /* minus the digits after the point */
	int exponent;
	bool negative;
	bool fits;
	bool is_integer;
};

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool take_digits(struct reader *r, struct number *n)
{
	char *first = r->at;

	for (; is_digit(*r->at); r->at++) {
		unsigned digit = (unsigned)(*r->at - '0');

		n->fits = n->fits && n->digits <= (UINT64_MAX - digit) / 10;
		n->digits = n->digits * 10 + digit;
	}
	return r->at > first || fail(r, FAULT_NUMBER, r->at);
}

static bool take_exponent(struct reader *r, struct number *n)
{
	bool negative = *++r->at == '-';

	if (*r->at == '-' || *r->at == '+')
		r->at++;
	if (!is_digit(*r->at))
		return fail(r, FAULT_NUMBER, r->at);
	for (; is_digit(*r->at); r->at++) {
		if (n->exponent <
		    100000) /* far outside of every double; the rest changes nothing */
			n->exponent = n->exponent * 10 + (*r->at - '0');
	}
	if (negative)
		n->exponent = -n->exponent;
	return true;
}

/*
 * Exact when digits and power of ten are doubles themselves: one rounding (Clinger, "How to read
 * floating point numbers accurately", 1990). Everything else is strtod's.
 */
static bool number_to_double(const struct reader *r, const struct number *n, double *ret)
{
	static const double powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
					 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
					 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
	int exponent = n->exponent + n->point_shift;
	char text[LIMIT_JSON_NUMBER_CHARS + 1];
	size_t len = (size_t)(r->at - n->start);

	if (n->fits && n->digits <= UINT64_C(1) << 53 && exponent >= -22 && exponent <= 22) {
		double digits = (double)n->digits;
		double value =
			exponent < 0 ? digits / powers[-exponent] : digits * powers[exponent];

		*ret = n->negative ? -value : value;
		return true;
	}
	memcpy(text, n->start, len);
	text[len] = '\0';
	*ret = strtod(text, NULL);
	return isfinite(*ret);
}

static bool number_to_int(const struct number *n, int64_t *ret)
{
	uint64_t limit = (uint64_t)INT64_MAX + n->negative;

	if (!n->fits || n->digits > limit)
		return false;
	*ret = (int64_t)(n->negative ? 0 - n->digits : n->digits);
	return true;
}

static bool read_number(struct reader *r, struct json *v)
{
	struct number n = { .start = r->at, .fits = true, .is_integer = true };

	n.negative = *r->at == '-';
	if (n.negative)
		r->at++;
	if (r->at[0] == '0' && is_digit(r->at[1]))
		return fail(r, FAULT_NUMBER, r->at);
	if (!take_digits(r, &n))
		return false;
	if (*r->at == '.') {
		char *fraction = ++r->at;

		n.is_integer = false;
		if (!take_digits(r, &n))
			return false;
		n.point_shift = (int)(fraction - r->at);
	}
	if (*r->at == 'e' || *r->at == 'E') {
		n.is_integer = false;
		if (!take_exponent(r, &n))
			return false;
	}
	if (r->at - n.start > LIMIT_JSON_NUMBER_CHARS)
		return fail(r, FAULT_NUMBER_LENGTH, n.start);

	v->type = n.is_integer ? JSON_INT : JSON_DOUBLE;

	bool in_range =
		n.is_integer ? number_to_int(&n, &v->integer) : number_to_double(r, &n, &v->real);

	return in_range || fail(r, FAULT_RANGE, n.start);
}

/* ---- lists -------------------------------------------------------------------------------- */

/*
 * Were there two equal names? A few are compared one by one, but only when a one-word filter says
 * that this name may have been seen. Many are sorted by hash at the end of the object: n log n
 * even when a stranger has picked names that collide.
 */
struct key_ref {
	uint64_t hash;
	struct str key;
};

static uint64_t filter_bit(struct str key)
{
	if (key.len == 0)
		return 1;

	unsigned first = (unsigned char)key.at[0];
	unsigned last = (unsigned char)key.at[key.len - 1];

	return UINT64_C(1) << ((first * 7 + last * 3 + key.len * 11) % 64);
}

static bool seen_before(const struct json *object, struct str key)
{
	for (const struct json *m = object->list.first; m; m = m->next) {
		if (m->key.len == key.len && memcmp(m->key.at, key.at, key.len) == 0)
			return true;
	}
	return false;
}

static int key_ref_cmp(const void *a, const void *b)
{
	const struct key_ref *x = a;
	const struct key_ref *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return str_cmp(x->key, y->key);
}

static bool check_many_keys(struct reader *r, const struct json *object)
{
	if (!has_room(r, object->list.count * sizeof(struct key_ref)))
		return fail(r, FAULT_SIZE, r->at);

	struct arena_mark mark = arena_mark(r->arena);
	struct key_ref *refs = arena_new_n(r->arena, struct key_ref, object->list.count);
	const char *twice = NULL;
	size_t count = 0;

	for (const struct json *m = object->list.first; m; m = m->next)
		refs[count++] = (struct key_ref){ str_hash(m->key), m->key };
	qsort(refs, count, sizeof(refs[0]), key_ref_cmp);
	for (size_t i = 1; i < count && !twice; i++) {
		if (key_ref_cmp(&refs[i - 1], &refs[i]) == 0)
			twice = refs[i].key.at;
	}
	arena_rewind(r->arena, mark);
	return !twice || fail(r, FAULT_DUPLICATE, twice);
}

static bool read_member(struct reader *r, struct json *object, uint64_t *filter, struct json *m)
{
	if (*r->at != '"')
		return fail(r, FAULT_KEY, r->at);
	if (!read_string(r, &m->key))
		return false;

	uint64_t bit = filter_bit(m->key);

	if ((*filter & bit) && object->list.count < LINEAR_MEMBERS && seen_before(object, m->key))
		return fail(r, FAULT_DUPLICATE, m->key.at);
	*filter |= bit;
	skip_space(r);
	if (*r->at != ':')
		return fail(r, FAULT_COLON, r->at);
	r->at++;
	skip_space(r);
	return read_value(r, m);
}

/* `r->at` stands on the opening bracket. */
static bool read_list(struct reader *r, struct json *list, enum json_type type)
{
	char closing = type == JSON_OBJECT ? '}' : ']';
	struct json **tail = &list->list.first;
	uint64_t filter = 0;

	if (r->depth == LIMIT_JSON_DEPTH)
		return fail(r, FAULT_DEPTH, r->at);
	r->depth++;
	r->at++;
	list->type = type;
	skip_space(r);
	while (*r->at != closing || list->list.count > 0) {
		struct json *child = new_node(r);

		if (!child)
			return false;
		if (type == JSON_OBJECT ? !read_member(r, list, &filter, child)
					: !read_value(r, child))
			return false;
		*tail = child;
		tail = &child->next;
		list->list.count++;
		skip_space(r);
		if (*r->at == closing)
			break;
		if (*r->at != ',')
			return fail(r, FAULT_LIST, r->at);
		r->at++;
		skip_space(r);
	}
	r->at++;
	r->depth--;
	return type == JSON_ARRAY || list->list.count <= LINEAR_MEMBERS || check_many_keys(r, list);
}

static bool read_word(struct reader *r, struct str word)
{
	if (!str_starts_with((struct str){ r->at, (size_t)(r->end - r->at) }, word))
		return fail(r, FAULT_VALUE, r->at);
	r->at += word.len;
	return true;
}

static bool read_value(struct reader *r, struct json *v)
{
	switch (*r->at) {
	case '"':
		v->type = JSON_STRING;
		return read_string(r, &v->string);
	case '{':
		return read_list(r, v, JSON_OBJECT);
	case '[':
		return read_list(r, v, JSON_ARRAY);
	case 't':
		v->type = JSON_BOOL;
		v->boolean = true;
		return read_word(r, STR("true"));
	case 'f':
		v->type = JSON_BOOL;
		v->boolean = false;
		return read_word(r, STR("false"));
	case 'n':
		v->type = JSON_NULL;
		return read_word(r, STR("null"));
	default:
		if (*r->at == '-' || is_digit(*r->at))
			return read_number(r, v);
		return fail(r, FAULT_VALUE, r->at);
	}
}

/* Exactly one value with nothing but space around it. */
static bool read_text(struct reader *r, struct str text, struct json **ret)
{
	if (!has_room(r, text.len + PADDING))
		return fail(r, FAULT_SIZE, r->at);
	r->start = r->at = arena_alloc(r->arena, text.len + PADDING, 1);
	r->end = r->start + text.len;
	if (text.len > 0)
		memcpy(r->start, text.at, text.len);
	skip_space(r);
	if (r->at == r->end)
		return fail(r, FAULT_EMPTY, r->at);

	struct json *root = new_node(r);

	if (!root || !read_value(r, root))
		return false;
	skip_space(r);
	if (r->at != r->end)
		return fail(r, FAULT_TRAILING, r->at);
	*ret = root;
	return true;
}

static bool parse(struct reader *r, struct str text, const struct json **ret, struct err *err)
{
	struct json *root;

	if (!read_text(r, text, &root)) {
		size_t offset = (size_t)(r->fault_at - r->start);

		err_set(err, r->fault == FAULT_SIZE ? ERR_TOO_LARGE : ERR_BAD_REQUEST,
			"not JSON: %s at byte %zu", fault_texts[r->fault].cause, offset);
		err_say(err, "JSON tidak sah pada byte %zu: %s.", offset,
			fault_texts[r->fault].remedy_id);
		return err_say_en(err, "Not valid JSON at byte %zu: %s.", offset,
				  fault_texts[r->fault].remedy_en);
	}
	*ret = root;
	return true;
}

bool json_parse(struct arena *a, struct str text, const struct json **ret, struct err *err)
{
	struct reader r = { .arena = a, .next_batch = NODES_FIRST };

	return parse(&r, text, ret, err);
}

bool json_parse_foreign(struct arena *a, struct str text, const struct json **ret, struct err *err)
{
	struct reader r = { .arena = a, .next_batch = NODES_FIRST, .is_lenient = true };

	return parse(&r, utf8_clean(a, text), ret, err);
}
