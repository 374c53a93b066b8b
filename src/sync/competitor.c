/*
 * Collecting a competitor: what business_discovery shows of it, into the tables of any account, so
 * that it is measured as an own account is. It is looked at through an own account of somebody who
 * watches it; which one does not matter to the rows.
 */
#include "base/limits.h"
#include "jobs/jobs.h"
#include "store/accounts.h"
#include "store/competitors.h"
#include "sync/run.h"

#define PAGE_POSTS 100
#define PAGE_POSTS_MIN 10

/* ---- through whose account --------------------------------------------------------------------
 */

static bool open_competitor(struct run *r, struct secret **ret_token, struct err *err)
{
	struct account_row account;
	bool found;

	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		if (!store_read(r->sync->config.store, &tx, err) ||
		    !accounts_get_any(tx, r->arena, r->account_id, &account, &found, err))
			return false;
	}
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no account %.*s", STR_ARG(r->account_id));
	r->username = account.username;
	r->user_id = r->viewer->user_id;
	r->caller.account_id = r->viewer->account_id;
	return run_open_token(r, ret_token, err);
}

/* ---- is it there? -----------------------------------------------------------------------------
 */

struct look {
	const struct run *run;
	struct competitor_look found;
};

static bool write_look(struct db_tx *tx, void *arg, struct err *err)
{
	const struct look *look = arg;

	return competitors_set_state(tx, look->run->account_id, &look->found, look->run->now_s,
				     err);
}

/* It is not where it was: that is stored and shown, and its history stays. */
static bool note_loss(struct run *r, enum competitor_state state, const struct graph_error *why,
		      struct err *err)
{
	struct look look = { .run = r, .found.state = state };

	if (why->code) {
		look.found.meta_code = OPT_INT(why->code);
		look.found.meta_subcode = OPT_INT(why->subcode);
	}
	step_trouble(r->step, STEP_FAILED,
		     state == COMPETITOR_RENAMED ? "@%.*s adalah akun lain sekarang"
						 : "@%.*s tidak ditemukan sebagai akun bisnis",
		     STR_ARG(r->username));
	r->username = STR("");
	return store_write(r->sync->config.store, write_look, &look, err);
}

static bool step_look(struct run *r, struct err *err)
{
	struct graph_discovered seen;
	struct look look = { .run = r, .found.state = COMPETITOR_VISIBLE };

	run_say(r, "Mengambil profil @%.*s", STR_ARG(r->username));
	if (!graph_discover(&r->caller, r->page, r->caller.account_id, r->username, &seen, err)) {
		r->is_blind = err->code == ERR_PERMISSIONS_MISSING;
		return err->code == ERR_NOT_FOUND &&
		       note_loss(r, COMPETITOR_NOT_FOUND, &seen.why, err);
	}
	if (!str_eq(seen.user.id, r->account_id))
		return note_loss(r, COMPETITOR_RENAMED, &seen.why, err);
	return run_put_profile(r, &seen.user, err) &&
	       store_write(r->sync->config.store, write_look, &look, err);
}

/* ---- its posts --------------------------------------------------------------------------------
 */

static bool fetch_page(struct run *r, struct graph_discovery *d, struct graph_reply *reply,
		       struct err *err)
{
	for (;;) {
		struct err refusal = ERR_INIT;

		arena_reset(r->page);
		if (graph_discovery_next(d, &r->caller, r->page, reply, &refusal))
			return true;
		*err = refusal;
		if (reply->error.class != GRAPH_CLASS_TOO_MUCH_DATA ||
		    d->pages.query.limit <= PAGE_POSTS_MIN)
			return false;
		d->pages.query.limit /= 2;
		d->pages.state = GRAPH_PAGER_MORE;
	}
}

/* The list itself never says that it has ended; the profile's count saves the empty last page. */
static void end_at_count(const struct run *r, struct graph_discovery *d, const struct json *list)
{
	int64_t got = r->step->got + (int64_t)json_count(json_get(list, STR("data")));

	if (r->step->total.has && got == r->step->total.value)
		d->pages.state = GRAPH_PAGER_DONE;
}

