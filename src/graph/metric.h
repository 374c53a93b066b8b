/*
 * The metric catalogue: every insight metric we know, old and new, what it needs on the wire, from
 * when until when Meta answers it, and which stored series it feeds. A metric that Meta retires is
 * one changed row; stored series keep their names (`impressions` has been fed by `views` since
 * 2025-01-21).
 */
#ifndef GRAPH_METRIC_H
#define GRAPH_METRIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum graph_level {
	GRAPH_ACCOUNT = 1,
	GRAPH_FEED = 2,
	GRAPH_REELS = 4,
	GRAPH_STORY = 8,
	GRAPH_OF_PAGE = 16,
	GRAPH_LEVELS_END = 32,
};

enum graph_metric_form {
	GRAPH_TIME_SERIES, /* values[] with end_time */
	GRAPH_TOTAL_VALUE, /* one number for since..until */
	GRAPH_BREAKDOWN,   /* total_value.breakdowns[] */
	GRAPH_LIFETIME,    /* values[0], media insights */
};

struct graph_metric {
	const char *name;
	unsigned levels; /* bits of graph_level */
	const char *period;
	enum graph_metric_form form;
	const char *breakdown;     /* NULL: none; "age,gender" is one combined breakdown */
	const char *series;        /* what it feeds in our store; NULL: known, not collected */
	const char *since;         /* YYYY-MM-DD, NULL: always */
	const char *since_version; /* the version it came with; NULL: all, from `since` on */
	const char *until;         /* all versions; NULL: still answered */
	const char *until_version; /* the version that dropped it first; "all": every one at once */
	const char *replaced_by;
	bool undocumented; /* answers, but Meta may drop it without a word */
};

const struct graph_metric *graph_metrics(size_t *ret_count);
const struct graph_metric *graph_metric_find(struct str name, enum graph_level level);
/* Does Meta answer it on that day (days since 1970)? */
/* "account", "FEED,REELS": the levels as Meta and the documents call them, comma-separated. */
struct str graph_levels_text(struct arena *a, unsigned levels);
/* What Meta calls it: "time_series", "total_value", … */
const char *graph_metric_form_name(enum graph_metric_form form);
bool graph_metric_is_live(const struct graph_metric *m, int64_t day);

#endif
