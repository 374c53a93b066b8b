#include "graphsim/control/service.h"

#include <time.h>

#include "graphsim/control/sim_api.h"
#include "graphsim/hooks/postman.h"
#include "graphsim/oauth/dialog.h"
#include "graphsim/oauth/dialog_page.h"
#include "graphsim/oauth/pages.h"
#include "graphsim/protocol/call_params.h"
#include "graphsim/protocol/graph.h"
#include "graphsim/protocol/waiting.h"
#include "graphsim/publish/fetcher.h"
#include "graphsim/publish/sample_media.h"
#include "graphsim/publish/upload.h"
#include "graphsim/world/picture.h"

#define BODY_MAX_BYTES (16u * MIB)
#define HANG_MS (10 * 60 * 1000)
#define IMMUTABLE "public, max-age=86400, immutable"

struct service {
	struct world *world;
	struct waiting *waiting;
	struct postman *postman;
	struct fetcher *fetcher;
};

/* Kept with a request while a fault holds it. */
struct visit {
	const struct fault *fault;
	bool is_done; /* the call has been carried out; only its answer waits */
};

struct service *service_new(struct world *world)
{
	struct service *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->world = world;
	s->waiting = waiting_new();
	s->postman = postman_new(world);
	s->fetcher = fetcher_new(world);
	return s;
}

void service_release_waiting(struct service *s)
{
	atomic_store(&s->world->is_closing, true);
	waiting_release(s->waiting);
}

struct service *service_free(struct service *s)
{
	if (!s)
		return NULL;
	atomic_store(&s->world->is_closing, true);
	waiting_free(s->waiting);
	postman_free(s->postman);
	fetcher_free(s->fetcher);
	free(s);
	return NULL;
}

void service_freep(struct service **s)
{
	*s = service_free(*s);
}

static struct str origin_of(const struct http_request *req)
{
	return str_fmt(req->arena, "%.*s://%.*s",
		       STR_ARG(str_is_empty(req->scheme) ? STR("http") : req->scheme),
		       STR_ARG(str_is_empty(req->host) ? STR("127.0.0.1") : req->host));
}

static void log_request(struct world *w, const struct http_request *req, const struct params *args,
			int status)
{
	struct arena *a = req->arena;
	struct request_row row = {
		.method = str_z(a, http_method_name(req->method)),
		.path = str_z(a, call_plain_path(a, req->path)),
		.query = str_z(a, request_log_query(a, args)),
		.status = status,
		.at_ms = world_now_ms(w),
		.has_proof = params_has(args, STR("appsecret_proof")),
		.is_token_in_url = params_has(&req->args, STR("access_token")),
	};

	request_log_add(&w->log, &row);
}

static void send_call(struct call *c, struct http_response *res)
{
	res->status = c->status;
	for (size_t i = 0; i < c->header_count; i++)
		http_set_header(res, c->headers[i].name, c->headers[i].value);
	buf_put(&res->body, buf_str(&c->body));
}

static void handle_graph(struct world *w, struct http_exchange *x, const struct fault *fault)
{
	const struct http_request *req = &x->req;
	cleanup(call_deinit) struct call c = { 0 };

	call_init(&c, w, req->arena);
	c.method = req->method == HTTP_HEAD ? HTTP_GET : req->method;
	c.path = req->path;
	c.origin = origin_of(req);
	c.authorization = http_header(req, STR("Authorization"));
	c.if_none_match = http_header(req, STR("If-None-Match"));
	call_read_args(&c, &req->args, http_header(req, STR("Content-Type")), req->body);
	call_override_method(&c);
	call_apply_fault(&c, fault);
	graph_run(&c);
	send_call(&c, &x->res);
	log_request(w, req, &c.args, c.status);
}

static void send_file(struct http_response *res, struct str type, struct str bytes)
{
	http_set_content_type(res, type);
	http_set_header(res, STR("Cache-Control"), STR(IMMUTABLE));
	res->static_body = bytes;
}

/* What needs neither the world nor faults. */
static bool handle_files(struct http_exchange *x)
{
	struct str path = x->req.path;

	if (str_eq(path, STR("/_assets/dialog.css"))) {
		send_file(&x->res, STR("text/css; charset=utf-8"), pages_text("dialog.css"));
		return true;
	}
	/* Browsers ask for it beside the dialog; it is no node of the graph. */
	if (str_eq(path, STR("/favicon.ico"))) {
		x->res.status = 204;
		return true;
	}
	if (!str_starts_with(path, STR("/_cdn/")))
		return false;
	const char *sample = sample_media_make(path, &x->req.args, &x->res.body);
	if (sample) {
		http_set_content_type(&x->res, str_of(sample));
	} else if (picture_draw(path, &x->res.body)) {
		http_set_content_type(&x->res, STR("image/jpeg"));
		http_set_header(&x->res, STR("Cache-Control"), STR(IMMUTABLE));
		http_set_header(&x->res, STR("Access-Control-Allow-Origin"), STR("*"));
	} else {
		x->res.status = 404;
		http_set_content_type(&x->res, STR("text/plain; charset=utf-8"));
		buf_put(&x->res.body, STR("URL signature mismatch"));
	}
	return true;
}

