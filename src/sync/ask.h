/*
 * Day series: questions about spans of days, asked in batches, the answers as rows. A refused
 * question is asked in a smaller way until each metric has been answered or given up alone.
 */
#ifndef SYNC_ASK_H
#define SYNC_ASK_H

#include "store/insights.h"
#include "sync/run.h"

#define QUESTIONS_MAX 1024

struct question {
	struct str metrics; /* comma-separated, of the catalogue */
	enum graph_metric_form form;
	int64_t from_day, to_day; /* Pacific, both included */
};

/* At most QUESTIONS_MAX. */
struct questions {
	struct arena *arena;
	struct question *at;
	size_t count;
};

/* Who is asked, and where the answers go. */
struct inquiry {
	enum graph_endpoint endpoint;
	struct str id;          /* of the account or the Page */
	enum graph_level level; /* of the metrics */
	const char *group;      /* of refusals: "account", "page" */
	bool keeps_dimensions;  /* values that come as objects are stored by part */
	bool wants_page_token;  /* a user's token is refused; that ends the step, not the run */
	struct graph_caller *caller;
	bool (*put)(struct db_tx *tx, const struct run *r, const struct insight_day_rows *rows,
		    struct err *err);
};

/* Left out when it has no metric or no day. */
void ask_add(struct questions *q, struct question question);
/* A series over `from`..`to` in windows of at most `window_days`. */
void ask_add_series(struct questions *q, struct question series, int64_t window_days);

/* Asks and stores; r->step says how it went. `now` is used up. */
bool ask_all(struct run *r, const struct inquiry *inquiry, struct questions *now, struct err *err)
	must_use;

/*
 * The days from `oldest` to `last` that are worth asking: those without a stored value, no further
 * back than `repair_days` before the newest stored one, and the newest three, which may still
 * change. `wanted` has room for last - oldest + 1; wanted[0] is `oldest`.
 */
struct ask_days {
	int64_t oldest, last;
	bool *wanted;
};
void ask_choose_days(const struct run *r, const struct insight_day_rows *stored,
		     struct ask_days *days);

#endif
