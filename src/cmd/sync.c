/* simpul sync ACCOUNT: collect one account now */
#include <stdio.h>

#include "app/app.h"
#include "base/clock.h"
#include "cmd/cmd.h"
#include "sync/sync.h"

#define REPLAY_DAYS_MAX 730

static bool sync_now(struct app *app, struct str account, struct err *err)
{
	struct sync_result result;

	if (!sync_run_account(app->sync, account, clock_now_ms(app->clock), &result, err))
		return false;
	printf("collected %lld media, %lld comments and %lld values in %u calls; "
	       "%d steps done, %d failed\n",
	       (long long)result.media, (long long)result.comments, (long long)result.values,
	       result.http_calls, result.steps_done, result.steps_failed);
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
	.about = "collect one Instagram account now",
	.usage = "ACCOUNT\n"
		 "       simpul sync ACCOUNT --replay-days N --simulator URL\n\n"
		 "ACCOUNT is the account's Instagram id. The second form is for demonstrations and "
		 "tests:\n"
		 "it plays N daily collections that end now, setting graphsim's clock before each.",
	.run = run,
};
