/*
 * Publishing to Instagram: containers, media_publish, the limits, and comments of the account
 * itself. Spec: meta-graph.md 5.
 */
#include "base/utf8.h"
#include "graphsim/nodes/node_ig_media.h"
#include "graphsim/protocol/graph.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/publish/asset.h"
#include "graphsim/publish/ig_params.h"

#define CHILDREN_MIN 2
#define COMMENT_MAX_CHARS 300

/* ---- who may ---- */

static bool has_role(const struct account *a, unsigned tasks)
{
	return a->page && (a->page->tasks & tasks) != 0;
}

static bool may_publish(struct call *c, const struct account *a)
{
	if (!call_allows(c, PERMISSION_INSTAGRAM_CONTENT_PUBLISH))
		return CALL_FAIL(c, GE_NO_PERMISSION);
	return has_role(a, TASK_MANAGE | TASK_CREATE_CONTENT) ||
	       CALL_FAIL(c, GE_NOT_SUFFICIENT_ROLE);
}

/* ---- making containers ---- */

static const enum media_use uses[CONTAINER_KIND_COUNT] = {
	[CONTAINER_IMAGE] = USE_IG_IMAGE,
	[CONTAINER_VIDEO] = USE_IG_CAROUSEL_VIDEO,
	[CONTAINER_REEL] = USE_IG_REEL,
	[CONTAINER_STORY_IMAGE] = USE_IG_STORY_IMAGE,
	[CONTAINER_STORY_VIDEO] = USE_IG_STORY_VIDEO,
	[CONTAINER_CAROUSEL] = USE_IG_IMAGE,
};

/* The container of an id, when it is this account's. */
static struct container *own_container(struct call *c, const struct account *a, struct str id)
{
	struct sim_key key;
	const struct made *m =
		sim_id_parse(id, &key) ? made_find(&c->world->publishing, key) : NULL;

	return m && m->kind == MADE_CONTAINER && m->account == a ? m->container : NULL;
}

static bool read_children(struct call *c, struct container *to)
{
	struct str ids[CAROUSEL_MAX + 1];
	struct str text = call_arg(c, STR("children"));
	size_t count = ig_params_list(c, text, ids, COUNT_OF(ids));

	if (str_is_empty(text))
		return CALL_FAIL(c, GE_PARAM_REQUIRED, STR("children"));
	if (count < CHILDREN_MIN || count > CAROUSEL_MAX)
		return CALL_FAIL(c, GE_CAROUSEL_COUNT);
	for (size_t i = 0; i < count; i++) {
		struct container *child = own_container(c, to->account, ids[i]);

		if (!child || !child->is_child)
			return CALL_FAIL(c, GE_CONTAINER_GONE, ids[i]);
		to->children[to->child_count++] = child;
	}
	return true;
}

static bool is_resumable(struct call *c, enum container_kind kind)
{
	bool is_video =
		kind == CONTAINER_VIDEO || kind == CONTAINER_REEL || kind == CONTAINER_STORY_VIDEO;

	return is_video && str_eq(call_arg(c, STR("upload_type")), STR("resumable"));
}

/* A cover is looked at and not kept. */
static bool check_cover(struct call *c, const struct container *to)
{
	struct asset cover = { .url = call_arg(c, STR("cover_url")), .use = USE_IG_STORY_IMAGE };

	return to->kind != CONTAINER_REEL || str_is_empty(cover.url) || asset_fetch_now(c, &cover);
}

/* Pictures are fetched and checked at once, videos when the answer has left (5.8). */
static bool take_file(struct call *c, struct container *to)
{
	const char *name = ig_params_url(to->kind);
	struct str url = call_arg(c, str_of(name));

	if (is_resumable(c, to->kind)) {
		asset_await_upload(&c->world->publishing, &to->asset);
		return true;
	}
	if (str_is_empty(url))
		return CALL_FAIL(c, GE_PARAM_REQUIRED, str_of(name));
	to->asset.url = str_dup(&c->world->publishing.arena, url);
	if (!check_cover(c, to))
		return false;
	if (!container_is_video(to))
		return asset_fetch_now(c, &to->asset);
	asset_fetch_later(c->world, &to->asset);
	return true;
}

static bool check_container_limit(struct call *c, const struct account *a)
{
	struct publishing *p = &c->world->publishing;
	int64_t max = publish_rules_for(p, a->id)->containers_max;

	return (int64_t)container_count(p, a, world_now_ms(c->world)) < max ||
	       CALL_FAIL(c, GE_QUOTA_REACHED, STR("media containers"));
}

/* A lever may have said how the next ones end. */
static void decide_failure(struct publishing *p, struct container *to)
{
	struct publish_rules *r = publish_rules_for(p, to->account->id);

	if (r->failures_left <= 0)
		return;
	r->failures_left--;
	to->failure = r->failure;
}

