/* What the tests of auth/ share: an empty store in memory, a clock moved by hand, cheap hashes. */
#ifndef AUTH_TEST_AUTH_H
#define AUTH_TEST_AUTH_H

#include "base/test.h"

#include <stdlib.h>

#include "auth/auth.h"
#include "base/limits.h"
#include "crypto/crypto.h"
#include "store/audit.h"
#include "store/store.h"

#define EMAIL STR("rani@dapurnusantara.id")
#define PASSWORD STR("sambal terasi 7")

struct fixture {
	struct arena a;
	int64_t now_ms;
	struct clock clock;
	struct store *store;
	struct auth *auth;
	int64_t user_id; /* of EMAIL, an admin */
};

static const struct auth_client tool = { .address = STR_INIT("203.0.113.7"),
					 .user_agent = STR_INIT("curl/7.88.1"),
					 .request_id = STR_INIT("req-1") };
static const struct auth_client browser = { .address = STR_INIT("203.0.113.7"),
					    .user_agent = STR_INIT("Mozilla/5.0"),
					    .request_id = STR_INIT("req-2"),
					    .is_browser = true };

static inline void pass_s(struct fixture *f, int64_t seconds)
{
	f->now_ms += seconds * 1000;
}

static inline int64_t add_user(struct fixture *f, struct str email, struct str plan)
{
	const struct auth_user_new user = { .email = email, .password = PASSWORD, .plan = plan };
	struct err err = ERR_INIT;
	int64_t id = 0;

	check_ok(auth_user_create(f->auth, &f->a, &user, &id, &err), &err);
	return id;
}

static inline int enter_with(void **state, unsigned hashes_at_once, unsigned queue)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err err = ERR_INIT;

	if (!f || !crypto_init(&err))
		return 1;
	arena_init(&f->a, 64 * MIB);
	f->now_ms = 1795000000LL * 1000;
	f->clock = clock_manual(&f->now_ms);
	const struct store_config store = {
		.path = ":memory:", .rng = rng_system(), .clock = &f->clock
	};
	if (!store_open(&store, &f->store, &err)) {
		print_error("%s\n", err.cause);
		return 1;
	}
	const struct auth_config config = { .store = f->store,
					    .clock = &f->clock,
					    .rng = rng_system(),
					    .password_cost = PASSWORD_COST_LEAST,
					    .hashes_at_once = hashes_at_once,
					    .hash_queue = queue };
	if (!auth_new(&config, &f->auth, &err)) {
		print_error("%s\n", err.cause);
		return 1;
	}
	f->user_id = add_user(f, EMAIL, STR_NONE);
	*state = f;
	return 0;
}

static inline int enter(void **state)
{
	return enter_with(state, 0, 0);
}

static inline int leave(void **state)
{
	struct fixture *f = *state;

	auth_free(f->auth);
	store_close(f->store);
	arena_free(&f->a);
	free(f);
	return 0;
}

/* ERR_NONE when it let in. */
static inline enum err_code log_in(struct fixture *f, const struct auth_client *client,
				   const struct auth_login *login, struct auth_session *ret)
{
	struct err err = ERR_INIT;
	int64_t wait_s = 0;

	if (auth_login(f->auth, &f->a, client, login, ret, &wait_s, &err))
		return ERR_NONE;
	assert_int_equal(wait_s > 0, err.code == ERR_TOO_MANY_LOGIN_ATTEMPTS);
	return err.code;
}

static inline struct auth_session logged_in(struct fixture *f, const struct auth_client *client)
{
	const struct auth_login login = { .email = EMAIL, .password = PASSWORD };
	struct auth_session session = { 0 };

	assert_int_equal(log_in(f, client, &login, &session), ERR_NONE);
	return session;
}

static inline struct identity who_is(struct fixture *f, struct auth_credentials given)
{
	struct identity who;
	struct err err = ERR_INIT;

	check_ok(auth_identify(f->auth, &f->a, &given, &who, &err), &err);
	return who;
}

static inline struct identity by_cookie(struct fixture *f, struct str cookie)
{
	return who_is(f, (struct auth_credentials){ .cookie = cookie });
}

static inline struct identity by_bearer(struct fixture *f, struct str bearer)
{
	return who_is(f, (struct auth_credentials){ .bearer = bearer });
}

/* An API token of `who`. */
static inline struct auth_token make_token(struct fixture *f, const struct identity *who,
					   int64_t expires_in_s)
{
	const struct auth_token_wish wish = { .name = STR(" laporan harian "),
					      .expires_in_s = expires_in_s };
	struct auth_token token = { 0 };
	struct err err = ERR_INIT;

	check_ok(auth_token_create(f->auth, &f->a, who, &browser, &wish, &token, &err), &err);
	return token;
}

/* How many audit rows have that action (and outcome, when it is not NULL). */
static inline int audited(struct fixture *f, const char *action, const char *outcome)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct audit_rows rows = { 0 };
	struct err err = ERR_INIT;
	int count = 0;

	check_ok(store_read(f->store, &tx, &err), &err);
	check_ok(audit_list_all(tx, &f->a, 0, 10000, &rows, &err), &err);
	for (size_t i = 0; i < rows.count; i++)
		count += str_eq(rows.at[i].action, str_of(action)) &&
			 (!outcome || str_eq(rows.at[i].outcome, str_of(outcome)));
	return count;
}

#endif
