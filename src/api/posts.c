/* Posts to be published: /api/posts, and POST /api/meta/schedule (seed 001, section 6). */
#include "api/page.h"
#include "api/post_body.h"
#include "api/post_put.h"
#include "api/tables.h"

#include "planning/approval.h"
#include "planning/series.h"
#include "publish/content_hash.h"
#include "store/store.h"

/* "12", or "job_12" as POST /api/meta/schedule calls it. */
static bool read_id(const struct call *c, int64_t *ret, struct err *err)
{
	struct str text = call_path(c, 0);

	if (str_starts_with(text, STR("job_")))
		text = str_skip(text, 4);
	return str_to_i64(text, ret) ||
	       err_set(err, ERR_NOT_FOUND, "\"%.*s\" is not an id", STR_ARG(text));
}

static bool answer_post(struct call *c, int64_t id, struct err *err)
{
	struct post_row post;
	bool found;

	if (!c->snapshot && !store_read(c->api->store, &c->snapshot, err))
		return false;
	if (!posts_get(c->snapshot, c->arena, c->workspace.owner_id, id, &post, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no post %lld", (long long)id);
	return put_post(c, &post, true, err);
}

/* ---- reading -----------------------------------------------------------------------------------
 */

static const struct member list_query[] = {
	PAGE_QUERY,
	{ "from", T_TEXT, OPTIONAL, "Due then or later: 2026-02-20T00:00:00Z." },
	{ "to", T_TEXT, OPTIONAL, "Due before then." },
	{ "state", &post_state_shape, OPTIONAL, "One of its targets is in that state." },
	{ "timeless", T_CHOICE("true"), OPTIONAL, "Drafts without a time, instead of a window." },
};
static const struct member list_members[] = PAGE_MEMBERS(&post_shape);
static const struct shape list_shape = NAMED_OBJECT("PostPage", list_members, NULL);

static bool read_instant(const struct call *c, const char *name, int64_t *ret_s, struct err *err)
{
	struct str text = call_arg(c, str_of(name));
	int64_t ms;

	if (!text.len)
		return true;
	if (iso_parse(text, &ms)) {
		*ret_s = ms / 1000;
		return true;
	}
	err_field(err, name, "Isi dengan waktu seperti 2026-02-20T10:00:00Z.");
	return err_say_en(err, "Enter a time such as 2026-02-20T10:00:00Z.");
}

static bool read_state(const struct call *c, struct str *ret, struct err *err)
{
	struct str word = call_arg(c, STR("state"));

	*ret = word.len ? post_states_of(word) : STR("");
	if (!word.len || ret->len)
		return true;
	err_field(err, "state",
		  "Isi dengan salah satu: draft, scheduled, publishing, published, "
		  "unconfirmed, failed, cancelled, held, waiting_approval.");
	return err_say_en(err,
			  "Enter one of: draft, scheduled, publishing, published, unconfirmed, "
			  "failed, cancelled, held, waiting_approval.");
}

static bool list(struct call *c, struct err *err)
{
	struct post_query query = { .user_id = c->workspace.owner_id, .to_s = INT64_MAX };
	struct post_rows posts;
	struct page page;
	int64_t count;

	if (!page_read(c, &page, err) || !read_instant(c, "from", &query.from_s, err) ||
	    !read_instant(c, "to", &query.to_s, err) || !read_state(c, &query.states, err))
		return false;
	query.timeless = str_eq(call_arg(c, STR("timeless")), STR("true"));
	query.limit = page.size;
	query.offset = page.offset;
	if (!posts_count(c->snapshot, &query, &count, err) ||
	    !posts_list(c->snapshot, c->arena, &query, &posts, err))
		return false;
	page_begin(c, &page, count);
	for (size_t i = 0; i < posts.count; i++)
		if (!put_post(c, &posts.at[i], false, err))
			return false;
	page_end(c);
	return true;
}

static bool get(struct call *c, struct err *err)
{
	int64_t id;

	return read_id(c, &id, err) && answer_post(c, id, err);
}

/* ---- changing ----------------------------------------------------------------------------------
 */

/* A post that repeats is answered with its first post. */
static bool add_plan(struct call *c, const struct post_plan *plan, int64_t *ret_id, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct series_made made;
	bool known;

	if (!plan->repeats)
		return post_plan_add(c->api->publish, c->arena, &who, plan, ret_id, &known, err);
	if (!series_add(c->api->publish, c->arena, &who, plan, &made, err))
		return false;
	*ret_id = made.post_id;
	return true;
}

static bool add(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct post_plan plan;
	int64_t id;

	if (!post_body_read(c, &plan, err) ||
	    !post_plan_check(c->api->publish, c->arena, &who, &plan, err) ||
	    !post_check_tokens(c, &plan, err) || !add_plan(c, &plan, &id, err))
		return false;
	c->res->status = 201;
	return answer_post(c, id, err);
}

static bool set(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct post_plan plan;
	int64_t id;

	if (!read_id(c, &id, err) || !post_body_read(c, &plan, err))
		return false;
	if (plan.repeats)
		return err_field_texts(err, "repeat", "Ubah aturannya di /api/post-series.",
				       "Change the rule at /api/post-series.");
	if (!post_plan_check(c->api->publish, c->arena, &who, &plan, err) ||
	    !post_check_tokens(c, &plan, err) ||
	    !post_plan_set(c->api->publish, c->arena, &who, id, &plan, err))
		return false;
	return answer_post(c, id, err);
}

static bool forget(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	int64_t id;

	if (!read_id(c, &id, err) || !post_plan_delete(c->api->publish, c->arena, &who, id, err))
		return false;
	c->res->status = 204;
	return true;
}

static bool copy(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	int64_t id, copy_id;

	if (!read_id(c, &id, err) ||
	    !post_plan_copy(c->api->publish, c->arena, &who, id, &copy_id, err))
		return false;
	c->res->status = 201;
	return answer_post(c, copy_id, err);
}

struct act_body {
	int64_t target_id;
	bool published;
};
static const struct field act_fields[] = {
	FIELD(struct act_body, target_id, .type = FIELD_I64, .min = 1),
};
static const struct field confirm_fields[] = {
	FIELD(struct act_body, target_id, .type = FIELD_I64, .min = 1),
	FIELD(struct act_body, published, .type = FIELD_BOOL, .required = true,
	      .hint = "isi dengan true bila posting sudah tayang, false bila belum"),
};

static bool act_on(struct call *c, const struct act_body *body, enum plan_act act, struct err *err)
{
	struct post_actor who = post_actor(c);
	int64_t id;

	return read_id(c, &id, err) &&
	       post_plan_act(c->api->publish, c->arena, &who, id, body->target_id, act, err) &&
	       answer_post(c, id, err);
}

static bool act(struct call *c, enum plan_act act, struct err *err)
{
	struct act_body body = { .target_id = 0 };

	/* Without a body: every target. */
	return (!c->req->body.len || call_body(c, act_fields, COUNT_OF(act_fields), &body, err)) &&
	       act_on(c, &body, act, err);
}

static bool cancel(struct call *c, struct err *err)
{
	return act(c, PLAN_CANCEL, err);
}

static bool publish_now(struct call *c, struct err *err)
{
	return act(c, PLAN_PUBLISH_NOW, err);
}

static bool retry(struct call *c, struct err *err)
{
	return act(c, PLAN_RETRY, err);
}

static bool to_draft(struct call *c, struct err *err)
{
	return act(c, PLAN_TO_DRAFT, err);
}

static bool confirm(struct call *c, struct err *err)
{
	struct act_body body = { .target_id = 0 };

	return call_body(c, confirm_fields, COUNT_OF(confirm_fields), &body, err) &&
	       act_on(c, &body, body.published ? PLAN_CONFIRM : PLAN_DENY, err);
}

/* ---- approval ----------------------------------------------------------------------------------
 */

static bool submit(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	int64_t id;

	return read_id(c, &id, err) && post_plan_submit(c->api->publish, c->arena, &who, id, err) &&
	       answer_post(c, id, err);
}

#define NOTE_MAX 1000

struct decision_body {
	struct str content_hash, note;
};
static const struct field approve_fields[] = {
	FIELD(struct decision_body, content_hash, .type = FIELD_STR, .required = true,
	      .max = CONTENT_HASH_MAX, .hint = "isi dengan content_hash posting yang Anda lihat",
	      .hint_en = "enter the content_hash of the post that you looked at"),
	FIELD(struct decision_body, note, .type = FIELD_STR, .max = NOTE_MAX),
};
static const struct field reject_fields[] = {
	FIELD(struct decision_body, content_hash, .type = FIELD_STR, .max = CONTENT_HASH_MAX),
	FIELD(struct decision_body, note, .type = FIELD_STR, .max = NOTE_MAX),
};

static bool decide(struct call *c, const struct decision_body *body, bool approves, struct err *err)
{
	struct post_actor who = post_actor(c);
	const struct post_decision decision = { approves, body->content_hash, body->note };
	int64_t id;

	return read_id(c, &id, err) &&
	       post_plan_decide(c->api->publish, c->arena, &who, id, &decision, err) &&
	       answer_post(c, id, err);
}

static bool approve(struct call *c, struct err *err)
{
	struct decision_body body = { .note = STR("") };

	return call_body(c, approve_fields, COUNT_OF(approve_fields), &body, err) &&
	       decide(c, &body, true, err);
}

static bool reject(struct call *c, struct err *err)
{
	struct decision_body body = { .note = STR("") };

	return (!c->req->body.len ||
		call_body(c, reject_fields, COUNT_OF(reject_fields), &body, err)) &&
	       decide(c, &body, false, err);
}

/* ---- the seed's way ----------------------------------------------------------------------------
 */

struct schedule_body {
	struct str connection_id, publish_at, caption, media_url;
};
static const struct field schedule_fields[] = {
	FIELD(struct schedule_body, connection_id, .type = FIELD_ID, .required = true,
	      .max = LIMIT_ID),
	FIELD(struct schedule_body, publish_at, .type = FIELD_STR, .required = true, .max = 40),
	FIELD(struct schedule_body, caption, .type = FIELD_STR, .max = 100000),
	FIELD(struct schedule_body, media_url, .type = FIELD_STR, .required = true, .max = 2048),
};
static const struct member scheduled_members[] = {
	{ "queued", T_BOOL },
	{ "job_id", T_ID, 0, "GET /api/posts/{job_id} tells what becomes of it." },
	{ "post_id", T_ID },
};
static const struct shape scheduled_shape =
	NAMED_OBJECT("MetaScheduled", scheduled_members, "It is in the plan.");

/*
 * The same request twice is one post: the client knows no keys, and the same picture at the same
 * account in the same second is never meant twice.
 */
static struct str implied_key(struct call *c, const struct schedule_body *b)
{
	struct str key = http_header(c->req, STR("Idempotency-Key"));
	struct str text =
		str_fmt(c->arena, "%.*s %.*s %.*s\n%.*s", STR_ARG(b->connection_id),
			STR_ARG(b->publish_at), STR_ARG(b->media_url), STR_ARG(b->caption));

	return key.len ? str_sub(key, 0, 200)
		       : str_fmt(c->arena, "schedule:%016llx%016llx",
				 (unsigned long long)str_hash(text),
				 (unsigned long long)str_hash(
					 str_fmt(c->arena, "2%.*s", STR_ARG(text))));
}

static bool schedule(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct schedule_body body = { .caption = STR("") };
	struct plan_target target;
	struct post_media_row media;
	struct post_plan plan = { .time = PLAN_AT,
				  .media_field = "media_url",
				  .connection_field = "connection_id" };
	int64_t id;
	bool known;

	if (!call_body(c, schedule_fields, COUNT_OF(schedule_fields), &body, err))
		return false;
	media = (struct post_media_row){ .url = body.media_url };
	target = (struct plan_target){ .connection_id = body.connection_id,
				       .place = STR("instagram") };
	plan.caption = body.caption;
	plan.media = (struct post_media_rows){ &media, 1 };
	plan.targets = &target;
	plan.target_count = 1;
	plan.publish_at = body.publish_at;
	plan.idempotency_key = implied_key(c, &body);
	if (!post_plan_check(c->api->publish, c->arena, &who, &plan, err) ||
	    !post_check_tokens(c, &plan, err) ||
	    !post_plan_add(c->api->publish, c->arena, &who, &plan, &id, &known, err))
		return false;
	json_object(&c->json);
	json_put_bool(&c->json, "queued", true);
	json_put_str(&c->json, "job_id", str_fmt(c->arena, "job_%lld", (long long)id));
	json_put_str(&c->json, "post_id", str_fmt(c->arena, "%lld", (long long)id));
	json_end_object(&c->json);
	return true;
}

#define READ .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_READ
#define WRITE .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_WRITE

static const struct route routes[] = {
	{ HTTP_POST, "/api/meta/schedule", schedule, WRITE, .waits = WAITS_FOR_META,
	  .doc = "Publish a picture or video on Instagram at a time. The token is checked first; "
		 "the same request again is the same post.",
	  .body = BODY(schedule_fields), .reply = &scheduled_shape },
	{ HTTP_GET, "/api/posts", list, READ, .reads = true,
	  .doc = "The plan: by time, and by state.", .query = QUERY(list_query),
	  .reply = &list_shape },
	{ HTTP_POST, "/api/posts", add, WRITE, .waits = WAITS_FOR_META,
	  .doc = "Make a post: a draft, at a time, or now; the tokens are checked first.",
	  .body = { .shape = &post_body_shape }, .reply = &post_detail_shape, .reply_status = 201 },
	{ HTTP_POST, "/api/posts/check", post_check, WRITE, .waits = WAITS_FOR_META,
	  .doc = "What is wrong with a post that is not stored yet: its media are looked at, for "
		 "20 "
		 "seconds at most. 200 also when something is.",
	  .body = { .shape = &post_body_shape }, .reply = &post_check_shape },
	{ HTTP_GET, "/api/posts/media-rules", post_media_rules, READ, .waits = WAITS_FOR_NOTHING,
	  .doc = "What files may be, for each use, with who says so.",
	  .reply = &post_media_rules_shape },
	{ HTTP_GET, "/api/posts/rules", post_rules, READ, .waits = WAITS_FOR_NOTHING,
	  .doc = "What may be written: limits, with who says so.", .reply = &post_rules_shape },
	{ HTTP_GET, "/api/posts/{post_id}", get, READ, .reads = true,
	  .doc = "One post with every step on its way.", .reply = &post_detail_shape },
	{ HTTP_PUT, "/api/posts/{post_id}", set, WRITE, .waits = WAITS_FOR_META,
	  .doc = "The whole post anew, as long as nothing of it is being published; else 409.",
	  .body = { .shape = &post_body_shape }, .reply = &post_detail_shape },
	{ HTTP_DELETE, "/api/posts/{post_id}", forget, WRITE,
	  .doc = "Forget a draft, or a post that was cancelled; else 409.",
	  .reply = &shape_nothing },
	{ HTTP_POST, "/api/posts/{post_id}/cancel", cancel, WRITE,
	  .doc = "Wins until Meta is about to be told to publish; then 409.",
	  .body = BODY(act_fields), .reply = &post_detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/publish-now", publish_now, WRITE,
	  .doc = "A draft, or one that is scheduled or held, is due at once.",
	  .body = BODY(act_fields), .reply = &post_detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/retry", retry, WRITE,
	  .doc = "One that failed or was held is tried again, now.", .body = BODY(act_fields),
	  .reply = &post_detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/draft", to_draft, WRITE,
	  .doc = "Back to a draft; nothing is published.", .body = BODY(act_fields),
	  .reply = &post_detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/confirm", confirm, WRITE,
	  .doc = "Of an unconfirmed post: whether it is there. Then it is published, or failed and "
		 "may be retried.",
	  .body = BODY(confirm_fields), .reply = &post_detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/submit", submit, WRITE,
	  .doc = "Ask for approval; it is published at its time once it is approved.",
	  .reply = &post_detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/approve", approve, .access = ACCESS_USER,
	  .face = FACE_META, .in_workspace = WORKSPACE_APPROVE,
	  .doc = "It may be published, exactly as `content_hash` says; 409 when it has changed.",
	  .body = BODY(approve_fields), .reply = &post_detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/reject", reject, .access = ACCESS_USER,
	  .face = FACE_META, .in_workspace = WORKSPACE_APPROVE,
	  .doc = "Back to a draft, with a note for whoever asked.", .body = BODY(reject_fields),
	  .reply = &post_detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/duplicate", copy, WRITE,
	  .doc = "A draft with the same content and accounts.", .reply = &post_detail_shape,
	  .reply_status = 201 },
};

const struct route_table post_routes = { routes, COUNT_OF(routes), "Publishing" };
