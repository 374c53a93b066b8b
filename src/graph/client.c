/*
 * One call: build the address, sign, wait if the limits ask for it, send, read, and try again when
 * that is worth it.
 */
#include "graph/client.h"

#include <assert.h>
#include <errno.h>
#include <time.h>

#include "base/buf.h"
#include "base/limits.h"
#include "crypto/mac.h"
#include "net/net.h"

#define PATH_MAX_BYTES (64 * KIB)
#define BODY_FIRST_BYTES (16 * KIB) /* a body with secrets must not move as it grows */
#define DEFAULT_TIMEOUT_MS 60000
#define DEFAULT_TRIES 3
#define DEFAULT_BACKOFF_MS 500
#define DEFAULT_MAX_PAUSE_MS 30000

/* ---- the client -------------------------------------------------------------------------------
 */

static void sleep_really(void *ctx, int64_t ms)
{
	(void)ctx;
	struct timespec left = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
	while (nanosleep(&left, &left) < 0 && errno == EINTR)
		;
}

bool graph_new(const struct graph_config *config, struct graph **ret, struct err *err)
{
	if (!config->app_id.len || !config->app_secret)
		return err_set(err, ERR_CONFIG, "no Meta app: set the app id and the app secret");

	struct graph *g = calloc(1, sizeof(*g));
	if (!g)
		abort();
	g->config = *config;
	g->config.app_id = str_keep(config->app_id);
	g->config.graph_url = str_keep(config->graph_url);
	g->config.dialog_url = str_keep(config->dialog_url);
	g->config.version = str_keep(config->version);
	if (!config->sleep_ms)
		g->config.sleep_ms = sleep_really;
	if (!config->timeout_ms)
		g->config.timeout_ms = DEFAULT_TIMEOUT_MS;
	if (!config->max_tries)
		g->config.max_tries = DEFAULT_TRIES;
	if (!config->backoff_ms)
		g->config.backoff_ms = DEFAULT_BACKOFF_MS;
	if (!config->max_pause_ms)
		g->config.max_pause_ms = DEFAULT_MAX_PAUSE_MS;
	g->usage = graph_usage_new();

	cleanup(mem_freep) void *prefix = NULL;
	struct str id = g->config.app_id;
	char *bar = prefix = malloc(id.len + 1);
	if (!bar)
		abort();
	memcpy(bar, id.at, id.len);
	bar[id.len] = '|';
	g->app_token = secret_with_prefix((struct str){ bar, id.len + 1 }, config->app_secret);
	*ret = g;
	return true;
}

struct graph *graph_free(struct graph *g)
{
	if (!g)
		return NULL;
	free((char *)(uintptr_t)g->config.app_id.at);
	free((char *)(uintptr_t)g->config.graph_url.at);
	free((char *)(uintptr_t)g->config.dialog_url.at);
	free((char *)(uintptr_t)g->config.version.at);
	secret_free(g->app_token);
	graph_usage_free(g->usage);
	free(g);
	return NULL;
}

void graph_freep(struct graph **g)
{
	*g = graph_free(*g);
}

struct graph_counters graph_counters(const struct graph *g)
{
	return (struct graph_counters){
		.http_calls = atomic_load(&g->http_calls),
		.retries = atomic_load(&g->retries),
		.failures = atomic_load(&g->failures),
		.rate_limited = atomic_load(&g->rate_limited),
		.app_usage_percent = (unsigned)graph_usage_percent(g->usage, STR(""),
								   clock_now_ms(g->config.clock)),
	};
}

struct str graph_version(const struct graph *g)
{
	return g->config.version;
}

struct str graph_proof(const struct graph *g, struct arena *a, const struct secret *token)
{
	const struct secret *signer = token ? token : g->app_token;
	return hmac_sha256_hex(a, g->config.app_secret, secret_view(signer));
}

bool graph_has_signed(const struct graph *g, struct str message, struct str mac)
{
	return hmac_sha256_ok(g->config.app_secret, message, mac);
}

/* ---- addresses --------------------------------------------------------------------------------
 */

static void put_path(struct buf *out, const struct graph *g, const struct graph_query *query)
{
	struct str rest = str_of(graph_endpoint_info(query->endpoint)->path);
	size_t hole = str_find(rest, STR("{id}"));

	buf_putc(out, '/');
	buf_put(out, g->config.version);
	buf_put(out, str_sub(rest, 0, hole));
	if (hole < rest.len) {
		assert(query->id.len > 0);
		url_encode(out, query->id);
		buf_put(out, str_skip(rest, hole + strlen("{id}")));
	}
}

static void put_params(struct buf *out, struct arena *a, const struct graph_query *query)
{
	const struct graph_endpoint_info *info = graph_endpoint_info(query->endpoint);
	struct str fields = query->fields.at ? query->fields : str_of(info->fields);
	unsigned limit = query->limit ? query->limit : info->limit;

	if (fields.len)
		url_add_param(out, STR("fields"), fields);
	if (info->limit)
		url_add_param(out, STR("limit"),
			      str_fmt(a, "%u", limit < info->max_limit ? limit : info->max_limit));
	if (query->after.len)
		url_add_param(out, STR("after"), query->after);
	for (size_t i = 0; i < query->param_count; i++)
		url_add_param(out, query->params[i].name, query->params[i].value);
}

