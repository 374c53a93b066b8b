/* The dialog, the token end point, debug_token, permissions: spec meta-graph.md 1. */
#include "graphsim/control/test_sim_world.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/url.h"
#include "graphsim/control/options.h"
#include "graphsim/oauth/journal.h"
#include "graphsim/world/sha256.h"

#define DIALOG                                                                                     \
	"/v25.0/dialog/oauth?client_id=" DEFAULT_APP_ID "&redirect_uri=" TEST_REDIRECT             \
	"&state=a%%2Fb&scope=pages_show_list,instagram_basic"
#define EXCHANGE "/v25.0/oauth/access_token?client_id=" DEFAULT_APP_ID

static struct str location_of(struct sim_answer a)
{
	check_int("redirect", a.status, 302);
	return http_answer_header(&a.http, STR("Location"));
}

static void test_callback_shapes(void **state)
{
	static const struct {
		const char *extra;
		const char *begins, *contains, *ends;
	} rows[] = {
		{ "&_sim_persona=rani", TEST_REDIRECT "?code=AQ", "&state=a%2Fb", "#_=_" },
		{ "&_sim_persona=rani&_sim_cancel=1",
		  TEST_REDIRECT "?error=access_denied&error_code=200"
				"&error_description=Permissions+error&error_reason=user_denied",
		  "&state=a%2Fb", "#_=_" },
		{ "&_sim_persona=rani&return_scopes=true&_sim_decline=instagram_basic",
		  TEST_REDIRECT "?code=AQ",
		  "&granted_scopes=public_profile%2Cpages_show_list&denied_scopes=instagram_basic",
		  "#_=_" },
		{ "&_sim_persona=rani&response_type=code,granted_scopes", TEST_REDIRECT "?code=AQ",
		  "&granted_scopes=", "#_=_" },
		{ "&_sim_persona=rani&response_type=token", TEST_REDIRECT "#access_token=EAA",
		  "&data_access_expiration_time=", "&state=a%2Fb" },
	};
	struct sim *s = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str to = location_of(sim_get(s, DIALOG "%s", rows[i].extra));

		check_true(rows[i].extra, str_starts_with(to, str_of(rows[i].begins)));
		check_true(rows[i].extra, str_contains(to, str_of(rows[i].contains)));
		check_true(rows[i].extra, str_ends_with(to, str_of(rows[i].ends)));
	}
}

static void test_dialog_errors_redirect_nowhere(void **state)
{
	static const struct {
		const char *query, *says;
	} rows[] = {
		{ "client_id=1&redirect_uri=" TEST_REDIRECT, "Invalid App ID" },
		{ "client_id=" DEFAULT_APP_ID, "Missing redirect_uri" },
		{ "client_id=" DEFAULT_APP_ID "&redirect_uri=https://evil.test/", "URL blocked" },
		{ "client_id=" DEFAULT_APP_ID "&redirect_uri=http://127.0.0.1.evil.test/",
		  "URL blocked" },
		{ "client_id=" DEFAULT_APP_ID "&redirect_uri=" TEST_REDIRECT "&scope=fly",
		  "Invalid Scopes: fly" },
	};
	struct sim *s = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a =
			sim_get(s, "/v25.0/dialog/oauth?%s&_sim_persona=rani", rows[i].query);

		check_int(rows[i].query, a.status, 400);
		check_true(rows[i].query, str_contains(a.http.body, str_of(rows[i].says)));
		check_true(rows[i].query, !http_answer_header(&a.http, STR("Location")).at);
	}
}

