/* Errors in their order, wire forms, batches, ids, headers: spec meta-graph.md 0, 7, 9, 13, 15. */
#include "graphsim/control/test_sim_world.h"

#include "graphsim/control/options.h"

enum who { NOBODY, USER, PAGE, APP, LIMITED };

struct fixture {
	struct sim sim;
	struct str user;    /* rani, everything granted */
	struct str limited; /* fitri, who granted hardly anything */
	struct str page;
	struct str account;
	struct str media;
};

static struct str token_of(struct fixture *f, enum who who)
{
	switch (who) {
	case USER:
		return f->user;
	case PAGE:
		return f->page;
	case APP:
		return STR(DEFAULT_APP_ID "%7C" DEFAULT_APP_SECRET);
	case LIMITED:
		return f->limited;
	case NOBODY:
	default:
		return STR_NONE;
	}
}

/* `IG`, `PAGE`, `MEDIA`, `OTHER` in a path are the ids of the fixture. */
static struct str expand(struct fixture *f, const char *path)
{
	struct arena *a = &f->sim.arena;
	struct str text = str_replace(a, str_of(path), STR("IG"), f->account);

	text = str_replace(a, text, STR("PAGE"), f->sim.world->pages[0].id);
	text = str_replace(a, text, STR("MEDIA"), f->media);
	text = str_replace(a, text, STR("OTHER"), sim_instagram(&f->sim, "bima"));
	return str_replace(a, text, STR("LIMITED"), sim_instagram(&f->sim, "fitri"));
}

static struct sim_answer ask(struct fixture *f, enum who who, const char *path)
{
	struct str token = token_of(f, who);
	struct str target = expand(f, path);
	char *z = str_z(&f->sim.arena, target);

	if (who == NOBODY)
		return sim_get(&f->sim, "/v25.0%s", z);
	if (who == APP)
		return sim_get(&f->sim, "/v25.0%s%caccess_token=%.*s", z,
			       strchr(z, '?') ? '&' : '?', STR_ARG(token));
	return sim_graph(&f->sim, token, "%s", z);
}

