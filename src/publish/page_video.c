/*
 * Videos, reels and stories of a Page (Graph API reference v25: Page/videos, Page/video_reels,
 * Page/video_stories, Page/photo_stories, Video; 2026-11). Each has an id before anybody sees it,
 * and is found again by that id.
 *
 * A video is uploaded unpublished and then its state is set, which may be said twice. A reel or a
 * video story is begun, its file handed over, and finished: that call only promises, and whether it
 * came true is asked of the video's status; it is not sent again before that had time to show.
 */
#include "publish/page_ways.h"

#include "base/json.h"
#include "base/limits.h"

/* ---- the video and its status -----------------------------------------------------------------
 */

static bool read_video(struct drive *d, const struct json **ret)
{
	const struct graph_query query = { .endpoint = GRAPH_PAGE_VIDEO,
					   .id = d->row.container_id };

	return drive_ask(d, &query, ret);
}

static struct str phase(const struct json *status, const char *name)
{
	return json_text(json_get(json_get(status, str_of(name)), STR("status")));
}

/* A video that was uploaded unpublished has a flag; one that was finished has a phase. */
static bool is_out(const struct drive *d, const struct json *video)
{
	const struct json *publishing =
		json_get(json_get(video, STR("status")), STR("publishing_phase"));

	if (str_eq(d->post.kind, STR("video")))
		return json_is_true(json_get(video, STR("published")));
	return str_eq(json_text(json_get(publishing, STR("status"))), STR("complete")) ||
	       str_eq(json_text(json_get(publishing, STR("publish_status"))), STR("published"));
}

/* "(#1363040) The video is not upright", for outcome.h. */
static struct str failure_text(struct drive *d, const struct json *status)
{
	static const char *const phases[] = { "processing_phase", "uploading_phase",
					      "publishing_phase" };

	for (size_t i = 0; i < COUNT_OF(phases); i++) {
		const struct json *e = json_get(json_get(status, str_of(phases[i])), STR("error"));
		if (!json_is_null(e))
			return str_fmt(d->a, "(#%lld) %.*s",
				       (long long)json_number_or(json_get(e, STR("code")), 0),
				       STR_ARG(json_text(json_get(e, STR("message")))));
	}
	return STR("");
}

static bool has_failed(const struct json *status)
{
	struct str word = json_text(json_get(status, STR("video_status")));

	return str_eq(word, STR("error")) || str_eq(word, STR("upload_failed")) ||
	       str_eq(phase(status, "processing_phase"), STR("error"));
}

/* *ret_status: of one that is still on its way; NULL: it is out, gone or broken. */
static bool look_at(struct drive *d, enum container_state *ret, struct str *ret_text,
		    const struct json **ret_status)
{
	const struct json *video;

	*ret_text = STR_NONE;
	*ret_status = NULL;
	if (!read_video(d, &video))
		return false;
	const struct json *status = json_get(video, STR("status"));
	if (json_is_null(status)) {
		d->trouble = graph_error_of(GRAPH_CLASS_GARBAGE, 200, "a video without its status");
		return false;
	}
	*ret = CONTAINER_WAITS;
	if (is_out(d, video)) {
		*ret = CONTAINER_OUT;
	} else if (has_failed(status)) {
		*ret = CONTAINER_BROKEN;
		*ret_text = failure_text(d, status);
	} else if (str_eq(json_text(json_get(status, STR("video_status"))), STR("expired"))) {
		*ret = CONTAINER_GONE;
	} else {
		*ret_status = status;
	}
	return true;
}

static bool find_video(struct drive *d, struct found *ret)
{
	const struct json *video;

	*ret = (struct found){ .count = 0 };
	if (!d->row.container_id.len)
		return true;
	if (!read_video(d, &video))
		return d->trouble.class == GRAPH_CLASS_NOT_FOUND;
	if (!is_out(d, video))
		return true;
	struct str post_id = json_text(json_get(video, STR("post_id")));
	struct str link = json_text(json_get(video, STR("permalink_url")));
	ret->count = 1;
	ret->media_id = post_id.len ? post_id : d->row.container_id;
	ret->permalink = str_starts_with(link, STR("/"))
				 ? str_fmt(d->a, "https://www.facebook.com%.*s", STR_ARG(link))
				 : link;
	return true;
}

/* ---- videos -----------------------------------------------------------------------------------
 */

