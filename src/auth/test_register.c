/* Registration: the form's table, the coupon, and one commit for all of it. */
#include "auth/test_auth.h"

#include "store/users.h"
#include "store/vouchers.h"

static const struct auth_registration good = {
	.email = STR_INIT("sari@dapur.id"),
	.password = STR_INIT("sambal terasi 7"),
	.first_name = STR_INIT("Sari"),
	.last_name = STR_INIT("Ma'ruf Putri"),
	.phone = STR_INIT("+628123456789"),
	.category_id = { true, 1 },
};

static bool do_register(struct fixture *f, const struct auth_registration *form,
			struct auth_session *session, struct err *err)
{
	/* Every try from an address of its own: the throttle has a test of its own. */
	struct auth_client client = browser;

	client.address = str_fmt(&f->a, "198.51.100.%lld", (long long)(f->now_ms / 1000 % 250));
	pass_s(f, 1);
	return auth_register(f->auth, &f->a, &client, form, session, err);
}

static void fields_are_checked(void **state)
{
	struct fixture *f = *state;
	struct auth_registration form;
	const struct {
		const char *row;
		const char *field;
		struct str *at;
		struct str value;
	} cases[] = {
		{ "no address", "email", &form.email, STR("") },
		{ "bad address", "email", &form.email, STR("sari@dapur") },
		{ "taken", "email", &form.email, EMAIL },
		{ "taken in capitals", "email", &form.email, STR("RANI@DAPURNUSANTARA.ID") },
		{ "no first name", "first_name", &form.first_name, STR("  ") },
		{ "digits", "first_name", &form.first_name, STR("Sari2") },
		{ "markup", "last_name", &form.last_name, STR("<b>") },
		{ "no text", "last_name", &form.last_name, STR("\xff") },
		{ "phone in words", "phone", &form.phone, STR("nol delapan") },
		{ "phone of 16", "phone", &form.phone, STR("+1234567890123456") },
		{ "only a plus", "phone", &form.phone, STR("+") },
		{ "7 characters", "password1", &form.password, STR("gunung7") },
		{ "guessable", "password1", &form.password, STR("password123") },
		{ "like the address", "password1", &form.password, STR("sari@dapur.id") },
		{ "bad coupon", "coupon_code", &form.coupon_code, STR("a b") },
		{ "unknown coupon", "coupon_code", &form.coupon_code, STR("TIDAKADA") },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct auth_session session = { 0 };
		struct err err = ERR_INIT;

		form = good;
		*cases[i].at = cases[i].value;
		check_int(cases[i].row, do_register(f, &form, &session, &err), false);
		check_str(cases[i].row, str_of(err.field), str_of(cases[i].field));
		check_int(cases[i].row, session.cookie.at != NULL, false);
	}
	form = good;
	form.category_id = OPT_INT(99);
	struct auth_session session = { 0 };
	struct err err = ERR_INIT;

	assert_false(do_register(f, &form, &session, &err));
	check_str("category", str_of(err.field), STR("category"));
	/* None of them left anybody behind. */
	err = ERR_INIT;
	check_ok(do_register(f, &good, &session, &err), &err);
	check_int("audited", audited(f, "user.register", "ok"), 1);
}

static void a_newcomer_is_logged_in_and_has_no_plan(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = { 0 };
	struct auth_user user;
	struct err err = ERR_INIT;

	check_ok(do_register(f, &good, &session, &err), &err);
	struct identity who = by_cookie(f, session.cookie);

	check_int("user", who.user_id, session.user_id);
	assert_false(who.is_verified || who.is_admin || who.is_staff || who.plan.is_running);
	check_ok(auth_user_get(f->auth, &f->a, who.user_id, &user, &err), &err);
	check_str("name", user.last_name, STR("Ma'ruf Putri"));
	check_str("category", user.category_name, STR("UMKM"));
	check_str("phone", user.phone, STR("+628123456789"));
}

struct voucher_put {
	struct arena *a;
	struct voucher_row row;
	int64_t id;
};

static bool put_voucher(struct db_tx *tx, void *arg, struct err *err)
{
	struct voucher_put *p = arg;
	bool is_taken;

	return vouchers_add(tx, p->a, &p->row, 1, &p->id, &is_taken, err);
}

