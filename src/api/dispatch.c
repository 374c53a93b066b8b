/*
 * From a request to its handler. What a row declares is done here, in this order: find the row,
 * know the caller, check what he may do, check that the request is his own (CSRF), resolve the
 * window, open the snapshot, load the account, then call the handler.
 */
#include "api/api.h"

#include "api/call.h"
#include "api/counters.h"
#include "api/reply.h"
#include "assets/assets.h"
#include "base/log.h"
#include "store/competitors.h"
#include "store/store.h"

/* Between `plan` (on the loop) and `handle` (on the lane's thread): which row, or why none. */
struct found {
	const struct route *route;
	const struct asset *asset;
	enum err_code refusal;
	unsigned allowed;
	struct call *call; /* of a suspended request */
};

static const enum http_lane lane_of[] = {
	[WAITS_FOR_DATABASE] = HTTP_LANE_POOL,  [WAITS_FOR_META] = HTTP_LANE_UPSTREAM,
	[WAITS_FOR_CLIENT] = HTTP_LANE_STREAM,  [WAITS_FOR_DISK] = HTTP_LANE_UPSTREAM,
	[WAITS_FOR_NOTHING] = HTTP_LANE_INLINE,
};

/* ---- finding the row ---- */

/* The original proxies mounted the two back ends under these (cekbrand.md 0.2). */
static bool strip_prefix(struct str *path, struct str prefix)
{
	if (!str_starts_with(*path, prefix) || path->len == prefix.len ||
	    path->at[prefix.len] != '/')
		return false;
	*path = str_skip(*path, prefix.len);
	return true;
}

/* The documents spell some addresses in another way than the front end does (cekbrand.md A.0). */
static struct str as_spelt(struct arena *a, struct str path)
{
	struct str documented = STR("/cekbrand/account/");

	if (!str_starts_with(path, documented))
		return path;
	return str_fmt(a, "/cekbrand/accounts/%.*s", STR_ARG(str_skip(path, documented.len)));
}

static bool answers_under(const struct route *route, bool rest, bool was)
{
	if (rest)
		return route->face == FACE_CEKBRAND || route->face == FACE_WAS;
	return !was || route->face == FACE_WAS;
}

static struct found find(const struct api *api, struct http_request *req)
{
	struct found found = { .refusal = ERR_NONE };
	struct str path = req->path;
	bool rest = strip_prefix(&path, STR("/restapi"));
	bool was = !rest && strip_prefix(&path, STR("/wasapi"));
	const void *row = NULL;
	enum router_outcome outcome =
		router_find(api->router, req, as_spelt(req->arena, path), &row, &found.allowed);

	if (outcome == ROUTER_FOUND && answers_under(row, rest, was)) {
		found.route = row;
		return found;
	}
	found.refusal =
		outcome == ROUTER_METHOD_NOT_ALLOWED ? ERR_METHOD_NOT_ALLOWED : ERR_NOT_FOUND;
	if (req->method & (HTTP_GET | HTTP_HEAD))
		found.asset = assets_find(req->path);
	return found;
}

static struct http_plan plan(void *ctx, struct http_exchange *x)
{
	struct api *api = ctx;
	struct found *found = arena_new(x->req.arena, struct found);

	*found = find(api, &x->req);
	x->user = found;
	if (!found->route)
		return (struct http_plan){ HTTP_LANE_INLINE, LIMIT_HTTP_BODY };
	return (struct http_plan){
		.lane = lane_of[found->route->waits],
		.max_body_bytes = found->route->max_body_bytes ? found->route->max_body_bytes
							       : LIMIT_HTTP_BODY,
		.takes_parts = found->route->takes_parts,
	};
}

/* ---- what a row declares ---- */

/* Only a first choice that really is English: the original client always sends "en_US,id". */
static bool prefers_english(const struct http_request *req)
{
	struct str rest = http_header(req, STR("Accept-Language"));
	struct str first = str_trim(str_cut(&rest, ','));
	struct str tag = str_cut(&first, ';');

	return str_eq_nocase(tag, STR("en")) || str_eq_nocase(str_sub(tag, 0, 3), STR("en-"));
}

