/*
 * Randomness is a parameter: `rng_system` reads getrandom(2) and serves every secret; a seeded one
 * makes tests and the simulator's data repeatable. Never use a seeded one for a secret.
 */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct rng {
	void (*fill)(void *ctx, void *out, size_t n);
	void *ctx;
};

const struct rng *rng_system(void);
void rng_bytes(const struct rng *r, void *out, size_t n);

/* SplitMix64 (Steele, Lea, Flood 2014): fast, seeded, not secret. */
struct rng_seeded {
	uint64_t state;
};
struct rng rng_of_seed(struct rng_seeded *seeded, uint64_t seed);
/* In the header, as is `below`: a bootstrap draws hundreds of thousands of times for one answer. */
static inline uint64_t rng_seeded_next(struct rng_seeded *s)
{
	uint64_t z = s->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* [0, 1) */
double rng_seeded_unit(struct rng_seeded *s);

/* [0, below); below > 0. Lemire's multiply-shift: the bias is below 2^-32 for small ranges. */
static inline uint64_t rng_seeded_below(struct rng_seeded *s, uint64_t below)
{
	return (uint64_t)(((unsigned __int128)rng_seeded_next(s) * below) >> 64);
}

/* `bytes` random bytes as base64url without padding: 32 bytes are 43 characters. */
struct str rng_token(struct arena *a, const struct rng *r, size_t bytes);

#endif
