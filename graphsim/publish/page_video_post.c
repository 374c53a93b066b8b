/* Publishing videos, reels and video stories to Pages. Spec: meta-graph.md 6.3, 6.4. */
#include "graphsim/protocol/graph.h"
#include "graphsim/publish/asset.h"
#include "graphsim/publish/page_publish.h"

#define VIDEO_SCHEDULE_MAX_MS ((int64_t)183 * 24 * 3600 * 1000)
#define REEL_SCHEDULE_MAX_MS ((int64_t)29 * 24 * 3600 * 1000)
#define REELS_PER_DAY 30
#define DAY_MS ((int64_t)24 * 3600 * 1000)
#define CHUNK_BYTES (8u * MIB)

static void decide_failure(struct world *w, struct page_video *video)
{
	struct publish_rules *r = publish_rules_for(&w->publishing, video->page->id);

	if (r->failures_left <= 0)
		return;
	r->failures_left--;
	video->failure = r->failure;
}

static struct page_post post_of(struct call *c, struct page_video *video, int64_t scheduled_ms)
{
	static const char *const kinds[] = {
		[VIDEO_PLAIN] = "video", [VIDEO_REEL] = "reel", [VIDEO_STORY] = "story"
	};

	return (struct page_post){ .page = video->page,
				   .app = c->token->app,
				   .kind = kinds[video->kind],
				   .message = video->kind == VIDEO_STORY ? STR_NONE
									 : video->description,
				   .video = video,
				   .is_story = video->kind == VIDEO_STORY,
				   .scheduled_ms = scheduled_ms };
}

static void put_out(struct call *c, struct page_video *video, const struct timing *timing)
{
	const struct page_post wanted = post_of(c, video, timing->scheduled_ms);

	call_begin_effect(c, video->page->id);
	video->post = page_post_add(c->world, &wanted, timing->is_published, c->effect_delay_ms);
}

static void write_id(struct call *c, const struct page_video *video)
{
	json_object(&c->json);
	json_put_str(&c->json, "id", video->id);
	json_end_object(&c->json);
}

/* ---- POST /{page}/videos ---- */

static void read_texts(struct call *c, struct page_video *video)
{
	video->title = page_keep(c, call_arg(c, STR("title")));
	video->description = page_keep(c, call_arg(c, STR("description")));
}

/* file_url, or the bytes as `source`: fetched and looked at while the caller waits. */
static bool take_file(struct call *c, struct asset *a)
{
	struct str source = call_arg(c, STR("source"));

	a->url = call_arg(c, STR("file_url"));
	if (!str_is_empty(source)) {
		asset_arrive(c->world, a, source);
		return a->state == ASSET_READY || CALL_FAIL(c, a->failure);
	}
	if (str_is_empty(a->url))
		return CALL_FAIL(c, GE_PARAM_REQUIRED, STR("file_url"));
	return asset_fetch_now(c, a);
}

static void post_whole(struct view *v)
{
	struct call *c = v->call;
	struct page_video video = { .page = v->node->page, .asset = { .use = USE_PAGE_VIDEO } };
	struct timing timing;

	if (!page_timing_read(c, VIDEO_SCHEDULE_MAX_MS, &timing) || !take_file(c, &video.asset))
		return;
	video.asset.url = page_keep(c, video.asset.url);
	read_texts(c, &video);
	struct page_video *made = page_video_add(c->world, &video);
	decide_failure(c->world, made);
	if (page_video_failure(made) == GE_NONE)
		put_out(c, made, &timing);
	write_id(c, made);
}

static void write_offsets(struct call *c, const struct asset *a, uint64_t size)
{
	uint64_t end = a->sent.len + CHUNK_BYTES < size ? a->sent.len + CHUNK_BYTES : size;

	json_put_str(&c->json, "start_offset", str_fmt(c->arena, "%zu", a->sent.len));
	json_put_str(&c->json, "end_offset", str_fmt(c->arena, "%llu", (unsigned long long)end));
}