static void test_errors(void **state)
{
	static const struct {
		enum who who;
		const char *path;
		int status;
		int64_t code, subcode;
		const char *type, *message;
	} rows[] = {
		{ NOBODY, "/me", 400, 2500, -1, "OAuthException",
		  "An active access token must be used" },
		{ NOBODY, "/IG", 400, 104, -1, "OAuthException", "An access token is required" },
		{ NOBODY, "/me?access_token=nonsense", 400, 190, -1, "OAuthException",
		  "Invalid OAuth access token - Cannot parse access token" },
		{ NOBODY, "/me?access_token=1%7C2", 400, 190, -1, "OAuthException",
		  "Invalid OAuth access token signature." },
		{ APP, "/me", 400, 2500, -1, "OAuthException",
		  "An active access token must be used" },
		{ USER, "/me/nonsense", 400, 2500, -1, "OAuthException",
		  "Unknown path components: /nonsense" },
		{ USER, "/me/accounts/more/and/more", 400, 2500, -1, "OAuthException",
		  "Unknown path components" },
		{ USER, "/me/media", 400, 100, -1, "OAuthException",
		  "(#100) Tried accessing nonexisting field (media) on node type (User)" },
		{ USER, "/me?fields=shoe_size", 400, 100, -1, "OAuthException",
		  "(#100) Tried accessing nonexisting field (shoe_size) on node type (User)" },
		{ USER, "/PAGE?fields=x", 400, 100, -1, "OAuthException",
		  "(#100) Tried accessing nonexisting field (x) on node type (Page)" },
		{ USER, "/IG?fields=account_type", 400, 100, -1, "OAuthException",
		  "(#100) Tried accessing nonexisting field (account_type) on node type (IGUser)" },
		{ USER, "/IG/media?fields=x", 400, 100, -1, "OAuthException",
		  "(#100) Tried accessing nonexisting field (x) on node type (IGMedia)" },
		{ USER, "/MEDIA/comments?fields=x", 400, 100, -1, "OAuthException",
		  "(#100) Tried accessing nonexisting field (x) on node type (IGComment)" },
		{ USER, "/me?fields=id,", 400, 2500, -1, "OAuthException",
		  "Syntax error \"Expected name.\" at character 3: id," },
		{ USER, "/me?fields=id%7B", 400, 2500, -1, "OAuthException", "Syntax error" },
		{ USER, "/123456", 400, 100, 33, "GraphMethodException",
		  "Unsupported get request. Object with ID '123456' does not exist" },
		{ USER, "/OTHER", 400, 100, 33, "GraphMethodException",
		  "Unsupported get request." },
		{ USER, "/nobody.here", 404, 803, -1, "OAuthException",
		  "(#803) Some of the aliases you requested do not exist: nobody.here" },
		{ LIMITED, "/me/businesses", 400, 100, -1, "OAuthException",
		  "(#100) Missing permissions" },
		{ LIMITED, "/LIMITED", 403, 10, -1, "OAuthException",
		  "(#10) Application does not have permission for this action" },
		{ USER, "/IG/media?limit=x", 400, 100, -1, "OAuthException", "(#100) Param limit" },
		{ USER, "/IG/media?after=x", 400, 100, -1, "OAuthException",
		  "(#100) Invalid cursor in the after parameter" },
		{ USER, "/IG/media?since=yesterdayish", 400, 100, -1, "OAuthException",
		  "(#100) Param since" },
		{ USER, "/IG?fields=business_discovery.username(nobody_here)%7Bid%7D", 400, 110,
		  2207013, "OAuthException", "Invalid user id" },
		{ USER, "/IG?fields=business_discovery.username(jokosusilo.pribadi)%7Bid%7D", 400,
		  110, 2207013, "OAuthException", "Invalid user id" },
		{ USER, "/?ids=IG,5", 400, 100, 33, "GraphMethodException", "Unsupported get" },
		{ USER, "/?ids=IG,", 404, 803, -1, "OAuthException", "(#803)" },
		{ USER, "/debug_token?input_token=x", 400, 100, -1, "OAuthException",
		  "(#100) You must provide an app access token" },
		{ APP, "/debug_token", 400, 100, -1, "OAuthException",
		  "(#100) The parameter input_token is required" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a = ask(f, rows[i].who, rows[i].path);

		check_int(rows[i].path, a.status, rows[i].status);
		check_int(rows[i].path, sim_int(a, "error.code"), rows[i].code);
		check_int(rows[i].path, sim_int(a, "error.error_subcode"), rows[i].subcode);
		check_str(rows[i].path, sim_text(a, "error.type"), str_of(rows[i].type));
		check_true(rows[i].path,
			   str_starts_with(sim_text(a, "error.message"), str_of(rows[i].message)));
		check_int(rows[i].path, sim_text(a, "error.fbtrace_id").len, 23);
		check_true(rows[i].path,
			   str_starts_with(http_answer_header(&a.http, STR("WWW-Authenticate")),
					   STR("OAuth \"Facebook Platform\" \"")));
	}
}

static void test_token_states(void **state)
{
	static const struct {
		const char *state;
		int64_t subcode;
	} rows[] = {
		{ "expire", 463 },     { "revoke", 458 },     { "password_changed", 460 },
		{ "logged_out", 467 }, { "checkpoint", 459 }, { "unconfirmed", 464 },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char body[80];

		snprintf(body, sizeof(body), "{\"persona\":\"rani\",\"state\":\"%s\"}",
			 rows[i].state);
		check_int(rows[i].state, sim_post(&f->sim, STR("/_sim/token"), body).status, 200);
		struct sim_answer a = ask(f, USER, "/me");
		check_int(rows[i].state, sim_int(a, "error.code"), 190);
		check_int(rows[i].state, sim_int(a, "error.error_subcode"), rows[i].subcode);
	}
	sim_post(&f->sim, STR("/_sim/token"), "{\"persona\":\"rani\",\"state\":\"restore\"}");
	check_int("restored", ask(f, USER, "/me").status, 200);
	sim_post(&f->sim, STR("/_sim/token"), "{\"persona\":\"rani\",\"state\":\"role_lost\"}");
	check_int("Page token", sim_int(ask(f, PAGE, "/me"), "error.error_subcode"), 492);
	check_int("user token", ask(f, USER, "/me").status, 200);
	check_int("no Pages", sim_count(ask(f, USER, "/me/accounts"), "data"), 0);
}

static void test_proof(void **state)
{
	struct fixture *f = *state;
	struct sim *s = &f->sim;
	struct str t = f->user;
	struct sim_answer missing = sim_get(s, "/v25.0/me?access_token=%.*s", STR_ARG(t));
	struct sim_answer wrong =
		sim_get(s, "/v25.0/me?access_token=%.*s&appsecret_proof=00", STR_ARG(t));
	struct sim_answer of_other = sim_get(s, "/v25.0/me?access_token=%.*s&appsecret_proof=%.*s",
					     STR_ARG(f->page), STR_ARG(sim_proof(s, t)));
	long long now = (long long)world_now_s(s->world);
	struct str signed_text = str_fmt(&s->arena, "%.*s|%lld", STR_ARG(t), now);
	struct sim_answer timed =
		sim_get(s, "/v25.0/me?access_token=%.*s&appsecret_proof=%.*s&appsecret_time=%lld",
			STR_ARG(t), STR_ARG(sim_proof(s, signed_text)), now);

	check_str("missing", sim_text(missing, "error.message"),
		  STR("API calls from the server require an appsecret_proof argument"));
	check_str("type", sim_text(missing, "error.type"), STR("GraphMethodException"));
	check_str("wrong", sim_text(wrong, "error.message"),
		  STR("Invalid appsecret_proof provided in the API argument"));
	check_int("of another token", of_other.status, 400);
	check_int("with a time", timed.status, 200);
	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":301}");
	timed = sim_get(s, "/v25.0/me?access_token=%.*s&appsecret_proof=%.*s&appsecret_time=%lld",
			STR_ARG(t), STR_ARG(sim_proof(s, signed_text)), now);
	check_int("too old", timed.status, 400);
}

