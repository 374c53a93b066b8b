#include "base/test.h"

#include "base/buf.h"

static void test_appends_up_to_the_maximum(void **state)
{
	cleanup(buf_free) struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (int i = 0; i < 100; i++)
		buf_put(&b, STR("0123456789"));
	check_int("full", b.len, 1000);
	check_int("not failed", buf_failed(&b), 0);
	buf_putc(&b, 'x');
	check_int("failed", buf_failed(&b), 1);
	check_int("kept what was there", b.len, 1000);
	buf_clear(&b);
	buf_fmt(&b, "%s=%d", "a", 5);
	check_str("after clear", buf_str(&b), STR("a=5"));
}

static void test_failure_is_sticky(void **state)
{
	cleanup(buf_free) struct buf b;

	(void)state;
	buf_init(&b, 4);
	buf_put(&b, STR("12345"));
	buf_put(&b, STR("1"));
	check_int("a message with a hole is no message", buf_failed(&b), 1);
	check_int("nothing after the failure", b.len, 0);
}

static void test_consume(void **state)
{
	cleanup(buf_free) struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_put(&b, STR("abcdef"));
	buf_consume(&b, 2);
	check_str("front", buf_str(&b), STR("cdef"));
	buf_consume(&b, 99);
	check_str("all", buf_str(&b), STR(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_appends_up_to_the_maximum),
		cmocka_unit_test(test_failure_is_sticky),
		cmocka_unit_test(test_consume),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
