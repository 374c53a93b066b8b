/* Posts that repeat: /api/post-series. POST /api/posts with `repeat` makes one. */
#include "planning/series.h"

#include "api/page.h"
#include "api/post_body.h"
#include "api/tables.h"
#include "base/tz.h"
#include "store/store.h"

/* ---- what a series looks like ---- */

static const struct member occurrence_members[] = {
	{ "day", T_DAY, 0, "On the clock of time_zone." },
	{ "post_id", T_ID, NULLABLE, "Null: that post was deleted." },
	{ "publish_at", T_TIME, NULLABLE },
	{ "edited", T_BOOL, 0, "Changed by itself: the series leaves it alone." },
};
static const struct shape occurrence_shape =
	NAMED_OBJECT("PostOccurrence", occurrence_members, "A post of a series.");
static const struct member problem_members[] = {
	{ "code", T_TEXT },
	{ "message", T_TEXT },
};
static const struct shape problem_shape =
	NAMED_OBJECT("PostSeriesProblem", problem_members, "Why no more posts can be made of it.");
#define SERIES_MEMBERS                                                                             \
	{ "id", T_ID }, { "active", T_BOOL, 0, "False: it was stopped." },                         \
		{ "publish_at", T_TEXT, 0,                                                         \
		  "Where the rule begins, on the clock of time_zone: 2026-02-20T10:00." },         \
		{ "time_zone", T_TEXT }, { "repeat", &post_repeat_shape },                         \
		{ "post", T_MAP(T_ANY), 0, "What is published, as POST /api/posts takes it." },    \
		{ "next_at", T_TIME, NULLABLE, "Null: none is to come." },                         \
		{ "problem", &problem_shape, NULLABLE }, { "created_at", T_TIME },                 \
	{                                                                                          \
		"updated_at", T_TIME                                                               \
	}
static const struct member series_members[] = { SERIES_MEMBERS };
static const struct shape series_shape =
	NAMED_OBJECT("PostSeries", series_members, "A post that repeats.");
static const struct member detail_members[] = {
	SERIES_MEMBERS,
	{ "occurrences", T_LIST(&occurrence_shape), 0, "Made so far, from today on." },
};
static const struct shape detail_shape =
	NAMED_OBJECT("PostSeriesDetail", detail_members, "With the posts that were made of it.");

/* ---- writing ---- */

static void put_repeat(struct call *c, const struct post_series_row *s)
{
	json_put_object(&c->json, "repeat");
	json_put_str(&c->json, "every", s->every);
	json_put_int(&c->json, "interval", s->every_n);
	json_put_array(&c->json, "weekdays");
	for (int n = 1; n <= 7; n++)
		if (s->weekdays & RECUR_WEEKDAY(n))
			json_int(&c->json, n);
	json_end_array(&c->json);
	put_text(c, "until", s->until_day.has ? day_text(c->arena, s->until_day.value) : STR_NONE);
	put_opt_int(c, "count", s->occurrences);
	json_end_object(&c->json);
}

static void put_problem(struct call *c, struct str code)
{
	const struct err why = { .code = err_code_of(code) };

	json_key(&c->json, STR("problem"));
	if (!code.at) {
		json_null(&c->json);
		return;
	}
	json_object(&c->json);
	json_put_str(&c->json, "code", code);
	json_put_str(&c->json, "message", err_text(&why, c->english));
	json_end_object(&c->json);
}

/* When the next one is due; 0: none is to come, or its zone is gone. */
static int64_t next_s(const struct call *c, const struct post_series_row *s)
{
	cleanup(tz_freep) struct tz *zone = NULL;
	const struct recur rule = series_rule(s);
	int64_t now_s = clock_now_s(c->api->clock), at_s = 0, day;
	struct err err = ERR_INIT;

	if (!s->is_active || !tz_load(s->time_zone, &zone, &err))
		return 0;
	for (int64_t from = tz_day(zone, now_s); recur_next(&rule, from, &day); from = day + 1) {
		at_s = tz_instant_s(zone, day * 86400 + s->second_of_day);
		if (at_s >= now_s)
			return at_s;
	}
	return 0;
}

