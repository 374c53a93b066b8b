/* Access tokens: traded for a session's bearer, and gone with it. */
#include "auth/test_auth.h"

#include "base/codec.h"

static struct auth_access traded(struct fixture *f, const struct identity *who)
{
	struct auth_access access = { 0 };
	struct err err = ERR_INIT;

	check_ok(auth_access_token(f->auth, &f->a, who, &access, &err), &err);
	return access;
}

static void it_stands_for_its_session(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &tool);
	struct identity owner = by_bearer(f, session.bearer);
	struct auth_access access = traded(f, &owner);
	struct identity who = by_bearer(f, access.token);
	struct err err = ERR_INIT;

	check_int("user", who.user_id, f->user_id);
	check_int("via", who.via, AUTH_BEARER);
	check_str("session", who.credential, owner.credential);
	assert_true(str_starts_with(access.token, STR("eyJ")));
	/* It can be traded for the next one. */
	assert_true(traded(f, &who).token.len > 0);
	check_ok(auth_logout(f->auth, &owner, &tool, &err), &err);
	check_int("after logout", by_bearer(f, access.token).user_id, 0);
}

static void it_ends_after_an_hour(void **state)
{
	struct fixture *f = *state;
	struct identity owner = by_bearer(f, logged_in(f, &tool).bearer);
	struct auth_access access = traded(f, &owner);

	pass_s(f, AUTH_ACCESS_AGE_S - 1);
	check_int("in time", by_bearer(f, access.token).user_id, f->user_id);
	pass_s(f, 1);
	check_int("too late", by_bearer(f, access.token).user_id, 0);
}

static void only_a_bearer_gets_one(void **state)
{
	struct fixture *f = *state;
	struct identity owner = by_bearer(f, logged_in(f, &tool).bearer);
	struct auth_token token = make_token(f, &owner, 0);
	struct identity nobodys[] = {
		by_cookie(f, logged_in(f, &browser).cookie),
		by_bearer(f, token.token),
		{ .via = AUTH_NOBODY },
	};

	for (size_t i = 0; i < COUNT_OF(nobodys); i++) {
		struct auth_access access;
		struct err err = ERR_INIT;

		assert_false(auth_access_token(f->auth, &f->a, &nobodys[i], &access, &err));
		check_int("code", err.code, ERR_FORBIDDEN);
	}
}

/* Any change of any character, the classic forgeries, and rubbish: nobody. */
static void forged_ones_are_nobody(void **state)
{
	struct fixture *f = *state;
	struct identity owner = by_bearer(f, logged_in(f, &tool).bearer);
	struct str good = traded(f, &owner).token;
	struct str none = base64url_encode(&f->a, STR("{\"alg\":\"none\",\"typ\":\"JWT\"}"));
	struct str rest = good;
	struct str header = str_cut(&rest, '.');
	struct str claims = str_cut(&rest, '.');
	struct str forged[] = {
		str_fmt(&f->a, "%.*s.%.*s.", STR_ARG(header), STR_ARG(claims)),
		str_fmt(&f->a, "%.*s.%.*s.", STR_ARG(none), STR_ARG(claims)),
		str_fmt(&f->a, "%.*s.%.*s", STR_ARG(none), STR_ARG(claims)),
		str_fmt(&f->a, "%.*s.%.*s.%.*s.x", STR_ARG(header), STR_ARG(claims), STR_ARG(rest)),
		STR("eyJ"),
		STR("eyJ.."),
		STR("..."),
	};

	for (size_t i = 0; i < COUNT_OF(forged); i++)
		check_int(str_z(&f->a, forged[i]), by_bearer(f, forged[i]).user_id, 0);
	for (size_t i = 0; i < good.len; i++) {
		char *bent = str_z(&f->a, good);

		bent[i] = bent[i] == 'A' ? 'B' : 'A';
		check_int("bent", by_bearer(f, str_of(bent)).user_id, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_stands_for_its_session, enter, leave),
		cmocka_unit_test_setup_teardown(it_ends_after_an_hour, enter, leave),
		cmocka_unit_test_setup_teardown(only_a_bearer_gets_one, enter, leave),
		cmocka_unit_test_setup_teardown(forged_ones_are_nobody, enter, leave),
	};
	return cmocka_run_group_tests_name("auth/access_token", tests, NULL, NULL);
}
