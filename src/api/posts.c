/* Posts to be published: /api/posts, and POST /api/meta/schedule (seed 001, section 6). */
#include "api/page.h"
#include "api/post_body.h"
#include "api/tables.h"

#include "publish/outcome.h"
#include "publish/state.h"
#include "store/store.h"

/* ---- states in plain words --------------------------------------------------------------------
 */

static const struct {
	const char *word;
	const char *states; /* of publish/state.h, each between commas */
} words[] = {
	/* What the post as a whole is called is the first of these that one of its targets has. */
	{ "publishing", ",claimed,creating,container,intent," },
	{ "unconfirmed", ",unknown," },
	{ "failed", ",failed," },
	{ "held", ",held," },
	{ "scheduled", ",scheduled," },
	{ "draft", ",draft," },
	{ "published", ",published,commenting,done," },
	{ "cancelled", ",cancelled," },
};
static const struct shape state_shape =
	NAMED_CHOICE("PostState", "What becomes of it.", "publishing", "unconfirmed", "failed",
		     "held", "scheduled", "draft", "published", "cancelled");

static bool has_state(struct call *c, size_t word, struct str state)
{
	return str_contains(str_of(words[word].states),
			    str_fmt(c->arena, ",%.*s,", STR_ARG(state)));
}

static const char *word_of(struct call *c, struct str state)
{
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (has_state(c, i, state))
			return words[i].word;
	return words[0].word;
}

static const char *word_of_all(struct call *c, const struct post_target_rows *targets)
{
	for (size_t i = 0; i < COUNT_OF(words); i++)
		for (size_t t = 0; t < targets->count; t++)
			if (has_state(c, i, targets->at[t].state))
				return words[i].word;
	return "draft";
}

/* ---- shapes ------------------------------------------------------------------------------------
 */

static const struct member fault_members[] = {
	{ "code", T_TEXT, 0, "For programs; publish/outcome.h has them all." },
	{ "message", T_TEXT, 0, "What is, or was, in the way." },
	{ "action", T_TEXT, 0, "What the user can do about it." },
	{ "meta_code", T_INT, NULLABLE },
	{ "meta_subcode", T_INT, NULLABLE },
	{ "meta_message", T_TEXT, NULLABLE, "Meta's own words." },
};
static const struct shape fault_shape =
	NAMED_OBJECT("PostFault", fault_members, "Why it does not go on, or did not.");
static const struct member step_members[] = {
	{ "number", T_INT }, { "at", T_TIME }, { "event", T_TEXT },
	{ "from", T_TEXT },  { "to", T_TEXT }, { "detail", T_TEXT },
};
static const struct shape step_shape =
	NAMED_OBJECT("PostStep", step_members, "One step, as it was stored.");
static const struct member target_members[] = {
	{ "id", T_ID },
	{ "connection_id", T_ID },
	{ "place", T_CHOICE("instagram", "page") },
	{ "account_id", T_ID, 0, "The Instagram account's, or the Page's." },
	{ "state", &state_shape },
	{ "step", T_TEXT, 0, "The state in detail." },
	{ "next_look_at", T_TIME, NULLABLE, "When it is tried, or looked at, again." },
	{ "media_id", T_ID, NULLABLE, "Of what was published." },
	{ "permalink", T_TEXT, NULLABLE },
	{ "comment_id", T_ID, NULLABLE },
	{ "published_at", T_TIME, NULLABLE },
	{ "fault", &fault_shape, NULLABLE },
};
static const struct shape target_shape =
	NAMED_OBJECT("PostTarget", target_members, "A post at one account.");
static const struct member timed_members[] = { { "steps", T_LIST(&step_shape) } };
static const struct shape timed_shape =
	EXTENDED_OBJECT("PostTargetWithSteps", &target_shape, timed_members);
static const struct member media_members[] = {
	{ "kind", T_CHOICE("image", "video") },
	{ "url", T_TEXT },
	{ "alt_text", T_TEXT, NULLABLE },
};
static const struct shape media_shape = NAMED_OBJECT("PostMedia", media_members, NULL);

#define POST_MEMBERS                                                                               \
	{ "id", T_ID }, { "kind", &post_kind_shape }, { "state", &state_shape },                   \
		{ "caption", T_TEXT }, { "first_comment", T_TEXT, NULLABLE },                      \
		{ "options", T_MAP(T_ANY) }, { "media", T_LIST(&media_shape) },                    \
		{ "publish_at", T_TIME, NULLABLE, "Null: a draft without a time." },               \
		{ "wall_time", T_TEXT, NULLABLE, "As it was said, on the clock of time_zone." },   \
		{ "time_zone", T_TEXT, NULLABLE }, { "revision", T_INT },                          \
		{ "created_at", T_TIME },                                                          \
	{                                                                                          \
		"updated_at", T_TIME                                                               \
	}
