/* Inside graph/: what client.c shares with batch.c and oauth.c. */
#ifndef GRAPH_CLIENT_H
#define GRAPH_CLIENT_H

#include <stdatomic.h>

#include "crypto/secret.h"
#include "graph/graph.h"

struct graph {
	struct graph_config config; /* texts are copies */
	struct secret *app_token;   /* "id|secret" */
	struct graph_usage *usage;
	atomic_uint_fast64_t http_calls, retries, failures, rate_limited;
};

/* One request on its way: method and path decided, nothing sent yet. */
struct graph_wire {
	const char *method;
	struct str path;  /* with version and query, no host */
	struct str body;  /* at == NULL: none; may hold secrets */
	bool signs_in;    /* carries Authorization; the token endpoint does not */
	bool is_read;     /* may be tried again */
	const char *what; /* for errors and counters: the endpoint's name */
};

/* Sends with pacing and retries; `reply` as in graph_call. */
bool graph_send(struct graph_caller *who, struct arena *a, const struct graph_wire *wire,
		struct graph_reply *reply, struct err *err) must_use;

/* Reads a reply's text into `reply`; false when it is an error or not Graph's. */
bool graph_reply_read(struct arena *a, int http_status, struct str text, struct graph_reply *reply);

/* `path` with its appsecret_proof. */
struct str graph_signed_path(struct graph_caller *who, struct arena *a, struct str path);

/* A limit was hit: later calls of that account, or of the app, wait. */
void graph_note_limit(struct graph_caller *who, const struct graph_error *ge);

/* A buffer for parameters that hold secrets: zeroed when it ends. */
void graph_wipe_buf(struct buf *b);

/* Zeroes a token inside a parsed reply and returns it as a secret; NULL when absent. */
struct secret *graph_take_secret(const struct json *text);

#endif
