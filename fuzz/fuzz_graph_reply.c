/*
 * Exercises src/graph/ from the reply's text on: error envelopes, pagers, batches, Page lists,
 * insights, media, comments, tokens and usage headers. The input holds the answers Meta gives one
 * after the other, separated by a line "===": the first line of each is its HTTP status and the
 * usage header. Whatever they say, calls end, and a failure names itself.
 */
#include "crypto/crypto.h"
#include "crypto/secret.h"
#include "fuzz/fuzz.h"
#include "graph/oauth.h"
#include "graph/object.h"
#include "net/net_fake.h"

/* Of one input: four listings of at most LIMIT_GRAPH_PAGES pages, each asked twice, and some more.
 */
#define REQUESTS_MAX (10 * LIMIT_GRAPH_PAGES)

struct script {
	struct str rest;
	int requests;
};

/* The next answer; after the last one the first again. */
static struct str next_answer(struct script *s, struct str whole)
{
	struct str separator = STR("\n===\n");
	if (!s->rest.len)
		s->rest = whole;
	size_t end = str_find(s->rest, separator);
	struct str answer = str_sub(s->rest, 0, end);
	s->rest = str_skip(s->rest, end + separator.len);
	return answer;
}

struct fuzz_world {
	struct script script;
	struct str whole;
};

static bool answer(void *ctx, struct arena *a, const struct net_request *request,
		   struct net_reply *ret, struct err *err)
{
	struct fuzz_world *w = ctx;
	struct str text = next_answer(&w->script, w->whole);
	struct str head = str_cut(&text, '\n');
	int64_t status;
	struct str status_text = str_cut(&head, ' ');

	promise(!str_contains(request->url, STR("EAA")));
	promise(w->script.requests++ < (int)REQUESTS_MAX);
	if (!str_to_i64(status_text, &status) || status < 100 || status > 599)
		return err_set(err, ERR_NETWORK, "no answer");
	struct net_header *headers = arena_new_n(a, struct net_header, 2);
	headers[0] = (struct net_header){ STR("X-App-Usage"), head };
	headers[1] = (struct net_header){ STR("X-Business-Use-Case-Usage"), head };
	*ret = (struct net_reply){
		.status = (int)status,
		.headers = headers,
		.header_count = 2,
		.body = str_dup(a, text.at ? text : STR("")),
	};
	return true;
}

static int64_t now_ms = 1790000000000;

/* Waiting costs nothing here, and lets usage cool down. */
static void sleep_fast(void *ctx, int64_t ms)
{
	(void)ctx;
	now_ms += ms;
}

static void note_value(void *ctx, const struct graph_value *v)
{
	long *count = ctx;
	promise(v->metric.len > 0);
	promise(v->hour >= -1 && v->hour <= 23);
	++*count;
}

static void read_objects(const struct json *json)
{
	struct graph_media media;
	struct graph_comment comment;
	struct graph_ig_user user;
	long counted = 0;

	long said = graph_insights_each(json, note_value, &counted);
	promise(said == counted || (said == -1 && !counted));
	if (graph_ig_user_read(json, &user))
		promise(user.id.len > 0);
	for (const struct json *item = json_first(json_get(json, STR("data"))); item;
	     item = item->next) {
		if (graph_media_read(item, &media)) {
			promise(media.id.len > 0);
			graph_insights_each(media.insights, note_value, &counted);
		}
		if (graph_comment_read(item, &comment))
			promise(comment.id.len > 0);
	}
}

static void use_client(struct graph *g, struct arena *a, const struct secret *token)
{
	struct graph_caller who = { .graph = g, .token = token, .account_id = STR("17841") };
	const struct graph_query media = { .endpoint = GRAPH_IG_MEDIA, .id = STR("17841") };
	struct graph_query many[3] = { media, media, media };
	struct graph_reply reply, replies[3];
	struct graph_pager pager;
	struct graph_token_info info;
	struct graph_token fresh = { .secret = NULL };
	struct graph_pages pages;
	struct err err = ERR_INIT;

	if (graph_call(&who, a, &media, &reply, &err)) {
		read_objects(reply.json);
	} else {
		promise_error(&err);
		promise(reply.error.class != GRAPH_CLASS_NONE);
		graph_error_metrics(a, &reply.error, STR("reach,views"));
	}
	graph_pager_start(&pager, &media);
	for (int page = 0; page < 20 && graph_pager_next(&pager, &who, a, &reply, &err); page++)
		promise(reply.json != NULL);
	if (graph_batch(&who, a, many, COUNT_OF(many), replies, &err)) {
		for (size_t i = 0; i < COUNT_OF(many); i++)
			promise((replies[i].json != NULL) ==
				(replies[i].error.class == GRAPH_CLASS_NONE));
	}
	err = ERR_INIT;
	if (!graph_debug_token(g, a, token, &info, &err))
		promise_error(&err);
	if (graph_exchange_code(g, a, STR("code"), STR("https://a.test/"), &fresh, &err))
		promise(secret_len(fresh.secret) > 0);
	graph_token_clear(&fresh);
	if (graph_list_pages(&who, a, STR("business_management"), &pages, &err)) {
		for (size_t i = 0; i < pages.count; i++)
			promise(pages.at[i].id.len > 0);
		promise(pages.count <= LIMIT_PAGES_LISTED);
		graph_pages_free(&pages);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_world w = { .whole = fuzz_text(data, size) };
	struct err err = ERR_INIT;
	struct clock clock = clock_manual(&now_ms);
	struct graph *g = NULL;
	struct arena a;

	promise(crypto_init(&err));
	arena_init(&a, 16 * FUZZ_BYTES);
	struct secret *secret = secret_from_bytes(STR("app secret"));
	struct secret *token = secret_from_bytes(STR("EAAtoken"));
	struct net *net = net_fake_start(answer, &w);
	const struct graph_config config = {
		.net = net,
		.clock = &clock,
		.sleep_ms = sleep_fast,
		.app_id = STR_INIT("1"),
		.app_secret = secret,
		.graph_url = STR_INIT("https://graph.test"),
		.dialog_url = STR_INIT("https://www.test"),
		.version = STR_INIT("v25.0"),
		.max_tries = 2,
	};
	promise(graph_new(&config, &g, &err));
	use_client(g, &a, token);
	graph_free(g);
	net_stop(net);
	secret_free(token);
	secret_free(secret);
	arena_free(&a);
	return 0;
}
