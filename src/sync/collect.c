/* One run: what is read before the steps, the steps in order, and what is written after them. */
#include "base/limits.h"
#include "jobs/jobs.h"
#include "store/accounts.h"
#include "sync/run.h"

#define LONGEST_PAUSE_MS 1000 /* a job waits longer than that as a row, not on a thread */
#define SHORTEST_DELAY_MS 30000

/* ---- before -----------------------------------------------------------------------------------
 */

/* What the database knows about the account's last run. */
struct known {
	struct metric_refusal_rows refusals;
	struct sync_run_row last;
	bool has_last;
	struct sync_step_rows steps;
	struct sync_account_row account;
	bool has_account;
};

/* What takes turns with this run: see sync_runs_start. */
static struct str line_of(const struct run *r)
{
	return r->kind->name ? str_of(r->kind->name) : STR("");
}

static bool read_known(struct run *r, struct known *k, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(r->sync->config.store, &tx, err) &&
	       metric_refusals_list(tx, r->arena, r->account_id, &k->refusals, err) &&
	       sync_runs_newest(tx, r->arena, r->account_id, line_of(r), &k->last, &k->has_last,
				err) &&
	       sync_accounts_get(tx, r->arena, r->account_id, &k->account, &k->has_account, err) &&
	       sync_steps_list(tx, r->arena, r->account_id, &k->steps, err);
}

static void load_refusals(struct run *r, const struct known *k)
{
	for (size_t i = 0; i < k->refusals.count && r->refused_count < REFUSED_MAX; i++) {
		if (k->refusals.at[i].retry_s > r->now_s)
			r->refused[r->refused_count++] = k->refusals.at[i].metric;
	}
}

/* A try of the same job, or one by hand, on the same day that was cut short: this run goes on from
 * there. */
static bool goes_on(const struct run *r, const struct known *k)
{
	struct opt_int job = r->job ? OPT_INT(job_id(r->job)) : OPT_NO_INT;
	bool is_cut_short =
		str_eq(k->last.status, STR("running")) || str_eq(k->last.status, STR("failed"));

	return k->has_last && is_cut_short && k->last.job_id.has == job.has &&
	       (!job.has || k->last.job_id.value == job.value) &&
	       run_local_day(r, k->last.started_s) == r->day;
}

/* NULL: that step has never been begun. */
static const struct sync_step_row *row_of(const struct known *k, const char *name)
{
	for (size_t i = 0; i < k->steps.count; i++) {
		if (str_eq(k->steps.at[i].step, str_of(name)))
			return &k->steps.at[i];
	}
	return NULL;
}

static bool was_cut(const struct known *k, const char *name)
{
	const struct sync_step_row *row = row_of(k, name);
	return row && !str_eq(row->state, STR("done"));
}

static void load_step(const struct known *k, const char *name, struct step *step)
{
	const struct sync_step_row *row = row_of(k, name);

	if (!row || row->run_id != k->last.id)
		return;
	bool has_cursor = row->cursor.at && row->cursor.len < sizeof(step->cursor);
	if (str_eq(row->state, STR("done")))
		step->state = STEP_DONE;
	else if (has_cursor)
		memcpy(step->cursor, row->cursor.at, row->cursor.len);
	else
		return;
	step->got = row->got;
	step->total = row->total;
	step->goes_on = true;
}

/* ---- writing about the run --------------------------------------------------------------------
 */

struct run_note {
	struct run *run;
	struct sync_run_row row;
	const char *step_name;     /* NULL: none */
	const struct step *steps;  /* at the start: how far an earlier try got */
	const struct known *known; /* at the start */
	bool is_token_bad;
	bool is_postponed; /* a limit, or our own stopping: the rest comes later */
};

/* Until it begins, a step's row tells what the run before brought: that is stored all the same. */
static bool write_waiting(struct db_tx *tx, const struct run_note *note, size_t at, struct err *err)
{
	const char *name = note->run->kind->steps[at].name;
	const struct sync_step_row *before = row_of(note->known, name);
	struct step step = note->steps[at];

	if (before && !step.goes_on) {
		step.got = before->got;
		step.total = before->total;
	}
	return run_save_step(tx, note->run, name, &step, err);
}

static bool write_start(struct db_tx *tx, void *arg, struct err *err)
{
	struct run_note *note = arg;
	struct run *r = note->run;

	/* One that goes on began when the first try did: posts that one listed are not gone. */
	if (!sync_runs_start(tx, &note->row, line_of(r), r->listing_since_s, &r->run_id, err))
		return false;
	for (size_t i = 0; i < r->kind->step_count; i++) {
		if (!write_waiting(tx, note, i, err))
			return false;
	}
	return true;
}

