/* Reach and impressions: daily values and their averages (cekbrand.md A.4, C.3). */
#include "api/put.h"
#include "api/tables.h"

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
	  .doc = "Accounts reached per day." },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/reach/average/summary", reach_average,
	  READING, .doc = "Average daily reach, and against the window before." },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/impressions", impressions, READING,
	  .doc = "Impressions (views) per day." },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/impressions/average/summary",
	  impressions_average, READING,
	  .doc = "Average daily impressions, and against the window before." },
};

const struct route_table insight_routes = { routes, COUNT_OF(routes) };
