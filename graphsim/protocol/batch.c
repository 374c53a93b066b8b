/* Batches: up to 50 calls in one, some of them fed by the answers of others. Spec:
 * meta-graph.md 9.1. */
#include <inttypes.h>

#include "graphsim/protocol/call_auth.h"
#include "graphsim/protocol/call_params.h"
#include "graphsim/protocol/graph.h"
#include "graphsim/protocol/jsonpath.h"

#define BATCH_MAX 50

struct element {
	const struct json *spec;
	struct str name;
	struct str body; /* of the answer */
	int status;      /* 0: has not run */
	bool is_used;    /* another element is fed by it */
};

struct batch {
	struct call *call;
	struct element at[BATCH_MAX];
	size_t count;
	bool has_headers;
};

static struct element *element_named(struct batch *b, struct str name)
{
	for (size_t i = 0; i < b->count && !str_is_empty(name); i++) {
		if (str_eq(b->at[i].name, name))
			return &b->at[i];
	}
	return NULL;
}

/*
 * Puts in the place of each `{result=name:$.path}` what the path selects in the named answer,
 * joined by commas. False: that answer failed or does not exist; `ret` then names it.
 */
static bool fill_in(struct batch *b, struct str text, struct str *ret)
{
	struct call *c = b->call;
	cleanup(buf_free) struct buf out = { 0 };

	buf_init(&out, MIB);
	while (text.len > 0) {
		size_t start = str_find(text, STR("{result="));
		buf_put(&out, str_sub(text, 0, start));
		text = str_skip(text, start);
		if (text.len == 0)
			break;
		struct str inside = str_skip(text, 8);
		size_t end = str_find_char(inside, '}');
		struct str path = str_sub(inside, 0, end);
		struct str name = str_cut(&path, ':');
		struct element *parent = element_named(b, name);

		text = str_skip(inside, end + 1);
		if (!parent || parent->status != 200) {
			*ret = name;
			return false;
		}
		parent->is_used = true;
		if (!jsonpath_join(c->arena, parent->body, path, &out)) {
			*ret = name;
			return false;
		}
	}
	*ret = str_dup(c->arena, buf_str(&out));
	return true;
}

static enum http_method method_of(struct str name)
{
	if (str_eq_nocase(name, STR("POST")))
		return HTTP_POST;
	return str_eq_nocase(name, STR("DELETE")) ? HTTP_DELETE : HTTP_GET;
}

static void keep(struct batch *b, struct element *e, struct call *sub)
{
	e->status = sub->status;
	e->body = str_dup(b->call->arena, buf_str(&sub->body));
}

static void split_url(struct call *sub, struct str url, struct str body)
{
	struct params query = { 0 };
	struct err err = ERR_INIT;
	struct str rest = url;
	struct str path = str_cut(&rest, '?');

	if (rest.at && !params_parse(sub->arena, rest, &query, &err))
		sub->is_body_bad = true;
	if (!url_decode(sub->arena, path, false, &sub->path))
		sub->path = path;
	bool is_bad = sub->is_body_bad;
	call_read_args(sub, &query, STR_NONE, body);
	sub->is_body_bad = sub->is_body_bad || is_bad;
}

/* What an element does not say itself, it has from the batch. */
static void inherit(struct call *sub, const struct call *batch)
{
	struct params own = sub->args;
	static const char *const shared[] = { "access_token", "appsecret_proof", "appsecret_time" };
	struct param *all = arena_new_n(sub->arena, struct param, own.count + COUNT_OF(shared));
	size_t count = own.count;
	bool has_token = params_has(&own, STR("access_token"));

	if (own.count > 0)
		memcpy(all, own.at, own.count * sizeof(*all));
	for (size_t i = 0; i < COUNT_OF(shared); i++) {
		struct str name = str_of(shared[i]);

		/* A proof belongs to its token: with another token goes another proof. */
		if (has_token || params_has(&own, name) || !call_has_arg(batch, name))
			continue;
		all[count++] = (struct param){ name, call_arg(batch, name) };
	}
	sub->args = (struct params){ all, count };
	if (!has_token)
		sub->authorization = batch->authorization;
}

static void write_headers(struct json_writer *w, const struct call *sub)
{
	json_put_array(w, "headers");
	for (size_t i = 0; i < sub->header_count; i++) {
		json_object(w);
		json_put_str(w, "name", sub->headers[i].name);
		json_put_str(w, "value", sub->headers[i].value);
		json_end_object(w);
	}
	json_end_array(w);
}

