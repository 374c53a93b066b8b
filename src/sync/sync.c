/* What the rest of the program asks for: runs over own accounts, one or all of them. */
#include "sync/sync.h"

#include "base/limits.h"
#include "jobs/jobs.h"
#include "model/sentiment.h"
#include "store/accounts.h"
#include "sync/daily.h"
#include "vault/vault.h"

#define HISTORY_DAYS 90
#define MODEL_MAX_BYTES (32 * MIB)

bool sync_new(const struct sync_config *config, struct sync **ret, struct err *err)
{
	struct sync *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->config = *config;
	if (!s->config.history_days)
		s->config.history_days = HISTORY_DAYS;
	arena_init(&s->arena, MODEL_MAX_BYTES);
	if (tz_load(STR("America/Los_Angeles"), &s->pacific, err) &&
	    sentiment_model_load(&s->arena, &s->model, err)) {
		*ret = s;
		return true;
	}
	sync_free(s);
	return err_wrap(err, "collecting");
}

struct sync *sync_free(struct sync *s)
{
	if (!s)
		return NULL;
	tz_free(s->pacific);
	arena_free(&s->arena);
	free(s);
	return NULL;
}

/* ---- an own account ---------------------------------------------------------------------------
 */

bool run_open_token(struct run *r, struct secret **ret, struct err *err)
{
	struct str account_id = r->caller.account_id;
	struct account_token_row token;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(r->sync->config.store, &tx, err) ||
	    !account_tokens_get(tx, r->arena, account_id, &token, &found, err))
		return false;
	if (!found || !token.is_valid)
		return err_set(err, ERR_INVALID_TOKEN, "account %.*s has no valid token",
			       STR_ARG(account_id));
	const struct vault_context where = {
		.table = ACCOUNT_TOKENS_TABLE,
		.row = token.account_id,
		.column = ACCOUNT_TOKENS_COLUMN,
		.tenant = str_fmt(r->arena, "%lld", (long long)r->user_id),
	};
	return vault_open(r->sync->config.vault, &where, token.token_sealed, ret, err);
}

static bool read_owner(struct run *r, struct err *err)
{
	struct account_row account;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(r->sync->config.store, &tx, err) ||
	    !accounts_get_any(tx, r->arena, r->account_id, &account, &found, err))
		return false;
	if (!found || !account.user_id.has || !account.social_account_id.has)
		return err_set(err, ERR_NOT_FOUND, "account %.*s is not connected",
			       STR_ARG(r->account_id));
	r->user_id = account.user_id.value;
	r->page_id = account.page_id;
	r->caller.account_id = r->account_id;
	return true;
}

static bool open_account(struct run *r, struct secret **ret_token, struct err *err)
{
	return read_owner(r, err) && run_open_token(r, ret_token, err);
}

/* Stories first: they are what does not wait. */
static const struct run_step account_steps[] = {
	{ "profile", step_profile },   { "stories", step_stories },   { "insights", step_insights },
	{ "audience", step_audience }, { "page", step_page },         { "media", step_media },
	{ "reels", step_reels },       { "comments", step_comments }, { "analysis", step_analysis },
};
_Static_assert(COUNT_OF(account_steps) <= RUN_STEPS_MAX, "a run has room for its steps");

static const struct run_step stories_steps[] = { { "stories", step_stories } };

const struct run_kind run_account_kind = {
	.steps = account_steps,
	.step_count = COUNT_OF(account_steps),
	.open = open_account,
};

const struct run_kind run_stories_kind = {
	.name = "stories",
	.steps = stories_steps,
	.step_count = COUNT_OF(stories_steps),
	.open = open_account,
};

bool sync_run_account(struct sync *s, struct str account_id, int64_t now_ms,
		      struct sync_result *ret, struct err *err)
{
	const struct run_order order = { .kind = &run_account_kind,
					 .account_id = account_id,
					 .now_ms = now_ms };
	return run_collect(s, &order, ret, err);
}

bool sync_account_job(void *ctx, struct job_context *job, struct err *err)
{
	return run_collect_job(ctx, &run_account_kind, job, err);
}

bool sync_account_stories_job(void *ctx, struct job_context *job, struct err *err)
{
	return run_collect_job(ctx, &run_stories_kind, job, err);
}

/* ---- all of them ------------------------------------------------------------------------------
 */

struct whole_day {
	struct sync *sync;
	int64_t now_ms;
	struct sync_day_result result;
};

static bool run_one(void *ctx, struct str id, struct err *err)
{
	struct whole_day *d = ctx;
	struct sync_result result;
	struct err failure = ERR_INIT;
	(void)err;

	d->result.accounts++;
	d->result.failed += !sync_run_account(d->sync, id, d->now_ms, &result, &failure);
	d->result.http_calls += result.http_calls;
	return true;
}

bool sync_run_all(struct sync *s, int64_t now_ms, struct sync_day_result *ret, struct err *err)
{
	struct whole_day day = { .sync = s, .now_ms = now_ms };

	if (!daily_each_account(s, run_one, &day, err))
		return false;
	*ret = day.result;
	return true;
}
