/*
 * For the operator's tools: alive, ready, and numbers in Prometheus' text format. They tell nothing
 * about users, so they ask for no login; a proxy should keep them from the outside.
 */
#include "api/counters.h"
#include "api/put.h"
#include "api/tables.h"

static bool healthz(struct call *c, struct err *err)
{
	(void)err;
	http_set_content_type(c->res, STR("text/plain; charset=utf-8"));
	buf_put(&c->res->body, STR("ok\n"));
	return true;
}

/* Ready when the database answers and the program says so. */
static bool readyz(struct call *c, struct err *err)
{
	struct str reason = STR_NONE;

	(void)err;
	http_set_content_type(c->res, STR("text/plain; charset=utf-8"));
	if (c->api->ready(c->api->app, &reason)) {
		buf_put(&c->res->body, STR("ready\n"));
		return true;
	}
	c->res->status = 503;
	buf_fmt(&c->res->body, "not ready: %.*s\n", STR_ARG(reason));
	return true;
}

static bool metrics(struct call *c, struct err *err)
{
	(void)err;
	http_set_content_type(c->res, STR("text/plain; version=0.0.4; charset=utf-8"));
	api_counters_write(c->api->counters, &c->res->body);
	c->api->metrics(c->api->app, &c->res->body);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/healthz", healthz, .face = FACE_PLAIN, .waits = WAITS_FOR_NOTHING,
	  .doc = "The process is alive.", .reply_type = "text/plain" },
	{ HTTP_GET, "/readyz", readyz, .face = FACE_PLAIN, .waits = WAITS_FOR_DATABASE,
	  .doc = "Requests can be served; 503 and the reason when they cannot.",
	  .reply_type = "text/plain" },
	{ HTTP_GET, "/metrics", metrics, .face = FACE_PLAIN, .waits = WAITS_FOR_DATABASE,
	  .doc = "Counters in Prometheus' text format.", .reply_type = "text/plain" },
};

const struct route_table health_routes = { routes, COUNT_OF(routes), "Operation" };
