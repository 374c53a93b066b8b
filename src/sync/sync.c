/* Runs: what is read before the steps, the steps in order, and what is written after them. */
#include <stdarg.h>

#include "base/limits.h"
#include "jobs/jobs.h"
#include "store/accounts.h"
#include "store/connections.h"
#include "store/social_accounts.h"
#include "sync/run.h"
#include "vault/vault.h"

#define HISTORY_DAYS 90

/* ---- the steps --------------------------------------------------------------------------------
 */

static const struct {
	const char *name;
	bool (*run)(struct run *r, struct err *err);
} steps[] = {
	{ "profile", step_profile }, { "insights", step_insights }, { "audience", step_audience },
	{ "media", step_media },     { "comments", step_comments },
};
_Static_assert(COUNT_OF(steps) == SYNC_STEPS, "progress counts the steps");

bool sync_new(const struct sync_config *config, struct sync **ret, struct err *err)
{
	struct tz *pacific;
	if (!tz_load(STR("America/Los_Angeles"), &pacific, err))
		return err_wrap(err, "Meta's days");

	struct sync *s = calloc(1, sizeof(*s));
	if (!s)
		abort();
	*s = (struct sync){ .config = *config, .pacific = pacific };
	if (!s->config.history_days)
		s->config.history_days = HISTORY_DAYS;
	*ret = s;
	return true;
}

struct sync *sync_free(struct sync *s)
{
	if (s)
		tz_free(s->pacific);
	free(s);
	return NULL;
}

/* ---- before -----------------------------------------------------------------------------------
 */

/* What the database knows about the account and its last run. */
struct known {
	struct account_row account;
	struct account_token_row token;
	struct metric_refusal_rows refusals;
	struct sync_run_row last;
	bool has_last;
	struct sync_step_rows steps;
};

static bool read_known(struct run *r, struct known *k, struct err *err)
{
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(r->sync->config.store, &tx, err) ||
	    !accounts_get_any(tx, r->arena, r->account_id, &k->account, &found, err))
		return false;
	if (!found || !k->account.user_id.has || !k->account.social_account_id.has)
		return err_set(err, ERR_NOT_FOUND, "account %.*s is not connected",
			       STR_ARG(r->account_id));
	if (!account_tokens_get(tx, r->arena, r->account_id, &k->token, &found, err))
		return false;
	if (!found || !k->token.is_valid)
		return err_set(err, ERR_INVALID_TOKEN, "account %.*s has no valid token",
			       STR_ARG(r->account_id));
	return metric_refusals_list(tx, r->arena, r->account_id, &k->refusals, err) &&
	       sync_runs_newest(tx, r->arena, r->account_id, &k->last, &k->has_last, err) &&
	       sync_steps_list(tx, r->arena, r->account_id, &k->steps, err);
}

static bool open_token(struct run *r, const struct known *k, struct secret **ret, struct err *err)
{
	const struct vault_context where = {
		.table = ACCOUNT_TOKENS_TABLE,
		.row = k->token.account_id,
		.column = ACCOUNT_TOKENS_COLUMN,
		.tenant = str_fmt(r->arena, "%lld", (long long)k->account.user_id.value),
	};
	return vault_open(r->sync->config.vault, &where, k->token.token_sealed, ret, err);
}

static void load_refusals(struct run *r, const struct known *k)
{
	for (size_t i = 0; i < k->refusals.count && r->refused_count < REFUSED_MAX; i++) {
		if (k->refusals.at[i].retry_s > r->now_s)
			r->refused[r->refused_count++] = k->refusals.at[i].metric;
	}
}

/* A try of the same job on the same day that was cut short: this run goes on from there. */
static bool goes_on(const struct run *r, const struct known *k)
{
	return r->job && k->has_last && k->last.job_id.has &&
	       k->last.job_id.value == job_id(r->job) && !str_eq(k->last.status, STR("done")) &&
	       run_local_day(r, k->last.started_s) == r->day;
}

static void load_step(const struct known *k, const char *name, struct step *step)
{
	for (size_t i = 0; i < k->steps.count; i++) {
		const struct sync_step_row *row = &k->steps.at[i];
		if (row->run_id != k->last.id || !str_eq(row->step, str_of(name)))
			continue;
		bool has_cursor = row->cursor.at && row->cursor.len < sizeof(step->cursor);
		if (str_eq(row->state, STR("done")))
			step->state = STEP_DONE;
		else if (has_cursor)
			memcpy(step->cursor, row->cursor.at, row->cursor.len);
		else
			return;
		step->got = row->got;
		step->total = row->total;
		return;
	}
}

/* ---- writing about the run --------------------------------------------------------------------
 */

struct run_note {
	struct run *run;
	struct sync_run_row row;
	const char *step_name; /* NULL: none */
	struct token_check token_check;
	bool is_token_bad;
};

