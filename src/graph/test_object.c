/* Page listing with its branches, insight rows, media and comments. */
#include "graph/oauth.h"
#include "graph/object.h"
#include "graph/test_graph.h"

#define ERROR "{\"error\":{\"message\":\"m\",\"code\":2}}"
#define EMPTY "{\"data\":[]}"
#define ITEM(body) "{\\\"data\\\":[" body "]}"
#define OWNED                                                                                      \
	"{\\\"id\\\":\\\"1\\\",\\\"name\\\":\\\"A\\\",\\\"instagram_business_account\\\":{"        \
	"\\\"id\\\":"                                                                              \
	"\\\"17841\\\"}},{\\\"id\\\":\\\"3\\\",\\\"name\\\":\\\"C\\\",\\\"access_token\\\":"       \
	"\\\"EAAc\\\"}"
#define ACCOUNTS                                                                                   \
	"{\"data\":[{\"id\":\"1\",\"name\":\"A\",\"access_token\":\"EAAa\",\"tasks\":["            \
	"\"ANALYZE\","                                                                             \
	"\"PROFILE_PLUS_CREATE_CONTENT\"]},{\"id\":\"2\",\"name\":\"B\",\"tasks\":[\"ADVERTISE\"]" \
	","                                                                                        \
	"\"connected_instagram_account\":{\"id\":\"9\"}}]}"
#define BUSINESSES "{\"data\":[{\"id\":\"70\",\"name\":\"Biz\"}]}"

static void test_branches(void **state)
{
	(void)state;
	static const struct {
		const char *name, *scopes;
		struct answer answers[4];
		size_t pages;
		bool complete;
		const char *branch;
	} rows[] = {
		{ "all",
		  "pages_show_list,business_management",
		  { { "/me/accounts", 200, ACCOUNTS, NULL, 0 },
		    { "/me/businesses", 200, BUSINESSES, NULL, 0 },
		    { "POST", 200,
		      "[{\"code\":200,\"body\":\"" ITEM(OWNED) "\"},{\"code\":200,\"body\":\"" ITEM(
			      "") "\"}]",
		      NULL, 0 } },
		  3,
		  true,
		  "" },
		{ "portfolios not granted",
		  "pages_show_list",
		  { { "/me/accounts", 200, ACCOUNTS, NULL, 0 } },
		  2,
		  true,
		  "" },
		{ "only in a portfolio",
		  "business_management",
		  { { "/me/accounts", 200, EMPTY, NULL, 0 },
		    { "/me/businesses", 200, BUSINESSES, NULL, 0 },
		    { "POST", 200,
		      "[{\"code\":200,\"body\":\"" ITEM(OWNED) "\"},{\"code\":200,\"body\":\"" ITEM(
			      "") "\"}]",
		      NULL, 0 } },
		  2,
		  true,
		  "" },
		{ "accounts fail",
		  "business_management",
		  { { "/me/accounts", 500, ERROR, NULL, 0 },
		    { "/me/businesses", 200, EMPTY, NULL, 0 } },
		  0,
		  false,
		  "ME_ACCOUNTS" },
		{ "businesses fail",
		  "business_management",
		  { { "/me/accounts", 200, ACCOUNTS, NULL, 0 },
		    { "/me/businesses", 500, ERROR, NULL, 0 } },
		  2,
		  false,
		  "ME_BUSINESSES" },
		{ "one edge fails",
		  "business_management",
		  { { "/me/accounts", 200, ACCOUNTS, NULL, 0 },
		    { "/me/businesses", 200, BUSINESSES, NULL, 0 },
		    { "POST", 200,
		      "[{\"code\":200,\"body\":\"" ITEM(
			      OWNED) "\"},{\"code\":403,\"body\":\"{\\\"error\\\":"
				     "{\\\"code\\\":200,\\\"message\\\":\\\"x\\\"}}\"}]",
		      NULL, 0 } },
		  3,
		  false,
		  "CLIENT_PAGES" },
		{ "the batch fails",
		  "business_management",
		  { { "/me/accounts", 200, ACCOUNTS, NULL, 0 },
		    { "/me/businesses", 200, BUSINESSES, NULL, 0 },
		    { "POST", 0, NULL, NULL, 0 } },
		  2,
		  false,
		  "OWNED_PAGES" },
		{ "a circle",
		  "business_management",
		  { { "/me/accounts", 200,
		      "{\"data\":[{\"id\":\"1\"}],\"paging\":{\"cursors\":{\"after\":\"A\"},"
		      "\"next\":\"x\"}}",
		      NULL, 0 },
		    { "/me/businesses", 200, EMPTY, NULL, 0 } },
		  1,
		  false,
		  "ME_ACCOUNTS" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(world_freep) struct world *w = world_new(rows[i].answers, 0);
		while (w->answer_count < 4 && rows[i].answers[w->answer_count].match)
			w->answer_count++;
		struct err err = ERR_INIT;
		struct graph_pages pages;
		check_ok(graph_list_pages(&w->who, &w->arena, str_of(rows[i].scopes), &pages, &err),
			 &err);
		check_int(rows[i].name, pages.count, rows[i].pages);
		check_int(rows[i].name, pages.complete, rows[i].complete);
		check_str(rows[i].name, str_of(pages.trouble_branch), str_of(rows[i].branch));
		graph_pages_free(&pages);
	}
}

static void test_the_better_entry_wins(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "/me/accounts", 200, ACCOUNTS, NULL, 0 },
		{ "/me/businesses", 200, BUSINESSES, NULL, 0 },
		{ "POST", 200,
		  "[{\"code\":200,\"body\":\"" ITEM(OWNED) "\"},{\"code\":200,\"body\":\"" ITEM(
			  OWNED) "\"}]",
		  NULL, 0 },
	};
	WORLD(w, answers);
	struct err err = ERR_INIT;
	struct graph_pages pages;

	check_ok(graph_list_pages(&w->who, &w->arena, STR("business_management"), &pages, &err),
		 &err);
	check_int("no doubles", pages.count, 3);
	check_str("token of A", secret_view(pages.at[0].token), STR("EAAa"));
	check_str("instagram of A", pages.at[0].instagram.id, STR("17841"));
	check_true("tasks of A", pages.at[0].tasks.len && pages.at[0].can_create_content);
	check_true("B may not", pages.at[1].tasks.len && !pages.at[1].can_create_content);
	check_true("B has a personal account", pages.at[1].has_personal_instagram);
	assert_null(pages.at[1].token);
	check_str("token of C", secret_view(pages.at[2].token), STR("EAAc"));
	check_true("C has no tasks", !pages.at[2].tasks.at);
	check_str("C is of a portfolio", pages.at[2].business_id, STR("70"));
	graph_pages_free(&pages);
}

