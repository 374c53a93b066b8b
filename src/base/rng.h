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
uint64_t rng_seeded_next(struct rng_seeded *s);
/* [0, 1) */
double rng_seeded_unit(struct rng_seeded *s);
/* [0, below); below > 0 */
uint64_t rng_seeded_below(struct rng_seeded *s, uint64_t below);

/* `bytes` random bytes as base64url without padding: 32 bytes are 43 characters. */
struct str rng_token(struct arena *a, const struct rng *r, size_t bytes);

#endif
