/*
 * The real HTTP server around a handful of tiny routes, for tests and measurements over sockets.
 * Prints its port on standard output and runs until its standard input ends.
 *
 *	probe_server [name=value …]      names: see `settings` below
 *
 * Routes: /plain /json /pool (1.7 KB from a pool thread) /echo (body back) /etag /sleep?ms=
 * /hold (until /release) /suspend?ms=&wait=&until= (another thread resumes it after that time,
 * when so many requests have begun) /stream?bytes=&piece=&fail= /large?bytes= /stats /who
 * /parts?refuse=&stop=&ms= (a body that is read in parts) /sized?bytes=&short=&over=
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "base/clock.h"
#include "http/http.h"
#include "http/router.h"
#include "http/server.h"

#define PARTS_MAX_BYTES (256 * MIB)

struct probe {
	struct router *router;
	struct http_server *server;
	atomic_ulong begun; /* handlers that were called for a request, but /stats */
	atomic_ulong finished, gone, stream_errors, parts, cuts;
	atomic_ulong rung, resumed; /* tickets that were given back; handlers that heard of it */
	atomic_bool is_released;
};

typedef enum http_verdict handler(struct probe *p, struct http_exchange *x);

struct route {
	const char *pattern;
	enum http_lane lane;
	handler *handle;
	bool takes_parts;
};

static int64_t arg(const struct http_exchange *x, struct str name, int64_t fallback)
{
	int64_t n = fallback;
	if (!str_to_i64(params_get(&x->req.args, name), &n))
		return fallback;
	return n;
}

static void sleep_ms(int64_t ms)
{
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	while (nanosleep(&t, &t) < 0 && errno == EINTR) {
	}
}

/* ---- handlers ------------------------------------------------------------------------------- */

static enum http_verdict plain(struct probe *p, struct http_exchange *x)
{
	(void)p;
	http_set_content_type(&x->res, STR("text/plain"));
	x->res.static_body = STR("Hello, world!");
	return HTTP_DONE;
}

/* About 1.7 KB, built anew for each request. */
static enum http_verdict json(struct probe *p, struct http_exchange *x)
{
	(void)p;
	struct buf *out = &x->res.body;

	http_set_content_type(&x->res, STR("application/json"));
	buf_put(out, STR("{\"data\":["));
	for (int i = 0; i < 26; i++) {
		buf_put(out, i ? STR(",") : STR(""));
		buf_put(out, STR("{\"id\":\"17841400000000001\",\"name\":\"follower_count\","
				 "\"value\":123456}"));
	}
	buf_put(out, STR("]}\n"));
	return HTTP_DONE;
}

static enum http_verdict echo(struct probe *p, struct http_exchange *x)
{
	(void)p;
	http_set_content_type(&x->res, STR("application/octet-stream"));
	buf_put(&x->res.body, x->req.body);
	return HTTP_DONE;
}

static enum http_verdict etag(struct probe *p, struct http_exchange *x)
{
	http_set_header(&x->res, STR("ETag"), STR("\"v1\""));
	return plain(p, x);
}

static enum http_verdict who(struct probe *p, struct http_exchange *x)
{
	(void)p;
	buf_fmt(&x->res.body, "%.*s %.*s %.*s %.*s", STR_ARG(x->req.peer), STR_ARG(x->req.scheme),
		STR_ARG(x->req.host), STR_ARG(x->req.path));
	return HTTP_DONE;
}

static enum http_verdict nap(struct probe *p, struct http_exchange *x)
{
	sleep_ms(arg(x, STR("ms"), 10));
	return plain(p, x);
}

static enum http_verdict hold(struct probe *p, struct http_exchange *x)
{
	while (!p->is_released)
		sleep_ms(1);
	return plain(p, x);
}

static enum http_verdict release(struct probe *p, struct http_exchange *x)
{
	p->is_released = true;
	return plain(p, x);
}

