/*
 * Client for Meta's Graph API. Knows endpoints, errors, limits and pages of that API; knows neither
 * store nor vault: a token is a parameter, so it runs against net's fake or graphsim alone.
 *
 * Tokens travel in the Authorization header only (decision 0020): never in a URL, a log or an
 * error. Every call carries appsecret_proof for the token it uses. Replies are parsed strictly; an
 * `error` member is a failure whatever the HTTP status; HTML, garbage and cut bodies are ERR_GRAPH.
 *
 * Facts about the API: Graph API reference v20-v26 as of 2026-11.
 */
#ifndef GRAPH_GRAPH_H
#define GRAPH_GRAPH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "base/url.h"
#include "graph/endpoint.h"
#include "graph/error.h"
#include "graph/usage.h"

struct net;
struct secret;
struct graph;

struct graph_config {
	struct net *net; /* borrowed */
	const struct clock *clock;
	/* Waits between tries; NULL: really sleeps. Tests and the simulated days pass their own. */
	void (*sleep_ms)(void *ctx, int64_t ms);
	void *sleep_ctx;
	struct str app_id;
	const struct secret *app_secret; /* borrowed */
	struct str graph_url;            /* "https://graph.facebook.com", no slash at the end */
	struct str dialog_url;           /* "https://www.facebook.com" */
	struct str version;              /* "v25.0" */
	int64_t timeout_ms;              /* one exchange; 0: 60,000 */
	unsigned max_tries;              /* 0: 3 */
	int64_t backoff_ms;              /* before the second try, doubling; 0: 500 */
	int64_t max_pause_ms; /* the longest wait for usage to cool down; 0: 30,000. Longer:
				 ERR_GRAPH_BUSY */
};

/* Copies the texts. */
bool graph_new(const struct graph_config *config, struct graph **ret, struct err *err) must_use;
struct graph *graph_free(struct graph *g);
void graph_freep(struct graph **g);

struct graph_counters {
	uint64_t http_calls; /* requests sent, retries included */
	uint64_t retries;
	uint64_t failures; /* calls that failed in the end */
	uint64_t rate_limited;
	unsigned app_usage_percent; /* of the app's allowance, as Meta said last */
};
struct graph_counters graph_counters(const struct graph *g);

/*
 * Who calls: one user's or Page's token and the account whose limits it uses up. Lives on the
 * caller's stack for the length of one task; `http_calls` counts that task's requests.
 */
struct graph_caller {
	struct graph *graph;
	const struct secret *token; /* NULL: the app's own token */
	struct str account_id;      /* Page or Instagram id for pacing; may be empty */
	int64_t max_pause_ms;       /* longest wait for usage to cool down; 0: the graph's */
	size_t max_reply_bytes;     /* 0: LIMIT_GRAPH_REPLY */
	unsigned http_calls;
	struct graph_error trouble; /* of the newest call, or part of a batch, that failed */
};

/* How long that caller would have to wait before its next call; 0: it may go on. */
int64_t graph_pause_ms(const struct graph_caller *who);

struct graph_query {
	enum graph_endpoint endpoint;
	struct str id;              /* replaces {id} in the path */
	struct str fields;          /* at == NULL: the endpoint's default fields */
	const struct param *params; /* further parameters */
	size_t param_count;
	unsigned limit;   /* 0: the endpoint's default; ignored where it has none */
	struct str after; /* cursor of the previous page */
};

struct graph_reply {
	int http_status;
	const struct json *json;  /* NULL when the call failed */
	struct graph_error error; /* filled when the call failed */
};

/*
 * One call with retries (5xx, transient and dropped connections; writes are tried once). Failure:
 * `err` has the code of the class (graph/error.h), `reply->error` Meta's own words. All replies
 * live in `a`.
 */
bool graph_call(struct graph_caller *who, struct arena *a, const struct graph_query *query,
		struct graph_reply *reply, struct err *err) must_use;

/* The same with its parameters in the request body: for what must not stand in a URL. */
bool graph_call_body(struct graph_caller *who, struct arena *a, const struct graph_query *query,
		     struct graph_reply *reply, struct err *err) must_use;

/*
 * Hands Meta the address of the file of a video that was started (`id`): it fetches it itself.
 * Once, without retries.
 */
bool graph_upload(struct graph_caller *who, struct arena *a, struct str id, struct str file_url,
		  struct graph_reply *reply, struct err *err) must_use;

/* What graph_call would put on the wire, without host: "/v25.0/me?fields=id". For batches and
 * tests. */
struct str graph_path(const struct graph *g, struct arena *a, const struct graph_query *query);

/* lower_hex(HMAC-SHA256(app secret, token)); NULL: of the app's own token. */
struct str graph_proof(const struct graph *g, struct arena *a, const struct secret *token);

/* Did Meta sign it? `mac` is HMAC-SHA256(app secret, message), 32 bytes; compared in constant time.
 */
bool graph_has_signed(const struct graph *g, struct str message, struct str mac) must_use;

struct str graph_version(const struct graph *g);

/* ---- several calls in one request ---------------------------------------------------------- */

/*
 * At most LIMIT_GRAPH_BATCH reads in one POST. `replies` holds `count` entries, each good or failed
 * on its own; items that came back empty (not finished in time) or transient are asked again,
 * within max_tries. False only when the whole request failed.
 */
bool graph_batch(struct graph_caller *who, struct arena *a, const struct graph_query *queries,
		 size_t count, struct graph_reply *replies, struct err *err) must_use;

/* ---- lists --------------------------------------------------------------------------------- */

/*
 * Walks a list by its `after` cursor. The absolute `paging.next` is never followed: it contains the
 * token and names a host of the other side's choosing. Ends when `next` is missing; a page may be
 * short or empty before that. A page that leads to itself is asked for again, twice
 * at most, so the same items may come twice. Any other cursor that comes back, or more than
 * LIMIT_GRAPH_PAGES pages, ends the walk with ERR_GRAPH.
 *
 *	struct graph_pager pages;
 *	graph_pager_start(&pages, &query);
 *	while (graph_pager_next(&pages, who, a, &reply, err)) { … json_get(reply.json, "data") … }
 *	if (!graph_pager_done(&pages)) return false;
 */
struct graph_pager {
	struct graph_query query;
	char after[1024];  /* the cursor of the next page; save it to resume */
	uint64_t seen[64]; /* hashes of recent cursors */
	unsigned page_count;
	unsigned repeat_count; /* pages that led to themselves */
	/*
	 * A list inside another answer, as business_discovery's: it gives cursors but no `next`, so
	 * it ends with a page that has no items or no cursor.
	 */
	bool is_nested;
	enum { GRAPH_PAGER_MORE, GRAPH_PAGER_DONE, GRAPH_PAGER_FAILED } state;
};
void graph_pager_start(struct graph_pager *p, const struct graph_query *query);
bool graph_pager_next(struct graph_pager *p, struct graph_caller *who, struct arena *a,
		      struct graph_reply *reply, struct err *err) must_use;
bool graph_pager_done(const struct graph_pager *p);
/* For a page fetched by other means: reads its paging and moves the walk on. False: ERR_GRAPH. */
bool graph_pager_advance(struct graph_pager *p, const struct json *page, struct err *err) must_use;

#endif