static void put_members(struct call *c, const struct post_series_row *s)
{
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)s->id));
	json_put_bool(&c->json, "active", s->is_active);
	json_put_str(&c->json, "publish_at", series_wall_time(c->arena, s, s->first_day));
	json_put_str(&c->json, "time_zone", s->time_zone);
	put_repeat(c, s);
	json_key(&c->json, STR("post"));
	json_raw(&c->json, s->content);
	put_time(c, "next_at", next_s(c, s));
	put_problem(c, s->problem);
	put_time(c, "created_at", s->created_s);
	put_time(c, "updated_at", s->updated_s);
}

static bool put_occurrence(struct call *c, const struct post_occurrence_row *o, struct err *err)
{
	struct post_row post = { .revision = 1 };
	bool found;

	if (!posts_get(c->snapshot, c->arena, c->workspace.owner_id, opt_int_or(o->post_id, 0),
		       &post, &found, err))
		return false;
	json_object(&c->json);
	put_day(c, "day", o->day);
	put_text(c, "post_id", found ? str_fmt(c->arena, "%lld", (long long)post.id) : STR_NONE);
	put_time(c, "publish_at", opt_int_or(post.publish_s, 0));
	json_put_bool(&c->json, "edited", post.revision > 1);
	json_end_object(&c->json);
	return true;
}

static bool answer(struct call *c, int64_t id, struct err *err)
{
	struct post_occurrence_rows days;
	struct post_series_row s;
	bool found;

	if ((!c->snapshot && !store_read(c->api->store, &c->snapshot, err)) ||
	    !post_series_get(c->snapshot, c->arena, c->workspace.owner_id, id, &s, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no series %lld", (long long)id);
	if (!post_occurrences_list(c->snapshot, c->arena, id, clock_now_s(c->api->clock) / 86400,
				   &days, err))
		return false;
	json_object(&c->json);
	put_members(c, &s);
	json_put_array(&c->json, "occurrences");
	for (size_t i = 0; i < days.count; i++)
		if (!put_occurrence(c, &days.at[i], err))
			return false;
	json_end_array(&c->json);
	json_end_object(&c->json);
	return true;
}

/* ---- routes ---- */

static const struct member list_query[] = { PAGE_QUERY };
static const struct member list_members[] = PAGE_MEMBERS(&series_shape);
static const struct shape list_shape = NAMED_OBJECT("PostSeriesPage", list_members, NULL);

static bool list(struct call *c, struct err *err)
{
	struct post_series_rows rows;
	struct page page;
	int64_t count;

	if (!page_read(c, &page, err) ||
	    !post_series_count(c->snapshot, c->workspace.owner_id, &count, err) ||
	    !post_series_list(c->snapshot, c->arena, c->workspace.owner_id, page.size, page.offset,
			      &rows, err))
		return false;
	page_begin(c, &page, count);
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&c->json);
		put_members(c, &rows.at[i]);
		json_end_object(&c->json);
	}
	page_end(c);
	return true;
}

static bool get(struct call *c, struct err *err)
{
	int64_t id;

	return call_path_int(c, 0, &id, err) && answer(c, id, err);
}

static bool set(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct post_plan plan;
	int64_t id;

	return call_path_int(c, 0, &id, err) && post_body_read(c, &plan, err) &&
	       post_check_tokens(c, &plan, err) &&
	       series_set(c->api->publish, c->arena, &who, id, &plan, err) && answer(c, id, err);
}

static bool stop(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !series_stop(c->api->publish, c->arena, &who, id, err))
		return false;
	c->res->status = 204;
	return true;
}

#define READ .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_READ
#define WRITE .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_WRITE

static const struct route routes[] = {
	{ HTTP_GET, "/api/post-series", list, READ, .reads = true,
	  .doc = "Posts that repeat, newest first; stopped ones too.", .query = QUERY(list_query),
	  .reply = &list_shape },
	{ HTTP_GET, "/api/post-series/{series_id}", get, READ, .reads = true,
	  .doc = "One of them, with the posts that were made of it.", .reply = &detail_shape },
	{ HTTP_PUT, "/api/post-series/{series_id}", set, WRITE, .waits = WAITS_FOR_META,
	  .doc = "Content and rule anew, for what has not begun; posts that were edited by "
		 "themselves stay.",
	  .body = { .shape = &post_body_shape }, .reply = &detail_shape },
	{ HTTP_DELETE, "/api/post-series/{series_id}", stop, WRITE,
	  .doc = "Stop: nothing of it that has not begun is published.", .reply = &shape_nothing },
};

const struct route_table post_series_routes = { routes, COUNT_OF(routes), "Posts that repeat" };
