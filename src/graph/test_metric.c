/* The catalogue is data, so the test is about its consistency. */
#include "base/clock.h"
#include "base/test.h"
#include "graph/metric.h"

static void test_rows_are_consistent(void **state)
{
	(void)state;
	size_t count;
	const struct graph_metric *m = graph_metrics(&count);

	for (size_t i = 0; i < count; i++) {
		int64_t since = 0, until = 0;
		check_true(m[i].name, m[i].levels != 0 && m[i].levels < GRAPH_LEVELS_END);
		check_true(m[i].name, m[i].period);
		check_true(m[i].name, !m[i].since || day_parse(str_of(m[i].since), &since));
		check_true(m[i].name, !m[i].until || day_parse(str_of(m[i].until), &until));
		check_true(m[i].name, !m[i].until || since < until);
		check_int(m[i].name, m[i].until != NULL, m[i].until_version != NULL);
		check_true(m[i].name, m[i].form != GRAPH_BREAKDOWN || m[i].breakdown || m[i].until);
		check_true(m[i].name, m[i].form == GRAPH_LIFETIME || m[i].levels == GRAPH_ACCOUNT ||
					      m[i].levels == GRAPH_OF_PAGE);
		if (m[i].replaced_by) {
			const struct graph_metric *successor = NULL;
			for (unsigned level = 1; level < GRAPH_LEVELS_END && !successor;
			     level <<= 1) {
				if (m[i].levels & level)
					successor = graph_metric_find(str_of(m[i].replaced_by),
								      (enum graph_level)level);
			}
			check_true(m[i].name, successor && !successor->until);
		}
	}
}

static void test_no_two_rows_answer_at_once(void **state)
{
	(void)state;
	size_t count;
	const struct graph_metric *m = graph_metrics(&count);

	for (size_t i = 0; i < count; i++) {
		for (size_t j = i + 1; j < count; j++) {
			bool same = str_eq(str_of(m[i].name), str_of(m[j].name)) &&
				    (m[i].levels & m[j].levels) &&
				    str_eq(str_of(m[i].breakdown), str_of(m[j].breakdown));
			check_true(m[i].name, !same);
		}
	}
}

static void test_stored_series_have_a_living_source(void **state)
{
	(void)state;
	static const struct {
		const char *series, *metric;
		enum graph_level level;
	} rows[] = {
		{ "reach", "reach", GRAPH_ACCOUNT },
		{ "impressions", "views", GRAPH_ACCOUNT },
		{ "online_followers", "online_followers", GRAPH_ACCOUNT },
		{ "audience_city", "follower_demographics", GRAPH_ACCOUNT },
		{ "reach", "reach", GRAPH_REELS },
		{ "impressions", "views", GRAPH_FEED },
		{ "engagement", "total_interactions", GRAPH_REELS },
		{ "saved", "saved", GRAPH_FEED },
		{ "avg_watch_time_ms", "ig_reels_avg_watch_time", GRAPH_REELS },
		{ "navigation", "navigation", GRAPH_STORY },
		{ "page_media_view", "page_media_view", GRAPH_OF_PAGE },
		{ "page_daily_follows_unique", "page_daily_follows_unique", GRAPH_OF_PAGE },
	};
	int64_t day;
	assert_true(day_parse(STR("2026-11-21"), &day));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct graph_metric *m =
			graph_metric_find(str_of(rows[i].metric), rows[i].level);
		check_true(rows[i].metric, m && graph_metric_is_live(m, day));
		check_str(rows[i].metric, str_of(m->series), str_of(rows[i].series));
	}
}

static void test_life_times(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		enum graph_level level;
		const char *day;
		bool live;
	} rows[] = {
		{ "impressions", GRAPH_ACCOUNT, "2025-04-20", true },
		{ "impressions", GRAPH_ACCOUNT, "2025-04-21", false },
		{ "views", GRAPH_ACCOUNT, "2025-01-20", false },
		{ "views", GRAPH_ACCOUNT, "2025-01-21", true },
		{ "video_views", GRAPH_REELS, "2026-01-01", false },
		{ "page_fans", GRAPH_OF_PAGE, "2025-11-14", true },
		{ "page_fans", GRAPH_OF_PAGE, "2025-11-15", false },
		{ "page_impressions_unique", GRAPH_OF_PAGE, "2026-06-15", false },
		{ "link_clicks", GRAPH_STORY, "2026-06-21", false },
		{ "link_clicks", GRAPH_STORY, "2026-06-22", true },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t day;
		assert_true(day_parse(str_of(rows[i].day), &day));
		const struct graph_metric *m =
			graph_metric_find(str_of(rows[i].name), rows[i].level);
		check_true(rows[i].name, m);
		check_int(rows[i].name, graph_metric_is_live(m, day), rows[i].live);
	}
	assert_null(graph_metric_find(STR("link_clicks"), GRAPH_REELS));
	assert_null(graph_metric_find(STR("nonsense"), GRAPH_ACCOUNT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_consistent),
		cmocka_unit_test(test_no_two_rows_answer_at_once),
		cmocka_unit_test(test_stored_series_have_a_living_source),
		cmocka_unit_test(test_life_times),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
