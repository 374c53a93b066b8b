#include "sync/seen.h"

#include "base/limits.h"
#include "base/test.h"

#define IDS 20000 /* twice what Meta lists */

static void test_each_once(void **state)
{
	cleanup(arena_free) struct arena a;
	struct seen seen = { 0 };
	size_t fresh = 0, again = 0;

	(void)state;
	arena_init(&a, 4 * MIB);
	for (int i = 0; i < IDS; i++) {
		char id[32];

		snprintf(id, sizeof(id), "1790%013d", i);
		fresh += seen_add(&seen, &a, str_of(id));
		again += seen_add(&seen, &a, str_of(id));
	}
	check_int("each the first time", (int64_t)fresh, IDS);
	check_int("none the second time", (int64_t)again, 0);
	check_int("counted", (int64_t)seen.count, IDS);
}

/* A few posts take little memory: a thousand accounts are collected side by side. */
static void test_small_at_first(void **state)
{
	cleanup(arena_free) struct arena a;
	struct seen seen = { 0 };

	(void)state;
	arena_init(&a, 4 * MIB);
	check_true("new", seen_add(&seen, &a, STR("1")));
	check_true("other", seen_add(&seen, &a, STR("2")));
	check_true("first again", !seen_add(&seen, &a, STR("1")));
	check_true("small", a.used_bytes <= 4096);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_once),
		cmocka_unit_test(test_small_at_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
