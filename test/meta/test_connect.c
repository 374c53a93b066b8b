/* Connecting, both flows, against the simulator: personas, states, faults. */
#include "live.h"

#include <pthread.h>

#include "store/audit.h"
#include "store/connections.h"
#include "store/social_accounts.h"

static struct str name_of(enum err_code code)
{
	return str_of(err_info(code)->name);
}

static void test_personas(void **state)
{
	(void)state;
	static const struct {
		const char *persona, *extra;
		enum err_code meta, cekbrand;
	} rows[] = {
		{ "rani", "", ERR_NONE, ERR_NONE },
		{ "bima", "", ERR_NONE, ERR_NONE },
		{ "citra", "", ERR_NONE, ERR_NONE },
		{ "dodi", "", ERR_NOT_ADMIN_PAGE, ERR_FACEBOOK_NOT_FOUND },
		{ "eka", "", ERR_NOT_ADMIN_PAGE, ERR_NONE },
		{ "gilang", "", ERR_NONE, ERR_NONE },
		{ "hana", "", ERR_NONE, ERR_NONE },
		{ "joko", "", ERR_INSTAGRAM_NOT_CONNECTED, ERR_INSTAGRAM_NOT_BUSINESS },
		{ "rani", "&_sim_cancel=1", ERR_PERMISSIONS_MISSING, ERR_PERMISSION_DENIED },
		{ "rani", "&_sim_decline=instagram_content_publish", ERR_PERMISSIONS_MISSING,
		  ERR_NONE },
		{ "rani", "&_sim_decline=instagram_basic", ERR_PERMISSIONS_MISSING,
		  ERR_PERMISSION_DENIED },
		{ "rani", "&_sim_decline=business_management", ERR_NONE, ERR_NONE },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct connect_outcome outcome;
		struct str row = str_fmt(&live.arena, "%s%s", rows[i].persona, rows[i].extra);
		live_end(NULL);
		live_begin(NULL);
		enum err_code code = live_login(&live.who, CONNECT_META, rows[i].persona,
						rows[i].extra, &outcome);
		check_str(str_z(&live.arena, row), name_of(code), name_of(rows[i].meta));
		live_end(NULL);
		live_begin(NULL);
		code = live_login(&live.who, CONNECT_CEKBRAND, rows[i].persona, rows[i].extra,
				  &outcome);
		check_str(str_z(&live.arena, row), name_of(code), name_of(rows[i].cekbrand));
	}
}

static void test_one_page_connects_by_itself(void **state)
{
	(void)state;
	struct connection made = live_connect("rani", "");
	struct connection seen;

	check_str("page", made.page_name, STR("Dapur Nusantara"));
	check_str("instagram", made.instagram_username, STR("dapurnusantara.id"));
	check_int("never expires", made.expires_at_s, 0);
	check_true("token works", made.token_ok);
	check_ok(connect_status(live.connect, &live.arena, &live.who, &seen, &live.err), &live.err);
	check_str("status", seen.public_id, made.public_id);
	check_true("named", str_starts_with(seen.public_id, STR("conn_")));
	check_true("scopes", str_contains(seen.scopes, STR("instagram_content_publish")));

	struct connect_counters counters;
	connect_counters(live.connect, &counters);
	check_int("started", counters.started, 1);
	check_int("connected", counters.connected, 1);
}

/* Everything that leaves us carries the token in a header: no request line ever holds one. */
static void test_no_token_in_a_request_line(void **state)
{
	(void)state;
	live_connect("bima", "100090076953131");
	const struct json *log = live_look("/_sim/requests?limit=500");
	cleanup(buf_free) struct buf text;
	buf_init(&text, 4 * MIB);
	struct json_writer w;
	json_start(&w, &text, JSON_PLAIN);
	const struct json *r = json_first(json_get(log, STR("requests")));
	assert_non_null(r);
	json_array(&w);
	for (; r; r = r->next) {
		/* The log shows a body's parameters like a query's: POST is checked in test_client.
		 */
		bool is_post = str_eq(json_text(json_get(r, STR("method"))), STR("POST"));
		json_copy(&w, json_get(r, STR("path")));
		if (!is_post && json_get(r, STR("query")))
			json_copy(&w, json_get(r, STR("query")));
	}
	json_end_array(&w);
	check_true("no token", !str_contains(buf_str(&text), STR("EAA")));
	check_true("no secret", !str_contains(buf_str(&text), STR("graphsim-app-secret")));
}

