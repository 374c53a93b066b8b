/* The first fetch is asked for (cekbrand.md G.2), and looking at how a run is doing. */
#include "jobs/jobs.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/job_rows.h"
#include "store/profile_days.h"
#include "store/social_accounts.h"
#include "sync/daily.h"
#include "vault/vault.h"

struct fetch {
	struct sync *sync;
	struct arena *arena;
	const struct sync_request *request;
	struct social_account_row social;
	struct social_page_row page;
	struct social_token_row user_token;
	bool has_user_token;
	struct graph_ig_user profile;
	struct str token_sealed; /* for account_tokens */
	int64_t now_s;
	int64_t job_id;
};

/* ---- the checks, in the contract's order ------------------------------------------------------
 */

static bool check_account(struct db_tx *tx, struct fetch *f, struct err *err)
{
	const struct sync_request *q = f->request;
	struct account_row account;
	int64_t count;
	bool found;

	if (!accounts_get_any(tx, f->arena, q->account_id, &account, &found, err) ||
	    !accounts_count(tx, q->user_id, &count, err))
		return false;
	bool is_connected = found && account.social_account_id.has && account.user_id.has;
	bool is_mine = is_connected && account.user_id.value == q->user_id;
	bool is_limited = !q->is_admin && q->limit_ig_account >= 0;
	if (is_limited && !is_mine && count >= q->limit_ig_account)
		return err_set(err, ERR_EXCEED_LIMIT, "%lld of %lld accounts", (long long)count,
			       (long long)q->limit_ig_account);
	if (is_connected && !is_mine)
		return err_set(err, ERR_ACCOUNT_ALREADY_USED, "account %.*s is user %lld's",
			       STR_ARG(q->account_id), (long long)account.user_id.value);
	return true;
}

static bool find_page(struct db_tx *tx, struct fetch *f, bool *ret_found, struct err *err)
{
	const struct sync_request *q = f->request;
	struct social_page_rows pages;

	*ret_found = false;
	if (!q->social_account_id)
		return social_pages_get_by_instagram(tx, f->arena, q->user_id, q->account_id,
						     &f->page, ret_found, err);
	if (!social_pages_list(tx, f->arena, q->social_account_id, &pages, err))
		return false;
	for (size_t i = 0; i < pages.count && !*ret_found; i++) {
		if (!str_eq(pages.at[i].ig_account_id, q->account_id))
			continue;
		f->page = pages.at[i];
		*ret_found = true;
	}
	return true;
}

