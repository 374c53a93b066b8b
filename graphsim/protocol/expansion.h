/*
 * Field expansion: `id,media.limit(3).as(posts){id,insights.metric(reach,saved){name,values}}`.
 * Turns the `fields` parameter into a tree of selections. A call on an edge (`/{id}/media?limit=3`)
 * becomes the same kind of selection, so that edges have one way to be asked.
 */
#ifndef GRAPHSIM_EXPANSION_H
#define GRAPHSIM_EXPANSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

struct modifier {
	struct str name;
	struct str value;
};

struct selection {
	struct str name;
	struct str alias; /* .as(…): the key in the answer; else the name */
	const struct modifier *modifiers;
	size_t modifier_count;
	struct str inner_text; /* what stood between the braces, STR_NONE without braces */
	const struct selection *inner;
	size_t inner_count;
};

/* Where the text stopped making sense. */
struct expansion_error {
	struct str expected;
	size_t at;
};

bool expansion_parse(struct arena *a, struct str text, const struct selection **ret,
		     size_t *ret_count, struct expansion_error *error) must_use;

/* STR_NONE when there is no such modifier. */
struct str selection_arg(const struct selection *s, struct str name);
bool selection_has(const struct selection *s, struct str name);
/* The key under which the answer stands. */
struct str selection_key(const struct selection *s);

#endif