static void test_picker(void **state)
{
	(void)state;
	static const struct {
		const char *id;
		enum err_code reason;
	} want[] = {
		{ "100090076953131", ERR_NONE },
		{ "610059014358350", ERR_INSTAGRAM_NOT_CONNECTED },
		{ "100011774721707", ERR_NONE },
		{ "610084004986205", ERR_INSTAGRAM_NOT_CONNECTED },
		{ "100048781488204", ERR_NOT_ADMIN_PAGE },
	};
	struct connect_outcome outcome;
	const struct connect_page *pages;
	size_t count;

	check_int("login", live_login(&live.who, CONNECT_META, "bima", "", &outcome), ERR_NONE);
	check_int("choose", outcome.kind, CONNECT_CHOOSE);
	check_ok(connect_pages(live.connect, &live.arena, &live.who, &pages, &count, &live.err),
		 &live.err);
	check_int("pages", count, COUNT_OF(want));
	for (size_t i = 0; i < COUNT_OF(want); i++) {
		size_t at = 0;
		while (at < count && !str_eq(pages[at].id, str_of(want[i].id)))
			at++;
		check_true(want[i].id, at < count);
		check_str(want[i].id, name_of(pages[at].reason), name_of(want[i].reason));
		check_int(want[i].id, pages[at].usable, want[i].reason == ERR_NONE);
		if (want[i].reason == ERR_NONE)
			continue;
		struct err err = ERR_INIT;
		check_true(want[i].id, !connect_select(live.connect, &live.arena, &live.who,
						       str_of(want[i].id), &outcome, &err));
		check_str(want[i].id, name_of(err.code), name_of(want[i].reason));
	}
	struct connect_actor other = live.who;
	other.session_id = STR("another session");
	struct err err = ERR_INIT;
	check_true("only this session",
		   !connect_pages(live.connect, &live.arena, &other, &pages, &count, &err));
	check_int("not found", err.code, ERR_NOT_FOUND);
	err = ERR_INIT;
	check_true("only listed Pages", !connect_select(live.connect, &live.arena, &live.who,
							STR("610087705348896"), &outcome, &err));
	check_int("field", err.code, ERR_INVALID_FIELD);
	check_ok(connect_select(live.connect, &live.arena, &live.who, STR("100011774721707"),
				&outcome, &live.err),
		 &live.err);
	check_str("chosen", outcome.connection.instagram_username, STR("senja.roastery"));
	check_true("the list is used up",
		   !connect_pages(live.connect, &live.arena, &live.who, &pages, &count, &err));
}

static void test_the_list_lives_ten_minutes(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	const struct connect_page *pages;
	size_t count;

	check_int("login", live_login(&live.who, CONNECT_META, "bima", "", &outcome), ERR_NONE);
	live.now_ms += 599 * 1000;
	check_ok(connect_pages(live.connect, &live.arena, &live.who, &pages, &count, &live.err),
		 &live.err);
	live.now_ms += 2 * 1000;
	check_true("gone",
		   !connect_pages(live.connect, &live.arena, &live.who, &pages, &count, &live.err));
}

static void test_pages_of_portfolios_and_long_lists(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	check_int("citra", live_login(&live.who, CONNECT_META, "citra", "", &outcome), ERR_NONE);
	check_int("both", outcome.page_count, 2);
	check_true("usable", outcome.pages[0].usable && outcome.pages[1].usable);
	struct connect_actor other = live_user("gilang@simpul.test");
	check_int("gilang", live_login(&other, CONNECT_META, "gilang", "", &outcome), ERR_NONE);
	check_int("all", outcome.page_count, 120);
}

/* ---- states -----------------------------------------------------------------------------------
 */

