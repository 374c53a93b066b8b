#include "auth/test_auth.h"

#include "store/subscriptions.h"
#include "store/users.h"

#define DAY_S (24 * 3600)

static void fields_are_checked(void **state)
{
	struct fixture *f = *state;
	struct str p256 = str_fmt(&f->a, "sambal %0249d", 0);
	struct str n120 = str_fmt(&f->a, "%0*d", LIMIT_NAME, 0);
	struct str n121 = str_fmt(&f->a, "%0*d", LIMIT_NAME + 1, 0);
	struct str p257 = str_fmt(&f->a, "sambal %0250d", 0);
	const struct {
		const char *row;
		struct auth_user_new user;
		const char *field; /* NULL: it is stored */
	} cases[] = {
		{ "good", { .email = STR("a@b.id"), .password = PASSWORD }, NULL },
		{ "8 characters", { .email = STR("b@b.id"), .password = STR("gunung7x") }, NULL },
		{ "8 characters of 2 bytes",
		  { .email = STR("c@b.id"), .password = STR("éèêëéèêë") },
		  NULL },
		{ "256 characters", { .email = STR("d@b.id"), .password = p256 }, NULL },
		{ "longest names",
		  { .email = STR("f@b.id"),
		    .password = PASSWORD,
		    .first_name = n120,
		    .last_name = n120 },
		  NULL },
		{ "7 characters",
		  { .email = STR("e@b.id"), .password = STR("1234567") },
		  "password" },
		{ "7 characters of 2 bytes",
		  { .email = STR("e@b.id"), .password = STR("ééééééé") },
		  "password" },
		{ "257 characters", { .email = STR("e@b.id"), .password = p257 }, "password" },
		{ "no password", { .email = STR("e@b.id") }, "password" },
		{ "bytes that are no text",
		  { .email = STR("e@b.id"),
		    .password = STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff") },
		  "password" },
		{ "easy to guess",
		  { .email = STR("e@b.id"), .password = STR("Sayang123") },
		  "password" },
		{ "the address",
		  { .email = STR("eeee@b.id"), .password = STR("EEEE@b.id") },
		  "password" },
		{ "no address", { .password = PASSWORD }, "email" },
		{ "bad address", { .email = STR("rani"), .password = PASSWORD }, "email" },
		{ "taken", { .email = EMAIL, .password = PASSWORD }, "email" },
		{ "taken, other case",
		  { .email = STR("RANI@dapurnusantara.id"), .password = PASSWORD },
		  "email" },
		{ "plan",
		  { .email = STR("e@b.id"), .password = PASSWORD, .plan = STR("gratis") },
		  "plan" },
		{ "empty plan",
		  { .email = STR("e@b.id"), .password = PASSWORD, .plan = STR("") },
		  "plan" },
		{ "long name",
		  { .email = STR("e@b.id"), .password = PASSWORD, .first_name = n121 },
		  "first_name" },
		{ "long last name",
		  { .email = STR("e@b.id"), .password = PASSWORD, .last_name = n121 },
		  "last_name" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = ERR_INIT;
		int64_t id = 0;
		bool ok = auth_user_create(f->auth, &f->a, &cases[i].user, &id, &err);

		check_int(cases[i].row, ok, cases[i].field == NULL);
		check_int(cases[i].row, id != 0, ok);
		if (cases[i].field)
			check_str(cases[i].row, str_of(err.field), str_of(cases[i].field));
	}
}

static struct subscription_row subscription_of(struct fixture *f, int64_t user_id)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct subscription_rows rows = { 0 };
	struct err err = ERR_INIT;

	check_ok(store_read(f->store, &tx, &err), &err);
	check_ok(subscriptions_list(tx, &f->a, user_id, &rows, &err), &err);
	assert_int_equal(rows.count, 1);
	return rows.at[0];
}

/* cekbrand.md H.1. */
static void plans_have_their_limits(void **state)
{
	static const struct {
		const char *plan, *group;
		int64_t accounts, competitors;
		bool is_admin, custom_range, exports;
		bool frame_90;
		int64_t plan_id, days;
		const char *status;
	} cases[] = {
		{ "admin", "admin", PLAN_UNLIMITED, PLAN_UNLIMITED, true, true, true, true, 0,
		  36500, "active" },
		{ "trial", "trial", 1, 1, false, false, false, false, 0, 30, "trialing" },
		{ "paid-1", "paid", 5, 6, false, true, false, true, 1, 30, "active" },
		{ "paid-6", "paid", 5, 6, false, true, true, true, 2, 180, "active" },
		{ "paid-12", "paid", 5, 6, false, true, true, true, 3, 365, "active" },
		{ "enterprise", "enterprise", PLAN_UNLIMITED, PLAN_UNLIMITED, false, true, true,
		  true, 0, 36500, "active" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *row = cases[i].plan;
		int64_t id = add_user(f, str_fmt(&f->a, "%s@dapur.id", row), str_of(row));
		struct auth_user user;
		struct err err = ERR_INIT;

		check_ok(auth_user_get(f->auth, &f->a, id, &user, &err), &err);
		check_str(row, user.plan.group, str_of(cases[i].group));
		check_int(row, user.plan.limit_ig_account, cases[i].accounts);
		check_int(row, user.plan.limit_ig_competitor, cases[i].competitors);
		check_int(row, user.is_admin, cases[i].is_admin);
		check_int(row, user.plan.allows_custom_range, cases[i].custom_range);
		check_int(row, user.plan.allows_export, cases[i].exports);
		check_int(row, user.plan.allows_post_detail, cases[i].exports);
		check_int(row, plan_allows_frame(&user.plan, 7), true);
		check_int(row, plan_allows_frame(&user.plan, 90), cases[i].frame_90);
		check_int(row, plan_allows_frame(&user.plan, 8), false);

		struct subscription_row subscription = subscription_of(f, id);

		check_int(row, subscription.has_plan ? subscription.plan.id : 0, cases[i].plan_id);
		check_int(row, subscription.period_end_s - subscription.period_start_s,
			  cases[i].days * DAY_S);
		check_str(row, subscription.status, str_of(cases[i].status));
	}
}

/* xxxxxxxx-xxxx-4xxx-[89ab]xxx-xxxxxxxxxxxx, and every digit is drawn. */
static void subscriptions_have_random_uuids(void **state)
{
	struct fixture *f = *state;
	struct str first = subscription_of(f, f->user_id).id, id = STR_NONE;
	bool differs[36] = { false };

	for (int i = 0; i < 20; i++) {
		struct str email = str_fmt(&f->a, "u%d@dapur.id", i);

		id = subscription_of(f, add_user(f, email, STR("trial"))).id;
		assert_int_equal(id.len, 36);
		assert_int_equal(id.at[14], '4');
		assert_true(str_find_char(STR("89ab"), id.at[19]) < 4);
		for (size_t at = 0; at < 36; at++)
			differs[at] = differs[at] || id.at[at] != first.at[at];
	}
	for (size_t at = 0; at < 36; at++)
		check_int("digit", differs[at], first.at[at] != '-' && at != 14);
	/* Groups do not repeat each other. */
	assert_false(str_contains(str_sub(id, 9, 36), str_sub(id, 0, 4)));
}

static void plans_end(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_user(f, STR("trial@dapur.id"), STR("trial"));
	struct auth_user user;
	struct err err = ERR_INIT;

	pass_s(f, 31 * DAY_S);
	check_ok(auth_user_get(f->auth, &f->a, id, &user, &err), &err);
	check_str("group", user.plan.group, STR(""));
	assert_int_equal(user.plan.limit_ig_account, 0);
	assert_false(user.plan.allows_export);
	assert_false(plan_allows_frame(&user.plan, 7));
	assert_false(plan_allows_more(user.plan.limit_ig_account, 0));
	/* An admin does not depend on one. */
	pass_s(f, 200LL * 365 * DAY_S);
	check_ok(auth_user_get(f->auth, &f->a, f->user_id, &user, &err), &err);
	assert_true(user.plan.allows_export);
}

static void limits_count(void **state)
{
	static const struct {
		int64_t limit, already;
		bool more;
	} cases[] = {
		{ PLAN_UNLIMITED, 0, true },
		{ PLAN_UNLIMITED, 1000, true },
		{ 0, 0, false },
		{ 1, 0, true },
		{ 1, 1, false },
		{ 5, 4, true },
		{ 5, 6, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(plan_allows_more(cases[i].limit, cases[i].already), cases[i].more);
}

static void plan_names_are_told(void **state)
{
	const struct plan_choice *choice = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_false(plan_choose(STR("gratis"), &choice, &err));
	assert_string_equal(err.user, "Paket harus salah satu dari: admin, trial, paid-1, paid-6, "
				      "paid-12, enterprise.");
}

static void users_are_listed(void **state)
{
	struct fixture *f = *state;
	const struct auth_user *users = NULL;
	struct err err = ERR_INIT;
	size_t count = 0;
	int64_t id = add_user(f, STR("Budi@Dapur.id"), STR("trial"));

	logged_in(f, &browser);
	check_ok(auth_user_list(f->auth, &f->a, &users, &count, &err), &err);
	assert_int_equal(count, 2);
	assert_int_equal(users[0].id, f->user_id);
	assert_int_equal(users[0].last_login_at_s, f->now_ms / 1000);
	assert_int_equal(users[1].id, id);
	check_str("as typed", users[1].email, STR("Budi@Dapur.id"));
	assert_int_equal(users[1].last_login_at_s, 0);
	assert_true(users[1].is_active);
	assert_int_equal(audited(f, "user.add", "ok"), 2);
}

/* More than one page of the database's. */
static void many_users_are_listed(void **state)
{
	struct fixture *f = *state;
	const struct auth_user *users = NULL;
	struct err err = ERR_INIT;
	size_t count = 0;

	for (int i = 2; i <= 1001; i++)
		add_user(f, str_fmt(&f->a, "u%d@dapur.id", i), STR("trial"));
	check_ok(auth_user_list(f->auth, &f->a, &users, &count, &err), &err);
	assert_int_equal(count, 1001);
	for (size_t i = 1; i < count; i++)
		assert_true(users[i].id > users[i - 1].id);
}

static void unknown_user_is_not_found(void **state)
{
	struct fixture *f = *state;
	struct auth_user user;
	struct err err = ERR_INIT;

	assert_false(auth_user_get(f->auth, &f->a, 4711, &user, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_false(auth_user_set_password(f->auth, &f->a, STR("x@y.id"), PASSWORD, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void passwords_are_set(void **state)
{
	struct fixture *f = *state;
	struct str cookie = logged_in(f, &browser).cookie;
	struct auth_session session;
	struct auth_login login = { .email = EMAIL, .password = PASSWORD };
	struct err err = ERR_INIT;

	assert_false(auth_user_set_password(f->auth, &f->a, EMAIL, STR("1234567"), &err));
	check_str("field", str_of(err.field), STR("password"));
	check_ok(auth_user_set_password(f->auth, &f->a, STR("Rani@dapurnusantara.id"),
					STR("rendang padang 8"), &err),
		 &err);
	assert_int_equal(by_cookie(f, cookie).via, AUTH_NOBODY);
	assert_int_equal(log_in(f, &browser, &login, &session), ERR_BAD_CREDENTIALS);
	login.password = STR("rendang padang 8");
	assert_int_equal(log_in(f, &browser, &login, &session), ERR_NONE);
	assert_int_equal(audited(f, "password.set", "ok"), 1);
}

static bool shut_out(struct db_tx *tx, void *arg, struct err *err)
{
	const struct fixture *f = arg;

	return users_set_flags(tx, f->user_id, (struct user_flags){ .is_active = false }, err);
}

/* W1: shutting a user out takes effect at once: sessions, tokens, logins; one hash all the same. */
static void inactive_users_are_out(void **state)
{
	struct fixture *f = *state;
	struct str cookie = logged_in(f, &browser).cookie;
	struct identity who = by_cookie(f, cookie);
	const struct auth_login login = { .email = EMAIL, .password = PASSWORD };
	struct auth_session session;
	struct auth_token token = make_token(f, &who, 0);
	struct err err = ERR_INIT;

	check_ok(store_write(f->store, shut_out, f, &err), &err);
	assert_int_equal(by_cookie(f, cookie).via, AUTH_NOBODY);
	assert_int_equal(by_bearer(f, token.token).via, AUTH_NOBODY);
	uint64_t before = auth_counters(f->auth).password_hashes;

	assert_int_equal(log_in(f, &browser, &login, &session), ERR_BAD_CREDENTIALS);
	assert_int_equal(auth_counters(f->auth).password_hashes - before, 1);
}

int main(void)
{
#define USER_TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)
	const struct CMUnitTest tests[] = {
		USER_TEST(fields_are_checked),
		USER_TEST(plans_have_their_limits),
		USER_TEST(subscriptions_have_random_uuids),
		USER_TEST(plans_end),
		cmocka_unit_test(limits_count),
		cmocka_unit_test(plan_names_are_told),
		USER_TEST(users_are_listed),
		USER_TEST(many_users_are_listed),
		USER_TEST(unknown_user_is_not_found),
		USER_TEST(passwords_are_set),
		USER_TEST(inactive_users_are_out),
	};

	return cmocka_run_group_tests_name("auth/user", tests, NULL, NULL);
}
