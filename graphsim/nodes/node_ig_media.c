/* IG Media, its children and comments. Spec: meta-graph.md 3.2, 3.3. */
#include "graphsim/nodes/node_ig_media.h"

#include "graphsim/nodes/insights.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/publish/container.h"
#include "graphsim/world/caption.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/picture.h"

/* Media ids are 17 digits starting 17 or 18 (sim_id.h). The node of an album child has `child` > 0.
 */
static struct str media_id(struct arena *a, const struct node *n, const struct call *c)
{
	struct sim_key key = n->media->key;

	(void)c;
	if (n->child > 0 && n->media->published) {
		key = n->media->published->children[n->child - 1];
	} else if (n->child > 0) {
		key.kind = SIM_CHILD;
		key.item = n->child;
	}
	return sim_id_text(a, key);
}

static bool is_child(const struct view *v)
{
	return v->node->child > 0;
}

static enum media_kind child_kind(const struct media *m, unsigned child)
{
	if (m->published)
		return m->published->child_is_video[child - 1] ? MEDIA_REEL : MEDIA_IMAGE;
	return mix_of(m->seed, MIX_PICTURE, child, 7) % 5 == 0 ? MEDIA_REEL : MEDIA_IMAGE;
}

static enum media_kind kind_of(const struct view *v)
{
	const struct node *n = v->node;

	return is_child(v) ? child_kind(n->media, n->child) : n->media->kind;
}

static bool is_video(const struct view *v)
{
	enum media_kind kind = kind_of(v);

	return kind == MEDIA_REEL || kind == MEDIA_STORY_VIDEO;
}

static void write_caption(struct view *v)
{
	if (!is_child(v))
		view_str(v, caption_of(v->call->arena, v->node->account, v->node->media));
}

static void write_media_type(struct view *v)
{
	if (kind_of(v) == MEDIA_ALBUM)
		view_text(v, "CAROUSEL_ALBUM");
	else
		view_text(v, is_video(v) ? "VIDEO" : "IMAGE");
}

static void write_product_type(struct view *v)
{
	const struct media *m = v->node->media;

	if (is_child(v))
		return;
	view_text(v, media_is_story(m) ? "STORY" : m->kind == MEDIA_REEL ? "REELS" : "FEED");
}

static struct str file_url(const struct view *v, unsigned what)
{
	const struct node *n = v->node;
	enum picture_shape shape = n->media->kind == MEDIA_REEL || media_is_story(n->media)
					   ? PICTURE_PORTRAIT
					   : PICTURE_SQUARE;

	/* An album shows its first child. */
	unsigned child = n->child ? n->child : n->media->kind == MEDIA_ALBUM;
	return picture_url(v->call, shape, mix_of(n->media->seed, MIX_PICTURE, child, what));
}

static void write_media_url(struct view *v)
{
	if (!v->node->media->is_copyrighted)
		view_str(v, file_url(v, 0));
}

static void write_thumbnail_url(struct view *v)
{
	/* business_discovery gives none (cekbrand.md F.4). */
	if (is_video(v) && !v->node->is_discovered)
		view_str(v, file_url(v, 0));
}

static struct str shortcode_of(const struct view *v)
{
	const struct node *n = v->node;
	struct sim_key key = n->media->key;

	if (n->media->published && n->child > 0)
		key = n->media->published->children[n->child - 1];
	else if (!n->media->published)
		key.item = n->child;
	return sim_shortcode(v->call->arena, key);
}

static void write_shortcode(struct view *v)
{
	view_str(v, shortcode_of(v));
}

static void write_permalink(struct view *v)
{
	const struct media *m = v->node->media;
	struct str code = shortcode_of(v);

	if (m->is_copyrighted)
		return;
	if (media_is_story(m))
		view_str(v, str_fmt(v->call->arena, "https://www.instagram.com/stories/%.*s/%.*s",
				    STR_ARG(account_username(v->node->account)),
				    STR_ARG(node_id(v->call, v->node))));
	else
		view_str(v, str_fmt(v->call->arena, "https://www.instagram.com/%s/%.*s/",
				    m->kind == MEDIA_REEL ? "reel" : "p", STR_ARG(code)));
}

