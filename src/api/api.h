/*
 * The JSON API: routes as rows (C9), and the one dispatcher that does for every row what the row
 * declares: who may call it, CSRF, the date window, the account in its path, the snapshot it reads.
 * A handler is called when all of that is done and writes JSON; it holds no transaction of its own
 * and writes no SQL.
 *
 * One resource, one file, ending in its route table; app/routes.c lists the tables.
 */
#ifndef API_API_H
#define API_API_H

#include <stdbool.h>
#include <stdint.h>

#include "analytics/window.h"
#include "api/shape.h"
#include "auth/auth.h"
#include "auth/workspace.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/tz.h"
#include "http/http.h"
#include "http/router.h"
#include "report/export.h"
#include "store/accounts.h"

struct connect;
struct db_tx;
struct export_gate;
struct exports;
struct hooks;
struct jobs;
struct people;
struct publish;
struct store;
struct sync;
struct upload_writing;
struct uploads;

enum access {
	ACCESS_PUBLIC,
	ACCESS_USER,
	ACCESS_ADMIN,
};

/* The family a route belongs to: how errors look, and under which prefixes it answers. */
enum face {
	FACE_CEKBRAND, /* also under /restapi; {"code","detail"} */
	FACE_WAS,      /* also under /wasapi and /restapi; the same errors */
	FACE_META,     /* /api/meta/…; {"error":{"code","message","action"}} */
	FACE_PLAIN,    /* /healthz, /metrics */
};

/* What a handler may wait for decides on which threads it runs. */
enum waits {
	WAITS_FOR_DATABASE,
	WAITS_FOR_META,
	WAITS_FOR_CLIENT, /* streams an export */
	WAITS_FOR_DISK,   /* files that come or go; never behind exports */
	WAITS_FOR_NOTHING,
};

struct call;
typedef bool handler(struct call *c, struct err *err);

struct route {
	enum http_method method;
	const char *path; /* canonical, without prefix and trailing slash */
	handler *handle;
	handler *resume; /* called instead of `handle` when a suspended call goes on */
	enum access access;
	enum face face;
	enum waits waits;
	enum ability needs; /* of the caller's plan; see route_ability */
	/*
	 * In whose things the caller may do what: a row that names a right serves the workspace of
	 * the header X-Workspace (or the argument `workspace`) and reads through
	 * c->workspace.owner_id; the others serve the caller's own things alone.
	 */
	enum workspace_right in_workspace;
	bool takes_window;         /* date_frame, or start and end; neither: all data */
	bool all_is_free;          /* all data, without a window, is not kept for paying plans */
	bool owns_account;         /* {account_id} must be the caller's; loaded into c->account */
	bool of_competitor;        /* and it watches {competitor_account_id}: c->account is that */
	bool reads;                /* c->snapshot is open */
	bool changes;              /* a GET that changes something: checked like other methods */
	bool is_login;             /* no session yet: checked by origin instead of a CSRF token */
	size_t max_body_bytes;     /* 0: LIMIT_HTTP_BODY */
	bool takes_parts;          /* the handler is called for each part of the body (http.h) */
	const char *browser_error; /* a browser is sent to this page plus the code */
	const char *doc;
	/* What goes over the wire (shape.h). A row without `reply` or `reply_type` fails a test. */
	struct query query;
	struct body body;
	const struct shape *reply;
	int reply_status;       /* 0: 200, or 204 when the reply is shape_nothing */
	int redirect_status;    /* of a browser's reply, or of the only one; 0: never */
	const char *reply_type; /* media type of a reply that is not JSON */
	bool takes_range;       /* and a Range is answered with 206 */
	bool has_etag;          /* and an If-None-Match that matches with 304 */
};

/* What the row asks of its caller's plan: reading an account is at least the dashboard. */
static inline enum ability route_ability(const struct route *route)
{
	bool is_dashboard = route->owns_account && route->reads;

	return route->needs == ABILITY_ACCOUNT && is_dashboard ? ABILITY_DASHBOARD : route->needs;
}

struct route_table {
	const struct route *rows;
	size_t count;
	const char *title; /* heads the group in the documentation */
};

/* What all handlers share; made once by app/. */
struct api {
	struct store *store;
	struct auth *auth;
	struct connect *connect;
	struct sync *sync;
	struct jobs *jobs;
	struct people *people;
	struct exports *exports;
	struct export_means export_means; /* how PDF is made */
	struct publish *publish;
	struct hooks *hooks;
	struct uploads *uploads;
	struct export_gate *export_gate; /* of downloads that are made while they are sent */
	const struct clock *clock;
	const struct tz *zone; /* of calendar days when a request names none */
	struct str zone_name;
	struct str base_url;
	struct str webhook_verify_token; /* empty: no webhooks */
	bool has_facebook_login;
	struct str registration; /* closed, invited or open */
	bool is_https;
	struct str content_security_policy;
	const struct route_table *const *tables; /* all of them */
	size_t table_count;
	struct router *router;
	struct api_counters *counters;
	bool (*ready)(void *ctx, struct str *ret_reason);
	void (*metrics)(void *ctx, struct buf *out); /* appends lines of its own to /metrics */
	void *app;
};

/* One request while it is being served. */
struct call {
	const struct api *api;
	const struct route *route;
	struct http_exchange *x;
	struct http_request *req;
	struct http_response *res;
	struct arena *arena;
	struct identity who;        /* who.user_id == 0: nobody */
	struct workspace workspace; /* whose things are read; the caller's own unless asked */
	bool english;
	struct tz *zone_owned;
	const struct tz *zone; /* X-Time-Zone, else the server's */
	struct window window;
	struct db_tx *snapshot;
	struct account_row account;
	struct json_writer json; /* writes res->body */
	bool is_suspended;
	bool wants_more; /* of a body in parts: the next one, please */
	/* Kept over a suspension, and from part to part. */
	struct upload_writing *upload;
	int64_t job_id;
	struct str competitor_id; /* that was added */
};

/* Builds the router from `tables`; the same method and path twice asserts. */
void api_init(struct api *api);
void api_deinit(struct api *api);

/* The http_app of the whole API; `ctx` is the struct api. */
struct http_app api_http_app(struct api *api);

#endif