static void add_container(struct world *w, struct container *to)
{
	struct publishing *p = &w->publishing;
	const struct made made = {
		.kind = MADE_CONTAINER,
		.account = to->account,
		.container = to,
	};

	decide_failure(p, to);
	to->key = made_add(p, &made);
	to->created_ms = world_now_ms(w);
	to->next = p->containers;
	p->containers = to;
}

static void write_container(struct call *c, const struct container *to)
{
	struct str id = sim_id_text(c->arena, to->key);

	json_object(&c->json);
	json_put_str(&c->json, "id", id);
	if (to->asset.is_upload)
		json_put_str(&c->json, "uri",
			     str_fmt(c->arena, "%.*s/ig-api-upload/%.*s/%.*s", STR_ARG(c->origin),
				     STR_ARG(c->version), STR_ARG(id)));
	json_end_object(&c->json);
}

void ig_container_post(struct view *v)
{
	struct call *c = v->call;
	struct account *account = v->node->account;
	enum container_kind kind;

	if (!may_publish(c, account) || !ig_params_kind(c, &kind))
		return;
	struct container *to = arena_new(&c->world->publishing.arena, struct container);
	*to = (struct container){ .account = account,
				  .kind = kind,
				  .asset = { .use = uses[kind] } };
	if (!ig_params_read(c, kind, &to->texts) ||
	    !ig_params_flag(c, "is_carousel_item", &to->is_child) ||
	    !check_container_limit(c, account))
		return;
	if (!(kind == CONTAINER_CAROUSEL ? read_children(c, to) : take_file(c, to)))
		return;
	add_container(c->world, to);
	write_container(c, to);
}

/* ---- publishing them ---- */

static bool is_quota_left(struct call *c, const struct account *a)
{
	struct publishing *p = &c->world->publishing;
	int64_t used = publish_count(p, a->id, c->now_s - PUBLISH_WINDOW_S);

	return used < publish_rules_for(p, a->id)->quota_total ||
	       CALL_FAIL(c, GE_QUOTA_REACHED, STR("posts"));
}

/* A container that was used: what happens is one of republish (publishing.h). */
static bool check_used(struct call *c, const struct container *from, struct str id)
{
	switch (publish_rules_for(&c->world->publishing, from->account->id)->republish) {
	case REPUBLISH_AGAIN:
		return true;
	case REPUBLISH_UNKNOWN:
		return CALL_FAIL(c, GE_CONTAINER_GONE, id);
	case REPUBLISH_REFUSED:
	case REPUBLISH_COUNT:
	default:
		return CALL_FAIL(c, GE_CONTAINER_NOT_READY);
	}
}

static bool check_ready(struct call *c, const struct container *from, struct str id)
{
	enum container_status s =
		container_status(&c->world->publishing, from, world_now_ms(c->world));

	if (s == STATUS_EXPIRED)
		return CALL_FAIL(c, GE_CONTAINER_GONE, id);
	if (s == STATUS_PUBLISHED || (s == STATUS_FINISHED && from->pending_count > 0))
		return check_used(c, from, id);
	return (s == STATUS_FINISHED && !from->is_child) || CALL_FAIL(c, GE_CONTAINER_NOT_READY);
}

void ig_publish_post(struct view *v)
{
	struct call *c = v->call;
	struct str id = call_arg(c, STR("creation_id"));

	if (!may_publish(c, v->node->account))
		return;
	if (str_is_empty(id)) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("creation_id"));
		return;
	}
	struct container *from = own_container(c, v->node->account, id);
	if (!from) {
		CALL_FAIL(c, GE_CONTAINER_GONE, id);
		return;
	}
	if (!check_ready(c, from, id) || !is_quota_left(c, v->node->account))
		return;
	call_begin_effect(c, v->node->account->id);
	struct sim_key key = container_publish(c->world, from, c->effect_delay_ms);
	json_object(&c->json);
	json_put_str(&c->json, "id", sim_id_text(c->arena, key));
	json_end_object(&c->json);
}

