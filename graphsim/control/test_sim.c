/* The levers: clock, faults, request log, reset, truth (sim_api.h). */
#include "graphsim/control/test_sim_world.h"

#include "graphsim/control/options.h"

static struct sim_answer me(struct sim *s, struct str token)
{
	return sim_graph(s, token, "/me?fields=id");
}

static void set_fault(struct sim *s, const char *json)
{
	check_int(json, sim_post(s, STR("/_sim/faults"), json).status, 200);
}

static void clear_faults(struct sim *s)
{
	check_int("clear", sim_call(s, "DELETE", STR("/_sim/faults"), "", STR_NONE).status, 200);
}

static void test_error_faults(void **state)
{
	static const struct {
		const char *fault;
		int status;
		int64_t code, subcode;
	} rows[] = {
		{ "{\"path\":\"/me\",\"error\":{\"code\":190,\"subcode\":463,\"message\":\"x\"}}",
		  400, 190, 463 },
		{ "{\"path\":\"/me\",\"error\":{\"code\":2,\"is_transient\":true}}", 500, 2, -1 },
		{ "{\"path\":\"/me\",\"error\":{\"code\":200}}", 403, 200, -1 },
		{ "{\"path\":\"/me\",\"error\":{\"code\":2},\"status\":503}", 503, 2, -1 },
		{ "{\"path\":\"/me\",\"error\":{\"code\":1},\"status\":200}", 200, 1, -1 },
		{ "[{\"method\":\"GET\",\"path\":\"/m*\",\"error\":{\"code\":4}}]", 400, 4, -1 },
	};
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		set_fault(s, rows[i].fault);
		struct sim_answer a = me(s, t);
		check_int(rows[i].fault, a.status, rows[i].status);
		check_int(rows[i].fault, sim_int(a, "error.code"), rows[i].code);
		check_int(rows[i].fault, sim_int(a, "error.error_subcode"), rows[i].subcode);
		clear_faults(s);
		check_int("off", me(s, t).status, 200);
	}
}

static void test_times_after_and_method(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	static const int want[] = { 200, 200, 500, 500, 200 };

	set_fault(s, "{\"path\":\"/me\",\"after\":2,\"times\":2,\"error\":{\"code\":2}}");
	for (size_t i = 0; i < COUNT_OF(want); i++)
		check_int("call", me(s, t).status, want[i]);
	clear_faults(s);
	set_fault(s, "{\"path\":\"/me\",\"method\":\"POST\",\"error\":{\"code\":2}}");
	check_int("another method", me(s, t).status, 200);
}

static void test_odd_answers(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");

	set_fault(s, "{\"path\":\"/me\",\"html\":true}");
	struct sim_answer html = me(s, t);
	check_int("html", html.status, 503);
	check_true("a page", str_contains(html.http.body, STR("<html")));
	clear_faults(s);
	set_fault(s, "{\"path\":\"/me\",\"garbage\":true}");
	struct sim_answer garbage = me(s, t);
	check_int("garbage", garbage.status, 200);
	check_true("no JSON", !garbage.json);
	clear_faults(s);
	set_fault(s, "{\"path\":\"/me\",\"truncate\":true}");
	check_true("half", !me(s, t).json);
	clear_faults(s);
	set_fault(s, "{\"path\":\"/me\",\"delay_ms\":30}");
	int64_t begin_ms = monotonic_ms();
	check_int("late but right", me(s, t).status, 200);
	check_true("late", monotonic_ms() - begin_ms >= 30);
}

static void test_usage_faults(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");

	set_fault(s, "{\"path\":\"/\",\"usage_percent\":96}");
	struct sim_answer a = sim_graph(s, t, "/%.*s?fields=id", STR_ARG(ig));
	check_int("still answered", a.status, 200);
	check_true("app", str_contains(http_answer_header(&a.http, STR("x-app-usage")),
				       STR("\"call_count\":96")));
	check_true("account",
		   str_contains(http_answer_header(&a.http, STR("x-business-use-case-usage")),
				STR("\"call_count\":96")));
	clear_faults(s);
	set_fault(s, "{\"path\":\"/\",\"usage_percent\":100}");
	check_int("account", sim_int(sim_graph(s, t, "/%.*s", STR_ARG(ig)), "error.code"), 80002);
	check_int("app", sim_int(me(s, t), "error.code"), 4);
}