/* Those of a step's first part, done by an earlier run, stay. */
static bool write_problems(struct db_tx *tx, const struct run_note *note, struct err *err)
{
	const struct run *r = note->run;
	struct str name = str_of(note->step_name);

	if (!r->step->goes_on && !sync_problems_clear(tx, r->account_id, name, err))
		return false;
	for (size_t i = 0; i < r->problems.count; i++) {
		const struct step_problem *p = &r->problems.at[i];
		const struct sync_problem_row row = {
			.step = name,
			.object = str_of(p->object),
			.meta_code = p->code,
			.meta_subcode = p->subcode,
			.message = str_of(p->message),
			.seen_s = r->now_s,
		};
		if (!sync_problems_put(tx, r->account_id, &row, err))
			return false;
	}
	return true;
}

static bool write_step(struct db_tx *tx, void *arg, struct err *err)
{
	const struct run_note *note = arg;
	return write_problems(tx, note, err) &&
	       run_save_step(tx, note->run, note->step_name, note->run->step, err) &&
	       sync_runs_progress(tx, &note->row, err);
}

/*
 * The account's token was turned away. That is one witness; the check that is asked for here is the
 * other (connect/connect.h), and marks it when it agrees.
 */
static bool suspect_token(struct db_tx *tx, const struct run *r, struct err *err)
{
	struct str id = r->caller.account_id;
	int64_t job;
	const struct job_request request = {
		.kind = STR_INIT("token.check"),
		.unique_key = str_fmt(r->arena, "token.check:account_tokens:%.*s", STR_ARG(id)),
		.payload =
			str_fmt(r->arena,
				"{\"place\":\"account_tokens\",\"key\":\"%.*s\",\"refused\":true}",
				STR_ARG(id)),
	};

	return !r->sync->config.jobs ||
	       jobs_enqueue_in(r->sync->config.jobs, tx, &request, &job, err);
}

static bool write_end(struct db_tx *tx, void *arg, struct err *err)
{
	const struct run_note *note = arg;
	const struct run *r = note->run;

	if (note->is_token_bad && !suspect_token(tx, r, err))
		return false;
	/* A limit that is waited for is no failure; a look at stories says nothing about the whole.
	 */
	bool is_whole = !r->kind->name;
	bool is_well = !note->row.error_code.at;
	const struct sync_account_row account = {
		.tried_s = is_whole ? OPT_INT(r->now_s) : OPT_NO_INT,
		.succeeded_s = is_whole && is_well ? OPT_INT(r->now_s) : OPT_NO_INT,
		.failures = is_whole && !is_well && !note->is_postponed,
		.http_calls = r->caller.http_calls,
		.calls_day = OPT_INT(r->day),
	};
	if (!sync_accounts_note(tx, r->account_id, &account, err) ||
	    !sync_runs_finish(tx, &note->row, r->now_s, err))
		return false;
	return note->is_postponed || accounts_set_health(tx, r->account_id, !is_well, true, err);
}

static bool start_run(struct run *r, const struct known *k, const struct step *steps,
		      struct err *err)
{
	bool is_first = !k->has_last;
	struct run_note note = {
		.run = r,
		.steps = steps,
		.known = k,
		.row = { .account_id = r->account_id,
			 .job_id = r->job ? OPT_INT(job_id(r->job)) : OPT_NO_INT,
			 .kind = r->kind->name ? str_of(r->kind->name)
				 : is_first    ? STR("first")
				 : r->job      ? STR("daily")
					       : STR("manual"),
			 .total = (int64_t)r->kind->step_count },
	};
	return store_write(r->sync->config.store, write_start, &note, err);
}

/* One step: its own failures stay in it; false only for what ends the run. */
static bool run_step(struct run *r, size_t at, struct step *step, struct err *err)
{
	struct run_note note = { .run = r, .step_name = r->kind->steps[at].name };
	struct err failure = ERR_INIT;

	r->step = step;
	r->problems.count = 0;
	r->caller.trouble = (struct graph_error){ .class = GRAPH_CLASS_NONE };
	arena_reset(r->page);
	bool ended = step->state != STEP_DONE && !r->kind->steps[at].run(r, &failure);
	if (ended && !r->is_blind && !run_ends_with(failure.code)) {
		step_trouble(step, STEP_FAILED, "%s", failure.cause);
		step->meta_code = r->caller.trouble.code;
		step->meta_subcode = r->caller.trouble.subcode;
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
		.step = str_of(r->kind->steps[at].name),
		.done = (int64_t)at + !ended,
		.total = (int64_t)r->kind->step_count,
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
	for (size_t i = 0; i < r->kind->step_count; i++)
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
			err->code = ERR_INVALID_TOKEN;
		}
		note.row.error_code = str_of(err_info(err->code)->name);
		note.row.error_text = str_of(err->cause);
		note.is_postponed = err->code == ERR_GRAPH_BUSY || err->code == ERR_CANCELLED;
		if (r->caller.trouble.code) {
			note.row.meta_code = OPT_INT(r->caller.trouble.code);
			note.row.meta_subcode = OPT_INT(r->caller.trouble.subcode);
		}
	}
	struct err unwritten = ERR_INIT;
	if (store_write(r->sync->config.store, write_end, &note, &unwritten)) {
		if (note.is_token_bad && r->sync->config.jobs)
			jobs_wake(r->sync->config.jobs);
		return ok;
	}
	if (ok)
		*err = unwritten;
	return false;
}

