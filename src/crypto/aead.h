/*
 * Authenticated encryption: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03). The nonce is 24 random
 * bytes, so one key may seal any number of messages without keeping a counter. The associated data
 * is not stored: opening needs the very same bytes, which ties a message to its place.
 */
#ifndef CRYPTO_AEAD_H
#define CRYPTO_AEAD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "crypto/secret.h"

#define AEAD_KEY_BYTES 32
#define AEAD_NONCE_BYTES 24
#define AEAD_TAG_BYTES 16
/* How much longer a sealed message is than its plain text. */
#define AEAD_OVERHEAD_BYTES (AEAD_NONCE_BYTES + AEAD_TAG_BYTES)

/* nonce | ciphertext | tag, in the arena. */
struct str aead_seal(struct arena *a, const struct rng *rng, const struct secret *key,
		     struct str associated, const struct secret *plain);
/* ERR_CRYPTO when anything differs: key, associated data, or a bit of `sealed`. */
bool aead_open(const struct secret *key, struct str associated, struct str sealed,
	       struct secret **ret, struct err *err) must_use;

#endif
