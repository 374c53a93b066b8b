#include "auth/test_auth.h"

#define DAY_S (24 * 3600)

static void is_nobody(struct identity who)
{
	assert_int_equal(who.via, AUTH_NOBODY);
	assert_int_equal(who.user_id, 0);
	assert_false(who.is_admin);
}

static void browser_gets_a_cookie_only(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &browser);
	struct identity who = by_cookie(f, session.cookie);

	check_str("token of the reply", session.bearer, STR(""));
	assert_int_equal(session.max_age_s, 30 * DAY_S);
	assert_int_equal(who.via, AUTH_COOKIE);
	assert_int_equal(who.user_id, f->user_id);
	assert_true(who.is_admin);
	check_str("csrf", who.csrf_token, session.csrf_token);
	assert_int_equal(who.credential.len, 64);
}

static void program_gets_a_token_too(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &tool);
	struct identity who = by_bearer(f, session.bearer);

	assert_int_equal(who.via, AUTH_BEARER);
	assert_int_equal(who.user_id, f->user_id);
	assert_null(who.csrf_token.at);
	assert_int_equal(by_cookie(f, session.cookie).via, AUTH_COOKIE);
}

static void garbage_is_nobody(void **state)
{
	struct fixture *f = *state;
	struct str cookie = logged_in(f, &tool).cookie;
	const struct str garbage[] = {
		STR(""),
		STR("sms_"),
		STR("smp_"),
		STR("x"),
		str_sub(cookie, 0, cookie.len - 1),
		str_sub(cookie, 4, cookie.len),
		str_fmt(&f->a, "%.*sA", STR_ARG(cookie)),
		str_fmt(&f->a, " %.*s", STR_ARG(cookie)),
		str_fmt(&f->a, "smp_%.*s", STR_ARG(str_skip(cookie, 4))),
		by_cookie(f, cookie).credential,
		str_fmt(&f->a, "sms_%.*s", STR_ARG(by_cookie(f, cookie).credential)),
	};

	for (size_t i = 0; i < COUNT_OF(garbage); i++) {
		is_nobody(by_cookie(f, garbage[i]));
		is_nobody(by_bearer(f, garbage[i]));
	}
	is_nobody(who_is(f, (struct auth_credentials){ 0 }));
}

/* A wrong Authorization header is not rescued by a cookie that happens to come along. */
static void header_decides_alone(void **state)
{
	struct fixture *f = *state;
	struct str cookie = logged_in(f, &browser).cookie;

	is_nobody(who_is(f, (struct auth_credentials){ .cookie = cookie, .bearer = STR("") }));
	is_nobody(who_is(f, (struct auth_credentials){ .cookie = cookie, .bearer = STR("sms_x") }));
}

/* A token for programs is not a cookie. */
static void cookie_of_an_api_token_is_nobody(void **state)
{
	struct fixture *f = *state;
	struct identity who = by_cookie(f, logged_in(f, &browser).cookie);

	is_nobody(by_cookie(f, make_token(f, &who, 0).token));
}

/* W1: what the database holds logs nobody in. */
static void only_hashes_are_stored(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &tool);
	const struct auth_session_info *infos = NULL;
	size_t count = 0;
	struct identity who = by_cookie(f, session.cookie);
	struct err err = ERR_INIT;

	check_ok(auth_session_list(f->auth, &f->a, &who, &infos, &count, &err), &err);
	assert_int_equal(count, 1);
	check_str("id in lists", infos[0].id, who.credential);
	assert_false(str_contains(infos[0].id, str_skip(session.cookie, 4)));
	is_nobody(by_cookie(f, infos[0].id));
}

/* W1: the id changes at login, and the one that came along is dead. */
static void login_changes_the_id(void **state)
{
	struct fixture *f = *state;
	struct auth_session first = logged_in(f, &browser), second;
	const struct auth_login again = { .email = EMAIL,
					  .password = PASSWORD,
					  .cookie = first.cookie };

	assert_int_equal(log_in(f, &browser, &again, &second), ERR_NONE);
	assert_false(str_eq(first.cookie, second.cookie));
	assert_false(str_eq(first.csrf_token, second.csrf_token));
	is_nobody(by_cookie(f, first.cookie));
	assert_int_equal(by_cookie(f, second.cookie).user_id, f->user_id);
}