static bool run_steps(struct run *r, const struct known *k, struct err *err)
{
	struct step *all = arena_new_n(r->arena, struct step, RUN_STEPS_MAX);
	bool resumes = goes_on(r, k);
	bool ok = true;

	r->listing_since_s = resumes ? k->last.started_s : r->now_s;
	for (size_t i = 0; i < r->kind->step_count; i++) {
		all[i].was_cut = was_cut(k, r->kind->steps[i].name);
		if (resumes)
			load_step(k, r->kind->steps[i].name, &all[i]);
	}
	if (!start_run(r, k, all, err))
		return false;
	for (size_t i = 0; ok && i < r->kind->step_count; i++)
		ok = run_step(r, i, &all[i], err);
	return end_run(r, all, ok, err);
}

/* ---- one run ----------------------------------------------------------------------------------
 */

/*
 * The row waits until the limit allows another call; accounts that were stopped together are spread
 * over another quarter of the time.
 */
static void postpone(const struct run *r)
{
	int64_t pause_ms = graph_pause_ms(&r->caller);

	if (pause_ms < SHORTEST_DELAY_MS)
		pause_ms = SHORTEST_DELAY_MS;
	pause_ms += (int64_t)(str_hash(r->account_id) % (uint64_t)(pause_ms / 4));
	job_postpone(r->job, clock_now_ms(r->sync->config.clock) + pause_ms);
}

bool run_collect(struct sync *s, const struct run_order *order, struct sync_result *ret,
		 struct err *err)
{
	cleanup(arena_free) struct arena arena;
	cleanup(arena_free) struct arena page;
	cleanup(secret_freep) struct secret *token = NULL;
	struct known known = { .has_last = false };

	*ret = (struct sync_result){ .http_calls = 0 };
	arena_init(&arena, LIMIT_ARENA);
	arena_init(&page, LIMIT_ARENA);
	struct run r = {
		.sync = s,
		.kind = order->kind,
		.viewer = order->viewer,
		.job = order->job,
		.arena = &arena,
		.page = &page,
		.account_id = order->account_id,
		.now_s = order->now_ms / 1000,
		.day = tz_day(s->config.zone, order->now_ms / 1000),
		.media_count = -1,
		.newest_without_s = INT64_MIN,
		.oldest_with_insights_s = INT64_MAX,
		.caller = { .graph = s->config.graph,
			    .max_pause_ms = order->job ? LONGEST_PAUSE_MS : 0 },
	};
	if (!order->kind->open(&r, &token, err) || !read_known(&r, &known, err))
		return err_wrap(err, "collecting %.*s", STR_ARG(order->account_id));
	r.caller.token = token;
	r.insights_after_s = known.has_account
				     ? opt_int_or(known.account.insights_after_s, INT64_MIN)
				     : INT64_MIN;
	load_refusals(&r, &known);
	bool ok = run_steps(&r, &known, err);
	*ret = r.result;
	if (!ok && err->code == ERR_GRAPH_BUSY && r.job)
		postpone(&r);
	return ok || err_wrap(err, "collecting %.*s", STR_ARG(order->account_id));
}

bool run_read_job(struct sync *s, struct job_context *job, struct run_order *ret, struct err *err)
{
	const struct json *payload;

	if (!json_parse(job_arena(job), job_payload(job), &payload, err))
		return false;
	*ret = (struct run_order){
		.account_id = json_text(json_get(payload, STR("account_id"))),
		.now_ms = clock_now_ms(s->config.clock),
		.job = job,
	};
	return ret->account_id.len || err_set(err, ERR_INTERNAL, "a job without an account_id");
}

void run_tell_result(struct job_context *job, const struct sync_result *result)
{
	job_set_result(job, str_fmt(job_arena(job),
				    "{\"http_calls\":%u,\"media\":%lld,\"comments\":%lld,"
				    "\"steps_failed\":%d}",
				    result->http_calls, (long long)result->media,
				    (long long)result->comments, result->steps_failed));
}

bool run_collect_job(struct sync *s, const struct run_kind *kind, struct job_context *job,
		     struct err *err)
{
	struct sync_result result;
	struct run_order order;

	if (!run_read_job(s, job, &order, err))
		return false;
	order.kind = kind;
	if (!run_collect(s, &order, &result, err))
		return false;
	run_tell_result(job, &result);
	return true;
}
