/* Insights of accounts and media: spec meta-graph.md 4. */
#include "graphsim/control/test_sim_world.h"

#include "graphsim/world/demographics.h"
#include "graphsim/world/pacific.h"

struct fixture {
	struct sim sim;
	struct str token;
	struct str account;
};

static struct sim_answer insights(struct fixture *f, const char *query)
{
	return sim_graph(&f->sim, f->token, "/%.*s/insights?%s", STR_ARG(f->account), query);
}

static void test_refusals(void **state)
{
	static const struct {
		const char *query;
		int status;
		int64_t code;
		const char *message;
	} rows[] = {
		{ "period=day", 400, 100, "(#100) The parameter metric is required" },
		{ "metric=reach", 400, 100, "(#100) The parameter period is required" },
		{ "metric=bogus&period=day", 400, 100,
		  "(#100) metric[0] must be one of the following values: reach, follower_count, "
		  "website_clicks, profile_views, online_followers, accounts_engaged, "
		  "total_interactions, likes, comments, shares, saves, replies, "
		  "engaged_audience_demographics, reached_audience_demographics, "
		  "follower_demographics, follows_and_unfollows, profile_links_taps, views, "
		  "threads_likes, threads_replies, reposts, quotes, threads_followers, "
		  "threads_follower_demographics, content_views, threads_views, threads_clicks, "
		  "threads_reposts" },
		{ "metric=reach,audience_city&period=lifetime", 400, 100,
		  "(#100) metric[1] must be one of the following values" },
		{ "metric=reach,email_contacts&period=day", 400, 100,
		  "(#100) metric[1] must be one of the following values" },
		{ "metric=impressions&period=day", 400, 100,
		  "Starting from version 22 and above, the impressions metric is no longer" },
		{ "metric=views&period=day", 400, 100,
		  "(#100) The following metrics (views) should be specified with parameter "
		  "metric_type=total_value" },
		{ "metric=reach,views,likes&period=day", 400, 100,
		  "(#100) The following metrics (views, likes) should be specified" },
		{ "metric=profile_views&period=day&metric_type=time_series", 400, 100,
		  "(#100) The following metrics (profile_views) should be specified" },
		{ "metric=follower_count&period=day&metric_type=total_value", 400, 100,
		  "(#100) The following metrics (follower_count) are incompatible with the metric "
		  "type (total_value)" },
		{ "metric=reach&period=lifetime", 400, 100,
		  "(#100) The following metrics (reach) are incompatible with the period "
		  "(lifetime)" },
		{ "metric=reach&period=fortnight", 400, 100, "(#100) period must be one of" },
		{ "metric=reach&period=day&metric_type=x", 400, 100, "(#100) metric_type must be" },
		{ "metric=views&period=day&metric_type=total_value&breakdown=follower_type", 400,
		  100, "(#100) breakdown must be one of the following values: age, city" },
		{ "metric=views&period=day&metric_type=total_value&breakdown=city", 500, 1,
		  "An unknown error has occurred." },
		{ "metric=reach&period=day&since=2026-10-01&until=2026-11-15", 400, 100,
		  "(#100) There cannot be more than 30 days (2592000 s) between since and until" },
		{ "metric=reach&period=day&since=2026-11-15&until=2026-11-01", 400, 100,
		  "(#100) The since param must be before the until param" },
		{ "metric=follower_count&period=day&since=2026-09-01&until=2026-09-20", 400, 100,
		  "(#100) (follower_count) metric only supports querying data for the last 30 days "
		  "excluding the current day" },
		{ "metric=online_followers&period=lifetime&since=2026-09-01&until=2026-09-20", 400,
		  100, "(#100) (online_followers) metric only supports" },
		{ "metric=engaged_audience_demographics&period=lifetime&metric_type=total_value"
		  "&breakdown=city",
		  400, 100, "(#100) The parameter timeframe is required" },
		{ "metric=engaged_audience_demographics&period=lifetime&metric_type=total_value"
		  "&breakdown=city&timeframe=last_30_days",
		  400, 100, "(#100) The timeframe (last_30_days) is no longer supported" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a = insights(f, rows[i].query);

		check_int(rows[i].query, a.status, rows[i].status);
		check_int(rows[i].query, sim_int(a, "error.code"), rows[i].code);
		check_true(rows[i].query,
			   str_starts_with(sim_text(a, "error.message"), str_of(rows[i].message)));
	}
}

static void test_time_series(void **state)
{
	struct fixture *f = *state;
	struct sim_answer a = insights(
		f, "metric=reach,follower_count&period=day&since=2026-10-29&until=2026-11-05");
	static const char *const ends[] = { "2026-10-29T07:00:00+0000", "2026-10-30T07:00:00+0000",
					    "2026-10-31T07:00:00+0000", "2026-11-01T07:00:00+0000",
					    "2026-11-02T08:00:00+0000", "2026-11-03T08:00:00+0000",
					    "2026-11-04T08:00:00+0000" };

	check_int("two metrics", sim_count(a, "data"), 2);
	check_str("name", sim_text(a, "data.0.name"), STR("reach"));
	check_str("period", sim_text(a, "data.0.period"), STR("day"));
	check_str("id", sim_text(a, "data.1.id"),
		  str_fmt(&f->sim.arena, "%.*s/insights/follower_count/day", STR_ARG(f->account)));
	check_true("title", sim_text(a, "data.0.title").len > 0);
	check_int("a week", sim_count(a, "data.0.values"), COUNT_OF(ends));
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		const struct json *v = json_at(sim_at(a.json, "data.0.values"), i);

		check_str("Pacific midnight, over the change of clocks",
			  json_text(json_get(v, STR("end_time"))), str_of(ends[i]));
		check_true("value", json_number_or(json_get(v, STR("value")), 0) > 0);
	}
	check_true("paging", str_contains(sim_text(a, "paging.previous"), STR("&since=")));
	check_int("one value without a range",
		  sim_count(insights(f, "metric=reach&period=day"), "data.0.values"), 1);
	check_int(
		"a week is one number a day too",
		sim_count(insights(f, "metric=reach&period=week&since=2026-11-01&until=2026-11-04"),
			  "data.0.values"),
		3);
}

