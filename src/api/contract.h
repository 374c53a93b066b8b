/*
 * The route tables as documents: OpenAPI 3.1 for those who call us, TypeScript types for our own
 * web app, and a check that every row describes what it answers. All three read the same rows, so
 * the documents cannot drift from the server; the scenarios hold every reply against the first.
 */
#ifndef API_CONTRACT_H
#define API_CONTRACT_H

#include "api/api.h"

struct contract {
	const struct route_table *const *tables;
	size_t count;
};

/* The shapes that have a name, each once, a shape before those it is made of. */
struct contract_shapes {
	const struct shape **at;
	size_t count;
};
struct contract_shapes contract_shapes(struct arena *a, const struct contract *c);

/* What is known of a {parameter} in a path; NULL: it is an id and its name says enough. */
const struct member *contract_path_param(struct str name);

/* Appends one line, with the remedy, for every row or shape that is not described as it should be.
 */
void contract_check(struct arena *a, const struct contract *c, struct buf *findings);

/* https://spec.openapis.org/oas/v3.1.0 */
void contract_openapi(struct arena *a, const struct contract *c, struct json_writer *w);
/* web/src/api/types.ts */
void contract_types(struct arena *a, const struct contract *c, struct buf *out);

#endif
