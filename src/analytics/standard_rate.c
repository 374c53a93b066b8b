#include "analytics/standard_rate.h"

#include <stddef.h>

#include "base/cleanup.h"

/* 0 and 100 close the scale; 10 parts the very high, as the product's own table seems to have. */
#define BOUNDS                                                                                     \
	{                                                                                          \
		0, 1, 3.5, 6, 10, 100                                                              \
	}

static const struct standard_rate rates[] = {
	{ "0 - 999", 0, 999, 10.58, BOUNDS },
	{ "1.000 - 4.999", 1000, 4999, 4.26, BOUNDS },
	{ "5.000 - 19.999", 5000, 19999, 2.28, BOUNDS },
	{ "20.000 - 99.999", 20000, 99999, 1.62, BOUNDS },
	{ "100.000 - 999.999", 100000, 999999, 1.55, BOUNDS },
	{ ">= 1.000.000", 1000000, INT64_C(9007199254740991), 1.54, BOUNDS },
};

const struct standard_rate *standard_rate_for(int64_t followers)
{
	for (size_t i = 0; i < COUNT_OF(rates); i++)
		if (followers >= rates[i].min_followers && followers <= rates[i].max_followers)
			return &rates[i];
	return NULL;
}
