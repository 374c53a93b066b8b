/* simpul sync: collect one account and its competitors now, or show how collecting stands */
#include <stdio.h>

#include "app/app.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/tz.h"
#include "cmd/cmd.h"
#include "sync/overview.h"

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

/* ---- how it stands ---- */

#define ACCOUNTS_AT_ONCE 100

static void print_time(struct app *app, struct arena *a, const char *what, struct opt_int at_s)
{
	if (at_s.has)
		printf("  %s %.16s", what,
		       str_z(a, iso_text(a, at_s.value, tz_offset_s(app->zone, at_s.value))));
	else
		printf("  %s -", what);
}

static void print_code(struct opt_int code, struct opt_int subcode)
{
	if (code.has && subcode.has)
		printf(" (Meta %lld/%lld)", (long long)code.value, (long long)subcode.value);
	else if (code.has)
		printf(" (Meta %lld)", (long long)code.value);
}

static void print_json(struct app *app, struct arena *a,
		       const struct sync_overview_account *account, bool is_first)
{
	cleanup(buf_free) struct buf out;
	struct json_writer w;

	buf_init(&out, LIMIT_ARENA);
	json_start(&w, &out, JSON_PLAIN);
	json_object(&w);
	sync_overview_write(&w, a, app->zone, account);
	json_end_object(&w);
	printf("%s%.*s", is_first ? "" : ",\n ", STR_ARG(buf_str(&out)));
}

static void print_account(struct app *app, struct arena *a,
			  const struct sync_overview_account *account)
{
	printf("%.*s  @%.*s  %s %s: %.*s\n", STR_ARG(account->id), STR_ARG(account->username),
	       account->kind, account->state, STR_ARG(account->coverage));
	print_time(app, a, "last success", account->succeeded_s);
	print_time(app, a, "next", account->next_s);
	printf("  calls today %lld\n", (long long)account->calls_today);
	if (account->error_code.at) {
		printf("  failed %lld times, %.*s", (long long)account->failures,
		       STR_ARG(account->error_code));
		print_code(account->meta_code, account->meta_subcode);
		printf(": %.*s\n", STR_ARG(account->error_text));
	}
	for (size_t i = 0; i < account->steps.count; i++) {
		const struct sync_step_row *step = &account->steps.at[i];
		printf("  %-10.*s %-8.*s %lld", STR_ARG(step->step), STR_ARG(step->state),
		       (long long)step->got);
		if (step->total.has)
			printf(" of %lld", (long long)step->total.value);
		print_code(step->meta_code, step->meta_subcode);
		printf("%s%.*s\n", step->message.at ? ": " : "", STR_ARG(step->message));
	}
	for (size_t i = 0; i < account->refusals.count; i++) {
		const struct metric_refusal_row *r = &account->refusals.at[i];
		printf("  not offered %.*s", STR_ARG(r->metric));
		print_code(r->meta_code, OPT_NO_INT);
		printf(" since %.*s\n", STR_ARG(day_text(a, tz_day(app->zone, r->since_s))));
	}
}

static bool print_status(struct app *app, bool as_json, struct err *err)
{
	struct str after = STR("");
	bool is_first = true;

	if (as_json)
		printf("[");
	do {
		cleanup(arena_free) struct arena a;
		struct sync_overview overview;
		arena_init(&a, LIMIT_ARENA);
		if (!sync_overview(app->sync, &a, after, ACCOUNTS_AT_ONCE, &overview, err))
			return false;
		for (size_t i = 0; i < overview.count; i++) {
			if (as_json)
				print_json(app, &a, &overview.at[i], is_first);
			else
				print_account(app, &a, &overview.at[i]);
			is_first = false;
		}
		after = overview.next.at ? str_dup(app->arena, overview.next) : STR_NONE;
	} while (after.at);
	if (as_json)
		printf("]\n");
	else if (is_first)
		printf("no account is connected\n");
	return true;
}

/* ---- the command ---- */

struct wish {
	const char *account, *days, *simulator;
	bool status, json, metrics;
};

static bool check_wish(const struct wish *w, int64_t *ret_days, struct err *err)
{
	if ((w->status || w->metrics) && w->account)
		return cmd_misused(err, &cmd_sync, "it shows every account; leave %s out",
				   w->account);
	if (w->json && !w->status)
		return cmd_misused(err, &cmd_sync, "--json goes with --status");
	if (!w->account && !w->status && !w->metrics)
		return cmd_misused(err, &cmd_sync, "say which account (its Instagram id)");
	if (!w->days != !w->simulator)
		return cmd_misused(err, &cmd_sync, "--replay-days and --simulator go together");
	return !w->days ||
	       cmd_number(&cmd_sync, "replay-days", w->days, 1, REPLAY_DAYS_MAX, ret_days, err);
}

static bool print_metrics(struct arena *a)
{
	cleanup(buf_free) struct buf out;

	buf_init(&out, 1 * MIB);
	sync_metrics_write(a, &out);
	printf("%.*s", STR_ARG(buf_str(&out)));
	return true;
}

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	struct wish w = { 0 };
	const struct cmd_option table[] = {
		{ "replay-days", &w.days, NULL }, { "simulator", &w.simulator, NULL },
		{ "status", NULL, &w.status },    { "json", NULL, &w.json },
		{ "metrics", NULL, &w.metrics },  { NULL, NULL, NULL },
	};
	int64_t days = 0;
	struct app app;

	if (!cmd_options(&cmd_sync, argc, argv, table, &w.account, 1, err) ||
	    !check_wish(&w, &days, err))
		return false;
	if (w.metrics)
		return print_metrics(a);
	bool ok = app_open(a, APP_META, &app, err);

	if (ok && w.status)
		ok = print_status(&app, w.json, err);
	else if (ok && days)
		ok = replay(&app, str_of(w.account), (int)days, str_of(w.simulator), err);
	else if (ok)
		ok = sync_now(&app, str_of(w.account), err);
	app_close(&app);
	return ok;
}

const struct cmd cmd_sync = {
	.name = "sync",
	.about = "collect one account and its competitors now, or show how collecting stands",
	.usage = "ACCOUNT\n"
		 "       simpul sync --status [--json]\n"
		 "       simpul sync --metrics\n"
		 "       simpul sync ACCOUNT --replay-days N --simulator URL\n\n"
		 "ACCOUNT is the Instagram id of an own account, or of a competitor. Ends with 0 "
		 "when what\n"
		 "Meta gives was stored, also when single steps failed (it says how many); with 1 "
		 "when the\n"
		 "collection was cut short: the next one goes on where it stopped. --status shows "
		 "coverage,\n"
		 "last success, next run and what Meta refused; --metrics the catalogue of "
		 "Meta's metrics.\n"
		 "The last form is for demonstrations and tests: "
		 "it plays N daily collections that end now, setting graphsim's clock before each.",
	.run = run,
};
