/* Posts of Pages. Spec: meta-graph.md 6.1, 6.5. */
#include "base/clock.h"
#include "graphsim/protocol/graph.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/publish/page_publish.h"
#include "graphsim/world/picture.h"

/* ---- making posts ---- */

static struct page_photo *attachable_photo(struct call *c, const struct page *page, struct str id)
{
	const struct thing *t = thing_find(&c->world->publishing, id);

	if (!t || t->kind != THING_PHOTO || t->photo->page != page || t->photo->post ||
	    world_now_ms(c->world) >= t->photo->made_ms + PHOTO_LIFE_MS)
		return NULL;
	return t->photo;
}

static bool attach(struct call *c, struct page_post *post, const struct json *item)
{
	const struct json *id = json_get(item, STR("media_fbid"));
	struct str text = id && id->type == JSON_INT
				  ? str_fmt(c->arena, "%lld", (long long)id->integer)
				  : json_text(id);
	struct page_photo *photo = attachable_photo(c, post->page, text);

	if (!photo || post->photo_count == POST_PHOTOS_MAX)
		return CALL_FAIL(c, GE_ATTACHED_INVALID,
				 str_fmt(c->arena, "%zu", post->photo_count));
	post->photos[post->photo_count++] = photo;
	return true;
}

/* As one JSON list, or as attached_media[0], attached_media[1] … (meta-graph.md 0.1). */
static bool read_attached(struct call *c, struct page_post *post)
{
	struct str text = call_arg(c, STR("attached_media"));
	const struct json *list;
	struct err err = ERR_INIT;

	if (!str_is_empty(text)) {
		if (!json_parse(c->arena, text, &list, &err) || list->type != JSON_ARRAY)
			return CALL_FAIL(c, GE_PARAM_INVALID, STR("attached_media"),
					 STR("an array"));
		for (const struct json *i = json_first(list); i; i = i->next) {
			if (!attach(c, post, i))
				return false;
		}
	}
	for (size_t n = 0; n < POST_PHOTOS_MAX + 1; n++) {
		text = call_arg(c, str_fmt(c->arena, "attached_media[%zu]", n));
		if (text.at && (!json_parse(c->arena, text, &list, &err) || !attach(c, post, list)))
			return CALL_FAIL(c, GE_ATTACHED_INVALID, str_fmt(c->arena, "%zu", n));
	}
	return true;
}

static bool read_link(struct call *c, struct page_post *post)
{
	struct err err = ERR_INIT;
	struct url url;

	post->link = page_keep(c, call_arg(c, STR("link")));
	return str_is_empty(post->link) || url_parse(c->arena, post->link, &url, &err) ||
	       CALL_FAIL(c, GE_LINK_INVALID);
}

static const char *kind_of(const struct page_post *post)
{
	if (post->photo_count > 0)
		return post->photo_count > 1 ? "photos" : "photo";
	return str_is_empty(post->link) ? "text" : "link";
}

void page_feed_post(struct view *v)
{
	struct call *c = v->call;
	struct page_post post = { .page = v->node->page, .app = c->token->app };
	struct timing timing;

	if (!page_may_publish(c, post.page) || !page_timing_read(c, SCHEDULE_MAX_MS, &timing))
		return;
	post.message = page_keep(c, call_arg(c, STR("message")));
	if (!read_link(c, &post) || !read_attached(c, &post))
		return;
	if (str_is_empty(post.message) && str_is_empty(post.link) && post.photo_count == 0) {
		CALL_FAIL(c, GE_POST_EMPTY);
		return;
	}
	if (timing.is_published &&
	    page_post_is_duplicate(&c->world->publishing, &post, world_now_ms(c->world))) {
		CALL_FAIL(c, GE_POST_DUPLICATE);
		return;
	}
	post.kind = kind_of(&post);
	post.scheduled_ms = timing.scheduled_ms;
	call_begin_effect(c, post.page->id);
	struct page_post *made =
		page_post_add(c->world, &post, timing.is_published, c->effect_delay_ms);
	const struct node n = { .type = &page_post_type, .page = made->page, .post = made };
	page_write_made(v, &n);
}

/* ---- lists ---- */

struct post_list {
	struct page_post **at; /* newest first */
	size_t count;
};

static int64_t list_time_ms(const struct page_post *p)
{
	return p->is_published ? p->published_ms : p->made_ms;
}

static int by_time(const void *a, const void *b)
{
	const struct page_post *x = *(struct page_post *const *)a;
	const struct page_post *y = *(struct page_post *const *)b;

	if (list_time_ms(x) != list_time_ms(y))
		return list_time_ms(x) < list_time_ms(y) ? 1 : -1;
	return x->number < y->number ? 1 : -1;
}

static uint64_t post_key(const struct listing *l, size_t i)
{
	const struct post_list *list = l->ctx;
	const struct page_post *p = list->at[i];

	return (uint64_t)(list_time_ms(p) / 1000) << 24 | (p->number & 0xffffff);
}