struct str graph_path(const struct graph *g, struct arena *a, const struct graph_query *query)
{
	cleanup(buf_free) struct buf out;
	buf_init(&out, PATH_MAX_BYTES);
	put_path(&out, g, query);

	cleanup(buf_free) struct buf params;
	buf_init(&params, PATH_MAX_BYTES);
	put_params(&params, a, query);
	if (params.len) {
		buf_putc(&out, '?');
		buf_put(&out, buf_str(&params));
	}
	return buf_failed(&out) || buf_failed(&params) ? STR_NONE : str_dup(a, buf_str(&out));
}

struct str graph_signed_path(struct graph_caller *who, struct arena *a, struct str path)
{
	bool has_query = str_find_char(path, '?') < path.len;
	struct str proof = graph_proof(who->graph, a, who->token);

	return str_fmt(a, "%.*s%cappsecret_proof=%.*s", STR_ARG(path), has_query ? '&' : '?',
		       STR_ARG(proof));
}

/* ---- replies ----------------------------------------------------------------------------------
 */

/*
 * Meta writes the token into every `paging.next`, in nested lists too. Those addresses are read for
 * their cursor alone, so the token in them is struck out.
 */
static void strike_tokens(const struct json *v)
{
	struct str name = STR("access_token=");

	for (const struct json *item = json_first(v); item; item = item->next) {
		struct str text = json_text(item);
		size_t at = text.len ? str_find(text, name) + name.len : 1;
		if (at < text.len) {
			struct str token = str_skip(text, at);
			memset((char *)(uintptr_t)token.at, 'x', str_find_char(token, '&'));
		}
		strike_tokens(item);
	}
}

bool graph_reply_read(struct arena *a, int http_status, struct str text, struct graph_reply *reply)
{
	struct err parse_err = ERR_INIT;
	const struct json *json = NULL;

	reply->http_status = http_status;
	if (!json_parse_foreign(a, text, &json, &parse_err)) {
		enum graph_class class = GRAPH_CLASS_GARBAGE;
		if (http_status == 429)
			class = GRAPH_CLASS_RATE_LIMITED;
		reply->error = graph_error_of(class, http_status, "the answer is not JSON");
		return false;
	}
	strike_tokens(json);
	/* Some answers carry an error on HTTP 200, so the body is looked at first. */
	if (graph_error_read(json, http_status, &reply->error))
		return false;
	if (http_status < 200 || http_status > 299) {
		reply->error = graph_error_of(http_status >= 500 ? GRAPH_CLASS_RETRYABLE
								 : GRAPH_CLASS_GARBAGE,
					      http_status, "an error without an error body");
		return false;
	}
	reply->json = json;
	return true;
}

void graph_wipe_buf(struct buf *b)
{
	if (b->at)
		mem_wipe(b->at, b->cap);
	buf_free(b);
}

struct secret *graph_take_secret(const struct json *text)
{
	struct str s = json_text(text);
	if (!s.len)
		return NULL;
	struct secret *secret = secret_from_bytes(s);
	mem_wipe((char *)(uintptr_t)s.at, s.len);
	return secret;
}

/* ---- sending ----------------------------------------------------------------------------------
 */

static bool send_once(struct graph_caller *who, struct arena *a, const struct graph_wire *wire,
		      struct graph_reply *reply)
{
	struct graph *g = who->graph;
	const struct secret *token = who->token ? who->token : g->app_token;
	cleanup(secret_freep) struct secret *bearer = secret_with_prefix(STR("Bearer "), token);
	const struct net_header headers[] = {
		{ STR("Accept"), STR("application/json") },
		{ STR("Content-Type"), STR("application/x-www-form-urlencoded") },
		{ STR("Authorization"), secret_view(bearer) },
	};
	const struct net_request request = {
		.method = wire->method,
		.url = str_fmt(a, "%.*s%.*s", STR_ARG(g->config.graph_url), STR_ARG(wire->path)),
		.headers = headers,
		.header_count = wire->signs_in ? 3 : 2,
		.body = wire->body,
		.timeout_ms = g->config.timeout_ms,
		.max_reply_bytes = who->max_reply_bytes ? who->max_reply_bytes : LIMIT_GRAPH_REPLY,
		.is_once = !wire->is_read,
		.reach = NET_ANYWHERE,
	};
	struct net_reply answer;
	struct err err = ERR_INIT;

	*reply = (struct graph_reply){ .json = NULL };
	who->http_calls++;
	atomic_fetch_add(&g->http_calls, 1);
	if (!net_fetch(g->config.net, a, &request, &answer, &err)) {
		reply->error = graph_error_of(GRAPH_CLASS_NETWORK, 0, err.cause);
		return false;
	}
	graph_usage_read(g->usage, who->account_id, &answer, clock_now_ms(g->config.clock));
	bool ok = graph_reply_read(a, answer.status, answer.body, reply);
	/* The text may hold tokens; the parsed copy is what callers take them from. */
	if (answer.body.len)
		mem_wipe((char *)(uintptr_t)answer.body.at, answer.body.len);
	return ok;
}

