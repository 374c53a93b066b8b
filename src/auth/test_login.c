#include "auth/test_auth.h"

#include <pthread.h>

#include "auth/internal.h"

static enum err_code try_as(struct fixture *f, struct str email, struct str password,
			    struct str address)
{
	const struct auth_client client = { .address = address, .request_id = STR("req") };
	const struct auth_login login = { .email = email, .password = password };
	struct auth_session session;

	return log_in(f, &client, &login, &session);
}

static enum err_code try_wrong(struct fixture *f, struct str email)
{
	return try_as(f, email, STR("salah sekali"), tool.address);
}

static uint64_t hashes(const struct fixture *f)
{
	return auth_counters(f->auth).password_hashes;
}

static void right_password_lets_in(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &tool);

	assert_int_equal(session.user_id, f->user_id);
	assert_int_equal(session.cookie.len, 4 + 43);
	assert_int_equal(session.csrf_token.len, 43);
	assert_int_equal(by_cookie(f, session.cookie).user_id, f->user_id);
	assert_int_equal(audited(f, "login", "ok"), 1);
	assert_int_equal(auth_counters(f->auth).logins, 1);
}

static void spelling_of_the_address_does_not_matter(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(try_as(f, STR(" Rani@DapurNusantara.ID "), PASSWORD, tool.address),
			 ERR_NONE);
}

static void forms(void **state)
{
	static const struct {
		struct str email, password;
		enum err_code code;
	} cases[] = {
		{ STR_INIT(""), STR_INIT("x"), ERR_INVALID_FIELD },
		{ STR_INIT("rani"), STR_INIT("x"), ERR_INVALID_FIELD },
		{ { NULL, 0 }, { NULL, 0 }, ERR_INVALID_FIELD },
		{ STR_INIT("rani@dapurnusantara.id"), STR_INIT(""), ERR_INVALID_FIELD },
		{ STR_INIT("rani@dapurnusantara.id"), STR_INIT("x"), ERR_BAD_CREDENTIALS },
		{ STR_INIT("rani@dapurnusantara.id"), STR_INIT("sambal terasi 7 "),
		  ERR_BAD_CREDENTIALS },
		{ STR_INIT("rani@dapurnusantara.id"), STR_INIT("SAMBAL TERASI 7"),
		  ERR_BAD_CREDENTIALS },
		{ STR_INIT("rani@dapurnusantara.id"), STR_INIT("sambal terasi 7\0"),
		  ERR_BAD_CREDENTIALS },
		{ STR_INIT("nobody@dapurnusantara.id"), STR_INIT("x"), ERR_BAD_CREDENTIALS },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(try_as(f, cases[i].email, cases[i].password, tool.address),
				 cases[i].code);
}

static void endless_passwords_are_not_hashed(void **state)
{
	struct fixture *f = *state;
	uint64_t before = hashes(f);
	cleanup(mem_freep) char *endless = calloc(1, MIB);

	assert_non_null(endless);
	assert_int_equal(try_as(f, EMAIL, (struct str){ endless, MIB }, tool.address),
			 ERR_INVALID_FIELD);
	assert_int_equal(hashes(f), before);
}

/* W7: what an answer is made of must not depend on whether there is such a user. */
static void unknown_users_look_the_same(void **state)
{
	struct fixture *f = *state;
	struct err known = ERR_INIT, unknown = ERR_INIT;
	struct auth_session session;
	const struct auth_login as_known = { .email = EMAIL, .password = STR("salah sekali") };
	const struct auth_login as_unknown = { .email = STR("nobody@dapurnusantara.id"),
					       .password = STR("salah sekali") };
	uint64_t before = hashes(f);
	int64_t wait_s = 0;

	assert_false(auth_login(f->auth, &f->a, &tool, &as_known, &session, &wait_s, &known));
	uint64_t for_known = hashes(f) - before;

	before = hashes(f);
	assert_false(auth_login(f->auth, &f->a, &tool, &as_unknown, &session, &wait_s, &unknown));
	assert_int_equal(for_known, 1);
	assert_int_equal(hashes(f) - before, 1);
	assert_memory_equal(&known, &unknown, sizeof(known));
	assert_int_equal(audited(f, "login.failed", "bad_credentials"), 2);
}

/* And they are throttled the same. */
static void unknown_users_are_throttled_the_same(void **state)
{
	const struct str emails[] = { EMAIL, STR("nobody@dapurnusantara.id") };
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(emails); i++) {
		for (int n = 0; n < 10; n++)
			assert_int_equal(try_wrong(f, emails[i]), ERR_BAD_CREDENTIALS);
		assert_int_equal(try_wrong(f, emails[i]), ERR_TOO_MANY_LOGIN_ATTEMPTS);
	}
}

