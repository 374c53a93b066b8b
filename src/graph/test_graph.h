/*
 * For the tests of graph/: a client on a scripted network. Every request is kept for inspection;
 * answers are rows matched in order, the first whose `match` is in the request's method, URL and
 * body.
 */
#ifndef GRAPH_TEST_GRAPH_H
#define GRAPH_TEST_GRAPH_H

#include "base/limits.h"
#include "base/test.h"
#include "crypto/crypto.h"
#include "crypto/secret.h"
#include "graph/graph.h"
#include "net/net_fake.h"

#define TOKEN_TEXT "EAAtesttokentesttokentesttoken"
#define SECRET_TEXT "s"

struct answer {
	const char *match;
	int status; /* 0: no answer at all */
	const char *body;
	const char *usage; /* X-App-Usage */
	int times;         /* 0: always; n: for the first n requests that match */
};

struct world {
	struct arena arena;
	const struct answer *answers;
	size_t answer_count;
	int used[64];
	struct str requests[512]; /* "METHOD url body" */
	struct str authorization[512];
	int request_count;
	int64_t now_ms;
	int64_t slept_ms;
	struct clock clock;
	struct net *net;
	struct secret *app_secret;
	struct secret *token;
	struct graph *graph;
	struct graph_caller who;
};

static inline bool world_answer(void *ctx, struct arena *a, const struct net_request *request,
				struct net_reply *ret, struct err *err)
{
	struct world *w = ctx;
	struct str text = str_fmt(&w->arena, "%s %.*s %.*s", request->method, STR_ARG(request->url),
				  STR_ARG(request->body));

	assert_true(w->request_count < (int)COUNT_OF(w->requests));
	w->requests[w->request_count] = text;
	for (size_t i = 0; i < request->header_count; i++) {
		if (str_eq(request->headers[i].name, STR("Authorization")))
			w->authorization[w->request_count] =
				str_dup(&w->arena, request->headers[i].value);
	}
	w->request_count++;
	for (size_t i = 0; i < w->answer_count; i++) {
		const struct answer *answer = &w->answers[i];
		if (!str_contains(text, str_of(answer->match)))
			continue;
		if (answer->times && w->used[i] >= answer->times)
			continue;
		w->used[i]++;
		if (!answer->status)
			return err_set(err, ERR_NETWORK, "connection reset");
		struct net_header *header = arena_new(a, struct net_header);
		*header = (struct net_header){ STR("X-App-Usage"), str_of(answer->usage) };
		*ret = (struct net_reply){
			.status = answer->status,
			.body = str_dup(a, str_of(answer->body)),
			.headers = header,
			.header_count = answer->usage ? 1 : 0,
		};
		return true;
	}
	print_error("no answer for %.*s\n", STR_ARG(text));
	fail();
	return false;
}

static inline void world_sleep(void *ctx, int64_t ms)
{
	struct world *w = ctx;
	w->slept_ms += ms;
	w->now_ms += ms;
}

static inline struct world *world_new(const struct answer *answers, size_t count)
{
	struct err err = ERR_INIT;
	check_ok(crypto_init(&err), &err);
	struct world *w = calloc(1, sizeof(*w));
	assert_non_null(w);
	assert_true(count <= COUNT_OF(w->used));
	arena_init(&w->arena, 64 * MIB);
	w->answers = answers;
	w->answer_count = count;
	w->now_ms = 1790000000000;
	w->clock = clock_manual(&w->now_ms);
	w->net = net_fake_start(world_answer, w);
	w->app_secret = secret_from_bytes(STR(SECRET_TEXT));
	w->token = secret_from_bytes(STR(TOKEN_TEXT));
	const struct graph_config config = {
		.net = w->net,
		.clock = &w->clock,
		.sleep_ms = world_sleep,
		.sleep_ctx = w,
		.app_id = STR_INIT("1234567890"),
		.app_secret = w->app_secret,
		.graph_url = STR_INIT("https://graph.test"),
		.dialog_url = STR_INIT("https://www.test"),
		.version = STR_INIT("v25.0"),
	};
	check_ok(graph_new(&config, &w->graph, &err), &err);
	w->who = (struct graph_caller){ .graph = w->graph, .token = w->token };
	return w;
}

static inline void world_freep(struct world **world)
{
	struct world *w = *world;
	/* Whatever the test was about: no token ever stands in an address. */
	for (int i = 0; i < w->request_count; i++) {
		struct str url = str_skip(w->requests[i], str_find_char(w->requests[i], ' ') + 1);
		url = str_sub(url, 0, str_find_char(url, ' '));
		check_true("no token in a URL", !str_contains(url, STR("EAA")));
		check_true("no token in a URL", !str_contains(url, STR("access_token=")));
	}
	graph_free(w->graph);
	net_stop(w->net);
	secret_free(w->token);
	secret_free(w->app_secret);
	arena_free(&w->arena);
	free(w);
}

#define WORLD(w, answers)                                                                          \
	cleanup(world_freep) struct world *w = world_new(answers, COUNT_OF(answers))

#endif