/* 5.5: a day at most, counted back from now. */
void ig_publishing_limit_get(struct view *v)
{
	struct call *c = v->call;
	struct json_writer *w = &c->json;
	struct publishing *p = &c->world->publishing;
	struct str id = v->node->account->id;
	int64_t since_s = c->now_s - PUBLISH_WINDOW_S;
	int64_t asked_s = since_s;

	if (!call_allows(c, PERMISSION_INSTAGRAM_CONTENT_PUBLISH)) {
		CALL_FAIL(c, GE_NO_PERMISSION);
		return;
	}
	if (!view_time_arg(v, STR("since"), &asked_s))
		return;
	if (asked_s < since_s) {
		CALL_FAIL(c, GE_PARAM_INVALID, STR("since"), STR("within the last 24 hours"));
		return;
	}
	view_key(v);
	json_object(w);
	json_put_array(w, "data");
	json_object(w);
	json_put_int(w, "quota_usage", publish_count(p, id, asked_s));
	if (str_contains(v->selection->inner_text, STR("config"))) {
		json_put_object(w, "config");
		json_put_int(w, "quota_total", publish_rules_for(p, id)->quota_total);
		json_put_int(w, "quota_duration", PUBLISH_WINDOW_S);
		json_end_object(w);
	}
	json_end_object(w);
	json_end_array(w);
	json_end_object(w);
}

/* ---- comments of the account itself ---- */

static void apply_comment(struct world *w, const struct effect *e)
{
	struct made_comment *comment = e->object;
	struct arena *a = &w->publishing.arena;
	bool is_reply = comment->parent.kind != 0;
	const struct ledger_item item = {
		.platform = "instagram",
		.kind = is_reply ? "reply" : "comment",
		.target = comment->account->id,
		.source = sim_id_text(a, is_reply ? comment->parent : comment->media),
		.id = sim_id_text(a, comment->key),
		.text = comment->text,
		.hashes = sim_id_text(a, comment->media),
		.at_ms = e->due_ms,
	};

	comment->is_live = true;
	comment->posted_s = e->due_ms / 1000;
	comment->next = w->publishing.comments;
	w->publishing.comments = comment;
	ledger_add(&w->publishing, &item);
}

static bool may_comment(struct call *c, const struct node *n)
{
	if (!call_allows(c, PERMISSION_INSTAGRAM_MANAGE_COMMENTS))
		return CALL_FAIL(c, GE_NO_PERMISSION);
	return has_role(n->account, TASK_MANAGE | TASK_MODERATE) ||
	       CALL_FAIL(c, GE_NOT_SUFFICIENT_ROLE);
}

static bool read_message(struct call *c, struct str *ret)
{
	*ret = call_arg(c, STR("message"));
	if (str_is_empty(*ret))
		return CALL_FAIL(c, GE_PARAM_REQUIRED, STR("message"));
	return utf8_count(*ret) <= COMMENT_MAX_CHARS ||
	       CALL_FAIL(c, GE_PARAM_INVALID, STR("message"), STR("at most 300 characters long"));
}

static void make_comment(struct view *v, struct sim_key parent)
{
	struct call *c = v->call;
	const struct node *n = v->node;
	struct publishing *p = &c->world->publishing;
	struct str message;

	if (!may_comment(c, n) || !read_message(c, &message))
		return;
	struct made_comment *comment = arena_new(&p->arena, struct made_comment);
	struct made made = { .kind = MADE_COMMENT, .account = n->account, .comment = comment };
	*comment = (struct made_comment){ .key = made_add(p, &made),
					  .media = n->media->key,
					  .parent = parent,
					  .account = n->account,
					  .text = str_dup(&p->arena, message) };
	const struct effect e = { .apply = apply_comment, .object = comment };
	call_begin_effect(c, n->account->id);
	publishing_do(c->world, &e, c->effect_delay_ms);
	json_object(&c->json);
	json_put_str(&c->json, "id", sim_id_text(c->arena, comment->key));
	json_end_object(&c->json);
}

void ig_comment_post(struct view *v)
{
	make_comment(v, (struct sim_key){ 0 });
}

/* An answer to an answer stands under the comment that began it. */
void ig_reply_post(struct view *v)
{
	const struct comment *under = &v->node->comment;

	if (under->is_hidden)
		CALL_FAIL(v->call, GE_PARAM_INVALID, STR("id"),
			  STR("a comment that is not hidden"));
	else
		make_comment(v, under->parent.kind ? under->parent : under->key);
}

/* ---- changing what is there (3.2, 3.3) ---- */

void ig_media_update(struct view *v)
{
	struct call *c = v->call;
	const struct node *n = v->node;
	bool are_enabled;

	if (!may_comment(c, n))
		return;
	if (!call_has_arg(c, STR("comment_enabled"))) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("comment_enabled"));
		return;
	}
	if (!ig_params_flag(c, "comment_enabled", &are_enabled))
		return;
	if (account_media_set_comments(n->account, n->media->key, are_enabled, c->now_s))
		view_success(v);
	else
		CALL_FAIL(c, GE_MEDIA_NOT_FOUND);
}