struct alarm {
	struct probe *p;
	struct http_ticket *ticket;
	struct http_exchange *x;
	int64_t ms;
	unsigned long until;
};

/* Writes its result into the exchange, as whoever waits for Meta does, and resumes it. */
static void *ring(void *ctx)
{
	struct alarm *alarm = ctx;
	sleep_ms(alarm->ms);
	while (alarm->p->begun < alarm->until)
		sleep_ms(1);
	alarm->x->user = arena_new(alarm->x->req.arena, int);
	http_resume(alarm->ticket);
	alarm->p->rung++;
	free(alarm);
	return NULL;
}

static enum http_verdict suspend(struct probe *p, struct http_exchange *x)
{
	struct alarm *alarm = malloc(sizeof(*alarm));
	pthread_t thread;

	if (!alarm)
		abort();
	*alarm = (struct alarm){ .p = p,
				 .x = x,
				 .ms = arg(x, STR("ms"), 20),
				 .until = (unsigned long)arg(x, STR("until"), 0) };
	alarm->ticket = http_suspend(x, arg(x, STR("wait"), 5000));
	if (pthread_create(&thread, NULL, ring, alarm))
		abort();
	pthread_detach(thread);
	return HTTP_SUSPENDED;
}

static enum http_verdict suspended(struct probe *p, struct http_exchange *x)
{
	if (!x->is_resumed)
		return suspend(p, x);
	assert(x->user);
	p->resumed++;
	return plain(p, x);
}

static enum http_verdict stream(struct probe *p, struct http_exchange *x)
{
	int64_t left = arg(x, STR("bytes"), 1000000);
	int64_t fail_at = arg(x, STR("fail"), -1);
	size_t piece = (size_t)arg(x, STR("piece"), 1000);
	char *bytes = arena_alloc(x->req.arena, piece, 1);
	struct err err = ERR_INIT;

	memset(bytes, 'x', piece);
	http_set_content_type(&x->res, STR("text/csv"));
	if (!http_stream_begin(&x->res, &err))
		return HTTP_BROKEN;
	for (; left > 0; left -= (int64_t)piece) {
		size_t n = left < (int64_t)piece ? (size_t)left : piece;
		if (fail_at >= 0 && left <= fail_at)
			return HTTP_BROKEN;
		if (!http_stream_write(&x->res, (struct str){ bytes, n }, &err)) {
			p->stream_errors++;
			return HTTP_BROKEN;
		}
	}
	return HTTP_DONE;
}

/* Of a body in parts. */
struct taken {
	uint64_t bytes;
	uint64_t hash; /* FNV-1a */
};

/* Says how much came and what; `refuse` answers the head, `stop` after so many bytes. */
static enum http_verdict parts(struct probe *p, struct http_exchange *x)
{
	struct taken *t = x->user;
	struct str part = x->req.body;

	if (x->part == HTTP_PART_CUT) {
		p->cuts++;
		return HTTP_DONE;
	}
	if (x->part == HTTP_PART_NONE) {
		x->user = t = arena_new(x->req.arena, struct taken);
		*t = (struct taken){ .hash = UINT64_C(0xcbf29ce484222325) };
		x->res.status = arg(x, STR("refuse"), 0) ? 403 : 200;
		return x->res.status == 200 ? HTTP_MORE : HTTP_DONE;
	}
	p->parts++;
	sleep_ms(arg(x, STR("ms"), 0));
	for (size_t i = 0; i < part.len; i++)
		t->hash = (t->hash ^ (unsigned char)part.at[i]) * UINT64_C(0x100000001b3);
	t->bytes += part.len;
	if (x->part == HTTP_PART_SOME && t->bytes < (uint64_t)arg(x, STR("stop"), INT64_MAX))
		return HTTP_MORE;
	buf_fmt(&x->res.body, "%llu of %lld, %016llx", (unsigned long long)t->bytes,
		(long long)x->body_length, (unsigned long long)t->hash);
	return HTTP_DONE;
}

