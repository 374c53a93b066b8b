/* The queue of an account: times of the week at which posts go out (/api/queue-slots). */
#include "planning/slots.h"

#include "api/export_body.h"
#include "api/post_body.h"
#include "api/put.h"
#include "api/tables.h"
#include "report/stats_best_time.h"
#include "store/connections.h"
#include "store/store.h"

#define SUGGESTED 7
#define SUGGESTED_A_DAY 2
#define SUGGESTED_APART_HOURS 3
#define SUGGESTED_WINDOW_DAYS 90

static const struct member slot_members[] = {
	{ "weekday", T_INT, 0, "1 Monday to 7 Sunday." },
	{ "time", T_TEXT, 0, "HH:MM, on the clock of time_zone." },
};
static const struct shape slot_shape = NAMED_OBJECT("QueueSlot", slot_members, NULL);
static const struct member queue_members[] = {
	{ "connection_id", T_ID },
	{ "place", T_CHOICE("instagram", "page") },
	{ "time_zone", T_TEXT },
	{ "slots", T_LIST(&slot_shape), 0, "In order of the week; none: no queue." },
	{ "next_free", T_LIST(T_TIME), 0, "Where the next posts of the queue would go." },
};
static const struct shape queue_shape = NAMED_OBJECT(
	"PostQueue", queue_members, "Times of the week at which posts of an account go out.");
static const struct member body_members[] = {
	{ "time_zone", T_TEXT, OPTIONAL, "IANA name; the server's, or X-Time-Zone, unless given." },
	{ "slots", T_LIST(&slot_shape), 0, "At most 70." },
};
static const struct shape body_shape = NAMED_OBJECT("PostQueueInput", body_members, NULL);
static const struct member which_query[] = {
	{ "connection_id", T_ID, 0, "Of GET /api/meta/status." },
	{ "place", T_CHOICE("instagram", "page"), OPTIONAL, "instagram unless given." },
};

static struct plan_target which(const struct call *c)
{
	struct str place = call_arg(c, STR("place"));

	return (struct plan_target){ call_arg(c, STR("connection_id")),
				     place.len ? place : STR("instagram") };
}

static void put_slot(struct call *c, int weekday, int minute)
{
	json_object(&c->json);
	json_put_int(&c->json, "weekday", weekday);
	json_put_str(&c->json, "time", str_fmt(c->arena, "%02d:%02d", minute / 60, minute % 60));
	json_end_object(&c->json);
}

