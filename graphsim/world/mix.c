#include "graphsim/world/mix.h"

static uint64_t absorb(uint64_t state, uint64_t value)
{
	return rng_seeded_next(&(struct rng_seeded){ state ^ value });
}

uint64_t mix_of(uint64_t seed, enum mix_topic topic, uint64_t a, uint64_t b)
{
	return absorb(absorb(absorb(absorb(0, seed), (uint64_t)topic), a), b);
}

struct draws draws_of(uint64_t seed, enum mix_topic topic, uint64_t a, uint64_t b)
{
	return (struct draws){ { mix_of(seed, topic, a, b) } };
}

uint64_t draw(struct draws *d)
{
	return rng_seeded_next(&d->stream);
}

uint64_t draw_below(struct draws *d, uint64_t below)
{
	return rng_seeded_below(&d->stream, below);
}

double draw_unit(struct draws *d)
{
	return rng_seeded_unit(&d->stream);
}

double draw_between(struct draws *d, double low, double high)
{
	return low + (high - low) * draw_unit(d);
}

double draw_around_one(struct draws *d, double spread)
{
	double sum = draw_unit(d) + draw_unit(d) + draw_unit(d);

	return 1.0 + spread * (sum - 1.5) / 1.5;
}

struct str draw_word(struct draws *d, const struct str *words, size_t count)
{
	return words[draw_below(d, count)];
}