/* Who did it, to whom, from where: what an operator will ask. */
static void audit_rows_tell(void **state)
{
	static const struct {
		const char *action, *outcome;
		bool by_user, is_known;
	} wanted[] = {
		{ "user.add", "ok", false, true },
		{ "login", "ok", true, true },
		{ "login.failed", "bad_credentials", false, true },
		{ "login.failed", "bad_credentials", false, false },
	};
	struct fixture *f = *state;
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct str user = str_fmt(&f->a, "user:%lld", (long long)f->user_id);
	struct audit_rows rows = { 0 };
	struct err err = ERR_INIT;

	logged_in(f, &tool);
	try_wrong(f, EMAIL);
	try_wrong(f, STR("nobody@dapurnusantara.id"));
	check_ok(store_read(f->store, &tx, &err), &err);
	check_ok(audit_list_all(tx, &f->a, 0, 100, &rows, &err), &err);
	assert_int_equal(rows.count, COUNT_OF(wanted));
	for (size_t i = 0; i < rows.count; i++) {
		const struct audit_row *row = &rows.at[i];

		check_str("action", row->action, str_of(wanted[i].action));
		check_str("outcome", row->outcome, str_of(wanted[i].outcome));
		check_int("actor", row->user_id.has ? row->user_id.value : 0,
			  wanted[i].by_user ? f->user_id : 0);
		check_str("object", row->object, wanted[i].is_known ? user : STR(""));
		check_str("address", row->ip, i == 0 ? STR("") : tool.address);
		check_int("time", row->created_s, f->now_ms / 1000);
	}
}

/* W6: 1,000 guesses in a row are ten hashes; the right password does not help before its time. */
static void thousand_guesses_are_ten_hashes(void **state)
{
	struct fixture *f = *state;
	uint64_t before = hashes(f);

	for (int i = 0; i < 1000; i++)
		try_wrong(f, EMAIL);
	assert_int_equal(hashes(f) - before, 10);
	assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_TOO_MANY_LOGIN_ATTEMPTS);
	assert_int_equal(auth_counters(f->auth).throttled, 991);
	/* What was turned away is not held against the address. */
	assert_int_equal(try_wrong(f, STR("budi@dapurnusantara.id")), ERR_BAD_CREDENTIALS);
	pass_s(f, 15 * 60 - 1);
	assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_TOO_MANY_LOGIN_ATTEMPTS);
	pass_s(f, 1);
	assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_NONE);
}

enum { THREADS = 8, TRIES = 20 };

static void *guess_on(void *arg)
{
	static char complaint[] = "a wrong password let in";
	struct fixture *f = arg;
	const struct auth_login login = { .email = EMAIL, .password = STR("salah sekali") };

	for (int i = 0; i < TRIES; i++) {
		cleanup(arena_free) struct arena a = { 0 };
		struct auth_session session;
		struct err err = ERR_INIT;
		int64_t wait_s = 0;

		arena_init(&a, MIB);
		if (auth_login(f->auth, &a, &tool, &login, &session, &wait_s, &err))
			return complaint;
	}
	return NULL;
}

/* At the same time is no more than one after the other. */
static void parallel_guesses_are_ten_hashes(void **state)
{
	struct fixture *f = *state;
	uint64_t before = hashes(f);
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, guess_on, f), 0);
	for (int i = 0; i < THREADS; i++) {
		void *complaint = NULL;

		pthread_join(threads[i], &complaint);
		assert_null(complaint);
	}
	assert_int_equal(hashes(f) - before, 10);
	assert_int_equal(auth_counters(f->auth).throttled, THREADS * TRIES - 10);
	assert_int_equal(audited(f, "login.failed", "bad_credentials"), 10);
}

/* W6: from 200 addresses it is still one account. */
static void many_addresses_share_the_account(void **state)
{
	struct fixture *f = *state;
	uint64_t before = hashes(f);

	for (int i = 0; i < 200; i++)
		try_as(f, EMAIL, STR("salah sekali"), str_fmt(&f->a, "198.51.100.%d", i));
	assert_int_equal(hashes(f) - before, 10);
}