static void test_proof_can_be_optional(void **state)
{
	struct world_config c = sim_config();
	struct sim s;

	(void)state;
	c.requires_proof = false;
	sim_start_with(&s, &c);
	struct str t = sim_login(&s, "rani");
	check_int("none", sim_get(&s, "/me?access_token=%.*s", STR_ARG(t)).status, 200);
	check_int("a wrong one fails all the same",
		  sim_get(&s, "/me?access_token=%.*s&appsecret_proof=1", STR_ARG(t)).status, 400);
	sim_stop(&s);
}

/* The order of 15.1: of two things that are wrong, the earlier one is told. */
static void test_order(void **state)
{
	static const struct {
		const char *target;
		int64_t code;
	} rows[] = {
		{ "/v99.0/me?access_token=nonsense", 2500 },
		{ "/v25.0/IG/nonsense", 2500 },
		{ "/v25.0/5?access_token=nonsense", 190 },
		{ "/v25.0/5?access_token=USER", 100 },
		{ "/v25.0/5?access_token=USER&appsecret_proof=1", 100 },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str target =
			str_replace(&f->sim.arena, expand(f, rows[i].target), STR("USER"), f->user);
		struct sim_answer a = sim_call(&f->sim, "GET", target, "", STR_NONE);

		check_int(rows[i].target, sim_int(a, "error.code"), rows[i].code);
		check_int(rows[i].target, sim_int(a, "error.error_subcode"), -1);
	}
}