static void send_edge_page(struct http_exchange *x, const struct fault *f)
{
	x->res.status = f->status ? (int)f->status : 503;
	http_set_content_type(&x->res, STR("text/html; charset=utf-8"));
	buf_put(&x->res.body,
		STR("<!DOCTYPE html><html lang=\"en\"><head><title>Error</title></head><body>"
		    "<h1>Sorry, something went wrong.</h1><p>We're working on getting this fixed "
		    "as soon as we can.</p></body></html>"));
}

static void send_garbage(struct http_exchange *x, const struct fault *f)
{
	x->res.status = f->status ? (int)f->status : 200;
	http_set_content_type(&x->res, STR("application/json; charset=UTF-8"));
	buf_put(&x->res.body, STR("{\"data\":[{\"id\":\"178414\",,}<<<\x01\x02 not json"));
}

/* A wrong answer in the right form. */
static void send_body(struct http_exchange *x, const struct fault *fault)
{
	x->res.status = fault->status ? (int)fault->status : 200;
	http_set_content_type(&x->res, STR("application/json; charset=UTF-8"));
	buf_put(&x->res.body, fault->body);
}

/* Somebody looks at the simulator itself with a browser. */
static bool is_visit(const struct http_request *req)
{
	return req->method == HTTP_GET && str_eq(req->path, STR("/")) && req->args.count == 0 &&
	       http_accepts(req, STR("text/html"));
}

static bool has_other_answer(const struct fault *f)
{
	return f && (f->is_html || f->is_garbage || f->body.at);
}

/* What stands in the place of the answer. */
static void send_other(struct http_exchange *x, const struct fault *f)
{
	buf_clear(&x->res.body);
	x->res.header_count = 0;
	if (f->is_html)
		send_edge_page(x, f);
	else if (f->is_garbage)
		send_garbage(x, f);
	else
		send_body(x, f);
}

static void answer(struct world *locked, struct http_exchange *x, const struct fault *fault)
{
	cleanup(world_unlock) struct world *w = locked;
	struct str plain = call_plain_path(x->req.arena, x->req.path);

	world_lock(w);
	if (has_other_answer(fault) && !fault->has_effect) {
		send_other(x, fault);
		log_request(w, &x->req, &x->req.args, x->res.status);
	} else if (upload_is_path(plain)) {
		struct params args = { 0 };

		upload_handle(w, x, origin_of(&x->req), fault);
		log_request(w, &x->req, &args, x->res.status);
	} else if (dialog_is_path(x->req.path)) {
		dialog_show(w, &x->req, origin_of(&x->req), &x->res);
		log_request(w, &x->req, &x->req.args, x->res.status);
	} else if (is_visit(&x->req)) {
		dialog_page_home(w, &x->res, &x->req, origin_of(&x->req));
	} else if (str_eq(plain, STR("/dialog/decide")) && x->req.method == HTTP_POST) {
		dialog_decide(w, &x->req, &x->res);
	} else {
		handle_graph(w, x, fault);
	}
	if (has_other_answer(fault) && fault->has_effect)
		send_other(x, fault);
}

/* Half of the body, and then the line goes dead. */
static enum http_verdict send_half(struct http_exchange *x)
{
	struct str body = str_dup(x->req.arena, buf_str(&x->res.body));
	struct err err = ERR_INIT;

	buf_clear(&x->res.body);
	if (http_stream_begin(&x->res, &err) &&
	    !http_stream_write(&x->res, str_sub(body, 0, body.len / 2), &err))
		return HTTP_BROKEN;
	return HTTP_BROKEN;
}

/* `ret_latency_ms`: how long any call takes. */
static const struct fault *find_fault(struct world *locked, struct http_exchange *x,
				      int64_t *ret_latency_ms)
{
	cleanup(world_unlock) struct world *w = locked;
	struct arena *a = x->req.arena;

	world_lock(w);
	const struct fault *f = fault_list_match(&w->faults, a, http_method_name(x->req.method),
						 call_plain_path(a, x->req.path), false);
	*ret_latency_ms = w->latency_ms;
	if (f && f->is_hang)
		log_request(w, &x->req, &x->req.args, 0);
	return f;
}

/* A request that waits holds no thread. */
static enum http_verdict wait_for(struct service *s, struct http_exchange *x, const struct visit *v,
				  int64_t wait_ms)
{
	struct visit *visit = arena_new(x->req.arena, struct visit);

	*visit = *v;
	x->user = visit;
	struct http_ticket *ticket = http_suspend(x, wait_ms + 1000);
	waiting_add(s->waiting, ticket, wait_ms);
	return HTTP_SUSPENDED;
}

/* JSON without an end: the client should have stopped reading long before. */
static enum http_verdict send_flood(struct http_exchange *x, int64_t bytes)
{
	static const char piece[] =
		"\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",";
	struct err err = ERR_INIT;

