#include "planning/plan_json.h"

#include "base/clock.h"
#include "base/fields.h"
#include "base/limits.h"
#include "planning/series.h"

struct scalars {
	struct str kind, caption, first_comment, publish_at, time_zone, idempotency_key;
	bool publish_now, draft, queue;
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
	FIELD(struct scalars, queue, .type = FIELD_BOOL),
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

/* Absent, or an id; what is none is an id that nobody has. */
static struct opt_int read_upload_id(const struct json *of)
{
	const struct json *id = json_get(of, STR("upload_id"));
	int64_t n = 0;

	if (json_is_null(id))
		return OPT_NO_INT;
	(void)!(id->type == JSON_STRING ? str_to_i64(json_text(id), &n) : json_to_int(id, &n));
	return OPT_INT(n);
}

static struct str read_cover_url(const struct json *cover)
{
	struct str url = json_text(json_get(cover, STR("url")));

	if (json_is_null(cover))
		return STR_NONE;
	return url.at ? url : STR("");
}

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
			.upload_id = read_upload_id(m),
			.cover_url = read_cover_url(json_get(m, STR("cover"))),
			.cover_upload_id = read_upload_id(json_get(m, STR("cover"))),
		};
	return true;
}

static const struct field own_text_fields[] = {
	FIELD(struct plan_target, caption, .type = FIELD_STR, .max = PLAN_TEXT_MAX),
	FIELD(struct plan_target, first_comment, .type = FIELD_STR, .max = PLAN_TEXT_MAX),
};

/* Absent and null are the post's own; an empty text is one. */
static bool read_target(struct arena *a, const struct json *t, size_t i, struct plan_target *ret,
			struct err *err)
{
	struct str place = json_text(json_get(t, STR("place")));
	const struct json *options = json_get(t, STR("options"));

	ret->connection_id = json_text(json_get(t, STR("connection_id")));
	ret->place = place.len ? place : STR("instagram");
	ret->options = json_is_null(options) ? NULL : options;
	return fields_from_json(a, own_text_fields, COUNT_OF(own_text_fields), t, ret, err) ||
	       post_plan_in_target(err, i);
}

static bool read_targets(struct arena *a, const struct json *body, struct post_plan *plan,
			 struct err *err)
{
	const struct json *list = json_get(body, STR("targets"));
	struct plan_target *targets;

	if (!is_object_list(list, MEDIA_MAX))
		return wrong_list(err, "targets");
	plan->targets = targets = arena_new_n(a, struct plan_target, json_count(list) + 1);
	for (const struct json *t = json_first(list); t; t = t->next, plan->target_count++)
		if (!read_target(a, t, plan->target_count, &targets[plan->target_count], err))
			return false;
	return true;
}

/* ---- what repeats ---- */

struct repeat {
	struct str every, until;
	int64_t interval, count;
};
static bool read_every(struct str text, enum recur_every *ret)
{
	static const struct str names[] = {
		[RECUR_DAY] = STR_INIT("day"),
		[RECUR_WEEK] = STR_INIT("week"),
		[RECUR_MONTH] = STR_INIT("month"),
	};

	for (unsigned i = 0; i < COUNT_OF(names); i++)
		if (str_eq(text, names[i])) {
			*ret = (enum recur_every)i;
			return true;
		}
	return false;
}
static bool is_every(struct str text)
{
	enum recur_every every;

	return read_every(text, &every);
}
static bool is_day(struct str text)
{
	int64_t day;

	return day_parse(text, &day);
}
static const struct field repeat_fields[] = {
	FIELD(struct repeat, every, .type = FIELD_STR, .required = true, .max = 10,
	      .check = is_every, .hint = "isi dengan day, week atau month",
	      .hint_en = "enter day, week or month"),
	FIELD(struct repeat, interval, .type = FIELD_I64, .min = 1, .max = SERIES_INTERVAL_MAX),
	FIELD(struct repeat, until, .type = FIELD_STR, .max = 10, .check = is_day,
	      .hint = "isi dengan tanggal YYYY-MM-DD", .hint_en = "enter a date YYYY-MM-DD"),
	FIELD(struct repeat, count, .type = FIELD_I64, .min = 1, .max = SERIES_COUNT_MAX),
};