/* What is told is the truth, and only of days that are over. */
static void test_values_are_the_truth(void **state)
{
	struct fixture *f = *state;
	struct sim_answer truth =
		sim_get(&f->sim, "/_sim/truth/%.*s?day=2026-11-10", STR_ARG(f->account));
	struct sim_answer series =
		insights(f, "metric=reach,follower_count&period=day&since=2026-11-10T12:00:00Z"
			    "&until=2026-11-11T12:00:00Z");
	struct sim_answer total =
		insights(f, "metric=views,likes,comments,shares,saves,total_interactions,replies,"
			    "accounts_engaged,profile_views,website_clicks&period=day"
			    "&metric_type=total_value&since=2026-11-10T12:00:00Z"
			    "&until=2026-11-11T12:00:00Z");
	static const char *const names[] = { "views", "likes", "comments", "shares", "saves" };

	check_int("reach", sim_int(series, "data.0.values.0.value"), sim_int(truth, "reach"));
	check_int("gained", sim_int(series, "data.1.values.0.value"), sim_int(truth, "gained"));
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct json *m = json_at(json_get(total.json, STR("data")), i);

		check_str("order", json_text(json_get(m, STR("name"))), str_of(names[i]));
		check_int(names[i], json_number_or(sim_at(m, "total_value.value"), -1),
			  sim_int(truth, names[i]));
	}
	check_int("not over yet",
		  sim_get(&f->sim, "/_sim/truth/%.*s?day=2026-11-20", STR_ARG(f->account)).status,
		  404);
}

/* The sum of follows over days is the difference of followers, as a collector would find it. */
static void test_history_adds_up(void **state)
{
	struct fixture *f = *state;
	struct sim_answer first =
		sim_get(&f->sim, "/_sim/truth/%.*s?day=2026-10-31", STR_ARG(f->account));
	struct sim_answer last =
		sim_get(&f->sim, "/_sim/truth/%.*s?day=2026-11-15", STR_ARG(f->account));
	struct sim_answer a = insights(f, "metric=follows_and_unfollows&period=day"
					  "&metric_type=total_value&breakdown=follow_type"
					  "&since=2026-11-01T12:00:00Z&until=2026-11-16T12:00:00Z");
	const struct json *results = sim_at(a.json, "data.0.total_value.breakdowns.0.results");

	check_str("gained", json_text(sim_at(results, "0.dimension_values.0")), STR("FOLLOWER"));
	check_str("lost", json_text(sim_at(results, "1.dimension_values.0")), STR("NON_FOLLOWER"));
	check_int("difference",
		  json_number_or(sim_at(results, "0.value"), 0) -
			  json_number_or(sim_at(results, "1.value"), 0),
		  sim_int(last, "followers") - sim_int(first, "followers"));
	check_true("a skeleton without the breakdown",
		   !sim_at(insights(f, "metric=follows_and_unfollows&period=day&metric_type="
				       "total_value&since=2026-11-01&until=2026-11-10")
				   .json,
			   "data.0.total_value.value"));
}

