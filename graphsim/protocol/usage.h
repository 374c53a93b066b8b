/*
 * Call counters behind X-App-Usage and X-Business-Use-Case-Usage (spec: meta-graph.md 8): a rolling
 * hour for the app, a rolling day for a Page or an Instagram account, in buckets of a minute and of
 * half an hour of the virtual clock.
 */
#ifndef GRAPHSIM_USAGE_H
#define GRAPHSIM_USAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define USAGE_BUCKETS 60
#define USAGE_LISTS 4096

struct usage_counter {
	int64_t bucket_s; /* how long one bucket is */
	int64_t newest;   /* number of the newest bucket since 1970 */
	uint32_t calls[USAGE_BUCKETS];
};

struct usage_object {
	struct str id; /* of a Page or an Instagram account; lives as long as the world */
	const void *app;
	struct usage_counter counter;
	struct usage_object *next;
};

struct usage_table {
	struct usage_counter apps[8];
	struct usage_object *objects[USAGE_LISTS]; /* by hash of the id */
};

void usage_deinit(struct usage_table *u);

void usage_count_app(struct usage_table *u, unsigned app_index, int64_t now_s);
/* Calls in the last hour. */
int64_t usage_of_app(struct usage_table *u, unsigned app_index, int64_t now_s);
void usage_count_object(struct usage_table *u, const void *app, struct str id, int64_t now_s);
/* Calls in the last 24 hours. */
int64_t usage_of_object(struct usage_table *u, const void *app, struct str id, int64_t now_s);

/* Per cent of an allowance, rounded up: one call shows. */
int usage_percent(int64_t calls, int64_t allowed);

#endif
