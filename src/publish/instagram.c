/*
 * Publishing to Instagram: a container is made of a URL, asked until it is ready, and published by
 * its id. (Instagram Platform, Content Publishing, v25, 2026-11.)
 */
#include "base/utf8.h"
#include "content/options.h"
#include "publish/drive.h"

#define BEFORE_COUNT 25
#define FIND_COUNT 50

/* ---- calls ------------------------------------------------------------------------------------
 */

static bool asked(struct drive *d, bool ok, const struct graph_reply *reply,
		  const struct json **ret)
{
	if (ok) {
		*ret = reply->json;
		return true;
	}
	d->trouble = reply->error;
	if (d->trouble.class == GRAPH_CLASS_NONE)
		d->trouble.class = GRAPH_CLASS_PERMANENT;
	return false;
}

bool drive_ask(struct drive *d, const struct graph_query *query, const struct json **ret)
{
	struct graph_reply reply = { .json = NULL };
	struct err err = ERR_INIT;
	bool ok = graph_call(&d->who, d->a, query, &reply, &err);

	return asked(d, ok, &reply, ret);
}

bool drive_tell(struct drive *d, const struct graph_query *query, const struct json **ret)
{
	struct graph_reply reply = { .json = NULL };
	struct err err = ERR_INIT;
	bool ok = graph_call_body(&d->who, d->a, query, &reply, &err);

	return asked(d, ok, &reply, ret);
}

static enum post_kind kind_of(const struct drive *d)
{
	enum post_kind kind = POST_KIND_IMAGE;

	(void)!post_kind_parse(d->post.kind, &kind);
	return kind;
}

/* ---- containers -------------------------------------------------------------------------------
 */

struct call_params {
	struct param at[POST_OPTIONS_MAX + 9];
	size_t count;
};

static void add(struct call_params *p, const char *name, struct str value)
{
	if (value.len)
		p->at[p->count++] = (struct param){ str_of(name), value };
}

static void add_media(struct drive *d, struct call_params *p, const struct post_media_row *m)
{
	bool is_video = str_eq(m->kind, STR("video"));

	add(p, is_video ? "video_url" : "image_url", drive_media_url(d, m));
	if (is_video)
		add(p, "cover_url", drive_cover_url(d, m));
	else
		add(p, "alt_text", m->alt_text);
}

static bool make(struct drive *d, const struct call_params *p, struct str *ret_id)
{
	const struct graph_query query = {
		.endpoint = GRAPH_IG_CREATE,
		.id = d->row.place_id,
		.params = p->at,
		.param_count = p->count,
	};
	const struct json *json;

	if (!drive_tell(d, &query, &json))
		return false;
	*ret_id = json_text(json_get(json, STR("id")));
	if (ret_id->len)
		return true;
	d->trouble = graph_error_of(GRAPH_CLASS_GARBAGE, 200, "a container without an id");
	return false;
}

static bool make_single(struct drive *d, enum post_kind kind, struct str *ret_id)
{
	struct call_params p = { .count = 0 };

	if (kind == POST_KIND_REEL)
		add(&p, "media_type", STR("REELS"));
	if (kind == POST_KIND_STORY)
		add(&p, "media_type", STR("STORIES"));
	else
		add(&p, "caption", d->post.caption);
	add_media(d, &p, &d->media.at[0]);
	p.count += post_options_params(d->a, kind, d->post.options, p.at + p.count);
	return make(d, &p, ret_id);
}

/* ---- albums: each part first, then what holds them ---- */

static bool make_part(struct drive *d, size_t position)
{
	const struct post_media_row *m = &d->media.at[position];
	struct call_params p = { .count = 0 };
	struct str id;

	add(&p, "is_carousel_item", STR("true"));
	if (str_eq(m->kind, STR("video")))
		add(&p, "media_type", STR("VIDEO"));
	add_media(d, &p, m);
	return make(d, &p, &id) && drive_keep_part(d, position, id);
}

static bool look_at(struct drive *d, struct str id, enum container_state *ret, struct str *ret_text)
{
	static const struct {
		struct str code;
		enum container_state state;
	} states[] = {
		{ STR_INIT("FINISHED"), CONTAINER_READY },
		{ STR_INIT("IN_PROGRESS"), CONTAINER_WAITS },
		{ STR_INIT("PUBLISHED"), CONTAINER_OUT },
		{ STR_INIT("ERROR"), CONTAINER_BROKEN },
		{ STR_INIT("EXPIRED"), CONTAINER_GONE },
	};
	const struct graph_query query = { .endpoint = GRAPH_IG_CONTAINER, .id = id };
	const struct json *json;

	if (!drive_ask(d, &query, &json))
		return false;
	*ret_text = json_text(json_get(json, STR("status")));
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (str_eq(json_text(json_get(json, STR("status_code"))), states[i].code)) {
			*ret = states[i].state;
			return true;
		}
	d->trouble = graph_error_of(GRAPH_CLASS_GARBAGE, 200, "a container without a known status");
	return false;
}