static void test_versions(void **state)
{
	static const struct {
		const char *prefix, *answers;
	} rows[] = {
		{ "", "v21.0" },       { "/v25.0", "v25.0" }, { "/v26.0", "v26.0" },
		{ "/v20.0", "v21.0" }, { "/v12.0", "v21.0" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a = sim_get(
			&f->sim, "%s/me?access_token=%.*s&appsecret_proof=%.*s", rows[i].prefix,
			STR_ARG(f->user), STR_ARG(sim_proof(&f->sim, f->user)));

		check_int(rows[i].prefix, a.status, 200);
		check_str(rows[i].prefix, http_answer_header(&a.http, STR("facebook-api-version")),
			  str_of(rows[i].answers));
	}
	struct sim_answer unknown = sim_get(&f->sim, "/v99.0/me");
	check_str("v99", sim_text(unknown, "error.message"), STR("Unknown path components: /me"));
}

/* Section 13 of the fact sheet, and what its section 0.1 adds. */
static void test_wire_forms(void **state)
{
	static const struct {
		const char *method, *target, *headers, *body;
	} rows[] = {
		{ "GET", "/v25.0/me?ARGS", "Content-Type: application/json\r\n", "{}" },
		{ "GET", "//v25.0//me?ARGS", "", "" },
		{ "GET", "/v25.0/me?fields=id%2Cname&ARGS", "", "" },
		{ "GET", "/v25.0/me?PROOF", "Authorization: Bearer TOKEN\r\n", "" },
		{ "GET", "/v25.0/me?PROOF", "Authorization: OAuth TOKEN\r\n", "" },
		{ "POST", "/v25.0/me?method=get&ARGS", "", "" },
		{ "POST", "/v25.0/me", "", "method=get&ARGS" },
		{ "POST", "/v25.0/me", "Content-Type: application/x-www-form-urlencoded\r\n",
		  "method=get&ARGS" },
		{ "POST", "/v25.0/me?ARGS", "", "method=get&ARGS" },
		{ "POST", "/v25.0/me?ARGS", "Content-Type: application/json\r\n",
		  "{\"id\":\"5\",\"method\":\"get\",\"fields\":\"id,name\"}" },
		{ "POST", "/v25.0/me?ARGS", "", "{\"method\":\"get\"}" },
		{ "POST", "/v25.0/me?ARGS", "Content-Type: multipart/form-data; boundary=xyz\r\n",
		  "--xyz\r\nContent-Disposition: form-data; "
		  "name=\"method\"\r\n\r\nget\r\n--xyz--\r\n" },
	};
	struct fixture *f = *state;
	struct arena *a = &f->sim.arena;
	struct str proof = str_fmt(a, "appsecret_proof=%.*s", STR_ARG(sim_proof(&f->sim, f->user)));
	struct str args = str_fmt(a, "access_token=%.*s&%.*s", STR_ARG(f->user), STR_ARG(proof));

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str target = str_replace(a, str_of(rows[i].target), STR("ARGS"), args);
		struct str body = str_replace(a, str_of(rows[i].body), STR("ARGS"), args);
		struct str headers = str_replace(a, str_of(rows[i].headers), STR("TOKEN"), f->user);

		target = str_replace(a, target, STR("PROOF"), proof);
		struct sim_answer answer =
			sim_call(&f->sim, rows[i].method, target, str_z(a, headers), body);
		check_int(rows[i].target, answer.status, 200);
		check_str(rows[i].target, sim_text(answer, "name"), STR("Rani Prameswari"));
	}
}

