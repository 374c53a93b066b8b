#include "sync/overview.h"

#include "base/limits.h"
#include "store/accounts.h"
#include "store/competitors.h"
#include "store/job_rows.h"
#include "sync/daily.h"

#define DAY_S 86400

/* ---- one account ------------------------------------------------------------------------------
 */

static const struct sync_step_row *step_named(const struct sync_step_rows *steps, const char *name)
{
	for (size_t i = 0; i < steps->count; i++) {
		if (str_eq(steps->at[i].step, str_of(name)))
			return &steps->at[i];
	}
	return NULL;
}

/* 1204 as "1,204". */
static struct str with_commas(struct arena *a, int64_t n)
{
	if (n < 1000)
		return str_fmt(a, "%lld", (long long)n);
	struct str head = with_commas(a, n / 1000);
	return str_fmt(a, "%.*s,%03lld", STR_ARG(head), (long long)(n % 1000));
}

static struct str coverage_of(struct arena *a, const struct sync_overview_account *account)
{
	const struct sync_step_row *media = step_named(&account->steps, "media");
	struct str text = STR("nothing yet");
	int64_t since_s = INT64_MAX;

	if (media && media->total.has)
		text = str_fmt(a, "%.*s of %.*s media", STR_ARG(with_commas(a, media->got)),
			       STR_ARG(with_commas(a, media->total.value)));
	if (!account->refusals.count)
		return text;
	for (size_t i = 0; i < account->refusals.count; i++) {
		int64_t at_s = account->refusals.at[i].since_s;
		since_s = at_s < since_s ? at_s : since_s;
	}
	return str_fmt(a, "%.*s, %zu metric%s not offered by Meta since %.*s", STR_ARG(text),
		       account->refusals.count, account->refusals.count == 1 ? "" : "s",
		       STR_ARG(day_text(a, since_s / DAY_S)));
}

/* Refusals that are over count no more: the metric is asked for again. */
static void keep_current(struct metric_refusal_rows *refusals, int64_t now_s)
{
	size_t kept = 0;

	for (size_t i = 0; i < refusals->count; i++) {
		if (refusals->at[i].retry_s > now_s)
			refusals->at[kept++] = refusals->at[i];
	}
	refusals->count = kept;
}

static void fill_state(struct sync_overview_account *account, const struct sync_run_row *run,
		       const struct job_row *job)
{
	account->state = "never";
	if (run) {
		account->state = str_eq(run->status, STR("done"))      ? "done"
				 : str_eq(run->status, STR("partial")) ? "partial"
				 : str_eq(run->status, STR("running")) ? "running"
								       : "failed";
		account->error_code = run->error_code;
		account->error_text = run->error_text;
		account->meta_code = run->meta_code;
		account->meta_subcode = run->meta_subcode;
	}
	if (job)
		account->state = str_eq(job->state, STR("running")) ? "running" : "waiting";
}

static bool fill(struct sync *s, struct db_tx *tx, struct arena *a,
		 struct sync_overview_account *account, struct err *err)
{
	const char *job_kind = str_z(a, str_fmt(a, "sync.%s", account->kind));
	struct str key = str_fmt(a, "%s:%.*s", job_kind, STR_ARG(account->id));
	int64_t now_s = clock_now_s(s->config.clock);
	struct sync_account_row standing = { .failures = 0 };
	struct account_token_row token;
	struct sync_run_row run;
	struct job_row job;
	bool has_standing, has_token, has_run, has_job;

	if (!sync_accounts_get(tx, a, account->id, &standing, &has_standing, err) ||
	    !account_tokens_get(tx, a, account->id, &token, &has_token, err) ||
	    !sync_runs_newest(tx, a, account->id, STR(""), &run, &has_run, err) ||
	    !job_rows_get_by_key(tx, a, key, &job, &has_job, err) ||
	    !sync_steps_list(tx, a, account->id, &account->steps, err) ||
	    !metric_refusals_list(tx, a, account->id, &account->refusals, err) ||
	    !sync_problems_list(tx, a, account->id, &account->problems, err))
		return false;
	keep_current(&account->refusals, now_s);
	account->tried_s = standing.tried_s;
	account->succeeded_s = standing.succeeded_s;
	account->failures = standing.failures;
	if (standing.calls_day.has && standing.calls_day.value == tz_day(s->config.zone, now_s))
		account->calls_today = standing.http_calls;
	account->next_s = daily_next_s(s, job_kind, account->id, has_job ? &job : NULL);
	fill_state(account, has_run ? &run : NULL, has_job ? &job : NULL);
	account->coverage = coverage_of(a, account);
	/* Its own token; competitors are seen through somebody else's. */
	if (str_eq(str_of(account->kind), STR("account")) && (!has_token || !token.is_valid)) {
		account->state = "invalid_token";
		account->next_s = OPT_NO_INT;
	}
	return true;
}

/* The next `limit` of two lists, in one order of id. */
static void merge(struct sync_overview *ret, int64_t limit, const struct account_rows *own,
		  const struct competitor_ids *watched)
{
	size_t i = 0, k = 0;

	while ((int64_t)ret->count < limit && (i < own->count || k < watched->count)) {
		bool is_own = k == watched->count ||
			      (i < own->count && str_cmp(own->at[i].id, watched->at[k]) < 0);
		ret->at[ret->count++] = (struct sync_overview_account){
			.kind = is_own ? "account" : "competitor",
			.id = is_own ? own->at[i].id : watched->at[k],
		};
		i += is_own;
		k += !is_own;
	}
}

static bool read_username(struct db_tx *tx, struct arena *a, struct sync_overview_account *account,
			  struct err *err)
{
	struct account_row row = { .username = STR("") };
	bool found;