static void test_pages_for_people(void **state)
{
	struct sim *s = *state;
	struct sim_answer persons = sim_get(s, DIALOG);
	struct sim_answer choose = sim_get(s, DIALOG "&sim_user=bima");

	check_int("step 1", persons.status, 200);
	check_true("every person", str_contains(persons.http.body, STR("data-persona=\"joko\"")));
	check_true("its mark", str_contains(persons.http.body, STR("simulator")));
	check_int("step 2", choose.status, 200);
	check_true("a Page", str_contains(choose.http.body, STR("Toko Buku Lentera")));
	check_true("an account", str_contains(choose.http.body, STR("@kopisenja.bdg")));
	check_true("the query comes along", str_contains(choose.http.body, STR("state=a%2Fb")));
	check_true("a policy",
		   str_contains(http_answer_header(&choose.http, STR("Content-Security-Policy")),
				STR("default-src 'none'")));
	struct sim_answer home = sim_call(s, "GET", STR("/"), "Accept: text/html\r\n", STR_NONE);
	check_true("a visitor sees who lives here",
		   str_contains(home.http.body, STR("Rani Prameswari")));
	check_int("style", sim_get(s, "/_assets/dialog.css").status, 200);
	check_int("what browsers ask for by themselves", sim_get(s, "/favicon.ico").status, 204);
}

static void test_form(void **state)
{
	struct sim *s = *state;
	struct page *page = &s->world->pages[1];
	struct str query =
		STR("client_id%3D" DEFAULT_APP_ID
		    "%26redirect_uri%3Dhttp%253A%252F%252F127.0.0.1%253A9999%252Fcallback"
		    "%26scope%3Dpages_show_list%252Cinstagram_basic%26state%3Dx");
	struct str body = str_fmt(&s->arena,
				  "query=%.*s&person=bima&range=some&page=%.*s"
				  "&scope=pages_show_list&answer=allow",
				  STR_ARG(query), STR_ARG(page->id));
	struct str to =
		location_of(sim_call(s, "POST", STR("/dialog/decide"),
				     "Content-Type: application/x-www-form-urlencoded\r\n", body));

	check_true("code", str_starts_with(to, STR(TEST_REDIRECT "?code=")));
	const struct grant *g = grant_find(&s->world->tokens, &s->world->apps[0], page->owner);
	assert_non_null(g);
	check_true("the Page", grant_covers_page(g, page));
	check_true("not its account", !grant_covers_instagram(g, page));
	check_true("unticked", g->declined & PERMISSION_BIT(PERMISSION_INSTAGRAM_BASIC));
	body = str_fmt(&s->arena, "query=%.*s&person=bima&answer=cancel", STR_ARG(query));
	to = location_of(sim_call(s, "POST", STR("/dialog/decide"), "", body));
	check_true("cancel", str_contains(to, STR("error=access_denied")));
}

/* Each row: what is wrong with the exchange, and what Meta says to that (1.10). */
static void test_exchange_errors(void **state)
{
	static const struct {
		const char *query; /* `CODE` is a fresh one */
		int64_t code, subcode;
		const char *message;
	} rows[] = {
		{ "/v25.0/oauth/access_token?code=CODE", 101, -1, "Missing client_id parameter." },
		{ "/v25.0/oauth/access_token?client_id=5&code=CODE", 101, -1,
		  "Error validating application. Invalid application ID." },
		{ EXCHANGE "&code=CODE", 101, -1, "Missing client_secret parameter." },
		{ EXCHANGE "&client_secret=x&code=CODE", 1, -1, "Error validating client secret." },
		{ EXCHANGE "&client_secret=" DEFAULT_APP_SECRET "&code=CODE", 191, -1,
		  "Missing redirect_uri parameter." },
		{ EXCHANGE "&client_secret=" DEFAULT_APP_SECRET "&redirect_uri=" TEST_REDIRECT, 1,
		  -1, "Missing authorization code" },
		{ EXCHANGE "&client_secret=" DEFAULT_APP_SECRET "&redirect_uri=" TEST_REDIRECT
			   "&code=nonsense",
		  100, -1, "Invalid verification code format." },
		{ EXCHANGE "&client_secret=" DEFAULT_APP_SECRET "&redirect_uri=" TEST_REDIRECT
			   "%2F&code=CODE",
		  100, 36008, "Error validating verification code." },
		{ EXCHANGE "&client_secret=" DEFAULT_APP_SECRET
			   "&redirect_uri=https://other.test/&code=CODE",
		  191, -1, "Given URL is not allowed by the Application configuration" },
		{ EXCHANGE "&client_secret=" DEFAULT_APP_SECRET "&grant_type=password", 1, -1,
		  "Invalid grant_type" },
		{ EXCHANGE "&client_secret=" DEFAULT_APP_SECRET "&grant_type=fb_exchange_token", 1,
		  -1, "Missing fb_exchange_token parameter" },
		{ EXCHANGE "&client_secret=" DEFAULT_APP_SECRET
			   "&grant_type=fb_exchange_token&fb_exchange_token=EAAx",
		  190, -1, "Invalid OAuth access token" },
	};
	struct sim *s = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str code = sim_code(s, "rani", TEST_SCOPES, "");
		struct str target =
			str_replace(&s->arena, str_of(rows[i].query), STR("CODE"), code);
		struct sim_answer a = sim_call(s, "GET", target, "", STR_NONE);
		struct str challenge = http_answer_header(&a.http, STR("WWW-Authenticate"));

		check_int(rows[i].query, a.status, 400);
		check_int(rows[i].query, sim_int(a, "error.code"), rows[i].code);
		check_int(rows[i].query, sim_int(a, "error.error_subcode"), rows[i].subcode);
		check_str(rows[i].query, sim_text(a, "error.type"), STR("OAuthException"));
		check_true(rows[i].query,
			   str_starts_with(sim_text(a, "error.message"), str_of(rows[i].message)));
		check_true(
			rows[i].query,
			str_starts_with(challenge, STR("OAuth \"Facebook Platform\" \"invalid_")));
	}
}

