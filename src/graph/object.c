#include "graph/object.h"

static struct str text_of(const struct json *object, const char *key)
{
	return json_text(json_get(object, str_of(key)));
}

static struct opt_int count_of(const struct json *object, const char *key)
{
	struct opt_int c = OPT_NO_INT;
	c.has = json_to_int(json_get(object, str_of(key)), &c.value);
	return c;
}

static struct opt_int flag_of(const struct json *object, const char *key)
{
	const struct json *flag = json_get(object, str_of(key));
	return json_is_null(flag) ? OPT_NO_INT : OPT_INT(json_is_true(flag));
}

static bool time_of(const struct json *object, const char *key, int64_t *ret_s)
{
	int64_t ms;
	if (!iso_parse(text_of(object, key), &ms))
		return false;
	*ret_s = ms / 1000;
	return true;
}

bool graph_me(struct graph_caller *who, struct arena *a, struct graph_user *ret, struct err *err)
{
	const struct graph_query query = { .endpoint = GRAPH_ME };
	struct graph_reply reply;
	if (!graph_call(who, a, &query, &reply, err))
		return false;

	const struct json *picture = json_get(json_get(reply.json, STR("picture")), STR("data"));
	*ret = (struct graph_user){
		.id = text_of(reply.json, "id"),
		.name = text_of(reply.json, "name"),
		.email = text_of(reply.json, "email"),
		.picture_url = text_of(picture, "url"),
	};
	return ret->id.len || err_set(err, ERR_GRAPH, "ME: an answer without an id");
}

/* ---- Instagram accounts -----------------------------------------------------------------------
 */

bool graph_ig_user_read(const struct json *object, struct graph_ig_user *ret)
{
	*ret = (struct graph_ig_user){
		.id = text_of(object, "id"),
		.username = text_of(object, "username"),
		.name = text_of(object, "name"),
		.biography = text_of(object, "biography"),
		.website = text_of(object, "website"),
		.picture_url = text_of(object, "profile_picture_url"),
		.followers = count_of(object, "followers_count"),
		.follows = count_of(object, "follows_count"),
		.media = count_of(object, "media_count"),
	};
	return ret->id.len > 0;
}

bool graph_get_ig_user(struct graph_caller *who, struct arena *a, struct str ig_id,
		       struct graph_ig_user *ret, struct err *err)
{
	const struct graph_query query = { .endpoint = GRAPH_IG_USER, .id = ig_id };
	struct graph_reply reply;

	if (!graph_call(who, a, &query, &reply, err))
		return false;
	return graph_ig_user_read(reply.json, ret) ||
	       err_set(err, ERR_GRAPH, "IG_USER: an answer without an id");
}

/* ---- media and comments -----------------------------------------------------------------------
 */

bool graph_media_read(const struct json *object, struct graph_media *ret)
{
	*ret = (struct graph_media){
		.id = text_of(object, "id"),
		.caption = text_of(object, "caption"),
		.media_type = text_of(object, "media_type"),
		.product_type = text_of(object, "media_product_type"),
		.media_url = text_of(object, "media_url"),
		.thumbnail_url = text_of(object, "thumbnail_url"),
		.permalink = text_of(object, "permalink"),
		.shortcode = text_of(object, "shortcode"),
		.username = text_of(object, "username"),
		.owner_id = text_of(json_get(object, STR("owner")), "id"),
		.is_comment_enabled = flag_of(object, "is_comment_enabled"),
		.likes = count_of(object, "like_count"),
		.comments = count_of(object, "comments_count"),
		.insights = json_get(object, STR("insights")),
		.comment_list = json_get(object, STR("comments")),
		.children = json_get(object, STR("children")),
	};
	return ret->id.len && time_of(object, "timestamp", &ret->timestamp_s);
}

bool graph_comment_read(const struct json *object, struct graph_comment *ret)
{
	*ret = (struct graph_comment){
		.id = text_of(object, "id"),
		.text = text_of(object, "text"),
		.username = text_of(object, "username"),
		.likes = count_of(object, "like_count"),
		.hidden = json_is_true(json_get(object, STR("hidden"))),
	};
	return ret->id.len && time_of(object, "timestamp", &ret->timestamp_s);
}