static void test_a_dead_token_is_no_empty_list(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "", 400, "{\"error\":{\"code\":190,\"error_subcode\":460,\"message\":\"m\"}}",
		  NULL, 0 },
	};
	WORLD(w, answers);
	struct err err = ERR_INIT;
	struct graph_pages pages;
	check_true("fails", !graph_list_pages(&w->who, &w->arena, STR(""), &pages, &err));
	check_int("code", err.code, ERR_TOKEN_EXPIRED);
}

/* ---- insights ---------------------------------------------------------------------------------
 */

static void note_value(void *ctx, const struct graph_value *v)
{
	struct buf *out = ctx;
	buf_fmt(out, "%.*s@%lld[%.*s|%.*s]h%d=%lld;", STR_ARG(v->metric), (long long)v->end_time_s,
		STR_ARG(v->dimension[0]), STR_ARG(v->dimension[1]), v->hour, (long long)v->value);
}

static void test_insight_forms(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		long count;
		const char *want;
	} rows[] = {
		{ "{\"data\":[{\"name\":\"reach\",\"period\":\"day\",\"values\":[{\"value\":12,"
		  "\"end_time\":"
		  "\"2026-01-11T08:00:00+0000\"},{\"value\":0,\"end_time\":\"2026-01-12T08:00:00+"
		  "0000\"}]}]}",
		  2, "reach@1768118400[|]h-1=12;reach@1768204800[|]h-1=0;" },
		{ "{\"data\":[{\"name\":\"views\",\"total_value\":{\"value\":224,\"breakdowns\":[{"
		  "\"dimension_keys\":[\"media_product_type\"],\"results\":[{\"dimension_values\":["
		  "\"POST\"],"
		  "\"value\":124}]}]}}]}",
		  2, "views@0[|]h-1=224;views@0[POST|]h-1=124;" },
		{ "{\"data\":[{\"name\":\"e\",\"total_value\":{\"breakdowns\":[{\"dimension_keys\":"
		  "["
		  "\"timeframe\",\"country\"],\"results\":[{\"dimension_values\":[\"THIS_MONTH\","
		  "\"ID\"],"
		  "\"value\":13}]}]}}]}",
		  1, "e@0[ID|]h-1=13;" },
		{ "{\"data\":[{\"name\":\"f\",\"total_value\":{\"breakdowns\":[{\"dimension_keys\":"
		  "[\"age\","
		  "\"gender\"],\"results\":[{\"dimension_values\":[\"18-24\",\"F\"],\"value\":5}]}]"
		  "}}]}",
		  1, "f@0[18-24|F]h-1=5;" },
		{ "{\"data\":[{\"name\":\"online_followers\",\"values\":[{\"value\":{\"0\":3,"
		  "\"23\":4},"
		  "\"end_time\":\"2026-01-11T08:00:00+0000\"},{\"value\":{}}]}]}",
		  2, "online_followers@1768118400[|]h0=3;online_followers@1768118400[|]h23=4;" },
		{ "{\"data\":[{\"name\":\"navigation\",\"values\":[{\"value\":25}],\"total_value\":"
		  "{"
		  "\"value\":25,\"breakdowns\":[{\"dimension_keys\":[\"a\"],\"results\":[{"
		  "\"dimension_values\":[\"tap_exit\"],\"value\":1}]}]}}]}",
		  2, "navigation@0[|]h-1=25;navigation@0[tap_exit|]h-1=1;" },
		/* skeletons and odd shapes give nothing, not zeros */
		{ "{\"data\":[{\"name\":\"follows_and_unfollows\",\"total_value\":{}}]}", 0, "" },
		{ "{\"data\":[{\"name\":\"x\",\"values\":[{}]},{\"values\":[{\"value\":1}]},7,null]"
		  "}",
		  0, "" },
		{ "{\"data\":[{\"name\":\"x\",\"values\":[{\"value\":1.5},{\"value\":\"7\"}]}]}", 0,
		  "" },
		{ "{\"data\":[]}", 0, "" },
		{ "[]", 0, "" },
		{ "{}", -1, "" },
		{ "3", -1, "" },
	};
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(buf_free) struct buf out;
		buf_init(&out, 4096);
		const struct json *json;
		struct err err = ERR_INIT;
		check_ok(json_parse(&a, str_of(rows[i].json), &json, &err), &err);
		check_int(rows[i].json, graph_insights_each(json, note_value, &out), rows[i].count);
		check_str(rows[i].json, buf_str(&out), str_of(rows[i].want));
	}
}

