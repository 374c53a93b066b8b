/* IG User, business_discovery included. Spec: meta-graph.md 3.1, 3.5. */
#include "graphsim/nodes/insights.h"
#include "graphsim/nodes/node_ig_media.h"
#include "graphsim/protocol/graph.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/picture.h"

static struct str ig_user_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)a;
	(void)c;
	return n->account->id;
}

static void write_username(struct view *v)
{
	view_str(v, account_username(v->node->account));
}

static void write_name(struct view *v)
{
	view_text(v, v->node->account->cast->name);
}

static void write_biography(struct view *v)
{
	view_text(v, v->node->account->cast->biography);
}

static void write_website(struct view *v)
{
	view_text(v, v->node->account->cast->website);
}

static void write_followers(struct view *v)
{
	view_int(v, account_followers(v->node->account, v->call->now_s));
}

static void write_follows(struct view *v)
{
	view_int(v, v->node->account->cast->follows);
}

static void write_media_count(struct view *v)
{
	view_int(v, (int64_t)account_media_count(v->node->account, v->call->now_s));
}

static void write_picture(struct view *v)
{
	view_str(v, picture_of_account(v->call, v->node->account));
}

static void write_ig_id(struct view *v)
{
	struct account *a = v->node->account;

	view_int(v, (int64_t)(1000000000 + mix_of(a->seed, MIX_PAGE, 6, a->index) % 60000000000));
}

static void write_legacy_id(struct view *v)
{
	struct str last = str_skip(v->node->account->id, 1);

	view_str(v, str_fmt(v->call->arena, "2%.*s", STR_ARG(last)));
}

static void write_true(struct view *v)
{
	view_bool(v, true);
}

static void write_false(struct view *v)
{
	view_bool(v, false);
}

static void write_owner_business(struct view *v)
{
	struct page *p = v->node->account->page;
	struct node n = { .type = &business_type, .business = p ? p->business : NULL };

	if (n.business && call_allows(v->call, PERMISSION_BUSINESS_MANAGEMENT))
		node_write_member(v, &n);
}

static bool may_discover(struct call *c)
{
	if (call_allows(c, PERMISSION_INSTAGRAM_BASIC) &&
	    call_allows(c, PERMISSION_INSTAGRAM_MANAGE_INSIGHTS))
		return true;
	return CALL_FAIL(c, GE_NO_PERMISSION);
}

/* `business_discovery.username(name){…}`: any professional account but never a personal one. */
static void write_discovery(struct view *v)
{
	struct call *c = v->call;
	struct str username = view_arg(v, STR("username"));

	if (!may_discover(c))
		return;
	if (str_is_empty(username)) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("username"));
		return;
	}
	struct account *a = world_account_named(c->world, username);
	if (!a || a->standing != ACCOUNT_PROFESSIONAL) {
		CALL_FAIL(c, GE_USER_NOT_FOUND, username);
		return;
	}
	/* Counts against the app, not against the account (meta-graph.md 3.5). */
	struct node n = { .type = &ig_user_type, .account = a, .is_discovered = true };
	node_write_member(v, &n);
}

/* `mentioned_media.media_id(…)`, `mentioned_comment.comment_id(…)`: what the account was named in
 * (hooks.h). */
static void write_mention(struct view *v, struct str id, bool is_comment)
{
	struct call *c = v->call;
	struct node n;

	if (!call_allows(c, PERMISSION_INSTAGRAM_MANAGE_COMMENTS))
		CALL_FAIL(c, GE_NO_PERMISSION);
	else if (!mention_find(&c->world->hooks, v->node->account->id, id,
			       is_comment ? id : STR("")) ||
		 !graph_resolve(c, id, &n))
		CALL_FAIL(c, GE_UNSUPPORTED_GET, id);
	if (call_failed(c))
		return;
	n.is_discovered = true;
	node_write_member(v, &n);
}

static void write_mentioned_media(struct view *v)
{
	write_mention(v, view_arg(v, STR("media_id")), false);
}

static void write_mentioned_comment(struct view *v)
{
	write_mention(v, view_arg(v, STR("comment_id")), true);
}

static bool is_own_only(struct view *v)
{
	if (!v->node->is_discovered)
		return true;
	return CALL_FAIL(v->call, GE_NONEXISTING_FIELD, v->selection->name, STR("ShadowIGUser"));
}

static void get_media(struct view *v)
{
	media_list_write(v);
}

static void get_stories(struct view *v)
{
	if (is_own_only(v))
		story_list_write(v);
}

static void get_insights(struct view *v)
{
	if (is_own_only(v))
		account_insights_get(v);
}

static void get_nothing(struct view *v)
{
	if (is_own_only(v))
		listing_write_empty(v);
}

static void get_publishing_limit(struct view *v)
{
	if (is_own_only(v))
		ig_publishing_limit_get(v);
}

static bool check_ig_user(struct call *c, const struct node *n)
{
	(void)n;
	if (call_allows(c, PERMISSION_INSTAGRAM_BASIC) &&
	    (call_allows(c, PERMISSION_PAGES_READ_ENGAGEMENT) ||
	     call_allows(c, PERMISSION_PAGES_SHOW_LIST)))
		return true;
	return CALL_FAIL(c, GE_NO_PERMISSION);
}

static const struct node_field ig_user_fields[] = {
	{ "username", write_username },
	{ "name", write_name },
	{ "biography", write_biography },
	{ "website", write_website },
	{ "followers_count", write_followers },
	{ "follows_count", write_follows },
	{ "media_count", write_media_count },
	{ "profile_picture_url", write_picture },
	{ "has_profile_pic", write_true },
	{ "is_published", write_true },
	{ "ig_id", write_ig_id },
	{ "legacy_instagram_user_id", write_legacy_id },
	{ "owner_business", write_owner_business },
	{ "shopping_product_tag_eligibility", write_false },
	{ "business_discovery", write_discovery },
	{ "mentioned_media", write_mentioned_media },
	{ "mentioned_comment", write_mentioned_comment },
	{ NULL, NULL },
};

static const struct node_edge ig_user_edges[] = {
	{ .name = "media", .get = get_media, .post = ig_container_post },
	{ .name = "media_publish", .post = ig_publish_post },
	{ .name = "stories", .get = get_stories },
	{ .name = "insights", .get = get_insights },
	{ .name = "content_publishing_limit", .get = get_publishing_limit },
	{ .name = "tags", .get = get_nothing },
	{ .name = "live_media", .get = get_nothing },
	{ .name = "recently_searched_hashtags", .get = get_nothing },
	{ .name = "collaboration_invites", .get = get_nothing },
	{ .name = "collaborative_media", .get = get_nothing },
	{ .name = "scheduled_media", .get = get_nothing },
	{ .name = "agencies", .get = get_nothing },
	{ .name = "authorized_adaccounts", .get = get_nothing },
	{ .name = "available_catalogs", .get = get_nothing },
	{ .name = "upcoming_events", .get = get_nothing },
	{ .name = NULL },
};

static const char *const ig_user_valueless[] = { "shopping_review_status", "connected_threads_user",
						 NULL };

const struct node_type ig_user_type = {
	.name = "IGUser",
	.defaults = "id",
	.fields = ig_user_fields,
	.edges = ig_user_edges,
	.valueless = ig_user_valueless,
	.id = ig_user_id,
	.check = check_ig_user,
};