static void start_pieces(struct view *v)
{
	struct call *c = v->call;
	struct page_video video = { .page = v->node->page, .asset = { .use = USE_PAGE_VIDEO } };
	int64_t size;

	if (!str_to_i64(call_arg(c, STR("file_size")), &size) || size < 1) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("file_size"));
		return;
	}
	struct page_video *made = page_video_add(c->world, &video);
	made->announced_bytes = size;
	asset_await_upload(&c->world->publishing, &made->asset);
	json_object(&c->json);
	json_put_str(&c->json, "video_id", made->id);
	json_put_str(&c->json, "upload_session_id", made->id);
	write_offsets(c, &made->asset, (uint64_t)size);
	json_end_object(&c->json);
}

/* A video of this Page that is being made; raises what is wrong with the id. */
static struct page_video *own_video(struct call *c, const struct page *page, const char *param,
				    enum video_kind kind)
{
	struct str id = call_arg(c, str_of(param));
	const struct thing *t = thing_find(&c->world->publishing, id);

	if (str_is_empty(id))
		CALL_FAIL(c, GE_PARAM_REQUIRED, str_of(param));
	else if (!t || t->kind != THING_VIDEO || t->video->page != page || t->video->kind != kind)
		CALL_FAIL(c, GE_PARAM_INVALID, str_of(param), STR("a valid video ID"));
	return call_failed(c) ? NULL : t->video;
}

static void transfer_piece(struct view *v)
{
	struct call *c = v->call;
	struct page_video *video = own_video(c, v->node->page, "upload_session_id", VIDEO_PLAIN);
	struct str chunk = call_arg(c, STR("video_file_chunk"));
	int64_t offset;

	if (!video)
		return;
	struct buf *sent = &video->asset.sent;
	if (!str_to_i64(call_arg(c, STR("start_offset")), &offset) ||
	    (uint64_t)offset != sent->len ||
	    sent->len + chunk.len > (uint64_t)video->announced_bytes) {
		CALL_FAIL(c, GE_VIDEO_INCOMPLETE);
		return;
	}
	buf_put(sent, chunk);
	json_object(&c->json);
	write_offsets(c, &video->asset, (uint64_t)video->announced_bytes);
	json_end_object(&c->json);
}

static void finish_pieces(struct view *v)
{
	struct call *c = v->call;
	struct page_video *video = own_video(c, v->node->page, "upload_session_id", VIDEO_PLAIN);
	struct timing timing;

	if (!video || !page_timing_read(c, VIDEO_SCHEDULE_MAX_MS, &timing))
		return;
	if (video->asset.sent.len < (uint64_t)video->announced_bytes || video->post) {
		CALL_FAIL(c, video->post ? GE_VIDEO_FINISHED_BEFORE : GE_VIDEO_INCOMPLETE);
		return;
	}
	asset_arrive(c->world, &video->asset, buf_str(&video->asset.sent));
	read_texts(c, video);
	decide_failure(c->world, video);
	if (page_video_failure(video) == GE_NONE)
		put_out(c, video, &timing);
	view_success(v);
}

static void cancel_pieces(struct view *v)
{
	struct page_video *video =
		own_video(v->call, v->node->page, "upload_session_id", VIDEO_PLAIN);

	if (!video)
		return;
	video->is_cancelled = true;
	view_success(v);
}

struct phase {
	const char *name;
	void (*run)(struct view *v);
};

static void run_phase(struct view *v, const struct phase *phases, size_t count)
{
	struct str name = call_arg(v->call, STR("upload_phase"));

	for (size_t i = 0; i < count; i++) {
		if (str_eq_nocase(name, str_of(phases[i].name))) {
			phases[i].run(v);
			return;
		}
	}
	CALL_FAIL(v->call, GE_ENUM_INVALID, STR("upload_phase"),
		  STR("start, transfer, finish, cancel"));
}

void page_videos_post(struct view *v)
{
	static const struct phase phases[] = {
		{ "", post_whole },
		{ "start", start_pieces },
		{ "transfer", transfer_piece },
		{ "finish", finish_pieces },
		{ "cancel", cancel_pieces },
	};

	if (page_may_publish(v->call, v->node->page))
		run_phase(v, phases, COUNT_OF(phases));
}

/* ---- POST /{page}/video_reels and /video_stories ---- */

static void start(struct view *v, enum video_kind kind, enum media_use use)
{
	struct call *c = v->call;
	const struct page_video video = { .page = v->node->page,
					  .kind = kind,
					  .asset = { .use = use } };
	struct page_video *made = page_video_add(c->world, &video);

	decide_failure(c->world, made);
	asset_await_upload(&c->world->publishing, &made->asset);
	json_object(&c->json);
	json_put_str(&c->json, "video_id", made->id);
	json_put_str(&c->json, "upload_url",
		     str_fmt(c->arena, "%.*s/video-upload/%.*s/%.*s", STR_ARG(c->origin),
			     STR_ARG(c->version), STR_ARG(made->id)));
	json_end_object(&c->json);
}

