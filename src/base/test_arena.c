#include "base/test.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_memory_is_zeroed_and_aligned(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 64 << 20);
	for (size_t round = 0; round < 3; round++) {
		for (size_t n = 1; n < 3000; n += 7) {
			unsigned char *p = arena_alloc(&a, n, 16);

			check_int("aligned", (uintptr_t)p % 16, 0);
			for (size_t i = 0; i < n; i++)
				check_int("zeroed", p[i], 0);
			memset(p, 0xff, n);
		}
		arena_reset(&a);
		check_int("reset", a.used_bytes, 0);
	}
}

static void test_an_array_grows_and_keeps(void **state)
{
	cleanup(arena_free) struct arena a;
	struct {
		int64_t *at;
		size_t count;
	} rows = { NULL, 0 };

	(void)state;
	arena_init(&a, 64 << 20);
	for (int64_t i = 0; i < 100000; i++)
		*arena_push(&a, &rows) = i;
	check_int("count", rows.count, 100000);
	for (size_t i = 0; i < rows.count; i++)
		check_int("kept", rows.at[i], i);
}

static void test_rewind_returns_to_the_mark(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 64 << 20);
	char *kept = arena_alloc(&a, 10, 1);

	memcpy(kept, "kept text", 10);
	struct arena_mark mark = arena_mark(&a);

	for (int i = 0; i < 100; i++) {
		arena_alloc(&a, 100000, 8);
		arena_rewind(&a, mark);
	}
	check_int("used", a.used_bytes, 10);
	check_str("kept", str_of(kept), STR("kept text"));

	struct arena_mark empty = { 0 };
	arena_rewind(&a, empty);
	check_int("to nothing", a.head == NULL, 1);
}

/* The child must die by SIGABRT, not return memory. */
static void expect_abort(size_t max_bytes, size_t count, size_t size)
{
	pid_t child = fork();
	int status = 0;

	if (child == 0) {
		struct arena a;

		fclose(stderr);
		arena_init(&a, max_bytes);
		arena_array(&a, count, size, 8);
		_exit(0);
	}
	waitpid(child, &status, 0);
	check_true("signalled", WIFSIGNALED(status));
	check_int("by abort", WTERMSIG(status), SIGABRT);
}

static void test_past_the_maximum_aborts(void **state)
{
	(void)state;
	expect_abort(1000, 1, 1001);
	expect_abort(1 << 20, SIZE_MAX / 2, 4); /* overflows size_t */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_is_zeroed_and_aligned),
		cmocka_unit_test(test_an_array_grows_and_keeps),
		cmocka_unit_test(test_rewind_returns_to_the_mark),
		cmocka_unit_test(test_past_the_maximum_aborts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
