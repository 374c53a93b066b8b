/* Reach and impressions: daily values and their averages (cekbrand.md A.4, C.3). */
#include "api/put.h"
#include "api/tables.h"

static const struct member daily_insight_members[] = {
	{ "value", T_INT },
	{ "end_time", T_TIME },
	{ "period", T_CHOICE("day") },
	{ "updated_timestamp", T_TIME },
};
const struct shape daily_insight_shape =
	NAMED_OBJECT("DailyInsight", daily_insight_members, "One day as Meta counts days.");

static bool put_list(struct call *c, enum stats_insight which, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_insight_days days;

	if (!stats_insight_list(&reading, which, &days, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < days.count; i++) {
		json_object(&c->json);
		json_put_int(&c->json, "value", days.items[i].value);
		put_time(c, "end_time", days.items[i].end_time_s);
		json_put_str(&c->json, "period", STR("day"));
		put_time(c, "updated_timestamp", days.items[i].updated_s);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static bool reach(struct call *c, struct err *err)
{
	return put_list(c, STATS_REACH, err);
}

static bool impressions(struct call *c, struct err *err)
{
	return put_list(c, STATS_IMPRESSIONS, err);
}

static const struct member reach_summary_members[] = {
	{ "reach_average", T_NUMBER, NULLABLE },
	{ "reach_average_before", T_NUMBER, NULLABLE },
	{ "reach_average_growth", T_PERCENT, NULLABLE },
};
static const struct shape reach_summary_shape =
	NAMED_OBJECT("ReachSummary", reach_summary_members,
		     "Daily averages of the window and of the one before.");

static bool reach_average(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct compared average;

	if (!stats_insight_average(&reading, STATS_REACH, &average, err))
		return false;
	json_object(&c->json);
	put_opt_double(c, "reach_average", average.value);
	put_opt_double(c, "reach_average_before", average.before);
	put_percent(c, "reach_average_growth", average.growth);
	json_end_object(&c->json);
	return true;
}

static const struct member impressions_summary_members[] = {
	{ "impressions_average", T_NUMBER, NULLABLE },
	{ "impressions_before_average", T_NUMBER, NULLABLE },
	{ "impressions_average_growth", T_PERCENT, NULLABLE },
};
static const struct shape impressions_summary_shape =
	NAMED_OBJECT("ImpressionsSummary", impressions_summary_members,
		     "As for reach; the contract spells the middle member the other way round.");

/* The contract spells the middle member differently from reach's. */
static bool impressions_average(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct compared average;

	if (!stats_insight_average(&reading, STATS_IMPRESSIONS, &average, err))
		return false;
	json_object(&c->json);
	put_opt_double(c, "impressions_average", average.value);
	put_opt_double(c, "impressions_before_average", average.before);
	put_percent(c, "impressions_average_growth", average.growth);
	json_end_object(&c->json);
	return true;
}

#define READING .access = ACCESS_USER, .takes_window = true, .owns_account = true, .reads = true

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/reach", reach, READING,
	  .doc = "Accounts reached per day.", .reply = T_LIST(&daily_insight_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/reach/average/summary", reach_average,
	  READING, .doc = "Average daily reach, and against the window before.",
	  .reply = &reach_summary_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/impressions", impressions, READING,
	  .doc = "Impressions (views) per day.", .reply = T_LIST(&daily_insight_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/impressions/average/summary",
	  impressions_average, READING,
	  .doc = "Average daily impressions, and against the window before.",
	  .reply = &impressions_summary_shape },
};

const struct route_table insight_routes = { routes, COUNT_OF(routes), "Reach and impressions" };
