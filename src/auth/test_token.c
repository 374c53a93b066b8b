#include "auth/test_auth.h"

#define DAY_S (24 * 3600)

static struct identity rani(struct fixture *f)
{
	return by_cookie(f, logged_in(f, &browser).cookie);
}

static size_t token_count(struct fixture *f, const struct identity *who)
{
	const struct auth_token_info *infos = NULL;
	struct err err = ERR_INIT;
	size_t count = 0;

	check_ok(auth_token_list(f->auth, &f->a, who, &infos, &count, &err), &err);
	return count;
}

static void token_identifies(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f), bearer;
	struct auth_token token = make_token(f, &who, 0);

	assert_true(str_starts_with(token.token, STR("smp_")));
	assert_int_equal(token.token.len, 4 + 43);
	bearer = by_bearer(f, token.token);
	assert_int_equal(bearer.via, AUTH_TOKEN);
	assert_int_equal(bearer.user_id, f->user_id);
	assert_true(bearer.is_admin);
	assert_int_equal(bearer.credential.len, 64);
	assert_false(str_eq(bearer.credential, who.credential));
	assert_int_equal(audited(f, "token.create", "ok"), 1);
}

static void listed_without_the_token(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f);
	const struct auth_token_info *infos = NULL;
	struct err err = ERR_INIT;
	size_t count = 0;
	struct auth_token token = make_token(f, &who, DAY_S);

	pass_s(f, 100);
	by_bearer(f, token.token);
	check_ok(auth_token_list(f->auth, &f->a, &who, &infos, &count, &err), &err);
	assert_int_equal(count, 1);
	assert_int_equal(infos[0].id, token.id);
	check_str("name", infos[0].name, STR("laporan harian"));
	assert_int_equal(infos[0].expires_at_s - infos[0].created_at_s, DAY_S);
	assert_int_equal(infos[0].used_at_s - infos[0].created_at_s, 100);
}

static void revoked_at_once(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f);
	struct err err = ERR_INIT;
	struct auth_token token = make_token(f, &who, 0), other = make_token(f, &who, 0);

	check_ok(auth_token_revoke(f->auth, &who, token.id, &browser, &err), &err);
	assert_int_equal(by_bearer(f, token.token).via, AUTH_NOBODY);
	assert_int_equal(by_bearer(f, other.token).via, AUTH_TOKEN);
	assert_int_equal(token_count(f, &who), 1);
	assert_false(auth_token_revoke(f->auth, &who, token.id, &browser, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(audited(f, "token.revoke", NULL), 1);
}

static void ends_in_time(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f);
	struct auth_token token = make_token(f, &who, DAY_S);

	pass_s(f, DAY_S - 1);
	assert_int_equal(by_bearer(f, token.token).via, AUTH_TOKEN);
	pass_s(f, 1);
	assert_int_equal(by_bearer(f, token.token).via, AUTH_NOBODY);
	assert_int_equal(token_count(f, &who), 0);
}

static void without_an_end_lives_on(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f);
	struct auth_token token = make_token(f, &who, 0);

	pass_s(f, 3000LL * DAY_S);
	assert_int_equal(by_bearer(f, token.token).via, AUTH_TOKEN);
}

static void use_is_noted_once_a_minute(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f);
	struct store_status before, after;
	struct auth_token token = make_token(f, &who, 0);

	store_status(f->store, &before);
	for (int second = 0; second < 600; second++) {
		by_bearer(f, token.token);
		pass_s(f, 1);
	}
	store_status(f->store, &after);
	assert_int_equal(after.writes - before.writes, 10);
}

/* Logging out is about sessions; a token in a script goes on. */
static void survives_logout(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f), bearer;
	struct err err = ERR_INIT;
	struct auth_token token = make_token(f, &who, 0);

	check_ok(auth_logout_everywhere(f->auth, &who, &browser, &err), &err);
	bearer = by_bearer(f, token.token);
	assert_int_equal(bearer.via, AUTH_TOKEN);
	check_ok(auth_logout(f->auth, &bearer, &tool, &err), &err);
	assert_int_equal(by_bearer(f, token.token).via, AUTH_TOKEN);
}

static void cannot_change_the_password(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f), bearer;
	const struct auth_password_change change = { PASSWORD, STR("rendang padang 8") };
	struct auth_session fresh;
	struct err err = ERR_INIT;

	bearer = by_bearer(f, make_token(f, &who, 0).token);
	assert_false(auth_password_change(f->auth, &f->a, &bearer, &tool, &change, &fresh, &err));
	assert_int_equal(err.code, ERR_FORBIDDEN);
}

static void only_ones_own(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f), budi;
	struct auth_session session;
	const struct auth_login login = { .email = STR("budi@dapurnusantara.id"),
					  .password = PASSWORD };
	struct err err = ERR_INIT;
	struct auth_token token = make_token(f, &who, 0);

	add_user(f, login.email, STR("trial"));
	assert_int_equal(log_in(f, &browser, &login, &session), ERR_NONE);
	budi = by_cookie(f, session.cookie);
	assert_int_equal(token_count(f, &budi), 0);
	assert_false(auth_token_revoke(f->auth, &budi, token.id, &browser, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(by_bearer(f, token.token).via, AUTH_TOKEN);
}

static void forms(void **state)
{
	struct fixture *f = *state;
	struct identity who = rani(f);
	struct str too_long = str_fmt(&f->a, "%0*d", LIMIT_NAME + 1, 0);
	const struct {
		struct str name;
		int64_t expires_in_s;
		const char *field;
	} cases[] = {
		{ STR(""), 0, "name" },
		{ STR("  "), 0, "name" },
		{ too_long, 0, "name" },
		{ STR("skrip"), -1, "expires_in" },
		{ STR("skrip"), INT64_MAX, "expires_in" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct auth_token_wish wish = { cases[i].name, cases[i].expires_in_s };
		struct auth_token token = { 0 };
		struct err err = ERR_INIT;

		assert_false(
			auth_token_create(f->auth, &f->a, &who, &browser, &wish, &token, &err));
		check_str("field", str_of(err.field), str_of(cases[i].field));
		assert_null(token.token.at);
	}
}

int main(void)
{
#define TOKEN_TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)
	const struct CMUnitTest tests[] = {
		TOKEN_TEST(token_identifies),        TOKEN_TEST(listed_without_the_token),
		TOKEN_TEST(revoked_at_once),         TOKEN_TEST(ends_in_time),
		TOKEN_TEST(without_an_end_lives_on), TOKEN_TEST(use_is_noted_once_a_minute),
		TOKEN_TEST(survives_logout),         TOKEN_TEST(cannot_change_the_password),
		TOKEN_TEST(only_ones_own),           TOKEN_TEST(forms),
	};

	return cmocka_run_group_tests_name("auth/token", tests, NULL, NULL);
}
