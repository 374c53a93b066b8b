/*
 * Handing Meta the address of a video's file, for reels and stories of Pages. It is another host
 * with words of its own (Video API guide, Reels publishing, 2026-11); its address is known, so the
 * token is never sent to one that an answer names.
 */
#include "base/json.h"
#include "base/limits.h"
#include "graph/client.h"
#include "net/net.h"

#define META_GRAPH STR("https://graph.facebook.com")
#define META_UPLOADS STR("https://rupload.facebook.com")

static struct str upload_url(const struct graph *g, struct arena *a, struct str id)
{
	bool is_meta = str_eq(g->config.graph_url, META_GRAPH);
	struct str host = is_meta ? META_UPLOADS : g->config.graph_url;

	return str_fmt(a, "%.*s/video-upload/%.*s/%.*s", STR_ARG(host), STR_ARG(g->config.version),
		       STR_ARG(id));
}

/* {"success":true}, {"debug_info":{"retriable","type","message"}}, or as Graph answers. */
static bool read_answer(struct arena *a, const struct net_reply *answer, struct graph_reply *reply)
{
	const struct json *json = NULL;
	struct err unread = ERR_INIT;

	if (!json_parse(a, answer->body, &json, &unread))
		return graph_reply_read(a, answer->status, answer->body, reply);
	const struct json *info = json_get(json, STR("debug_info"));
	if (json_is_null(info))
		return graph_reply_read(a, answer->status, answer->body, reply);
	bool may_again = json_is_true(json_get(info, STR("retriable")));
	reply->error =
		graph_error_of(may_again ? GRAPH_CLASS_RETRYABLE : GRAPH_CLASS_PERMANENT,
			       answer->status, str_z(a, json_text(json_get(info, STR("message")))));
	reply->error.is_transient = may_again;
	return false;
}

bool graph_upload(struct graph_caller *who, struct arena *a, struct str id, struct str file_url,
		  struct graph_reply *reply, struct err *err)
{
	struct graph *g = who->graph;
	cleanup(secret_freep) struct secret *token = secret_with_prefix(STR("OAuth "), who->token);
	const struct net_header headers[] = {
		{ STR("Accept"), STR("application/json") },
		{ STR("Authorization"), secret_view(token) },
		{ STR("file_url"), file_url },
	};
	const struct net_request request = {
		.method = "POST",
		.url = upload_url(g, a, id),
		.headers = headers,
		.header_count = COUNT_OF(headers),
		.body = STR(""),
		.timeout_ms = g->config.timeout_ms,
		.max_reply_bytes = LIMIT_GRAPH_REPLY,
		.reach = NET_ANYWHERE,
	};
	struct net_reply answer;
	struct err why = ERR_INIT;

	*reply = (struct graph_reply){ .json = NULL };
	who->http_calls++;
	atomic_fetch_add(&g->http_calls, 1);
	if (!net_fetch(g->config.net, a, &request, &answer, &why))
		reply->error = graph_error_of(GRAPH_CLASS_NETWORK, 0, why.cause);
	else if (read_answer(a, &answer, reply))
		return true;
	atomic_fetch_add(&g->failures, 1);
	who->trouble = reply->error;
	return graph_fail(err, &reply->error, "UPLOAD");
}
