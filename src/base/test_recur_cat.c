/* For test_recur_zones.py: test_recur_cat ZONE FIRST_DAY DAYS SECOND... prints when each day's time
 * is.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/recur.h"
#include "base/tz.h"

static int64_t number(const char *text)
{
	int64_t n = 0;

	if (!str_to_i64(str_of(text), &n))
		exit(2);
	return n;
}

int main(int argc, char **argv)
{
	cleanup(tz_freep) struct tz *zone = NULL;
	struct err err = ERR_INIT;
	struct recur rule = { .every = RECUR_DAY, .interval = 1 };

	if (argc < 5 || !day_parse(str_of(argv[2]), &rule.first_day) ||
	    !tz_load(str_of(argv[1]), &zone, &err)) {
		fprintf(stderr, "test_recur_cat ZONE FIRST_DAY DAYS SECOND...: %s\n", err.cause);
		return 2;
	}
	rule.count = OPT_INT(number(argv[3]));
	for (int i = 4; i < argc; i++) {
		int64_t second = number(argv[i]), day = rule.first_day;
		for (int64_t from = day; recur_next(&rule, from, &day); from = day + 1)
			printf("%lld\n", (long long)tz_instant_s(zone, day * 86400 + second));
	}
	return 0;
}