static void write_timestamp(struct view *v)
{
	view_time(v, v->node->media->posted_s);
}

static void write_username(struct view *v)
{
	view_str(v, account_username(v->node->account));
}

static void write_owner(struct view *v)
{
	struct node n = { .type = &ig_user_type, .account = v->node->account };

	if (!v->node->is_discovered)
		node_write_member(v, &n);
}

static int64_t count_now(const struct view *v, enum reaction reaction)
{
	return media_count_of(v->node->media, reaction, v->call->now_s);
}

/* Hidden likes are left out for others, and inside field expansions (meta-graph.md 3.2). */
static void write_like_count(struct view *v)
{
	if (is_child(v) || (v->node->media->hides_likes && v->node->is_discovered))
		return;
	if (v->node->media->hides_likes && v->call->segment_count > 1)
		return;
	view_int(v, count_now(v, REACTION_LIKES));
}

static int64_t comments_now(const struct view *v)
{
	const struct media *m = v->node->media;

	return comment_count_with_replies(m, v->call->now_s) +
	       (int64_t)made_comment_total(&v->call->world->publishing, m->key);
}

static void write_comments_count(struct view *v)
{
	if (!is_child(v))
		view_int(v, comments_now(v));
}

static void write_count(struct view *v, enum reaction reaction)
{
	if (!is_child(v) && !v->node->is_discovered)
		view_int(v, count_now(v, reaction));
}

static void write_saved(struct view *v)
{
	write_count(v, REACTION_SAVES);
}

static void write_shares(struct view *v)
{
	write_count(v, REACTION_SHARES);
}

static void write_reposts(struct view *v)
{
	write_count(v, REACTION_REPOSTS);
}

static void write_total_likes(struct view *v)
{
	write_count(v, REACTION_LIKES);
}

static void write_total_views(struct view *v)
{
	write_count(v, REACTION_VIEWS);
}

/* Only through business_discovery, for videos, since 2025-06-16. */
static void write_view_count(struct view *v)
{
	if (v->node->is_discovered && is_video(v))
		view_int(v, count_now(v, REACTION_VIEWS));
}

static void write_comments_enabled(struct view *v)
{
	if (!is_child(v))
		view_bool(v, !v->node->media->is_closed_to_comments);
}

static void write_shared_to_feed(struct view *v)
{
	if (v->node->media->kind == MEDIA_REEL)
		view_bool(v, v->node->media->is_shared_to_feed);
}

static void write_alt_text(struct view *v)
{
	if (!is_video(v) && !v->node->is_discovered)
		view_str(v, alt_text_of(v->call->arena, v->node->account, v->node->media));
}

static void write_ig_id(struct view *v)
{
	view_str(v, str_fmt(v->call->arena, "3%018llu",
			    (unsigned long long)(v->node->media->seed % 1000000000000000000u)));
}

static void write_audio_type(struct view *v)
{
	if (v->node->media->kind == MEDIA_REEL)
		view_text(v, v->node->media->seed % 3 ? "MUSIC" : "ORIGINAL_SOUND");
}

static void write_ai_generated(struct view *v)
{
	const struct published *p = v->node->media->published;

	if (!is_child(v))
		view_bool(v, p && p->container->texts.is_ai_generated);
}

static void write_copyright(struct view *v)
{
	struct json_writer *w = &v->call->json;
	bool found = v->node->media->is_copyrighted;

	if (!is_video(v) || v->node->is_discovered)
		return;
	view_key(v);
	json_object(w);
	json_put_object(w, "status");
	json_put_str(w, "status", STR("completed"));
	json_put_bool(w, "matches_found", found);
	json_end_object(w);
	json_end_object(w);
}

