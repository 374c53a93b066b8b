/*
 * Publishing to a Facebook Page: photos are uploaded unpublished, a post is made unpublished, and
 * then its state is set to published. Setting a state may be said twice, and the post's own id is
 * what it is found by. (Graph API reference v25, Page/feed, Page/photos, Post, 2026-11.)
 */
#include "publish/drive.h"
#include "publish/options.h"

#include "base/json.h"
#include "base/limits.h"

static bool tell_id(struct drive *d, const struct graph_query *query, struct str *ret_id)
{
	const struct json *json;

	if (!drive_tell(d, query, &json))
		return false;
	*ret_id = json_text(json_get(json, STR("id")));
	if (ret_id->len)
		return true;
	d->trouble = graph_error_of(GRAPH_CLASS_GARBAGE, 200, "an answer without an id");
	return false;
}

/* ---- making -----------------------------------------------------------------------------------
 */

static bool make_photo(struct drive *d, size_t position)
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

	return tell_id(d, &query, &id) && drive_keep_part(d, position, id);
}

static struct str attached(struct drive *d)
{
	struct str list = STR("");

	for (size_t i = 0; i < d->media.count; i++)
		list = str_fmt(d->a, "%.*s%s{\"media_fbid\":\"%.*s\"}", STR_ARG(list), i ? "," : "",
			       STR_ARG(drive_part_at(d, i)->container_id));
	return str_fmt(d->a, "[%.*s]", STR_ARG(list));
}

static bool create(struct drive *d, struct str *ret_id)
{
	struct param params[4] = { { STR("published"), STR("false") } };
	size_t count = 1;
	struct str link = post_option_text(d->a, d->post.options, "link");

	for (size_t i = 0; i < d->media.count; i++) {
		if (!drive_part_at(d, i) && !make_photo(d, i))
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
	return tell_id(d, &query, ret_id);
}

/* ---- looking ----------------------------------------------------------------------------------
 */

static bool read_post(struct drive *d, const struct json **ret)
{
	const struct graph_query query = { .endpoint = GRAPH_PAGE_POST, .id = d->row.container_id };

	return drive_ask(d, &query, ret);
}

static bool look(struct drive *d, enum container_state *ret, struct str *ret_text)
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

static bool find(struct drive *d, struct found *ret)
{
	const struct json *json;

	*ret = (struct found){ .count = 0 };
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

/* What was there before says nothing about a post whose id is known. */
static bool list_before(struct drive *d, struct str *ret_ids)
{
	(void)d;
	*ret_ids = STR("");
	return true;
}

static bool has_key(const struct drive *d)
{
	return d->row.container_id.len > 0;
}

static bool permalink(struct drive *d, struct str *ret)
{
	const struct json *json;

	if (!read_post(d, &json))
		return false;
	*ret = json_text(json_get(json, STR("permalink_url")));
	return ret->len > 0;
}

/* ---- publishing -------------------------------------------------------------------------------
 */

static bool send_post(struct drive *d, struct str *ret_id)
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

	return tell_id(d, &query, ret_id);
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

const struct place place_page = {
	.name = "page",
	.kinds = POST_KIND_BIT(TEXT) | POST_KIND_BIT(IMAGE) | POST_KIND_BIT(CAROUSEL),
	.sets_state = true,
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
