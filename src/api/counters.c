#include "api/counters.h"

#include <stdatomic.h>
#include <stdlib.h>

#define STATUS_CLASSES 6

static const int64_t bounds_us[] = { 1000, 5000, 25000, 100000, 500000, 2500000, 10000000 };

struct api_counters {
	_Atomic uint64_t by_class[STATUS_CLASSES]; /* [2] is 2xx */
	_Atomic uint64_t by_error[ERR_CODE_COUNT];
	_Atomic uint64_t by_duration[COUNT_OF(bounds_us) + 1];
	_Atomic uint64_t total_us;
};

struct api_counters *api_counters_new(void)
{
	struct api_counters *c = calloc(1, sizeof(*c));

	if (!c)
		abort();
	return c;
}

void api_counters_freep(struct api_counters **c)
{
	free(*c);
	*c = NULL;
}

static void add(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static uint64_t read_of(const _Atomic uint64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

void api_count_request(struct api_counters *c, int status, int64_t took_us)
{
	size_t slot = 0;

	while (slot < COUNT_OF(bounds_us) && took_us > bounds_us[slot])
		slot++;
	add(&c->by_duration[slot], 1);
	add(&c->total_us, took_us > 0 ? (uint64_t)took_us : 0);
	add(&c->by_class[status >= 100 && status < 600 ? status / 100 : 5], 1);
}

void api_count_error(struct api_counters *c, enum err_code code)
{
	add(&c->by_error[code < ERR_CODE_COUNT ? code : ERR_INTERNAL], 1);
}

static void write_durations(const struct api_counters *c, struct buf *out)
{
	uint64_t sum = 0;

	buf_put(out, STR("# TYPE simpul_http_request_duration_seconds histogram\n"));
	for (size_t i = 0; i < COUNT_OF(bounds_us); i++) {
		sum += read_of(&c->by_duration[i]);
		buf_fmt(out, "simpul_http_request_duration_seconds_bucket{le=\"%g\"} %llu\n",
			(double)bounds_us[i] / 1e6, (unsigned long long)sum);
	}
	sum += read_of(&c->by_duration[COUNT_OF(bounds_us)]);
	buf_fmt(out,
		"simpul_http_request_duration_seconds_bucket{le=\"+Inf\"} %llu\n"
		"simpul_http_request_duration_seconds_sum %.6f\n"
		"simpul_http_request_duration_seconds_count %llu\n",
		(unsigned long long)sum, (double)read_of(&c->total_us) / 1e6,
		(unsigned long long)sum);
}

void api_counters_write(const struct api_counters *c, struct buf *out)
{
	buf_put(out, STR("# TYPE simpul_http_responses_total counter\n"));
	for (int class = 1; class < STATUS_CLASSES; class ++)
		buf_fmt(out, "simpul_http_responses_total{status=\"%dxx\"} %llu\n", class,
			(unsigned long long)read_of(&c->by_class[class]));
	buf_put(out, STR("# TYPE simpul_errors_total counter\n"));
	for (unsigned code = ERR_NONE + 1; code < ERR_CODE_COUNT; code++)
		if (read_of(&c->by_error[code]))
			buf_fmt(out, "simpul_errors_total{code=\"%s\"} %llu\n",
				err_info((enum err_code)code)->name,
				(unsigned long long)read_of(&c->by_error[code]));
	write_durations(c, out);
}
