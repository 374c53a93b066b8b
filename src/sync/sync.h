/*
 * Collecting: brings one Instagram account's data from Meta into the store. A run is a table of
 * steps (profile, account insights, demographics, media with insights, comments, hashtags); each
 * stands alone, so a refused metric, a broken object or a failed step costs itself and nothing
 * else. What was fetched of what there is (coverage), progress and the cursor of every list are
 * stored, so a run that was cut short goes on where it stopped.
 *
 * Fewest calls (decision 0022): media come 100 at a time with their insights in the same answer,
 * everything else travels in batches. An account with 1,000 media takes at most 40 HTTP calls.
 *
 * History is one row per day; a second run on the same day overwrites that day. What Meta did not
 * return is null, never zero. No transaction is open while Meta is being asked.
 */
#ifndef SYNC_SYNC_H
#define SYNC_SYNC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/opt.h"
#include "base/str.h"
#include "base/tz.h"

struct store;
struct graph;
struct vault;
struct jobs;
struct sync;
struct job_context; /* jobs: what a running job is given */

struct sync_config {
	struct store *store;
	struct graph *graph;
	const struct vault *vault;
	struct jobs *jobs;         /* NULL: runs are only made by hand */
	const struct clock *clock; /* for jobs; sync_run_account is told the time */
	const struct tz *zone;     /* whose days the rows are: Asia/Jakarta */
	int64_t history_days;      /* how far back a first fetch asks for day series; 0: 90 */
	struct str crawl_times;    /* "07:00,20:00" in `zone`, to say when the next crawl is; may be
				      empty */
	int64_t spread_s; /* a slot's jobs are spread over this time after it; 0: all at once */
};

bool sync_new(const struct sync_config *config, struct sync **ret, struct err *err) must_use;
struct sync *sync_free(struct sync *s);

/* ---- first fetch ------------------------------------------------------------------------------
 */

struct sync_request {
	int64_t user_id;
	bool is_admin;             /* no limit */
	int64_t limit_ig_account;  /* the plan's; < 0: none */
	int64_t social_account_id; /* 0: the one that knows the account */
	struct str account_id;
};

/*
 * Checks in the order of cekbrand.md G.2 (EXCEED_LIMIT, ACCOUNT_ALREADY_USED, then that the social
 * account is the user's and knows the account: NOT_FOUND, INVALID_TOKEN), reads the profile once
 * (GRAPH…), stores account, link and token, and queues the job "sync.account". A job for that
 * account that is already waiting or running is returned instead of a second one. Blocks for one
 * call to Meta.
 */
bool sync_request_fetch(struct sync *s, struct arena *a, const struct sync_request *request,
			int64_t *ret_job_id, struct err *err) must_use;

enum sync_state { SYNC_NEVER, SYNC_WAITING, SYNC_RUNNING, SYNC_DONE, SYNC_FAILED };

struct sync_step_status {
	const char *name;
	const char *state;               /* "waiting", "done", "partial", "failed", "skipped" */
	int64_t got, total;              /* coverage: "1,204 of 1,204 media"; total < 0: unknown */
	struct str message;              /* why it is partial or failed */
	int64_t meta_code, meta_subcode; /* Graph's, when that is why; else 0 */
};
struct sync_progress {
	enum sync_state state;
	int64_t job_id;
	int done, total;    /* steps */
	struct str message; /* "Mengambil media 300/1204" */
	const struct sync_step_status *steps;
	size_t step_count;
	int64_t http_calls;
	int64_t started_at_s, finished_at_s; /* 0: not yet */
	struct opt_int next_s;               /* none while its token does not work */
	struct err error;                    /* when FAILED */
};
/* Of the newest run of that account. */
bool sync_progress(struct sync *s, struct arena *a, struct str account_id,
		   struct sync_progress *ret, struct err *err) must_use;

/* ---- runs -------------------------------------------------------------------------------------
 */

struct sync_result {
	unsigned http_calls;
	int64_t media, comments, values; /* rows written */
	int steps_done, steps_failed;
};

/*
 * One complete run, now, on the calling thread, as if it were `now_ms`: for `simpul sync ACCOUNT`
 * and for simulated days. Fails only when nothing could be collected (token, account, database);
 * single failed steps are in the result and in sync_progress.
 */
