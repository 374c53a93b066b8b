/* What the benchmarks in C share. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/err.h"

/* Of a clock that nobody puts on or back. */
static inline double now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A benchmark goes on, or ends at once and says why. */
static inline void must(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "%s: %s\n", err_info(err->code)->name, err->cause);
	exit(1);
}

#endif
