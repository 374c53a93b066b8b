/*
 * Competitors of an account (cekbrand.md A.6, G.5): the list, adding and letting go. A new one is
 * looked up and linked at once; the answer waits for the job that collects its posts, so that its
 * numbers are there when it is shown.
 */
#include "store/competitors.h"
#include "api/put.h"
#include "api/tables.h"
#include "base/fields.h"
#include "jobs/jobs.h"
#include "sync/sync.h"

#define ADD_DEADLINE_MS (2 * 60 * 1000)

static const struct shape competitor_state_shape =
	NAMED_CHOICE("CompetitorState", "How it looked from outside when it was looked for last.",
		     "unseen", "visible", "not_found", "renamed");
static const struct member competitor_members[] = {
	{ "id", T_ID },
	{ "username", T_TEXT },
	{ "name", T_TEXT, NULLABLE },
	{ "biography", T_TEXT, NULLABLE },
	{ "profile_picture_url", T_TEXT, NULLABLE },
	{ "updated_timestamp", T_TIME, NULLABLE, "When its profile was last read." },
	{ "state", &competitor_state_shape },
	{ "state_since", T_TIME, NULLABLE },
	{ "state_detail", T_TEXT, NULLABLE, "Why nothing new comes, in words for people." },
	{ "last_seen", T_TIME, NULLABLE, "When it was found last." },
};
static const struct shape competitor_shape = NAMED_OBJECT("CompetitorAccount", competitor_members,
							  "An account watched beside an own one.");

static const struct {
	const char *text_id, *text_en;
} details[COMPETITOR_STATE_COUNT] = {
	[COMPETITOR_NOT_FOUND] = { "Akun ini tidak ditemukan lagi sebagai akun bisnis: dihapus, "
				   "dijadikan "
				   "akun pribadi, atau berganti nama. Data yang sudah terkumpul "
				   "tetap ada.",
				   "No business account has this name any more: it was deleted, "
				   "made "
				   "private or renamed. What was collected stays." },
	[COMPETITOR_RENAMED] = { "Nama ini sekarang dipakai akun lain. Tambahkan kembali "
				 "kompetitor ini "
				 "dengan nama barunya.",
				 "Another account has this name now. Add the competitor again "
				 "under "
				 "its new name." },
};

static void put_detail(struct call *c, enum competitor_state state)
{
	const char *text = c->english ? details[state].text_en : details[state].text_id;

	put_text(c, "state_detail", text ? str_of(text) : STR_NONE);
}

static void put_competitor(struct call *c, const struct competitor_row *row)
{
	json_object(&c->json);
	json_put_str(&c->json, "id", row->id);
	json_put_str(&c->json, "username", row->username);
	put_text(c, "name", row->name);
	put_text(c, "biography", row->biography);
	put_text(c, "profile_picture_url", row->profile_picture_url);
	put_time(c, "updated_timestamp", row->updated_s);
	json_put_str(&c->json, "state", competitor_state_name(row->state));
	put_time(c, "state_since", opt_int_or(row->since_s, 0));
	put_detail(c, row->state);
	put_time(c, "last_seen", opt_int_or(row->seen_s, 0));
	json_end_object(&c->json);
}

static struct competitor_owner owner_of(const struct call *c)
{
	return (struct competitor_owner){ c->who.user_id, c->account.id };
}

static bool list(struct call *c, struct err *err)
{
	const struct competitor_owner owner = owner_of(c);
	struct competitor_rows rows;

	if (!competitors_list(c->snapshot, c->arena, &owner, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		put_competitor(c, &rows.at[i]);
	json_end_array(&c->json);
	return true;
}

/* ---- adding -----------------------------------------------------------------------------------
 */

struct add_body {
	struct str username;
};
static const struct field add_fields[] = {
	FIELD(struct add_body, username, .type = FIELD_STR, .required = true, .max = 256,
	      .hint = "username Instagram tanpa @", .hint_en = "an Instagram username without @"),
};

static struct sync_competitor_request request_of(const struct call *c)
{
	return (struct sync_competitor_request){
		.user_id = c->who.user_id,
		.account_id = c->account.id,
		.limit_ig_competitor =
			c->who.is_admin ? PLAN_UNLIMITED : c->who.plan.limit_ig_competitor,
		.request_id = c->req->request_id,
		.address = c->req->peer,
	};
}

static bool answer_added(struct call *c, struct err *err)
{
	const struct competitor_owner owner = owner_of(c);
	struct competitor_row row;
	bool found;

	if (!store_read(c->api->store, &c->snapshot, err) ||
	    !competitors_get(c->snapshot, c->arena, &owner, c->competitor_id, &row, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "the competitor was removed meanwhile");
	c->res->status = 201;
	put_competitor(c, &row);
	return true;
}

static void on_job_end(void *ctx, int64_t job_id)
{
	(void)job_id;
	http_resume(ctx);
}

static bool add(struct call *c, struct err *err)
{
	struct sync_competitor_request request = request_of(c);
	struct add_body body = { 0 };
	uint64_t watch;

	if (!call_body(c, add_fields, COUNT_OF(add_fields), &body, err))
		return false;
	request.username = body.username;
	if (!sync_add_competitor(c->api->sync, c->arena, &request, &c->competitor_id, &c->job_id,
				 err))
		return false;
	if (!c->job_id)
		return answer_added(c, err);

	struct http_ticket *ticket = http_suspend(c->x, ADD_DEADLINE_MS);

	c->is_suspended = true;
	if (!jobs_watch(c->api->jobs, c->job_id, on_job_end, ticket, &watch, err))
		http_resume(ticket);
	return true;
}

/*
 * However the job ended, the competitor is there with its profile; posts that could not be read
 * come with the next collection.
 */
static bool add_done(struct call *c, struct err *err)
{
	return answer_added(c, err);
}

static bool let_go(struct call *c, struct err *err)
{
	struct sync_competitor_request request = request_of(c);

	if (!sync_remove_competitor(c->api->sync, c->arena, &request, call_path(c, 1), err))
		return false;
	c->res->status = 204;
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/competitor-accounts", list,
	  .access = ACCESS_USER, .owns_account = true, .reads = true,
	  .doc = "The competitors of an account, in the order they were added.",
	  .reply = T_LIST(&competitor_shape) },
	{ HTTP_POST, "/cekbrand/accounts/{account_id}/competitor-accounts", add, .resume = add_done,
	  .access = ACCESS_USER, .waits = WAITS_FOR_META, .owns_account = true,
	  .needs = ABILITY_DASHBOARD,
	  .doc = "Watch another business account; answers when its posts are collected.",
	  .body = BODY(add_fields), .reply = &competitor_shape, .reply_status = 201 },
	{ HTTP_DELETE, COMPETITOR_PATH, let_go, .access = ACCESS_USER, .owns_account = true,
	  .needs = ABILITY_DASHBOARD, .doc = "Stop watching a competitor; collected data stays.",
	  .reply = &shape_nothing },
};

const struct route_table competitor_routes = { routes, COUNT_OF(routes), "Competitors" };
