/* The wheel against the obvious model: a list that is searched from end to end. */
#include "http/timer.h"

#include "base/rng.h"
#include "base/test.h"

#define TIMERS 300
#define NEVER INT64_MAX

static void test_against_list(void **state)
{
	(void)state;
	struct wheel *w = calloc(1, sizeof(*w));
	struct timer timers[TIMERS] = { { .at = NULL } };
	int64_t deadlines[TIMERS];
	struct rng_seeded dice;
	int64_t now = 1000000;
	int fired = 0;

	rng_of_seed(&dice, 7);
	wheel_init(w, now);
	for (size_t i = 0; i < TIMERS; i++)
		deadlines[i] = NEVER;
	for (int round = 0; round < 20000; round++) {
		size_t i = (size_t)rng_seeded_below(&dice, TIMERS);
		if (rng_seeded_below(&dice, 5) == 0) {
			timer_clear(&timers[i]);
			deadlines[i] = NEVER;
		} else {
			/* from overdue to several turns of the wheel away */
			deadlines[i] = now - 20 + (int64_t)rng_seeded_below(&dice, 60000);
			timer_set(w, &timers[i], deadlines[i]);
		}
		now += (int64_t)rng_seeded_below(&dice, 30);
		if (rng_seeded_below(&dice, 2000) == 0)
			now += 40000;
		for (struct timer *t = wheel_expired(w, now); t; t = wheel_expired(w, now)) {
			int64_t *deadline = &deadlines[t - timers];
			check_true("not too early", *deadline <= now);
			*deadline = NEVER;
			fired++;
		}
		for (size_t k = 0; k < TIMERS; k++)
			check_true("not too late", deadlines[k] > now - 2 * WHEEL_TICK_MS);
	}
	check_true("something happened", fired > 1000);
	free(w);
}

static void test_sleep(void **state)
{
	(void)state;
	struct wheel *w = calloc(1, sizeof(*w));
	struct timer t = { .at = NULL };
	int64_t now = 5000;

	wheel_init(w, now);
	check_int("nothing set", wheel_sleep_ms(w, now), -1);
	timer_set(w, &t, now + 100);
	int sleep = wheel_sleep_ms(w, now);
	check_true("until the deadline", sleep >= 100 && sleep <= 100 + WHEEL_TICK_MS);
	check_true("not yet", !wheel_expired(w, now + 99));
	check_true("now", wheel_expired(w, now + sleep) == &t);
	check_true("once", !wheel_expired(w, now + sleep));
	timer_set(w, &t, now + 1000000);
	check_true("far away", wheel_sleep_ms(w, now + sleep) <= WHEEL_SLOTS * WHEEL_TICK_MS);
	timer_clear(&t);
	check_true("cleared", !wheel_expired(w, now + 2000000));
	free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_list),
		cmocka_unit_test(test_sleep),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
