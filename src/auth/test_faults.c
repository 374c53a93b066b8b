/*
 * A database that fails is a fault, said once and as such: never a login, never a silent success.
 * Each table is taken away in turn, and everything that needs it must say ERR_DATABASE.
 */
#include "auth/test_auth.h"

#include "store/test_broken.h"

struct scene {
	struct fixture *f;
	struct auth_session session;
	struct identity who;
	struct auth_token token;
};

typedef bool operation(struct scene *s, struct err *err);

static bool op_login(struct scene *s, struct err *err)
{
	const struct auth_login login = { .email = EMAIL,
					  .password = PASSWORD,
					  .cookie = s->session.cookie };
	struct auth_session session;
	int64_t wait_s = 0;

	return auth_login(s->f->auth, &s->f->a, &tool, &login, &session, &wait_s, err);
}

static bool op_wrong_login(struct scene *s, struct err *err)
{
	const struct auth_login login = { .email = EMAIL, .password = STR("salah sekali") };
	struct auth_session session;
	int64_t wait_s = 0;

	return auth_login(s->f->auth, &s->f->a, &tool, &login, &session, &wait_s, err) ||
	       err->code == ERR_BAD_CREDENTIALS;
}

static bool op_identify(struct scene *s, struct err *err)
{
	const struct auth_credentials given = { .cookie = s->session.cookie };
	struct identity who;

	return auth_identify(s->f->auth, &s->f->a, &given, &who, err);
}

static bool op_identify_token(struct scene *s, struct err *err)
{
	const struct auth_credentials given = { .bearer = s->token.token };
	struct identity who;

	return auth_identify(s->f->auth, &s->f->a, &given, &who, err);
}

static bool op_logout(struct scene *s, struct err *err)
{
	return auth_logout(s->f->auth, &s->who, &browser, err);
}

static bool op_logout_everywhere(struct scene *s, struct err *err)
{
	return auth_logout_everywhere(s->f->auth, &s->who, &browser, err);
}

static bool op_sessions(struct scene *s, struct err *err)
{
	const struct auth_session_info *infos;
	size_t count;

	return auth_session_list(s->f->auth, &s->f->a, &s->who, &infos, &count, err);
}

static bool op_revoke_session(struct scene *s, struct err *err)
{
	return auth_session_revoke(s->f->auth, &s->who, s->who.credential, &browser, err);
}

static bool change_password(struct scene *s, struct str old_password, struct err *err)
{
	const struct auth_password_change change = { old_password, STR("rendang padang 8") };
	struct auth_session session;

	return auth_password_change(s->f->auth, &s->f->a, &s->who, &browser, &change, &session,
				    err);
}

static bool op_password(struct scene *s, struct err *err)
{
	return change_password(s, PASSWORD, err);
}

static bool op_wrong_password(struct scene *s, struct err *err)
{
	return change_password(s, STR("salah sekali"), err) || err->code == ERR_INVALID_FIELD;
}

static bool op_token(struct scene *s, struct err *err)
{
	const struct auth_token_wish wish = { .name = STR("skrip") };
	struct auth_token token;

	return auth_token_create(s->f->auth, &s->f->a, &s->who, &browser, &wish, &token, err);
}

static bool op_tokens(struct scene *s, struct err *err)
{
	const struct auth_token_info *infos;
	size_t count;

	return auth_token_list(s->f->auth, &s->f->a, &s->who, &infos, &count, err);
}

static bool op_revoke_token(struct scene *s, struct err *err)
{
	return auth_token_revoke(s->f->auth, &s->who, s->token.id, &browser, err);
}

static bool op_add_user(struct scene *s, struct err *err)
{
	const struct auth_user_new user = { .email = STR("budi@dapur.id"), .password = PASSWORD };
	int64_t id;

	return auth_user_create(s->f->auth, &s->f->a, &user, &id, err);
}

static bool op_set_password(struct scene *s, struct err *err)
{
	return auth_user_set_password(s->f->auth, &s->f->a, EMAIL, STR("rendang padang 8"), err);
}

static bool op_user(struct scene *s, struct err *err)
{
	struct auth_user user;

	return auth_user_get(s->f->auth, &s->f->a, s->f->user_id, &user, err);
}

static bool op_users(struct scene *s, struct err *err)
{
	const struct auth_user *users;
	size_t count;

	return auth_user_list(s->f->auth, &s->f->a, &users, &count, err);
}