/* An answer that was lost is asked for again: nobody sees what it made. */
static bool create_video(struct drive *d, struct str *ret_id)
{
	const struct param params[] = {
		{ STR("file_url"), drive_media_url(d, &d->media.at[0]) },
		{ STR("published"), STR("false") },
		{ STR("description"), d->post.caption },
	};
	const struct graph_query query = { .endpoint = GRAPH_PAGE_VIDEOS,
					   .id = d->row.place_id,
					   .params = params,
					   .param_count = d->post.caption.len ? 3 : 2 };

	return page_tell_id(d, &query, "id", ret_id);
}

static bool look_video(struct drive *d, enum container_state *ret, struct str *ret_text)
{
	const struct json *status;

	if (!look_at(d, ret, ret_text, &status))
		return false;
	if (status && str_eq(json_text(json_get(status, STR("video_status"))), STR("ready")))
		*ret = CONTAINER_READY;
	return true;
}

static bool send_video(struct drive *d, struct str *ret_id)
{
	const struct param params[] = { { STR("published"), STR("true") } };
	const struct graph_query query = { .endpoint = GRAPH_PAGE_VIDEO_SET,
					   .id = d->row.container_id,
					   .params = params,
					   .param_count = 1 };
	const struct json *json;
	struct found found;

	if (!drive_tell(d, &query, &json))
		return false;
	if (!json_is_true(json_get(json, STR("success"))))
		return true;
	/* Its post has an id of its own, once it is there. */
	*ret_id = find_video(d, &found) && found.count ? found.media_id : d->row.container_id;
	return true;
}

const struct page_way page_way_video = {
	.sets_state = true,
	.create = create_video,
	.look = look_video,
	.send = send_video,
	.find = find_video,
};

/* ---- reels and video stories ------------------------------------------------------------------
 */

static bool start(struct drive *d, enum graph_endpoint endpoint)
{
	const struct param params[] = { { STR("upload_phase"), STR("start") } };
	const struct graph_query query = {
		.endpoint = endpoint, .id = d->row.place_id, .params = params, .param_count = 1
	};
	struct str id;

	return page_tell_id(d, &query, "video_id", &id) && drive_keep_part(d, 0, id);
}

/* Not twice: what has arrived is not taken again. */
static bool hand_over(struct drive *d, struct str id)
{
	struct graph_reply reply = { .json = NULL };
	struct err err = ERR_INIT;
	const struct json *video;
	const struct graph_query query = { .endpoint = GRAPH_PAGE_VIDEO, .id = id };

	if (!drive_ask(d, &query, &video))
		return false;
	struct str so_far = phase(json_get(video, STR("status")), "uploading_phase");
	if (so_far.len && !str_eq(so_far, STR("not_started")))
		return true;
	if (graph_upload(&d->who, d->a, id, drive_media_url(d, &d->media.at[0]), &reply, &err))
		return true;
	d->trouble = reply.error;
	return false;
}

static bool create_by_start(struct drive *d, enum graph_endpoint endpoint, struct str *ret_id)
{
	if (!drive_part_at(d, 0) && !start(d, endpoint))
		return false;
	if (d->is_over)
		return true;
	struct str id = drive_part_at(d, 0)->container_id;
	if (!hand_over(d, id))
		return false;
	*ret_id = id;
	return true;
}

/* Meta may process a file before it is finished, or only then. */
#define PROCESSING_FIRST_MS (2 * 60 * 1000)

static bool may_be_processed_first(const struct drive *d, const struct json *status)
{
	int64_t age_ms = drive_now_ms(d) - opt_int_or(d->row.container_ms, 0);

	return str_eq(phase(status, "processing_phase"), STR("in_progress")) && age_ms >= 0 &&
	       age_ms < PROCESSING_FIRST_MS;
}

/* It can be finished when the file is there, and better when it is known to be good. */
static bool look_started(struct drive *d, enum container_state *ret, struct str *ret_text)
{
	const struct json *status;

	if (!look_at(d, ret, ret_text, &status))
		return false;
	if (status && str_eq(phase(status, "uploading_phase"), STR("complete")) &&
	    !str_eq(phase(status, "publishing_phase"), STR("in_progress")) &&
	    !may_be_processed_first(d, status))
		*ret = CONTAINER_READY;
	return true;
}

static bool finish(struct drive *d, enum graph_endpoint endpoint, const struct param *more,
		   size_t more_count)
{
	struct param params[4] = { { STR("upload_phase"), STR("finish") },
				   { STR("video_id"), d->row.container_id } };
	const struct graph_query query = { .endpoint = endpoint,
					   .id = d->row.place_id,
					   .params = params,
					   .param_count = 2 + more_count };
	const struct json *json;

	for (size_t i = 0; i < more_count; i++)
		params[2 + i] = more[i];
	if (!drive_tell(d, &query, &json))
		return false;
	d->is_accepted = json_is_true(json_get(json, STR("success")));
	return true;
}