/* Invited when it was published; nobody here answers. */
void ig_collaborators_get(struct view *v)
{
	struct call *c = v->call;
	const struct published *p = v->node->media->published;
	struct str names[CAROUSEL_MAX];
	size_t count =
		p ? ig_params_list(c, p->container->texts.collaborators, names, COUNT_OF(names))
		  : 0;

	view_key(v);
	json_object(&c->json);
	json_put_array(&c->json, "data");
	for (size_t i = 0; i < count; i++) {
		const struct account *a = world_account_named(c->world, names[i]);

		json_object(&c->json);
		json_put_str(&c->json, "id", a ? a->id : STR(""));
		json_put_str(&c->json, "username", names[i]);
		json_put_str(&c->json, "invite_status", STR("Pending"));
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_end_object(&c->json);
}

/* Children cannot go alone. */
void ig_media_remove(struct view *v)
{
	struct call *c = v->call;
	const struct node *n = v->node;
	struct str id = node_id(c, n);

	if (!call_allows(c, PERMISSION_INSTAGRAM_MANAGE_CONTENTS)) {
		CALL_FAIL(c, GE_NO_PERMISSION);
		return;
	}
	if (n->child > 0 || !account_media_delete(n->account, n->media->key, c->now_s)) {
		CALL_FAIL(c, GE_DELETE_UNSUPPORTED);
		return;
	}
	json_object(&c->json);
	json_put_bool(&c->json, "success", true);
	json_put_str(&c->json, "deleted_id", id);
	json_end_object(&c->json);
}

/* ---- the container as a node ---- */

static struct str container_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)c;
	return sim_id_text(a, n->container->key);
}

static enum container_status status_of(const struct view *v)
{
	struct world *w = v->call->world;

	return container_status(&w->publishing, v->node->container, world_now_ms(w));
}

static void write_status_code(struct view *v)
{
	view_text(v, container_status_name(status_of(v)));
}

static void write_status(struct view *v)
{
	static const char *const texts[STATUS_COUNT] = {
		[STATUS_IN_PROGRESS] = "In Progress: Media is still being processed.",
		[STATUS_FINISHED] = "Finished: Media has been uploaded and it is ready to be "
				    "published.",
		[STATUS_PUBLISHED] = "Published: Media has been successfully published.",
		[STATUS_EXPIRED] = "Expired: The container has not been published within 24 "
				   "hours.",
	};
	enum container_status s = status_of(v);
	enum graph_error_id failure = container_failure(v->node->container);

	if (s != STATUS_ERROR)
		view_text(v, texts[s]);
	else
		view_str(v, str_fmt(v->call->arena,
				    "Error: Media upload has failed with error code %d",
				    graph_error_subcode(failure)));
}

static void write_phase(struct json_writer *w, const char *name, const char *status)
{
	json_key(w, str_of(name));
	json_object(w);
	json_put_str(w, "status", str_of(status));
}

/* Of videos that are sent by upload; as far as Meta's reference tells (5.1). */
static void write_video_status(struct view *v)
{
	struct json_writer *w = &v->call->json;
	const struct container *c = v->node->container;
	enum container_status s = status_of(v);
	bool is_here = c->asset.state != ASSET_WAITING;

	if (!c->asset.is_upload)
		return;
	view_key(v);
	json_object(w);
	write_phase(w, "uploading_phase",
		    is_here                 ? "complete"
		    : c->asset.sent.len > 0 ? "in_progress"
					    : "not_started");
	json_put_int(w, "bytes_transferred",
		     is_here ? c->asset.facts.bytes : (int64_t)c->asset.sent.len);
	json_end_object(w);
	write_phase(w, "processing_phase",
		    !is_here                  ? "not_started"
		    : s == STATUS_IN_PROGRESS ? "in_progress"
		    : s == STATUS_ERROR       ? "error"
					      : "complete");
	json_end_object(w);
	json_end_object(w);
}

static void write_copyright(struct view *v)
{
	struct json_writer *w = &v->call->json;

	if (!container_is_video(v->node->container))
		return;
	view_key(v);
	json_object(w);
	json_put_str(w, "status",
		     status_of(v) == STATUS_IN_PROGRESS ? STR("in_progress") : STR("completed"));
	json_put_bool(w, "matches_found", false);
	json_end_object(w);
}

static bool check_container(struct call *c, const struct node *n)
{
	struct node owner = { .type = &ig_user_type, .account = n->account };

	return ig_user_type.check(c, &owner);
}

static const struct node_field container_fields[] = {
	{ "status_code", write_status_code },
	{ "status", write_status },
	{ "video_status", write_video_status },
	{ "copyright_check_status", write_copyright },
	{ NULL, NULL },
};

static const struct node_edge container_edges[] = { { .name = NULL } };
static const char *const container_valueless[] = { NULL };

const struct node_type ig_container_type = {
	.name = "ShadowIGMediaBuilder",
	.defaults = "id",
	.fields = container_fields,
	.edges = container_edges,
	.valueless = container_valueless,
	.id = container_id,
	.check = check_container,
};