static void test_media_and_comments(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	const struct json *json;
	struct err err = ERR_INIT;
	struct graph_media media;
	struct graph_comment comment;

	check_ok(json_parse(&a,
			    STR("{\"id\":\"179\",\"timestamp\":\"2019-09-26T22:36:43+0000\","
				"\"media_type\":\"IMAGE\",\"comments_count\":0,\"owner\":{\"id\":"
				"\"17841\"}}"),
			    &json, &err),
		 &err);
	check_true("media", graph_media_read(json, &media));
	check_int("time", media.timestamp_s, 1569537403);
	check_true("hidden likes are unknown", !media.likes.has);
	check_true("no comments are zero", media.comments.has && media.comments.value == 0);
	assert_null(media.caption.at);

	static const char *const bad[] = { "{}", "{\"id\":\"1\"}",
					   "{\"id\":\"1\",\"timestamp\":\"yesterday\"}", "[]",
					   "7" };
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		check_ok(json_parse(&a, str_of(bad[i]), &json, &err), &err);
		check_true(bad[i], !graph_media_read(json, &media));
		check_true(bad[i], !graph_comment_read(json, &comment));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_branches),
		cmocka_unit_test(test_the_better_entry_wins),
		cmocka_unit_test(test_a_dead_token_is_no_empty_list),
		cmocka_unit_test(test_insight_forms),
		cmocka_unit_test(test_media_and_comments),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