static bool write_start(struct db_tx *tx, void *arg, struct err *err)
{
	struct run_note *note = arg;
	struct run *r = note->run;
	const struct step waiting = { .state = STEP_WAITING };

	if (!sync_runs_start(tx, &note->row, r->now_s, &r->run_id, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		if (!run_save_step(tx, r, steps[i].name, &waiting, err))
			return false;
	}
	return true;
}

static bool write_step(struct db_tx *tx, void *arg, struct err *err)
{
	const struct run_note *note = arg;
	return run_save_step(tx, note->run, note->step_name, note->run->step, err) &&
	       sync_runs_progress(tx, &note->row, err);
}

/* The account's token is dead, and the connection that lives from the same grant with it. */
static bool write_dead_token(struct db_tx *tx, const struct run_note *note, struct err *err)
{
	const struct run *r = note->run;
	struct connection_row row;
	bool found;

	if (!account_tokens_set_check(tx, r->account_id, &note->token_check, err) ||
	    !connections_current(tx, r->arena, r->user_id, &row, &found, err))
		return false;
	return !found || !str_eq(row.ig_account_id, r->account_id) ||
	       connections_set_check(tx, r->user_id, row.public_id, &note->token_check,
				     STR("token_expired"), err);
}

static bool write_end(struct db_tx *tx, void *arg, struct err *err)
{
	const struct run_note *note = arg;
	const struct run *r = note->run;

	if (note->is_token_bad && !write_dead_token(tx, note, err))
		return false;
	return accounts_set_health(tx, r->account_id, note->row.error_code.at != NULL, true, err) &&
	       sync_runs_finish(tx, &note->row, r->now_s, err);
}

static bool start_run(struct run *r, const struct known *k, struct err *err)
{
	bool is_first = !k->has_last;
	struct run_note note = {
		.run = r,
		.row = { .account_id = r->account_id,
			 .job_id = r->job ? OPT_INT(job_id(r->job)) : OPT_NO_INT,
			 .kind = is_first ? STR("first")
				 : r->job ? STR("daily")
					  : STR("manual"),
			 .total = SYNC_STEPS },
	};
	return store_write(r->sync->config.store, write_start, &note, err);
}

/* One step: its own failures stay in it; false only for what ends the run. */
static bool run_step(struct run *r, size_t at, struct step *step, struct err *err)
{
	struct run_note note = { .run = r, .step_name = steps[at].name };
	struct err failure = ERR_INIT;

	r->step = step;
	arena_reset(r->page);
	bool ended = step->state != STEP_DONE && !steps[at].run(r, &failure);
	if (ended && !run_ends_with(failure.code)) {
		step_trouble(step, STEP_FAILED, "%s", failure.cause);
		ended = false;
	}
	if (ended)
		step->state = STEP_WAITING;
	else if (step->state == STEP_FAILED)
		r->result.steps_failed++;
	else
		r->result.steps_done++;
	r->result.http_calls = r->caller.http_calls;
	note.row = (struct sync_run_row){
		.id = r->run_id,
		.step = str_of(steps[at].name),
		.done = (int64_t)at + !ended,
		.total = SYNC_STEPS,
		.http_calls = r->caller.http_calls,
	};
	struct err unwritten = ERR_INIT;
	bool written = store_write(r->sync->config.store, write_step, &note, &unwritten);
	if (!ended && written)
		return true;
	*err = ended ? failure : unwritten;
	return false;
}

/* The run's row says how it went, also when it went wrong. */
static bool end_run(struct run *r, const struct step *all, bool ok, struct err *err)
{
	bool is_whole = ok;
	for (size_t i = 0; i < SYNC_STEPS; i++)
		is_whole = is_whole && all[i].state == STEP_DONE;
	struct run_note note = {
		.run = r,
		.row = { .id = r->run_id,
			 .status = is_whole ? STR("done")
				   : ok     ? STR("partial")
					    : STR("failed"),
			 .http_calls = r->caller.http_calls },
	};
	if (!ok) {
		if (err->code == ERR_TOKEN_EXPIRED) {
			note.is_token_bad = true;
			note.token_check = (struct token_check){ .checked_s = r->now_s };
			err->code = ERR_INVALID_TOKEN;
		}
		note.row.error_code = str_of(err_info(err->code)->name);
		note.row.error_text = str_of(err->cause);
	}
	struct err unwritten = ERR_INIT;
	if (store_write(r->sync->config.store, write_end, &note, &unwritten))
		return ok;
	if (ok)
		*err = unwritten;
	return false;
}

static bool run_steps(struct run *r, const struct known *k, struct err *err)
{
	struct step all[SYNC_STEPS] = { 0 };
	bool resumes = goes_on(r, k);
	bool ok = true;

	r->listing_since_s = resumes ? k->last.started_s : r->now_s;
	for (size_t i = 0; resumes && i < SYNC_STEPS; i++)
		load_step(k, steps[i].name, &all[i]);
	if (!start_run(r, k, err))
		return false;
	for (size_t i = 0; ok && i < SYNC_STEPS; i++)
		ok = run_step(r, i, &all[i], err);
	return end_run(r, all, ok, err);
}

/* ---- one account ------------------------------------------------------------------------------
 */

static bool run_account(struct sync *s, struct str account_id, int64_t now_ms,
			struct job_context *job, struct sync_result *ret, struct err *err)
{
	cleanup(arena_free) struct arena arena;
	cleanup(arena_free) struct arena page;
	cleanup(secret_freep) struct secret *token = NULL;
	struct known known = { .has_last = false };

	arena_init(&arena, LIMIT_ARENA);
	arena_init(&page, LIMIT_ARENA);
	struct run r = {
		.sync = s,
		.job = job,
		.arena = &arena,
		.page = &page,
		.account_id = account_id,
		.now_s = now_ms / 1000,
		.day = tz_day(s->config.zone, now_ms / 1000),
		.media_count = -1,
	};
	if (!read_known(&r, &known, err) || !open_token(&r, &known, &token, err))
		return err_wrap(err, "collecting %.*s", STR_ARG(account_id));
	r.user_id = known.account.user_id.value;
	load_refusals(&r, &known);
	r.caller = (struct graph_caller){ .graph = s->config.graph,
					  .token = token,
					  .account_id = account_id };
	bool ok = run_steps(&r, &known, err);
	*ret = r.result;
	return ok || err_wrap(err, "collecting %.*s", STR_ARG(account_id));
}

bool sync_run_account(struct sync *s, struct str account_id, int64_t now_ms,
		      struct sync_result *ret, struct err *err)
{
	*ret = (struct sync_result){ .http_calls = 0 };
	return run_account(s, account_id, now_ms, NULL, ret, err);
}

/* ---- jobs -------------------------------------------------------------------------------------
 */

bool sync_account_job(void *ctx, struct job_context *job, struct err *err)
{
	struct sync *s = ctx;
	struct sync_result result = { .http_calls = 0 };
	const struct json *payload;

	if (!json_parse(job_arena(job), job_payload(job), &payload, err))
		return false;
	struct str id = json_text(json_get(payload, STR("account_id")));
	if (!id.len)
		return err_set(err, ERR_INTERNAL, "a job without an account_id");
	if (!run_account(s, id, clock_now_ms(s->config.clock), job, &result, err))
		return false;
	job_set_result(job, str_fmt(job_arena(job),
				    "{\"http_calls\":%u,\"media\":%lld,\"comments\":%lld,"
				    "\"steps_failed\":%d}",
				    result.http_calls, (long long)result.media,
				    (long long)result.comments, result.steps_failed));
	return true;
}

/* Calls `each` for every account that is to be crawled, by id. */
static bool for_each_account(struct sync *s,
			     bool (*each)(void *ctx, struct str id, struct err *err), void *ctx,
			     struct err *err)
{
	char last[LIMIT_ID + 1] = "";

	for (;;) {
		cleanup(arena_free) struct arena a;
		struct account_rows rows;
		arena_init(&a, LIMIT_ARENA);
		{
			cleanup(store_read_endp) struct db_tx *tx = NULL;
			if (!store_read(s->config.store, &tx, err) ||
			    !accounts_list_crawled(tx, &a, str_of(last), 100, &rows, err))
				return false;
		}
		for (size_t i = 0; i < rows.count; i++) {
			if (!each(ctx, rows.at[i].id, err))
				return false;
		}
		if (!rows.count || rows.at[rows.count - 1].id.len >= sizeof(last))
			return true;
		struct str id = rows.at[rows.count - 1].id;
		memcpy(last, id.at, id.len);
		last[id.len] = '\0';
	}
}

static bool queue_account(void *ctx, struct str id, struct err *err)
{
	struct sync *s = ctx;
	cleanup(arena_free) struct arena a;
	int64_t job_id;

	arena_init(&a, 64 * KIB);
	const struct job_request request = {
		.kind = STR("sync.account"),
		.unique_key = str_fmt(&a, "sync.account:%.*s", STR_ARG(id)),
		.payload = str_fmt(&a, "{\"account_id\":\"%.*s\"}", STR_ARG(id)),
		.priority = -1, /* somebody waits for a first fetch */
	};
	return jobs_enqueue(s->config.jobs, &request, &job_id, err);
}

bool sync_daily_job(void *ctx, struct job_context *job, struct err *err)
{
	struct sync *s = ctx;
	(void)job;
	return for_each_account(s, queue_account, s, err);
}

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

	if (!for_each_account(s, run_one, &day, err))
		return false;
	*ret = day.result;
	return true;
}