static const struct member post_members[] = { POST_MEMBERS, { "targets", T_LIST(&target_shape) } };
static const struct shape post_shape = NAMED_OBJECT("Post", post_members, "A post in the plan.");
static const struct member detail_members[] = {
	POST_MEMBERS,
	{ "targets", T_LIST(&timed_shape) },
	{ "warnings", T_LIST(&post_warning_shape) },
};
static const struct shape detail_shape =
	NAMED_OBJECT("PostDetail", detail_members, "With every step on its way.");

/* ---- writing -----------------------------------------------------------------------------------
 */

static void put_ms(struct call *c, const char *key, struct opt_int ms)
{
	put_time(c, key, ms.has ? ms.value / 1000 : 0);
}

static void put_fault(struct call *c, const struct post_target_row *t)
{
	enum publish_fault fault = publish_fault_parse(t->fault);

	json_key(&c->json, STR("fault"));
	if (fault == FAULT_NONE) {
		json_null(&c->json);
		return;
	}
	const struct publish_fault_info *info = publish_fault_info(fault);
	json_object(&c->json);
	json_put_str(&c->json, "code", str_of(info->name));
	json_put_str(&c->json, "message", str_of(c->english ? info->text_en : info->text_id));
	json_put_str(&c->json, "action", str_of(c->english ? info->action_en : info->action_id));
	put_opt_int(c, "meta_code", t->meta_code);
	put_opt_int(c, "meta_subcode", t->meta_subcode);
	put_text(c, "meta_message", t->meta_message);
	json_end_object(&c->json);
}

static bool put_steps(struct call *c, int64_t target_id, struct err *err)
{
	struct post_step_rows steps;

	if (!post_steps_list(c->snapshot, c->arena, target_id, &steps, err))
		return false;
	json_put_array(&c->json, "steps");
	for (size_t i = 0; i < steps.count; i++) {
		const struct post_step_row *s = &steps.at[i];
		json_object(&c->json);
		json_put_int(&c->json, "number", s->number);
		put_time(c, "at", s->at_ms / 1000);
		json_put_str(&c->json, "event", s->event);
		json_put_str(&c->json, "from", s->from_state);
		json_put_str(&c->json, "to", s->to_state);
		json_put_str(&c->json, "detail", s->detail);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static bool put_target(struct call *c, const struct post_target_row *t, bool with_steps,
		       struct err *err)
{
	json_object(&c->json);
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)t->id));
	json_put_str(&c->json, "connection_id", t->connection_id);
	json_put_str(&c->json, "place", t->place);
	json_put_str(&c->json, "account_id", t->place_id);
	json_put_str(&c->json, "state", str_of(word_of(c, t->state)));
	json_put_str(&c->json, "step", t->state);
	put_ms(c, "next_look_at", t->next_ms);
	put_text(c, "media_id", t->media_id);
	put_text(c, "permalink", t->permalink);
	put_text(c, "comment_id", t->comment_id);
	put_ms(c, "published_at", t->published_ms);
	put_fault(c, t);
	if (with_steps && !put_steps(c, t->id, err))
		return false;
	json_end_object(&c->json);
	return true;
}

static bool put_media(struct call *c, int64_t post_id, struct err *err)
{
	struct post_media_rows media;

	if (!post_media_list(c->snapshot, c->arena, post_id, &media, err))
		return false;
	json_put_array(&c->json, "media");
	for (size_t i = 0; i < media.count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "kind", media.at[i].kind);
		json_put_str(&c->json, "url", media.at[i].url);
		put_text(c, "alt_text", media.at[i].alt_text);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static bool put_post(struct call *c, const struct post_row *p, bool with_steps, struct err *err)
{
	struct post_target_rows targets;

	if (!post_targets_list(c->snapshot, c->arena, p->id, &targets, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)p->id));
	json_put_str(&c->json, "kind", p->kind);
	json_put_str(&c->json, "state", str_of(word_of_all(c, &targets)));
	json_put_str(&c->json, "caption", p->caption);
	put_text(c, "first_comment", p->first_comment);
	json_key(&c->json, STR("options"));
	json_raw(&c->json, p->options);
	if (!put_media(c, p->id, err))
		return false;
	put_time(c, "publish_at", opt_int_or(p->publish_s, 0));
	put_text(c, "wall_time", p->wall_time);
	put_text(c, "time_zone", p->time_zone);
	json_put_int(&c->json, "revision", p->revision);
	put_time(c, "created_at", p->created_s);
	put_time(c, "updated_at", p->updated_s);
	json_put_array(&c->json, "targets");
	for (size_t i = 0; i < targets.count; i++)
		if (!put_target(c, &targets.at[i], with_steps, err))
			return false;
	json_end_array(&c->json);
	if (with_steps)
		put_post_warnings(c, p, &targets);
	json_end_object(&c->json);
	return true;
}

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
	if (!posts_get(c->snapshot, c->arena, c->who.user_id, id, &post, &found, err))
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
	{ "state", &state_shape, OPTIONAL, "One of its targets is in that state." },
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

	*ret = STR("");
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(word, str_of(words[i].word)))
			*ret = str_of(words[i].states);
	if (!word.len || ret->len)
		return true;
	err_field(err, "state",
		  "Isi dengan salah satu: draft, scheduled, publishing, published, "
		  "unconfirmed, failed, cancelled, held.");
	return err_say_en(err,
			  "Enter one of: draft, scheduled, publishing, published, unconfirmed, "
			  "failed, cancelled, held.");
}

