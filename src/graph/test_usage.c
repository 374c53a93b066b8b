#include "base/limits.h"
#include "base/test.h"
#include "graph/usage.h"
#include "net/net.h"

#define NOW_MS 1790000000000
#define ACCOUNT STR("17841405309211844")

static int64_t pause_after(const char *header, const char *value, struct str account,
			   int64_t later_ms)
{
	struct graph_usage *u = graph_usage_new();
	const struct net_header headers[] = { { str_of(header), str_of(value) } };
	const struct net_reply reply = { .headers = headers, .header_count = 1 };

	graph_usage_read(u, ACCOUNT, &reply, NOW_MS);
	int64_t pause = graph_usage_pause_ms(u, account, NOW_MS + later_ms);
	graph_usage_free(u);
	return pause;
}

static void test_headers(void **state)
{
	(void)state;
	static const struct {
		const char *header, *value;
		int64_t later_ms;
		int64_t min_ms, max_ms; /* of the pause */
	} rows[] = {
		{ "X-App-Usage", "{\"call_count\":28,\"total_time\":25,\"total_cputime\":25}", 0, 0,
		  0 },
		{ "x-app-usage", "{\"call_count\":10,\"total_time\":79,\"total_cputime\":25}", 0, 0,
		  0 },
		{ "X-App-Usage", "{\"call_count\":10,\"total_time\":85,\"total_cputime\":2}", 0,
		  1000, 5000 },
		{ "X-App-Usage", "{\"call_count\":1,\"total_time\":2,\"total_cputime\":94}", 0,
		  9000, 10000 },
		{ "X-App-Usage", "{\"call_count\":95}", 0, 300000, 300000 },
		{ "X-App-Usage", "{\"call_count\":100}", 299000, 1000, 1000 },
		{ "X-App-Usage", "{\"call_count\":100}", 300000, 0, 0 },
		{ "X-Page-Usage", "{\"call_count\":96}", 0, 300000, 300000 },
		{ "X-Business-Use-Case-Usage",
		  "{\"17841405309211844\":[{\"type\":\"pages\",\"call_count\":3},{\"type\":"
		  "\"instagram\","
		  "\"call_count\":100,\"total_cputime\":25,\"total_time\":25,"
		  "\"estimated_time_to_regain_access\":19}]}",
		  0, 19 * 60000, 19 * 60000 },
		{ "X-Business-Use-Case-Usage",
		  "{\"1\":[{\"type\":\"instagram\",\"call_count\":100,"
		  "\"estimated_time_to_regain_access\":19}]}",
		  0, 19 * 60000, 19 * 60000 }, /* of the business behind our account */
		{ "X-Business-Use-Case-Usage",
		  "{\"1\":[{\"type\":\"pages\",\"call_count\":100,"
		  "\"estimated_time_to_regain_access\":19}],"
		  "\"17841405309211844\":[{\"type\":\"instagram\",\"call_count\":3}]}",
		  0, 0, 0 }, /* somebody else's, and ours beside it */
		{ "X-Business-Use-Case-Usage",
		  "{\"17841405309211844\":[{\"type\":\"instagram\",\"call_count\":97},"
		  "{\"type\":\"pages\",\"call_count\":20,"
		  "\"estimated_time_to_regain_access\":7}]}",
		  0, 7 * 60000, 7 * 60000 }, /* the longest time of any use */
		/* nonsense is ignored */
		{ "X-App-Usage", "", 0, 0, 0 },
		{ "X-App-Usage", "{\"call_count\":", 0, 0, 0 },
		{ "X-App-Usage", "[100]", 0, 0, 0 },
		{ "X-App-Usage", "{\"call_count\":\"100\"}", 0, 0, 0 },
		{ "X-Business-Use-Case-Usage", "{\"17841405309211844\":7}", 0, 0, 0 },
		{ "X-Business-Use-Case-Usage", "[[[]]]", 0, 0, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t pause =
			pause_after(rows[i].header, rows[i].value, ACCOUNT, rows[i].later_ms);
		check_true(rows[i].value, pause >= rows[i].min_ms && pause <= rows[i].max_ms);
	}
}

static void test_an_hour_forgets(void **state)
{
	(void)state;
	struct graph_usage *u = graph_usage_new();
	const struct net_header headers[] = { { STR_INIT("X-Page-Usage"),
						STR_INIT("{\"call_count\":90}") } };
	const struct net_reply reply = { .headers = headers, .header_count = 1 };

	graph_usage_read(u, ACCOUNT, &reply, NOW_MS);
	check_int("fresh", graph_usage_percent(u, ACCOUNT, NOW_MS), 90);
	check_int("other", graph_usage_percent(u, STR("5"), NOW_MS), 0);
	check_int("stale", graph_usage_percent(u, ACCOUNT, NOW_MS + 3600000), 0);
	graph_usage_free(u);
}

static void test_blocks(void **state)
{
	(void)state;
	struct graph_usage *u = graph_usage_new();

	graph_usage_block(u, ACCOUNT, NOW_MS, 5000);
	graph_usage_block(u, ACCOUNT, NOW_MS, 1000); /* never shortens */
	check_int("blocked", graph_usage_pause_ms(u, ACCOUNT, NOW_MS), 5000);
	check_int("another account", graph_usage_pause_ms(u, STR("9"), NOW_MS), 0);
	check_int("over", graph_usage_pause_ms(u, ACCOUNT, NOW_MS + 5000), 0);
	graph_usage_block(u, STR(""), NOW_MS, 7000);
	check_int("the app", graph_usage_pause_ms(u, STR("9"), NOW_MS), 7000);
	check_int("a clock set back", graph_usage_pause_ms(u, STR("9"), NOW_MS - 1), 0);
	graph_usage_free(u);
}

static void test_many_accounts(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, 4 * MIB);
	struct graph_usage *u = graph_usage_new();

	for (int i = 0; i < 20000; i++)
		graph_usage_block(u, str_fmt(&a, "1784%013d", i), NOW_MS, 1000);
	check_int("the newest is known", graph_usage_pause_ms(u, STR("17840000000019999"), NOW_MS),
		  1000);
	graph_usage_block(u, STR("1111111111111111111111111111111111111111111111111111"), NOW_MS,
			  9);
	graph_usage_free(u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_an_hour_forgets),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_many_accounts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