static bool read_state(struct call *c, struct timing *ret)
{
	static const char *const states[] = { "PUBLISHED", "DRAFT", "SCHEDULED" };
	struct str state = call_arg(c, STR("video_state"));

	if (!page_schedule_read(c, REEL_SCHEDULE_MAX_MS, &ret->scheduled_ms))
		return false;
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		if (!str_eq(state, str_of(states[i])))
			continue;
		ret->is_published = i == 0;
		if (i == 2 && ret->scheduled_ms == 0)
			return CALL_FAIL(c, GE_SCHEDULE_INVALID);
		return true;
	}
	return CALL_FAIL(c, GE_ENUM_INVALID, STR("video_state"),
			 STR("PUBLISHED, DRAFT, SCHEDULED"));
}

static bool is_quota_left(struct call *c, const struct page *page)
{
	int64_t since_ms = world_now_ms(c->world) - DAY_MS;
	int count = 0;

	for (const struct page_post *p = c->world->publishing.posts; p; p = p->next)
		count += p->page == page && p->video && p->video->kind == VIDEO_REEL &&
			 p->made_ms > since_ms;
	return count < REELS_PER_DAY || CALL_FAIL(c, GE_QUOTA_REACHED, STR("reels"));
}

/* A second finish: one of republish (publishing.h). */
static bool check_unfinished(struct call *c, const struct page_video *video)
{
	switch (publish_rules_of(&c->world->publishing, video->page->id)->republish) {
	case REPUBLISH_AGAIN:
		return true;
	case REPUBLISH_UNKNOWN:
		return !video->post ||
		       CALL_FAIL(c, GE_PARAM_INVALID, STR("video_id"), STR("a valid video ID"));
	case REPUBLISH_REFUSED:
	case REPUBLISH_COUNT:
	default:
		return !video->post || CALL_FAIL(c, GE_VIDEO_FINISHED_BEFORE);
	}
}

static void write_finished(struct call *c, const struct page_video *video)
{
	json_object(&c->json);
	json_put_bool(&c->json, "success", true);
	if (video->post)
		json_put_str(&c->json, "post_id", video->post->id);
	json_end_object(&c->json);
}

static void finish(struct view *v, enum video_kind kind, const struct timing *timing)
{
	struct call *c = v->call;
	struct page_video *video = own_video(c, v->node->page, "video_id", kind);

	if (!video || !check_unfinished(c, video) ||
	    (kind == VIDEO_REEL && !is_quota_left(c, v->node->page)))
		return;
	if (video->asset.state == ASSET_WAITING && str_is_empty(video->asset.url)) {
		CALL_FAIL(c, GE_VIDEO_INCOMPLETE);
		return;
	}
	read_texts(c, video);
	/* What has failed comes to nothing; its status tells (6.4). */
	if (page_video_failure(video) == GE_NONE)
		put_out(c, video, timing);
	write_finished(c, video);
}

static void start_reel(struct view *v)
{
	start(v, VIDEO_REEL, USE_PAGE_REEL);
}

static void finish_reel(struct view *v)
{
	struct timing timing = { 0 };

	if (read_state(v->call, &timing))
		finish(v, VIDEO_REEL, &timing);
}

void page_reels_post(struct view *v)
{
	static const struct phase phases[] = { { "start", start_reel }, { "finish", finish_reel } };

	if (page_may_publish(v->call, v->node->page))
		run_phase(v, phases, COUNT_OF(phases));
}

static void start_story(struct view *v)
{
	start(v, VIDEO_STORY, USE_PAGE_STORY_VIDEO);
}

static void finish_story(struct view *v)
{
	const struct timing at_once = { .is_published = true };

	finish(v, VIDEO_STORY, &at_once);
}

void page_video_stories_post(struct view *v)
{
	static const struct phase phases[] = { { "start", start_story },
					       { "finish", finish_story } };

	if (page_may_publish(v->call, v->node->page))
		run_phase(v, phases, COUNT_OF(phases));
}