static bool read_owner(struct db_tx *tx, struct fetch *f, struct err *err)
{
	bool has_page, found;

	if (!find_page(tx, f, &has_page, err))
		return false;
	if (!has_page)
		return err_set(err, ERR_NOT_FOUND, "no Page of the user leads to account %.*s",
			       STR_ARG(f->request->account_id));
	if (!social_accounts_get(tx, f->arena, f->request->user_id, f->page.social_account_id,
				 &f->social, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "social account %lld is not the user's",
			       (long long)f->page.social_account_id);
	if (!social_tokens_get(tx, f->arena, f->social.id, STR("user"), &f->user_token,
			       &f->has_user_token, err))
		return false;
	bool is_dead = !f->has_user_token || !f->user_token.is_valid;
	return !is_dead || err_set(err, ERR_INVALID_TOKEN, "social account %lld has no valid token",
				   (long long)f->social.id);
}

static bool check(struct fetch *f, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	return store_read(f->sync->config.store, &tx, err) && check_account(tx, f, err) &&
	       read_owner(tx, f, err);
}

/* ---- token and profile ------------------------------------------------------------------------
 */

static bool open_token(struct fetch *f, struct secret **ret, struct err *err)
{
	bool has_page_token = f->page.page_token_sealed.at;
	const struct vault_context where = {
		.table = has_page_token ? SOCIAL_PAGES_TABLE : SOCIAL_TOKENS_TABLE,
		.row = has_page_token ? f->page.id : f->user_token.id,
		.column = has_page_token ? SOCIAL_PAGES_COLUMN : SOCIAL_TOKENS_COLUMN,
		.tenant = str_fmt(f->arena, "%lld", (long long)f->request->user_id),
	};
	return vault_open(f->sync->config.vault, &where,
			  has_page_token ? f->page.page_token_sealed : f->user_token.token_sealed,
			  ret, err);
}

static bool read_profile(struct fetch *f, struct err *err)
{
	cleanup(secret_freep) struct secret *token = NULL;
	if (!open_token(f, &token, err))
		return false;

	struct graph_caller caller = { .graph = f->sync->config.graph,
				       .token = token,
				       .account_id = f->request->account_id };
	if (!graph_get_ig_user(&caller, f->arena, f->request->account_id, &f->profile, err)) {
		if (err->code == ERR_TOKEN_EXPIRED)
			err->code = ERR_INVALID_TOKEN;
		if (err->code == ERR_NOT_FOUND)
			err->code = ERR_GRAPH_REFUSED;
		return false;
	}
	const struct vault_context where = {
		.table = ACCOUNT_TOKENS_TABLE,
		.row = f->request->account_id,
		.column = ACCOUNT_TOKENS_COLUMN,
		.tenant = str_fmt(f->arena, "%lld", (long long)f->request->user_id),
	};
	return vault_seal(f->sync->config.vault, f->arena, &where, token, &f->token_sealed, err);
}

/* ---- storing ----------------------------------------------------------------------------------
 */

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

static bool write_account(struct db_tx *tx, struct fetch *f, struct err *err)
{
	const struct sync_request *q = f->request;
	bool is_limited = !q->is_admin && q->limit_ig_account >= 0;
	const struct account_row account = {
		.id = q->account_id,
		.page_id = f->page.page_id,
		.username = or_empty(f->profile.username),
		.name = or_empty(f->profile.name),
		.biography = or_empty(f->profile.biography),
		.profile_picture_url = or_empty(f->profile.picture_url),
		.website = or_empty(f->profile.website),
	};
	const struct account_token_row token = {
		.account_id = q->account_id,
		.social_account_id = OPT_INT(f->social.id),
		.token_sealed = f->token_sealed,
		.last_checked_s = OPT_INT(f->now_s),
		.expires_s = f->page.page_token_sealed.at ? OPT_NO_INT : f->user_token.expires_s,
		.updated_s = f->now_s,
	};
	return accounts_put_profile(tx, &account, f->now_s, err) &&
	       accounts_connect(tx, q->account_id, q->user_id, f->social.id,
				is_limited ? OPT_INT(q->limit_ig_account) : OPT_NO_INT, f->now_s,
				err) &&
	       account_tokens_put(tx, &token, err);
}

static bool write_job(struct db_tx *tx, struct fetch *f, struct err *err)
{
	struct str id = f->request->account_id;
	const struct job_request job = {
		.kind = STR("sync.account"),
		.unique_key = str_fmt(f->arena, "sync.account:%.*s", STR_ARG(id)),
		.user_id = OPT_INT(f->request->user_id),
		.payload = str_fmt(f->arena, "{\"account_id\":\"%.*s\"}", STR_ARG(id)),
	};
	return !f->sync->config.jobs ||
	       jobs_enqueue_in(f->sync->config.jobs, tx, &job, &f->job_id, err);
}

static bool write_fetch(struct db_tx *tx, void *arg, struct err *err)
{
	struct fetch *f = arg;
	const struct audit_row audit = {
		.created_s = f->now_s,
		.user_id = OPT_INT(f->request->user_id),
		.action = STR("account.connect"),
		.object = str_fmt(f->arena, "account:%.*s", STR_ARG(f->request->account_id)),
		.outcome = STR("ok"),
		.detail = STR(""),
		.ip = STR(""),
		.request_id = STR(""),
	};
	return write_account(tx, f, err) && write_job(tx, f, err) && audit_add(tx, &audit, err);
}

static bool is_account_id(struct str id)
{
	for (size_t i = 0; i < id.len; i++) {
		if (id.at[i] < '0' || id.at[i] > '9')
			return false;
	}
	return id.len > 0 && id.len <= 32;
}

bool sync_request_fetch(struct sync *s, struct arena *a, const struct sync_request *request,
			int64_t *ret_job_id, struct err *err)
{
	struct fetch f = {
		.sync = s,
		.arena = a,
		.request = request,
		.now_s = clock_now_s(s->config.clock),
	};
	if (!is_account_id(request->account_id))
		return err_set(err, ERR_NOT_FOUND, "not an account id");
	if (!check(&f, err) || !read_profile(&f, err) ||
	    !store_write(s->config.store, write_fetch, &f, err))
		return err_wrap(err, "connecting account %.*s", STR_ARG(request->account_id));
	if (s->config.jobs)
		jobs_wake(s->config.jobs);
	*ret_job_id = f.job_id;
	return true;
}

/* ---- progress ---------------------------------------------------------------------------------
 */

static enum sync_state state_of(const struct sync_run_row *run)
{
	if (str_eq(run->status, STR("running")))
		return SYNC_RUNNING;
	return str_eq(run->status, STR("failed")) ? SYNC_FAILED : SYNC_DONE;
}

static void fill_run(struct sync_progress *p, const struct sync_run_row *run)
{
	p->state = state_of(run);
	p->done = (int)run->done;
	p->total = (int)run->total;
	p->message = run->step;
	p->http_calls = run->http_calls;
	p->job_id = opt_int_or(run->job_id, 0);
	p->started_at_s = run->started_s;
	p->finished_at_s = opt_int_or(run->finished_s, 0);
	if (p->state != SYNC_FAILED)
		return;
	p->error.code = ERR_GRAPH;
	for (int code = ERR_NONE; code < ERR_CODE_COUNT; code++) {
		if (str_eq(run->error_code, str_of(err_info((enum err_code)code)->name)))
			p->error.code = (enum err_code)code;
	}
}

static bool fill_steps(struct db_tx *tx, struct arena *a, struct str account_id,
		       struct sync_progress *p, struct err *err)
{
	struct sync_step_rows rows;
	if (!sync_steps_list(tx, a, account_id, &rows, err))
		return false;
	struct sync_step_status *list = arena_new_n(a, struct sync_step_status, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		list[i] = (struct sync_step_status){
			.name = str_z(a, rows.at[i].step),
			.state = str_z(a, rows.at[i].state),
			.got = rows.at[i].got,
			.total = opt_int_or(rows.at[i].total, -1),
			.message = rows.at[i].message,
			.meta_code = opt_int_or(rows.at[i].meta_code, 0),
			.meta_subcode = opt_int_or(rows.at[i].meta_subcode, 0),
		};
	}
	p->steps = list;
	p->step_count = rows.count;
	return true;
}

bool sync_progress(struct sync *s, struct arena *a, struct str account_id,
		   struct sync_progress *ret, struct err *err)
{
	struct sync_progress p = { .state = SYNC_NEVER, .total = (int)run_account_kind.step_count };
	struct str key = str_fmt(a, "sync.account:%.*s", STR_ARG(account_id));
	struct account_token_row token;
	struct sync_run_row run;
	struct job_row job;
	bool has_token, has_run, has_job;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(s->config.store, &tx, err) ||
	    !account_tokens_get(tx, a, account_id, &token, &has_token, err) ||
	    !sync_runs_newest(tx, a, account_id, STR(""), &run, &has_run, err) ||
	    !job_rows_get_by_key(tx, a, key, &job, &has_job, err) ||
	    !fill_steps(tx, a, account_id, &p, err))
		return false;
	if (has_run)
		fill_run(&p, &run);
	if (has_job) {
		p.job_id = job.id;
		p.message = job.message;
		p.state = str_eq(job.state, STR("running")) ? SYNC_RUNNING : SYNC_WAITING;
	}
	if (has_token && token.is_valid)
		p.next_s = daily_next_s(s, "sync.account", account_id, has_job ? &job : NULL);
	*ret = p;
	return true;
}