static struct sim_answer use_code(struct sim *s, struct str code, const char *extra)
{
	return sim_get(s,
		       EXCHANGE "&client_secret=" DEFAULT_APP_SECRET "&redirect_uri=" TEST_REDIRECT
				"&code=%.*s%s",
		       STR_ARG(code), extra);
}

static void test_codes_live_once_and_briefly(void **state)
{
	struct sim *s = *state;
	struct str code = sim_code(s, "rani", TEST_SCOPES, "");
	struct sim_answer first = use_code(s, code, "");
	struct sim_answer second = use_code(s, code, "");

	check_int("first", first.status, 200);
	check_str("type", sim_text(first, "token_type"), STR("bearer"));
	check_true("an hour or two",
		   sim_int(first, "expires_in") >= 3600 && sim_int(first, "expires_in") <= 7200);
	check_int("second", sim_int(second, "error.error_subcode"), 36009);
	code = sim_code(s, "rani", TEST_SCOPES, "");
	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":600}");
	check_int("late", sim_int(use_code(s, code, ""), "error.error_subcode"), 36007);
}

static void test_pkce(void **state)
{
	struct sim *s = *state;
	struct sha256 digest = sha256_of(STR("a-verifier-of-some-length"));
	struct str challenge = base64url_encode(&s->arena, sha256_str(&digest));
	char *extra = str_z(&s->arena,
			    str_fmt(&s->arena, "&code_challenge=%.*s&code_challenge_method=S256",
				    STR_ARG(challenge)));
	struct str code = sim_code(s, "rani", TEST_SCOPES, extra);

	check_int("no verifier", use_code(s, code, "").status, 400);
	check_int("wrong", use_code(s, code, "&code_verifier=other").status, 400);
	check_int("right", use_code(s, code, "&code_verifier=a-verifier-of-some-length").status,
		  200);
}

/* HTTP Basic, urlencoded POST, no content type: as OAuth clients send it. */
static void test_exchange_by_post(void **state)
{
	struct sim *s = *state;
	struct str code = sim_code(s, "rani", TEST_SCOPES, "");
	/* base64 of the app id, a colon and the secret */
	static const char basic[] =
		"Authorization: Basic "
		"MTAyOTM4NDc1NjEwMjkzODpncmFwaHNpbS1hcHAtc2VjcmV0LWZvci1kZXZlbG9w"
		"bWVudA==\r\n";
	struct str body = str_fmt(&s->arena,
				  "grant_type=authorization_code&code=%.*s&redirect_uri="
				  "http%%3A%%2F%%2F127.0.0.1%%3A9999%%2Fcallback",
				  STR_ARG(code));
	struct sim_answer a = sim_call(s, "POST", STR("/v25.0/oauth/access_token"), basic, body);

	check_int("basic", a.status, 200);
	check_str("json", http_answer_header(&a.http, STR("Content-Type")),
		  STR("application/json; charset=UTF-8"));
}