static void test_headers_and_etag(void **state)
{
	static const char *const wanted[] = {
		"Vary",          "Access-Control-Allow-Origin", "Content-Type",  "ETag",
		"x-fb-trace-id", "facebook-api-version",        "x-app-usage",   "x-fb-request-id",
		"Pragma",        "Strict-Transport-Security",   "Cache-Control", "Expires"
	};
	struct fixture *f = *state;
	struct sim_answer a = ask(f, USER, "/me");
	struct str etag = http_answer_header(&a.http, STR("ETag"));

	for (size_t i = 0; i < COUNT_OF(wanted); i++)
		check_true(wanted[i], http_answer_header(&a.http, str_of(wanted[i])).at);
	check_int("40 digits and quotes", etag.len, 42);
	struct str target =
		str_fmt(&f->sim.arena, "/v25.0/me?access_token=%.*s&appsecret_proof=%.*s",
			STR_ARG(f->user), STR_ARG(sim_proof(&f->sim, f->user)));
	char *header = str_z(&f->sim.arena,
			     str_fmt(&f->sim.arena, "If-None-Match: %.*s\r\n", STR_ARG(etag)));
	struct sim_answer again = sim_call(&f->sim, "GET", target, header, STR_NONE);
	check_int("not modified", again.status, 304);
	check_int("no body", again.http.body.len, 0);
	struct sim_answer ig = ask(f, USER, "/IG?fields=username");
	check_true("counts for the account",
		   str_contains(http_answer_header(&ig.http, STR("x-business-use-case-usage")),
				STR("\"type\":\"instagram\",\"call_count\":1")));
	struct sim_answer page = ask(f, PAGE, "/me");
	check_true("counts for the Page",
		   str_contains(http_answer_header(&page.http, STR("x-business-use-case-usage")),
				STR("\"type\":\"pages\"")));
}

static void test_json_style(void **state)
{
	struct fixture *f = *state;
	struct sim_answer a = ask(f, USER, "/IG?fields=biography,profile_picture_url");

	check_true("slashes", str_contains(a.http.body, STR("http:\\/\\/")));
	check_true("ASCII only", str_contains(a.http.body, STR("\\ud83c\\udf5b")));
}

static void test_ids(void **state)
{
	struct fixture *f = *state;
	struct sim_answer nodes = ask(f, USER, "/?ids=IG,PAGE&fields=id");
	struct sim_answer edges = ask(f, USER, "/media?ids=IG&limit=2");

	check_int("nodes", json_count(nodes.json), 2);
	check_int("edges", json_count(json_get(json_first(edges.json), STR("data"))), 2);
}

static struct sim_answer run_batch(struct fixture *f, const char *batch, const char *more)
{
	struct str body = str_fmt(&f->sim.arena, "access_token=%.*s&appsecret_proof=%.*s%s&batch=",
				  STR_ARG(f->user), STR_ARG(sim_proof(&f->sim, f->user)), more);
	cleanup(buf_free) struct buf all = { 0 };

	buf_init(&all, 100000);
	buf_put(&all, body);
	url_encode(&all, expand(f, batch));
	return sim_call(&f->sim, "POST", STR("/v25.0/"), "", str_dup(&f->sim.arena, buf_str(&all)));
}

static void test_batch(void **state)
{
	struct fixture *f = *state;
	struct sim_answer a = run_batch(
		f,
		"[{\"method\":\"GET\",\"relative_url\":\"me?fields=id\"},"
		"{\"method\":\"GET\",\"relative_url\":\"/v25.0/IG?fields=username\"},"
		"{\"method\":\"GET\",\"relative_url\":\"999\"},"
		"{\"method\":\"GET\",\"name\":\"list\",\"relative_url\":\"IG/media?limit=3\"},"
		"{\"method\":\"GET\",\"relative_url\":\"?ids={result=list:$.data.*.id}&fields="
		"media_type\"},"
		"{\"method\":\"GET\",\"relative_url\":\"{result=nothing:$.id}\"},"
		"{\"method\":\"POST\",\"relative_url\":\"me\",\"body\":\"method=get&fields=name\"}"
		"]",
		"");

	check_int("status", a.status, 200);
	check_int("answers", json_count(a.json), 7);
	check_int("first", sim_int(a, "0.code"), 200);
	check_true("body is text", str_contains(sim_text(a, "1.body"), STR("dapurnusantara.id")));
	check_int("unknown", sim_int(a, "2.code"), 400);
	check_true("a parent is left out", json_is_null(sim_at(a.json, "3")));
	check_int("its child", sim_int(a, "4.code"), 200);
	check_true("three of them", str_contains(sim_text(a, "4.body"), STR("media_type")));
	check_int("no parent", sim_int(a, "5.code"), 400);
	check_true("says so", str_contains(sim_text(a, "5.body"), STR("GraphBatchException")));
	check_true("posted", str_contains(sim_text(a, "6.body"), STR("Rani")));
	check_true("headers", sim_count(a, "0.headers") >= 3);
	a = run_batch(f, "[{\"method\":\"GET\",\"relative_url\":\"me\"}]",
		      "&include_headers=false");
	check_true("no headers", !sim_at(a.json, "0.headers"));
}

