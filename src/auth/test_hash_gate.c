#include "base/test.h"

#include <stdatomic.h>

#include "auth/hash_gate.h"

enum { THREADS = 12, AT_ONCE = 2 };

struct crowd {
	struct hash_gate gate;
	atomic_uint inside, most_inside, served, refused;
};

static void *pass_through(void *arg)
{
	struct crowd *c = arg;

	for (int i = 0; i < 2000; i++) {
		struct err err = ERR_INIT;

		if (!hash_gate_enter(&c->gate, &err)) {
			atomic_fetch_add(&c->refused, err.code == ERR_BUSY);
			continue;
		}
		unsigned now_inside = atomic_fetch_add(&c->inside, 1) + 1;
		unsigned most = atomic_load(&c->most_inside);

		while (now_inside > most &&
		       !atomic_compare_exchange_weak(&c->most_inside, &most, now_inside)) {
		}
		atomic_fetch_add(&c->served, 1);
		atomic_fetch_sub(&c->inside, 1);
		hash_gate_leave(&c->gate);
	}
	return NULL;
}

static void run_crowd(struct crowd *c, unsigned max_waiting)
{
	pthread_t threads[THREADS];

	hash_gate_init(&c->gate, AT_ONCE, max_waiting);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, pass_through, c), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	hash_gate_deinit(&c->gate);
}

static void never_more_than_allowed(void **state)
{
	struct crowd c = { 0 };

	(void)state;
	run_crowd(&c, THREADS);
	assert_true(c.most_inside <= AT_ONCE);
	assert_int_equal(c.served, THREADS * 2000);
	assert_int_equal(c.refused, 0);
}

static void each_is_served_or_told(void **state)
{
	struct crowd c = { 0 };

	(void)state;
	run_crowd(&c, 1);
	assert_true(c.most_inside <= AT_ONCE);
	assert_int_equal(c.served + c.refused, THREADS * 2000);
}

static void full_gate_refuses_at_once(void **state)
{
	struct hash_gate g;
	struct err err = ERR_INIT;

	(void)state;
	hash_gate_init(&g, 2, 0);
	assert_true(hash_gate_enter(&g, &err));
	assert_true(hash_gate_enter(&g, &err));
	assert_false(hash_gate_enter(&g, &err));
	assert_int_equal(err.code, ERR_BUSY);
	hash_gate_leave(&g);
	assert_true(hash_gate_enter(&g, &err));
	hash_gate_leave(&g);
	hash_gate_leave(&g);
	hash_gate_deinit(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_more_than_allowed),
		cmocka_unit_test(each_is_served_or_told),
		cmocka_unit_test(full_gate_refuses_at_once),
	};

	return cmocka_run_group_tests_name("auth/hash_gate", tests, NULL, NULL);
}
