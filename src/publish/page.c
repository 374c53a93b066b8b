/*
 * Publishing to a Facebook Page: photos are uploaded unpublished, a post is made unpublished, and
 * then its state is set to published. Setting a state may be said twice, and the post's own id is
 * what it is found by. (Graph API reference v25, Page/feed, Page/photos, Post, 2026-11.)
 */
#include "content/options.h"
#include "publish/page_ways.h"

#include "base/json.h"
#include "base/limits.h"

bool page_tell_id(struct drive *d, const struct graph_query *query, const char *member,
		  struct str *ret_id)
{
	const struct json *json;

	if (!drive_tell(d, query, &json))
		return false;
	*ret_id = json_text(json_get(json, str_of(member)));
	if (ret_id->len)
		return true;
	d->trouble = graph_error_of(GRAPH_CLASS_GARBAGE, 200, "an answer without an id");
	return false;
}

/* ---- making -----------------------------------------------------------------------------------
 */

bool page_make_photo(struct drive *d, size_t position)
{
	const struct post_media_row *m = &d->media.at[position];
	const struct param params[] = {
		{ STR("url"), drive_media_url(d, m) },
		{ STR("published"), STR("false") },
		{ STR("alt_text_custom"), m->alt_text },
	};
	const struct graph_query query = {
		.endpoint = GRAPH_PAGE_PHOTO,
		.id = d->row.place_id,
		.params = params,
		.param_count = m->alt_text.len ? 3 : 2,
	};
	struct str id;

	return page_tell_id(d, &query, "id", &id) && drive_keep_part(d, position, id);
}

static struct str attached(struct drive *d)
{
	struct str list = STR("");

	for (size_t i = 0; i < d->media.count; i++)
		list = str_fmt(d->a, "%.*s%s{\"media_fbid\":\"%.*s\"}", STR_ARG(list), i ? "," : "",
			       STR_ARG(drive_part_at(d, i)->container_id));
	return str_fmt(d->a, "[%.*s]", STR_ARG(list));
}

static bool create_feed(struct drive *d, struct str *ret_id)
{
	struct param params[4] = { { STR("published"), STR("false") } };
	size_t count = 1;
	struct str link = post_option_text(d->a, d->post.options, "link");

	for (size_t i = 0; i < d->media.count; i++) {
		if (!drive_part_at(d, i) && !page_make_photo(d, i))
			return false;
		if (d->is_over)
			return true;
	}
	if (d->post.caption.len)
		params[count++] = (struct param){ STR("message"), d->post.caption };
	if (link.len)
		params[count++] = (struct param){ STR("link"), link };
	if (d->media.count)
		params[count++] = (struct param){ STR("attached_media"), attached(d) };
	const struct graph_query query = { .endpoint = GRAPH_PAGE_FEED_POST,
					   .id = d->row.place_id,
					   .params = params,
					   .param_count = count };
	return page_tell_id(d, &query, "id", ret_id);
}

/* ---- looking ----------------------------------------------------------------------------------
 */

static bool read_post(struct drive *d, const struct json **ret)
{
	const struct graph_query query = { .endpoint = GRAPH_PAGE_POST, .id = d->row.container_id };

	return drive_ask(d, &query, ret);
}

static bool look_feed(struct drive *d, enum container_state *ret, struct str *ret_text)
{
	const struct json *json;

	*ret_text = STR_NONE;
	if (!read_post(d, &json))
		return false;
	const struct json *state = json_get(json, STR("is_published"));
	if (!state || state->type != JSON_BOOL) {
		d->trouble = graph_error_of(GRAPH_CLASS_GARBAGE, 200, "a post without its state");
		return false;
	}
	*ret = state->boolean ? CONTAINER_OUT : CONTAINER_READY;
	return true;
}

static bool find_feed(struct drive *d, struct found *ret)
{
	const struct json *json;

	*ret = (struct found){ .count = 0 };
	if (!d->row.container_id.len)
		return true;
	if (!read_post(d, &json))
		return d->trouble.class == GRAPH_CLASS_NOT_FOUND;
	if (!json_is_true(json_get(json, STR("is_published"))))
		return true;
	*ret = (struct found){
		.count = 1,
		.media_id = d->row.container_id,
		.permalink = json_text(json_get(json, STR("permalink_url"))),
	};
	return true;
}

