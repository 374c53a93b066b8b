/* Counts of what was answered, for /metrics. Lock-free; any thread. */
#ifndef API_COUNTERS_H
#define API_COUNTERS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct api_counters;

struct api_counters *api_counters_new(void);
void api_counters_freep(struct api_counters **c);
void api_count_request(struct api_counters *c, int status, int64_t took_us);
void api_count_error(struct api_counters *c, enum err_code code);
/* Prometheus text exposition format 0.0.4. */
void api_counters_write(const struct api_counters *c, struct buf *out);

#endif