static void test_batch_limits(void **state)
{
	struct fixture *f = *state;
	cleanup(buf_free) struct buf batch = { 0 };

	buf_init(&batch, 100000);
	buf_putc(&batch, '[');
	for (int i = 0; i < 51; i++)
		buf_fmt(&batch, "%s{\"method\":\"GET\",\"relative_url\":\"me\"}", i ? "," : "");
	buf_putc(&batch, ']');
	struct sim_answer a = run_batch(f, str_z(&f->sim.arena, buf_str(&batch)), "");
	check_str("51", sim_text(a, "error.message"),
		  STR("Too many requests in batch message. Maximum batch size is 50"));
	check_str("not a list", sim_text(run_batch(f, "{}", ""), "error.type"),
		  STR("GraphBatchException"));
	/* Each element counts. */
	struct sim_answer before = sim_get(&f->sim, "/_sim/requests?path=/me&elements=1");
	run_batch(f, "[{\"relative_url\":\"me\"},{\"relative_url\":\"me\"}]", "");
	struct sim_answer after = sim_get(&f->sim, "/_sim/requests?path=/me&elements=1");
	check_int("logged", sim_int(after, "count") - sim_int(before, "count"), 2);
}

static void test_limits_are_real(void **state)
{
	struct world_config c = sim_config();
	struct sim s;
	struct sim_answer a = { 0 };

	(void)state;
	c.app_users = 1;
	sim_start_with(&s, &c);
	struct str t = sim_login(&s, "rani");
	for (int i = 0; i < 201; i++)
		a = sim_graph(&s, t, "/me?fields=id");
	check_int("200 an hour", sim_int(a, "error.code"), 4);
	check_true("told", str_contains(http_answer_header(&a.http, STR("x-app-usage")),
					STR("\"call_count\":101")));
	sim_post(&s, STR("/_sim/clock"), "{\"advance_s\":3700}");
	check_int("an hour later", sim_graph(&s, t, "/me").status, 200);
	sim_stop(&s);
}

static void test_metadata(void **state)
{
	struct fixture *f = *state;

	check_str("type", sim_text(ask(f, USER, "/IG?metadata=1"), "metadata.type"), STR("iguser"));
}

static int set_up(void **state)
{
	static struct fixture f;

	sim_start(&f.sim);
	f.user = sim_login(&f.sim, "rani");
	f.limited = sim_login_with(&f.sim, "fitri", "pages_show_list", "");
	f.account = sim_instagram(&f.sim, "rani");
	f.page = sim_text(sim_graph(&f.sim, f.user, "/me/accounts"), "data.0.access_token");
	f.media = sim_text(sim_graph(&f.sim, f.user, "/%.*s/media?limit=1", STR_ARG(f.account)),
			   "data.0.id");
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
		FIXTURE_TEST(test_errors),
		FIXTURE_TEST(test_token_states),
		FIXTURE_TEST(test_proof),
		cmocka_unit_test(test_proof_can_be_optional),
		FIXTURE_TEST(test_order),
		FIXTURE_TEST(test_versions),
		FIXTURE_TEST(test_wire_forms),
		FIXTURE_TEST(test_headers_and_etag),
		FIXTURE_TEST(test_json_style),
		FIXTURE_TEST(test_ids),
		FIXTURE_TEST(test_batch),
		FIXTURE_TEST(test_batch_limits),
		cmocka_unit_test(test_limits_are_real),
		FIXTURE_TEST(test_metadata),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