/* W6: one password at 1,000 accounts, from one address. */
static void many_accounts_share_the_address(void **state)
{
	struct fixture *f = *state;
	uint64_t before = hashes(f);

	for (int i = 0; i < 1000; i++)
		try_wrong(f, str_fmt(&f->a, "user%d@dapurnusantara.id", i));
	assert_int_equal(hashes(f) - before, 50);
	assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_TOO_MANY_LOGIN_ATTEMPTS);
	assert_int_equal(try_as(f, EMAIL, PASSWORD, STR("198.51.100.1")), ERR_NONE);
}

/* A guesser with an account of his own does not clear anything by logging in to it. */
static void success_clears_nothing(void **state)
{
	struct fixture *f = *state;
	int refused = 0;

	add_user(f, STR("budi@dapurnusantara.id"), STR_NONE);
	for (int i = 0; i < 60; i++) {
		refused += try_wrong(f, EMAIL) == ERR_TOO_MANY_LOGIN_ATTEMPTS;
		assert_int_equal(try_as(f, STR("budi@dapurnusantara.id"), PASSWORD, tool.address),
				 ERR_NONE);
	}
	assert_int_equal(refused, 50);
}

/* Logging in often is no offence. */
static void successes_do_not_count(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 100; i++)
		assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_NONE);
}

/* A.9: clients read the first number of the message as the seconds to wait. */
static void message_tells_the_seconds(void **state)
{
	struct fixture *f = *state;
	const struct auth_login login = { .email = EMAIL, .password = STR("salah sekali") };
	struct auth_session session;
	struct err err = ERR_INIT;
	int64_t wait_s = 0;

	for (int i = 0; i < 10; i++)
		try_wrong(f, EMAIL);
	pass_s(f, 100);
	assert_false(auth_login(f->auth, &f->a, &tool, &login, &session, &wait_s, &err));
	assert_int_equal(err.code, ERR_TOO_MANY_LOGIN_ATTEMPTS);
	assert_string_equal(err_info(err.code)->name, "too_many_login_attempts");
	assert_int_equal(wait_s, 800);
	assert_string_equal(err.user, "Terlalu banyak percobaan masuk. Coba lagi dalam 800 detik.");
}

/* A try that found the gate full was no try: nothing was hashed, so nothing is counted. */
static void busy_tries_do_not_count(void **state)
{
	struct fixture *f = *state;
	struct hash_gate *gate = &f->auth->gate;
	struct err err = ERR_INIT;
	uint64_t before = hashes(f);

	gate->max_running = 1;
	gate->max_waiting = 0;
	check_ok(hash_gate_enter(gate, &err), &err);
	for (int i = 0; i < 100; i++)
		assert_int_equal(try_wrong(f, EMAIL), ERR_BUSY);
	assert_int_equal(hashes(f), before);
	assert_int_equal(auth_counters(f->auth).busy, 100);
	hash_gate_leave(gate);
	assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_NONE);
}

struct late_login {
	struct fixture *f;
	enum err_code code;
};

static void *log_in_late(void *arg)
{
	struct late_login *late = arg;
	const struct auth_login login = { .email = EMAIL, .password = PASSWORD };
	cleanup(arena_free) struct arena a = { 0 };
	struct auth_session session;
	struct err err = ERR_INIT;
	int64_t wait_s = 0;

	arena_init(&a, MIB);
	if (!auth_login(late->f->auth, &a, &tool, &login, &session, &wait_s, &err))
		late->code = err.code;
	return NULL;
}

static bool change_password(struct db_tx *tx, void *arg, struct err *err)
{
	const struct fixture *f = arg;

	return users_set_password(tx, f->user_id, STR("$argon2id$another"), 1, err);
}

static bool shut_out(struct db_tx *tx, void *arg, struct err *err)
{
	const struct fixture *f = arg;

	return users_set_flags(tx, f->user_id, (struct user_flags){ .is_active = false }, err);
}

/* A login that was being checked while the password changed, or the user was shut out. */
static void late_logins_are_refused(void **state)
{
	static store_work *const meanwhile[] = { change_password, shut_out };
	struct fixture *f = *state;
	struct hash_gate *gate = &f->auth->gate;
	struct err err = ERR_INIT;

	gate->max_running = 1;
	for (size_t i = 0; i < COUNT_OF(meanwhile); i++) {
		struct late_login late = { .f = f };
		pthread_t thread;
		bool is_waiting = false;

		check_ok(hash_gate_enter(gate, &err), &err);
		assert_int_equal(pthread_create(&thread, NULL, log_in_late, &late), 0);
		while (!is_waiting) {
			pthread_mutex_lock(&gate->lock);
			is_waiting = gate->waiting == 1;
			pthread_mutex_unlock(&gate->lock);
		}
		check_ok(store_write(f->store, meanwhile[i], f, &err), &err);
		hash_gate_leave(gate);
		pthread_join(thread, NULL);
		assert_int_equal(late.code, ERR_BAD_CREDENTIALS);
		/* For the next round, the user as he was. */
		check_ok(auth_user_set_password(f->auth, &f->a, EMAIL, PASSWORD, &err), &err);
	}
	assert_int_equal(audited(f, "login", NULL), 0);
}

