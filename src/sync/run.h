/* Inside sync/: one run over one account. */
#ifndef SYNC_RUN_H
#define SYNC_RUN_H

#include "base/buf.h"
#include "crypto/secret.h"
#include "graph/metric.h"
#include "graph/object.h"
#include "store/comments.h"
#include "store/store.h"
#include "store/sync_state.h"
#include "sync/seen.h"
#include "sync/sync.h"

struct sync {
	struct sync_config config;
	struct arena arena; /* holds the model */
	const struct sentiment_model *model;
	struct tz *pacific; /* whose midnights Meta's days end at */
};

enum step_state { STEP_WAITING, STEP_DONE, STEP_PARTIAL, STEP_FAILED, STEP_SKIPPED };

/* One object or metric that could not be had. */
struct step_problem {
	char object[64];
	int code, subcode; /* Graph's */
	char message[400];
};
#define STEP_PROBLEMS_MAX 20
struct step_problems {
	struct step_problem *at;
	size_t count;
};

/* How far one step is. */
struct step {
	enum step_state state;
	int64_t got;
	struct opt_int total;
	char message[200]; /* why it is not done */
	int meta_code, meta_subcode;
	char cursor[1024]; /* where a list goes on */
	bool goes_on;      /* its first part was done by an earlier run */
	bool was_cut;      /* the run before could not finish it */
};

#define RUN_STEPS_MAX 16
#define REFUSED_MAX 64

struct competitor_owner; /* store/competitors.h */
struct run;

struct run_step {
	const char *name; /* as sync_steps and `simpul sync --status` know it */
	/* False ends the run (token, limit, database); what only concerns the step is in r->step.
	 */
	bool (*run)(struct run *r, struct err *err);
};

/*
 * A kind of run: what it does and with whose token. `open` fills r->user_id, r->caller.account_id
 * (whose limits it uses up) and *ret_token; ERR_NOT_FOUND or ERR_INVALID_TOKEN when there is none.
 */
struct run_kind {
	const char
		*name; /* in sync_runs; NULL: first, daily or manual, the whole of an own account */
	const struct run_step *steps;
	size_t step_count;
	bool (*open)(struct run *r, struct secret **ret_token, struct err *err);
};

/* An own account: all of it, and its stories alone. */
extern const struct run_kind run_account_kind;
extern const struct run_kind run_stories_kind;
/* A competitor, looked at through an account of somebody who watches it. */
extern const struct run_kind run_competitor_kind;

/*
 * One run over one account, now or as a job: opens the token, goes on where a run that was cut
 * short stopped, does the steps, keeps books (sync_runs, sync_steps). A job that was stopped by a
 * limit is put off until the limit allows it, without costing an attempt.
 */
struct run_order {
	const struct run_kind *kind;
	struct str account_id; /* whose data; a row of ig_accounts */
	int64_t now_ms;
	struct job_context *job; /* NULL: by hand */
	/* Of a competitor: through whose account it is looked at. */
	const struct competitor_owner *viewer;
};
bool run_collect(struct sync *s, const struct run_order *order, struct sync_result *ret,
		 struct err *err) must_use;
/* The same for a job whose payload is {"account_id":"…"}; its result is JSON of the sync_result. */
bool run_collect_job(struct sync *s, const struct run_kind *kind, struct job_context *job,
		     struct err *err) must_use;
/* Its two ends, for a job that makes more than one run: `ret` lacks the kind. */
bool run_read_job(struct sync *s, struct job_context *job, struct run_order *ret, struct err *err)
	must_use;
void run_tell_result(struct job_context *job, const struct sync_result *result);