static bool list(struct call *c, struct err *err)
{
	struct post_query query = { .user_id = c->who.user_id, .to_s = INT64_MAX };
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

static bool add(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct post_plan plan;
	int64_t id;
	bool known;

	if (!post_body_read(c, &plan, err) ||
	    !post_plan_check(c->api->publish, c->arena, &who, &plan, err) ||
	    !post_check_tokens(c, &plan, err) ||
	    !post_plan_add(c->api->publish, c->arena, &who, &plan, &id, &known, err))
		return false;
	c->res->status = 201;
	return answer_post(c, id, err);
}

static bool set(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct post_plan plan;
	int64_t id;

	if (!read_id(c, &id, err) || !post_body_read(c, &plan, err) ||
	    !post_plan_check(c->api->publish, c->arena, &who, &plan, err) ||
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
	struct post_plan plan = { .time = PLAN_AT, .media_field = "media_url" };
	int64_t id;
	bool known;

	if (!call_body(c, schedule_fields, COUNT_OF(schedule_fields), &body, err))
		return false;
	media = (struct post_media_row){ .url = body.media_url };
	target = (struct plan_target){ body.connection_id, STR("instagram") };
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

#define OWN .access = ACCESS_USER, .face = FACE_META

static const struct route routes[] = {
	{ HTTP_POST, "/api/meta/schedule", schedule, OWN, .waits = WAITS_FOR_META,
	  .doc = "Publish a picture or video on Instagram at a time. The token is checked first; "
		 "the same request again is the same post.",
	  .body = BODY(schedule_fields), .reply = &scheduled_shape },
	{ HTTP_GET, "/api/posts", list, OWN, .reads = true,
	  .doc = "The plan: by time, and by state.", .query = QUERY(list_query),
	  .reply = &list_shape },
	{ HTTP_POST, "/api/posts", add, OWN, .waits = WAITS_FOR_META,
	  .doc = "Make a post: a draft, at a time, or now; the tokens are checked first.",
	  .body = { .shape = &post_body_shape }, .reply = &detail_shape, .reply_status = 201 },
	{ HTTP_GET, "/api/posts/rules", post_rules, OWN, .waits = WAITS_FOR_NOTHING,
	  .doc = "What may be written: limits, with who says so.", .reply = &post_rules_shape },
	{ HTTP_GET, "/api/posts/{post_id}", get, OWN, .reads = true,
	  .doc = "One post with every step on its way.", .reply = &detail_shape },
	{ HTTP_PUT, "/api/posts/{post_id}", set, OWN, .waits = WAITS_FOR_META,
	  .doc = "The whole post anew, as long as nothing of it is being published; else 409.",
	  .body = { .shape = &post_body_shape }, .reply = &detail_shape },
	{ HTTP_DELETE, "/api/posts/{post_id}", forget, OWN,
	  .doc = "Forget a draft, or a post that was cancelled; else 409.",
	  .reply = &shape_nothing },
	{ HTTP_POST, "/api/posts/{post_id}/cancel", cancel, OWN,
	  .doc = "Wins until Meta is about to be told to publish; then 409.",
	  .body = BODY(act_fields), .reply = &detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/publish-now", publish_now, OWN,
	  .doc = "A draft, or one that is scheduled or held, is due at once.",
	  .body = BODY(act_fields), .reply = &detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/retry", retry, OWN,
	  .doc = "One that failed or was held is tried again, now.", .body = BODY(act_fields),
	  .reply = &detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/draft", to_draft, OWN,
	  .doc = "Back to a draft; nothing is published.", .body = BODY(act_fields),
	  .reply = &detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/confirm", confirm, OWN,
	  .doc = "Of an unconfirmed post: whether it is there. Then it is published, or failed and "
		 "may be retried.",
	  .body = BODY(confirm_fields), .reply = &detail_shape },
	{ HTTP_POST, "/api/posts/{post_id}/duplicate", copy, OWN,
	  .doc = "A draft with the same content and accounts.", .reply = &detail_shape,
	  .reply_status = 201 },
};

const struct route_table post_routes = { routes, COUNT_OF(routes), "Publishing" };