static void test_lifetimes(void **state)
{
	struct sim *s = *state;
	struct str brief = sim_short_token(s, "rani");
	struct str page = sim_text(sim_graph(s, brief, "/me/accounts"), "data.0.access_token");
	struct sim_answer longer = sim_get(s,
					   EXCHANGE "&client_secret=" DEFAULT_APP_SECRET
						    "&grant_type=fb_exchange_token"
						    "&fb_exchange_token=%.*s",
					   STR_ARG(brief));
	struct str long_token = sim_text(longer, "access_token");
	struct str long_page =
		sim_text(sim_graph(s, long_token, "/me/accounts"), "data.0.access_token");

	check_int("60 days", sim_int(longer, "expires_in"), 5183944);
	check_str("the same each time",
		  sim_text(sim_graph(s, long_token, "/me/accounts"), "data.0.access_token"),
		  long_page);
	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":7300}");
	check_int("short is dead", sim_int(sim_graph(s, brief, "/me"), "error.error_subcode"), 463);
	check_int("its Page token too", sim_int(sim_graph(s, page, "/me"), "error.error_subcode"),
		  463);
	check_int("long lives", sim_graph(s, long_token, "/me").status, 200);
	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":5184000}");
	check_int("long is dead", sim_int(sim_graph(s, long_token, "/me"), "error.error_subcode"),
		  463);
	check_int("Page token for ever", sim_graph(s, long_page, "/me").status, 200);
	check_int("an expired one cannot be exchanged",
		  sim_int(sim_get(s,
				  EXCHANGE "&client_secret=" DEFAULT_APP_SECRET
					   "&grant_type=fb_exchange_token&fb_exchange_token=%.*s",
				  STR_ARG(long_token)),
			  "error.error_subcode"),
		  463);
}

/* After 90 days instagram_* permissions fail; pages_* go on (1.6). */
static void test_data_access_ends(void **state)
{
	struct sim *s = *state;
	struct str user = sim_login(s, "rani");
	struct str page = sim_text(sim_graph(s, user, "/me/accounts"), "data.0.access_token");
	struct str instagram = sim_instagram(s, "rani");

	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":7862400}");
	check_int("the Page", sim_graph(s, page, "/me?fields=name").status, 200);
	check_int("the account",
		  sim_int(sim_graph(s, page, "/%.*s?fields=username", STR_ARG(instagram)),
			  "error.code"),
		  10);
}

static struct sim_answer debug(struct sim *s, struct str token)
{
	return sim_get(s,
		       "/v25.0/debug_token?input_token=%.*s&access_token=" DEFAULT_APP_ID
		       "%%7C" DEFAULT_APP_SECRET,
		       STR_ARG(token));
}

static void test_debug_token(void **state)
{
	struct sim *s = *state;
	struct str user = sim_login(s, "rani");
	struct str page = sim_text(sim_graph(s, user, "/me/accounts"), "data.0.access_token");
	struct sim_answer u = debug(s, user);
	struct sim_answer p = debug(s, page);
	struct sim_answer a = debug(s, STR(DEFAULT_APP_ID "%7C" DEFAULT_APP_SECRET));
	struct sim_answer none = debug(s, STR("EAAnothing"));

	check_str("user", sim_text(u, "data.type"), STR("USER"));
	check_str("page", sim_text(p, "data.type"), STR("PAGE"));
	check_str("app", sim_text(a, "data.type"), STR("APP"));
	check_true("valid", json_is_true(sim_at(u.json, "data.is_valid")));
	check_int("never ends", sim_int(p, "data.expires_at"), 0);
	check_str("which Page", sim_text(p, "data.profile_id"), s->world->pages[0].id);
	check_int("scopes", sim_count(u, "data.scopes"), 9);
	check_true("no targets: all of them", !sim_at(u.json, "data.granular_scopes.0.target_ids"));
	check_int("unknown is no error", none.status, 200);
	check_true("but not valid", !json_is_true(sim_at(none.json, "data.is_valid")));
	check_int("with a reason", sim_int(none, "data.error.code"), 190);
	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":5184000}");
	u = debug(s, user);
	check_int("expired", sim_int(u, "data.error.subcode"), 463);
	check_int("no scopes left", sim_count(u, "data.scopes"), 0);
	check_int("a user may not ask",
		  sim_int(sim_graph(s, page, "/debug_token?input_token=x"), "error.code"), 100);
}

