/* Videos and reels of Pages, as lists and as nodes. Spec: meta-graph.md 6.4. */
#include "graphsim/protocol/graph.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/publish/page_publish.h"
#include "graphsim/world/picture.h"

/* ---- lists ---- */

struct video_list {
	struct page_video **at; /* oldest first */
	size_t count;
};

static uint64_t video_key(const struct listing *l, size_t i)
{
	return l->count - i;
}

static void video_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct video_list *list = l->ctx;
	struct page_video *video = list->at[l->count - 1 - i];

	*ret = (struct node){ .type = &page_video_type, .page = video->page, .video = video };
}

static void write_list(struct view *v, bool are_reels)
{
	const struct publishing *p = &v->call->world->publishing;
	struct video_list list = { .at = arena_new_n(v->call->arena, struct page_video *,
						     p->thing_count + 1) };
	struct listing l = { .is_newest_first = true,
			     .key = video_key,
			     .item = video_item,
			     .defaults = "updated_time,description,id",
			     .default_limit = 25,
			     .max_limit = 100,
			     .ctx = &list };

	if (!page_check_readable(v->call, v->node))
		return;
	for (size_t i = 0; i < p->thing_count; i++) {
		const struct thing *t = &p->things[i];

		if (t->kind == THING_VIDEO && t->video->page == v->node->page && t->video->post &&
		    page_post_is_seen(t->video->post) && t->video->kind != VIDEO_STORY &&
		    (t->video->kind == VIDEO_REEL) >= are_reels)
			list.at[list.count++] = t->video;
	}
	l.count = list.count;
	listing_write(v, &l);
}

void page_videos_get(struct view *v)
{
	write_list(v, false);
}

void page_reels_get(struct view *v)
{
	write_list(v, true);
}

/* ---- the video as a node ---- */

static struct str video_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)a;
	(void)c;
	return n->video->id;
}

static void write_title(struct view *v)
{
	view_str(v, v->node->video->title);
}

static void write_description(struct view *v)
{
	view_str(v, v->node->video->description);
}

static void write_created(struct view *v)
{
	view_time(v, v->node->video->made_ms / 1000);
}

static void write_length(struct view *v)
{
	view_key(v);
	json_double(&v->call->json, (double)v->node->video->asset.facts.duration_ms / 1000.0);
}

static void write_picture(struct view *v)
{
	view_str(v, picture_url(v->call, PICTURE_PORTRAIT, str_hash(v->node->video->id)));
}

static void write_permalink(struct view *v)
{
	const struct page_video *video = v->node->video;

	view_str(v, str_fmt(v->call->arena, video->kind == VIDEO_REEL ? "/reel/%.*s/" : "/%.*s/",
			    STR_ARG(video->id)));
}

static bool is_out(const struct page_video *video)
{
	return video->post && page_post_is_seen(video->post);
}

static void write_post_id(struct view *v)
{
	if (is_out(v->node->video))
		view_str(v, v->node->video->post->id);
}

static void write_published(struct view *v)
{
	view_bool(v, is_out(v->node->video));
}

static void write_scheduled(struct view *v)
{
	const struct page_post *p = v->node->video->post;

	if (p && p->scheduled_ms > 0)
		view_time(v, p->scheduled_ms / 1000);
}

static void begin_phase(struct json_writer *w, const char *name, const char *status)
{
	json_key(w, str_of(name));
	json_object(w);
	json_put_str(w, "status", str_of(status));
}

static void put_failure(struct view *v, const struct page_video *video)
{
	struct json_writer *w = &v->call->json;
	struct graph_error e = graph_error_of(v->call->arena, page_video_failure(video), NULL, 0);

	json_put_object(w, "error");
	json_put_int(w, "code", e.subcode ? e.subcode : e.code);
	json_put_str(w, "message", e.user_text.len ? e.user_text : e.message);
	json_end_object(w);
}

