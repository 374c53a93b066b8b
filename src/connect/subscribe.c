/*
 * Telling Meta to send a Page's events to our webhook. Instagram's events come too as soon as the
 * account's Page is subscribed with any field (Graph API reference, Page subscribed_apps, v25).
 */
#include "connect/core.h"

#include "base/fields.h"
#include "base/json.h"
#include "base/limits.h"
#include "jobs/jobs.h"
#include "store/store.h"

#define SCOPE STR("pages_manage_metadata")

bool core_ask_subscription(struct connect *c, struct db_tx *tx, struct arena *a,
			   const struct connection_row *row, struct err *err)
{
	int64_t id;
	const struct job_request job = {
		.kind = STR_INIT("connect.subscribe"),
		.user_id = OPT_INT(row->user_id),
		.payload = str_fmt(a, "{\"connection\":\"%.*s\"}", STR_ARG(row->public_id)),
	};

	if (!c->config.has_webhooks || !c->config.jobs || !graph_has_scope(row->scopes, SCOPE))
		return true;
	return jobs_enqueue_in(c->config.jobs, tx, &job, &id, err);
}

struct subscribe {
	struct str connection;
};
static const struct field subscribe_fields[] = {
	FIELD(struct subscribe, connection, .required = true, .max = LIMIT_ID),
};

static bool read_connection(struct connect *c, struct job_context *job, struct connection_row *ret,
			    bool *ret_found, struct err *err)
{
	struct arena *a = job_arena(job);
	struct subscribe request = { 0 };
	const struct json *payload;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return json_parse(a, job_payload(job), &payload, err) &&
	       fields_from_json(a, subscribe_fields, COUNT_OF(subscribe_fields), payload, &request,
				err) &&
	       store_read(c->config.store, &tx, err) &&
	       connections_get(tx, a, opt_int_or(job_user_id(job), 0), request.connection, ret,
			       ret_found, err);
}

bool connect_subscribe_job(void *ctx, struct job_context *job, struct err *err)
{
	static const struct param params[] = {
		{ STR_INIT("subscribed_fields"), STR_INIT("feed,mention") },
	};
	struct connect *c = ctx;
	struct arena *a = job_arena(job);
	struct connection_row row;
	struct graph_reply reply;
	cleanup(secret_freep) struct secret *token = NULL;
	bool found;

	if (!read_connection(c, job, &row, &found, err))
		return false;
	if (!found || !row.page_token_sealed.at)
		return true; /* disconnected in the meantime */
	const struct token_place place = { row.user_id, CONNECTIONS_TABLE, row.public_id };
	if (!core_open(c, a, place, row.page_token_sealed, &token, err))
		return false;
	struct graph_caller who = { c->config.graph, token, row.page_id, 0 };
	const struct graph_query query = { .endpoint = GRAPH_SUBSCRIBE_PAGE,
					   .id = row.page_id,
					   .params = params,
					   .param_count = COUNT_OF(params) };
	return graph_call_body(&who, a, &query, &reply, err);
}
