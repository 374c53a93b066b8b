/* Posts as the API shows them: states in plain words, faults, steps. */
#include "api/post_put.h"

#include "api/finding.h"
#include "api/put.h"
#include "planning/preflight.h"
#include "publish/approval_state.h"
#include "publish/outcome.h"
#include "store/post_series.h"
#include "store/store.h"
#include "store/users.h"

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
	{ "waiting_approval", ",waiting_approval," },
	{ "scheduled", ",scheduled," },
	{ "draft", ",draft," },
	{ "published", ",published,commenting,done," },
	{ "cancelled", ",cancelled," },
};
const struct shape post_state_shape =
	NAMED_CHOICE("PostState", "What becomes of it.", "publishing", "unconfirmed", "failed",
		     "held", "waiting_approval", "scheduled", "draft", "published", "cancelled");

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

struct str post_states_of(struct str word)
{
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (str_eq(word, str_of(words[i].word)))
			return str_of(words[i].states);
	return STR_NONE;
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
	{ "state", &post_state_shape },
	{ "step", T_TEXT, 0, "The state in detail." },
	{ "next_look_at", T_TIME, NULLABLE, "When it is tried, or looked at, again." },
	{ "media_id", T_ID, NULLABLE, "Of what was published." },
	{ "permalink", T_TEXT, NULLABLE },
	{ "comment_id", T_ID, NULLABLE },
	{ "published_at", T_TIME, NULLABLE },
	{ "fault", &fault_shape, NULLABLE },
	{ "caption", T_TEXT, NULLABLE, "There; null: the post's own." },
	{ "first_comment", T_TEXT, NULLABLE, "There; null: the post's own, empty: none." },
	{ "options", T_MAP(T_ANY), NULLABLE, "There; null: the post's own." },
};
static const struct shape target_shape =
	NAMED_OBJECT("PostTarget", target_members, "A post at one account.");
static const struct member timed_members[] = { { "steps", T_LIST(&step_shape) } };
static const struct shape timed_shape =
	EXTENDED_OBJECT("PostTargetWithSteps", &target_shape, timed_members);
static const struct member cover_members[] = {
	{ "url", T_TEXT, NULLABLE },
	{ "upload_id", T_ID, NULLABLE },
};
static const struct member media_members[] = {
	{ "kind", T_CHOICE("image", "video") },
	{ "url", T_TEXT, NULLABLE, "Null: an upload." },
	{ "upload_id", T_ID, NULLABLE, "Null, and no url: the upload was deleted." },
	{ "alt_text", T_TEXT, NULLABLE },
	{ "cover", T_OBJECT(cover_members), NULLABLE },
};
static const struct shape media_shape = NAMED_OBJECT("PostMedia", media_members, NULL);

#define APPROVAL_STATE_CHOICE(id, name) name,
static const char *const approval_states[] = { APPROVAL_STATES(APPROVAL_STATE_CHOICE) NULL };
static const struct shape approval_state_shape = {
	.kind = SHAPE_TEXT,
	.name = "ApprovalState",
	.doc = "missing: needed, and nobody was asked. outdated: approved, and changed since.",
	.choices = approval_states,
};
static const struct member approval_members[] = {
	{ "needed", T_BOOL, 0, "The workspace asks for it." },
	{ "state", &approval_state_shape },
	{ "requested_at", T_TIME, NULLABLE },
	{ "requested_by", T_TEXT, NULLABLE, "Name, or e-mail address." },
	{ "decided_at", T_TIME, NULLABLE },
	{ "decided_by", T_TEXT, NULLABLE, "Name, or e-mail address." },
	{ "note", T_TEXT, NULLABLE },
	{ "changed", T_TEXT, NULLABLE, "Outdated: which parts, caption, targets, ..." },
	{ "content_hash", T_TEXT, 0,
	  "Of content, accounts and time as they are now: what an approval names." },
};
static const struct shape approval_shape =
	NAMED_OBJECT("PostApproval", approval_members, "Whether it may be published as it is.");

#define POST_MEMBERS                                                                               \
	{ "id", T_ID }, { "kind", &post_kind_shape }, { "state", &post_state_shape },              \
		{ "caption", T_TEXT }, { "first_comment", T_TEXT, NULLABLE },                      \
		{ "options", T_MAP(T_ANY) }, { "media", T_LIST(&media_shape) },                    \
		{ "publish_at", T_TIME, NULLABLE, "Null: a draft without a time." },               \
		{ "wall_time", T_TEXT, NULLABLE, "As it was said, on the clock of time_zone." },   \
		{ "time_zone", T_TEXT, NULLABLE },                                                 \
		{ "series_id", T_ID, NULLABLE, "Of GET /api/post-series: it is one of several." }, \
		{ "revision", T_INT },                                                             \
		{ "approval", &approval_shape, NULLABLE, "Null: nobody is to be asked." },         \
		{ "created_at", T_TIME },                                                          \
	{                                                                                          \
		"updated_at", T_TIME                                                               \
	}
