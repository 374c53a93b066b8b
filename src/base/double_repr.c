/*
 * Shortest decimal digits of a double: the Schubfach algorithm (Raffaello Giulietti, "The Schubfach
 * way to render doubles", 2020), laid out as Python's repr(float).
 *
 * The idea: a double v stands for every real number that rounds to it. Among the multiples of a
 * power of ten 10^k just finer than that interval, at most two neighbour v; if a multiple of
 * 10^(k+1) lies inside the interval it is shorter, else the nearer neighbour is taken. One
 * multiplication by a 128-bit power of ten places v and both ends of its interval on that grid.
 */
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/digit_pair.h"
#include "base/json.h"
#include "base/pow10_table.h"

#define DIGITS_MAX 17
#define FRACTION_BITS 52
#define EXPONENT_BIAS (1023 + FRACTION_BITS)

struct decimal {
	uint64_t digits;
	int exponent; /* value = digits * 10^exponent */
};

/* floor(log10(2^e)), or floor(log10(3/4 * 2^e)); exact for |e| <= 1650. */
static int floor_log10_pow2(int e, bool three_quarters)
{
	return (e * 1262611 - (three_quarters ? 524031 : 0)) >> 22;
}

/* floor(log2(10^e)); exact for |e| <= 1233. */
static int floor_log2_pow10(int e)
{
	return (e * 1741647) >> 19;
}

/*
 * The top of g * x, with every bit that was cut off folded into the lowest bit ("round to odd"), so
 * that comparing two such values compares the exact products.
 */
static uint64_t scale(struct pow10 g, uint64_t x)
{
	unsigned __int128 low = (unsigned __int128)g.low * x;
	unsigned __int128 high = (unsigned __int128)g.high * x + (uint64_t)(low >> 64);

	return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

/* significand * 2^exponent; `lower_is_closer` when the neighbour below is at half the distance. */
static struct decimal shortest(uint64_t significand, int exponent, bool lower_is_closer)
{
	bool is_even = significand % 2 == 0; /* an even significand owns the ends of its interval */
	int k = floor_log10_pow2(exponent, lower_is_closer);
	int shift = exponent + floor_log2_pow10(-k) + 1;
	struct pow10 g = pow10_table[-k - POW10_FIRST];

	/* All three in quarters of 10^k. */
	uint64_t lower = scale(g, (4 * significand - (lower_is_closer ? 1 : 2)) << shift);
	uint64_t value = scale(g, (4 * significand) << shift);
	uint64_t upper = scale(g, (4 * significand + 2) << shift);
	uint64_t s = value / 4;

	if (!is_even) {
		lower++;
		upper--;
	}
	if (s >= 10) {
		uint64_t tens = s / 10;
		bool below_fits = lower <= 40 * tens;
		bool above_fits = 40 * tens + 40 <= upper;

		if (below_fits != above_fits)
			return (struct decimal){ tens + above_fits, k + 1 };
	}

	bool below_fits = lower <= 4 * s;
	bool above_fits = 4 * s + 4 <= upper;

	if (below_fits != above_fits)
		return (struct decimal){ s + above_fits, k };

	uint64_t middle = 4 * s + 2;
	bool up = value > middle || (value == middle && s % 2 == 1);

	return (struct decimal){ s + up, k };
}

/* `value` is positive and finite. */
static struct decimal decimal_of(double value)
{
	/* Most doubles are counts: below 2^53 an integer is its own shortest form. */
	if (value < 0x1p53 && value == (double)(uint64_t)value)
		return (struct decimal){ (uint64_t)value, 0 };

	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));

	uint64_t fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
	int biased = (int)(bits >> FRACTION_BITS & 0x7FF);

	if (biased == 0)
		return shortest(fraction, 1 - EXPONENT_BIAS, false);
	return shortest(fraction | UINT64_C(1) << FRACTION_BITS, biased - EXPONENT_BIAS,
			fraction == 0 && biased > 1);
}

/*
 * Decimal digits without trailing zeros, at the end of `out`; returns how many and moves the
 * exponent along.
 */
static int digits_of(struct decimal *d, char out[DIGITS_MAX])
{
	char *at = out + DIGITS_MAX;

	assert(d->digits > 0);
	while (d->digits % 10 == 0) {
		d->digits /= 10;
		d->exponent++;
	}

	uint64_t rest = d->digits;

	for (; rest >= 100; rest /= 100) {
		at -= 2;
		memcpy(at, digit_pair((unsigned)(rest % 100)), 2);
	}
	if (rest >= 10) {
		at -= 2;
		memcpy(at, digit_pair((unsigned)rest), 2);
	} else {
		*--at = (char)('0' + rest);
	}
	return (int)(out + DIGITS_MAX - at);
}

static char *put_zeros(char *out, int n)
{
	memset(out, '0', (size_t)n);
	return out + n;
}

static char *put_digits(char *out, const char *digits, int n)
{
	memcpy(out, digits, (size_t)n);
	return out + n;
}

/* 1.2345e+17: one digit before the point, at least two in the exponent. */
static char *put_scientific(char *out, const char *digits, int len, int exponent)
{
	*out++ = digits[0];
	if (len > 1) {
		*out++ = '.';
		out = put_digits(out, digits + 1, len - 1);
	}
	*out++ = 'e';
	*out++ = exponent < 0 ? '-' : '+';
	if (exponent < 0)
		exponent = -exponent;
	if (exponent >= 100)
		*out++ = (char)('0' + exponent / 100);
	*out++ = (char)('0' + exponent / 10 % 10);
	*out++ = (char)('0' + exponent % 10);
	return out;
}

/* `point` digits stand before the decimal point; it may be negative or beyond the last digit. */
static char *put_positional(char *out, const char *digits, int len, int point)
{
	if (point <= 0) {
		*out++ = '0';
		*out++ = '.';
		out = put_zeros(out, -point);
		return put_digits(out, digits, len);
	}
	if (point >= len) {
		out = put_digits(out, digits, len);
		out = put_zeros(out, point - len);
		*out++ = '.';
		*out++ = '0';
		return out;
	}
	out = put_digits(out, digits, point);
	*out++ = '.';
	return put_digits(out, digits + point, len - point);
}

size_t double_repr(double value, char *out)
{
	char text[DIGITS_MAX];
	char *at = out;

	assert(isfinite(value));
	if (signbit(value)) {
		*at++ = '-';
		value = -value;
	}
	if (value == 0)
		return (size_t)(put_positional(at, "0", 1, 1) - out);

	struct decimal d = decimal_of(value);
	int len = digits_of(&d, text);
	const char *digits = text + DIGITS_MAX - len;
	int point = len + d.exponent;

	/* Python changes notation at 1e16 and below 1e-4. */
	if (point > 16 || point < -3)
		at = put_scientific(at, digits, len, point - 1);
	else
		at = put_positional(at, digits, len, point);
	return (size_t)(at - out);
}