/* The counters are rows: another process, or the next one, goes on where this one was. */
static void counters_survive_a_restart(void **state)
{
	struct fixture *f = *state;
	const struct auth_config config = { .store = f->store,
					    .clock = &f->clock,
					    .rng = rng_system(),
					    .password_cost = PASSWORD_COST_LEAST };
	struct err err = ERR_INIT;

	for (int i = 0; i < 10; i++)
		try_wrong(f, EMAIL);
	f->auth = auth_free(f->auth);
	check_ok(auth_new(&config, &f->auth, &err), &err);
	assert_int_equal(try_wrong(f, EMAIL), ERR_TOO_MANY_LOGIN_ATTEMPTS);
}

/* W6: the owner gets in from a device he used before while others guess at his account. */
static void known_device_has_its_own_count(void **state)
{
	struct fixture *f = *state;
	struct auth_session first = logged_in(f, &browser), second;
	struct auth_login login = { .email = EMAIL, .password = PASSWORD, .device = first.device };

	assert_non_null(first.device.at);
	for (int i = 0; i < 10; i++)
		try_as(f, EMAIL, STR("salah sekali"), STR("198.51.100.1"));
	assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_TOO_MANY_LOGIN_ATTEMPTS);
	assert_int_equal(log_in(f, &browser, &login, &second), ERR_NONE);
	/* It is a count of its own, not none. */
	login.password = STR("salah sekali");
	for (int i = 0; i < 10; i++)
		assert_int_equal(log_in(f, &browser, &login, &second), ERR_BAD_CREDENTIALS);
	assert_int_equal(log_in(f, &browser, &login, &second), ERR_TOO_MANY_LOGIN_ATTEMPTS);
}

static void device_cookies_cannot_be_made_up(void **state)
{
	struct fixture *f = *state;
	struct str device = logged_in(f, &browser).device;
	struct str other_email = STR("budi@dapurnusantara.id");
	struct auth_session session;

	add_user(f, other_email, STR_NONE);
	for (int i = 0; i < 10; i++) {
		try_as(f, EMAIL, STR("salah sekali"), STR("198.51.100.1"));
		try_as(f, other_email, STR("salah sekali"), STR("198.51.100.1"));
	}
	const struct {
		const char *row;
		struct str email, device;
	} cases[] = {
		{ "another user's", other_email, device },
		{ "cut", EMAIL, str_sub(device, 0, device.len - 1) },
		{ "longer", EMAIL, str_fmt(&f->a, "%.*sA", STR_ARG(device)) },
		{ "other time", EMAIL,
		  str_fmt(&f->a, "%lld.1.%.*s", (long long)f->user_id, 43,
			  device.at + device.len - 43) },
		{ "no MAC", EMAIL,
		  str_fmt(&f->a, "%lld.%lld", (long long)f->user_id,
			  (long long)(f->now_ms / 1000)) },
		{ "empty MAC", EMAIL,
		  str_fmt(&f->a, "%lld.%lld.", (long long)f->user_id,
			  (long long)(f->now_ms / 1000)) },
		{ "garbage", EMAIL, STR("....") },
		{ "empty", EMAIL, STR("") },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct auth_login login = { .email = cases[i].email,
					    .password = PASSWORD,
					    .device = cases[i].device };

		check_int(cases[i].row, log_in(f, &browser, &login, &session),
			  ERR_TOO_MANY_LOGIN_ATTEMPTS);
	}
}

static void known_devices_are_forgotten_after_a_year(void **state)
{
	static const struct {
		int64_t age_s;
		enum err_code code;
	} cases[] = {
		{ AUTH_DEVICE_AGE_S - 1, ERR_NONE },
		{ AUTH_DEVICE_AGE_S, ERR_TOO_MANY_LOGIN_ATTEMPTS },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct auth_session session = logged_in(f, &browser);
		const struct auth_login login = { .email = EMAIL,
						  .password = PASSWORD,
						  .device = session.device };

		pass_s(f, cases[i].age_s);
		for (int n = 0; n < 10; n++)
			try_as(f, EMAIL, STR("salah sekali"), STR("198.51.100.1"));
		assert_int_equal(log_in(f, &browser, &login, &session), cases[i].code);
		pass_s(f, 15 * 60);
	}
}

