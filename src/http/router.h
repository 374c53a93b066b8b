/*
 * From method and path to the row that serves them. Patterns are literal segments and `{name}`
 * segments: `/cekbrand/accounts/{account_id}/media/summary`. Literals win over parameters, so the
 * order of rows does not matter. A trailing slash in the request is ignored.
 */
#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

#include "http/http.h"

struct router;

struct router *router_new(void);
struct router *router_free(struct router *r);
void router_freep(struct router **r);

/* Patterns are literals that outlive the router. The same method and shape twice asserts. */
void router_add(struct router *r, enum http_method method, const char *pattern, const void *row);

enum router_outcome { ROUTER_FOUND, ROUTER_NOT_FOUND, ROUTER_METHOD_NOT_ALLOWED };
/*
 * Finds the row for req->method and `path` (req->path, or the part after an alias prefix), and sets
 * req->path_param. HEAD falls back to GET. `ret_allowed` is a mask of methods for the Allow header.
 */
enum router_outcome router_find(const struct router *r, struct http_request *req, struct str path,
				const void **ret_row, unsigned *ret_allowed);

#endif
