/* When to post: followers online and own posts by hour of the week (analytics/best_time.h). */
#include "api/put.h"
#include "api/tables.h"
#include "report/stats_best_time.h"

#define BEST_SHOWN 5

static const struct member hour_members[] = {
	{ "weekday", T_INT, 0, "0 is Sunday." },
	{ "hour", T_INT, 0, "0 to 23, in `time_zone`." },
};
static const struct shape hour_shape =
	NAMED_OBJECT("WeekHour", hour_members, "An hour of the week.");
static const struct member online_members[] = {
	{ "value", T_INT, NULLABLE, "Followers online, on average." },
	{ "level", T_INT, 0, "0 to 5: between which of `bounds` it lies." },
	{ "is_recommended", T_BOOL, 0, "Above 80 % of the largest; at most ten a day." },
	{ "is_max", T_BOOL },
};
static const struct shape online_shape =
	EXTENDED_OBJECT("OnlineWeekHour", &hour_shape, online_members);
static const struct member cell_members[] = {
	{ "score", T_NUMBER, 0, "1 is an ordinary hour of this account." },
	{ "audience", T_NUMBER, 0,
	  "Followers online in this and the next two hours, over the mean." },
	{ "effect", T_NUMBER, 0, "What posting at that time did, drawn towards 1 by few posts." },
	{ "low", T_NUMBER, NULLABLE, "From 3 posts on: 80 % interval of what the posts did." },
	{ "high", T_NUMBER, NULLABLE },
	{ "posts", T_INT, 0, "How many posts speak for it." },
};
static const struct shape cell_shape = EXTENDED_OBJECT("BestTimeHour", &hour_shape, cell_members);
static const struct member week_members[] = {
	{ "max", T_INT, NULLABLE },
	{ "bounds", T_LIST(T_INT), 0, "0, 20, 35, 50, 65, 80 and 100 % of the largest." },
	{ "cells", T_LIST(&online_shape), 0, "168, from Sunday 0:00 on." },
};
static const struct member best_members[] = {
	{ "time_zone", T_TEXT },
	{ "posts", T_INT, 0, "Posts that were looked at." },
	{ "has_audience", T_BOOL, 0, "Meta told when followers are online." },
	{ "online", T_OBJECT(week_members) },
	{ "best", T_LIST(&cell_shape), 0, "The five best hours, best first." },
	{ "cells", T_LIST(&cell_shape), 0, "168, from Sunday 0:00 on." },
};
static const struct shape best_shape =
	NAMED_OBJECT("BestTime", best_members, "When to post: src/analytics/best_time.h.");

static void put_hour(struct call *c, int week_hour)
{
	json_object(&c->json);
	json_put_int(&c->json, "weekday", week_hour / DAY_HOURS);
	json_put_int(&c->json, "hour", week_hour % DAY_HOURS);
}

static void put_online(struct call *c, const struct online_week *week)
{
	json_put_object(&c->json, "online");
	put_opt_int(c, "max", week->max);
	json_put_array(&c->json, "bounds");
	for (size_t i = 0; i < ONLINE_BOUNDS; i++)
		json_int(&c->json, week->bounds[i]);
	json_end_array(&c->json);
	json_put_array(&c->json, "cells");
	for (int i = 0; i < WEEK_HOURS; i++) {
		put_hour(c, i);
		put_opt_int(c, "value", week->cells[i].value);
		json_put_int(&c->json, "level", week->cells[i].level);
		json_put_bool(&c->json, "is_recommended", week->cells[i].is_recommended);
		json_put_bool(&c->json, "is_max", week->cells[i].is_max);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_end_object(&c->json);
}

static void put_cell(struct call *c, const struct best_time *best, int week_hour)
{
	const struct best_time_cell *cell = &best->cells[week_hour];

	put_hour(c, week_hour);
	json_put_double(&c->json, "score", cell->score);
	json_put_double(&c->json, "audience", cell->audience);
	json_put_double(&c->json, "effect", cell->effect);
	put_opt_double(c, "low", cell->low);
	put_opt_double(c, "high", cell->high);
	json_put_int(&c->json, "posts", cell->posts);
	json_end_object(&c->json);
}

static void put_best(struct call *c, const struct best_time *best)
{
	json_put_array(&c->json, "best");
	for (int i = 0; i < BEST_SHOWN && (best->has_audience || best->posts > 0); i++)
		put_cell(c, best, best->best[i]);
	json_end_array(&c->json);
	json_put_array(&c->json, "cells");
	for (int i = 0; i < WEEK_HOURS; i++)
		put_cell(c, best, i);
	json_end_array(&c->json);
}

static bool when_to_post(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_best_time *found = arena_new(c->arena, struct stats_best_time);
	struct str zone = http_header(c->req, STR("X-Time-Zone"));

	if (!stats_best_time(&reading, clock_now_s(c->api->clock), found, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "time_zone", c->zone_owned ? zone : c->api->zone_name);
	json_put_int(&c->json, "posts", found->best.posts);
	json_put_bool(&c->json, "has_audience", found->best.has_audience);
	put_online(c, &found->online);
	put_best(c, &found->best);
	json_end_object(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/best-time", when_to_post,
	  .access = ACCESS_USER, .takes_window = true, .owns_account = true, .reads = true,
	  .doc = "When followers are online, and the best hours of the week to post.",
	  .reply = &best_shape },
};

const struct route_table best_time_routes = { routes, COUNT_OF(routes), "Best time to post" };
