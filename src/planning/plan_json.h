/*
 * A post as clients write it, in JSON: the body of a request, a row of an import, the content of a
 * series. One reader for all of them; what it means is plan.h's.
 */
#ifndef PLANNING_PLAN_JSON_H
#define PLANNING_PLAN_JSON_H

#include "planning/plan.h"

#define PLAN_TEXT_MAX 100000 /* the rules say what is too long, and why */

/* Texts point into `body`. ERR_INVALID_FIELD names the member. */
bool plan_from_json(struct arena *a, const struct json *body, struct post_plan *ret,
		    struct err *err) must_use;

#endif