static void test_faults_in_batches(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str body =
		str_fmt(&s->arena,
			"access_token=%.*s&appsecret_proof=%.*s&batch=%%5B%%7B%%22relative_url"
			"%%22%%3A%%22me%%22%%7D%%2C%%7B%%22relative_url%%22%%3A%%22me%%2F"
			"accounts%%22%%7D%%5D",
			STR_ARG(t), STR_ARG(sim_proof(s, t)));

	set_fault(s, "{\"path\":\"/me/accounts\",\"error\":{\"code\":2}}");
	struct sim_answer a = sim_call(s, "POST", STR("/v25.0/"), "", body);
	check_int("HTTP requests only", sim_int(a, "1.code"), 200);
	clear_faults(s);
	set_fault(s, "{\"path\":\"/me/accounts\",\"batched\":true,\"error\":{\"code\":2}}");
	a = sim_call(s, "POST", STR("/v25.0/"), "", body);
	check_int("one", sim_int(a, "0.code"), 200);
	check_int("the other", sim_int(a, "1.code"), 500);
}

static void test_meagre_answers(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "gilang");

	set_fault(s, "{\"path\":\"/me/accounts\",\"short_pages\":true}");
	struct sim_answer a = sim_graph(s, t, "/me/accounts?fields=id&limit=50");
	check_int("half", sim_count(a, "data"), 25);
	check_true("and more", sim_text(a, "paging.next").at);
	set_fault(s, "{\"path\":\"/oauth/access_token\",\"no_expires_in\":true}");
	struct sim_answer token = sim_get(s,
					  "/oauth/access_token?client_id=" DEFAULT_APP_ID
					  "&client_secret=" DEFAULT_APP_SECRET
					  "&redirect_uri=" TEST_REDIRECT "&code=%.*s",
					  STR_ARG(sim_code(s, "rani", TEST_SCOPES, "")));
	check_true("a token", sim_text(token, "access_token").at);
	check_true("for how long is not said", !sim_at(token.json, "expires_in"));
}

static void test_bad_switches_are_refused(void **state)
{
	static const char *const rows[] = {
		"{\"pth\":\"/me\"}", "{\"status\":99}", "7", "nonsense",
		"[{\"path\":\"/me\"},{\"path\":\"/x\",\"hang_\":true}]"
	};
	struct sim *s = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a = sim_post(s, STR("/_sim/faults"), rows[i]);

		check_int(rows[i], a.status, 400);
		check_true(rows[i], sim_text(a, "error").len > 0);
	}
	check_int("none was added", json_count(sim_get(s, "/_sim/faults").json), 0);
}

static void test_clock(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "indra");
	struct str ig = sim_instagram(s, "indra");
	struct sim_answer now = sim_get(s, "/_sim/clock");
	int64_t today =
		sim_int(sim_graph(s, t, "/%.*s?fields=media_count", STR_ARG(ig)), "media_count");

	check_str("stands", sim_text(now, "now"), STR("2026-11-21T02:00:00+00:00"));
	check_true("frozen", json_is_true(sim_at(now.json, "frozen")));
	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":172800}");
	int64_t later =
		sim_int(sim_graph(s, t, "/%.*s?fields=media_count", STR_ARG(ig)), "media_count");
	check_true("tomorrow there is more", later > today);
	sim_post(s, STR("/_sim/clock"), "{\"now\":\"2026-11-21T02:00:00Z\"}");
	check_int("and today there is what there was",
		  sim_int(sim_graph(s, t, "/%.*s?fields=media_count", STR_ARG(ig)), "media_count"),
		  today);
	check_int("nonsense", sim_post(s, STR("/_sim/clock"), "{\"now\":\"soon\"}").status, 400);
	sim_post(s, STR("/_sim/clock"), "{\"system\":true}");
	check_true("runs", !json_is_true(sim_at(sim_get(s, "/_sim/clock").json, "frozen")));
}

/* The same world asked twice gives the same bytes. */
static void test_answers_repeat(void **state)
{
	struct sim *s = *state;
	struct sim other;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");

	sim_start(&other);
	struct str u = sim_login(&other, "rani");
	struct sim_answer a = sim_graph(
		s, t,
		"/%.*s/media?limit=100&fields=caption,like_count,comments_count,media_url,"
		"comments.limit(5)%%7Btext,username,like_count%%7D",
		STR_ARG(ig));
	struct sim_answer b = sim_graph(
		&other, u,
		"/%.*s/media?limit=100&fields=caption,like_count,comments_count,media_url,"
		"comments.limit(5)%%7Btext,username,like_count%%7D",
		STR_ARG(ig));
	check_str("tokens too", t, u);
	check_true("bytes", str_eq(a.http.body, b.http.body));
	sim_stop(&other);
}

