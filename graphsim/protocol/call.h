/*
 * One call of the Graph API: what was asked, who asks, and the answer being written. The HTTP
 * adapter, a batch and its elements all make calls of this shape, so that every rule is applied to
 * all of them alike.
 *
 * A call lives in one arena, and runs with the world's mutex held.
 */
#ifndef GRAPHSIM_CALL_H
#define GRAPHSIM_CALL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/str.h"
#include "base/url.h"
#include "graphsim/protocol/graph_error.h"
#include "graphsim/protocol/permission.h"
#include "graphsim/world/world.h"
#include "http/http.h"

#define CALL_BODY_MAX_BYTES (24u * 1024 * 1024)
#define CALL_SEGMENTS_MAX 4
#define CALL_HEADERS_MAX 20

struct call {
	struct world *world;
	struct arena *arena;
	int64_t now_s;

	/* asked */
	enum http_method method;  /* after a `method=` override */
	struct str path;          /* decoded, version included */
	struct str origin;        /* scheme://host:port the client used, for links */
	struct params args;       /* query and body together */
	bool is_body_bad;         /* neither form nor JSON */
	struct str authorization; /* the header */
	struct str if_none_match;
	bool is_in_batch;
	bool wants_metadata;
	bool has_short_pages; /* a fault: see faults.h */
	bool repeats_page;
	bool hides_expiry;
	int64_t effect_delay_ms;       /* what it does, it does so much later */
	struct graph_error late_error; /* answered although it worked; status 0: no */
	uint64_t generation;           /* of the world */

	/* read from the path */
	struct str version; /* that answers, "v25.0" */
	struct str segments[CALL_SEGMENTS_MAX];
	size_t segment_count;

	/* who */
	struct str token_text;
	const struct token *token; /* NULL until authenticated */
	struct token app_token;    /* room for one that is not in the store */

	/* what it counts against */
	struct str usage_id; /* a Page or Instagram account; STR_NONE: the app alone */
	const char *usage_type;
	int64_t usage_allowed;
	int64_t usage_percent; /* forced by a fault; -1: count */

	/* answer */
	int status;
	struct buf body;
	struct json_writer json;
	struct graph_error error; /* status 0: none */
	struct http_header headers[CALL_HEADERS_MAX];
	size_t header_count;
};

/* call_deinit frees the body. */
void call_init(struct call *c, struct world *w, struct arena *a);
void call_deinit(struct call *c);

/* Raises an error with the words for its text. Returns false. The first one wins. */
bool call_fail_words(struct call *c, enum graph_error_id id, const struct str *words, size_t count);
#define CALL_FAIL(c, id, ...)                                                                      \
	call_fail_words(                                                                           \
		(c), (id), (const struct str[]){ STR_NONE, ##__VA_ARGS__ } + 1,                    \
		sizeof((const struct str[]){ STR_NONE, ##__VA_ARGS__ }) / sizeof(struct str) - 1)
bool call_failed(const struct call *c);

struct str call_arg(const struct call *c, struct str name);
bool call_has_arg(const struct call *c, struct str name);
void call_add_header(struct call *c, struct str name, struct str value);

/* The path as faults and the log name it: no version, no doubled slashes, one in front. */
struct str call_plain_path(struct arena *a, struct str path);
/* What a fault switch says about the answer: its error, its usage. NULL: nothing. */
void call_apply_fault(struct call *c, const struct fault *f);

/* An error of that code, as Meta would answer it; its row's words when there is one (5.8). */
struct graph_error call_error_of(struct call *c, int64_t code, int64_t subcode);
/*
 * The call is about to have an effect on an account or a Page: the rules of publishing say whether
 * it comes later, and whether it is denied.
 */
void call_begin_effect(struct call *c, struct str target);

/* Is there a user behind the token who granted this? App tokens: false. */
bool call_allows(const struct call *c, enum permission p);
/* Pages and accounts the token may see. */
bool call_sees_page(const struct call *c, const struct page *p);
bool call_sees_account(const struct call *c, const struct account *a);

#endif
