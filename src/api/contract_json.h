/* Shapes as JSON Schema (2020-12), the dialect of OpenAPI 3.1. */
#ifndef API_CONTRACT_JSON_H
#define API_CONTRACT_JSON_H

#include "api/contract.h"

/* A whole schema object: a $ref when the shape has a name. `flags` are a member's. */
void contract_schema(struct json_writer *w, const struct shape *shape, unsigned flags,
		     const char *doc);
/* The inside of a schema object, which the caller opens and closes. */
void contract_definition(struct json_writer *w, const struct shape *shape, bool nullable);
/* "type": "string", or "type": ["string", "null"]. */
void contract_type(struct json_writer *w, const char *type, bool nullable);
/* "$ref": "#/components/GROUP/NAME" */
void contract_ref(struct json_writer *w, const char *group, const char *name);
/* A member, unless the value is NULL. */
void contract_text(struct json_writer *w, const char *key, const char *value);

#endif