static void test_request_log(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");

	sim_call(s, "DELETE", STR("/_sim/requests"), "", STR_NONE);
	me(s, t);
	me(s, t);
	sim_graph(s, t, "/me/accounts");
	struct sim_answer all = sim_get(s, "/_sim/requests");
	struct sim_answer some = sim_get(s, "/_sim/requests?path=/me/accounts");

	check_int("three", sim_int(all, "count"), 3);
	check_int("one", sim_int(some, "count"), 1);
	check_str("path without version", sim_text(some, "requests.0.path"), STR("/me/accounts"));
	check_str("method", sim_text(some, "requests.0.method"), STR("GET"));
	check_int("status", sim_int(some, "requests.0.status"), 200);
	check_true("seen in the URL", json_is_true(sim_at(some.json, "requests.0.token_in_url")));
	check_true("no secret", !str_contains(all.http.body, t));
	check_int("limited", sim_count(sim_get(s, "/_sim/requests?limit=1"), "requests"), 1);
}

static void test_reset_and_state(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");

	check_true("tokens are listed", sim_count(sim_get(s, "/_sim/state"), "tokens") >= 2);
	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":1000}");
	set_fault(s, "{\"path\":\"/me\",\"error\":{\"code\":2}}");
	check_int("reset", sim_post(s, STR("/_sim/reset"), "").status, 200);
	check_int("no tokens", sim_count(sim_get(s, "/_sim/state"), "tokens"), 0);
	check_int("no faults", sim_int(sim_get(s, "/_sim/state"), "faults"), 0);
	check_str("the clock", sim_text(sim_get(s, "/_sim/clock"), "now"),
		  STR("2026-11-21T02:00:00+00:00"));
	check_int("unknown token", sim_int(me(s, t), "error.code"), 190);
	check_int("everyone", sim_count(sim_get(s, "/_sim/personas"), "personas"), 10);
	check_true("competitors", sim_count(sim_get(s, "/_sim/personas"), "discoverable") >= 12);
	check_int("no such lever", sim_get(s, "/_sim/nothing").status, 404);
	check_int("wrong method", sim_get(s, "/_sim/reset").status, 405);
}

static void test_one_token_by_prefix(void **state)
{
	struct sim *s = *state;
	struct str a = sim_login(s, "rani");
	struct str b = sim_login(s, "rani");
	struct str body = str_fmt(&s->arena, "{\"token\":\"%.*s\",\"state\":\"expire\"}",
				  STR_ARG(str_sub(a, 0, 24)));

	check_int("one",
		  sim_int(sim_post(s, STR("/_sim/token"), str_z(&s->arena, body)), "changed"), 1);
	check_int("dead", sim_int(me(s, a), "error.error_subcode"), 463);
	check_int("alive", me(s, b).status, 200);
	check_int(
		"too short",
		sim_post(s, STR("/_sim/token"), "{\"token\":\"EAA\",\"state\":\"expire\"}").status,
		400);
}

static void test_fleet(void **state)
{
	struct world_config config = sim_config();
	struct sim s;
	(void)state;

	config.fleet = 1030;
	sim_start_with(&s, &config);
	struct str t = sim_login(&s, "fleet-021");
	struct sim_answer a =
		sim_graph(&s, t, "/me/accounts?limit=100&fields=instagram_business_account");
	check_int("the last agency has the rest", (int64_t)sim_count(a, "data"), 30);
	struct str ig = sim_text(a, "data.29.instagram_business_account.id");
	a = sim_graph(&s, t, "/%.*s/media?limit=100", STR_ARG(ig));
	check_true("media", sim_count(a, "data") > 40);
	struct str media = sim_text(a, "data.0.id");
	a = sim_graph(&s, t, "/%.*s?fields=username", STR_ARG(media));
	check_str("found by its id", sim_text(a, "username"), STR("armada.1030"));
	sim_stop(&s);
}

static void test_latency(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");

	check_int("set", sim_post(s, STR("/_sim/latency"), "{\"ms\":30}").status, 200);
	int64_t begin_ms = monotonic_ms();
	check_int("right", me(s, t).status, 200);
	check_true("late", monotonic_ms() - begin_ms >= 30);
	check_int("too long", sim_post(s, STR("/_sim/latency"), "{\"ms\":-1}").status, 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SIM_TEST(test_error_faults),
		SIM_TEST(test_times_after_and_method),
		SIM_TEST(test_odd_answers),
		SIM_TEST(test_usage_faults),
		SIM_TEST(test_faults_in_batches),
		SIM_TEST(test_meagre_answers),
		SIM_TEST(test_bad_switches_are_refused),
		SIM_TEST(test_clock),
		SIM_TEST(test_answers_repeat),
		SIM_TEST(test_request_log),
		SIM_TEST(test_reset_and_state),
		SIM_TEST(test_one_token_by_prefix),
		SIM_TEST(test_latency),
		cmocka_unit_test(test_fleet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