static void new_password_ends_known_devices(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &browser);
	struct auth_login login = { .email = EMAIL,
				    .password = STR("rendang padang 8"),
				    .device = session.device };
	struct err err = ERR_INIT;

	pass_s(f, 1);
	check_ok(auth_user_set_password(f->auth, &f->a, EMAIL, login.password, &err), &err);
	for (int i = 0; i < 10; i++)
		try_as(f, EMAIL, STR("salah sekali"), STR("198.51.100.1"));
	assert_int_equal(log_in(f, &browser, &login, &session), ERR_TOO_MANY_LOGIN_ATTEMPTS);
}

/* A hash of an older, cheaper setting is replaced at the next login, without anyone noticing. */
static void old_hashes_are_replaced(void **state)
{
	struct fixture *f = *state;
	const struct auth_config config = { .store = f->store,
					    .clock = &f->clock,
					    .rng = rng_system(),
					    .password_cost = { 2, 16 * KIB } };
	struct err err = ERR_INIT;
	struct str device = logged_in(f, &browser).device;
	struct auth_session session;
	const struct auth_login login = { .email = EMAIL, .password = PASSWORD, .device = device };

	f->auth = auth_free(f->auth);
	check_ok(auth_new(&config, &f->auth, &err), &err);
	pass_s(f, 10);
	assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_NONE);
	assert_int_equal(hashes(f), 2);
	assert_int_equal(try_as(f, EMAIL, PASSWORD, tool.address), ERR_NONE);
	assert_int_equal(hashes(f), 3);
	/* That was no change of password: the device is still known. */
	for (int i = 0; i < 10; i++)
		try_as(f, EMAIL, STR("salah sekali"), STR("198.51.100.1"));
	assert_int_equal(log_in(f, &browser, &login, &session), ERR_NONE);
}

static void device_key_is_kept(void **state)
{
	struct fixture *f = *state;
	struct auth_session session = logged_in(f, &browser);
	const struct auth_login login = { .email = EMAIL,
					  .password = PASSWORD,
					  .device = session.device };
	const struct auth_config config = { .store = f->store,
					    .clock = &f->clock,
					    .rng = rng_system(),
					    .password_cost = PASSWORD_COST_LEAST };
	struct err err = ERR_INIT;

	f->auth = auth_free(f->auth);
	check_ok(auth_new(&config, &f->auth, &err), &err);
	for (int i = 0; i < 10; i++)
		try_as(f, EMAIL, STR("salah sekali"), STR("198.51.100.1"));
	assert_int_equal(log_in(f, &browser, &login, &session), ERR_NONE);
}

int main(void)
{
#define LOGIN_TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)
	const struct CMUnitTest tests[] = {
		LOGIN_TEST(right_password_lets_in),
		LOGIN_TEST(spelling_of_the_address_does_not_matter),
		LOGIN_TEST(forms),
		LOGIN_TEST(endless_passwords_are_not_hashed),
		LOGIN_TEST(unknown_users_look_the_same),
		LOGIN_TEST(unknown_users_are_throttled_the_same),
		LOGIN_TEST(audit_rows_tell),
		LOGIN_TEST(thousand_guesses_are_ten_hashes),
		LOGIN_TEST(parallel_guesses_are_ten_hashes),
		LOGIN_TEST(many_addresses_share_the_account),
		LOGIN_TEST(many_accounts_share_the_address),
		LOGIN_TEST(success_clears_nothing),
		LOGIN_TEST(successes_do_not_count),
		LOGIN_TEST(message_tells_the_seconds),
		LOGIN_TEST(busy_tries_do_not_count),
		LOGIN_TEST(late_logins_are_refused),
		LOGIN_TEST(counters_survive_a_restart),
		LOGIN_TEST(known_device_has_its_own_count),
		LOGIN_TEST(device_cookies_cannot_be_made_up),
		LOGIN_TEST(known_devices_are_forgotten_after_a_year),
		LOGIN_TEST(new_password_ends_known_devices),
		LOGIN_TEST(old_hashes_are_replaced),
		LOGIN_TEST(device_key_is_kept),
	};

	return cmocka_run_group_tests_name("auth/login", tests, NULL, NULL);
}