static bool answer(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct queue queue = { .target = which(c) };
	struct free_slots next = { .after_s = clock_now_s(c->api->clock) };

	if ((!c->snapshot && !store_read(c->api->store, &c->snapshot, err)) ||
	    !queue_get(c->snapshot, c->arena, &who, &queue, err) ||
	    !queue_free_slots(c->snapshot, c->arena, &who, &queue, &next, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "connection_id", queue.target.connection_id);
	json_put_str(&c->json, "place", queue.target.place);
	json_put_str(&c->json, "time_zone", queue.time_zone);
	json_put_array(&c->json, "slots");
	for (size_t i = 0; i < queue.slots.count; i++)
		put_slot(c, queue.slots.at[i].weekday, queue.slots.at[i].minute);
	json_end_array(&c->json);
	json_put_array(&c->json, "next_free");
	for (size_t i = 0; i < next.count; i++)
		json_str(&c->json,
			 iso_text(c->arena, next.at_s[i], tz_offset_s(c->zone, next.at_s[i])));
	json_end_array(&c->json);
	json_end_object(&c->json);
	return true;
}

static bool set(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct queue queue = { .target = which(c) };
	const struct json *body;

	if (!call_json(c, &body, err) ||
	    !slots_from_json(json_get(body, STR("slots")), &queue.slots, err))
		return false;
	struct str zone = json_text(json_get(body, STR("time_zone")));
	queue.time_zone = zone.len ? zone : who.zone;
	return queue_put(c->api->publish, c->arena, &who, &queue, err) && answer(c, err);
}

/* ---- suggestions ---- */

static const struct member suggested_slot_members[] = {
	{ "score", T_NUMBER, 0, "1 is an ordinary hour of this account." },
};
static const struct shape suggested_slot_shape =
	EXTENDED_OBJECT("SuggestedSlot", &slot_shape, suggested_slot_members);
static const struct member suggested_members[] = {
	{ "time_zone", T_TEXT },
	{ "posts", T_INT, 0, "Posts that speak for it." },
	{ "has_audience", T_BOOL, 0, "Meta told when followers are online." },
	{ "slots", T_LIST(&suggested_slot_shape), 0,
	  "In order of the week; none: too little is known." },
};
static const struct shape suggested_shape = NAMED_OBJECT(
	"SuggestedSlots", suggested_members, "The best hours of the week (best-time), spread out.");

/* At most two a day, and hours apart: slots, not one long evening. */
static bool fits(const int *chosen, size_t count, int hour)
{
	int that_day = 0;

	for (size_t i = 0; i < count; i++) {
		bool same_day = chosen[i] / DAY_HOURS == hour / DAY_HOURS;
		int apart = chosen[i] > hour ? chosen[i] - hour : hour - chosen[i];
		that_day += same_day;
		if (apart < SUGGESTED_APART_HOURS)
			return false;
	}
	return that_day < SUGGESTED_A_DAY;
}

static size_t choose(const struct best_time *best, int ret[SUGGESTED])
{
	size_t count = 0;

	for (int i = 0; i < WEEK_HOURS && count < SUGGESTED; i++)
		if (fits(ret, count, best->best[i]))
			ret[count++] = best->best[i];
	return count;
}

/* Cells count from Sunday, slots from Monday. */
static int day_of(int week_hour)
{
	return (week_hour / DAY_HOURS + 6) % 7 + 1;
}

static void put_suggested(struct call *c, const struct best_time *best)
{
	int chosen[SUGGESTED];
	size_t count = best->posts || best->has_audience ? choose(best, chosen) : 0;

	json_put_array(&c->json, "slots");
	for (int hour = DAY_HOURS; hour < WEEK_HOURS + DAY_HOURS; hour++)
		for (size_t i = 0; i < count; i++) {
			if (chosen[i] != hour % WEEK_HOURS)
				continue;
			json_object(&c->json);
			json_put_int(&c->json, "weekday", day_of(chosen[i]));
			json_put_str(&c->json, "time",
				     str_fmt(c->arena, "%02d:00", chosen[i] % DAY_HOURS));
			json_put_double(&c->json, "score", best->cells[chosen[i]].score);
			json_end_object(&c->json);
		}
	json_end_array(&c->json);
}

/* Of an account that is collected; of another one nothing is known. */
static bool read_best(struct call *c, struct stats_best_time *ret, struct err *err)
{
	struct connection_row row;
	bool found;

	if (!connections_get(c->snapshot, c->arena, c->workspace.owner_id,
			     call_arg(c, STR("connection_id")), &row, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no such connection of this user");
	if (!accounts_get(c->snapshot, c->arena, c->workspace.owner_id, row.ig_account_id,
			  &c->account, &found, err))
		return false;
	c->window = window_of_frame(SUGGESTED_WINDOW_DAYS, c->zone, clock_now_s(c->api->clock));
	struct stats reading = call_stats(c);
	return !found || stats_best_time(&reading, clock_now_s(c->api->clock), ret, err);
}

static bool suggest(struct call *c, struct err *err)
{
	struct stats_best_time *found = arena_new(c->arena, struct stats_best_time);
	struct str zone = http_header(c->req, STR("X-Time-Zone"));

	if (!read_best(c, found, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "time_zone", c->zone_owned ? zone : c->api->zone_name);
	json_put_int(&c->json, "posts", found->best.posts);
	json_put_bool(&c->json, "has_audience", found->best.has_audience);
	put_suggested(c, &found->best);
	json_end_object(&c->json);
	return true;
}

#define READ .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_READ
#define WRITE .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_WRITE

static const struct route routes[] = {
	{ HTTP_GET, "/api/queue-slots", answer, READ, .reads = true,
	  .doc = "An account's queue, and where its next posts would go.",
	  .query = QUERY(which_query), .reply = &queue_shape },
	{ HTTP_PUT, "/api/queue-slots", set, WRITE,
	  .doc = "The whole queue anew; what is planned stays where it is.",
	  .query = QUERY(which_query), .body = { .shape = &body_shape }, .reply = &queue_shape },
	{ HTTP_GET, "/api/queue-slots/suggested", suggest, READ, .reads = true,
	  .doc = "Slots from the best times to post.", .query = QUERY(which_query),
	  .reply = &suggested_shape },
};

const struct route_table queue_slot_routes = { routes, COUNT_OF(routes), "Queues of slots" };
