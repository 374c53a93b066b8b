/*
 * The parameters of POST /{ig-user}/media (spec: meta-graph.md 5.1) as one table: for which kinds
 * of container each counts, and what its value must be. For other kinds they are passed over, as
 * Meta does.
 */
#ifndef GRAPHSIM_IG_PARAMS_H
#define GRAPHSIM_IG_PARAMS_H

#include "graphsim/protocol/call.h"
#include "graphsim/publish/container.h"

/* Which kind the call asks for; raises 100/2207023 or what is missing. */
bool ig_params_kind(struct call *c, enum container_kind *ret) must_use;
/* Checks everything that counts for the kind and keeps what is shown later; raises what is wrong.
 */
bool ig_params_read(struct call *c, enum container_kind kind, struct container_texts *ret) must_use;
/* The parameter that holds the file's address; NULL for carousels. */
const char *ig_params_url(enum container_kind kind);
bool ig_params_flag(struct call *c, const char *name, bool *ret) must_use;
/* A list as `a,b` or as a JSON array. */
size_t ig_params_list(struct call *c, struct str text, struct str *ret, size_t room);

#endif
