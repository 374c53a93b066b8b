/*
 * What jansson says about a text, against what we say. For tests and fuzzing only.
 *
 * Documented differences, where one of us is narrower on purpose:
 * - we refuse nesting beyond LIMIT_JSON_DEPTH (jansson: 2,048) and numbers of more than
 *   LIMIT_JSON_NUMBER_CHARS characters (jansson: none);
 * - jansson takes a NUL byte after the value for the end of the text, we refuse it;
 * - jansson refuses a member name that holds an escaped NUL, we do not.
 */
#ifndef BASE_TEST_JSON_ORACLE_H
#define BASE_TEST_JSON_ORACLE_H

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/test_jansson.h"

#define ORACLE_BYTES (64 * MIB)
#define ORACLE_WHY_BYTES 160

/* Our tree in the notation of jansson_read. */
static inline void json_oracle_put_meaning(const struct json *v, bool is_member, struct buf *out)
{
	uint64_t bits;

	if (is_member) {
		buf_fmt(out, "s%zu:", v->key.len);
		buf_put(out, v->key);
	}
	switch (v->type) {
	case JSON_NULL:
		buf_putc(out, 'n');
		break;
	case JSON_BOOL:
		buf_putc(out, v->boolean ? 't' : 'f');
		break;
	case JSON_INT:
		buf_fmt(out, "i%" PRId64 ";", v->integer);
		break;
	case JSON_DOUBLE:
		memcpy(&bits, &v->real, sizeof(bits));
		buf_fmt(out, "d%016" PRIx64 ";", bits);
		break;
	case JSON_STRING:
		buf_fmt(out, "s%zu:", v->string.len);
		buf_put(out, v->string);
		break;
	case JSON_ARRAY:
	case JSON_OBJECT:
		buf_putc(out, v->type == JSON_ARRAY ? '[' : '{');
		for (const struct json *c = v->list.first; c; c = c->next)
			json_oracle_put_meaning(c, v->type == JSON_OBJECT, out);
		buf_putc(out, v->type == JSON_ARRAY ? ']' : '}');
		break;
	}
}

/* Written by us, read by jansson: the same meaning again. */
static inline bool json_oracle_reads_copy(const struct json *ours, enum json_style style,
					  struct str meaning)
{
	cleanup(buf_free) struct buf copy;
	cleanup(buf_free) struct buf theirs;
	char why[ORACLE_WHY_BYTES];
	struct json_writer w;

	buf_init(&copy, ORACLE_BYTES);
	buf_init(&theirs, ORACLE_BYTES);
	json_start(&w, &copy, style);
	json_copy(&w, ours);
	return json_done(&w) && jansson_read(buf_str(&copy), &theirs, why) &&
	       str_eq(buf_str(&theirs), meaning);
}

/* NULL when both agree, else how they differ. */
static inline const char *json_oracle_disagreement(struct str text)
{
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf meaning;
	cleanup(buf_free) struct buf theirs;
	struct err err = ERR_INIT;
	const struct json *ours = NULL;
	char why[ORACLE_WHY_BYTES] = "";

	arena_init(&a, ORACLE_BYTES);
	buf_init(&meaning, ORACLE_BYTES);
	buf_init(&theirs, ORACLE_BYTES);

	bool we_accept = json_parse(&a, text, &ours, &err);
	bool they_accept = jansson_read(text, &theirs, why);
	bool narrower = strstr(err.cause, "nested too deeply") ||
			strstr(err.cause, "too many characters") ||
			str_find_char(text, '\0') < text.len;

	if (!we_accept)
		return they_accept && !narrower ? "only jansson accepts it" : NULL;
	if (!they_accept)
		return strstr(why, "NUL byte in object key") ? NULL : "only we accept it";
	json_oracle_put_meaning(ours, false, &meaning);
	if (!str_eq(buf_str(&meaning), buf_str(&theirs)))
		return "the values differ";
	if (!json_oracle_reads_copy(ours, JSON_PLAIN, buf_str(&meaning)) ||
	    !json_oracle_reads_copy(ours, JSON_GRAPH, buf_str(&meaning)))
		return "jansson reads our copy differently";
	return NULL;
}

#endif
