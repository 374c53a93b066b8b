/* What the tests of the nouns share: an empty store, people and accounts in it, one-line writes. */
#ifndef STORE_TEST_STORE_H
#define STORE_TEST_STORE_H

#include "base/clock.h"
#include "base/limits.h"
#include "base/test.h"
#include "store/accounts.h"
#include "store/social_accounts.h"
#include "store/store.h"
#include "store/users.h"

#define NOW_S 1700000000
#define TODAY 19675

struct fixture {
	struct store *store;
	struct arena a;
	struct rng_seeded seed;
	struct rng rng;
	int64_t now_ms;
	struct clock clock;
	struct err err;
	/* The transaction of the write under way: tests call the nouns with it. */
	struct db_tx *tx;
};

static inline bool fixture_open(struct fixture *f)
{
	struct store_config config = { .path = ":memory:", .rng = &f->rng, .clock = &f->clock };

	return store_open(&config, &f->store, &f->err);
}

static inline int fixture_setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->a, LIMIT_ARENA);
	f->rng = rng_of_seed(&f->seed, 1);
	f->now_ms = NOW_S * INT64_C(1000);
	f->clock = clock_manual(&f->now_ms);
	check_ok(fixture_open(f), &f->err);
	*state = f;
	return 0;
}

static inline int fixture_teardown(void **state)
{
	struct fixture *f = *state;

	store_close(f->store);
	arena_free(&f->a);
	free(f);
	return 0;
}

typedef void fixture_work(struct fixture *f, struct db_tx *tx);

struct fixture_call {
	struct fixture *f;
	fixture_work *work;
};

static inline bool fixture_run(struct db_tx *tx, void *arg, struct err *err)
{
	struct fixture_call *call = arg;

	(void)err;
	call->work(call->f, tx);
	return true;
}

/* Runs `work` in the writer's transaction; its own checks end the test. */
static inline void in_write(struct fixture *f, fixture_work *work)
{
	struct fixture_call call = { f, work };

	check_ok(store_write(f->store, fixture_run, &call, &f->err), &f->err);
}

static inline void in_read(struct fixture *f, fixture_work *work)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	check_ok(store_read(f->store, &tx, &f->err), &f->err);
	work(f, tx);
}

static inline int64_t add_user(struct fixture *f, struct db_tx *tx, const char *email)
{
	struct user_new user = { .email = str_of(email),
				 .email_folded = str_of(email),
				 .password_hash = STR("$argon2id$"),
				 .first_name = STR("Rani") };
	int64_t id = 0;
	bool taken;

	check_ok(users_add(tx, &user, NOW_S, &id, &taken, &f->err), &f->err);
	check_int(email, taken, false);
	return id;
}

static inline int64_t add_social(struct fixture *f, struct db_tx *tx, int64_t user_id,
				 const char *uid)
{
	struct social_account_row row = { .user_id = user_id,
					  .provider = STR("facebook"),
					  .uid = str_of(uid),
					  .name = STR("Rani W"),
					  .email = STR("rani@example.test") };
	int64_t id = 0;

	check_ok(social_accounts_put(tx, &row, NOW_S, &id, &f->err), &f->err);
	return id;
}

static inline void add_account(struct fixture *f, struct db_tx *tx, const char *id, int64_t user_id,
			       int64_t social_account_id)
{
	struct account_row row = { .id = str_of(id), .username = str_of(id) };

	check_ok(accounts_put_profile(tx, &row, NOW_S, &f->err), &f->err);
	if (user_id)
		check_ok(accounts_connect(tx, row.id, user_id, social_account_id, OPT_NO_INT, NOW_S,
					  &f->err),
			 &f->err);
}

#endif
