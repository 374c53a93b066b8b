#include "base/rng.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/arena.h"
#include "base/codec.h"

static void fill_from_kernel(void *ctx, void *out, size_t n)
{
	unsigned char *at = out;

	(void)ctx;
	while (n) {
		ssize_t got = getrandom(at, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			abort(); /* no randomness, no secrets: there is nothing sane to go on with
				  */
		at += got;
		n -= (size_t)got;
	}
}

const struct rng *rng_system(void)
{
	static const struct rng kernel = { fill_from_kernel, NULL };

	return &kernel;
}

void rng_bytes(const struct rng *r, void *out, size_t n)
{
	r->fill(r->ctx, out, n);
}

static void fill_from_seed(void *ctx, void *out, size_t n)
{
	unsigned char *at = out;

	while (n) {
		uint64_t word = rng_seeded_next(ctx);
		size_t part = n < sizeof(word) ? n : sizeof(word);

		memcpy(at, &word, part);
		at += part;
		n -= part;
	}
}

struct rng rng_of_seed(struct rng_seeded *seeded, uint64_t seed)
{
	seeded->state = seed;
	return (struct rng){ fill_from_seed, seeded };
}

double rng_seeded_unit(struct rng_seeded *s)
{
	return (double)(rng_seeded_next(s) >> 11) * 0x1p-53;
}

struct str rng_token(struct arena *a, const struct rng *r, size_t bytes)
{
	unsigned char *raw = arena_alloc(a, bytes, 1);

	rng_bytes(r, raw, bytes);
	struct str text = base64url_encode(a, (struct str){ (const char *)raw, bytes });

	memset(raw, 0, bytes);
	return text;
}
