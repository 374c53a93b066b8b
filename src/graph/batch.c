/*
 * Several reads in one POST to the root: [{"method":"GET","relative_url":"v25.0/…"}]. The answer is
 * an array in the same order, of {"code":200,"body":"<JSON text>"} or null for "not finished in
 * time".
 */
#include <assert.h>

#include "base/buf.h"
#include "base/limits.h"
#include "graph/client.h"

#define BATCH_MAX_BYTES (1 * MIB)

static void put_item(struct json_writer *w, struct graph_caller *who, struct arena *a,
		     const struct graph_query *query)
{
	/* The whole batch is signed, and each item as well: they are calls of their own to Meta. */
	struct str path = graph_signed_path(who, a, graph_path(who->graph, a, query));

	assert(str_eq(str_of(graph_endpoint_info(query->endpoint)->method), STR("GET")));
	json_object(w);
	json_put_str(w, "method", STR("GET"));
	json_put_str(w, "relative_url", str_skip(path, 1));
	json_end_object(w);
}

/* Reads the answer to item `at`; true when it is final, one way or the other. */
static bool read_item(struct graph_caller *who, struct arena *a, const struct json *item,
		      struct graph_reply *reply)
{
	*reply = (struct graph_reply){ .json = NULL };
	if (json_is_null(item)) {
		reply->error = graph_error_of(GRAPH_CLASS_RETRYABLE, 0, "not finished in time");
		return false;
	}
	int status = (int)json_number_or(json_get(item, STR("code")), 0);
	struct str body = json_text(json_get(item, STR("body")));
	bool ok = graph_reply_read(a, status, body, reply);
	/* Like the text of a whole reply: a listing of Pages holds tokens. */
	if (body.len)
		mem_wipe((char *)(uintptr_t)body.at, body.len);
	if (ok)
		return true;
	graph_note_limit(who, &reply->error);
	who->trouble = reply->error;
	return !graph_class_retries(reply->error.class);
}

/* Asks for the items listed in `open`; leaves those that are worth asking again. */
static bool ask(struct graph_caller *who, struct arena *a, const struct graph_query *queries,
		struct graph_reply *replies, size_t *open, size_t *open_count, struct err *err)
{
	cleanup(buf_free) struct buf batch;
	buf_init(&batch, BATCH_MAX_BYTES);
	struct json_writer w;
	json_start(&w, &batch, JSON_PLAIN);
	json_array(&w);
	for (size_t i = 0; i < *open_count; i++)
		put_item(&w, who, a, &queries[open[i]]);
	json_end_array(&w);

	cleanup(buf_free) struct buf body;
	buf_init(&body, 3 * BATCH_MAX_BYTES);
	url_add_param(&body, STR("include_headers"), STR("false"));
	url_add_param(&body, STR("appsecret_proof"), graph_proof(who->graph, a, who->token));
	url_add_param(&body, STR("batch"), buf_str(&batch));
	if (!json_done(&w) || buf_failed(&body))
		return err_set(err, ERR_INTERNAL, "the batch is too long");

	const struct graph_wire wire = {
		.method = "POST",
		.path = str_fmt(a, "/%.*s/", STR_ARG(graph_version(who->graph))),
		.body = buf_str(&body),
		.signs_in = true,
		.is_read = true,
		.what = "BATCH",
	};
	struct graph_reply all;
	if (!graph_send(who, a, &wire, &all, err))
		return false;
	if (all.json->type != JSON_ARRAY || json_count(all.json) != *open_count)
		return err_set(err, ERR_GRAPH, "BATCH: %zu answers to %zu questions",
			       json_count(all.json), *open_count);

	size_t left = 0;
	const struct json *item = json_first(all.json);
	for (size_t i = 0; i < *open_count; i++, item = item->next) {
		if (!read_item(who, a, item, &replies[open[i]]))
			open[left++] = open[i];
	}
	*open_count = left;
	return true;
}

bool graph_batch(struct graph_caller *who, struct arena *a, const struct graph_query *queries,
		 size_t count, struct graph_reply *replies, struct err *err)
{
	const struct graph_config *config = &who->graph->config;
	size_t open[LIMIT_GRAPH_BATCH];
	size_t open_count = count;

	assert(count <= LIMIT_GRAPH_BATCH);
	for (size_t i = 0; i < count; i++)
		open[i] = i;
	for (unsigned try = 0; open_count && try < config->max_tries; try++) {
		if (try > 0)
			config->sleep_ms(config->sleep_ctx, config->backoff_ms << (try - 1));
		if (!ask(who, a, queries, replies, open, &open_count, err))
			/* What was answered in an earlier round stays good. */
			return try > 0;
	}
	return true;
}