static bool step_posts(struct run *r, struct err *err)
{
	struct graph_discovery d;
	struct graph_reply reply = { .json = NULL };

	if (!r->username.len) {
		step_trouble(r->step, STEP_SKIPPED, "akun tidak ditemukan");
		return true;
	}
	r->step->state = STEP_DONE;
	if (r->media_count >= 0)
		r->step->total = OPT_INT(r->media_count);
	graph_discovery_start(&d, r->caller.account_id, r->username, PAGE_POSTS,
			      str_of(r->step->cursor));
	while (d.pages.state == GRAPH_PAGER_MORE) {
		if (run_should_stop(r, err))
			return false;
		if (!fetch_page(r, &d, &reply, err))
			break;
		end_at_count(r, &d, reply.json);
		if (!run_put_posts(r, &d.pages, reply.json, err))
			return false;
		run_say(r, "Mengambil media %lld/%lld", (long long)r->step->got,
			(long long)opt_int_or(r->step->total, r->step->got));
	}
	if (graph_pager_done(&d.pages))
		return run_archive_posts(r, err);
	if (run_ends_with(err->code))
		return false;
	step_trouble(r->step, r->step->got ? STEP_PARTIAL : STEP_FAILED, "%s", err->cause);
	return true;
}

static const struct run_step competitor_steps[] = {
	{ "profile", step_look },
	{ "media", step_posts },
};

const struct run_kind run_competitor_kind = {
	.steps = competitor_steps,
	.step_count = COUNT_OF(competitor_steps),
	.open = open_competitor,
};

/* ---- runs -------------------------------------------------------------------------------------
 */

static bool list_viewers(struct sync *s, struct arena *a, struct str competitor_id,
			 struct competitor_owners *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(s->config.store, &tx, err) &&
	       competitors_list_viewers(tx, a, competitor_id, ret, err) &&
	       (ret->count || err_set(err, ERR_NOT_FOUND,
				      "nobody with a valid token watches %.*s as a competitor",
				      STR_ARG(competitor_id)));
}

/* One watcher's dead token or missing permission is not the competitor's end: the next one looks.
 */
static bool is_viewers_fault(const struct err *err)
{
	return err->code == ERR_INVALID_TOKEN || err->code == ERR_PERMISSIONS_MISSING;
}

static bool look_through_each(struct sync *s, struct run_order *order, struct sync_result *ret,
			      struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct competitor_owners viewers;

	arena_init(&a, LIMIT_ARENA);
	if (!list_viewers(s, &a, order->account_id, &viewers, err))
		return false;
	order->kind = &run_competitor_kind;
	for (size_t i = 0; i < viewers.count; i++) {
		order->viewer = &viewers.at[i];
		if (run_collect(s, order, ret, err))
			return true;
		if (!is_viewers_fault(err))
			return false;
	}
	return false;
}

bool sync_run_competitor(struct sync *s, struct str competitor_id, int64_t now_ms,
			 struct sync_result *ret, struct err *err)
{
	struct run_order order = { .account_id = competitor_id, .now_ms = now_ms };

	*ret = (struct sync_result){ .http_calls = 0 };
	return look_through_each(s, &order, ret, err);
}

bool sync_competitor_job(void *ctx, struct job_context *job, struct err *err)
{
	struct sync_result result = { .http_calls = 0 };
	struct run_order order;

	if (!run_read_job(ctx, job, &order, err) || !look_through_each(ctx, &order, &result, err))
		return false;
	run_tell_result(job, &result);
	return true;
}

bool sync_run_competitors_of(struct sync *s, struct str account_id, int64_t now_ms,
			     struct sync_day_result *ret, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct competitor_ids ids;

	*ret = (struct sync_day_result){ .accounts = 0 };
	arena_init(&a, LIMIT_ARENA);
	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		if (!store_read(s->config.store, &tx, err) ||
		    !competitors_list_of_account(tx, &a, account_id, &ids, err))
			return false;
	}
	for (size_t i = 0; i < ids.count; i++) {
		struct sync_result result = { .http_calls = 0 };
		struct err failure = ERR_INIT;

		ret->accounts++;
		ret->failed += !sync_run_competitor(s, ids.at[i], now_ms, &result, &failure);
		ret->http_calls += result.http_calls;
	}
	return true;
}