static bool create_reel(struct drive *d, struct str *ret_id)
{
	return create_by_start(d, GRAPH_PAGE_REELS, ret_id);
}

static bool finish_reel(struct drive *d, struct str *ret_id)
{
	const struct param more[] = { { STR("video_state"), STR("PUBLISHED") },
				      { STR("description"), d->post.caption } };

	(void)ret_id;
	return finish(d, GRAPH_PAGE_REELS, more, d->post.caption.len ? 2 : 1);
}

static bool create_story(struct drive *d, struct str *ret_id)
{
	return create_by_start(d, GRAPH_PAGE_VIDEO_STORIES, ret_id);
}

static bool finish_story(struct drive *d, struct str *ret_id)
{
	(void)ret_id;
	return finish(d, GRAPH_PAGE_VIDEO_STORIES, NULL, 0);
}

const struct page_way page_way_reel = {
	.answers_early = true,
	.create = create_reel,
	.look = look_started,
	.send = finish_reel,
	.find = find_video,
};

const struct page_way page_way_video_story = {
	.answers_early = true,
	.create = create_story,
	.look = look_started,
	.send = finish_story,
	.find = find_video,
};

/* ---- photo stories ----------------------------------------------------------------------------
 */

static bool create_photo_story(struct drive *d, struct str *ret_id)
{
	if (!drive_part_at(d, 0) && !page_make_photo(d, 0))
		return false;
	if (!d->is_over)
		*ret_id = drive_part_at(d, 0)->container_id;
	return true;
}

static bool list_stories(struct drive *d, const struct json **ret)
{
	const struct graph_query query = { .endpoint = GRAPH_PAGE_STORIES, .id = d->row.place_id };
	const struct json *json;

	if (!drive_ask(d, &query, &json))
		return false;
	*ret = json_get(json, STR("data"));
	return true;
}

static bool list_before(struct drive *d, struct str *ret_ids)
{
	const struct json *data;
	struct str ids = STR("");

	if (!list_stories(d, &data))
		return false;
	for (const struct json *s = json_first(data); s; s = s->next)
		ids = str_fmt(d->a, "%.*s%s%.*s", STR_ARG(ids), ids.len ? "," : "",
			      STR_ARG(json_text(json_get(s, STR("post_id")))));
	*ret_ids = ids;
	return true;
}

/* By the photo's id. A new story that does not say of what it is may be ours: then nobody knows. */
static bool find_photo_story(struct drive *d, struct found *ret)
{
	const struct json *data;
	bool has_nameless = false;

	*ret = (struct found){ .count = 0 };
	if (!d->row.container_id.len)
		return true;
	if (!list_stories(d, &data))
		return false;
	for (const struct json *s = json_first(data); s; s = s->next) {
		struct str media_id = json_text(json_get(s, STR("media_id")));
		struct str post_id = json_text(json_get(s, STR("post_id")));
		if (str_eq(media_id, d->row.container_id)) {
			*ret = (struct found){ 1, post_id.len ? post_id : media_id,
					       json_text(json_get(s, STR("url"))) };
			return true;
		}
		has_nameless = has_nameless ||
			       (!media_id.len && !drive_is_among(d->row.before_ids, post_id));
	}
	ret->count = has_nameless ? 2 : 0;
	return true;
}

static bool look_photo_story(struct drive *d, enum container_state *ret, struct str *ret_text)
{
	struct found found;

	*ret_text = STR_NONE;
	if (!find_photo_story(d, &found))
		return false;
	*ret = found.count == 1 ? CONTAINER_OUT : CONTAINER_READY;
	return true;
}

static bool send_photo_story(struct drive *d, struct str *ret_id)
{
	const struct param params[] = { { STR("photo_id"), d->row.container_id } };
	const struct graph_query query = { .endpoint = GRAPH_PAGE_PHOTO_STORIES,
					   .id = d->row.place_id,
					   .params = params,
					   .param_count = 1 };
	const struct json *json;

	if (!drive_tell(d, &query, &json))
		return false;
	struct str post_id = json_text(json_get(json, STR("post_id")));
	if (json_is_true(json_get(json, STR("success"))))
		*ret_id = post_id.len ? post_id : d->row.container_id;
	return true;
}

const struct page_way page_way_photo_story = {
	.is_sent_once = true,
	.create = create_photo_story,
	.look = look_photo_story,
	.list_before = list_before,
	.send = send_photo_story,
	.find = find_photo_story,
};
