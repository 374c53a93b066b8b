/*
 * Webhooks (spec: meta-graph.md 10): who subscribed to what, and what is being delivered. A
 * delivery is made once, is sent by the postman (postman.h), and is tried again at growing
 * intervals of the simulated clock for 36 hours when it is not answered with 2xx; then it is
 * dropped.
 */
#ifndef GRAPHSIM_HOOKS_H
#define GRAPHSIM_HOOKS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "graphsim/world/sim_id.h"

struct app;
struct page;

#define HOOK_TRIES_MAX 24
#define HOOK_GIVE_UP_S (36 * 3600)

/* An app's: where to send what happens to objects of a kind. */
struct subscription {
	const struct app *app;
	struct str object; /* "instagram", "page", "user", "permissions" */
	struct str callback_url;
	struct str fields; /* comma-separated */
	int64_t since_s;
	bool is_removed;
	struct subscription *next;
};

/* A Page's: without one for its Page, nothing of an Instagram account is sent. */
struct page_subscription {
	const struct app *app;
	const struct page *page;
	struct str fields;
	bool is_removed;
	struct page_subscription *next;
};

/* Somebody else's media, or a comment on it, names an account: the account may then read it. */
struct mention {
	struct str account_id; /* who is named */
	struct str media_id;
	struct str comment_id; /* empty: in the caption */
	struct mention *next;
};

enum delivery_state { DELIVERY_WAITING, DELIVERY_DONE, DELIVERY_DROPPED };

struct delivery_try {
	int64_t at_s;
	int status; /* 0: no answer */
};

struct delivery {
	int64_t id; /* from 1 */
	const struct app *app;
	const char *kind; /* "webhook", "deauthorize", "data_deletion" */
	struct str url;
	struct str content_type;
	struct str body;
	struct str signature; /* header; empty: none */
	int copies_left;      /* sent so often again although it was answered: duplicates */
	enum delivery_state state;
	int64_t made_s;
	int64_t due_s;
	bool is_being_sent;
	struct delivery_try tries[HOOK_TRIES_MAX];
	size_t try_count;
	struct str answer; /* body of the last one */
	struct delivery *next;
};

struct hook_store {
	struct arena arena;
	struct subscription *subscriptions;
	struct page_subscription *page_subscriptions;
	struct mention *mentions;
	struct delivery *first, **end;
	int64_t count;
	pthread_cond_t posted; /* with the world's mutex: there is something to send */
};

void hooks_init(struct hook_store *h);
void hooks_deinit(struct hook_store *h);
/* Subscriptions, mentions and deliveries are forgotten. */
void hooks_reset(struct hook_store *h);
void hooks_forget_deliveries(struct hook_store *h);

/* NULL: none. */
struct subscription *subscription_find(struct hook_store *h, const struct app *app,
				       struct str object);
struct page_subscription *page_subscription_find(struct hook_store *h, const struct app *app,
						 const struct page *page);
/* Is `name` in a comma-separated list? */
bool hook_list_has(struct str list, struct str name);

void mention_add(struct hook_store *h, struct str account_id, struct str media_id,
		 struct str comment_id);
/* `comment_id` empty: any mention in that media. */
const struct mention *mention_find(const struct hook_store *h, struct str account_id,
				   struct str media_id, struct str comment_id);

/* Copies the strings of `d`; gives the id. */
int64_t delivery_add(struct hook_store *h, const struct delivery *d, int64_t now_s);
struct delivery *delivery_find(struct hook_store *h, int64_t id);
/* The next one that is due, and not being sent already. */
struct delivery *delivery_next(struct hook_store *h, int64_t now_s);
/* Says how a try ended; decides about the next one. */
void delivery_tried(struct hook_store *h, struct delivery *d, int status, struct str answer,
		    int64_t now_s);

/* "sha256=…" over the bytes as sent. */
struct str hook_signature(struct arena *a, struct str secret, struct str body);
/* {b64url(HMAC)}.{b64url(JSON)} */
struct str signed_request(struct arena *a, struct str secret, struct str user_id, int64_t now_s);

#endif