static void test_breakdowns(void **state)
{
	struct fixture *f = *state;
	struct sim_answer a = insights(f, "metric=views,reach&period=day&metric_type=total_value"
					  "&breakdown=media_product_type&since=2026-11-01"
					  "&until=2026-11-15");
	const struct json *results = sim_at(a.json, "data.0.total_value.breakdowns.0.results");
	int64_t sum = 0;

	check_str("key", sim_text(a, "data.0.total_value.breakdowns.0.dimension_keys.0"),
		  STR("media_product_type"));
	for (const struct json *r = json_first(results); r; r = r->next)
		sum += json_number_or(json_get(r, STR("value")), 0);
	check_int("four products", json_count(results), 4);
	check_int("views add up", sum, sim_int(a, "data.0.total_value.value"));
	a = insights(f, "metric=views&period=day&metric_type=total_value&breakdown=follow_type");
	check_int("two kinds of viewers", sim_count(a, "data.0.total_value.breakdowns.0.results"),
		  2);
	a = insights(f, "metric=profile_links_taps&period=day&metric_type=total_value"
			"&breakdown=contact_button_type&since=2026-11-01&until=2026-11-15");
	check_true("buttons", sim_count(a, "data.0.total_value.breakdowns.0.results") > 2);
}

static void test_demographics(void **state)
{
	struct fixture *f = *state;
	struct sim_answer city = insights(f, "metric=follower_demographics&period=lifetime"
					     "&metric_type=total_value&breakdown=city");
	struct sim_answer pair = insights(f, "metric=follower_demographics&period=lifetime"
					     "&metric_type=total_value&breakdown=age,gender");
	struct sim_answer engaged = insights(f, "metric=engaged_audience_demographics"
						"&period=lifetime&metric_type=total_value"
						"&breakdown=country&timeframe=this_month");

	check_int("top 45", sim_count(city, "data.0.total_value.breakdowns.0.results"), 45);
	check_str("first",
		  sim_text(city, "data.0.total_value.breakdowns.0.results.0.dimension_values.0"),
		  STR("Jakarta, Jakarta"));
	check_true("no total", !sim_at(city.json, "data.0.total_value.value"));
	check_int("combinations", sim_count(pair, "data.0.total_value.breakdowns.0.results"), 21);
	check_int("two values",
		  sim_count(pair, "data.0.total_value.breakdowns.0.results.0.dimension_values"), 2);
	check_str("timeframe comes first",
		  sim_text(engaged, "data.0.total_value.breakdowns.0.dimension_keys.0"),
		  STR("timeframe"));
	check_str("its value",
		  sim_text(engaged, "data.0.total_value.breakdowns.0.results.0.dimension_values.0"),
		  STR("THIS_MONTH"));
}

static void test_online_followers(void **state)
{
	struct fixture *f = *state;
	struct sim_answer a = insights(f, "metric=online_followers&period=lifetime&since=2026-11-15"
					  "&until=2026-11-18");

	check_int("days", sim_count(a, "data.0.values"), 3);
	check_int("hours", sim_count(a, "data.0.values.0.value"), 24);
	check_true("a number", sim_int(a, "data.0.values.0.value.5") > 1000);
}

static void test_small_accounts(void **state)
{
	static const char *const queries[] = {
		"metric=follower_count&period=day",
		"metric=online_followers&period=lifetime",
		"metric=follows_and_unfollows&period=day&metric_type=total_value&breakdown=follow_"
		"type",
		"metric=follower_demographics&period=lifetime&metric_type=total_value&breakdown="
		"city",
	};
	struct fixture *f = *state;
	struct str t = sim_login(&f->sim, "hana");
	struct str ig = sim_instagram(&f->sim, "hana");

	for (size_t i = 0; i < COUNT_OF(queries); i++)
		check_int(queries[i],
			  sim_count(sim_graph(&f->sim, t, "/%.*s/insights?%s", STR_ARG(ig),
					      queries[i]),
				    "data"),
			  0);
	check_int("reach is told",
		  sim_count(sim_graph(&f->sim, t, "/%.*s/insights?metric=reach&period=day",
				      STR_ARG(ig)),
			    "data"),
		  1);
}