/* Also when it was somebody else's, and never when the login failed. */
static void login_ends_only_what_it_replaces(void **state)
{
	struct fixture *f = *state;
	struct auth_session first = logged_in(f, &browser), other = logged_in(f, &tool), second;
	struct auth_login login = { .email = STR("budi@dapurnusantara.id"),
				    .password = STR("salah sekali"),
				    .cookie = first.cookie };

	add_user(f, login.email, STR("trial"));
	assert_int_equal(log_in(f, &browser, &login, &second), ERR_BAD_CREDENTIALS);
	assert_int_equal(by_cookie(f, first.cookie).user_id, f->user_id);
	login.password = PASSWORD;
	assert_int_equal(log_in(f, &browser, &login, &second), ERR_NONE);
	is_nobody(by_cookie(f, first.cookie));
	assert_int_equal(by_cookie(f, other.cookie).user_id, f->user_id);
	assert_int_not_equal(by_cookie(f, second.cookie).user_id, f->user_id);
}

static void logout_ends_this_one(void **state)
{
	struct fixture *f = *state;
	struct auth_session here = logged_in(f, &browser), there = logged_in(f, &tool);
	struct identity who = by_cookie(f, here.cookie);
	struct err err = ERR_INIT;

	check_ok(auth_logout(f->auth, &who, &browser, &err), &err);
	is_nobody(by_cookie(f, here.cookie));
	is_nobody(by_bearer(f, here.cookie));
	assert_int_equal(by_bearer(f, there.bearer).via, AUTH_BEARER);
	assert_int_equal(audited(f, "logout", "ok"), 1);
	/* Twice is once. */
	check_ok(auth_logout(f->auth, &who, &browser, &err), &err);
}

static void logout_everywhere_ends_all(void **state)
{
	struct fixture *f = *state;
	struct auth_session here = logged_in(f, &browser), there = logged_in(f, &tool);
	struct identity who = by_cookie(f, here.cookie);
	struct err err = ERR_INIT;

	check_ok(auth_logout_everywhere(f->auth, &who, &browser, &err), &err);
	is_nobody(by_cookie(f, here.cookie));
	is_nobody(by_bearer(f, there.bearer));
	assert_int_equal(audited(f, "logout.everywhere", "ok"), 1);
}