/* Pictures are ready at once; videos must be before they are put together. */
static bool parts_are_ready(struct drive *d, bool *ret)
{
	*ret = true;
	for (size_t i = 0; *ret && i < d->parts.count; i++) {
		size_t position = (size_t)d->parts.at[i].position;
		enum container_state state;
		struct str text;
		if (position >= d->media.count || !str_eq(d->media.at[position].kind, STR("video")))
			continue;
		if (!look_at(d, d->parts.at[i].container_id, &state, &text))
			return false;
		*ret = state != CONTAINER_WAITS;
		if (state == CONTAINER_READY || state == CONTAINER_WAITS)
			continue;
		d->trouble = graph_error_of(GRAPH_CLASS_PERMANENT, 200, "a part failed");
		d->trouble.code = 352;
		return false;
	}
	return true;
}

static bool make_album(struct drive *d, struct str *ret_id)
{
	struct call_params p = { .count = 0 };
	struct str children = STR("");
	bool ready;

	for (size_t i = 0; i < d->media.count; i++) {
		if (!drive_part_at(d, i) && !make_part(d, i))
			return false;
		if (d->is_over)
			return true;
		children = str_fmt(d->a, "%.*s%s%.*s", STR_ARG(children), i ? "," : "",
				   STR_ARG(drive_part_at(d, i)->container_id));
	}
	if (!parts_are_ready(d, &ready))
		return false;
	if (!ready)
		return true;
	add(&p, "media_type", STR("CAROUSEL"));
	add(&p, "children", children);
	add(&p, "caption", d->post.caption);
	p.count += post_options_params(d->a, POST_KIND_CAROUSEL, d->post.options, p.at + p.count);
	return make(d, &p, ret_id);
}

static bool create(struct drive *d, struct str *ret_id)
{
	enum post_kind kind = kind_of(d);

	return kind == POST_KIND_CAROUSEL ? make_album(d, ret_id) : make_single(d, kind, ret_id);
}

static bool look(struct drive *d, enum container_state *ret, struct str *ret_text)
{
	return look_at(d, d->row.container_id, ret, ret_text);
}

/* ---- lists ------------------------------------------------------------------------------------
 */

static bool list(struct drive *d, const char *fields, unsigned limit, const struct json **ret)
{
	bool is_story = kind_of(d) == POST_KIND_STORY;
	const struct graph_query query = {
		.endpoint = is_story ? GRAPH_IG_STORIES : GRAPH_IG_MEDIA,
		.id = d->row.place_id,
		.fields = str_of(fields),
		.limit = limit,
	};
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

	if (!list(d, "id", BEFORE_COUNT, &data))
		return false;
	for (const struct json *m = json_first(data); m; m = m->next)
		ids = str_fmt(d->a, "%.*s%s%.*s", STR_ARG(ids), ids.len ? "," : "",
			      STR_ARG(json_text(json_get(m, STR("id")))));
	*ret_ids = ids;
	return true;
}

bool drive_is_among(struct str ids, struct str id)
{
	for (struct str rest = ids; rest.len;)
		if (str_eq(str_cut(&rest, ','), id))
			return true;
	return false;
}

static struct str without_space(struct str s)
{
	while (s.len && (unsigned char)s.at[0] <= ' ')
		s = str_skip(s, 1);
	while (s.len && (unsigned char)s.at[s.len - 1] <= ' ')
		s.len--;
	return s;
}

bool drive_is_ours(struct str theirs, struct str ours)
{
	return str_eq(without_space(theirs), without_space(ours));
}

static bool has_key(const struct drive *d)
{
	return kind_of(d) != POST_KIND_STORY && without_space(d->post.caption).len > 0;
}

static bool is_another_targets(struct drive *d, struct str id)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct err err = ERR_INIT;
	bool is_bound = true;

	/* Not known: then it is not bound to this one either. */
	return !store_read(d->p->config.store, &tx, &err) ||
	       !post_targets_has_media(tx, &d->row, id, &is_bound, &err) || is_bound;
}

static struct str product_type(enum post_kind kind)
{
	if (kind == POST_KIND_STORY)
		return STR("STORY");
	return kind == POST_KIND_REEL ? STR("REELS") : STR("FEED");
}