	buf_clear(&x->res.body);
	bool is_open = http_stream_begin(&x->res, &err) &&
		       http_stream_write(&x->res, STR("{\"data\":["), &err);
	for (; is_open && bytes > 0; bytes -= (int64_t)sizeof(piece) - 1)
		is_open = http_stream_write(&x->res, str_of(piece), &err);
	return is_open ? HTTP_DONE : HTTP_BROKEN;
}

/* Byte by byte, until the client has had enough. */
static enum http_verdict send_drops(struct service *s, struct http_exchange *x, int64_t apart_ms)
{
	const struct timespec apart = { .tv_sec = apart_ms / 1000,
					.tv_nsec = apart_ms % 1000 * 1000000 };
	struct str rest = str_dup(x->req.arena, buf_str(&x->res.body));
	struct err err = ERR_INIT;

	buf_clear(&x->res.body);
	bool is_open = http_stream_begin(&x->res, &err);
	for (; is_open && rest.len > 0; rest = str_skip(rest, 1)) {
		is_open = http_stream_write(&x->res, str_sub(rest, 0, 1), &err) &&
			  !atomic_load(&s->world->is_closing);
		nanosleep(&apart, NULL);
	}
	return is_open ? HTTP_DONE : HTTP_BROKEN;
}

/* How an answer that is ready leaves. */
static enum http_verdict let_go(struct service *s, struct http_exchange *x, const struct fault *f)
{
	if (!f)
		return HTTP_DONE;
	if (f->is_hang || f->is_cut)
		return HTTP_CUT;
	for (size_t i = 0; i < f->header_count; i++)
		http_set_header(&x->res, f->header_names[i], f->header_values[i]);
	if (f->body_bytes > 0)
		return send_flood(x, f->body_bytes);
	if (f->drip_ms > 0)
		return send_drops(s, x, f->drip_ms);
	return f->is_truncated ? send_half(x) : HTTP_DONE;
}

static enum http_verdict carry_out(struct service *s, struct http_exchange *x,
				   const struct fault *f)
{
	const struct visit done = { .fault = f, .is_done = true };

	if (f && f->is_cut && !f->has_effect)
		return HTTP_CUT;
	answer(s->world, x, f);
	int64_t wait_ms = !f || !f->has_effect ? 0 : f->is_hang ? HANG_MS : f->delay_ms;
	return wait_ms > 0 ? wait_for(s, x, &done, wait_ms) : let_go(s, x, f);
}

/* How long before the call is carried out. */
static int64_t wait_before(const struct fault *f, int64_t latency_ms)
{
	if (!f || f->has_effect)
		return latency_ms;
	return f->is_hang ? HANG_MS : latency_ms + f->delay_ms;
}

static enum http_verdict come_back(struct service *s, struct http_exchange *x)
{
	const struct visit *v = x->user;

	if (v->is_done || (v->fault && v->fault->is_hang && !v->fault->has_effect))
		return let_go(s, x, v->fault);
	return carry_out(s, x, v->fault);
}

static enum http_verdict handle(void *ctx, struct http_exchange *x)
{
	struct service *s = ctx;
	struct visit visit = { 0 };
	int64_t latency_ms;

	if (handle_files(x))
		return HTTP_DONE;
	if (str_starts_with(x->req.path, STR("/_sim/")) ||
	    str_starts_with(x->req.path, STR("/sim/"))) {
		cleanup(world_unlock) struct world *w = s->world;

		world_lock(w);
		sim_api_handle(w, &x->req, &x->res);
		return HTTP_DONE;
	}
	if (x->is_resumed)
		return come_back(s, x);
	visit.fault = find_fault(s->world, x, &latency_ms);
	int64_t wait_ms = wait_before(visit.fault, latency_ms);
	return wait_ms > 0 ? wait_for(s, x, &visit, wait_ms) : carry_out(s, x, visit.fault);
}

/* What may wait for somebody's files does not stand in the way of the rest. */
static bool may_fetch(const struct http_request *req)
{
	static const char *const edges[] = { "/media", "/photos", "/videos", "/video_reels",
					     "/video_stories" };

	for (size_t i = 0; i < COUNT_OF(edges) && req->method == HTTP_POST; i++) {
		if (str_ends_with(req->path, str_of(edges[i])))
			return true;
	}
	return upload_is_path(req->path);
}

static struct http_plan plan(void *ctx, struct http_exchange *x)
{
	(void)ctx;
	if (upload_is_path(x->req.path))
		return (struct http_plan){ HTTP_LANE_UPSTREAM, UPLOAD_MAX_BYTES };
	return (struct http_plan){ may_fetch(&x->req) ? HTTP_LANE_UPSTREAM : HTTP_LANE_POOL,
				   BODY_MAX_BYTES };
}

struct http_app service_app(struct service *s)
{
	return (struct http_app){ .plan = plan, .handle = handle, .ctx = s };
}