static void post_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct post_list *list = l->ctx;

	*ret = (struct node){ .type = &page_post_type,
			      .page = list->at[i]->page,
			      .post = list->at[i] };
}

typedef bool post_filter(const struct page_post *p);

static bool is_in_feed(const struct page_post *p)
{
	return page_post_is_seen(p) && !p->is_story;
}

static bool is_scheduled(const struct page_post *p)
{
	return p->is_there && !p->is_published && !p->is_deleted && p->scheduled_ms > 0;
}

static bool is_story(const struct page_post *p)
{
	return page_post_is_seen(p) && p->is_story;
}

static void write_posts(struct view *v, post_filter *fits)
{
	struct call *c = v->call;
	const struct publishing *p = &c->world->publishing;
	struct post_list list = { .at = arena_new_n(c->arena, struct page_post *,
						    p->thing_count + 1) };
	int64_t since_s = 0;
	int64_t until_s = INT64_MAX / 1000;

	if (!page_check_readable(c, v->node) || !view_time_arg(v, STR("since"), &since_s) ||
	    !view_time_arg(v, STR("until"), &until_s))
		return;
	for (struct page_post *post = p->posts; post; post = post->next) {
		int64_t at_s = list_time_ms(post) / 1000;

		if (post->page == v->node->page && fits(post) && at_s >= since_s && at_s <= until_s)
			list.at[list.count++] = post;
	}
	qsort(list.at, list.count, sizeof(struct page_post *), by_time);
	struct listing l = { .count = list.count,
			     .is_newest_first = true,
			     .key = post_key,
			     .item = post_item,
			     .defaults = "created_time,message,id",
			     .default_limit = 25,
			     .max_limit = 100,
			     .ctx = &list };
	listing_write(v, &l);
}

void page_feed_get(struct view *v)
{
	write_posts(v, is_in_feed);
}

void page_scheduled_get(struct view *v)
{
	write_posts(v, is_scheduled);
}

/* As graph-specs.json `Stories` has them: not nodes, but rows. */
void page_stories_get(struct view *v)
{
	struct call *c = v->call;
	struct json_writer *w = &c->json;

	if (!page_check_readable(c, v->node))
		return;
	view_key(v);
	json_object(w);
	json_put_array(w, "data");
	for (const struct page_post *p = c->world->publishing.posts; p; p = p->next) {
		if (p->page != v->node->page || !is_story(p))
			continue;
		json_object(w);
		json_put_str(w, "post_id", p->id);
		json_put_str(w, "status", STR("published"));
		json_put_str(w, "creation_time",
			     str_fmt(c->arena, "%lld", (long long)(p->published_ms / 1000)));
		json_put_str(w, "media_type", p->video ? STR("video") : STR("photo"));
		json_put_str(w, "media_id", p->video ? p->video->id : p->photos[0]->id);
		json_end_object(w);
	}
	json_end_array(w);
	json_end_object(w);
}

/* ---- the post as a node ---- */

static struct str post_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)a;
	(void)c;
	return n->post->id;
}

static void write_message(struct view *v)
{
	view_str(v, v->node->post->message);
}

static void write_created(struct view *v)
{
	view_time(v, list_time_ms(v->node->post) / 1000);
}

static void write_permalink(struct view *v)
{
	const struct page_post *p = v->node->post;

	view_str(v, p->video && p->video->kind == VIDEO_REEL
			    ? str_fmt(v->call->arena, "https://www.facebook.com/reel/%.*s/",
				      STR_ARG(p->video->id))
			    : str_fmt(v->call->arena, "https://www.facebook.com/%.*s/posts/%llu",
				      STR_ARG(p->page->id), (unsigned long long)p->number));
}

static void write_status_type(struct view *v)
{
	const struct page_post *p = v->node->post;

	view_text(v, p->video             ? "added_video"
		     : p->photo_count > 0 ? "added_photos"
		     : p->link.len        ? "shared_story"
					  : "mobile_status_update");
}

static void write_is_published(struct view *v)
{
	view_bool(v, v->node->post->is_published);
}

static void write_scheduled(struct view *v)
{
	if (v->node->post->scheduled_ms > 0)
		view_int(v, v->node->post->scheduled_ms / 1000);
}

void page_write_from(struct view *v)
{
	const struct page *page = v->node->page;
	struct json_writer *w = &v->call->json;

	view_key(v);
	json_object(w);
	json_put_str(w, "name", page->name);
	json_put_str(w, "id", page->id);
	json_end_object(w);
}

static struct str photo_url(const struct view *v, const struct page_photo *p)
{
	return picture_url(v->call, PICTURE_SQUARE, str_hash(p->id));
}

static void write_full_picture(struct view *v)
{
	if (v->node->post->photo_count > 0)
		view_str(v, photo_url(v, v->node->post->photos[0]));
}

