/* The OpenAPI document of this very build, for whoever writes a client. It tells nothing secret. */
#include "api/contract.h"
#include "api/tables.h"

static bool openapi(struct call *c, struct err *err)
{
	struct contract all = { c->api->tables, c->api->table_count };

	(void)err;
	contract_openapi(c->arena, &all, &c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/api/openapi.json", openapi, .face = FACE_PLAIN, .doc = "This document.",
	  .reply = T_ANY },
};

const struct route_table document_routes = { routes, COUNT_OF(routes), "Documentation" };