static void test_refused_states(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"no state",      "wrong bit", "truncated",           "other user",
		"other session", "no cookie", "wrong cookie",        "other flow",
		"expired",       "no code",   "cancelled then code",
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct str name = str_of(cases[i]);
		struct connect_started started;
		struct connect_outcome outcome;
		struct err err = ERR_INIT;
		struct connect_actor who;
		enum connect_flow flow = CONNECT_META;
		live_end(NULL);
		live_begin(NULL);
		who = live.who;
		check_ok(connect_start(live.connect, &live.arena, &who, flow, true, &started, &err),
			 &err);
		struct connect_answer answer = live_dialog(&started, "rani", "");
		char *bytes = str_z(&live.arena, answer.state);
		if (str_eq(name, STR("no state")))
			answer.state = STR_NONE;
		if (str_eq(name, STR("wrong bit"))) {
			bytes[7] ^= 1;
			answer.state = str_of(bytes);
		}
		if (str_eq(name, STR("truncated")))
			answer.state = str_sub(answer.state, 0, 42);
		if (str_eq(name, STR("other user")))
			who.user_id = live_user("lain@simpul.test").user_id;
		if (str_eq(name, STR("other session")))
			who.session_id = STR("another");
		if (str_eq(name, STR("no cookie")))
			answer.cookie_value = STR_NONE;
		if (str_eq(name, STR("wrong cookie")))
			answer.cookie_value = STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
		if (str_eq(name, STR("other flow")))
			flow = CONNECT_CEKBRAND;
		if (str_eq(name, STR("expired")))
			live.now_ms += 601 * 1000;
		if (str_eq(name, STR("no code")))
			answer.code = STR_NONE;
		if (str_eq(name, STR("cancelled then code"))) {
			struct connect_answer cancelled = answer;
			cancelled.error = STR("access_denied");
			check_true(cases[i], !connect_callback(live.connect, &live.arena, &who,
							       flow, &cancelled, &outcome, &err));
			check_int(cases[i], err.code, ERR_PERMISSIONS_MISSING);
		}
		check_true(cases[i], !connect_callback(live.connect, &live.arena, &who, flow,
						       &answer, &outcome, &err));
		check_str(
			cases[i], name_of(err.code),
			name_of(flow == CONNECT_META ? ERR_STATE_INVALID : ERR_PERMISSION_DENIED));
		check_int(cases[i], live_requests("/oauth/access_token"), 0);
	}
}

static void test_a_state_works_once(void **state)
{
	(void)state;
	struct connect_started started;
	struct connect_outcome outcome;

	check_ok(connect_start(live.connect, &live.arena, &live.who, CONNECT_META, false, &started,
			       &live.err),
		 &live.err);
	check_true("no cookie for programs", !started.cookie_value.at);
	check_int("43 characters", started.state.len, 43);
	struct connect_answer answer = live_dialog(&started, "rani", "");
	check_ok(connect_callback(live.connect, &live.arena, &live.who, CONNECT_META, &answer,
				  &outcome, &live.err),
		 &live.err);
	check_true("not twice", !connect_callback(live.connect, &live.arena, &live.who,
						  CONNECT_META, &answer, &outcome, &live.err));
	check_int("code", live.err.code, ERR_STATE_INVALID);
}

struct racer {
	pthread_t thread;
	const struct connect_answer *answer;
	bool ok;
	struct err err;
};

static void *race(void *arg)
{
	struct racer *r = arg;
	cleanup(arena_free) struct arena a;
	struct connect_outcome outcome;
	arena_init(&a, LIMIT_ARENA);
	r->ok = connect_callback(live.connect, &a, &live.who, CONNECT_META, r->answer, &outcome,
				 &r->err);
	return NULL;
}

static void test_of_many_at_once_one_connects(void **state)
{
	(void)state;
	struct connect_started started;
	struct racer racers[24] = { 0 };
	int won = 0;

	check_ok(connect_start(live.connect, &live.arena, &live.who, CONNECT_META, true, &started,
			       &live.err),
		 &live.err);
	struct connect_answer answer = live_dialog(&started, "rani", "");
	for (size_t i = 0; i < COUNT_OF(racers); i++) {
		racers[i].answer = &answer;
		assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
	}
	for (size_t i = 0; i < COUNT_OF(racers); i++) {
		pthread_join(racers[i].thread, NULL);
		won += racers[i].ok;
		if (!racers[i].ok)
			check_int("the others", racers[i].err.code, ERR_STATE_INVALID);
	}
	check_int("one", won, 1);
	check_int("one code, one exchange", live_requests("/oauth/access_token"), 2);
}

