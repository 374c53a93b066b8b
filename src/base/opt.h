/*
 * A number that may be missing. Null (Meta did not return it, nothing to divide by) is never zero,
 * so every count and rate that can be absent travels as one of these.
 */
#ifndef BASE_OPT_H
#define BASE_OPT_H

#include <stdbool.h>
#include <stdint.h>

struct opt_int {
	bool has;
	int64_t value;
};

struct opt_double {
	bool has;
	double value;
};

#define OPT_INT(v) ((struct opt_int){ .has = true, .value = (v) })
#define OPT_NO_INT ((struct opt_int){ .has = false })
#define OPT_DOUBLE(v) ((struct opt_double){ .has = true, .value = (v) })
#define OPT_NO_DOUBLE ((struct opt_double){ .has = false })

static inline int64_t opt_int_or(struct opt_int n, int64_t fallback)
{
	return n.has ? n.value : fallback;
}

#endif