/* A stream that says beforehand how long it is; `short` of it, or `over`. */
static enum http_verdict sized(struct probe *p, struct http_exchange *x)
{
	int64_t length = arg(x, STR("bytes"), 1000000);
	int64_t left = length - arg(x, STR("short"), 0) + arg(x, STR("over"), 0);
	char *bytes = arena_alloc(x->req.arena, 1000, 1);
	struct err err = ERR_INIT;

	memset(bytes, 'z', 1000);
	if (!http_stream_begin_sized(&x->res, length, &err))
		return HTTP_BROKEN;
	for (; left > 0; left -= 1000) {
		size_t n = left < 1000 ? (size_t)left : 1000;
		if (http_stream_write(&x->res, (struct str){ bytes, n }, &err))
			continue;
		p->stream_errors++;
		return HTTP_BROKEN;
	}
	return HTTP_DONE;
}

static enum http_verdict large(struct probe *p, struct http_exchange *x)
{
	(void)p;
	size_t n = (size_t)arg(x, STR("bytes"), 1000000);
	char *to = buf_reserve(&x->res.body, n);
	if (!to)
		return HTTP_BROKEN;
	memset(to, 'y', n);
	x->res.body.len += n;
	return HTTP_DONE;
}

static enum http_verdict stats(struct probe *p, struct http_exchange *x)
{
	struct http_server_stats s = http_server_stats(p->server);
	buf_fmt(&x->res.body,
		"{\"open\":%llu,\"total\":%llu,\"refused\":%llu,\"requests\":%llu,"
		"\"requests_refused\":%llu,\"begun\":%lu,\"finished\":%lu,\"gone\":%lu,"
		"\"stream_errors\":%lu,\"rung\":%lu,\"resumed\":%lu,\"parts\":%lu,\"cuts\":%lu}",
		(unsigned long long)s.connections_open, (unsigned long long)s.connections_total,
		(unsigned long long)s.connections_refused, (unsigned long long)s.requests_total,
		(unsigned long long)s.requests_refused, p->begun, p->finished, p->gone,
		p->stream_errors, p->rung, p->resumed, p->parts, p->cuts);
	return HTTP_DONE;
}

static const struct route routes[] = {
	{ "/plain", HTTP_LANE_INLINE, plain },
	{ "/json", HTTP_LANE_INLINE, json },
	{ "/pool", HTTP_LANE_POOL, json },
	{ "/echo", HTTP_LANE_POOL, echo },
	{ "/echo-inline", HTTP_LANE_INLINE, echo },
	{ "/etag", HTTP_LANE_INLINE, etag },
	{ "/who", HTTP_LANE_INLINE, who },
	{ "/sleep", HTTP_LANE_UPSTREAM, nap },
	{ "/hold", HTTP_LANE_UPSTREAM, hold },
	{ "/release", HTTP_LANE_INLINE, release },
	{ "/suspend", HTTP_LANE_POOL, suspended },
	{ "/suspend-inline", HTTP_LANE_INLINE, suspended },
	{ "/stream", HTTP_LANE_STREAM, stream },
	{ "/large", HTTP_LANE_POOL, large },
	{ "/parts", HTTP_LANE_POOL, parts, true },
	{ "/parts-inline", HTTP_LANE_INLINE, parts, true },
	{ "/sized", HTTP_LANE_STREAM, sized },
	{ "/stats", HTTP_LANE_INLINE, stats },
};

/* ---- the program behind the server ---------------------------------------------------------- */

static struct http_plan plan(void *ctx, struct http_exchange *x)
{
	struct probe *p = ctx;
	const void *row = NULL;
	unsigned allowed = 0;