struct run {
	struct sync *sync;
	const struct run_kind *kind;
	struct job_context *job; /* NULL: by hand */
	struct arena *arena;     /* lives as long as the run */
	struct arena *page;      /* emptied for every page of a list */
	struct str account_id;
	struct str page_id; /* of an own account's Facebook Page; empty: not known */
	int64_t user_id;
	int64_t now_s;
	int64_t day; /* in the product's zone */
	int64_t run_id;
	int64_t listing_since_s; /* when this listing of media began, in an earlier run perhaps */
	struct graph_caller caller;     /* its account_id is whose token it is */
	int64_t media_count;            /* of the profile; -1: not told */
	int64_t insights_after_s;       /* posts up to then are from before it was professional */
	int64_t newest_without_s;       /* this run's newest post that never had insights, … */
	int64_t oldest_with_insights_s; /* … and its oldest that has */
	struct seen seen_media;         /* what this listing has shown */
	const struct competitor_owner *viewer; /* of a competitor: through whom */
	struct str username; /* of a competitor: where to look; empty: it is not there */
	bool is_blind;       /* this viewer may not look at others: no step that follows may */
	struct sync_result result;
	struct step *step;             /* the one under way, … */
	struct step_problems problems; /* … and its problems */

	struct str
		refused[REFUSED_MAX]; /* "account/views", "media/saved": Meta does not give them */
	size_t refused_count;
};

/* ---- steps: false ends the run (token, limit, database); the rest is in run->step -------------
 */

bool step_profile(struct run *r, struct err *err) must_use;
bool step_insights(struct run *r, struct err *err) must_use;
bool step_page(struct run *r, struct err *err) must_use;
bool step_audience(struct run *r, struct err *err) must_use;
bool step_stories(struct run *r, struct err *err) must_use;
bool step_reels(struct run *r, struct err *err) must_use;
bool step_media(struct run *r, struct err *err) must_use;
bool step_comments(struct run *r, struct err *err) must_use;
bool step_analysis(struct run *r, struct err *err) must_use;

/* ---- shared by the steps ----------------------------------------------------------------------
 */

/* Does this failure concern everything that would follow? */
bool run_ends_with(enum err_code code);
/* The same for one item of a batch; fills `err` when it does. */
bool run_ends_with_reply(const struct graph_reply *reply, struct err *err);
/* Notes why the step is less than done; the first reason stays. */
void step_trouble(struct step *step, enum step_state state, const char *fmt, ...) format_like(3, 4);

/* The same for something Meta refused, which is kept with its code. */
void step_refused(struct run *r, enum step_state state, struct str object,
		  const struct graph_error *ge);

/* Comma-separated metrics of the catalogue that feed a series, are live and not refused. */
struct str run_metrics(const struct run *r, struct arena *a, unsigned levels,
		       enum graph_metric_form form, const char *group);
bool run_is_refused(const struct run *r, const char *group, struct str metric);
/*
 * A refusal that names metrics: remembers them for a week and returns how many were named. The
 * caller asks again without them.
 */
bool run_refuse(struct run *r, const char *group, struct str metrics, const struct graph_error *ge,
		size_t *ret_count, struct err *err) must_use;

/* Pacific days: the instant a day begins, and the newest day that is over. */
int64_t run_pacific_start(const struct run *r, int64_t day);
int64_t run_pacific_last(const struct run *r);
int64_t run_local_day(const struct run *r, int64_t unix_s);

/* The token an own account is read with. ERR_INVALID_TOKEN when there is none that works. */
bool run_open_token(struct run *r, struct secret **ret, struct err *err) must_use;

/* Stores who the account is and the day's counts; the step is done. */
bool run_put_profile(struct run *r, const struct graph_ig_user *user, struct err *err) must_use;
/* Stores a page of posts with their counts and hashtags, and the place where `pager` goes on. */
bool run_put_posts(struct run *r, const struct graph_pager *pager, const struct json *list,
		   struct err *err) must_use;
/* After a complete listing: what was not in it is no longer listed by Meta. */
bool run_archive_posts(struct run *r, struct err *err) must_use;

/* Shows a message to whoever waits. */
void run_say(struct run *r, const char *fmt, ...) format_like(2, 3);
bool run_should_stop(const struct run *r, struct err *err);

/* A write of the step's own, with the run as argument's first part. */
bool run_save_step(struct db_tx *tx, const struct run *r, const char *name, const struct step *step,
		   struct err *err) must_use;

#endif
