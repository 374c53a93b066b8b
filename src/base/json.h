/*
 * JSON (RFC 8259). Two halves that do not know each other: a writer that streams into a buf, and a
 * strict reader that builds a tree in an arena.
 *
 * Numbers: integers stay int64; ids are strings and are never turned into numbers. A number that
 * does not fit is an error, not a rounding.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

struct arena;

/* ---- writer ------------------------------------------------------------------------------- */

enum json_style {
	JSON_PLAIN = 0,
	/* As Meta writes: `\/`, and `\uXXXX` for everything outside ASCII. */
	JSON_GRAPH = 1,
};

/*
 * Commas and quotes are the writer's business. Misuse (a value where a key must stand, an unclosed
 * object) is a programming error and asserts. Invalid UTF-8 in a string becomes U+FFFD, so the
 * output is always valid JSON. Depth is limited to LIMIT_JSON_DEPTH.
 */
struct json_writer {
	struct buf *out;
	enum json_style style;
	unsigned depth;
	uint64_t is_object;   /* bit n: level n is an object */
	uint64_t has_members; /* bit n: level n is not empty */
	bool after_key;
	bool has_root; /* the one value at the top has been started */
};

void json_start(struct json_writer *w, struct buf *out, enum json_style style);
/* True when exactly one complete value has been written and the buffer did not fail. */
bool json_done(const struct json_writer *w);

void json_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_array(struct json_writer *w);
void json_end_array(struct json_writer *w);

void json_key(struct json_writer *w, struct str name);
void json_str(struct json_writer *w, struct str value);
void json_int(struct json_writer *w, int64_t value);
/*
 * As Python's repr(float): the shortest digits that read back to the same double, and always a
 * point or an exponent: 24.0, 0.1, 1e+16, 2.1506744718757953. Not finite: null.
 */
void json_double(struct json_writer *w, double value);
void json_bool(struct json_writer *w, bool value);
void json_null(struct json_writer *w);
/* A value that is already JSON text. */
void json_raw(struct json_writer *w, struct str json);

/* Members in one line; the key is a literal. */
#define json_put_str(w, key, v) (json_key((w), STR(key)), json_str((w), (v)))
#define json_put_int(w, key, v) (json_key((w), STR(key)), json_int((w), (v)))
#define json_put_double(w, key, v) (json_key((w), STR(key)), json_double((w), (v)))
#define json_put_bool(w, key, v) (json_key((w), STR(key)), json_bool((w), (v)))
#define json_put_null(w, key) (json_key((w), STR(key)), json_null(w))
#define json_put_object(w, key) (json_key((w), STR(key)), json_object(w))
#define json_put_array(w, key) (json_key((w), STR(key)), json_array(w))

/* The digits of json_double alone, for "12.5%" and CSV. A finite value; `out` holds 32 bytes. */
size_t double_repr(double value, char *out);

/* ---- reader ------------------------------------------------------------------------------- */

enum json_type {
	JSON_NULL,
	JSON_BOOL,
	JSON_INT,
	JSON_DOUBLE,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

/*
 * A node. Members and items are a linked list in document order; `key` is set on members. Strings
 * are decoded (no escapes left), valid UTF-8, and may contain NUL.
 */
struct json {
	enum json_type type;
	struct str key;
	union {
		bool boolean;
		int64_t integer;
		double real;
		struct str string;
		struct {
			struct json *first;
			size_t count;
		} list;
	};
	struct json *next;
};

/*
 * Parses exactly one value; anything after it but white space is an error. Refuses: bad UTF-8, lone
 * surrogates, duplicate keys in one object, depth over LIMIT_JSON_DEPTH, integers outside int64,
 * numbers that are not finite. The error names the byte offset. Text is copied: `text` may go away.
 */
bool json_parse(struct arena *a, struct str text, const struct json **ret, struct err *err)
	must_use;

/*
 * The same for what others send, where one broken caption must not cost all that stands beside it:
 * bytes that are no UTF-8 and lone surrogates become U+FFFD, bare control characters stay.
 */
bool json_parse_foreign(struct arena *a, struct str text, const struct json **ret, struct err *err)
	must_use;

/*
 * Look-ups accept NULL and the wrong type and then say "absent", so that chains read well:
 *	json_text(json_get(json_get(page, STR("instagram_business_account")), STR("id")))
 */
const struct json *json_get(const struct json *object, struct str key);
const struct json *json_at(const struct json *array, size_t index);
/* First item or member of a list, NULL when empty or not a list: for (c = json_first(x); c; c =
 * c->next) */
const struct json *json_first(const struct json *list);
size_t json_count(const struct json *list);
bool json_is_null(const struct json *v);    /* absent or null */
struct str json_text(const struct json *v); /* STR_NONE unless a string */
int64_t json_number_or(const struct json *v, int64_t fallback);
bool json_to_int(const struct json *v, int64_t *ret)
	must_use; /* an int, or a double that is whole */
bool json_is_true(const struct json *v);
/* Writes a parsed value back out. */
void json_copy(struct json_writer *w, const struct json *v);

#endif
