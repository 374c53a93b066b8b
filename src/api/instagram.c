/*
 * From a Facebook account to collected Instagram data (cekbrand.md A.3, G.2, G.3). The fetch is
 * synchronous for its client and a job for us: the request is suspended, holds no thread, and goes
 * on when the job has ended; a client that goes away leaves the job running.
 */
#include "api/put.h"
#include "api/tables.h"
#include "base/fields.h"
#include "jobs/jobs.h"
#include "sync/sync.h"

#define FETCH_DEADLINE_MS (15 * 60 * 1000)

struct fetch_body {
	struct str
		id; /* of the social account: the documents say text, the client sends a number */
};
static const struct field fetch_fields[] = {
	FIELD(struct fetch_body, id, .type = FIELD_ID, .required = true, .max = 19,
	      .hint = "id akun Facebook", .hint_en = "the id of a Facebook account"),
};

static void on_job_end(void *ctx, int64_t job_id)
{
	(void)job_id;
	http_resume(ctx);
}

static bool fetch(struct call *c, struct err *err)
{
	struct fetch_body body = { 0 };
	struct sync_request request = {
		.user_id = c->who.user_id,
		.is_admin = c->who.is_admin,
		.limit_ig_account = c->who.plan.limit_ig_account,
		.account_id = call_path(c, 0),
	};
	uint64_t watch;

	if (!call_body(c, fetch_fields, COUNT_OF(fetch_fields), &body, err))
		return false;
	if (!str_to_i64(body.id, &request.social_account_id))
		return err_field_texts(err, "id", "Isian \"id\" harus berupa id akun Facebook.",
				       "The field \"id\" must be the id of a Facebook account.");
	if (!sync_request_fetch(c->api->sync, c->arena, &request, &c->job_id, err))
		return false;

	struct http_ticket *ticket = http_suspend(c->x, FETCH_DEADLINE_MS);

	c->is_suspended = true;
	if (!jobs_watch(c->api->jobs, c->job_id, on_job_end, ticket, &watch, err))
		http_resume(ticket); /* the resumed call looks at the job itself */
	return true;
}

static bool fetch_done(struct call *c, struct err *err)
{
	struct account_row account;
	struct job_row job;
	bool found;

	if (!store_read(c->api->store, &c->snapshot, err) ||
	    !job_rows_get(c->snapshot, c->arena, c->job_id, &job, &found, err))
		return false;
	if (!found || !job_outcome(&job, err))
		return found ? false : err_set(err, ERR_INTERNAL, "the job has gone");
	if (!accounts_get(c->snapshot, c->arena, c->who.user_id, call_path(c, 0), &account, &found,
			  err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "the account was unlinked meanwhile");
	return put_account(c, &account, err);
}

static const struct member sync_step_members[] = {
	{ "name", T_TEXT },
	{ "state", T_TEXT },
	{ "got", T_INT, 0, "By the newest collection that came to it." },
	{ "total", T_INT, NULLABLE },
	{ "message", T_TEXT, NULLABLE },
};
static const struct member sync_progress_members[] = {
	{ "state", T_CHOICE("never", "waiting", "running", "done", "failed") },
	{ "done", T_INT },
	{ "total", T_INT },
	{ "message", T_TEXT, NULLABLE },
	{ "error_code", T_TEXT, NULLABLE, "Why it failed." },
	{ "http_calls", T_INT, 0, "Calls to Meta so far." },
	{ "started_at", T_TIME, NULLABLE },
	{ "finished_at", T_TIME, NULLABLE },
	{ "next_run", T_TIME, NULLABLE, "Null while the account must be connected again." },
	{ "steps", T_LIST(T_OBJECT(sync_step_members)) },
};
static const struct shape sync_progress_shape =
	NAMED_OBJECT("SyncProgress", sync_progress_members, "How far a collection is.");

/* How far the newest run of an account is: ours, for the progress that the page shows. */
static bool progress(struct call *c, struct err *err)
{
	static const char *const states[] = {
		[SYNC_NEVER] = "never", [SYNC_WAITING] = "waiting", [SYNC_RUNNING] = "running",
		[SYNC_DONE] = "done",   [SYNC_FAILED] = "failed",
	};
	struct sync_progress p;

	if (!sync_progress(c->api->sync, c->arena, c->account.id, &p, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "state", str_of(states[p.state]));
	json_put_int(&c->json, "done", p.done);
	json_put_int(&c->json, "total", p.total);
	put_text(c, "message", p.message);
	put_text(c, "error_code",
		 p.state == SYNC_FAILED ? str_of(err_info(p.error.code)->name) : STR_NONE);
	json_put_int(&c->json, "http_calls", p.http_calls);
	put_time(c, "started_at", p.started_at_s);
	put_time(c, "finished_at", p.finished_at_s);
	put_time(c, "next_run", opt_int_or(p.next_s, 0));
	json_put_array(&c->json, "steps");
	for (size_t i = 0; i < p.step_count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "name", str_of(p.steps[i].name));
		json_put_str(&c->json, "state", str_of(p.steps[i].state));
		json_put_int(&c->json, "got", p.steps[i].got);
		put_opt_int(c, "total",
			    p.steps[i].total < 0 ? OPT_NO_INT : OPT_INT(p.steps[i].total));
		put_text(c, "message", p.steps[i].message);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_end_object(&c->json);
	return true;
}

static bool reauthorize(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !connect_reauthorize(c->api->connect, c->arena, &who, id, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "detail", STR("Berhasil menghubungkan kembali."));
	json_end_object(&c->json);
	return true;
}

static const struct member business_members[] = {
	{ "username", T_TEXT },
	{ "name", T_TEXT, NULLABLE },
	{ "profile_picture_url", T_TEXT, NULLABLE },
	{ "id", T_ID },
};
static const struct shape business_shape =
	NAMED_OBJECT("InstagramBusiness", business_members, "A public business account.");

static bool business(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct instagram_business found;

	if (!connect_instagram_business(c->api->connect, c->arena, &who, call_path(c, 0), &found,
					err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "username", found.username);
	put_text(c, "name", found.name);
	put_text(c, "profile_picture_url", found.picture_url);
	json_put_str(&c->json, "id", found.id);
	json_end_object(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_POST, "/cekbrand/instagram-graph-api/fetch-instagram-data/{account_id}", fetch,
	  .resume = fetch_done, .access = ACCESS_USER, .waits = WAITS_FOR_META,
	  .doc = "Connect an Instagram account and collect its data; answers when it is there.",
	  .body = BODY(fetch_fields), .reply = &account_shape },
	{ HTTP_PUT, "/cekbrand/instagram-graph-api/re-authorization/{social_account_id}",
	  reauthorize, .access = ACCESS_USER, .waits = WAITS_FOR_META,
	  .doc = "Give the newest Facebook token to all its Instagram accounts.",
	  .reply = &shape_detail },
	{ HTTP_GET, "/cekbrand/instagram-graph-api/instagram-business/{username}", business,
	  .access = ACCESS_USER, .waits = WAITS_FOR_META,
	  .doc = "Look up a public business account.", .reply = &business_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/sync", progress, .access = ACCESS_USER,
	  .owns_account = true, .doc = "How far the newest collection of an account is.",
	  .reply = &sync_progress_shape },
};

const struct route_table instagram_routes = { routes, COUNT_OF(routes), "Collection" };