/* For a day after its end a day is still being counted. */
static void test_lag(void **state)
{
	struct fixture *f = *state;
	const char *query = "metric=reach&period=day&since=2026-11-18T12:00:00Z"
			    "&until=2026-11-19T12:00:00Z";

	sim_set_clock(&f->sim, "2026-11-19T09:00:00Z");
	int64_t early = sim_int(insights(f, query), "data.0.values.0.value");
	sim_set_clock(&f->sim, "2026-11-20T09:00:00Z");
	int64_t settled = sim_int(insights(f, query), "data.0.values.0.value");
	sim_set_clock(&f->sim, "2026-11-21T09:00:00Z");
	int64_t later = sim_int(insights(f, query), "data.0.values.0.value");

	check_true("less at first", early < settled && early > settled / 2);
	check_int("then it stands", later, settled);
}

static struct str media_of(struct fixture *f, enum media_kind kind, size_t from)
{
	struct account *a = world_account(f->sim.world, f->account);
	int64_t now_s = world_now_s(f->sim.world);

	for (size_t i = from;; i++) {
		const struct media *m = account_media_at(a, i, now_s);

		assert_non_null(m);
		if (m->kind == kind)
			return sim_id_text(&f->sim.arena, m->key);
	}
}

static void test_media_metrics(void **state)
{
	static const struct {
		enum media_kind kind;
		const char *metrics;
		const char *refused; /* NULL: all are answered */
	} rows[] = {
		{ MEDIA_IMAGE,
		  "views,reach,shares,total_interactions,reposts,likes,comments,saved,follows,"
		  "profile_visits,profile_activity,total_likes,total_comments,total_views",
		  NULL },
		{ MEDIA_ALBUM, "views,reach,saved", NULL },
		{ MEDIA_REEL,
		  "views,reach,likes,comments,saved,shares,ig_reels_avg_watch_time,"
		  "ig_reels_video_view_total_time,reels_skip_rate,crossposted_views",
		  NULL },
		{ MEDIA_REEL, "reach,follows,profile_visits", "follows, profile_visits" },
		{ MEDIA_IMAGE, "reach,replies,ig_reels_avg_watch_time",
		  "replies, ig_reels_avg_watch_time" },
		{ MEDIA_IMAGE, "navigation", "navigation" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str id = media_of(f, rows[i].kind, 3);
		struct sim_answer a = sim_graph(&f->sim, f->token, "/%.*s/insights?metric=%s",
						STR_ARG(id), rows[i].metrics);

		if (!rows[i].refused) {
			check_int(rows[i].metrics, a.status, 200);
			check_true(rows[i].metrics, sim_int(a, "data.0.values.0.value") > 0);
			check_str(rows[i].metrics, sim_text(a, "data.0.period"), STR("lifetime"));
			check_true(rows[i].metrics, !sim_at(a.json, "paging"));
			continue;
		}
		check_str(
			rows[i].metrics, sim_text(a, "error.message"),
			str_fmt(&f->sim.arena,
				"(#100) The Media Insights API does not support the %s metric for "
				"this media product type.",
				rows[i].refused));
	}
}

static void test_media_refusals(void **state)
{
	struct fixture *f = *state;
	struct str id = media_of(f, MEDIA_IMAGE, 0);
	struct account *a = world_account(f->sim.world, f->account);
	int64_t now_s = world_now_s(f->sim.world);
	size_t count = account_media_count(a, now_s);
	struct str oldest = sim_id_text(&f->sim.arena, account_media_at(a, count - 1, now_s)->key);
	struct sim_answer old =
		sim_graph(&f->sim, f->token, "/%.*s/insights?metric=reach", STR_ARG(oldest));

	check_int("before conversion", sim_int(old, "error.error_subcode"), 2108006);
	check_str("title", sim_text(old, "error.error_user_title"),
		  STR("Media posted before business account conversion"));
	check_true("impressions",
		   str_starts_with(
			   sim_text(sim_graph(&f->sim, f->token,
					      "/%.*s/insights?metric=impressions", STR_ARG(id)),
				    "error.message"),
			   STR("Starting from version 22")));
	check_true("plays are no metric any more",
		   str_starts_with(
			   sim_text(sim_graph(&f->sim, f->token,
					      "/%.*s/insights?metric=reach,plays", STR_ARG(id)),
				    "error.message"),
			   STR("(#100) metric[1] must be one of the following values")));
}

/* Goes to two hours after the next story of the account. */
static struct str next_story(struct sim *s, struct str account)
{
	struct account *a = world_account(s->world, account);
	int64_t now_s = world_now_s(s->world);

	account_extend(a, now_s + 20 * (int64_t)DAY_S);
	for (size_t i = 0; i < a->story_count; i++) {
		if (a->stories[i].posted_s <= now_s)
			continue;
		world_set_clock(s->world, (a->stories[i].posted_s + 2 * HOUR_S) * 1000);
		return sim_id_text(&s->arena, a->stories[i].key);
	}
	return STR_NONE;
}

static void test_story_insights(void **state)
{
	struct fixture *f = *state;
	struct str id = next_story(&f->sim, f->account);
	struct sim_answer a =
		sim_graph(&f->sim, f->token,
			  "/%.*s/insights?metric=navigation&breakdown=story_navigation_action_type",
			  STR_ARG(id));
	const struct json *results = sim_at(a.json, "data.0.total_value.breakdowns.0.results");
	int64_t sum = 0;

	for (const struct json *r = json_first(results); r; r = r->next)
		sum += json_number_or(json_get(r, STR("value")), 0);
	check_true("some", sum > 100);
	check_int("parts add up", sum, sim_int(a, "data.0.values.0.value"));
	check_str("lower case", json_text(sim_at(results, "0.dimension_values.0")),
		  STR("swipe_forward"));
}

static void test_few_viewers(void **state)
{
	struct fixture *f = *state;
	struct str t = sim_login(&f->sim, "hana");
	struct str id = next_story(&f->sim, sim_instagram(&f->sim, "hana"));
	struct sim_answer a = sim_graph(&f->sim, t, "/%.*s/insights?metric=reach", STR_ARG(id));

	check_int("code", sim_int(a, "error.code"), 10);
	check_str("text", sim_text(a, "error.message"),
		  STR("(#10) Not enough viewers for the media to show insights"));
}

/* Inside a listing: values per media, and one metric that does not fit spoils the list (9.3). */
static void test_in_expansion(void **state)
{
	struct fixture *f = *state;
	struct sim_answer a = sim_graph(
		&f->sim, f->token,
		"/%.*s/"
		"media?limit=100&fields=id,insights.metric(views,reach,saved)%%7Bname,values%%7D",
		STR_ARG(f->account));

	check_int("a hundred", sim_count(a, "data"), 100);
	check_int("three each", sim_count(a, "data.99.insights.data"), 3);
	check_true("only what was asked", !sim_at(a.json, "data.0.insights.data.0.title"));
	a = sim_graph(&f->sim, f->token,
		      "/%.*s/media?limit=50&fields=id,insights.metric(reach,follows)",
		      STR_ARG(f->account));
	check_int("spoilt", a.status, 400);
	check_int("a permission is needed",
		  sim_int(sim_graph(&f->sim,
				    sim_login_with(&f->sim, "rani", TEST_SCOPES,
						   "&_sim_decline=instagram_manage_insights"),
				    "/%.*s/insights?metric=reach&period=day", STR_ARG(f->account)),
			  "error.code"),
		  10);
}

static int set_up(void **state)
{
	static struct fixture f;

	sim_start(&f.sim);
	f.token = sim_login(&f.sim, "rani");
	f.account = sim_instagram(&f.sim, "rani");
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	sim_stop(&f->sim);
	return 0;
}

#define FIXTURE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_refusals),
		FIXTURE_TEST(test_time_series),
		FIXTURE_TEST(test_values_are_the_truth),
		FIXTURE_TEST(test_history_adds_up),
		FIXTURE_TEST(test_breakdowns),
		FIXTURE_TEST(test_demographics),
		FIXTURE_TEST(test_online_followers),
		FIXTURE_TEST(test_small_accounts),
		FIXTURE_TEST(test_lag),
		FIXTURE_TEST(test_media_metrics),
		FIXTURE_TEST(test_media_refusals),
		FIXTURE_TEST(test_story_insights),
		FIXTURE_TEST(test_few_viewers),
		FIXTURE_TEST(test_in_expansion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
