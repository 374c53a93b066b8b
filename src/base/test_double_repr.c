/* The expected texts are what CPython 3.11's repr() prints for the same double. */
#include "base/test.h"

#include <string.h>

#include "base/json.h"
#include "base/rng.h"

#define RANDOM_DOUBLES 200000

static void test_as_python(void **state)
{
	/* clang-format off */
	static const struct {
		double value;
		const char *text;
	} rows[] = {
		{ 0x1.13494d148638fp+1, "2.1506744718757953" },
		{ 0x1.999999999999ap-4, "0.1" },
		{ 0x1.8000000000000p+4, "24.0" },
		{ -0x1.d304cb07be297p-2, "-0.4560729716754763" },
		{ 0x0.0000000000001p-1022, "5e-324" },
		{ 0x1.fffffffffffffp+1023, "1.7976931348623157e+308" },
		{ 0x1.b69b4ba630f35p+56, "1.2345678901234568e+17" },
		{ 0x1.a36e2eb1c432dp-14, "0.0001" },
		{ 0x1.4f8b588e368f1p-17, "1e-05" },
		{ 0x1.86a0000000000p+16, "100000.0" },
		{ 0x1.1c37937e08000p+53, "1e+16" },
		{ -0x0.0p+0, "-0.0" },
		{ 0x0.0p+0, "0.0" },
		{ 0x1.0000000000000p+0, "1.0" },
		{ -0x1.0000000000000p+0, "-1.0" },
		{ 0x1.0000000000000p-1, "0.5" },
		{ 0x1.c6bf526340000p+49, "1000000000000000.0" },
		{ 0x1.1c37937e07fffp+53, "9999999999999998.0" },
		{ 0x1.0000000000000p+53, "9007199254740992.0" },
		{ 0x1.0000000000000p+53, "9007199254740992.0" },
		{ 0x1.fffffffffffffp+52, "9007199254740991.0" },
		{ 0x1.6345785d8a000p+56, "1e+17" },
		{ 0x1.b1ae4d6e2ef50p+69, "1e+21" },
		{ 0x1.0f0cf064dd592p+73, "1e+22" },
		{ 0x1.52d02c7e14af6p+76, "1e+23" },
		{ 0x1.8e757928e0c9ep-14, "9.5e-05" },
		{ 0x1.f75104d551d69p-14, "0.00012" },
		{ 0x1.0624dd2f1a9fcp-10, "0.001" },
		{ 0x1.edd2f1a9fbe77p+6, "123.456" },
		{ 0x1.921fb54442d18p+1, "3.141592653589793" },
		{ 0x1.5bf0a8b145769p+1, "2.718281828459045" },
		{ 0x1.3333333333334p-2, "0.30000000000000004" },
		{ 0x1.9000000000000p+6, "100.0" },
		{ 0x1.9000000000000p+3, "12.5" },
		{ 0x1.8ff5c28f5c28fp+6, "99.99" },
		{ 0x1.0aaaaaaaaaaabp+5, "33.333333333333336" },
		{ 0x1.0aaaaaaaaaaabp+6, "66.66666666666667" },
		{ 0x1.0000000000000p-1022, "2.2250738585072014e-308" },
		{ 0x0.fffffffffffffp-1022, "2.225073858507201e-308" },
		{ 0x0.0000000000003p-1022, "1.5e-323" },
		{ 0x1.1666666666666p+2, "4.35" },
		{ 0x1.28f5c28f5c28fp-2, "0.29" },
		{ 0x1.199999999999ap+0, "1.1" },
		{ 0x1.5666666666666p+1, "2.675" },
		{ 0x1.0000000000000p-44, "5.684341886080802e-14" },
		{ 0x1.0000000000000p-20, "9.5367431640625e-07" },
		{ 0x1.0000000000000p-23, "1.1920928955078125e-07" },
		{ 0x1.0000000000000p-1021, "4.450147717014403e-308" },
		{ 0x1.c7e83209e90b2p+72, "8.41e+21" },
		{ 0x1.2250fa08398d4p+64, "2.0919495182368195e+19" },
		{ 0x1.279a9c8073d8bp-100, "9.109e-31" },
		{ 0x1.fe185ca57c517p+78, "6.02214076e+23" },
		{ 0x1.0000000000001p+0, "1.0000000000000002" },
		{ 0x1.fffffffffffffp-1, "0.9999999999999999" },
		{ 0x1.0000000000000p+52, "4503599627370496.0" },
		{ 0x1.0000000000002p+52, "4503599627370498.0" },
		{ 0x1.1de784a000000p+28, "299792458.0" },
		{ 0x1.249ad2594c37dp+332, "1e+100" },
		{ 0x1.bff2ee48e0530p-333, "1e-100" },
		{ 0x1.a74fe1c1e8908p-997, "1.2345678901234568e-300" },
		{ 0x1.b5c5b1a5eae1bp-277, "7.042055707759459e-84" },
		{ 0x1.cd2b297d889bbp+970, "1.7976931348623156e+292" },
		{ 0x0.0000000002788p-1022, "5e-320" },
		{ 0x1.0000000000000p+1023, "8.98846567431158e+307" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[32];
		size_t len = double_repr(rows[i].value, text);

		check_str(rows[i].text, ((struct str){ text, len }), str_of(rows[i].text));
	}
}

/* How many significant digits a text has, without leading and trailing zeros. */
static int significant_digits(struct str s)
{
	int count = 0;
	int zeros = 0;

	for (size_t i = 0; i < s.len && s.at[i] != 'e'; i++) {
		char c = s.at[i];

		if (c < '0' || c > '9' || (c == '0' && count == 0))
			continue;
		zeros = c == '0' ? zeros + 1 : 0;
		count++;
	}
	return count - zeros;
}

/* Fewest digits of printf's %.Ne that read back to the same double. */
static int fewest_digits(double value)
{
	char text[40];

	for (int digits = 1; digits < 17; digits++) {
		snprintf(text, sizeof(text), "%.*e", digits - 1, value);
		if (strtod(text, NULL) == value)
			return digits;
	}
	return 17;
}

/*
 * Every bit pattern reads back, in no more digits than printf needs. (Fewer is possible at powers
 * of two, where the nearest decimal lies outside the interval and the next one inside.)
 */
static void test_random_bits(void **state)
{
	struct rng_seeded seeded = { 20260401 };

	(void)state;
	for (int i = 0; i < RANDOM_DOUBLES; i++) {
		uint64_t bits = rng_seeded_next(&seeded);
		double value;
		char text[33] = { 0 };

		memcpy(&value, &bits, sizeof(value));
		if (value - value != 0)
			continue;

		size_t len = double_repr(value, text);
		double back = strtod(text, NULL);

		check_true(text, len < 32 && memcmp(&back, &value, sizeof(back)) == 0);
		check_true(text, i % 20 || significant_digits((struct str){ text, len }) <=
						   fewest_digits(value));
	}
}

/* What analytics prints: ratios and percentages of counts. */
static void test_ratios(void **state)
{
	struct rng_seeded seeded = { 7 };

	(void)state;
	for (int i = 0; i < RANDOM_DOUBLES; i++) {
		double value = (double)rng_seeded_below(&seeded, 1000000) * 100 /
			       (double)(1 + rng_seeded_below(&seeded, 200000));
		char text[33] = { 0 };
		size_t len = double_repr(value, text);

		check_true(text, strtod(text, NULL) == value);
		check_true(text, i % 20 || value == 0 ||
					 significant_digits((struct str){ text, len }) ==
						 fewest_digits(value));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_python),
		cmocka_unit_test(test_random_bits),
		cmocka_unit_test(test_ratios),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
