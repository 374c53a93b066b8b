#include "base/test.h"

#include "auth/throttle.h"
#include "base/limits.h"
#include "base/rng.h"

static const struct throttle_rule rule = { .max_failures = 10, .pause_s = 900 };

static void ten_then_a_pause(void **state)
{
	struct attempts_row t = { 0 };

	(void)state;
	for (int i = 0; i < 10; i++)
		assert_int_equal(throttle_take(&rule, &t, 1000 + i), 0);
	assert_int_equal(throttle_take(&rule, &t, 1010), 899);
	assert_int_equal(throttle_take(&rule, &t, 1908), 1);
	/* Asking does not make it longer. */
	assert_int_equal(throttle_take(&rule, &t, 1909), 0);
	for (int i = 0; i < 9; i++)
		assert_int_equal(throttle_take(&rule, &t, 1910), 0);
	assert_int_equal(throttle_take(&rule, &t, 1910), 900);
}

static void quiet_time_forgets(void **state)
{
	struct attempts_row t = { 0 };

	(void)state;
	for (int i = 0; i < 9; i++)
		assert_int_equal(throttle_take(&rule, &t, 1000), 0);
	assert_int_equal(throttle_take(&rule, &t, 1900), 0);
	assert_int_equal(t.failures, 1);
}

static void success_takes_back_one_only(void **state)
{
	struct attempts_row t = { 0 };

	(void)state;
	/* A right password between wrong ones, as often as one likes, buys no further guess. */
	for (int i = 0; i < 9; i++) {
		assert_int_equal(throttle_take(&rule, &t, 1000), 0);
		assert_int_equal(throttle_take(&rule, &t, 1000), 0);
		throttle_give_back(&rule, &t);
	}
	assert_int_equal(t.failures, 9);
	/* The tenth being right opens the way again. */
	assert_int_equal(throttle_take(&rule, &t, 1000), 0);
	assert_int_equal(throttle_take(&rule, &t, 1000), 900);
	throttle_give_back(&rule, &t);
	assert_int_equal(throttle_take(&rule, &t, 1000), 0);
	assert_int_equal(throttle_take(&rule, &t, 1000), 900);
}

static void giving_back_nothing_is_nothing(void **state)
{
	struct attempts_row t = { 0 };

	(void)state;
	throttle_give_back(&rule, &t);
	assert_int_equal(t.failures, 0);
}

static void clock_set_back(void **state)
{
	struct attempts_row t = { 0 };

	(void)state;
	for (int i = 0; i < 10; i++)
		assert_int_equal(throttle_take(&rule, &t, 1000 * 1000), 0);
	assert_int_equal(throttle_take(&rule, &t, 999 * 1000), 0);
	assert_int_equal(t.failures, 1);
}

/* Whatever the rhythm: no 900 seconds hold more than ten tries, no hour more than a hundred. */
static void bound_holds_for_random_rhythms(void **state)
{
	enum { TRIES = 200 * 1000 };
	struct rng_seeded random;
	struct attempts_row t = { 0 };
	int64_t allowed_at[TRIES];
	size_t allowed = 0;
	int64_t now_s = 1000;

	(void)state;
	rng_of_seed(&random, 6);
	for (size_t i = 0; i < TRIES; i++) {
		now_s += (int64_t)rng_seeded_below(&random,
						   rng_seeded_below(&random, 50) ? 30 : 1500);
		if (throttle_take(&rule, &t, now_s) == 0)
			allowed_at[allowed++] = now_s;
	}
	assert_true(allowed > 1000);
	for (size_t i = 10; i < allowed; i++)
		assert_true(allowed_at[i] - allowed_at[i - 10] >= rule.pause_s);
	for (size_t i = 100; i < allowed; i++)
		assert_true(allowed_at[i] - allowed_at[i - 100] >= 3600);
}

static void addresses(void **state)
{
	static const struct {
		const char *address, *counted_as;
	} cases[] = {
		{ "203.0.113.7", "203.0.113.7" },
		{ "::ffff:203.0.113.7", "203.0.113.7" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" },
		{ "2001:DB8:1:2::1", "2001:db8:1:2::/64" },
		{ "::1", "::/64" },
		{ "loopback", "loopback" },
		{ "", "" },
		{ "2001:db8:1:2:3:4:5:6:7:8:9:10:11:12:13:14:15:16:17",
		  "2001:db8:1:2:3:4:5:6:7:8:9:10:11:12:13:14:15:16:17" },
	};
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_str(cases[i].address, throttle_address(&a, str_of(cases[i].address)),
			  str_of(cases[i].counted_as));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_then_a_pause),
		cmocka_unit_test(quiet_time_forgets),
		cmocka_unit_test(success_takes_back_one_only),
		cmocka_unit_test(giving_back_nothing_is_nothing),
		cmocka_unit_test(clock_set_back),
		cmocka_unit_test(bound_holds_for_random_rhythms),
		cmocka_unit_test(addresses),
	};

	return cmocka_run_group_tests_name("auth/throttle", tests, NULL, NULL);
}
