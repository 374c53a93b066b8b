#include "graph/oauth.h"

#include "base/buf.h"
#include "graph/client.h"

struct str graph_dialog_url(const struct graph *g, struct arena *a, const struct graph_dialog *d)
{
	cleanup(buf_free) struct buf url;
	buf_init(&url, 16384);

	buf_fmt(&url, "%.*s/%.*s/dialog/oauth?", STR_ARG(g->config.dialog_url),
		STR_ARG(g->config.version));
	url_add_param(&url, STR("client_id"), g->config.app_id);
	url_add_param(&url, STR("redirect_uri"), d->redirect_uri);
	url_add_param(&url, STR("state"), d->state);
	url_add_param(&url, STR("scope"), d->scope);
	url_add_param(&url, STR("response_type"), STR("code"));
	if (d->auth_type.at)
		url_add_param(&url, STR("auth_type"), d->auth_type);
	return str_dup(a, buf_str(&url));
}

void graph_token_clear(struct graph_token *t)
{
	t->secret = secret_free(t->secret);
}

/* ---- the token endpoint -----------------------------------------------------------------------
 */

static bool read_token(struct graph *g, const struct json *json, struct graph_token *ret,
		       struct err *err)
{
	struct secret *secret = graph_take_secret(json_get(json, STR("access_token")));
	if (!secret)
		return err_set(err, ERR_GRAPH, "TOKEN: an answer without a token");

	int64_t expires_in_s = json_number_or(json_get(json, STR("expires_in")), 0);
	*ret = (struct graph_token){
		.secret = secret,
		.expires_at_s = expires_in_s > 0 ? clock_now_s(g->config.clock) + expires_in_s : 0,
	};
	return true;
}

static bool exchange(struct graph *g, struct arena *a, const struct param *params,
		     size_t param_count, struct graph_token *ret, struct err *err)
{
	struct graph_caller app = { .graph = g };
	const struct graph_query query = {
		.endpoint = GRAPH_TOKEN,
		.params = params,
		.param_count = param_count,
	};
	struct graph_reply reply;

	return graph_call_body(&app, a, &query, &reply, err) && read_token(g, reply.json, ret, err);
}

bool graph_exchange_code(struct graph *g, struct arena *a, struct str code, struct str redirect_uri,
			 struct graph_token *ret, struct err *err)
{
	const struct param params[] = {
		{ STR("client_id"), g->config.app_id },
		{ STR("client_secret"), secret_view(g->config.app_secret) },
		{ STR("redirect_uri"), redirect_uri },
		{ STR("code"), code },
	};
	return exchange(g, a, params, COUNT_OF(params), ret, err);
}

bool graph_exchange_long(struct graph *g, struct arena *a, const struct secret *short_token,
			 struct graph_token *ret, struct err *err)
{
	const struct param params[] = {
		{ STR("grant_type"), STR("fb_exchange_token") },
		{ STR("client_id"), g->config.app_id },
		{ STR("client_secret"), secret_view(g->config.app_secret) },
		{ STR("fb_exchange_token"), secret_view(short_token) },
	};
	return exchange(g, a, params, COUNT_OF(params), ret, err);
}

/* ---- what a token may do ----------------------------------------------------------------------
 */

static void add_name(struct buf *list, struct str name)
{
	if (!name.len)
		return;
	if (list->len)
		buf_putc(list, ',');
	buf_put(list, name);
}

/* A string, or a number written as text: app_id and user_id come either way. */
static struct str id_text(struct arena *a, const struct json *v)
{
	int64_t number;
	if (json_text(v).at)
		return json_text(v);
	return json_to_int(v, &number) ? str_fmt(a, "%lld", (long long)number) : STR_NONE;
}

bool graph_debug_token(struct graph *g, struct arena *a, const struct secret *token,
		       struct graph_token_info *ret, struct err *err)
{
	struct graph_caller app = { .graph = g };
	const struct param params[] = { { STR("input_token"), secret_view(token) } };
	const struct graph_query query = {
		.endpoint = GRAPH_DEBUG_TOKEN,
		.params = params,
		.param_count = COUNT_OF(params),
	};
	struct graph_reply reply;

	/* The token asked about must not stand in an address, so the question goes in a body. */
	if (!graph_call_body(&app, a, &query, &reply, err))
		return false;
	const struct json *data = json_get(reply.json, STR("data"));
	if (!data)
		return err_set(err, ERR_GRAPH, "DEBUG_TOKEN: an answer without data");

	cleanup(buf_free) struct buf scopes;
	buf_init(&scopes, 16384);
	for (const struct json *s = json_first(json_get(data, STR("scopes"))); s; s = s->next)
		add_name(&scopes, json_text(s));
	*ret = (struct graph_token_info){
		.is_valid = json_is_true(json_get(data, STR("is_valid"))),
		.type = json_text(json_get(data, STR("type"))),
		.user_id = id_text(a, json_get(data, STR("user_id"))),
		.app_id = id_text(a, json_get(data, STR("app_id"))),
		.profile_id = id_text(a, json_get(data, STR("profile_id"))),
		.issued_at_s = json_number_or(json_get(data, STR("issued_at")), 0),
		.expires_at_s = json_number_or(json_get(data, STR("expires_at")), 0),
		.data_access_until_s =
			json_number_or(json_get(data, STR("data_access_expires_at")), 0),
		.scopes = str_dup(a, buf_str(&scopes)),
	};
	if (!graph_error_read(data, reply.http_status, &ret->error) && !ret->is_valid)
		ret->error = graph_error_of(GRAPH_CLASS_TOKEN_EXPIRED, reply.http_status,
					    "not valid, no reason given");
	return true;
}

bool graph_permissions(struct graph_caller *who, struct arena *a, struct str *ret, struct err *err)
{
	const struct graph_query query = { .endpoint = GRAPH_ME_PERMISSIONS };
	struct graph_reply reply;
	if (!graph_call(who, a, &query, &reply, err))
		return false;

	cleanup(buf_free) struct buf scopes;
	buf_init(&scopes, 16384);
	const struct json *p = json_first(json_get(reply.json, STR("data")));
	for (; p; p = p->next) {
		if (str_eq(json_text(json_get(p, STR("status"))), STR("granted")))
			add_name(&scopes, json_text(json_get(p, STR("permission"))));
	}
	*ret = str_dup(a, buf_str(&scopes));
	return true;
}

bool graph_revoke(struct graph_caller *who, struct arena *a, struct str user_id, struct err *err)
{
	const struct graph_query query = { .endpoint = GRAPH_REVOKE, .id = user_id };
	struct graph_reply reply;
	return graph_call(who, a, &query, &reply, err);
}

bool graph_has_scope(struct str scopes, struct str scope)
{
	for (struct str rest = scopes; rest.at;) {
		if (str_eq(str_trim(str_cut(&rest, ',')), scope))
			return true;
	}
	return false;
}
