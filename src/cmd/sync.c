/* simpul sync ACCOUNT: collect one account and its competitors now */
#include <stdio.h>

#include "app/app.h"
#include "base/clock.h"
#include "cmd/cmd.h"
#include "sync/sync.h"

#define REPLAY_DAYS_MAX 730

static void print_result(const struct sync_result *result)
{
	printf("collected %lld media, %lld comments and %lld values in %u calls; "
	       "%d steps done, %d failed\n",
	       (long long)result->media, (long long)result->comments, (long long)result->values,
	       result->http_calls, result->steps_done, result->steps_failed);
}

static bool sync_competitors(struct app *app, struct str account, int64_t now_ms, struct err *err)
{
	struct sync_day_result result;

	if (!sync_run_competitors_of(app->sync, account, now_ms, &result, err))
		return false;
	if (result.accounts)
		printf("collected %d competitors in %u calls; %d failed\n",
		       result.accounts - result.failed, result.http_calls, result.failed);
	return true;
}

/* An own account and its competitors, or a competitor alone. */
static bool sync_now(struct app *app, struct str account, struct err *err)
{
	int64_t now_ms = clock_now_ms(app->clock);
	struct sync_result result;
	struct err no_competitor = ERR_INIT;

	if (sync_run_account(app->sync, account, now_ms, &result, err)) {
		print_result(&result);
		return sync_competitors(app, account, now_ms, err);
	}
	if (err->code != ERR_NOT_FOUND)
		return false;
	if (!sync_run_competitor(app->sync, account, now_ms, &result, &no_competitor)) {
		if (no_competitor.code != ERR_NOT_FOUND)
			*err = no_competitor;
		return false;
	}
	print_result(&result);
	return true;
}

static bool replay(struct app *app, struct str account, int days, struct str simulator,
		   struct err *err)
{
	unsigned calls;

	if (!app_replay(app, account, days, simulator, &calls, err))
		return false;
	printf("played %d days of collection in %u calls\n", days, calls);
	return true;
}

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const char *account = NULL, *days_text = NULL, *simulator = NULL;
	const struct cmd_option table[] = {
		{ "replay-days", &days_text, NULL },
		{ "simulator", &simulator, NULL },
		{ NULL, NULL, NULL },
	};
	int64_t days = 0;
	struct app app;

	if (!cmd_options(&cmd_sync, argc, argv, table, &account, 1, err))
		return false;
	if (!account)
		return cmd_misused(err, &cmd_sync, "say which account (its Instagram id)");
	if (!days_text != !simulator)
		return cmd_misused(err, &cmd_sync, "--replay-days and --simulator go together");
	if (days_text &&
	    !cmd_number(&cmd_sync, "replay-days", days_text, 1, REPLAY_DAYS_MAX, &days, err))
		return false;

	bool ok = app_open(a, APP_META, &app, err);

	if (ok && days)
		ok = replay(&app, str_of(account), (int)days, str_of(simulator), err);
	else if (ok)
		ok = sync_now(&app, str_of(account), err);
	app_close(&app);
	return ok;
}

const struct cmd cmd_sync = {
	.name = "sync",
	.about = "collect one Instagram account and its competitors now",
	.usage = "ACCOUNT\n"
		 "       simpul sync ACCOUNT --replay-days N --simulator URL\n\n"
		 "ACCOUNT is the Instagram id of an own account, or of a competitor. The second "
		 "form is for demonstrations and "
		 "tests:\n"
		 "it plays N daily collections that end now, setting graphsim's clock before each.",
	.run = run,
};
