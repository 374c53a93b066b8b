/* Photos of Pages, and stories of one photo. Spec: meta-graph.md 6.2, 6.4. */
#include "graphsim/protocol/graph.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/publish/asset.h"
#include "graphsim/publish/page_publish.h"
#include "graphsim/world/picture.h"

/* The file comes from `url`, or stands in the body as `source`. */
static bool take_file(struct call *c, struct asset *a)
{
	struct str source = call_arg(c, STR("source"));

	a->url = call_arg(c, STR("url"));
	if (!str_is_empty(source)) {
		asset_arrive(c->world, a, source);
		return a->state == ASSET_READY || CALL_FAIL(c, a->failure, STR("source"));
	}
	if (str_is_empty(a->url))
		return CALL_FAIL(c, GE_PARAM_REQUIRED, STR("url"));
	return asset_fetch_now(c, a);
}

static struct str caption_of_call(struct call *c)
{
	struct str caption = call_arg(c, STR("caption"));

	return page_keep(c, caption.at ? caption : call_arg(c, STR("message")));
}

/* With a post at once or later; or a photo alone, to be attached. */
void page_photos_post(struct view *v)
{
	struct call *c = v->call;
	struct page_photo photo = { .page = v->node->page, .asset = { .use = USE_PAGE_PHOTO } };
	bool is_without_story = false;
	struct timing timing;

	if (!page_may_publish(c, photo.page) || !page_timing_read(c, SCHEDULE_MAX_MS, &timing) ||
	    !page_flag(c, "no_story", &is_without_story) || !take_file(c, &photo.asset))
		return;
	photo.asset.url = page_keep(c, photo.asset.url);
	photo.caption = caption_of_call(c);
	photo.alt_text = page_keep(c, call_arg(c, STR("alt_text_custom")));
	struct page_photo *made = page_photo_add(c->world, &photo);
	struct page_post *post = NULL;
	if (!is_without_story && (timing.is_published || timing.scheduled_ms > 0)) {
		const struct page_post wanted = { .page = photo.page,
						  .app = c->token->app,
						  .kind = "photo",
						  .message = made->caption,
						  .photos = { made },
						  .photo_count = 1,
						  .scheduled_ms = timing.scheduled_ms };
		call_begin_effect(c, photo.page->id);
		post = page_post_add(c->world, &wanted, timing.is_published, c->effect_delay_ms);
	}
	json_object(&c->json);
	json_put_str(&c->json, "id", made->id);
	if (post)
		json_put_str(&c->json, "post_id", post->id);
	json_end_object(&c->json);
}

/* 6.4: of a photo that was uploaded and not published. */
void page_photo_stories_post(struct view *v)
{
	struct call *c = v->call;
	struct str id = call_arg(c, STR("photo_id"));

	if (!page_may_publish(c, v->node->page))
		return;
	if (str_is_empty(id)) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("photo_id"));
		return;
	}
	const struct thing *t = thing_find(&c->world->publishing, id);
	if (!t || t->kind != THING_PHOTO || t->photo->page != v->node->page) {
		CALL_FAIL(c, GE_PARAM_INVALID, STR("photo_id"), STR("a valid photo ID"));
		return;
	}
	bool may_repeat = publish_rules_of(&c->world->publishing, v->node->page->id)->republish ==
			  REPUBLISH_AGAIN;
	if (t->photo->post && !may_repeat) {
		CALL_FAIL(c, GE_PHOTO_POSTED_BEFORE);
		return;
	}
	const struct page_post wanted = { .page = v->node->page,
					  .app = c->token->app,
					  .kind = "story",
					  .photos = { t->photo },
					  .photo_count = 1,
					  .is_story = true };
	call_begin_effect(c, v->node->page->id);
	struct page_post *post = page_post_add(c->world, &wanted, true, c->effect_delay_ms);
	json_object(&c->json);
	json_put_bool(&c->json, "success", true);
	json_put_str(&c->json, "post_id", post->id);
	json_end_object(&c->json);
}

/* ---- lists and nodes ---- */

struct photo_list {
	struct page_photo **at;
	size_t count;
};

static uint64_t photo_key(const struct listing *l, size_t i)
{
	return l->count - i;
}

static void photo_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct photo_list *list = l->ctx;
	struct page_photo *p = list->at[l->count - 1 - i];

	*ret = (struct node){ .type = &page_photo_type, .page = p->page, .photo = p };
}

/* Those of published posts. */
void page_photos_get(struct view *v)
{
	const struct publishing *p = &v->call->world->publishing;
	struct photo_list list = { .at = arena_new_n(v->call->arena, struct page_photo *,
						     p->thing_count + 1) };
	struct listing l = { .is_newest_first = true,
			     .key = photo_key,
			     .item = photo_item,
			     .defaults = "created_time,name,id",
			     .default_limit = 25,
			     .max_limit = 100,
			     .ctx = &list };

	if (!page_check_readable(v->call, v->node))
		return;
	for (size_t i = 0; i < p->thing_count; i++) {
		const struct thing *t = &p->things[i];

		if (t->kind == THING_PHOTO && t->photo->page == v->node->page && t->photo->post &&
		    page_post_is_seen(t->photo->post))
			list.at[list.count++] = t->photo;
	}
	l.count = list.count;
	listing_write(v, &l);
}

static struct str photo_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)a;
	(void)c;
	return n->photo->id;
}

static void write_name(struct view *v)
{
	view_str(v, v->node->photo->caption);
}

static void write_alt_text(struct view *v)
{
	view_str(v, v->node->photo->alt_text);
}

static void write_created(struct view *v)
{
	view_time(v, v->node->photo->made_ms / 1000);
}

static void write_width(struct view *v)
{
	view_int(v, v->node->photo->asset.facts.width);
}

static void write_height(struct view *v)
{
	view_int(v, v->node->photo->asset.facts.height);
}

static void write_picture(struct view *v)
{
	view_str(v, picture_url(v->call, PICTURE_SQUARE, str_hash(v->node->photo->id)));
}

static void write_link(struct view *v)
{
	view_str(v, str_fmt(v->call->arena, "https://www.facebook.com/photo.php?fbid=%.*s",
			    STR_ARG(v->node->photo->id)));
}

static void write_story_id(struct view *v)
{
	const struct page_post *p = v->node->photo->post;

	if (p && p->is_there)
		view_str(v, p->id);
}

static const struct node_field photo_fields[] = {
	{ "name", write_name },
	{ "alt_text", write_alt_text },
	{ "alt_text_custom", write_alt_text },
	{ "created_time", write_created },
	{ "updated_time", write_created },
	{ "width", write_width },
	{ "height", write_height },
	{ "picture", write_picture },
	{ "source", write_picture },
	{ "link", write_link },
	{ "from", page_write_from },
	{ "page_story_id", write_story_id },
	{ NULL, NULL },
};

static const struct node_edge photo_edges[] = {
	{ .name = "comments", .get = listing_write_empty },
	{ .name = "insights", .get = listing_write_empty },
	{ .name = "likes", .get = listing_write_empty },
	{ .name = NULL },
};

static const char *const photo_valueless[] = { "album",   "backdated_time", "can_delete",
					       "can_tag", "event",          "icon",
					       "images",  "name_tags",      "place",
					       "target",  "webp_images",    NULL };

const struct node_type page_photo_type = {
	.name = "Photo",
	.defaults = "created_time,name,id",
	.fields = photo_fields,
	.edges = photo_edges,
	.valueless = photo_valueless,
	.id = photo_id,
	.check = page_check_readable,
};
