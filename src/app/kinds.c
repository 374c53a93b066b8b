#include "app/kinds.h"

#include "sync/sync.h"

void app_job_kinds(struct app *app, struct job_kind ret[APP_JOB_KINDS])
{
	const struct job_kind kinds[APP_JOB_KINDS] = {
		{ "sync.account", sync_account_job, app->sync, 0 },
		{ "sync.daily", sync_daily_job, app->sync, 0 },
	};

	for (size_t i = 0; i < APP_JOB_KINDS; i++)
		ret[i] = kinds[i];
}