static bool matches(struct drive *d, const struct json *m)
{
	struct str id = json_text(json_get(m, STR("id")));
	struct str type = json_text(json_get(m, STR("media_product_type")));
	struct str wanted = product_type(kind_of(d));

	if (!id.len || drive_is_among(d->row.before_ids, id) || (type.len && !str_eq(type, wanted)))
		return false;
	bool is_ours = !has_key(d) ||
		       drive_is_ours(json_text(json_get(m, STR("caption"))), d->post.caption);
	return is_ours && !is_another_targets(d, id);
}

/*
 * The last one of the list that was there before the intent: what follows is older still. Newest
 * come first, and no clock is asked, ours or Meta's. NULL: none of them was there, all are new.
 */
static const struct json *last_known(const struct drive *d, const struct json *data)
{
	const struct json *last = NULL;

	for (const struct json *m = json_first(data); m; m = m->next)
		if (drive_is_among(d->row.before_ids, json_text(json_get(m, STR("id")))))
			last = m;
	return last;
}

static bool find(struct drive *d, struct found *ret)
{
	const struct json *data;

	*ret = (struct found){ .count = 0 };
	if (!list(d, "id,caption,media_product_type,permalink", FIND_COUNT, &data))
		return false;
	const struct json *end = last_known(d, data);
	for (const struct json *m = json_first(data); m != end; m = m->next) {
		if (!matches(d, m))
			continue;
		ret->count++;
		ret->media_id = json_text(json_get(m, STR("id")));
		ret->permalink = json_text(json_get(m, STR("permalink")));
	}
	return true;
}

/* ---- the rest ---------------------------------------------------------------------------------
 */

static bool quota(struct drive *d, struct publish_quota *ret)
{
	const struct graph_query query = { .endpoint = GRAPH_IG_PUBLISHING_LIMIT,
					   .id = d->row.place_id };
	const struct json *json;

	if (!drive_ask(d, &query, &json))
		return false;
	const struct json *row = json_at(json_get(json, STR("data")), 0);
	int64_t used = json_number_or(json_get(row, STR("quota_usage")), -1);
	int64_t total =
		json_number_or(json_get(json_get(row, STR("config")), STR("quota_total")), -1);
	if (used >= 0)
		ret->used = OPT_INT(used);
	if (total >= 0)
		ret->total = OPT_INT(total);
	return true;
}

static bool send_post(struct drive *d, struct str *ret_id)
{
	const struct param params[] = { { STR("creation_id"), d->row.container_id } };
	const struct graph_query query = { .endpoint = GRAPH_IG_PUBLISH,
					   .id = d->row.place_id,
					   .params = params,
					   .param_count = 1 };
	const struct json *json;

	if (!drive_tell(d, &query, &json))
		return false;
	*ret_id = json_text(json_get(json, STR("id")));
	return true;
}

static bool permalink(struct drive *d, struct str *ret)
{
	const struct graph_query query = { .endpoint = GRAPH_MEDIA,
					   .id = d->row.media_id,
					   .fields = STR("permalink") };
	const struct json *json;

	if (!drive_ask(d, &query, &json))
		return false;
	*ret = json_text(json_get(json, STR("permalink")));
	return ret->len > 0;
}

static bool comment(struct drive *d, struct str *ret_id)
{
	const struct param params[] = { { STR("message"), d->post.first_comment } };
	const struct graph_query query = { .endpoint = GRAPH_IG_COMMENT,
					   .id = d->row.media_id,
					   .params = params,
					   .param_count = 1 };
	const struct json *json;

	if (!drive_tell(d, &query, &json))
		return false;
	*ret_id = json_text(json_get(json, STR("id")));
	return true;
}

static bool find_comment(struct drive *d, struct str *ret_id)
{
	const struct graph_query query = { .endpoint = GRAPH_MEDIA_COMMENTS,
					   .id = d->row.media_id,
					   .fields = STR("id,text") };
	const struct json *json;

	if (!drive_ask(d, &query, &json))
		return false;
	for (const struct json *c = json_first(json_get(json, STR("data"))); c; c = c->next)
		if (drive_is_ours(json_text(json_get(c, STR("text"))), d->post.first_comment))
			*ret_id = json_text(json_get(c, STR("id")));
	return true;
}

const struct place place_instagram = {
	.name = "instagram",
	.kinds = POST_KIND_BIT(IMAGE) | POST_KIND_BIT(CAROUSEL) | POST_KIND_BIT(REEL) |
		 POST_KIND_BIT(STORY),
	.create = create,
	.look = look,
	.list_before = list_before,
	.quota = quota,
	.send = send_post,
	.has_key = has_key,
	.find = find,
	.permalink = permalink,
	.comment = comment,
	.find_comment = find_comment,
};
