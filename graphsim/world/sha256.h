/*
 * SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104). The simulator has its own so that it cannot
 * share a mistake with the server it tests.
 */
#ifndef GRAPHSIM_SHA256_H
#define GRAPHSIM_SHA256_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct sha256 {
	uint8_t at[32];
};

struct sha256 sha256_of(struct str bytes);
struct sha256 hmac_sha256_of(struct str key, struct str message);
/* The digest as bytes, valid as long as `d`. */
struct str sha256_str(const struct sha256 *d);

/* No early exit: how long it takes tells nothing about where the two differ. */
bool secret_eq(struct str a, struct str b);

#endif
