#include "api/post_body.h"

#include "api/call.h"
#include "api/export_body.h"
#include "connect/connect.h"
#include "publish/options.h"

#define TEXT_MAX 100000 /* the rules say what is too long, and why */

/* ---- what a post may hold ---- */

#define KIND_NAME(id, name, ...) name,
static const char *const kind_names[] = { POST_KINDS(KIND_NAME) NULL };
const struct shape post_kind_shape = {
	.kind = SHAPE_TEXT, .name = "PostKind", .doc = "What is published.", .choices = kind_names
};

static const struct member media_members[] = {
	{ "url", T_TEXT, 0, "Public, and of the file itself." },
	{ "kind", T_CHOICE("image", "video"), OPTIONAL, "By the address unless given." },
	{ "alt_text", T_TEXT, OPTIONAL | NULLABLE, "For people who do not see; at most 1,000." },
};
const struct shape post_media_body_shape =
	NAMED_OBJECT("PostMediaInput", media_members, "A medium of a post.");
static const struct member target_members[] = {
	{ "connection_id", T_ID, 0, "Of GET /api/meta/status." },
	{ "place", T_CHOICE("instagram", "page"), OPTIONAL, "instagram unless given." },
};
const struct shape post_target_body_shape =
	NAMED_OBJECT("PostTargetInput", target_members, "An account it is published at.");
static const struct member post_members[] = {
	{ "kind", &post_kind_shape, OPTIONAL, "By the media unless given." },
	{ "caption", T_TEXT, OPTIONAL },
	{ "first_comment", T_TEXT, OPTIONAL | NULLABLE },
	{ "media", T_LIST(&post_media_body_shape), OPTIONAL | NULLABLE,
	  "None: a text, for a Page." },
	{ "targets", T_LIST(&post_target_body_shape) },
	{ "options", T_MAP(T_ANY), OPTIONAL | NULLABLE,
	  "location_id, collaborators, user_tags, share_to_feed, cover_url, thumb_offset_ms, "
	  "link." },
	{ "publish_at", T_TEXT, OPTIONAL,
	  "2026-02-20T10:00:00Z, or 2026-02-20T10:00 on the clock of time_zone." },
	{ "time_zone", T_TEXT, OPTIONAL, "IANA name; the server's, or X-Time-Zone, unless given." },
	{ "publish_now", T_BOOL, OPTIONAL, "Instead of publish_at." },
	{ "draft", T_BOOL, OPTIONAL, "Only kept; publish_at may be missing." },
	{ "idempotency_key", T_TEXT, OPTIONAL,
	  "The same key with the same post makes one post; also as header Idempotency-Key." },
};
const struct shape post_body_shape = NAMED_OBJECT("PostInput", post_members, "A post to be made.");

struct scalars {
	struct str kind, caption, first_comment, publish_at, time_zone, idempotency_key;
	bool publish_now, draft;
};
static const struct field scalar_fields[] = {
	FIELD(struct scalars, kind, .type = FIELD_STR, .max = 20),
	FIELD(struct scalars, caption, .type = FIELD_STR, .max = TEXT_MAX),
	FIELD(struct scalars, first_comment, .type = FIELD_STR, .max = TEXT_MAX),
	FIELD(struct scalars, publish_at, .type = FIELD_STR, .max = 40),
	FIELD(struct scalars, time_zone, .type = FIELD_STR, .max = 64),
	FIELD(struct scalars, idempotency_key, .type = FIELD_STR, .max = 200),
	FIELD(struct scalars, publish_now, .type = FIELD_BOOL),
	FIELD(struct scalars, draft, .type = FIELD_BOOL),
};

/* ---- lists ---- */

static bool wrong_list(struct err *err, const char *field)
{
	err_field(err, field, "Isi dengan daftar objek.");
	return err_say_en(err, "Enter a list of objects.");
}

static bool is_object_list(const struct json *list, size_t max)
{
	for (const struct json *item = json_first(list); item; item = item->next)
		if (item->type != JSON_OBJECT)
			return false;
	return json_is_null(list) || (list->type == JSON_ARRAY && json_count(list) <= max);
}

#define MEDIA_MAX 50 /* more than any kind takes; which then says so */

static bool read_media(struct call *c, const struct json *body, struct post_plan *plan,
		       struct err *err)
{
	const struct json *list = json_get(body, STR("media"));

	if (!is_object_list(list, MEDIA_MAX))
		return wrong_list(err, "media");
	plan->media.at = arena_new_n(c->arena, struct post_media_row, json_count(list) + 1);
	for (const struct json *m = json_first(list); m; m = m->next)
		plan->media.at[plan->media.count++] = (struct post_media_row){
			.url = json_text(json_get(m, STR("url"))),
			.kind = json_text(json_get(m, STR("kind"))),
			.alt_text = json_text(json_get(m, STR("alt_text"))),
		};
	return true;
}

static bool read_targets(struct call *c, const struct json *body, struct post_plan *plan,
			 struct err *err)
{
	const struct json *list = json_get(body, STR("targets"));
	struct plan_target *targets;

	if (!is_object_list(list, MEDIA_MAX))
		return wrong_list(err, "targets");
	plan->targets = targets = arena_new_n(c->arena, struct plan_target, json_count(list) + 1);
	for (const struct json *t = json_first(list); t; t = t->next) {
		struct str place = json_text(json_get(t, STR("place")));
		targets[plan->target_count++] = (struct plan_target){
			.connection_id = json_text(json_get(t, STR("connection_id"))),
			.place = place.len ? place : STR("instagram"),
		};
	}
	return true;
}

static enum plan_time time_of(const struct scalars *s)
{
	if (s->draft)
		return PLAN_DRAFT;
	return s->publish_now ? PLAN_NOW : PLAN_AT;
}

bool post_body_read(struct call *c, struct post_plan *ret, struct err *err)
{
	struct str key = http_header(c->req, STR("Idempotency-Key"));
	struct scalars s = { .draft = false };
	const struct json *body;

	*ret = (struct post_plan){ .time = PLAN_AT };
	if (!call_json(c, &body, err) ||
	    !fields_from_json(c->arena, scalar_fields, COUNT_OF(scalar_fields), body, &s, err) ||
	    !read_media(c, body, ret, err) || !read_targets(c, body, ret, err))
		return false;
	ret->kind = s.kind;
	ret->caption = s.caption;
	ret->first_comment = s.first_comment;
	ret->options = json_get(body, STR("options"));
	ret->time = time_of(&s);
	ret->publish_at = s.publish_at;
	ret->time_zone = s.time_zone;
	ret->idempotency_key = s.idempotency_key.len ? s.idempotency_key : str_sub(key, 0, 200);
	return true;
}

/* ---- who, and whether he may ---- */

struct post_actor post_actor(const struct call *c)
{
	struct str zone = http_header(c->req, STR("X-Time-Zone"));

	return (struct post_actor){ .user_id = c->who.user_id,
				    .zone = zone.len ? zone : c->api->zone_name };
}

bool post_check_tokens(struct call *c, const struct post_plan *plan, struct err *err)
{
	struct connect_actor who = call_actor(c);

	for (size_t i = 0; plan->time != PLAN_DRAFT && i < plan->target_count; i++)
		if (!connect_check_connection(c->api->connect, c->arena, &who,
					      plan->targets[i].connection_id, err))
			return false;
	return true;
}