static void test_granular_targets(void **state)
{
	struct sim *s = *state;
	struct page *page = &s->world->pages[1];
	char *extra = str_z(&s->arena, str_fmt(&s->arena, "&_sim_pages=%.*s", STR_ARG(page->id)));
	struct str token = sim_login_with(s, "bima", "pages_show_list,instagram_basic", extra);
	struct sim_answer d = debug(s, token);
	struct sim_answer list = sim_graph(s, token, "/me/accounts?fields=id");

	check_int("one Page", sim_count(list, "data"), 1);
	check_str("that one", sim_text(list, "data.0.id"), page->id);
	check_str("its id", sim_text(d, "data.granular_scopes.0.target_ids.0"), page->id);
	check_str("its account", sim_text(d, "data.granular_scopes.1.target_ids.0"),
		  page->account->id);
	check_int("others do not exist",
		  sim_int(sim_graph(s, token, "/%.*s", STR_ARG(s->world->pages[3].id)),
			  "error.error_subcode"),
		  33);
}

static void test_permissions(void **state)
{
	struct sim *s = *state;
	struct str token = sim_login(s, "fitri");
	struct sim_answer declined = sim_graph(s, token, "/me/permissions?status=declined");

	check_int("one declined by habit", sim_count(declined, "data"), 1);
	check_str("which", sim_text(declined, "data.0.permission"),
		  STR("instagram_content_publish"));
	token = sim_login(s, "fitri");
	check_int("not asked again",
		  sim_count(sim_graph(s, token, "/me/permissions?status=declined"), "data"), 1);
	token = sim_login_with(s, "fitri", TEST_SCOPES, "&auth_type=rerequest&_sim_decline=");
	check_int("asked again",
		  sim_count(sim_graph(s, token, "/me/permissions?status=declined"), "data"), 0);
	check_int("one taken back",
		  sim_call(s, "DELETE",
			   str_fmt(&s->arena,
				   "/v25.0/me/permissions/email?access_token=%.*s"
				   "&appsecret_proof=%.*s",
				   STR_ARG(token), STR_ARG(sim_proof(s, token))),
			   "", STR_NONE)
			  .status,
		  200);
	check_str(
		"declined now",
		sim_text(sim_graph(s, token, "/me/permissions?permission=email"), "data.0.status"),
		STR("declined"));
}

static void test_removing_the_app_kills_tokens(void **state)
{
	struct sim *s = *state;
	struct str token = sim_login(s, "rani");
	struct str page = sim_text(sim_graph(s, token, "/me/accounts"), "data.0.access_token");
	struct sim_answer gone = sim_call(s, "POST",
					  str_fmt(&s->arena,
						  "/v25.0/me/permissions?access_token=%.*s"
						  "&appsecret_proof=%.*s",
						  STR_ARG(token), STR_ARG(sim_proof(s, token))),
					  "", STR("method=delete"));

	check_true("success", json_is_true(sim_at(gone.json, "success")));
	check_int("user", sim_int(sim_graph(s, token, "/me"), "error.error_subcode"), 458);
	check_int("Page", sim_int(sim_graph(s, page, "/me"), "error.error_subcode"), 458);
	check_int("a new login works", sim_graph(s, sim_login(s, "rani"), "/me").status, 200);
}

/* ---- the state file ---------------------------------------------------------------------------
 */

static struct world *world_with(const char *path, struct err *err)
{
	struct world_config config = sim_config();
	struct world *w = world_new(&config);

	check_ok(journal_open(w, str_of(path), err), err);
	return w;
}

