/* IG Comment and its replies. Spec: meta-graph.md 3.3. */
#include "graphsim/protocol/listing.h"

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
	struct sim_key key = v->node->comment.key;

	if (key.kind != SIM_REPLY)
		return;
	key.kind = SIM_COMMENT;
	key.reply = 0;
	view_str(v, sim_id_text(v->call->arena, key));
}

static uint64_t reply_key(const struct listing *l, size_t i)
{
	(void)l;
	return i + 1;
}

static void reply_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct view *v = l->view;
	const struct node *n = v->node;

	*ret = *n;
	ret->comment = reply_at(v->call->arena, n->account, n->media, n->comment.key.item,
				(unsigned)i, v->call->now_s);
}

static void get_replies(struct view *v)
{
	const struct node *n = v->node;
	bool is_top = n->comment.key.kind == SIM_COMMENT;
	struct listing l = { .key = reply_key,
			     .item = reply_item,
			     .defaults = "timestamp,text,id",
			     .default_limit = 50,
			     .max_limit = 50 };

	l.count = is_top ? reply_count(n->media, n->comment.key.item, v->call->now_s) : 0;
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
	{ .name = "replies", .get = get_replies },
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
