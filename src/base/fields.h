/*
 * Input bodies as tables (C10): each row binds a JSON name to a struct member with its type and
 * bounds, so a handler never touches a tree and every complaint names the field.
 *
 *	struct select_page { struct str page_id; };
 *	static const struct field select_page_fields[] = {
 *		FIELD(struct select_page, page_id, .type = FIELD_STR, .required = true, .max = 64),
 *	};
 *
 * Unknown members are ignored (the original clients send extra ones). `null` counts as absent, and
 * so does an empty text, except for a string that is not required. A string with a NUL is refused.
 */
#ifndef BASE_FIELDS_H
#define BASE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/url.h"

enum field_type {
	FIELD_STR,  /* struct str */
	FIELD_I64,  /* int64_t; a decimal string is accepted too */
	FIELD_REAL, /* double; a decimal string is accepted too */
	FIELD_BOOL, /* bool; "true", "false", "1" and "0" are accepted too */
	FIELD_ID,   /* struct str: letters, digits and `_-.:`, or a number; kept as text */
};

struct field {
	const char *name;
	enum field_type type;
	size_t offset;
	bool required;
	int64_t min; /* strings: characters; numbers: value */
	int64_t max; /* 0: numbers have none, strings 1,000 characters, ids LIMIT_ID */
	bool (*check)(struct str value); /* strings and ids; NULL: none */
	const char *hint;    /* what to enter, in Indonesian: "isi dengan tanggal YYYY-MM-DD" */
	const char *hint_en; /* the same in English: "enter a date YYYY-MM-DD" */
};

#define FIELD(T, member, ...)                                                                      \
	{                                                                                          \
		.name = #member, .offset = offsetof(T, member), __VA_ARGS__                        \
	}

/* `out` must be zeroed; on failure it is unspecified. */
bool fields_from_json(struct arena *a, const struct field *table, size_t count,
		      const struct json *object, void *out, struct err *err) must_use;
/* The same from a query string or an urlencoded body. */
bool fields_from_params(struct arena *a, const struct field *table, size_t count,
			const struct params *params, void *out, struct err *err) must_use;

#endif