static bool weekdays_field(struct err *err)
{
	return err_field_texts(
		err, "repeat.weekdays",
		"Isi dengan angka 1 (Senin) sampai 7 (Minggu), hanya untuk every: week.",
		"Enter numbers from 1 (Monday) to 7 (Sunday), for every: week alone.");
}

static bool read_weekdays(const struct json *list, struct recur *ret, struct err *err)
{
	if (json_is_null(list))
		return true;
	if (list->type != JSON_ARRAY || (json_count(list) && ret->every != RECUR_WEEK))
		return weekdays_field(err);
	for (const struct json *item = json_first(list); item; item = item->next) {
		int64_t day;
		if (!json_to_int(item, &day) || day < 1 || day > 7)
			return weekdays_field(err);
		ret->weekdays |= RECUR_WEEKDAY(day);
	}
	return true;
}

/* Whatever is wrong stands in `repeat`. */
static bool in_repeat(struct err *err)
{
	char field[sizeof(err->field)];

	snprintf(field, sizeof(field), "repeat.%.*s", (int)sizeof(field) - 8, err->field);
	memcpy(err->field, field, sizeof(field));
	return false;
}

static bool read_repeat(struct arena *a, const struct json *body, struct post_plan *plan,
			struct err *err)
{
	const struct json *json = json_get(body, STR("repeat"));
	struct repeat r = { .interval = 1 };
	int64_t until_day;

	if (json_is_null(json))
		return true;
	if (json->type != JSON_OBJECT)
		return err_field_texts(err, "repeat",
				       "Isi dengan objek: every, interval, weekdays, "
				       "until, count.",
				       "Enter an object: every, interval, weekdays, until, count.");
	if (!fields_from_json(a, repeat_fields, COUNT_OF(repeat_fields), json, &r, err))
		return in_repeat(err);
	plan->repeats = true;
	(void)read_every(r.every, &plan->repeat.every);
	plan->repeat.interval = (int)r.interval;
	if (r.until.len && day_parse(r.until, &until_day))
		plan->repeat.until_day = OPT_INT(until_day);
	if (r.count)
		plan->repeat.count = OPT_INT(r.count);
	return read_weekdays(json_get(json, STR("weekdays")), &plan->repeat, err);
}

/* ---- the whole ---- */

static enum plan_time time_of(const struct scalars *s)
{
	if (s->draft)
		return PLAN_DRAFT;
	if (s->queue)
		return PLAN_QUEUE;
	return s->publish_now ? PLAN_NOW : PLAN_AT;
}

bool plan_from_json(struct arena *a, const struct json *body, struct post_plan *ret,
		    struct err *err)
{
	struct scalars s = { .draft = false };

	*ret = (struct post_plan){ .time = PLAN_AT };
	if (!fields_from_json(a, scalar_fields, COUNT_OF(scalar_fields), body, &s, err) ||
	    !read_media(a, body, ret, err) || !read_targets(a, body, ret, err) ||
	    !read_repeat(a, body, ret, err))
		return false;
	if (s.queue && (s.draft || s.publish_now || s.publish_at.len))
		return err_field_texts(
			err, "queue",
			"Antrean menentukan waktunya sendiri: tanpa publish_at, publish_now dan "
			"draft.",
			"A queue says when by itself: no publish_at, publish_now or draft.");
	ret->kind = s.kind;
	ret->caption = s.caption;
	ret->first_comment = s.first_comment;
	ret->options = json_get(body, STR("options"));
	ret->time = time_of(&s);
	ret->publish_at = s.publish_at;
	ret->time_zone = s.time_zone;
	ret->idempotency_key = s.idempotency_key;
	ret->content = body;
	return true;
}
