/* SHA-256 (FIPS 180-4). Session ids, API tokens and OAuth states are stored as this hash only. */
#ifndef CRYPTO_HASH_H
#define CRYPTO_HASH_H

#include "base/str.h"

#define SHA256_BYTES 32

struct sha256 {
	unsigned char at[SHA256_BYTES];
};

struct sha256 sha256(struct str bytes);
/* A view of the 32 bytes, as long as `*h` lives. */
struct str sha256_str(const struct sha256 *h);
/* The 64 lower-case hex digits. */
struct str sha256_hex(struct arena *a, struct str bytes);

/* Of bytes that come piece by piece. */
struct sha256_run {
	_Alignas(16) unsigned char state[128];
};
void sha256_begin(struct sha256_run *run);
void sha256_add(struct sha256_run *run, struct str bytes);
struct sha256 sha256_end(struct sha256_run *run);

#endif