static void coupons_count(void **state)
{
	struct fixture *f = *state;
	int64_t now_s = f->now_ms / 1000;
	struct voucher_put puts[] = {
		{ &f->a,
		  { .code = STR("DUA-KALI"),
		    .name = STR("A"),
		    .usage_limit = 1,
		    .is_active = true },
		  0 },
		{ &f->a, { .code = STR("MATI"), .name = STR("B"), .is_active = false }, 0 },
		{ &f->a,
		  { .code = STR("LAMA"),
		    .name = STR("C"),
		    .is_active = true,
		    .valid_until_s = OPT_INT(now_s - 1) },
		  0 },
		{ &f->a,
		  { .code = STR("NANTI"),
		    .name = STR("D"),
		    .is_active = true,
		    .valid_from_s = OPT_INT(now_s + 3600) },
		  0 },
		{ &f->a,
		  { .code = STR("TERIKAT"),
		    .name = STR("E"),
		    .is_active = true,
		    .is_bound = true,
		    .bound_to = OPT_INT(1) },
		  0 },
	};
	const struct {
		const char *code;
		bool is_good;
	} cases[] = {
		{ "mati", false },    { "lama", false },    { "nanti", false },
		{ "terikat", false }, { "dua-kali", true }, { "DUA-KALI", false },
	};

	for (size_t i = 0; i < COUNT_OF(puts); i++) {
		struct err err = ERR_INIT;

		check_ok(store_write(f->store, put_voucher, &puts[i], &err), &err);
	}
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct auth_registration form = good;
		struct auth_session session = { 0 };
		struct err err = ERR_INIT;

		form.email = str_fmt(&f->a, "sari%zu@dapur.id", i);
		form.coupon_code = str_of(cases[i].code);
		form.needs_coupon = true;
		check_int(cases[i].code, do_register(f, &form, &session, &err), cases[i].is_good);
		if (!cases[i].is_good)
			check_str(cases[i].code, str_of(err.field), STR("coupon_code"));
	}
	struct auth_registration form = good;
	struct auth_session session = { 0 };
	struct err err = ERR_INIT;

	form.needs_coupon = true;
	assert_false(do_register(f, &form, &session, &err));
	check_str("none", str_of(err.field), STR("coupon_code"));
}

static void ten_an_hour_from_one_address(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 11; i++) {
		struct auth_registration form = good;
		struct auth_session session;
		struct err err = ERR_INIT;

		form.email = str_fmt(&f->a, "sari%d@dapur.id", i);
		check_int("allowed", auth_register(f->auth, &f->a, &tool, &form, &session, &err),
			  i < 10);
		check_int("code", err.code, i < 10 ? ERR_NONE : ERR_RATE_LIMITED);
	}
}

static void a_profile_changes_in_part(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = { 0 };
	struct auth_user user;
	struct err err = ERR_INIT;

	check_ok(do_register(f, &good, &session, &err), &err);
	struct identity who = by_cookie(f, session.cookie);
	const struct auth_profile only_phone = { .phone = STR("0812") };
	const struct auth_profile bad_name = { .first_name = STR("x1") };
	const struct auth_profile bad_category = { .category_id = OPT_INT(9) };

	check_ok(auth_profile_set(f->auth, &f->a, &who, &only_phone, &err), &err);
	check_ok(auth_user_get(f->auth, &f->a, who.user_id, &user, &err), &err);
	check_str("phone", user.phone, STR("0812"));
	check_str("name stays", user.first_name, STR("Sari"));
	check_int("category stays", user.category_id.value, 1);
	assert_false(auth_profile_set(f->auth, &f->a, &who, &bad_name, &err));
	check_str("field", str_of(err.field), STR("first_name"));
	assert_false(auth_profile_set(f->auth, &f->a, &who, &bad_category, &err));
	check_str("field", str_of(err.field), STR("category"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(fields_are_checked, enter, leave),
		cmocka_unit_test_setup_teardown(a_newcomer_is_logged_in_and_has_no_plan, enter,
						leave),
		cmocka_unit_test_setup_teardown(coupons_count, enter, leave),
		cmocka_unit_test_setup_teardown(ten_an_hour_from_one_address, enter, leave),
		cmocka_unit_test_setup_teardown(a_profile_changes_in_part, enter, leave),
	};
	return cmocka_run_group_tests_name("auth/register", tests, NULL, NULL);
}
