/*
 * Draws that depend on nothing but their arguments: the same seed, account and day give the same
 * number whoever asks first. Everything in the simulated world that looks random comes from here.
 * Only integer arithmetic, +-* / and sqrt, so that every machine draws the same world.
 */
#ifndef GRAPHSIM_MIX_H
#define GRAPHSIM_MIX_H

#include <stdint.h>

#include "base/rng.h"
#include "base/str.h"

/* What a draw is for: keeps draws with equal numbers apart. */
enum mix_topic {
	MIX_MEDIA_COUNT = 1,
	MIX_MEDIA,
	MIX_CAPTION,
	MIX_COMMENT,
	MIX_REPLY,
	MIX_STORY,
	MIX_DAY,
	MIX_AUDIENCE,
	MIX_ONLINE,
	MIX_PICTURE,
	MIX_NAME,
	MIX_TOKEN,
	MIX_PAGE,
	MIX_PAGE_DAY,
	MIX_PAGE_FOLLOWS,
	MIX_HOOK,
	MIX_FLEET,
};

uint64_t mix_of(uint64_t seed, enum mix_topic topic, uint64_t a, uint64_t b);

/* A stream of draws from one mixed seed. */
struct draws {
	struct rng_seeded stream;
};
struct draws draws_of(uint64_t seed, enum mix_topic topic, uint64_t a, uint64_t b);
uint64_t draw(struct draws *d);
uint64_t draw_below(struct draws *d, uint64_t below); /* below > 0 */
double draw_unit(struct draws *d);                    /* [0, 1) */
double draw_between(struct draws *d, double low, double high);
/* Around 1, mostly within 1 ± spread: the sum of three uniform draws. */
double draw_around_one(struct draws *d, double spread);
struct str draw_word(struct draws *d, const struct str *words, size_t count);

#endif