bool sync_run_account(struct sync *s, struct str account_id, int64_t now_ms,
		      struct sync_result *ret, struct err *err) must_use;

/* Every connected account, one after the other; failures are counted, not passed on. */
struct sync_day_result {
	int accounts, failed;
	unsigned http_calls;
};
bool sync_run_all(struct sync *s, int64_t now_ms, struct sync_day_result *ret, struct err *err)
	must_use;

/* ---- competitors ------------------------------------------------------------------------------
 */

struct sync_competitor_request {
	int64_t user_id;
	struct str account_id;          /* the own account to compare with */
	struct str username;            /* as typed: with or without @, in any case */
	int64_t limit_ig_competitor;    /* the plan's, for each account; < 0: none */
	struct str request_id, address; /* for the audit row */
};

/*
 * Looks the account up, stores it with today's counts, links it and queues the job
 * "sync.competitor" for its posts (*ret_job_id; 0: it is collected as an own account already).
 * Refused, in this order: NOT_FOUND (the account is not the user's), COMPETITOR_IS_SELF,
 * COMPETITOR_EXISTS, EXCEED_LIMIT, INVALID_TOKEN, INVALID_FIELD (not a user name),
 * INSTAGRAM_NOT_BUSINESS (nobody of that name, or a personal account), PERMISSIONS_MISSING. One
 * that was lost and is found again, under another name perhaps, is taken up where it was left.
 * Blocks for one call to Meta.
 */
bool sync_add_competitor(struct sync *s, struct arena *a,
			 const struct sync_competitor_request *request, struct str *ret_id,
			 int64_t *ret_job_id, struct err *err) must_use;
/* Unlinks it (`username` is not read); its data stays. Not linked: NOT_FOUND. */
bool sync_remove_competitor(struct sync *s, struct arena *a,
			    const struct sync_competitor_request *request, struct str competitor_id,
			    struct err *err) must_use;

/* One competitor now, through whoever watches it with a token that works; as sync_run_account. */
bool sync_run_competitor(struct sync *s, struct str competitor_id, int64_t now_ms,
			 struct sync_result *ret, struct err *err) must_use;
/* Those of one own account; failures are counted, not passed on. */
bool sync_run_competitors_of(struct sync *s, struct str account_id, int64_t now_ms,
			     struct sync_day_result *ret, struct err *err) must_use;

/* ---- job kinds (app/kinds.c) ------------------------------------------------------------------
 */

/* "sync.account": {"account_id":"1784…"} */
bool sync_account_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* "sync.account_stories": the same for its stories alone. */
bool sync_account_stories_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* "sync.competitor": {"account_id":"1784…"}, the competitor's. */
bool sync_competitor_job(void *ctx, struct job_context *job, struct err *err) must_use;
/*
 * "sync.daily": {"slot_s":…}: queues one job for every subject of the daily kinds (daily.h): a
 * sync.account per connected account. Each subject gets one job for a slot, whoever else queues
 * that slot. `ctx` is the struct sync.
 */
bool sync_daily_job(void *ctx, struct job_context *job, struct err *err) must_use;
/*
 * "sentiment.classify": labels the comments of one account, {"account_id":"…"}, or of every
 * connected one, {}, that the present model has not labelled. Runs do it for their account too.
 */
bool sync_classify_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* Queues that job for all when the program came with another model than last time. */
bool sync_check_model(struct sync *s, struct err *err) must_use;
/* "sync.stories": the same for the kinds that look at stories between the crawls. */
bool sync_stories_job(void *ctx, struct job_context *job, struct err *err) must_use;

/*
 * The crawl times. `times` is "07:00,20:00" in `zone`; true with the next instant after `after_s`.
 * A text that is not such a list is ERR_INVALID_FIELD.
 */
bool sync_next_crawl(struct str times, const struct tz *zone, int64_t after_s, int64_t *ret_at_s,
		     struct err *err) must_use;
/* The newest crawl time that is not after `now_s`. */
bool sync_last_crawl(struct str times, const struct tz *zone, int64_t now_s, int64_t *ret_at_s,
		     struct err *err) must_use;

#endif
