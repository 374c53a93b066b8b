/*
 * HMAC-SHA256 (RFC 2104): Meta's appsecret_proof and webhook signatures, our CSRF tokens.
 *
 * appsecret_proof = hmac_sha256_hex(app secret, access token); with `appsecret_time` the message is
 * token + "|" + time (Graph API reference, "Securing Graph API calls").
 */
#ifndef CRYPTO_MAC_H
#define CRYPTO_MAC_H

#include <stdbool.h>

#include "crypto/hash.h"
#include "crypto/secret.h"

struct sha256 hmac_sha256(const struct secret *key, struct str message);
/* The 64 lower-case hex digits. */
struct str hmac_sha256_hex(struct arena *a, const struct secret *key, struct str message);
/* Compares 32 bytes in constant time; any other length is false. */
bool hmac_sha256_ok(const struct secret *key, struct str message, struct str mac) must_use;

#endif