	enum router_outcome outcome = router_find(p->router, &x->req, x->req.path, &row, &allowed);
	const struct route *route = outcome == ROUTER_FOUND ? row : NULL;
	x->user = (void *)(uintptr_t)route;
	if (route && route->takes_parts)
		return (struct http_plan){ route->lane, PARTS_MAX_BYTES, .takes_parts = true };
	return (struct http_plan){ route ? route->lane : HTTP_LANE_INLINE, LIMIT_HTTP_BODY };
}

static enum http_verdict handle(void *ctx, struct http_exchange *x)
{
	struct probe *p = ctx;
	const void *row = NULL;
	unsigned allowed = 0;

	if (router_find(p->router, &x->req, x->req.path, &row, &allowed) == ROUTER_FOUND) {
		const struct route *route = row;
		p->begun += x->part <= HTTP_PART_NONE && !x->is_resumed && route->handle != stats;
		return route->handle(p, x);
	}
	x->res.status = allowed ? 405 : 404;
	buf_put(&x->res.body, STR("no\n"));
	return HTTP_DONE;
}

static void finished(void *ctx, const struct http_exchange *x, int status, int64_t took_us)
{
	struct probe *p = ctx;
	(void)x;
	(void)took_us;
	p->finished++;
	p->gone += status == 499;
}

/* ---- settings ------------------------------------------------------------------------------- */

static bool set(struct http_server_config *c, struct str name, int64_t n)
{
	const struct {
		struct str name;
		int64_t *ms;
		unsigned *count;
	} settings[] = {
		{ STR("head"), &c->head_deadline_ms, NULL },
		{ STR("grace"), &c->body_grace_ms, NULL },
		{ STR("rate"), &c->min_bytes_per_s, NULL },
		{ STR("idle"), &c->idle_ms, NULL },
		{ STR("stall"), &c->write_stall_ms, NULL },
		{ STR("linger"), &c->linger_ms, NULL },
		{ STR("drain"), &c->drain_ms, NULL },
		{ STR("loops"), NULL, &c->loops },
		{ STR("queue"), NULL, &c->lane_queue_max },
		{ STR("pool"), NULL, &c->lane_threads[HTTP_LANE_POOL] },
		{ STR("upstream"), NULL, &c->lane_threads[HTTP_LANE_UPSTREAM] },
		{ STR("connections"), NULL, &c->max_connections },
		{ STR("per_address"), NULL, &c->max_connections_per_address },
	};

	for (size_t i = 0; i < COUNT_OF(settings); i++) {
		if (!str_eq(settings[i].name, name))
			continue;
		if (settings[i].ms)
			*settings[i].ms = n;
		else
			*settings[i].count = (unsigned)n;
		return true;
	}
	c->trust_forwarded = n != 0;
	return str_eq(name, STR("forwarded"));
}

static void add_routes(struct router *router)
{
	for (size_t i = 0; i < COUNT_OF(routes); i++) {
		router_add(router, HTTP_GET, routes[i].pattern, &routes[i]);
		router_add(router, HTTP_POST, routes[i].pattern, &routes[i]);
	}
}

int main(int argc, char **argv)
{
	struct http_server_config config;
	struct probe p = { .router = router_new() };
	struct err err = ERR_INIT;

	http_server_defaults(&config);
	config.max_connections_per_address = 10000;
	config.app = (struct http_app){ plan, handle, NULL, finished, &p };
	for (int i = 1; i < argc; i++) {
		struct str value = str_of(argv[i]);
		struct str name = str_cut(&value, '=');
		int64_t n = 0;
		if (!str_to_i64(value, &n) || !set(&config, name, n)) {
			fprintf(stderr, "probe_server: what is \"%s\"?\n", argv[i]);
			return 2;
		}
	}
	add_routes(p.router);
	if (!http_server_start(&config, &p.server, &err)) {
		fprintf(stderr, "probe_server: %s\n", err.cause);
		return 1;
	}
	printf("%u\n", http_server_port(p.server));
	fflush(stdout);
	while (getchar() != EOF) {
	}
	http_server_free(p.server);
	router_free(p.router);
	return 0;
}
