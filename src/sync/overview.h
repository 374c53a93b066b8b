/*
 * How collecting stands, for the operator: `simpul sync --status`, GET /api/admin/collection and
 * /metrics. Listed are all connected accounts, also those that wait to be connected again, and
 * competitors that somebody watches through one that works.
 */
#ifndef SYNC_OVERVIEW_H
#define SYNC_OVERVIEW_H

#include "base/buf.h"
#include "base/json.h"
#include "base/opt.h"
#include "store/sync_state.h"
#include "sync/sync.h"

struct sync_overview_account {
	const char *kind; /* "account", "competitor" */
	struct str id, username;
	/* "never", "waiting", "running", "done", "partial", "failed"; "invalid_token": not
	 * collected */
	const char *state;
	struct opt_int tried_s;     /* the newest whole collection began */
	struct opt_int succeeded_s; /* the newest one that brought something ended */
	struct opt_int next_s;      /* when the next one is due */
	int64_t failures;           /* in a row, up to now */
	int64_t calls_today;
	struct str coverage; /* "1,204 of 1,204 media, 3 metrics not offered by Meta since …" */
	struct str error_code, error_text; /* of the newest one; at == NULL: none */
	struct opt_int meta_code, meta_subcode;
	struct sync_step_rows steps;
	struct metric_refusal_rows refusals; /* not offered by Meta */
	struct sync_problem_rows problems;
};

struct sync_overview {
	struct sync_overview_account *at;
	size_t count;
	struct str next; /* pass as `after` for more; at == NULL: that was all */
};

/* At most `limit` of both kinds after `after`, in order of id. */
bool sync_overview(struct sync *s, struct arena *a, struct str after, int64_t limit,
		   struct sync_overview *ret, struct err *err) must_use;

/* The members of one account, into an open object; times in `zone`. */
void sync_overview_write(struct json_writer *w, struct arena *a, const struct tz *zone,
			 const struct sync_overview_account *account);

/* The metric catalogue as a Markdown table: what is asked, from when until when, what it feeds. */
void sync_metrics_write(struct arena *a, struct buf *out);

/* Everything at once, cheap enough for every scrape. */
struct sync_totals {
	int64_t accounts;                /* own ones that are collected */
	int64_t fresh;                   /* whose newest success is less than a day old */
	int64_t failing;                 /* whose newest collection failed */
	int64_t calls_today;             /* competitors' among them */
	struct opt_int oldest_success_s; /* the account that waits longest */
};
bool sync_totals(struct sync *s, struct sync_totals *ret, struct err *err) must_use;

#endif
