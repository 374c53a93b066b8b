/* IG Comment and its replies. Spec: meta-graph.md 3.3. */
#include "graphsim/nodes/node_ig_media.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/publish/publishing.h"
#include "graphsim/world/world.h"

static struct str comment_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)c;
	return sim_id_text(a, n->comment.key);
}

static void write_text(struct view *v)
{
	view_str(v, v->node->comment.text);
}

static void write_timestamp(struct view *v)
{
	view_time(v, v->node->comment.posted_s);
}

static void write_like_count(struct view *v)
{
	view_int(v, v->node->comment.likes);
}

static void write_hidden(struct view *v)
{
	view_bool(v, v->node->comment.is_hidden);
}

/* Who wrote it needs instagram_manage_comments since 2024-08-27. */
static bool shows_author(const struct view *v)
{
	return v->node->comment.is_by_owner ||
	       call_allows(v->call, PERMISSION_INSTAGRAM_MANAGE_COMMENTS);
}

static void write_username(struct view *v)
{
	if (shows_author(v))
		view_str(v, v->node->comment.username);
}

static void write_from(struct view *v)
{
	struct json_writer *w = &v->call->json;

	if (!shows_author(v))
		return;
	view_key(v);
	json_object(w);
	json_put_str(w, "id", v->node->comment.author_id);
	json_put_str(w, "username", v->node->comment.username);
	json_end_object(w);
}

/* The id of the author, when it is the account itself. */
static void write_user(struct view *v)
{
	struct node n = { .type = &ig_user_type, .account = v->node->account };

	if (v->node->comment.is_by_owner)
		node_write_member(v, &n);
}

static void write_media(struct view *v)
{
	struct node n = { .type = &ig_media_type,
			  .account = v->node->account,
			  .media = v->node->media };

	node_write_member(v, &n);
}

static void write_parent_id(struct view *v)
{
	if (v->node->comment.parent.kind)
		view_str(v, sim_id_text(v->call->arena, v->node->comment.parent));
}

/* Those of the crowd, then those that apps made; each the oldest first. */
struct reply_range {
	size_t crowd, made;
};

static const struct made_comment *made_reply(const struct listing *l, size_t i)
{
	const struct reply_range *r = l->ctx;

	return made_comment_at(&l->view->call->world->publishing, l->view->node->comment.key,
			       r->made - 1 - (i - r->crowd));
}

static uint64_t reply_key(const struct listing *l, size_t i)
{
	const struct reply_range *r = l->ctx;

	return i < r->crowd ? i + 1 : made_number(made_reply(l, i)->key) << 32;
}

static void reply_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct reply_range *r = l->ctx;
	const struct view *v = l->view;
	const struct node *n = v->node;

	*ret = *n;
	if (i < r->crowd)
		ret->comment = reply_at(v->call->arena, n->account, n->media, n->comment.key.item,
					(unsigned)i, v->call->now_s);
	else
		ret->comment = comment_of_app(n->account, made_reply(l, i));
}

static void get_replies(struct view *v)
{
	const struct comment *comment = &v->node->comment;
	struct reply_range range = { 0, 0 };
	struct listing l = { .ctx = &range,
			     .key = reply_key,
			     .item = reply_item,
			     .defaults = "timestamp,text,id",
			     .default_limit = 50,
			     .max_limit = 50 };

	if (comment->key.kind == SIM_COMMENT)
		range.crowd = reply_count(v->node->media, comment->key.item, v->call->now_s);
	if (!comment->parent.kind)
		range.made = made_comment_count(&v->call->world->publishing, comment->key);
	l.count = range.crowd + range.made;
	/* Inside another answer, a comment without replies simply has none. */
	if (l.count > 0 || v->is_root)
		listing_write(v, &l);
}

static bool check_comment(struct call *c, const struct node *n)
{
	struct node owner = { .type = &ig_user_type, .account = n->account };

	return ig_user_type.check(c, &owner);
}

static const struct node_field comment_fields[] = {
	{ "text", write_text },
	{ "timestamp", write_timestamp },
	{ "username", write_username },
	{ "from", write_from },
	{ "like_count", write_like_count },
	{ "hidden", write_hidden },
	{ "user", write_user },
	{ "media", write_media },
	{ "parent_id", write_parent_id },
	{ NULL, NULL },
};

static const struct node_edge comment_edges[] = {
	{ .name = "replies", .get = get_replies, .post = ig_reply_post },
	{ .name = NULL },
};

static const char *const comment_valueless[] = { "legacy_instagram_comment_id", NULL };

const struct node_type ig_comment_type = {
	.name = "IGComment",
	.defaults = "timestamp,text,id",
	.fields = comment_fields,
	.edges = comment_edges,
	.valueless = comment_valueless,
	.id = comment_id,
	.check = check_comment,
};
