/* Places of exports: downloads wait in line, jobs come again, and neither starves the other. */
#include "report/export_gate.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/test.h"

#define SOON_MS 40
#define LONG_MS 60000

static bool enter(struct export_gate *gate, int64_t patience_ms)
{
	struct err err = ERR_INIT;
	bool is_in = export_gate_enter(gate, patience_ms, &err);

	if (!is_in)
		check_int("code", err.code, ERR_BUSY);
	return is_in;
}

static void test_places(void **state)
{
	struct export_gate *gate = export_gate_new(2);

	(void)state;
	check_true("a download", enter(gate, SOON_MS));
	check_true("a job", export_gate_try(gate));
	check_true("full for jobs", !export_gate_try(gate));
	check_true("full for downloads", !enter(gate, SOON_MS));
	export_gate_leave(gate);
	check_true("free again", export_gate_try(gate));
	export_gate_leave(gate);
	export_gate_leave(gate);
	check_true("both free", enter(gate, 0) && enter(gate, 0) && !enter(gate, 0));
	export_gate_free(gate);
}

/* A job that found no place gets the next one, though a download asks first; not for ever. */
static void test_a_place_is_kept(void **state)
{
	struct export_gate *gate = export_gate_new(1);
	int64_t began_ms;

	(void)state;
	check_true("the only place", enter(gate, 0));
	check_true("a job finds none", !export_gate_try(gate));
	export_gate_leave(gate);
	check_true("kept from downloads", !enter(gate, SOON_MS));
	check_true("for the job", export_gate_try(gate));
	check_true("another finds none", !export_gate_try(gate));
	export_gate_leave(gate);
	began_ms = monotonic_ms();
	check_true("which never comes again", enter(gate, LONG_MS));
	check_true("soon enough", monotonic_ms() - began_ms < LONG_MS / 2);
	export_gate_free(gate);
}

struct visitor {
	struct export_gate *gate;
	atomic_int *inside, *most;
	int visits;
};

static void *visit(void *ctx)
{
	struct visitor *v = ctx;

	for (; v->visits > 0; v->visits--) {
		if (!enter(v->gate, LONG_MS))
			return NULL;
		int inside = atomic_fetch_add(v->inside, 1) + 1, most = atomic_load(v->most);
		while (most < inside && !atomic_compare_exchange_weak(v->most, &most, inside))
			;
		atomic_fetch_sub(v->inside, 1);
		export_gate_leave(v->gate);
	}
	return NULL;
}

static void test_many_at_the_door(void **state)
{
	struct export_gate *gate = export_gate_new(3);
	atomic_int inside = 0, most = 0;
	struct visitor visitors[8];
	pthread_t threads[COUNT_OF(visitors)];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(visitors); i++) {
		visitors[i] = (struct visitor){ gate, &inside, &most, 200 };
		assert_int_equal(pthread_create(&threads[i], NULL, visit, &visitors[i]), 0);
	}
	for (size_t i = 0; i < COUNT_OF(visitors); i++) {
		pthread_join(threads[i], NULL);
		check_int("visits left", visitors[i].visits, 0);
	}
	check_true("never more than its places", atomic_load(&most) <= 3);
	export_gate_free(gate);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_a_place_is_kept),
		cmocka_unit_test(test_many_at_the_door),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