static void put_attachment(const struct view *v, const struct page_photo *p)
{
	struct json_writer *w = &v->call->json;

	json_object(w);
	json_put_str(w, "media_type", STR("photo"));
	json_put_object(w, "media");
	json_put_object(w, "image");
	json_put_int(w, "height", p->asset.facts.height);
	json_put_str(w, "src", photo_url(v, p));
	json_put_int(w, "width", p->asset.facts.width);
	json_end_object(w);
	json_end_object(w);
	json_put_object(w, "target");
	json_put_str(w, "id", p->id);
	json_end_object(w);
	json_end_object(w);
}

static void put_album(const struct view *v)
{
	struct json_writer *w = &v->call->json;
	const struct page_post *p = v->node->post;

	json_object(w);
	json_put_str(w, "media_type", STR("album"));
	json_put_object(w, "subattachments");
	json_put_array(w, "data");
	for (size_t i = 0; i < p->photo_count; i++)
		put_attachment(v, p->photos[i]);
	json_end_array(w);
	json_end_object(w);
	json_end_object(w);
}

static void write_attachments(struct view *v)
{
	struct json_writer *w = &v->call->json;
	const struct page_post *p = v->node->post;

	if (p->photo_count == 0)
		return;
	view_key(v);
	json_object(w);
	json_put_array(w, "data");
	if (p->photo_count == 1)
		put_attachment(v, p->photos[0]);
	else
		put_album(v);
	json_end_array(w);
	json_end_object(w);
}

/* Nobody reacts to what tests publish. */
static void get_reactions(struct view *v)
{
	struct listing none = { .defaults = "id", .default_limit = 25, .max_limit = 100 };

	listing_write(v, &none);
}

/* ---- changing posts ---- */

static bool may_change(struct call *c, const struct page_post *p)
{
	if (!page_may_publish(c, p->page))
		return false;
	return p->app == c->token->app || CALL_FAIL(c, GE_POST_OF_OTHER_APP);
}

/* is_published=true sets a state: it may be said again. */
static void update_post(struct view *v)
{
	struct call *c = v->call;
	struct page_post *p = v->node->post;
	bool is_published = p->is_published;
	struct str message = call_arg(c, STR("message"));
	int64_t scheduled_ms;

	if (!may_change(c, p) || !page_flag(c, "is_published", &is_published) ||
	    !page_schedule_read(c, SCHEDULE_MAX_MS, &scheduled_ms))
		return;
	if (scheduled_ms > 0 && !p->is_published)
		page_post_schedule(c->world, p, scheduled_ms);
	if (message.at)
		p->message = page_keep(c, message);
	if (is_published)
		call_begin_effect(c, p->page->id);
	if (is_published && !p->is_published)
		page_post_publish(c->world, p, c->effect_delay_ms);
	view_success(v);
}

static void remove_post(struct view *v)
{
	if (!page_may_publish(v->call, v->node->page))
		return;
	v->node->post->is_deleted = true;
	view_success(v);
}

static const struct node_field post_fields[] = {
	{ "message", write_message },
	{ "created_time", write_created },
	{ "updated_time", write_created },
	{ "permalink_url", write_permalink },
	{ "status_type", write_status_type },
	{ "is_published", write_is_published },
	{ "scheduled_publish_time", write_scheduled },
	{ "from", page_write_from },
	{ "full_picture", write_full_picture },
	{ "picture", write_full_picture },
	{ "attachments", write_attachments },
	{ NULL, NULL },
};

static const struct node_edge post_edges[] = {
	{ .name = "comments", .get = post_comments_get, .post = post_comments_post },
	{ .name = "reactions", .get = get_reactions },
	{ .name = "likes", .get = get_reactions, .post = post_likes_post },
	{ .name = "insights", .get = listing_write_empty },
	{ .name = "sharedposts", .get = listing_write_empty },
	{ .name = NULL },
};

/* Field names without a value here; from graph-specs.json `PagePost`. `shares` is absent at 0. */
static const char *const post_valueless[] = { "shares",
					      "story",
					      "actions",
					      "admin_creator",
					      "application",
					      "backdated_time",
					      "call_to_action",
					      "child_attachments",
					      "icon",
					      "instagram_eligibility",
					      "is_eligible_for_promotion",
					      "is_expired",
					      "is_hidden",
					      "is_instagram_eligible",
					      "is_popular",
					      "is_spherical",
					      "message_tags",
					      "parent_id",
					      "place",
					      "privacy",
					      "promotable_id",
					      "promotion_status",
					      "properties",
					      "story_tags",
					      "target",
					      "targeting",
					      "timeline_visibility",
					      "via",
					      NULL };

const struct node_type page_post_type = {
	.name = "PagePost",
	.defaults = "created_time,message,id",
	.fields = post_fields,
	.edges = post_edges,
	.valueless = post_valueless,
	.id = post_id,
	.check = page_check_readable,
	.update = update_post,
	.remove = remove_post,
};