static void test_the_other_error_form(void **state)
{
	(void)state;
	struct connect_started started;
	struct connect_outcome outcome;
	check_ok(connect_start(live.connect, &live.arena, &live.who, CONNECT_META, false, &started,
			       &live.err),
		 &live.err);
	const struct connect_answer answer = {
		.state = started.state,
		.error_code = STR("901"),
		.error_message = STR("This app is in sandbox mode"),
	};
	check_true("refused", !connect_callback(live.connect, &live.arena, &live.who, CONNECT_META,
						&answer, &outcome, &live.err));
	check_int("code", live.err.code, ERR_PERMISSIONS_MISSING);
}

/* ---- whose it is ------------------------------------------------------------------------------
 */

static void test_one_owner(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	struct connect_actor other = live_user("lain@simpul.test");

	live_connect("rani", "");
	check_int("same identity, other user",
		  live_login(&other, CONNECT_META, "rani", "", &outcome),
		  ERR_FACEBOOK_ALREADY_USED);
	check_int("cekbrand as well", live_login(&other, CONNECT_CEKBRAND, "rani", "", &outcome),
		  ERR_FACEBOOK_ALREADY_USED);
	check_int("other identity, same user",
		  live_login(&live.who, CONNECT_META, "hana", "", &outcome), ERR_CONFLICT);
	check_int("the same again", live_login(&live.who, CONNECT_META, "rani", "", &outcome),
		  ERR_NONE);
	struct connection seen;
	check_ok(connect_status(live.connect, &live.arena, &live.who, &seen, &live.err), &live.err);
	check_str("the same row", seen.public_id, outcome.connection.public_id);
}

static void test_disconnect_and_reconnect(void **state)
{
	(void)state;
	struct connection first = live_connect("rani", "");
	struct connection seen;
	struct connect_disconnected done;

	check_ok(connect_disconnect(live.connect, &live.arena, &live.who, &done, &live.err),
		 &live.err);
	check_true("there was one", done.had_connection);
	check_true("Meta knows", done.revoked_at_meta);
	check_ok(connect_status(live.connect, &live.arena, &live.who, &seen, &live.err), &live.err);
	check_int("none", seen.id, 0);
	check_ok(connect_disconnect(live.connect, &live.arena, &live.who, &done, &live.err),
		 &live.err);
	check_true("nothing left", !done.had_connection);
	struct connection again = live_connect("rani", "");
	check_str("the same row", again.public_id, first.public_id);
}

static void test_disconnect_when_meta_is_down(void **state)
{
	(void)state;
	struct connect_disconnected done;
	struct connection seen;

	live_connect("rani", "");
	live_lever("/_sim/faults", "{\"path\":\"/*/permissions\",\"status\":503,\"html\":true}");
	check_ok(connect_disconnect(live.connect, &live.arena, &live.who, &done, &live.err),
		 &live.err);
	check_true("not at Meta", !done.revoked_at_meta);
	check_int("says why", done.meta_error, ERR_GRAPH);
	check_ok(connect_status(live.connect, &live.arena, &live.who, &seen, &live.err), &live.err);
	check_int("gone here", seen.id, 0);
}

/* ---- faults -----------------------------------------------------------------------------------
 */

