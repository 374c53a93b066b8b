#include "app/kinds.h"

#include "auth/auth.h"
#include "base/clock.h"
#include "store/store.h"
#include "sync/sync.h"

/* Forgets what is over. */
static bool tidy(void *ctx, struct job_context *job, struct err *err)
{
	const struct app *app = ctx;

	(void)job;
	return store_tidy(app->store, clock_now_s(app->clock), err) && auth_purge(app->auth, err);
}

void app_job_kinds(struct app *app, struct job_kind ret[APP_JOB_KINDS])
{
	const struct job_kind kinds[APP_JOB_KINDS] = {
		{ "sync.account", sync_account_job, app->sync, 0 },
		{ "sync.account_stories", sync_account_stories_job, app->sync, 0 },
		{ "sync.competitor", sync_competitor_job, app->sync, 0 },
		{ "sync.daily", sync_daily_job, app->sync, 0 },
		{ "sync.stories", sync_stories_job, app->sync, 0 },
		{ "sentiment.classify", sync_classify_job, app->sync, 0 },
		{ "app.tidy", tidy, app, 0 },
	};

	for (size_t i = 0; i < APP_JOB_KINDS; i++)
		ret[i] = kinds[i];
}
