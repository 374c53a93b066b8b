/* How long a failed job waits before it is tried again. */
#ifndef JOBS_BACKOFF_H
#define JOBS_BACKOFF_H

#include <stdint.h>

#include "base/err.h"
#include "base/rng.h"

/*
 * After the `attempt`th try (1 is the first). Doubles from 5 s to at most 5 minutes for RETRY_SOON,
 * from 5 minutes to at most 2 hours for RETRY_LATER, each spread by a quarter up or down so that
 * jobs that failed together do not come back together. Negative: never.
 */
int64_t backoff_ms(enum err_retry retry, int64_t attempt, const struct rng *rng);

#endif
