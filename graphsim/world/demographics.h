/*
 * Who an account's audience is: shares by city, country, age and gender. Mostly Indonesian, a
 * little different for each account and theme, steady over time.
 */
#ifndef GRAPHSIM_DEMOGRAPHICS_H
#define GRAPHSIM_DEMOGRAPHICS_H

#include "graphsim/world/account.h"

#define DEMOGRAPHIC_ROWS_MAX 45
#define DIMENSIONS_MAX 2

enum dimension {
	DIMENSION_AGE,
	DIMENSION_CITY,
	DIMENSION_COUNTRY,
	DIMENSION_GENDER,
	DIMENSION_COUNT,
};

struct demographic_row {
	struct str values[DIMENSIONS_MAX];
	int64_t count;
};

/*
 * The most frequent values of one dimension or of two together among `people`, most frequent first,
 * zeros left out; returns how many.
 */
size_t demographics_of(const struct account *a, int64_t people, const enum dimension *dimensions,
		       size_t dimension_count, struct demographic_row ret[DEMOGRAPHIC_ROWS_MAX]);

/* Share of the followers who are online in an hour of the Jakarta day. */
double online_share(const struct account *a, int64_t day, int jakarta_hour);

#endif
