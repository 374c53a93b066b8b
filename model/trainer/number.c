#include "number.h"

#define LN_2 0.693147180559945309417232121458
#define SQRT_2 1.41421356237309504880168872421

double number_log(double x)
{
	int twos = 0;

	for (; x > SQRT_2; x /= 2)
		twos++;
	for (; x < SQRT_2 / 2; x *= 2)
		twos--;

	/* ln x = 2 artanh((x - 1) / (x + 1)); the argument is at most 0.172, so 11 terms do. */
	double z = (x - 1) / (x + 1), power = z, sum = 0;

	for (int n = 1; n <= 21; n += 2) {
		sum += power / n;
		power *= z * z;
	}
	return 2 * sum + twos * LN_2;
}

double number_exp(double x)
{
	int twos = (int)(x / LN_2);
	double rest = x - twos * LN_2, term = 1, sum = 1;

	for (int n = 1; n <= 24; n++) {
		term *= rest / n;
		sum += term;
	}
	for (; twos > 0; twos--)
		sum *= 2;
	for (; twos < 0; twos++)
		sum /= 2;
	return sum;
}

double number_pow(double x, double y)
{
	if (y == 0)
		return 1;
	return x > 0 ? number_exp(y * number_log(x)) : 0;
}
