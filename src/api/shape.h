/*
 * What goes over the wire, as data (C9). A route's row points at the shape of its reply, its query
 * and its body; from these rows `simpul routes --openapi` prints the OpenAPI document, `simpul
 * routes --types` the web app's types, and the scenarios check every reply they see.
 *
 * A shape is written beside the handler that writes it, one row per member:
 *
 *	static const struct member person_members[] = {
 *		{ "id", T_INT },
 *		{ "name", T_TEXT, NULLABLE },
 *		{ "joined", T_TIME, NULLABLE, "When the person first logged in." },
 *		{ "state", T_CHOICE("new", "known") },
 *		{ "accounts", T_LIST(&account_shape) },
 *		{ "limits", T_OBJECT(limit_members) },
 *	};
 *	const struct shape person_shape = NAMED_OBJECT("Person", person_members, "Who it is.");
 *
 * and the route says `.reply = &person_shape`, or `.reply = T_LIST(&person_shape)`. A shape with a
 * name becomes a component of the document and an interface of the web app; two shapes never share
 * a name. Every member a handler may write must be listed: an unlisted one fails the scenarios.
 */
#ifndef API_SHAPE_H
#define API_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fields.h"
#include "base/limits.h"

enum shape_kind {
	SHAPE_TEXT,
	SHAPE_ID, /* of Meta or ours, as text: they do not fit in a double */
	SHAPE_INT,
	SHAPE_NUMBER, /* a float as Python prints it: always with a point or an exponent */
	SHAPE_BOOL,
	SHAPE_PERCENT, /* "5.6%" */
	SHAPE_TIME,    /* 2022-12-26T20:44:36+07:00 */
	SHAPE_DAY,     /* 2022-12-26 */
	SHAPE_ANY,
	SHAPE_OBJECT,
	SHAPE_LIST,
	SHAPE_MAP,    /* an object whose keys are data; `item` is the shape of its values */
	SHAPE_EITHER, /* one of several shapes */
	SHAPE_KIND_COUNT,
};

enum member_flags {
	NULLABLE = 1, /* null: not known, never zero */
	OPTIONAL = 2, /* may be left out */
};

struct shape;

struct member {
	const char *name;
	const struct shape *shape;
	unsigned flags;
	const char *doc;
};

struct shape {
	enum shape_kind kind;
	const char *name; /* PascalCase; NULL: written where it is used */
	const char *doc;
	const struct shape *base; /* an object that has all members of that one first */
	const struct member *members;
	size_t member_count;
	const struct shape *item;
	const char *const *choices;        /* of a text: nothing else is allowed; NULL-terminated */
	const struct shape *const *either; /* NULL-terminated */
};

/* A request's body: the field table that its handler passes to call_body. */
struct body {
	const struct field *fields;
	size_t field_count;
	const struct shape *shape; /* instead, for a body that field tables cannot say */
	bool is_form;              /* urlencoded instead of JSON */
	const char *type;          /* instead of all these: bytes of that media type */
};
#define BODY(table)                                                                                \
	{                                                                                          \
		.fields = (table), .field_count = COUNT_OF(table)                                  \
	}

/* Arguments after the `?`; what `takes_window` brings need not be listed. */
struct query {
	const struct member *members;
	size_t count;
};
#define QUERY(table)                                                                               \
	{                                                                                          \
		(table), COUNT_OF(table)                                                           \
	}

/* The shapes that have no parts. */
extern const struct shape shape_text, shape_id, shape_int, shape_number, shape_bool, shape_percent,
	shape_time, shape_day, shape_any;
/* The reply of 204, and of a redirect to a page. */
extern const struct shape shape_nothing;
/* {"detail": "..."}: done, in words for people. */
extern const struct shape shape_detail;

#define T_TEXT (&shape_text)
#define T_ID (&shape_id)
#define T_INT (&shape_int)
#define T_NUMBER (&shape_number)
#define T_BOOL (&shape_bool)
#define T_PERCENT (&shape_percent)
#define T_TIME (&shape_time)
#define T_DAY (&shape_day)
#define T_ANY (&shape_any)
#define T_LIST(of) (&(const struct shape){ .kind = SHAPE_LIST, .item = (of) })
#define T_MAP(of) (&(const struct shape){ .kind = SHAPE_MAP, .item = (of) })
#define T_CHOICE(...)                                                                              \
	(&(const struct shape){ .kind = SHAPE_TEXT,                                                \
				.choices = (const char *const[]){ __VA_ARGS__, NULL } })
#define T_EITHER(...)                                                                              \
	(&(const struct shape){ .kind = SHAPE_EITHER,                                              \
				.either = (const struct shape *const[]){ __VA_ARGS__, NULL } })
#define T_OBJECT(table)                                                                            \
	(&(const struct shape){                                                                    \
		.kind = SHAPE_OBJECT, .members = (table), .member_count = COUNT_OF(table) })
#define NAMED_OBJECT(called, table, about)                                                         \
	{                                                                                          \
		.kind = SHAPE_OBJECT, .name = (called), .doc = (about), .members = (table),        \
		.member_count = COUNT_OF(table)                                                    \
	}
#define EXTENDED_OBJECT(called, extended, table)                                                   \
	{                                                                                          \
		.kind = SHAPE_OBJECT, .name = (called), .base = (extended), .members = (table),    \
		.member_count = COUNT_OF(table)                                                    \
	}
#define NAMED_CHOICE(called, about, ...)                                                           \
	{                                                                                          \
		.kind = SHAPE_TEXT, .name = (called), .doc = (about),                              \
		.choices = (const char *const[])                                                   \
		{                                                                                  \
			__VA_ARGS__, NULL                                                          \
		}                                                                                  \
	}

#endif
