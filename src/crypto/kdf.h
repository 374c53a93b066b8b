/*
 * Subkeys of a master key, one per purpose, so that no key serves two algorithms
 * (libsodium's crypto_kdf: BLAKE2b keyed with the master, purpose and number as personal and salt).
 */
#ifndef CRYPTO_KDF_H
#define CRYPTO_KDF_H

#include <stdint.h>

#include "crypto/secret.h"

#define KDF_KEY_BYTES 32
#define KDF_PURPOSE_CHARS 8

/* `purpose` is exactly KDF_PURPOSE_CHARS characters, `master` KDF_KEY_BYTES bytes. */
struct secret *kdf_subkey(const struct secret *master, struct str purpose, uint64_t number);

#endif
