#include "publish/plan_json.h"

#include "base/fields.h"

struct scalars {
	struct str kind, caption, first_comment, publish_at, time_zone, idempotency_key;
	bool publish_now, draft;
};
static const struct field scalar_fields[] = {
	FIELD(struct scalars, kind, .type = FIELD_STR, .max = 20),
	FIELD(struct scalars, caption, .type = FIELD_STR, .max = PLAN_TEXT_MAX),
	FIELD(struct scalars, first_comment, .type = FIELD_STR, .max = PLAN_TEXT_MAX),
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

static bool read_media(struct arena *a, const struct json *body, struct post_plan *plan,
		       struct err *err)
{
	const struct json *list = json_get(body, STR("media"));

	if (!is_object_list(list, MEDIA_MAX))
		return wrong_list(err, "media");
	plan->media.at = arena_new_n(a, struct post_media_row, json_count(list) + 1);
	for (const struct json *m = json_first(list); m; m = m->next)
		plan->media.at[plan->media.count++] = (struct post_media_row){
			.url = json_text(json_get(m, STR("url"))),
			.kind = json_text(json_get(m, STR("kind"))),
			.alt_text = json_text(json_get(m, STR("alt_text"))),
		};
	return true;
}

static bool read_targets(struct arena *a, const struct json *body, struct post_plan *plan,
			 struct err *err)
{
	const struct json *list = json_get(body, STR("targets"));
	struct plan_target *targets;

	if (!is_object_list(list, MEDIA_MAX))
		return wrong_list(err, "targets");
	plan->targets = targets = arena_new_n(a, struct plan_target, json_count(list) + 1);
	for (const struct json *t = json_first(list); t; t = t->next) {
		struct str place = json_text(json_get(t, STR("place")));
		targets[plan->target_count++] = (struct plan_target){
			.connection_id = json_text(json_get(t, STR("connection_id"))),
			.place = place.len ? place : STR("instagram"),
		};
	}
	return true;
}

/* ---- the whole ---- */

static enum plan_time time_of(const struct scalars *s)
{
	if (s->draft)
		return PLAN_DRAFT;
	return s->publish_now ? PLAN_NOW : PLAN_AT;
}

bool plan_from_json(struct arena *a, const struct json *body, struct post_plan *ret,
		    struct err *err)
{
	struct scalars s = { .draft = false };

	*ret = (struct post_plan){ .time = PLAN_AT };
	if (!fields_from_json(a, scalar_fields, COUNT_OF(scalar_fields), body, &s, err) ||
	    !read_media(a, body, ret, err) || !read_targets(a, body, ret, err))
		return false;
	ret->kind = s.kind;
	ret->caption = s.caption;
	ret->first_comment = s.first_comment;
	ret->options = json_get(body, STR("options"));
	ret->time = time_of(&s);
	ret->publish_at = s.publish_at;
	ret->time_zone = s.time_zone;
	ret->idempotency_key = s.idempotency_key;
	return true;
}