static void sessions_are_listed_and_revoked(void **state)
{
	struct fixture *f = *state;
	struct auth_session here = logged_in(f, &browser), there = logged_in(f, &tool);
	struct identity who = by_cookie(f, here.cookie);
	struct str there_id = by_cookie(f, there.cookie).credential;
	const struct auth_session_info *infos = NULL;
	size_t count = 0, these = 0;
	struct err err = ERR_INIT;

	check_ok(auth_session_list(f->auth, &f->a, &who, &infos, &count, &err), &err);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		these += infos[i].is_this;
		check_str("address", infos[i].address, STR("203.0.113.7"));
		check_str("user agent", infos[i].user_agent,
			  infos[i].is_this ? STR("Mozilla/5.0") : STR("curl/7.88.1"));
	}
	assert_int_equal(these, 1);
	check_ok(auth_session_revoke(f->auth, &who, there_id, &browser, &err), &err);
	is_nobody(by_cookie(f, there.cookie));
	assert_false(auth_session_revoke(f->auth, &who, there_id, &browser, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void nobody_revokes_anothers_session(void **state)
{
	struct fixture *f = *state;
	struct auth_session rani = logged_in(f, &browser), budi;
	const struct auth_login login = { .email = STR("budi@dapurnusantara.id"),
					  .password = PASSWORD };
	struct err err = ERR_INIT;

	add_user(f, login.email, STR("trial"));
	assert_int_equal(log_in(f, &browser, &login, &budi), ERR_NONE);

	struct identity who = by_cookie(f, budi.cookie);

	assert_false(auth_session_revoke(f->auth, &who, by_cookie(f, rani.cookie).credential,
					 &browser, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(by_cookie(f, rani.cookie).user_id, f->user_id);
}

static void idle_sessions_end(void **state)
{
	struct fixture *f = *state;
	struct str cookie = logged_in(f, &browser).cookie;

	pass_s(f, 7 * DAY_S - 1);
	assert_int_equal(by_cookie(f, cookie).user_id, f->user_id);
	pass_s(f, 7 * DAY_S - 1);
	assert_int_equal(by_cookie(f, cookie).user_id, f->user_id);
	pass_s(f, 7 * DAY_S);
	is_nobody(by_cookie(f, cookie));
}

static void busy_sessions_end_too(void **state)
{
	struct fixture *f = *state;
	struct str cookie = logged_in(f, &browser).cookie;

	for (int day = 1; day < 30; day++) {
		pass_s(f, DAY_S);
		assert_int_equal(by_cookie(f, cookie).user_id, f->user_id);
	}
	pass_s(f, DAY_S);
	is_nobody(by_cookie(f, cookie));
}

/* Reading a page a hundred times a minute is one write. */
static void use_is_noted_once_a_minute(void **state)
{
	struct fixture *f = *state;
	struct str cookie = logged_in(f, &browser).cookie;
	struct store_status before, after;

	store_status(f->store, &before);
	for (int second = 0; second < 600; second++) {
		pass_s(f, 1);
		by_cookie(f, cookie);
	}
	store_status(f->store, &after);
	assert_int_equal(after.writes - before.writes, 10);
}

static void at_most_fifty(void **state)
{
	struct fixture *f = *state;
	struct str first = logged_in(f, &browser).cookie, second = STR_NONE;

	for (int i = 0; i < LIMIT_SESSIONS_PER_USER; i++) {
		pass_s(f, 1);
		if (i == 0)
			second = logged_in(f, &browser).cookie;
		else
			logged_in(f, &browser);
	}
	is_nobody(by_cookie(f, first));
	assert_int_equal(by_cookie(f, second).user_id, f->user_id);
}

/* W1: after a change of password the old ids are dead, this one's too, and the new one lives. */
static void new_password_ends_the_others(void **state)
{
	struct fixture *f = *state;
	struct auth_session here = logged_in(f, &browser), there = logged_in(f, &tool), fresh;
	struct identity who = by_cookie(f, here.cookie);
	const struct auth_password_change change = { .old_password = PASSWORD,
						     .new_password = STR("rendang padang 8") };
	struct auth_login login = { .email = EMAIL, .password = PASSWORD };
	struct err err = ERR_INIT;

	check_ok(auth_password_change(f->auth, &f->a, &who, &browser, &change, &fresh, &err), &err);
	is_nobody(by_cookie(f, here.cookie));
	is_nobody(by_bearer(f, there.bearer));
	assert_int_equal(by_cookie(f, fresh.cookie).user_id, f->user_id);
	assert_false(str_eq(fresh.csrf_token, here.csrf_token));
	assert_non_null(fresh.device.at);
	assert_int_equal(log_in(f, &browser, &login, &fresh), ERR_BAD_CREDENTIALS);
	login.password = change.new_password;
	assert_int_equal(log_in(f, &browser, &login, &fresh), ERR_NONE);
	assert_int_equal(audited(f, "password.change", "ok"), 1);
}

static void password_changes_are_checked(void **state)
{
	static const struct {
		const char *row;
		struct str old_password, new_password;
		const char *field;
	} cases[] = {
		{ "wrong old", STR_INIT("salah sekali"), STR_INIT("rendang padang 8"),
		  "old_password" },
		{ "empty old", STR_INIT(""), STR_INIT("rendang padang 8"), "old_password" },
		{ "short", STR_INIT("sambal terasi 7"), STR_INIT("1234567"), "new_password" },
		{ "same as address", STR_INIT("sambal terasi 7"),
		  STR_INIT("RANI@dapurnusantara.id"), "new_password" },
	};
	struct fixture *f = *state;
	struct str cookie = logged_in(f, &browser).cookie;
	struct identity who = by_cookie(f, cookie);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct auth_password_change change = { cases[i].old_password,
							     cases[i].new_password };
		struct auth_session fresh = { 0 };
		struct err err = ERR_INIT;

		check_int(
			cases[i].row,
			auth_password_change(f->auth, &f->a, &who, &browser, &change, &fresh, &err),
			false);
		check_int(cases[i].row, err.code, ERR_INVALID_FIELD);
		check_str(cases[i].row, str_of(err.field), str_of(cases[i].field));
	}
	assert_int_equal(by_cookie(f, cookie).user_id, f->user_id);
}

/* Somebody at an unlocked screen does not get to guess the old password for ever. */
static void password_changes_are_throttled(void **state)
{
	struct fixture *f = *state;
	struct identity who = by_cookie(f, logged_in(f, &browser).cookie);
	const struct auth_password_change change = { .old_password = STR("salah sekali"),
						     .new_password = STR("rendang padang 8") };
	struct auth_session fresh;
	uint64_t before = auth_counters(f->auth).password_hashes;

	for (int i = 0; i < 100; i++) {
		struct err err = ERR_INIT;

		assert_false(auth_password_change(f->auth, &f->a, &who, &browser, &change, &fresh,
						  &err));
		assert_int_equal(err.code,
				 i < 10 ? ERR_INVALID_FIELD : ERR_TOO_MANY_LOGIN_ATTEMPTS);
	}
	assert_int_equal(auth_counters(f->auth).password_hashes - before, 10);
}

/* Upkeep takes nothing that is alive. */
static void purge_keeps_the_living(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &browser);
	struct identity who = by_cookie(f, session.cookie);
	struct str token = make_token(f, &who, 0).token;
	struct err err = ERR_INIT;

	check_ok(auth_purge(f->auth, &err), &err);
	assert_int_equal(by_cookie(f, session.cookie).user_id, f->user_id);
	pass_s(f, 300 * DAY_S);
	check_ok(auth_purge(f->auth, &err), &err);
	assert_int_equal(by_bearer(f, token).user_id, f->user_id);
	is_nobody(by_cookie(f, session.cookie));
}

static void sessions_are_unique(void **state)
{
	struct fixture *f = *state;
	struct str seen[40];

	for (size_t i = 0; i < COUNT_OF(seen); i++) {
		seen[i] = logged_in(f, &browser).cookie;
		for (size_t earlier = 0; earlier < i; earlier++)
			assert_false(str_eq(seen[i], seen[earlier]));
	}
}

int main(void)
{
#define SESSION_TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)
	const struct CMUnitTest tests[] = {
		SESSION_TEST(browser_gets_a_cookie_only),
		SESSION_TEST(program_gets_a_token_too),
		SESSION_TEST(garbage_is_nobody),
		SESSION_TEST(header_decides_alone),
		SESSION_TEST(cookie_of_an_api_token_is_nobody),
		SESSION_TEST(only_hashes_are_stored),
		SESSION_TEST(login_changes_the_id),
		SESSION_TEST(login_ends_only_what_it_replaces),
		SESSION_TEST(logout_ends_this_one),
		SESSION_TEST(logout_everywhere_ends_all),
		SESSION_TEST(sessions_are_listed_and_revoked),
		SESSION_TEST(nobody_revokes_anothers_session),
		SESSION_TEST(idle_sessions_end),
		SESSION_TEST(busy_sessions_end_too),
		SESSION_TEST(use_is_noted_once_a_minute),
		SESSION_TEST(at_most_fifty),
		SESSION_TEST(new_password_ends_the_others),
		SESSION_TEST(password_changes_are_checked),
		SESSION_TEST(password_changes_are_throttled),
		SESSION_TEST(purge_keeps_the_living),
		SESSION_TEST(sessions_are_unique),
	};

	return cmocka_run_group_tests_name("auth/session", tests, NULL, NULL);
}
