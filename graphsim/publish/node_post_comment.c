/* Comments on posts of Pages. Spec: meta-graph.md 6.5. */
#include "graphsim/protocol/listing.h"
#include "graphsim/publish/page_publish.h"

struct comment_list {
	const struct post_comment *at[1000];
	size_t count;
};

static uint64_t comment_key(const struct listing *l, size_t i)
{
	(void)l;
	return i + 1;
}

static void comment_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct comment_list *list = l->ctx;

	*ret = *l->view->node;
	ret->type = &post_comment_type;
	ret->post_comment = list->at[i];
}

/* Oldest first, as `order=chronological` has it. */
void post_comments_get(struct view *v)
{
	struct comment_list *list = arena_new(v->call->arena, struct comment_list);
	struct listing l = { .key = comment_key,
			     .item = comment_item,
			     .defaults = "created_time,from,message,id",
			     .default_limit = 25,
			     .max_limit = 100,
			     .ctx = list };

	for (const struct post_comment *c = v->node->post->comments; c; c = c->next) {
		if (!c->is_live || list->count == COUNT_OF(list->at))
			continue;
		memmove(&list->at[1], &list->at[0], list->count * sizeof(list->at[0]));
		list->at[0] = c;
		list->count++;
	}
	l.count = list->count;
	listing_write(v, &l);
}

static bool may_comment(struct call *c, const struct page *p)
{
	if (c->token->kind != TOKEN_PAGE)
		return CALL_FAIL(c, GE_PAGE_TOKEN_REQUIRED);
	if (!call_allows(c, PERMISSION_PAGES_MANAGE_ENGAGEMENT))
		return CALL_FAIL(c, GE_REQUIRES_PERMISSION, STR("pages_manage_engagement"));
	return (p->tasks & (TASK_MODERATE | TASK_MANAGE)) != 0 ||
	       CALL_FAIL(c, GE_NOT_SUFFICIENT_ROLE);
}

void post_comments_post(struct view *v)
{
	struct call *c = v->call;
	struct str message = call_arg(c, STR("message"));
	struct node n = *v->node;

	if (!may_comment(c, n.page))
		return;
	if (str_is_empty(message) && !call_has_arg(c, STR("attachment_url")) &&
	    !call_has_arg(c, STR("attachment_id"))) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("message"));
		return;
	}
	n.type = &post_comment_type;
	call_begin_effect(c, n.page->id);
	n.post_comment = page_post_comment(c->world, n.post, message, c->effect_delay_ms);
	page_write_made(v, &n);
}

void post_likes_post(struct view *v)
{
	if (may_comment(v->call, v->node->page))
		view_success(v);
}

/* ---- as nodes ---- */

static struct str comment_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)a;
	(void)c;
	return n->post_comment->id;
}

static void write_comment_message(struct view *v)
{
	view_str(v, v->node->post_comment->message);
}

static void write_comment_time(struct view *v)
{
	view_time(v, v->node->post_comment->made_ms / 1000);
}

/* Who wrote it needs a Page token and pages_read_user_content (6.5). */
static void write_comment_from(struct view *v)
{
	if (v->call->token->kind == TOKEN_PAGE &&
	    call_allows(v->call, PERMISSION_PAGES_READ_USER_CONTENT))
		page_write_from(v);
}

static void write_zero(struct view *v)
{
	view_int(v, 0);
}

static void remove_comment(struct view *v)
{
	const struct thing *t = thing_find(&v->call->world->publishing, v->node->post_comment->id);

	if (!may_comment(v->call, v->node->page))
		return;
	t->comment->is_live = false;
	view_success(v);
}

static const struct node_field comment_fields[] = {
	{ "message", write_comment_message }, { "created_time", write_comment_time },
	{ "from", write_comment_from },       { "like_count", write_zero },
	{ "comment_count", write_zero },      { NULL, NULL },
};

static const struct node_edge comment_edges[] = { { .name = NULL } };
static const char *const comment_valueless[] = { "parent", "attachment", "can_hide", "is_hidden",
						 NULL };

const struct node_type post_comment_type = {
	.name = "Comment",
	.defaults = "created_time,from,message,id",
	.fields = comment_fields,
	.edges = comment_edges,
	.valueless = comment_valueless,
	.id = comment_id,
	.check = page_check_readable,
	.remove = remove_comment,
};
