/* What each plan may do: cekbrand.md H.1 and H.2, one row a case. */
#include "auth/test_auth.h"

#include "store/subscriptions.h"

#define OK ERR_NONE
#define NO ERR_PLAN_FORBIDS

static struct auth_user user_with(struct fixture *f, const char *plan)
{
	int64_t id = add_user(f, str_fmt(&f->a, "%s@dapur.id", plan), str_of(plan));
	struct auth_user user;
	struct err err = ERR_INIT;

	check_ok(auth_user_get(f->auth, &f->a, id, &user, &err), &err);
	return user;
}

static void plan_by_ability(void **state)
{
	static const struct {
		const char *plan;
		enum err_code dashboard, post_detail, export;
		enum err_code frame_7, frame_28, frame_90, custom, all;
	} cases[] = {
		{ "trial", OK, NO, NO, OK, NO, NO, NO, NO },
		{ "paid-1", OK, NO, NO, OK, OK, OK, OK, OK },
		{ "paid-6", OK, OK, OK, OK, OK, OK, OK, OK },
		{ "paid-12", OK, OK, OK, OK, OK, OK, OK, OK },
		{ "enterprise", OK, OK, OK, OK, OK, OK, OK, OK },
		{ "admin", OK, OK, OK, OK, OK, OK, OK, OK },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *row = cases[i].plan;
		struct plan plan = user_with(f, row).plan;
		const struct {
			enum ability ability;
			enum err_code want;
		} abilities[] = {
			{ ABILITY_ACCOUNT, ERR_NONE },
			{ ABILITY_DASHBOARD, cases[i].dashboard },
			{ ABILITY_POST_DETAIL, cases[i].post_detail },
			{ ABILITY_EXPORT, cases[i].export },
		};
		const struct {
			struct plan_window window;
			enum err_code want;
		} windows[] = {
			{ { .date_frame = STR("7") }, cases[i].frame_7 },
			{ { .date_frame = STR("last_week") }, cases[i].frame_7 },
			{ { .date_frame = STR("28") }, cases[i].frame_28 },
			{ { .date_frame = STR("last_month") }, cases[i].frame_28 },
			{ { .date_frame = STR("90") }, cases[i].frame_90 },
			{ { .date_frame = STR_NONE }, cases[i].custom },
			{ { .date_frame = STR("") }, cases[i].all },
			{ { .is_free = true }, ERR_NONE },
		};

		for (size_t k = 0; k < COUNT_OF(abilities); k++) {
			struct err err = ERR_INIT;

			(void)!plan_check(&plan, true, abilities[k].ability, &err);
			check_int(row, err.code, abilities[k].want);
			check_int(row, err.user[0] != 0, err.code != ERR_NONE);
			check_int(row, err.user_en[0] != 0, err.code != ERR_NONE);
		}
		for (size_t k = 0; k < COUNT_OF(windows); k++) {
			struct err err = ERR_INIT;

			(void)!plan_check_window(&plan, &windows[k].window, &err);
			check_int(row, err.code, windows[k].want);
			check_int(row, err.user_en[0] != 0, err.code != ERR_NONE);
		}
	}
}

/* Nobody without a plan gets less than somebody who has not confirmed his address (H.2). */
static void without_a_plan(void **state)
{
	static const struct plan none = { .date_frames = STR_INIT("") };
	static const struct {
		const char *row;
		bool is_verified;
		enum ability ability;
		enum err_code want;
	} cases[] = {
		{ "unverified, account", false, ABILITY_ACCOUNT, ERR_NONE },
		{ "unverified, dashboard", false, ABILITY_DASHBOARD, ERR_EMAIL_NOT_VERIFIED },
		{ "unverified, export", false, ABILITY_EXPORT, ERR_EMAIL_NOT_VERIFIED },
		{ "verified, account", true, ABILITY_ACCOUNT, ERR_NONE },
		{ "verified, dashboard", true, ABILITY_DASHBOARD, ERR_NO_SUBSCRIPTION },
		{ "verified, post", true, ABILITY_POST_DETAIL, ERR_NO_SUBSCRIPTION },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = ERR_INIT;

		(void)!plan_check(&none, cases[i].is_verified, cases[i].ability, &err);
		check_int(cases[i].row, err.code, cases[i].want);
	}
	assert_false(plan_allows_more(none.limit_ig_account, 0));
}

/* Nothing has to run for a subscription to be over. */
static void a_plan_ends_by_the_clock(void **state)
{
	struct fixture *f = *state;
	struct auth_user user = user_with(f, "paid-1");
	struct err err = ERR_INIT;

	assert_true(user.plan.is_running);
	pass_s(f, 30 * 86400);
	check_ok(auth_user_get(f->auth, &f->a, user.id, &user, &err), &err);
	assert_true(user.plan.is_running);
	pass_s(f, 1);
	check_ok(auth_user_get(f->auth, &f->a, user.id, &user, &err), &err);
	assert_false(user.plan.is_running);
	check_int("accounts", user.plan.limit_ig_account, 0);
	assert_false(plan_check(&user.plan, true, ABILITY_DASHBOARD, &err));
	check_int("code", err.code, ERR_NO_SUBSCRIPTION);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(plan_by_ability, enter, leave),
		cmocka_unit_test_setup_teardown(a_plan_ends_by_the_clock, enter, leave),
		cmocka_unit_test(without_a_plan),
	};
	return cmocka_run_group_tests_name("auth/plan", tests, NULL, NULL);
}