int64_t graph_pause_ms(const struct graph_caller *who)
{
	const struct graph *g = who->graph;
	return graph_usage_pause_ms(g->usage, who->account_id, clock_now_ms(g->config.clock));
}

/* Waits until the limits allow the next call; false when that takes too long. */
static bool wait_for_turn(struct graph_caller *who, struct graph_reply *reply)
{
	struct graph *g = who->graph;
	int64_t pause_ms = graph_pause_ms(who);

	if (pause_ms > (who->max_pause_ms ? who->max_pause_ms : g->config.max_pause_ms)) {
		*reply = (struct graph_reply){ .error = graph_error_of(
						       GRAPH_CLASS_RATE_LIMITED, 0,
						       "waiting for usage to fall") };
		reply->error.retry_after_ms = pause_ms;
		return false;
	}
	if (pause_ms > 0)
		g->config.sleep_ms(g->config.sleep_ctx, pause_ms);
	return true;
}

/* Code 9 is a quota of posts, and an abuse block forbids acting: neither forbids asking. */
#define POSTS_LIMIT 9

void graph_note_limit(struct graph_caller *who, const struct graph_error *ge)
{
	struct graph *g = who->graph;
	if (ge->class != GRAPH_CLASS_RATE_LIMITED || ge->code == POSTS_LIMIT)
		return;
	/* Code 4 is the app's own limit: everybody waits. */
	struct str who_waits = ge->code == 4 ? STR("") : who->account_id;
	int64_t now_ms = clock_now_ms(g->config.clock);

	atomic_fetch_add(&g->rate_limited, 1);
	if (ge->retry_after_ms > 0 && ge->code)
		graph_usage_block(g->usage, who_waits, now_ms, ge->retry_after_ms);
}

bool graph_send(struct graph_caller *who, struct arena *a, const struct graph_wire *wire,
		struct graph_reply *reply, struct err *err)
{
	struct graph *g = who->graph;
	unsigned tries = wire->is_read ? g->config.max_tries : 1;

	for (unsigned try = 0;; try++) {
		if (!wait_for_turn(who, reply))
			break;
		if (send_once(who, a, wire, reply))
			return true;
		graph_note_limit(who, &reply->error);
		if (!graph_class_retries(reply->error.class) || try + 1 >= tries)
			break;
		atomic_fetch_add(&g->retries, 1);
		g->config.sleep_ms(g->config.sleep_ctx, g->config.backoff_ms << try);
	}
	atomic_fetch_add(&g->failures, 1);
	who->trouble = reply->error;
	return graph_fail(err, &reply->error, wire->what);
}

bool graph_call(struct graph_caller *who, struct arena *a, const struct graph_query *query,
		struct graph_reply *reply, struct err *err)
{
	const struct graph_endpoint_info *info = graph_endpoint_info(query->endpoint);
	struct str path = graph_path(who->graph, a, query);
	const struct graph_wire wire = {
		.method = info->method,
		.path = graph_signed_path(who, a, path),
		.signs_in = true,
		.is_read = str_eq(str_of(info->method), STR("GET")),
		.what = info->name,
	};
	*reply = (struct graph_reply){ .json = NULL };
	if (!path.at)
		return err_set(err, ERR_INTERNAL, "%s: the address is too long", info->name);
	return graph_send(who, a, &wire, reply, err);
}

bool graph_call_body(struct graph_caller *who, struct arena *a, const struct graph_query *query,
		     struct graph_reply *reply, struct err *err)
{
	const struct graph_endpoint_info *info = graph_endpoint_info(query->endpoint);
	bool is_read = str_eq(str_of(info->method), STR("GET"));
	bool is_token_endpoint = query->endpoint == GRAPH_TOKEN;

	cleanup(buf_free) struct buf path;
	buf_init(&path, PATH_MAX_BYTES);
	put_path(&path, who->graph, query);
	cleanup(graph_wipe_buf) struct buf body;
	buf_init(&body, PATH_MAX_BYTES);
	buf_reserve(&body, BODY_FIRST_BYTES);
	put_params(&body, a, query);
	if (is_read)
		url_add_param(&body, STR("method"), STR("get"));
	if (!is_token_endpoint)
		url_add_param(&body, STR("appsecret_proof"),
			      graph_proof(who->graph, a, who->token));

	const struct graph_wire wire = {
		.method = "POST",
		.path = buf_str(&path),
		.body = buf_str(&body),
		.signs_in = !is_token_endpoint,
		/* A code works once, so a second try can only succeed or say so. */
		.is_read = is_read || is_token_endpoint,
		.what = info->name,
	};
	*reply = (struct graph_reply){ .json = NULL };
	if (buf_failed(&path) || buf_failed(&body))
		return err_set(err, ERR_INTERNAL, "%s: the request is too long", info->name);
	return graph_send(who, a, &wire, reply, err);
}