static void write_boost(struct view *v)
{
	struct json_writer *w = &v->call->json;

	if (is_child(v) || v->node->is_discovered)
		return;
	view_key(v);
	json_object(w);
	json_put_bool(w, "eligible_to_boost", !v->node->media->is_copyrighted);
	json_end_object(w);
}

static uint64_t child_key(const struct listing *l, size_t i)
{
	(void)l;
	return i + 1;
}

static void child_item(const struct listing *l, size_t i, struct node *ret)
{
	*ret = *l->view->node;
	ret->child = (unsigned)i + 1;
}

/* Children are few: they come all at once, and nested without paging. */
static void get_children(struct view *v)
{
	struct listing l = { .count = v->node->media->child_count,
			     .key = child_key,
			     .item = child_item,
			     .defaults = "id",
			     .default_limit = 25,
			     .max_limit = 100,
			     .has_no_paging = true };

	if (v->node->media->kind != MEDIA_ALBUM || is_child(v)) {
		if (v->is_root)
			listing_write_empty(v);
		return;
	}
	listing_write(v, &l);
}

/* Those that apps made come before those of the crowd. */
struct comment_range {
	size_t made;
};

static uint64_t comment_key(const struct listing *l, size_t i)
{
	const struct comment_range *r = l->ctx;
	const struct view *v = l->view;

	if (i >= r->made)
		return l->count - i;
	return made_number(
		       made_comment_at(&v->call->world->publishing, v->node->media->key, i)->key)
	       << 32;
}

static void comment_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct comment_range *r = l->ctx;
	const struct view *v = l->view;

	*ret = *v->node;
	ret->type = &ig_comment_type;
	if (i < r->made)
		ret->comment = comment_of_app(
			v->node->account,
			made_comment_at(&v->call->world->publishing, v->node->media->key, i));
	else
		ret->comment = comment_at(v->call->arena, v->node->account, v->node->media,
					  (unsigned)(l->count - 1 - i), v->call->now_s);
}

/* Top level only, newest first. */
static void get_comments(struct view *v)
{
	const struct comment_range range = {
		.made = made_comment_count(&v->call->world->publishing, v->node->media->key),
	};
	struct listing l = { .count = range.made + comment_count(v->node->media, v->call->now_s),
			     .ctx = &range,
			     .is_newest_first = true,
			     .key = comment_key,
			     .item = comment_item,
			     .defaults = "timestamp,text,id",
			     .default_limit = 50,
			     .max_limit = 50 };

	if (is_child(v) || v->node->is_discovered) {
		CALL_FAIL(v->call, GE_NONEXISTING_FIELD, v->selection->name, STR("ShadowIGMedia"));
		return;
	}
	listing_write(v, &l);
}

static void get_insights(struct view *v)
{
	if (v->node->is_discovered)
		CALL_FAIL(v->call, GE_NONEXISTING_FIELD, v->selection->name, STR("ShadowIGMedia"));
	else
		media_insights_get(v);
}

/* In order of time; of the same second, in the order they came. */
static uint64_t media_key(const struct media *m)
{
	uint64_t number = m->published ? 16 + made_number(m->key) : m->key.seq;

	return (uint64_t)m->posted_s << 24 | number;
}

struct media_range {
	struct account *account;
	size_t newest; /* index of the first one, 0 is the newest of all */
	bool is_discovered;
};

static uint64_t range_key(const struct listing *l, size_t i)
{
	const struct media_range *r = l->ctx;
	int64_t now_s = l->view->call->now_s;

	return media_key(account_media_at(r->account, r->newest + i, now_s));
}

static void range_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct media_range *r = l->ctx;
	int64_t now_s = l->view->call->now_s;

	*ret = (struct node){ .type = &ig_media_type,
			      .account = r->account,
			      .media = account_media_at(r->account, r->newest + i, now_s),
			      .is_discovered = r->is_discovered };
}