static bool has_key(const struct drive *d)
{
	return d->row.container_id.len > 0;
}

/* ---- publishing -------------------------------------------------------------------------------
 */

static bool send_feed(struct drive *d, struct str *ret_id)
{
	const struct param params[] = { { STR("is_published"), STR("true") } };
	const struct graph_query query = { .endpoint = GRAPH_PAGE_POST_SET,
					   .id = d->row.container_id,
					   .params = params,
					   .param_count = 1 };
	const struct json *json;

	if (!drive_tell(d, &query, &json))
		return false;
	if (json_is_true(json_get(json, STR("success"))))
		*ret_id = d->row.container_id;
	return true;
}

static bool comment(struct drive *d, struct str *ret_id)
{
	const struct param params[] = { { STR("message"), d->post.first_comment } };
	const struct graph_query query = { .endpoint = GRAPH_PAGE_POST_COMMENT,
					   .id = d->row.media_id,
					   .params = params,
					   .param_count = 1 };

	return page_tell_id(d, &query, "id", ret_id);
}

static bool find_comment(struct drive *d, struct str *ret_id)
{
	const struct graph_query query = { .endpoint = GRAPH_PAGE_POST_COMMENTS,
					   .id = d->row.media_id };
	const struct json *json;

	if (!drive_ask(d, &query, &json))
		return false;
	for (const struct json *c = json_first(json_get(json, STR("data"))); c; c = c->next)
		if (drive_is_ours(json_text(json_get(c, STR("message"))), d->post.first_comment))
			*ret_id = json_text(json_get(c, STR("id")));
	return true;
}

const struct page_way page_way_feed = {
	.sets_state = true,
	.create = create_feed,
	.look = look_feed,
	.send = send_feed,
	.find = find_feed,
};

/* ---- which way --------------------------------------------------------------------------------
 */

static const struct page_way *way_of(const struct drive *d)
{
	bool is_video = d->media.count && str_eq(d->media.at[0].kind, STR("video"));
	enum post_kind kind = POST_KIND_TEXT;

	(void)!post_kind_parse(d->post.kind, &kind);
	switch (kind) {
	case POST_KIND_VIDEO:
		return &page_way_video;
	case POST_KIND_REEL:
		return &page_way_reel;
	case POST_KIND_STORY:
		return is_video ? &page_way_video_story : &page_way_photo_story;
	default:
		return &page_way_feed;
	}
}

static bool sets_state(const struct drive *d)
{
	return way_of(d)->sets_state;
}

static bool is_sent_once(const struct drive *d)
{
	return way_of(d)->is_sent_once;
}

static bool answers_early(const struct drive *d)
{
	return way_of(d)->answers_early;
}

static bool create(struct drive *d, struct str *ret_id)
{
	return way_of(d)->create(d, ret_id);
}

static bool look(struct drive *d, enum container_state *ret, struct str *ret_text)
{
	return way_of(d)->look(d, ret, ret_text);
}

/* What was there before says nothing about a post whose id is known. */
static bool list_before(struct drive *d, struct str *ret_ids)
{
	*ret_ids = STR("");
	return !way_of(d)->list_before || way_of(d)->list_before(d, ret_ids);
}

static bool send_post(struct drive *d, struct str *ret_id)
{
	return way_of(d)->send(d, ret_id);
}

static bool find(struct drive *d, struct found *ret)
{
	return way_of(d)->find(d, ret);
}

static bool permalink(struct drive *d, struct str *ret)
{
	struct found found;

	if (!way_of(d)->find(d, &found))
		return false;
	*ret = found.permalink;
	return ret->len > 0;
}

const struct place place_page = {
	.name = "page",
	.kinds = POST_KIND_BIT(TEXT) | POST_KIND_BIT(IMAGE) | POST_KIND_BIT(CAROUSEL) |
		 POST_KIND_BIT(VIDEO) | POST_KIND_BIT(REEL) | POST_KIND_BIT(STORY),
	.sets_state = sets_state,
	.is_sent_once = is_sent_once,
	.answers_early = answers_early,
	.create = create,
	.look = look,
	.list_before = list_before,
	.send = send_post,
	.has_key = has_key,
	.find = find,
	.permalink = permalink,
	.comment = comment,
	.find_comment = find_comment,
};
