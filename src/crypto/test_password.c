#include "base/test.h"

#include "base/limits.h"
#include "crypto/crypto.h"
#include "crypto/password.h"

static int start(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return crypto_init(&err) ? 0 : 1;
}

static struct str hash_of(struct arena *a, struct password_cost cost, struct str password)
{
	cleanup(secret_freep) struct secret *secret = secret_from_bytes(password);
	struct str encoded = STR_NONE;
	struct err err = ERR_INIT;

	assert_true(password_hash(a, cost, secret, &encoded, &err));
	return encoded;
}

static bool matches(struct str encoded, struct str password)
{
	cleanup(secret_freep) struct secret *secret = secret_from_bytes(password);

	return password_matches(encoded, secret);
}

static void right_and_wrong(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	struct str encoded = hash_of(&a, PASSWORD_COST_LEAST, STR("kata sandi saya"));

	assert_true(str_starts_with(encoded, STR("$argon2id$v=19$m=8,t=1,p=1$")));
	assert_true(matches(encoded, STR("kata sandi saya")));
	assert_false(matches(encoded, STR("kata sandi sayA")));
	assert_false(matches(encoded, STR("kata sandi say")));
	assert_false(matches(encoded, STR("")));
}

static void bytes_after_a_nul_count(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	struct str encoded = hash_of(&a, PASSWORD_COST_LEAST, STR("a\0b"));

	assert_true(matches(encoded, STR("a\0b")));
	assert_false(matches(encoded, STR("a\0c")));
	assert_false(matches(encoded, STR("a")));
}

static void salted(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	assert_false(str_eq(hash_of(&a, PASSWORD_COST_LEAST, STR("sama")),
			    hash_of(&a, PASSWORD_COST_LEAST, STR("sama"))));
}

/* From the tests of the reference implementation (phc-winner-argon2, src/test.c). */
static void reads_hashes_of_other_programs(void **state)
{
	struct str encoded = STR("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"
				 "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4");

	(void)state;
	assert_true(matches(encoded, STR("password")));
	assert_false(matches(encoded, STR("Password")));
}

static void garbage_matches_nothing(void **state)
{
	static const struct str garbage[] = {
		STR_INIT(""),
		STR_INIT("secret"),
		STR_INIT("$argon2id$"),
		STR_INIT("$argon2id$v=19$m=8,t=1,p=1$$"),
		STR_INIT("$2y$10$abcdefghijklmnopqrstuv"),
		STR_INIT("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ\0$x"),
		STR_INIT("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(garbage); i++) {
		assert_false(matches(garbage[i], STR("secret")));
		assert_true(password_needs_rehash(garbage[i], PASSWORD_COST_LEAST));
	}
	assert_false(matches(STR_NONE, STR("")));
}

static void other_costs_need_a_rehash(void **state)
{
	const struct password_cost more_passes = { .passes = 2, .memory_bytes = 8 * 1024 };
	const struct password_cost more_memory = { .passes = 1, .memory_bytes = 16 * 1024 };
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	struct str encoded = hash_of(&a, PASSWORD_COST_LEAST, STR("x"));

	assert_false(password_needs_rehash(encoded, PASSWORD_COST_LEAST));
	assert_true(password_needs_rehash(encoded, more_passes));
	assert_true(password_needs_rehash(encoded, more_memory));
}

/* It must be readable: what is refused before the work is done takes no time, and that shows. */
static void unknown_costs_the_same(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	assert_false(password_needs_rehash(password_unknown(&a, PASSWORD_COST_LEAST),
					   PASSWORD_COST_LEAST));
	assert_false(password_needs_rehash(password_unknown(&a, PASSWORD_COST_DEFAULT),
					   PASSWORD_COST_DEFAULT));
	assert_false(matches(password_unknown(&a, PASSWORD_COST_LEAST), STR("")));
}

/* What a login costs in production, and that the numbers stand in the hash. */
static void default_cost(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	struct str encoded = hash_of(&a, PASSWORD_COST_DEFAULT, STR("kata sandi"));

	assert_true(str_starts_with(encoded, STR("$argon2id$v=19$m=65536,t=3,p=1$")));
	assert_true(matches(encoded, STR("kata sandi")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right_and_wrong),
		cmocka_unit_test(bytes_after_a_nul_count),
		cmocka_unit_test(salted),
		cmocka_unit_test(reads_hashes_of_other_programs),
		cmocka_unit_test(garbage_matches_nothing),
		cmocka_unit_test(other_costs_need_a_rehash),
		cmocka_unit_test(unknown_costs_the_same),
		cmocka_unit_test(default_cost),
	};

	return cmocka_run_group_tests_name("crypto/password", tests, start, NULL);
}