static bool is_omitted(const struct element *e)
{
	const struct json *wish = json_get(e->spec, STR("omit_response_on_success"));

	/* Named ones that others depend on are left out unless the client wants them. */
	return e->status == 200 && (wish ? json_is_true(wish) : e->is_used);
}

static void log_element(struct call *sub)
{
	struct request_row row = {
		.method = str_z(sub->arena, http_method_name(sub->method)),
		.path = str_z(sub->arena, call_plain_path(sub->arena, sub->path)),
		.query = str_z(sub->arena, request_log_query(sub->arena, &sub->args)),
		.status = sub->status,
		.at_ms = sub->now_s * 1000,
		.is_in_batch = true,
		.has_proof = call_has_arg(sub, STR("appsecret_proof")),
	};

	request_log_add(&sub->world->log, &row);
}

/* Runs one element; its answer goes to `out` as text, so that it can be left out later. */
static void run_element(struct batch *b, struct element *e, struct buf *out)
{
	struct call *c = b->call;
	cleanup(call_deinit) struct call sub = { 0 };
	struct json_writer w;
	struct str url = json_text(json_get(e->spec, STR("relative_url")));
	struct str body = json_text(json_get(e->spec, STR("body")));

	call_init(&sub, c->world, c->arena);
	sub.is_in_batch = true;
	sub.origin = c->origin;
	sub.usage_percent = c->usage_percent;
	sub.method = method_of(json_text(json_get(e->spec, STR("method"))));
	if (str_is_empty(url)) {
		CALL_FAIL(&sub, GE_BATCH_NO_URL);
		graph_finish(&sub);
	} else if (!fill_in(b, url, &url) || !fill_in(b, body, &body)) {
		CALL_FAIL(&sub, GE_BATCH_PARENT_FAILED, url);
		graph_finish(&sub);
	} else {
		split_url(&sub, url, body);
		inherit(&sub, c);
		call_override_method(&sub);
		call_apply_fault(&sub, fault_list_match(&c->world->faults, c->arena,
							http_method_name(sub.method),
							call_plain_path(c->arena, sub.path), true));
		graph_run(&sub);
		log_element(&sub);
	}
	keep(b, e, &sub);
	json_start(&w, out, JSON_GRAPH);
	json_object(&w);
	json_put_int(&w, "code", sub.status);
	if (b->has_headers)
		write_headers(&w, &sub);
	json_put_str(&w, "body", buf_str(&sub.body));
	json_end_object(&w);
}

static bool read_batch(struct call *c, struct batch *b)
{
	const struct json *list;
	struct err err = ERR_INIT;
	struct str wants_headers = call_arg(c, STR("include_headers"));

	*b = (struct batch){ .call = c };
	b->has_headers = !str_eq(wants_headers, STR("false")) && !str_eq(wants_headers, STR("0"));
	if (!json_parse(c->arena, call_arg(c, STR("batch")), &list, &err) ||
	    list->type != JSON_ARRAY)
		return CALL_FAIL(c, GE_BATCH_UNREADABLE);
	if (json_count(list) > BATCH_MAX)
		return CALL_FAIL(c, GE_BATCH_TOO_LONG);
	for (const struct json *e = json_first(list); e; e = e->next) {
		b->at[b->count++] = (struct element){
			.spec = e,
			.name = json_text(json_get(e, STR("name"))),
		};
	}
	return true;
}

/* A batch may leave its own token out when each element brings one. */
static bool check_token(struct call *c)
{
	return str_is_empty(c->token_text) || call_authenticate(c);
}

void batch_run(struct call *c)
{
	struct batch *b = arena_new(c->arena, struct batch);
	struct str answers[BATCH_MAX];
	cleanup(buf_free) struct buf one = { 0 };

	if (!check_token(c) || !read_batch(c, b))
		return;
	for (size_t i = 0; i < b->count; i++) {
		buf_free(&one);
		buf_init(&one, CALL_BODY_MAX_BYTES);
		run_element(b, &b->at[i], &one);
		answers[i] = str_dup(c->arena, buf_str(&one));
	}
	json_array(&c->json);
	for (size_t i = 0; i < b->count; i++) {
		if (is_omitted(&b->at[i]))
			json_null(&c->json);
		else
			json_raw(&c->json, answers[i]);
	}
	json_end_array(&c->json);
}