	if (!accounts_get_any(tx, a, account->id, &row, &found, err))
		return false;
	account->username = row.username;
	return true;
}

bool sync_overview(struct sync *s, struct arena *a, struct str after, int64_t limit,
		   struct sync_overview *ret, struct err *err)
{
	struct account_rows own;
	struct competitor_ids watched;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(s->config.store, &tx, err) ||
	    !accounts_list_connected(tx, a, after, limit, &own, err) ||
	    !competitors_list_crawled(tx, a, after, limit, &watched, err))
		return false;
	*ret = (struct sync_overview){ .at = arena_new_n(a, struct sync_overview_account,
							 own.count + watched.count + 1) };
	merge(ret, limit, &own, &watched);
	for (size_t i = 0; i < ret->count; i++) {
		if (!read_username(tx, a, &ret->at[i], err) || !fill(s, tx, a, &ret->at[i], err))
			return false;
	}
	if ((int64_t)ret->count == limit && limit > 0)
		ret->next = ret->at[ret->count - 1].id;
	return true;
}

/* ---- as JSON ----------------------------------------------------------------------------------
 */

struct output {
	struct json_writer *w;
	struct arena *arena;
	const struct tz *zone;
};

static void put_time(const struct output *o, const char *key, struct opt_int at_s)
{
	json_key(o->w, str_of(key));
	if (at_s.has)
		json_str(o->w, iso_text(o->arena, at_s.value, tz_offset_s(o->zone, at_s.value)));
	else
		json_null(o->w);
}

static void put_text(const struct output *o, const char *key, struct str text)
{
	json_key(o->w, str_of(key));
	if (text.at)
		json_str(o->w, text);
	else
		json_null(o->w);
}

static void put_count(const struct output *o, const char *key, struct opt_int n)
{
	json_key(o->w, str_of(key));
	if (n.has)
		json_int(o->w, n.value);
	else
		json_null(o->w);
}

static void put_steps(const struct output *o, const struct sync_step_rows *steps)
{
	json_put_array(o->w, "steps");
	for (size_t i = 0; i < steps->count; i++) {
		const struct sync_step_row *step = &steps->at[i];
		json_object(o->w);
		put_text(o, "name", step->step);
		put_text(o, "state", step->state);
		json_put_int(o->w, "got", step->got);
		put_count(o, "total", step->total);
		put_text(o, "message", step->message);
		put_count(o, "meta_code", step->meta_code);
		put_count(o, "meta_subcode", step->meta_subcode);
		put_time(o, "updated_at", OPT_INT(step->updated_s));
		json_end_object(o->w);
	}
	json_end_array(o->w);
}

static void put_refusals(const struct output *o, const struct metric_refusal_rows *refusals)
{
	json_put_array(o->w, "not_offered");
	for (size_t i = 0; i < refusals->count; i++) {
		const struct metric_refusal_row *r = &refusals->at[i];
		json_object(o->w);
		put_text(o, "metric", r->metric);
		put_time(o, "since", OPT_INT(r->since_s));
		put_time(o, "asked_again", OPT_INT(r->retry_s));
		put_count(o, "meta_code", r->meta_code);
		put_text(o, "message", r->message);
		json_end_object(o->w);
	}
	json_end_array(o->w);
}

static void put_problems(const struct output *o, const struct sync_problem_rows *problems)
{
	json_put_array(o->w, "problems");
	for (size_t i = 0; i < problems->count; i++) {
		const struct sync_problem_row *p = &problems->at[i];
		json_object(o->w);
		put_text(o, "step", p->step);
		put_text(o, "object", p->object);
		json_put_int(o->w, "meta_code", p->meta_code);
		json_put_int(o->w, "meta_subcode", p->meta_subcode);
		put_text(o, "message", p->message);
		put_time(o, "seen_at", OPT_INT(p->seen_s));
		json_end_object(o->w);
	}
	json_end_array(o->w);
}

void sync_overview_write(struct json_writer *w, struct arena *a, const struct tz *zone,
			 const struct sync_overview_account *account)
{
	const struct output o = { w, a, zone };

	put_text(&o, "kind", str_of(account->kind));
	put_text(&o, "id", account->id);
	put_text(&o, "username", account->username);
	put_text(&o, "state", str_of(account->state));
	put_text(&o, "coverage", account->coverage);
	put_time(&o, "last_try", account->tried_s);
	put_time(&o, "last_success", account->succeeded_s);
	put_time(&o, "next_run", account->next_s);
	json_put_int(w, "failures", account->failures);
	json_put_int(w, "calls_today", account->calls_today);
	put_text(&o, "error_code", account->error_code);
	put_text(&o, "error_text", account->error_text);
	put_count(&o, "meta_code", account->meta_code);
	put_count(&o, "meta_subcode", account->meta_subcode);
	put_steps(&o, &account->steps);
	put_refusals(&o, &account->refusals);
	put_problems(&o, &account->problems);
}

/* ---- in sum -----------------------------------------------------------------------------------
 */

bool sync_totals(struct sync *s, struct sync_totals *ret, struct err *err)
{
	int64_t now_s = clock_now_s(s->config.clock);
	struct sync_accounts_totals t;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(s->config.store, &tx, err) ||
	    !sync_accounts_totals(tx, now_s - DAY_S, tz_day(s->config.zone, now_s), &t, err))
		return false;
	*ret = (struct sync_totals){
		.accounts = t.accounts,
		.fresh = t.fresh,
		.failing = t.failing,
		.calls_today = t.http_calls,
		.oldest_success_s = t.oldest_success_s,
	};
	return true;
}
