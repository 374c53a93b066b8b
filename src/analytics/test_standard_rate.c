#include "base/test.h"

#include "analytics/standard_rate.h"
#include "base/cleanup.h"

static void test_rows(void **state)
{
	static const struct {
		int64_t followers;
		int64_t min;
		double standard;
	} rows[] = {
		{ 0, 0, 10.58 },
		{ 999, 0, 10.58 },
		{ 1000, 1000, 4.26 },
		{ 4999, 1000, 4.26 },
		{ 8027, 5000, 2.28 },
		{ 20000, 20000, 1.62 },
		{ 188000, 100000, 1.55 },
		{ 999999, 100000, 1.55 },
		{ 1000000, 1000000, 1.54 },
		{ 700000000, 1000000, 1.54 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct standard_rate *rate = standard_rate_for(rows[i].followers);

		assert_non_null(rate);
		check_int("class", rate->min_followers, rows[i].min);
		check_true("standard", rate->standard == rows[i].standard);
		for (int b = 1; b < STANDARD_RATE_BOUNDS; b++)
			check_true("rising", rate->bounds[b] > rate->bounds[b - 1]);
	}
	assert_null(standard_rate_for(-1));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

	return cmocka_run_group_tests_name("analytics/standard_rate", tests, NULL, NULL);
}