static bool set_zone(struct call *c, struct err *err)
{
	struct str name = http_header(c->req, STR("X-Time-Zone"));

	c->zone = c->api->zone;
	if (name.len == 0 || str_eq(name, c->api->zone_name))
		return true;
	if (!tz_load(name, &c->zone_owned, err)) {
		err_field(err, "X-Time-Zone",
			  "Zona waktu \"%.40s\" tidak dikenal; pakai nama seperti Asia/Jakarta.",
			  str_z(c->arena, name));
		return err_say_en(
			err, "The time zone \"%.40s\" is not known; use a name like Asia/Jakarta.",
			str_z(c->arena, name));
	}
	c->zone = c->zone_owned;
	return true;
}

static bool is_unsafe(const struct call *c)
{
	return c->route->changes || !(c->req->method & (HTTP_GET | HTTP_HEAD | HTTP_OPTIONS));
}

/*
 * A request another site made a browser send is refused, whatever cookie came with it. The server's
 * own address is the configured one, or the one the browser itself used to reach us.
 */
static bool check_request_is_own(struct call *c, struct err *err)
{
	struct auth_origin from = {
		.own = c->api->base_url,
		.origin = http_header(c->req, STR("Origin")),
		.fetch_site = http_header(c->req, STR("Sec-Fetch-Site")),
	};
	struct str reached =
		str_fmt(c->arena, "%.*s://%.*s", STR_ARG(c->req->scheme), STR_ARG(c->req->host));

	if (!is_unsafe(c))
		return true;
	if (str_eq(from.origin, reached))
		from.own = reached;
	if (c->route->is_login
		    ? auth_origin_ok(&from)
		    : auth_csrf_ok(&c->who, &from, http_header(c->req, STR("X-CSRFToken"))))
		return true;
	return err_set(err, ERR_CSRF_FAILED,
		       "from another site, or X-CSRFToken is not this session's");
}

static bool check_access(const struct call *c, struct err *err)
{
	if (c->route->access == ACCESS_PUBLIC)
		return true;
	if (c->who.user_id == 0)
		return err_set(err, ERR_NOT_LOGGED_IN, "no valid session or token");
	if (c->route->access == ACCESS_ADMIN && !c->who.is_staff)
		return err_set(err, ERR_FORBIDDEN, "not an administrator");
	return c->who.is_admin ||
	       plan_check(&c->who.plan, c->who.is_verified, route_ability(c->route), err);
}

/* A part that knows no other workspaces must not seem to show one. */
static bool enter_workspace(struct call *c, struct err *err)
{
	struct str id = http_header(c->req, STR("X-Workspace"));

	if (!id.len && c->route->in_workspace != WORKSPACE_OWN)
		id = call_arg(c, STR("workspace"));
	c->workspace = (struct workspace){ c->who.user_id, WORKSPACE_ROLE_OWNER };
	if (c->route->access == ACCESS_PUBLIC)
		return true;
	if (!workspace_enter(c->api->auth, c->arena, &c->who, id, &c->workspace, err))
		return false;
	return (c->workspace.owner_id == c->who.user_id) ||
	       workspace_check(&c->workspace, c->route->in_workspace, err);
}

static bool resolve_window(struct call *c, struct err *err)
{
	struct window_request request = {
		.date_frame = call_arg(c, STR("date_frame")),
		.start = call_arg(c, STR("start")),
		.end = call_arg(c, STR("end")),
	};

	if (!c->route->takes_window)
		return true;
	if (!window_resolve(&request, c->zone, clock_now_s(c->api->clock), &c->window, err))
		return false;

	struct plan_window wanted = {
		.date_frame = request.date_frame,
		.is_free = c->route->all_is_free && window_is_all(&c->window),
	};

	return c->who.is_admin || plan_check_window(&c->who.plan, &wanted, err);
}

