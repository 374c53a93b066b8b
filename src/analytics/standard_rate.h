/*
 * What engagement rate is usual for an account of a given size (cekbrand.md C.12; its own values
 * were never published).
 *
 * Source of `standard` and of the classes of followers: HypeAuditor, "What is Instagram engagement
 * rate", 2018, about 37,000 accounts: (likes + comments) of a post over followers, by class of
 * followers. The article prints two rows, 10.58 4.26 2.28 1.62 1.55 1.54 as the average and 16.99
 * 6.45 3.76 2.63 2.57 2.56 as the median; an average of such a skewed figure is above the median,
 * so the labels are taken to be swapped and the first row, the lower, is used: half of the accounts
 * do better.
 *
 * Source of the bounds: the scale that the product itself quotes for accounts of any size: below 1
 * low, 1-3.5 fair, 3.5-6 high, above 6 very high.
 *
 * Published standards differ by a factor of five to ten, because they differ in what is counted, in
 * the years and in the accounts they look at: an orientation, not a goal.
 */
#ifndef ANALYTICS_STANDARD_RATE_H
#define ANALYTICS_STANDARD_RATE_H

#include <stdint.h>

#define STANDARD_RATE_BOUNDS 6

struct standard_rate {
	const char *followers_range;
	int64_t min_followers, max_followers; /* both included */
	double standard;                      /* percent */
	double bounds[STANDARD_RATE_BOUNDS];  /* percent, rising */
};

/* NULL for a negative number. */
const struct standard_rate *standard_rate_for(int64_t followers);

#endif