static bool op_purge(struct scene *s, struct err *err)
{
	return auth_purge(s->f->auth, err);
}

static bool op_start(struct scene *s, struct err *err)
{
	const struct auth_config config = { .store = s->f->store,
					    .clock = &s->f->clock,
					    .rng = rng_system() };
	cleanup(auth_freep) struct auth *second = NULL;

	return auth_new(&config, &second, err);
}

enum table { USERS, SESSIONS, TOKENS, ATTEMPTS, SUBSCRIPTIONS, AUDIT, SETTINGS, TABLES };
static const char *const table_names[] = { "users",         "sessions",  "api_tokens", "attempts",
					   "subscriptions", "audit_log", "settings" };
_Static_assert(COUNT_OF(table_names) == TABLES, "a name per table");

#define NEEDS(table) (1u << (table))
static const struct {
	const char *name;
	operation *run;
	unsigned needs;
} operations[] = {
	{ "login", op_login, NEEDS(USERS) | NEEDS(SESSIONS) | NEEDS(ATTEMPTS) | NEEDS(AUDIT) },
	{ "wrong login", op_wrong_login, NEEDS(USERS) | NEEDS(ATTEMPTS) | NEEDS(AUDIT) },
	{ "identify", op_identify, NEEDS(USERS) | NEEDS(SESSIONS) | NEEDS(SUBSCRIPTIONS) },
	{ "identify by token", op_identify_token,
	  NEEDS(USERS) | NEEDS(TOKENS) | NEEDS(SUBSCRIPTIONS) },
	{ "logout", op_logout, NEEDS(SESSIONS) | NEEDS(AUDIT) },
	{ "logout everywhere", op_logout_everywhere, NEEDS(SESSIONS) | NEEDS(AUDIT) },
	{ "list sessions", op_sessions, NEEDS(SESSIONS) },
	{ "revoke a session", op_revoke_session, NEEDS(SESSIONS) | NEEDS(AUDIT) },
	{ "change the password", op_password,
	  NEEDS(USERS) | NEEDS(SESSIONS) | NEEDS(ATTEMPTS) | NEEDS(AUDIT) },
	{ "change it with a wrong one", op_wrong_password,
	  NEEDS(USERS) | NEEDS(ATTEMPTS) | NEEDS(AUDIT) },
	{ "make a token", op_token, NEEDS(TOKENS) | NEEDS(AUDIT) },
	{ "list tokens", op_tokens, NEEDS(TOKENS) },
	{ "revoke a token", op_revoke_token, NEEDS(TOKENS) | NEEDS(AUDIT) },
	{ "add a user", op_add_user, NEEDS(USERS) | NEEDS(SUBSCRIPTIONS) | NEEDS(AUDIT) },
	{ "set a password", op_set_password, NEEDS(USERS) | NEEDS(SESSIONS) | NEEDS(AUDIT) },
	{ "read a user", op_user, NEEDS(USERS) | NEEDS(SUBSCRIPTIONS) },
	{ "list users", op_users, NEEDS(USERS) | NEEDS(SUBSCRIPTIONS) },
	{ "purge", op_purge, NEEDS(SESSIONS) | NEEDS(TOKENS) | NEEDS(ATTEMPTS) },
	{ "start", op_start, NEEDS(SETTINGS) },
};

static void set_scene(struct scene *s)
{
	void *state = NULL;

	assert_int_equal(enter(&state), 0);
	*s = (struct scene){ .f = state };
	s->session = logged_in(s->f, &browser);
	s->who = by_cookie(s->f, s->session.cookie);
	s->token = make_token(s->f, &s->who, 0);
}

static void clear_scene(struct scene *s)
{
	void *state = s->f;

	leave(&state);
}

static void missing_tables_are_faults(void **state)
{
	(void)state;
	for (int table = 0; table < TABLES; table++) {
		for (size_t i = 0; i < COUNT_OF(operations); i++) {
			struct scene s;
			struct err err = ERR_INIT;
			char row[128];

			snprintf(row, sizeof(row), "%s without %s", operations[i].name,
				 table_names[table]);
			set_scene(&s);
			take_table_away(s.f->store, table_names[table]);

			bool needs = operations[i].needs & NEEDS(table);

			check_int(row, operations[i].run(&s, &err), !needs);
			if (needs)
				check_int(row, err.code, ERR_DATABASE);
			clear_scene(&s);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_tables_are_faults),
	};

	return cmocka_run_group_tests_name("auth/faults", tests, NULL, NULL);
}
