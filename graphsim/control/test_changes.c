/* What people do to their accounts, media and grants (sim_changes.h), and Page insights. */
#include "graphsim/control/test_sim_world.h"

#define DISCOVERY                                                                                  \
	"/%.*s?fields=business_discovery.username(dapurnusantara.id){followers_count,username}"

static void change(struct sim *s, const char *lever, const char *fmt, ...) format_like(3, 4);
static void change(struct sim *s, const char *lever, const char *fmt, ...)
{
	char body[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(body, sizeof(body), fmt, args);
	va_end(args);
	struct sim_answer a = sim_post(s, str_of(lever), body);
	check_int(body, a.status, 200);
	check_int(body, sim_int(a, "changed"), 1);
}

static void test_accounts_change_standing(void **state)
{
	struct sim *s = *state;
	struct str rani = sim_instagram(s, "rani");
	struct str bima = sim_login(s, "bima");
	struct str seer = sim_instagram(s, "bima");
	struct str owner = sim_login(s, "rani");
	static const struct {
		const char *state;
		int seen, own;
	} rows[] = {
		{ "private", 400, 400 },
		{ "personal", 400, 400 },
		{ "gone", 400, 400 },
		{ "professional", 200, 200 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		change(s, "/_sim/account", "{\"account\":\"dapurnusantara.id\",\"state\":\"%s\"}",
		       rows[i].state);
		struct sim_answer a = sim_graph(s, bima, DISCOVERY, STR_ARG(seer));
		check_int(rows[i].state, a.status, rows[i].seen);
		check_int(rows[i].state, sim_int(a, "error.code"), rows[i].seen == 200 ? -1 : 110);
		a = sim_graph(s, owner, "/%.*s?fields=username", STR_ARG(rani));
		check_int(rows[i].state, a.status, rows[i].own);
		check_int(rows[i].state, sim_int(a, "error.error_subcode"),
			  rows[i].own == 200 ? -1 : 33);
		a = sim_graph(s, owner, "/me/accounts?fields=instagram_business_account");
		check_int(rows[i].state,
			  sim_at(a.json, "data.0.instagram_business_account") != NULL,
			  rows[i].own == 200);
	}
}

static void test_accounts_are_renamed(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");

	change(s, "/_sim/account",
	       "{\"account\":\"dapurnusantara.id\",\"username\":\"dapur.baru\"}");
	struct sim_answer a =
		sim_graph(s, t, "/%.*s?fields=username,media.limit(1){username}", STR_ARG(ig));
	check_str("own", sim_text(a, "username"), STR("dapur.baru"));
	check_str("its media", sim_text(a, "media.data.0.username"), STR("dapur.baru"));
	check_int("the old name", sim_graph(s, t, DISCOVERY, STR_ARG(ig)).status, 400);
	check_int("taken",
		  sim_post(s, STR("/_sim/account"),
			   "{\"account\":\"dapur.baru\",\"username\":\"kopisenja.bdg\"}")
			  .status,
		  400);
	check_int("reset", sim_post(s, STR("/_sim/reset"), "{}").status, 200);
	t = sim_login(s, "rani");
	check_int("as cast", sim_graph(s, t, DISCOVERY, STR_ARG(ig)).status, 200);
}

static void test_media_are_deleted(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	struct sim_answer a = sim_graph(s, t, "/%.*s/media?limit=4", STR_ARG(ig));
	struct str second = sim_text(a, "data.1.id");
	struct str third = sim_text(a, "data.2.id");
	struct str after = sim_text(a, "paging.cursors.after");
	struct str fifth = sim_text(
		sim_graph(s, t, "/%.*s/media?limit=1&after=%.*s", STR_ARG(ig), STR_ARG(after)),
		"data.0.id");
	int64_t count =
		sim_int(sim_graph(s, t, "/%.*s?fields=media_count", STR_ARG(ig)), "media_count");

	change(s, "/_sim/media", "{\"media\":\"%.*s\",\"deleted\":true}", STR_ARG(second));
	check_int(
		"gone",
		sim_int(sim_graph(s, t, "/%.*s?fields=id", STR_ARG(second)), "error.error_subcode"),
		33);
	a = sim_graph(s, t, "/%.*s/media?limit=4", STR_ARG(ig));
	check_str("the next one moves up", sim_text(a, "data.1.id"), third);
	a = sim_graph(s, t, "/%.*s?fields=media_count", STR_ARG(ig));
	check_int("counted", sim_int(a, "media_count"), count - 1);
	/* Between two pages: the one the cursor points at goes before it is followed. */
	a = sim_graph(s, t, "/%.*s/media?limit=2", STR_ARG(ig));
	char fault[160];
	snprintf(fault, sizeof(fault), "{\"path\":\"/*/media\",\"delete_media\":\"%.*s\"}",
		 STR_ARG(sim_text(a, "data.1.id")));
	check_int("fault", sim_post(s, STR("/_sim/faults"), fault).status, 200);
	a = sim_graph(s, t, "/%.*s/media?limit=2&after=%.*s", STR_ARG(ig),
		      STR_ARG(sim_text(a, "paging.cursors.after")));
	check_str("nothing is skipped", sim_text(a, "data.1.id"), fifth);
	check_int("twice",
		  sim_post(s, STR("/_sim/media"), "{\"media\":\"17\",\"deleted\":true}").status,
		  400);
}

static void test_a_page_repeats(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	struct sim_answer first = sim_graph(s, t, "/%.*s/media?limit=5", STR_ARG(ig));
	struct str after = sim_text(first, "paging.cursors.after");

	check_int("fault",
		  sim_post(s, STR("/_sim/faults"),
			   "{\"path\":\"/*/media\",\"repeat_page\":true,\"times\":1}")
			  .status,
		  200);
	struct sim_answer again =
		sim_graph(s, t, "/%.*s/media?limit=5&after=%.*s", STR_ARG(ig), STR_ARG(after));
	check_str("the same", sim_text(again, "data.0.id"), sim_text(first, "data.0.id"));
	check_str("leads here", sim_text(again, "paging.cursors.after"), after);
	struct sim_answer next =
		sim_graph(s, t, "/%.*s/media?limit=5&after=%.*s", STR_ARG(ig), STR_ARG(after));
	check_true("and then on",
		   !str_eq(sim_text(next, "data.0.id"), sim_text(first, "data.0.id")));
}

static void test_grants_change(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	static const struct {
		const char *change;
		int insights, profile;
	} rows[] = {
		{ "\"withdraw\":[\"instagram_manage_insights\"]", 403, 200 },
		{ "\"give\":[\"instagram_manage_insights\"]", 200, 200 },
		{ "\"data_access\":\"expired\"", 403, 403 },
		{ "\"data_access\":\"fresh\"", 200, 200 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		change(s, "/_sim/grant", "{\"persona\":\"rani\",%s}", rows[i].change);
		struct sim_answer a =
			sim_graph(s, t, "/%.*s/insights?metric=reach&period=day", STR_ARG(ig));
		check_int(rows[i].change, a.status, rows[i].insights);
		a = sim_graph(s, t, "/%.*s?fields=username", STR_ARG(ig));
		check_int(rows[i].change, a.status, rows[i].profile);
	}
	check_int("unknown",
		  sim_post(s, STR("/_sim/grant"),
			   "{\"persona\":\"rani\",\"withdraw\":[\"instagram_magic\"]}")
			  .status,
		  400);
}

/* ---- Page insights ---- */

#define PAGE_SCOPES TEST_SCOPES ",read_insights"

static struct str page_token(struct sim *s, const char *persona, const char *scopes,
			     struct str *ret_page)
{
	struct str t = sim_login_with(s, persona, scopes, "");
	struct sim_answer a = sim_graph(s, t, "/me/accounts?fields=id,access_token");

	*ret_page = sim_text(a, "data.0.id");
	return sim_text(a, "data.0.access_token");
}

static void test_page_insights_add_up(void **state)
{
	struct sim *s = *state;
	struct str page;
	struct str t = page_token(s, "rani", PAGE_SCOPES, &page);
	struct sim_answer a = sim_graph(
		s, t,
		"/%.*s/insights?metric=page_follows,page_daily_follows_unique,"
		"page_daily_unfollows_unique&period=day&since=2026-10-20&until=2026-11-19",
		STR_ARG(page));

	check_int("status", a.status, 200);
	check_int("metrics", (int64_t)sim_count(a, "data"), 3);
	check_str("the day ends at Pacific midnight", sim_text(a, "data.0.values.29.end_time"),
		  STR("2026-11-18T08:00:00+0000"));
	for (int day = 1; day < 30; day++) {
		char path[3][40];

		for (int m = 0; m < 3; m++)
			snprintf(path[m], sizeof(path[m]), "data.%d.values.%d.value", m, day);
		char previous[40];
		snprintf(previous, sizeof(previous), "data.0.values.%d.value", day - 1);
		check_int("followers", sim_int(a, path[0]),
			  sim_int(a, previous) + sim_int(a, path[1]) - sim_int(a, path[2]));
	}
	a = sim_graph(s, t, "/%.*s/insights?metric=page_media_view&period=day", STR_ARG(page));
	check_int("two days without dates", (int64_t)sim_count(a, "data.0.values"), 2);
	int64_t views = sim_int(a, "data.0.values.1.value");
	a = sim_graph(s, t,
		      "/%.*s/insights?metric=page_media_view&period=day&breakdown=is_from_ads",
		      STR_ARG(page));
	check_int("parts",
		  sim_int(a, "data.0.values.2.value") + sim_int(a, "data.0.values.3.value"), views);
	a = sim_graph(s, t, "/%.*s/insights?metric=page_actions_post_reactions_total&period=day",
		      STR_ARG(page));
	check_true("an object", sim_int(a, "data.0.values.0.value.like") > 0);
}

static void test_page_insights_refusals(void **state)
{
	struct sim *s = *state;
	struct str page;
	struct str t = page_token(s, "rani", PAGE_SCOPES, &page);
	struct str user = sim_login_with(s, "rani", PAGE_SCOPES, "");
	static const struct {
		const char *query;
		int64_t code;
	} rows[] = {
		{ "metric=page_impressions&period=day", 100 },
		{ "metric=page_fans", 100 },
		{ "metric=page_media_view,page_engaged_users&period=day", 100 },
		{ "period=day", 3001 },
		{ "metric=page_follows&period=fortnight", 100 },
		{ "metric=page_media_view&breakdown=age", 100 },
		{ "metric=page_follows&breakdown=is_from_ads", 1 },
		{ "metric=page_follows&since=2026-01-01&until=2026-11-01", 100 },
		{ "metric=page_follows&since=2026-11-03&until=2026-11-01", 100 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a =
			sim_graph(s, t, "/%.*s/insights?%s", STR_ARG(page), rows[i].query);
		check_int(rows[i].query, sim_int(a, "error.code"), rows[i].code);
	}
	check_int("a user's token",
		  sim_int(sim_graph(s, user, "/%.*s/insights?metric=page_follows", STR_ARG(page)),
			  "error.code"),
		  190);
	/* Without the permission, or below 100 likes, there is nothing, and no error. */
	t = page_token(s, "hana", PAGE_SCOPES, &page);
	struct sim_answer a =
		sim_graph(s, t, "/%.*s/insights?metric=page_follows&period=day", STR_ARG(page));
	check_int("58 likes", a.status, 200);
	check_int("empty", (int64_t)sim_count(a, "data"), 0);
	t = page_token(s, "fitri", TEST_SCOPES, &page);
	a = sim_graph(s, t, "/%.*s/insights?metric=page_follows&period=day", STR_ARG(page));
	check_int("no read_insights", (int64_t)sim_count(a, "data"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SIM_TEST(test_accounts_change_standing),
		SIM_TEST(test_accounts_are_renamed),
		SIM_TEST(test_media_are_deleted),
		SIM_TEST(test_a_page_repeats),
		SIM_TEST(test_grants_change),
		SIM_TEST(test_page_insights_add_up),
		SIM_TEST(test_page_insights_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