static const struct member post_members[] = { POST_MEMBERS, { "targets", T_LIST(&target_shape) } };
const struct shape post_shape = NAMED_OBJECT("Post", post_members, "A post in the plan.");
static const struct member detail_members[] = {
	POST_MEMBERS,
	{ "targets", T_LIST(&timed_shape) },
	{ "warnings", T_LIST(&post_warning_shape) },
	{ "findings", T_LIST(&finding_shape), 0, "What is known to be wrong with its media." },
};
const struct shape post_detail_shape =
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
	put_text(c, "caption", t->caption);
	put_text(c, "first_comment", t->first_comment);
	json_key(&c->json, STR("options"));
	if (t->options.at)
		json_raw(&c->json, t->options);
	else
		json_null(&c->json);
	if (with_steps && !put_steps(c, t->id, err))
		return false;
	json_end_object(&c->json);
	return true;
}

static void put_source(struct call *c, struct str url, struct opt_int upload_id)
{
	put_text(c, "url", url.len ? url : STR_NONE);
	put_text(c, "upload_id",
		 upload_id.has ? str_fmt(c->arena, "%lld", (long long)upload_id.value) : STR_NONE);
}

static void put_cover(struct call *c, const struct post_media_row *m)
{
	json_key(&c->json, STR("cover"));
	if (!m->cover_url.at) {
		json_null(&c->json);
		return;
	}
	json_object(&c->json);
	put_source(c, m->cover_url, m->cover_upload_id);
	json_end_object(&c->json);
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
		put_source(c, media.at[i].url, media.at[i].upload_id);
		put_text(c, "alt_text", media.at[i].alt_text);
		put_cover(c, &media.at[i]);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static bool put_series(struct call *c, int64_t post_id, struct err *err)
{
	struct opt_int id;

	if (!post_occurrences_series_of(c->snapshot, post_id, &id, err))
		return false;
	put_text(c, "series_id",
		 id.has ? str_fmt(c->arena, "%lld", (long long)id.value) : STR_NONE);
	return true;
}

/* Null for somebody who is gone. */
static bool put_person(struct call *c, const char *key, struct opt_int user_id, struct err *err)
{
	struct user_row user;
	struct str name = STR_NONE;
	bool found = false;

	if (user_id.has && !users_get(c->snapshot, c->arena, user_id.value, &user, &found, err))
		return false;
	if (found)
		name = str_trim(str_fmt(c->arena, "%.*s %.*s", STR_ARG(user.first_name),
					STR_ARG(user.last_name)));
	put_text(c, key, found && !name.len ? user.email : name);
	return true;
}

static bool put_approval(struct call *c, const struct post_row *p, struct err *err)
{
	struct post_approval approval;

	if (!post_approval_get(c->snapshot, c->arena, p, &approval, err))
		return false;
	json_key(&c->json, STR("approval"));
	if (!approval.is_there) {
		json_null(&c->json);
		return true;
	}
	const struct post_approval_row *row = &approval.row;
	bool was_asked = row->state.len > 0;
	json_object(&c->json);
	json_put_bool(&c->json, "needed", approval.needed);
	json_put_str(&c->json, "state", str_of(approval_state_name(approval.state)));
	put_time(c, "requested_at", row->requested_s);
	if (!put_person(c, "requested_by", was_asked ? OPT_INT(row->requested_by) : OPT_NO_INT,
			err))
		return false;
	put_time(c, "decided_at", opt_int_or(row->decided_s, 0));
	if (!put_person(c, "decided_by", row->decided_by, err))
		return false;
	put_text(c, "note", row->note);
	put_text(c, "changed",
		 approval.state == APPROVAL_STATE_OUTDATED ? approval.changed : STR_NONE);
	json_put_str(&c->json, "content_hash", approval.content_hash);
	json_end_object(&c->json);
	return true;
}

static bool put_post_findings(struct call *c, const struct post_row *p,
			      const struct post_target_rows *targets, struct err *err)
{
	struct media_findings found;

	if (!post_findings(c->snapshot, c->arena, p, targets, &found, err))
		return false;
	put_findings(c, "media", &found);
	return true;
}

bool put_post(struct call *c, const struct post_row *p, bool with_steps, struct err *err)
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
	if (!put_series(c, p->id, err))
		return false;
	json_put_int(&c->json, "revision", p->revision);
	if (!put_approval(c, p, err))
		return false;
	put_time(c, "created_at", p->created_s);
	put_time(c, "updated_at", p->updated_s);
	json_put_array(&c->json, "targets");
	for (size_t i = 0; i < targets.count; i++)
		if (!put_target(c, &targets.at[i], with_steps, err))
			return false;
	json_end_array(&c->json);
	if (with_steps) {
		put_post_warnings(c, p, &targets);
		if (!put_post_findings(c, p, &targets, err))
			return false;
	}
	json_end_object(&c->json);
	return true;
}
