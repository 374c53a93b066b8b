#include "app/kinds.h"

#include "auth/auth.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "connect/connect.h"
#include "exports/album.h"
#include "exports/reports.h"
#include "hooks/hooks.h"
#include "people/people.h"
#include "planning/preflight.h"
#include "planning/series.h"
#include "publish/publish.h"
#include "store/store.h"
#include "sync/sync.h"
#include "sync/webhook.h"
#include "uploads/uploads.h"

/* Short: a file whose maker died is begun again soon. */
#define EXPORT_LEASE_MS 20000

/* Forgets what is over. */
static bool tidy(void *ctx, struct job_context *job, struct err *err)
{
	const struct app *app = ctx;

	(void)job;
	return store_tidy(app->store, clock_now_s(app->clock), err) && auth_purge(app->auth, err);
}

static bool tidy_uploads(void *ctx, struct job_context *job, struct err *err)
{
	const struct app *app = ctx;

	return uploads_tidy(app->uploads, job_arena(job), err);
}

/* What was collected is shown in reports with its pictures, whose addresses last a few days. */
static void ask_for_pictures(struct app *app, struct job_context *job)
{
	struct err why = ERR_INIT;
	const struct json *payload;

	if (!json_parse(job_arena(job), job_payload(job), &payload, &why) ||
	    !album_ask(app->exports, job_arena(job),
		       json_text(json_get(payload, STR("account_id"))), &why))
		log_err(LOG_WARN, "pictures for reports are not asked for", &why);
}

static bool collect_account(void *ctx, struct job_context *job, struct err *err)
{
	struct app *app = ctx;

	if (!sync_account_job(app->sync, job, err))
		return false;
	ask_for_pictures(app, job);
	return true;
}

static bool collect_competitor(void *ctx, struct job_context *job, struct err *err)
{
	struct app *app = ctx;

	if (!sync_competitor_job(app->sync, job, err))
		return false;
	ask_for_pictures(app, job);
	return true;
}

size_t app_job_kinds(struct app *app, struct job_kind ret[APP_JOB_KINDS_MAX])
{
	unsigned at_once = (unsigned)setting_int(app->settings.export_concurrency);
	const struct job_kind kinds[] = {
		{ "sync.account", collect_account, app, 0 },
		{ "sync.account_stories", sync_account_stories_job, app->sync, 0 },
		{ "sync.competitor", collect_competitor, app, 0 },
		{ "sync.daily", sync_daily_job, app->sync, 0 },
		{ "sync.stories", sync_stories_job, app->sync, 0 },
		{ "sentiment.classify", sync_classify_job, app->sync, 0 },
		{ "people.notice", people_notice_job, app->people, 0 },
		{ "sync.webhook", webhook_job, app->sync, 0 },
		{ "connect.subscribe", connect_subscribe_job, app->connect, 0 },
		{ "connect.delete_person", connect_delete_person_job, app->connect, 0 },
		{ "token.watch", connect_watch_job, app->connect, 0 },
		{ "token.check", connect_check_job, app->connect, 0 },
		{ "app.tidy", tidy, app, 0 },
		{ EXPORTS_MAKE_KIND, exports_make_job, app->exports, EXPORT_LEASE_MS, at_once },
		{ REPORTS_SEND_KIND, reports_send_job, app->exports, 0 },
		{ ALBUM_KIND, album_job, app->exports, 0, 1 },
		{ "export.tidy", exports_tidy_job, app->exports, 0, 1 },
		{ "upload.tidy", tidy_uploads, app, 0, 1 },
		{ "publish.look", plan_look_job, app->publish, 0, 2 },
		{ PEOPLE_LETTER_KIND, people_letter_job, app->people, 0 },
		{ HOOKS_DELIVER_KIND, hooks_deliver_job, app->hooks, 0, HOOKS_AT_ONCE },
		{ HOOKS_LETTER_KIND, hooks_letter_job, app->hooks, 0 },
	};

	_Static_assert(COUNT_OF(kinds) <= APP_JOB_KINDS_MAX, "the caller has room for all kinds");
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		ret[i] = kinds[i];
	return COUNT_OF(kinds);
}

size_t app_publish_kinds(struct app *app, struct job_kind ret[APP_PUBLISH_KINDS])
{
	ret[0] = (struct job_kind){ .name = "publish.target",
				    .run = publish_target_job,
				    .ctx = app->publish,
				    .lease_ms = PUBLISH_LEASE_MS,
				    .is_fair = true };
	ret[1] = (struct job_kind){ "publish.sweep", publish_sweep_job, app->publish, 0 };
	ret[2] = (struct job_kind){ "publish.series", plan_series_job, app->publish, 0 };
	return APP_PUBLISH_KINDS;
}
