/*
 * Arguments of a call from wherever clients put them: query, form, JSON or multipart body, a body
 * without a content type, a GET with a body; and `method=` in place of a verb (meta-graph.md 13).
 */
#ifndef GRAPHSIM_CALL_PARAMS_H
#define GRAPHSIM_CALL_PARAMS_H

#include "graphsim/protocol/call.h"

#define CALL_ARGS_MAX 160

/* Query first, then body: of two values the query's wins. */
void call_read_args(struct call *c, const struct params *query, struct str content_type,
		    struct str body);
/* `method=delete` on a POST. */
void call_override_method(struct call *c);

#endif
