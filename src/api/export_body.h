/* What is exported, as bodies say it and answers show it: shared by exports and schedules. */
#ifndef API_EXPORT_BODY_H
#define API_EXPORT_BODY_H

#include "api/put.h"
#include "exports/exports.h"

extern const struct shape export_format_shape, export_language_shape;

/*
 * The members format, parts, competitors, language, date_frame, start and end of a JSON body, with
 * the caller's zone and the present moment. A wrong kind of value is ERR_INVALID_FIELD.
 */
bool export_body_read(struct call *c, const struct json *body, struct export_order *ret,
		      struct err *err) must_use;
/* The same as rows of a body's shape, each with its comma. */
#define EXPORT_BODY_MEMBERS                                                                        \
	{ "format", &export_format_shape },                                                        \
		{ "parts", T_LIST(T_TEXT), OPTIONAL | NULLABLE,                                    \
		  "As the download of that format takes them; none: all it has." },                \
		{ "date_frame", T_TEXT, OPTIONAL | NULLABLE,                                       \
		  "7, 28, 60 or 90 days, last_week, last_month." },                                \
		{ "competitors", T_LIST(T_ID), OPTIONAL | NULLABLE, "At most 6; none: all." },     \
	{                                                                                          \
		"language", &export_language_shape, OPTIONAL | NULLABLE, "id unless given."        \
	}
/* Writes them as members of the object that is open. */
void put_export_order(struct call *c, const struct export_order *order);
#define EXPORT_ORDER_MEMBERS                                                                       \
	{ "format", &export_format_shape }, { "parts", T_LIST(T_TEXT), 0, "None: all it has." },   \
		{ "date_frame", T_TEXT, NULLABLE },                                                \
		{ "competitors", T_LIST(T_ID), 0, "None: all." },                                  \
	{                                                                                          \
		"language", &export_language_shape                                                 \
	}

/* The body as JSON, an object; ERR_BAD_REQUEST otherwise. */
bool call_json(struct call *c, const struct json **ret, struct err *err) must_use;
/* A list of texts joined by commas; absent and null are empty. */
bool body_texts(struct call *c, const struct json *body, const char *field, struct str *ret,
		struct err *err) must_use;

#endif