static void put_phases(struct view *v, enum video_status s)
{
	struct json_writer *w = &v->call->json;
	const struct page_video *video = v->node->video;
	const struct asset *a = &video->asset;
	bool is_here = s != VIDEO_UPLOADING;

	begin_phase(w, "uploading_phase",
		    is_here       ? "complete"
		    : a->sent.len ? "in_progress"
				  : "not_started");
	/* Meta spells it so. */
	json_put_int(w, "bytes_transfered", is_here ? a->facts.bytes : (int64_t)a->sent.len);
	json_end_object(w);
	begin_phase(w, "processing_phase",
		    s == VIDEO_UPLOADING    ? "not_started"
		    : s == VIDEO_PROCESSING ? "in_progress"
		    : s == VIDEO_FAILED     ? "error"
					    : "complete");
	if (s == VIDEO_FAILED)
		put_failure(v, video);
	json_end_object(w);
	begin_phase(w, "publishing_phase",
		    is_out(video) ? "complete"
		    : video->post ? "in_progress"
				  : "not_started");
	if (is_out(video)) {
		json_put_str(w, "publish_status", STR("published"));
		json_put_int(w, "publish_time", video->post->published_ms / 1000);
	}
	json_end_object(w);
}

static void write_status(struct view *v)
{
	static const char *const names[] = { [VIDEO_UPLOADING] = "uploading",
					     [VIDEO_PROCESSING] = "processing",
					     [VIDEO_READY] = "ready",
					     [VIDEO_FAILED] = "error" };
	struct json_writer *w = &v->call->json;
	enum video_status s = page_video_status(v->call->world, v->node->video);

	view_key(v);
	json_object(w);
	json_put_str(w, "video_status", str_of(names[s]));
	put_phases(v, s);
	json_end_object(w);
}

/* published=true sets a state: it may be said again. */
static void update_video(struct view *v)
{
	struct call *c = v->call;
	struct page_video *video = v->node->video;
	bool is_published = false;

	if (!page_may_publish(c, video->page) || !page_flag(c, "published", &is_published))
		return;
	if (is_published && !video->post) {
		CALL_FAIL(c, GE_PARAM_INVALID, STR("published"), STR("of a finished video"));
		return;
	}
	if (is_published)
		call_begin_effect(c, video->page->id);
	if (is_published && !video->post->is_published)
		page_post_publish(c->world, video->post, c->effect_delay_ms);
	view_success(v);
}

static void remove_video(struct view *v)
{
	struct page_video *video = v->node->video;

	if (!page_may_publish(v->call, video->page))
		return;
	video->is_cancelled = true;
	if (video->post)
		video->post->is_deleted = true;
	view_success(v);
}

static const struct node_field video_fields[] = {
	{ "status", write_status },
	{ "title", write_title },
	{ "description", write_description },
	{ "created_time", write_created },
	{ "updated_time", write_created },
	{ "length", write_length },
	{ "picture", write_picture },
	{ "permalink_url", write_permalink },
	{ "post_id", write_post_id },
	{ "published", write_published },
	{ "scheduled_publish_time", write_scheduled },
	{ "from", page_write_from },
	{ NULL, NULL },
};

static const struct node_edge video_edges[] = {
	{ .name = "comments", .get = listing_write_empty },
	{ .name = "captions", .get = listing_write_empty },
	{ .name = "likes", .get = listing_write_empty },
	{ .name = "video_insights", .get = listing_write_empty },
	{ .name = NULL },
};

static const char *const video_valueless[] = { "content_category",
					       "content_tags",
					       "custom_labels",
					       "embed_html",
					       "embeddable",
					       "event",
					       "format",
					       "icon",
					       "live_status",
					       "place",
					       "privacy",
					       "source",
					       "spherical",
					       "views",
					       NULL };

const struct node_type page_video_type = {
	.name = "Video",
	.defaults = "updated_time,description,id",
	.fields = video_fields,
	.edges = video_edges,
	.valueless = video_valueless,
	.id = video_id,
	.check = page_check_readable,
	.update = update_video,
	.remove = remove_video,
};
