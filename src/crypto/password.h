/*
 * Passwords as argon2id hashes (RFC 9106) in the encoded form
 * `$argon2id$v=19$m=…,t=…,p=1$salt$hash`: the parameters travel with the hash, so they can be
 * raised later and old hashes still verify. A hash costs memory and time on purpose: callers bound
 * how many run at once (auth/hash_gate.h).
 */
#ifndef CRYPTO_PASSWORD_H
#define CRYPTO_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "crypto/secret.h"

struct password_cost {
	unsigned passes;
	size_t memory_bytes;
};

/*
 * 64 MiB and 3 passes are 0.18 s on two-core machines of 2023; the floor of ASVS 5.0 (6.2, Appendix
 * C) is 19 MiB and 2 passes.
 */
#define PASSWORD_COST_DEFAULT                                                                      \
	((struct password_cost){ .passes = 3, .memory_bytes = 64 * 1024 * 1024 })
/* The least that argon2id takes. For tests. */
#define PASSWORD_COST_LEAST ((struct password_cost){ .passes = 1, .memory_bytes = 8 * 1024 })

/* Salted freshly on every call. ERR_BUSY when the memory cannot be had. */
bool password_hash(struct arena *a, struct password_cost cost, const struct secret *password,
		   struct str *ret, struct err *err) must_use;
/* Costs as much as the parameters inside `encoded` say. */
bool password_matches(struct str encoded, const struct secret *password);
/* A hash of that cost that nobody knows a password for: what unknown users are checked against. */
struct str password_unknown(struct arena *a, struct password_cost cost);
/* True when `encoded` was not made with exactly this cost, or is not readable. */
bool password_needs_rehash(struct str encoded, struct password_cost cost);

#endif
