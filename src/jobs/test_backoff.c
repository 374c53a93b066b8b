/* How long a job that failed waits. */
#include "base/test.h"
#include "jobs/backoff.h"

static void test_backoff(void **state)
{
	struct rng_seeded seed;
	struct rng rng = rng_of_seed(&seed, 7);

	(void)state;
	for (int64_t attempt = 1; attempt < 70; attempt++) {
		int64_t soon = backoff_ms(RETRY_SOON, attempt, &rng);
		int64_t later = backoff_ms(RETRY_LATER, attempt, &rng);
		check_true("soon", soon >= 3750 && soon <= 375000);
		check_true("later", later >= 225000 && later <= 9000000);
		check_true("never", backoff_ms(RETRY_NEVER, attempt, &rng) < 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_backoff) };

	return cmocka_run_group_tests_name("backoff", tests, NULL, NULL);
}