/* Somebody else's account and one that does not exist look the same. */
static bool load_account(struct call *c, struct err *err)
{
	bool found;

	if (!c->route->owns_account)
		return true;
	if (!accounts_get(c->snapshot, c->arena, c->who.user_id, call_path(c, 0), &c->account,
			  &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no such account of this user");
	return true;
}

/* The account is the caller's own by now; from here on it is the competitor that is read. */
static bool load_competitor(struct call *c, struct err *err)
{
	const struct competitor_owner owner = { c->who.user_id, c->account.id };
	struct competitor_row row;
	bool found;

	if (!c->route->of_competitor)
		return true;
	if (!competitors_get(c->snapshot, c->arena, &owner, call_path(c, 1), &row, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no such competitor of this account");
	c->account = (struct account_row){ .id = row.id, .username = row.username };
	return true;
}

static bool prepare(struct call *c, struct err *err)
{
	if (!call_identify(c, err) || !check_access(c, err) || !check_request_is_own(c, err))
		return false;
	if (!enter_workspace(c, err) || !set_zone(c, err) || !resolve_window(c, err))
		return false;
	if ((c->route->reads || c->route->owns_account) &&
	    !store_read(c->api->store, &c->snapshot, err))
		return false;
	if (!load_account(c, err) || !load_competitor(c, err))
		return false;
	/* Nobody keeps a snapshot open while he waits for Meta. */
	if (!c->route->reads)
		store_read_endp(&c->snapshot);
	return true;
}

/* ---- handling ---- */

/* Once for each request, and before anything of its body is asked for. */
static bool is_first_time(const struct http_exchange *x)
{
	return !x->is_resumed && (x->part == HTTP_PART_WHOLE || x->part == HTTP_PART_NONE);
}

static bool serve(struct call *c, struct err *err)
{
	handler *next = c->x->is_resumed ? c->route->resume : c->route->handle;

	if (is_first_time(c->x) && !prepare(c, err))
		return false;
	if (!next(c, err))
		return false;
	if (c->is_suspended || c->wants_more)
		return true;
	if (buf_failed(&c->res->body))
		return err_set(err, ERR_TOO_LARGE, "answer over %u bytes", LIMIT_HTTP_RESPONSE);
	return true;
}

static void refuse(struct call *c, const struct err *err)
{
	struct str code = str_of(err_info(err->code)->name);

	if (c->route->browser_error && http_accepts(c->req, STR("text/html"))) {
		buf_clear(&c->res->body);
		http_redirect(c->res, 303,
			      str_fmt(c->arena, "%s%.*s", c->route->browser_error, STR_ARG(code)));
		return;
	}
	reply_error(c->route->face, c->english, err, c->res);
}

static void log_refusal(const struct call *c, const struct err *err)
{
	enum log_level level = err_info(err->code)->http_status >= 500 ? LOG_ERROR : LOG_INFO;

	log_at(level, "request refused", LOG_STR("request_id", c->req->request_id),
	       LOG_STR("route", str_of(c->route->path)),
	       LOG_STR("code", str_of(err_info(err->code)->name)),
	       LOG_STR("cause", str_of(err->cause)), LOG_STR("field", str_of(err->field)));
}

static bool has_content_type(const struct http_response *res)
{
	for (size_t i = 0; i < res->header_count; i++)
		if (str_eq_nocase(res->headers[i].name, STR("Content-Type")))
			return true;
	return false;
}

/* A stream that has begun can only be cut: its status has long been sent. */
static enum http_verdict finish(struct call *c, bool ok, const struct err *err)
{
	const struct api *api = c->api;
	bool is_broken = !ok && c->res->is_streaming;

	if (!ok) {
		log_refusal(c, err);
		api_count_error(api->counters, err->code);
	}
	if (!ok && !is_broken)
		refuse(c, err);
	if (ok && c->res->body.len && !has_content_type(c->res))
		http_set_content_type(c->res, STR("application/json"));
	if (!c->res->is_streaming)
		reply_headers(api, c->res);
	return is_broken ? HTTP_BROKEN : HTTP_DONE;
}

static struct call *call_of(struct api *api, struct http_exchange *x, struct found *found)
{
	struct call *c = found->call ? found->call : arena_new(x->req.arena, struct call);

	if (found->call)
		return c;
	c->api = api;
	c->route = found->route;
	c->x = x;
	c->req = &x->req;
	c->res = &x->res;
	c->arena = x->req.arena;
	c->english = prefers_english(&x->req);
	json_start(&c->json, &x->res.body, JSON_PLAIN);
	found->call = c;
	return c;
}

static enum http_verdict handle_route(struct api *api, struct http_exchange *x, struct found *found)
{
	struct call *c = call_of(api, x, found);
	struct err err = ERR_INIT;

	c->is_suspended = c->wants_more = false;
	bool ok = serve(c, &err);

	store_read_endp(&c->snapshot);
	if (ok && c->is_suspended)
		return HTTP_SUSPENDED;
	if (ok && c->wants_more)
		return HTTP_MORE;
	tz_freep(&c->zone_owned);
	/* Nobody is there to be answered. */
	return x->part == HTTP_PART_CUT ? HTTP_DONE : finish(c, ok, &err);
}

static void put_allow(struct http_response *res, unsigned allowed)
{
	struct str list = STR("");

	for (unsigned m = HTTP_GET; m <= HTTP_OPTIONS; m <<= 1)
		if (allowed & m)
			list = str_fmt(res->arena, "%.*s%s%.*s", STR_ARG(list),
				       list.len ? ", " : "",
				       STR_ARG(http_method_name((enum http_method)m)));
	http_set_header(res, STR("Allow"), list);
}

static enum http_verdict handle_no_route(struct api *api, struct http_exchange *x,
					 const struct found *found)
{
	struct err err = ERR_INIT;

	if (found->asset) {
		assets_serve(found->asset, &x->req, &x->res);
	} else {
		err_set(&err, found->refusal, "no such address");
		reply_error(FACE_CEKBRAND, prefers_english(&x->req), &err, &x->res);
		if (found->refusal == ERR_METHOD_NOT_ALLOWED)
			put_allow(&x->res, found->allowed);
	}
	reply_headers(api, &x->res);
	return HTTP_DONE;
}

static enum http_verdict handle(void *ctx, struct http_exchange *x)
{
	struct api *api = ctx;
	struct found *found = x->user;

	if (!found->route)
		return handle_no_route(api, x, found);
	return handle_route(api, x, found);
}

static const char *const status_names[] = { [4] = "bad_request", [5] = "busy" };

/* What the HTTP server itself refuses: the shape of the API's errors, with its own reason. */
static void server_refuses(void *ctx, struct http_response *res, int status, const char *reason)
{
	struct api *api = ctx;
	struct json_writer w;

	json_start(&w, &res->body, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "code", str_of(status_names[status >= 500 ? 5 : 4]));
	json_put_str(&w, "detail", str_of(reason));
	json_end_object(&w);
	res->status = status;
	http_set_content_type(res, STR("application/json"));
	reply_headers(api, res);
}

static void finished(void *ctx, const struct http_exchange *x, int status, int64_t took_us)
{
	struct api *api = ctx;
	const struct found *found = x->user;
	struct str route = found && found->route ? str_of(found->route->path) : STR("-");

	api_count_request(api->counters, status, took_us);
	/* The path, never the query: it may hold a code or a state. */
	log_debug("request", LOG_STR("request_id", x->req.request_id), LOG_STR("route", route),
		  LOG_INT("status", status), LOG_INT("took_us", took_us),
		  LOG_STR("peer", x->req.peer));
}

void api_init(struct api *api)
{
	api->router = router_new();
	api->counters = api_counters_new();
	for (size_t t = 0; t < api->table_count; t++)
		for (size_t i = 0; i < api->tables[t]->count; i++) {
			const struct route *row = &api->tables[t]->rows[i];

			router_add(api->router, row->method, row->path, row);
		}
}

void api_deinit(struct api *api)
{
	router_freep(&api->router);
	api_counters_freep(&api->counters);
}

struct http_app api_http_app(struct api *api)
{
	return (struct http_app){
		.plan = plan,
		.handle = handle,
		.refuse = server_refuses,
		.finished = finished,
		.ctx = api,
	};
}