void media_list_write(struct view *v)
{
	struct account *a = v->node->account;
	int64_t now_s = v->call->now_s;
	int64_t since_s = 0;
	int64_t until_s = now_s;

	if (!view_time_arg(v, STR("since"), &since_s) || !view_time_arg(v, STR("until"), &until_s))
		return;
	if (until_s > now_s)
		until_s = now_s;
	size_t all = account_media_count(a, now_s);
	size_t until = account_media_count(a, until_s);
	size_t before = account_media_count(a, since_s - 1);
	struct media_range range = { a, all - until, v->node->is_discovered };
	struct listing l = { .count = until > before ? until - before : 0,
			     .is_newest_first = true,
			     .key = range_key,
			     .item = range_item,
			     .defaults = "id",
			     .default_limit = 25,
			     .max_limit = 100,
			     .has_no_links = v->node->is_discovered,
			     .ctx = &range };

	if (l.count > 10000)
		l.count = 10000;
	listing_write(v, &l);
}

#define STORIES_MAX 256

struct story_list {
	const struct media *at[STORIES_MAX];
	struct account *account;
};

static uint64_t story_key(const struct listing *l, size_t i)
{
	const struct story_list *s = l->ctx;

	return media_key(s->at[i]);
}

static void story_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct story_list *s = l->ctx;

	*ret = (struct node){ .type = &ig_media_type, .account = s->account, .media = s->at[i] };
}

void story_list_write(struct view *v)
{
	struct story_list list = { .account = v->node->account };
	struct listing l = { .is_newest_first = true,
			     .key = story_key,
			     .item = story_item,
			     .defaults = "id",
			     .default_limit = 25,
			     .max_limit = 100,
			     .has_no_links = true,
			     .ctx = &list };

	l.count = account_stories(list.account, v->call->now_s, list.at, COUNT_OF(list.at));
	listing_write(v, &l);
}

static bool check_ig_media(struct call *c, const struct node *n)
{
	struct node owner = { .type = &ig_user_type, .account = n->account };

	return ig_user_type.check(c, &owner);
}

static const struct node_field media_fields[] = {
	{ "caption", write_caption },
	{ "media_type", write_media_type },
	{ "media_product_type", write_product_type },
	{ "media_url", write_media_url },
	{ "thumbnail_url", write_thumbnail_url },
	{ "permalink", write_permalink },
	{ "shortcode", write_shortcode },
	{ "timestamp", write_timestamp },
	{ "username", write_username },
	{ "owner", write_owner },
	{ "like_count", write_like_count },
	{ "comments_count", write_comments_count },
	{ "saved_count", write_saved },
	{ "shares_count", write_shares },
	{ "reposts_count", write_reposts },
	{ "total_like_count", write_total_likes },
	{ "total_comments_count", write_comments_count },
	{ "total_views_count", write_total_views },
	{ "view_count", write_view_count },
	{ "is_comment_enabled", write_comments_enabled },
	{ "is_shared_to_feed", write_shared_to_feed },
	{ "alt_text", write_alt_text },
	{ "ig_id", write_ig_id },
	{ "legacy_instagram_media_id", write_ig_id },
	{ "media_audio_type", write_audio_type },
	{ "is_ai_generated", write_ai_generated },
	{ "copyright_check_information", write_copyright },
	{ "boost_eligibility_info", write_boost },
	{ NULL, NULL },
};

static const struct node_edge media_edges[] = {
	{ .name = "children", .get = get_children },
	{ .name = "comments", .get = get_comments, .post = ig_comment_post },
	{ .name = "insights", .get = get_insights },
	{ .name = "collaborators", .get = ig_collaborators_get },
	{ .name = "product_tags", .get = listing_write_empty },
	{ .name = "boost_ads_list", .get = listing_write_empty },
	{ .name = NULL },
};

static const char *const media_valueless[] = { "current_live_viewer_count", "has_poll",
					       "has_slider", "video_title", NULL };

const struct node_type ig_media_type = {
	.name = "IGMedia",
	.defaults = "id",
	.fields = media_fields,
	.edges = media_edges,
	.valueless = media_valueless,
	.id = media_id,
	.check = check_ig_media,
	.update = ig_media_update,
	.remove = ig_media_remove,
};
