/*
 * Pacing. Meta reports how much of the allowance is used (X-App-Usage,
 * X-Business-Use-Case-Usage, X-Page-Usage); we slow down from 80 % and stop at 95 % for five
 * minutes or the time Meta states, per app and per account, so that the limit is not hit. A limit
 * that was hit blocks until the stated time. Thread-safe.
 */
#ifndef GRAPH_USAGE_H
#define GRAPH_USAGE_H

#include <stdint.h>

#include "base/str.h"

struct net_reply;
struct graph_usage;

struct graph_usage *graph_usage_new(void);
struct graph_usage *graph_usage_free(struct graph_usage *u);

/* Reads the usage headers of a reply to a call of that account. Malformed ones are ignored. */
void graph_usage_read(struct graph_usage *u, struct str account_id, const struct net_reply *reply,
		      int64_t now_ms);
/* A call of that account (empty: the app) was refused for its rate. */
void graph_usage_block(struct graph_usage *u, struct str account_id, int64_t now_ms,
		       int64_t wait_ms);

/*
 * How long to wait before the next call of that account; 0 = go. Looks at the app's state and the
 * account's. Readings older than an hour count no more.
 */
int64_t graph_usage_pause_ms(struct graph_usage *u, struct str account_id, int64_t now_ms);
/* The highest known percentage, for /metrics. */
int graph_usage_percent(struct graph_usage *u, struct str account_id, int64_t now_ms);

#endif
