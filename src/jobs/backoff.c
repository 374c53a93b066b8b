#include "jobs/backoff.h"

#include "base/cleanup.h"

static const struct {
	int64_t first_ms, most_ms;
} delays[] = {
	[RETRY_NEVER] = { -1, -1 },
	[RETRY_SOON] = { 5000, 5 * 60000 },
	[RETRY_LATER] = { 5 * 60000, 120 * 60000 },
};

int64_t backoff_ms(enum err_retry retry, int64_t attempt, const struct rng *rng)
{
	if ((size_t)retry >= COUNT_OF(delays) || delays[retry].first_ms < 0)
		return -1;
	int64_t ms = delays[retry].first_ms;
	for (int64_t i = 1; i < attempt && ms < delays[retry].most_ms; i++)
		ms *= 2;
	if (ms > delays[retry].most_ms)
		ms = delays[retry].most_ms;
	uint32_t dice;
	rng_bytes(rng, &dice, sizeof(dice));
	return ms - ms / 4 + (int64_t)(dice % (uint32_t)(ms / 2));
}