static struct token *login(struct world *w, const char *key)
{
	const struct app *app = &w->apps[0];
	struct grant *g = grant_make(&w->tokens, app, world_person(w, str_of(key)));

	g->granted = PERMISSION_BIT(PERMISSION_PAGES_SHOW_LIST);
	g->has_page[0] = g->has_instagram[0] = true;
	g->data_access_ends_s = world_now_s(w) + DATA_ACCESS_S;
	return token_issue_user(&w->tokens, g, true, world_now_s(w));
}

static void test_tokens_outlive_a_restart(void **state)
{
	char path[] = "/tmp/graphsim-state-XXXXXX";
	struct err err = ERR_INIT;
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, MIB);
	close(mkstemp(path));
	struct world *w = world_with(path, &err);
	struct token *rani = login(w, "rani");
	struct token *page = token_of_page(&w->tokens, rani, &w->pages[0], world_now_s(w));
	struct token *bima = login(w, "bima");
	grant_remove(&w->tokens, bima->grant, world_now_s(w));
	struct str texts[] = { str_dup(&a, rani->text), str_dup(&a, page->text),
			       str_dup(&a, bima->text) };
	world_free(w);

	w = world_with(path, &err);
	int64_t now_s = world_now_s(w);
	rani = token_find(&w->tokens, texts[0]);
	page = token_find(&w->tokens, texts[1]);
	bima = token_find(&w->tokens, texts[2]);
	assert_true(rani && page && bima);
	check_int("lives", token_state(rani, now_s), FATE_NONE);
	check_int("lives", token_state(page, now_s), FATE_NONE);
	check_int("removed stays removed", token_state(bima, now_s), FATE_REVOKED);
	check_true("its parent", page->kind == TOKEN_PAGE && page->parent == rani);
	check_true("the same again", token_of_page(&w->tokens, rani, page->page, now_s) == page);
	check_true("what was chosen", grant_covers_page(rani->grant, &w->pages[0]) &&
					      !grant_covers_page(rani->grant, &w->pages[1]));
	struct token *fresh = login(w, "rani");
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		check_true("a text of its own", !str_eq(fresh->text, texts[i]));
	world_reset(w);
	world_free(w);

	w = world_with(path, &err);
	check_true("a reset forgets", !token_find(&w->tokens, texts[0]));
	world_free(w);
	unlink(path);
}

static void test_a_state_file_of_something_else(void **state)
{
	static const char *const lines[] = {
		"hello\n",
		"{\"count\":1,\"grant\":{\"app\":\"7\",\"person\":\"rani\"}}\n",
		"{\"count\":1,\"grant\":{\"app\":\"" DEFAULT_APP_ID
		"\",\"person\":\"rani\"},\"token\":{\"text\":\"x\",\"parent\":\"y\"}}\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct world_config config = sim_config();
		struct world *w = world_new(&config);
		char path[] = "/tmp/graphsim-state-XXXXXX";
		struct err err = ERR_INIT;
		int file = mkstemp(path);
		check_int(lines[i], write(file, lines[i], strlen(lines[i])),
			  (int64_t)strlen(lines[i]));
		close(file);
		check_true(lines[i], !journal_open(w, str_of(path), &err));
		check_true("names the line",
			   str_contains(str_of(err.cause), STR("line 1 of /tmp/")));
		world_free(w);
		unlink(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens_outlive_a_restart),
		cmocka_unit_test(test_a_state_file_of_something_else),
		SIM_TEST(test_callback_shapes),
		SIM_TEST(test_dialog_errors_redirect_nowhere),
		SIM_TEST(test_pages_for_people),
		SIM_TEST(test_form),
		SIM_TEST(test_exchange_errors),
		SIM_TEST(test_codes_live_once_and_briefly),
		SIM_TEST(test_pkce),
		SIM_TEST(test_exchange_by_post),
		SIM_TEST(test_lifetimes),
		SIM_TEST(test_data_access_ends),
		SIM_TEST(test_debug_token),
		SIM_TEST(test_granular_targets),
		SIM_TEST(test_permissions),
		SIM_TEST(test_removing_the_app_kills_tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
