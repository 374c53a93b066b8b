/* Checks what test_wire.h says of a connection's bytes, cut into pieces in many ways. */
#ifndef HTTP_TEST_WIRE_CHECK_H
#define HTTP_TEST_WIRE_CHECK_H

#include "base/rng.h"
#include "base/test.h"
#include "http/test_wire.h"

/* Whole, byte by byte, and in random pieces: always the same story. */
static inline void wire_check(const char *row, struct str raw, struct str want)
{
	enum { WHOLE, BYTES, RANDOM_FIRST, RANDOM_LAST = RANDOM_FIRST + 4 };
	struct rng_seeded dice;

	rng_of_seed(&dice, raw.len);
	for (int way = WHOLE; way <= RANDOM_LAST; way++) {
		struct wire w;
		wire_init(&w);
		for (size_t at = 0; at < raw.len;) {
			size_t n = way == WHOLE ? raw.len : 1;
			if (way >= RANDOM_FIRST)
				n = 1 + (size_t)rng_seeded_below(&dice, 40);
			wire_feed(&w, str_sub(raw, at, at + n));
			at += n;
		}
		wire_end(&w);
		check_str(row, buf_str(&w.said), want);
		wire_free(&w);
	}
}

#endif