static void test_faults(void **state)
{
	(void)state;
	static const struct {
		const char *persona, *fault;
		enum err_code code;
	} rows[] = {
		{ "rani",
		  "{\"path\":\"/oauth/access_token\",\"error\":{\"code\":100,\"subcode\":36009}}",
		  ERR_STATE_INVALID },
		{ "rani", "{\"path\":\"/oauth/access_token\",\"html\":true,\"status\":502}",
		  ERR_GRAPH },
		{ "rani", "{\"path\":\"/me/accounts\",\"error\":{\"code\":2}}",
		  ERR_PAGES_INCOMPLETE },
		{ "rani", "{\"path\":\"/me/accounts\",\"truncate\":true}", ERR_PAGES_INCOMPLETE },
		{ "rani", "{\"path\":\"/me/accounts\",\"garbage\":true}", ERR_PAGES_INCOMPLETE },
		{ "citra", "{\"path\":\"/me/businesses\",\"error\":{\"code\":2}}",
		  ERR_PAGES_INCOMPLETE },
		{ "rani", "{\"path\":\"/debug_token\",\"error\":{\"code\":1}}", ERR_GRAPH },
		/* one hiccup is no failure */
		{ "rani", "{\"path\":\"/me/accounts\",\"times\":1,\"error\":{\"code\":2}}",
		  ERR_NONE },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct connect_outcome outcome;
		live_end(NULL);
		live_begin(NULL);
		live_lever("/_sim/faults", rows[i].fault);
		enum err_code code =
			live_login(&live.who, CONNECT_META, rows[i].persona, "", &outcome);
		check_str(rows[i].fault, name_of(code), name_of(rows[i].code));
	}
}

/* A branch that failed: the only Page found is offered, not taken. */
static void test_an_incomplete_list_is_not_taken_for_granted(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	live_lever("/_sim/faults", "{\"path\":\"/me/businesses\",\"error\":{\"code\":2}}");
	check_int("login", live_login(&live.who, CONNECT_META, "rani", "", &outcome), ERR_NONE);
	check_int("asks", outcome.kind, CONNECT_CHOOSE);
	check_int("one", outcome.page_count, 1);
}

static int64_t audit_count(const char *outcome_name)
{
	struct audit_rows rows;
	int64_t count = 0;
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	check_ok(store_read(live.store, &tx, &live.err), &live.err);
	check_ok(audit_list(tx, &live.arena, live.user_id, 100, &rows, &live.err), &live.err);
	for (size_t i = 0; i < rows.count; i++)
		count += str_eq(rows.at[i].outcome, str_of(outcome_name));
	return count;
}

static void test_audit(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	struct connect_disconnected done;

	live_login(&live.who, CONNECT_META, "joko", "", &outcome);
	check_int("failure", audit_count("instagram_not_connected_to_page"), 1);
	live_connect("rani", "");
	check_int("login and connection", audit_count("ok"), 2);
	check_ok(connect_disconnect(live.connect, &live.arena, &live.who, &done, &live.err),
		 &live.err);
	check_int("end and revocation", audit_count("ok"), 4);
	int64_t rows, broken;
	check_ok(audit_verify(live.store, &rows, &broken, &live.err), &live.err);
	check_int("unbroken", broken, 0);
}

/* ---- flow CEKBRAND ----------------------------------------------------------------------------
 */

static void test_social_accounts(void **state)
{
	(void)state;
	struct connect_outcome outcome;
	const struct social_account *list;
	struct social_account one;
	size_t count;

	check_int("login", live_login(&live.who, CONNECT_CEKBRAND, "bima", "", &outcome), ERR_NONE);
	check_ok(social_account_list(live.connect, &live.arena, live.user_id, &list, &count,
				     &live.err),
		 &live.err);
	check_int("one", count, 1);
	check_int("id", list[0].id, outcome.social_account_id);
	check_true("token", list[0].has_token);
	check_true("no apostrophe", !str_contains(list[0].extra_data, STR("'")));

	const struct json *extra;
	check_ok(json_parse(&live.arena, list[0].extra_data, &extra, &live.err), &live.err);
	check_str("name", json_text(json_get(extra, STR("name"))), STR("Bima Aryasatya"));
	const struct json *page = json_first(json_get(extra, STR("page")));
	check_int("with Instagram", json_count(json_get(extra, STR("page"))), 2);
	const struct json *ig = json_get(page, STR("instagram_business_account"));
	check_true("free", ig && !json_is_true(json_get(ig, STR("connected"))));

	const struct social_account_change change = {
		.provider = STR("facebook"),
		.uid = list[0].uid,
		.extra_data = STR("{\"name\":\"Bi'ma\"}"),
	};
	check_ok(social_account_update(live.connect, &live.arena, &live.who, list[0].id, &change,
				       &one, &live.err),
		 &live.err);
	check_true("changed", str_contains(one.extra_data, STR("Bi\\u0027ma")));

	struct connect_actor other = live_user("lain@simpul.test");
	check_true("not another's", !social_account_get(live.connect, &live.arena, &other,
							list[0].id, &one, &live.err));
	check_int("not found", live.err.code, ERR_NOT_FOUND);
	live.err = ERR_INIT;
	check_ok(social_account_delete(live.connect, &live.arena, &live.who, list[0].id, &live.err),
		 &live.err);
	check_ok(social_account_list(live.connect, &live.arena, live.user_id, &list, &count,
				     &live.err),
		 &live.err);
	check_int("gone", count, 0);
}

