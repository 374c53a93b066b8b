/* Links sent by e-mail: one use, one purpose, one user, and an end. */
#include "auth/test_auth.h"

#define NEW_PASSWORD STR("rendang daging 9")

static struct auth_link reset_link(struct fixture *f, struct str email, bool *ret_found)
{
	struct auth_link link = { 0 };
	struct err err = ERR_INIT;

	check_ok(auth_reset_link(f->auth, &f->a, email, &link, ret_found, &err), &err);
	return link;
}

static struct auth_link good_link(struct fixture *f)
{
	bool is_found;
	struct auth_link link = reset_link(f, EMAIL, &is_found);

	assert_true(is_found);
	return link;
}

static bool reset(struct fixture *f, const struct auth_link *link, struct str password,
		  struct err *err)
{
	const struct auth_password_reset reset = {
		.uid = str_fmt(&f->a, "%lld", (long long)link->user_id),
		.token = link->token,
		.new_password = password,
	};

	*err = ERR_INIT;
	return auth_password_reset(f->auth, &f->a, &tool, &reset, err);
}

static void it_sets_a_password_once(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &browser);
	struct auth_link earlier = good_link(f), link = good_link(f);
	const struct auth_login old = { .email = EMAIL, .password = PASSWORD };
	const struct auth_login new = { .email = EMAIL, .password = NEW_PASSWORD };
	struct auth_session ignored = { 0 };
	struct err err;

	/* A password that is refused does not cost the link. */
	assert_false(reset(f, &link, STR("password1"), &err));
	check_str("field", str_of(err.field), STR("new_password2"));
	check_ok(reset(f, &link, NEW_PASSWORD, &err), &err);
	check_int("old sessions end", by_cookie(f, session.cookie).user_id, 0);
	check_int("old password", log_in(f, &tool, &old, &ignored), ERR_BAD_CREDENTIALS);
	check_int("new password", log_in(f, &tool, &new, &ignored), ERR_NONE);
	assert_false(reset(f, &link, NEW_PASSWORD, &err));
	check_str("used", str_of(err.field), STR("token"));
	assert_false(reset(f, &earlier, NEW_PASSWORD, &err));
	check_str("the one before it", str_of(err.field), STR("token"));
	check_int("audited", audited(f, "password.reset", "ok"), 1);
}

static void it_ends_and_is_nobody_elses(void **state)
{
	struct fixture *f = *state;
	int64_t other = add_user(f, STR("budi@dapur.id"), STR("trial"));
	struct auth_link link = good_link(f);
	struct auth_link foreign = link, bent = link, none = link;
	struct err err;

	foreign.user_id = other;
	bent.token = str_fmt(&f->a, "%.*sx", STR_ARG(link.token));
	none.token = STR("");
	struct auth_link *refused[] = { &foreign, &bent, &none };

	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		assert_false(reset(f, refused[i], NEW_PASSWORD, &err));
		check_str("field", str_of(err.field), STR("token"));
	}
	pass_s(f, AUTH_RESET_AGE_S);
	assert_false(reset(f, &link, NEW_PASSWORD, &err));
	check_str("too old", str_of(err.field), STR("token"));
	check_int("nothing was hashed in vain", auth_counters(f->auth).password_hashes, 2);
}

static void nobody_gets_none(void **state)
{
	struct fixture *f = *state;
	bool is_found = true;

	reset_link(f, STR("siapa@dapur.id"), &is_found);
	assert_false(is_found);
	reset_link(f, STR("  RANI@dapurnusantara.id "), &is_found);
	assert_true(is_found);
}

static void an_address_is_confirmed_by_its_owner(void **state)
{
	struct fixture *f = *state;
	const struct auth_registration form = { .email = STR("sari@dapur.id"),
						.password = PASSWORD,
						.first_name = STR("Sari") };
	struct auth_session session = { 0 };
	struct auth_link link = { 0 };
	struct err err = ERR_INIT;
	bool is_found;

	check_ok(auth_register(f->auth, &f->a, &browser, &form, &session, &err), &err);
	struct identity sari = by_cookie(f, session.cookie);
	struct identity rani = by_cookie(f, logged_in(f, &browser).cookie);

	check_ok(auth_verify_link(f->auth, &f->a, sari.user_id, &link, &is_found, &err), &err);
	assert_true(is_found);
	/* Neither another user nor another purpose can use it. */
	assert_false(auth_verify_email(f->auth, &f->a, &rani, &tool, link.token, &err));
	check_int("code", err.code, ERR_KEY_EXPIRED);
	assert_false(reset(f, &link, NEW_PASSWORD, &err));
	check_int("rani's letter", by_cookie(f, session.cookie).is_verified, false);
	err = ERR_INIT;
	check_ok(auth_verify_email(f->auth, &f->a, &sari, &tool, link.token, &err), &err);
	assert_true(by_cookie(f, session.cookie).is_verified);
	assert_false(auth_verify_email(f->auth, &f->a, &sari, &tool, link.token, &err));
	check_ok(auth_verify_link(f->auth, &f->a, sari.user_id, &link, &is_found, &err), &err);
	assert_false(is_found);
}

static void letters_are_counted(void **state)
{
	struct fixture *f = *state;
	static const struct {
		int64_t after_s;
		enum err_code want;
		int64_t wait_s;
	} verify[] = {
		{ 0, ERR_NONE, 0 },  { 10, ERR_COOLDOWN_PERIOD, 50 }, { 50, ERR_NONE, 0 },
		{ 60, ERR_NONE, 0 }, { 60, ERR_EXCEED_LIMIT, 86340 }, { 86340, ERR_NONE, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(verify); i++) {
		struct err err = ERR_INIT;
		int64_t wait_s = -1;

		pass_s(f, verify[i].after_s);
		(void)!auth_take_verify(f->auth, &f->a, f->user_id, &wait_s, &err);
		check_int("verify", err.code, verify[i].want);
		check_int("wait", wait_s, verify[i].wait_s);
	}
	/* Known or not: the third letter in an hour is the last, and the answer stays the same. */
	for (int i = 0; i < 8; i++) {
		struct str email = i % 2 ? EMAIL : STR("siapa@dapur.id");
		struct err err = ERR_INIT;
		bool is_ok;

		check_ok(auth_take_reset(f->auth, &f->a, &tool, email, &is_ok, &err), &err);
		check_int("reset", is_ok, i < 6);
	}
	for (int i = 8; i < 21; i++) {
		struct err err = ERR_INIT;
		bool is_ok;

		(void)!auth_take_reset(f->auth, &f->a, &tool, str_fmt(&f->a, "x%d@dapur.id", i),
				       &is_ok, &err);
		check_int("address", err.code, i < 20 ? ERR_NONE : ERR_RATE_LIMITED);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_sets_a_password_once, enter, leave),
		cmocka_unit_test_setup_teardown(it_ends_and_is_nobody_elses, enter, leave),
		cmocka_unit_test_setup_teardown(nobody_gets_none, enter, leave),
		cmocka_unit_test_setup_teardown(an_address_is_confirmed_by_its_owner, enter, leave),
		cmocka_unit_test_setup_teardown(letters_are_counted, enter, leave),
	};
	return cmocka_run_group_tests_name("auth/link", tests, NULL, NULL);
}