static void test_account_tokens(void **state)
{
	(void)state;
	struct connection made = live_connect("rani", "");
	struct connect_outcome outcome;

	live.now_ms += 600 * 1000;
	check_ok(connect_check_account(live.connect, &live.arena, &live.who, made.instagram_id,
				       &live.err),
		 &live.err);
	live_lever("/_sim/token", "{\"persona\":\"rani\",\"state\":\"password_changed\"}");
	check_ok(connect_check_account(live.connect, &live.arena, &live.who, made.instagram_id,
				       &live.err),
		 &live.err); /* asked a moment ago */
	live.now_ms += 301 * 1000;
	check_true("found out", !connect_check_account(live.connect, &live.arena, &live.who,
						       made.instagram_id, &live.err));
	check_int("code", live.err.code, ERR_INVALID_TOKEN);
	live.err = ERR_INIT;
	live_set_clock(live.now_ms);
	check_int("login again", live_login(&live.who, CONNECT_CEKBRAND, "rani", "", &outcome),
		  ERR_NONE);
	check_ok(connect_reauthorize(live.connect, &live.arena, &live.who, made.social_account_id,
				     &live.err),
		 &live.err);
	live.now_ms += 301 * 1000;
	check_ok(connect_check_account(live.connect, &live.arena, &live.who, made.instagram_id,
				       &live.err),
		 &live.err);
}

static void test_instagram_business(void **state)
{
	(void)state;
	struct instagram_business found;
	struct err err = ERR_INIT;

	check_true("nobody to look through",
		   !connect_instagram_business(live.connect, &live.arena, &live.who,
					       STR("keramikhana"), &found, &err));
	check_int("code", err.code, ERR_INVALID_TOKEN);
	live_connect("rani", "");
	check_ok(connect_instagram_business(live.connect, &live.arena, &live.who,
					    STR("keramikhana"), &found, &live.err),
		 &live.err);
	check_str("found", found.username, STR("keramikhana"));
	err = ERR_INIT;
	check_true("unknown", !connect_instagram_business(live.connect, &live.arena, &live.who,
							  STR("tidak.ada.orangnya"), &found, &err));
	check_int("not found", err.code, ERR_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, live_begin, live_end)

int main(int argc, char **argv)
{
	assert_true(argc > 1);
	live_graphsim = argv[1];
	const struct CMUnitTest tests[] = {
		TEST(test_personas),
		TEST(test_one_page_connects_by_itself),
		TEST(test_no_token_in_a_request_line),
		TEST(test_picker),
		TEST(test_the_list_lives_ten_minutes),
		TEST(test_pages_of_portfolios_and_long_lists),
		TEST(test_refused_states),
		TEST(test_a_state_works_once),
		TEST(test_of_many_at_once_one_connects),
		TEST(test_the_other_error_form),
		TEST(test_one_owner),
		TEST(test_disconnect_and_reconnect),
		TEST(test_disconnect_when_meta_is_down),
		TEST(test_faults),
		TEST(test_an_incomplete_list_is_not_taken_for_granted),
		TEST(test_audit),
		TEST(test_social_accounts),
		TEST(test_account_tokens),
		TEST(test_instagram_business),
	};
	return cmocka_run_group_tests(tests, live_start, live_stop);
}
