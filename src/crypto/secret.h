/*
 * Secrets are a type (C20): access tokens, keys, passwords on their way to a hash. The bytes live
 *in locked pages of their own (never swapped, left out of core dumps, guard pages on both sides)
 *and are zeroed when freed. There is no way to print one, and none ever goes into an arena, a log,
 *a `struct err` or a database column.
 *
 *	cleanup(secret_freep) struct secret *token = secret_from_bytes(text);
 *
 * secret_view is the one door to the bytes: `git grep secret_view` lists every place where a secret
 * leaves its type. Running out of memory aborts, as everywhere.
 */
#ifndef CRYPTO_SECRET_H
#define CRYPTO_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/cleanup.h"
#include "base/rng.h"
#include "base/str.h"

struct secret;

/* `len` zero bytes, to be filled through secret_bytes; freed by secret_free. */
struct secret *secret_new(size_t len);
/* A copy; the source stays where it was, see mem_wipe. */
struct secret *secret_from_bytes(struct str bytes);
struct secret *secret_random(const struct rng *rng, size_t len);
struct secret *secret_copy(const struct secret *s);
/* head + tail in one piece: "Bearer " + token. */
struct secret *secret_with_prefix(struct str head, const struct secret *tail);

/* Zeroes and frees; NULL is fine. Returns NULL. */
struct secret *secret_free(struct secret *s);
void secret_freep(struct secret **s);

size_t secret_len(const struct secret *s);
/* Borrowed: valid until secret_free. Do not keep, copy to an arena, or print. */
struct str secret_view(const struct secret *s);
unsigned char *secret_bytes(struct secret *s);

/* base64url without padding (RFC 4648 section 5); the text is a secret like the bytes. */
struct secret *secret_base64url(const struct secret *s);
/* False when `text` is not exactly the encoding of `len` bytes; nothing of it is kept then. */
bool secret_from_base64url(struct str text, size_t len, struct secret **ret) must_use;

/* In constant time for equal lengths; a length is not a secret here. */
bool secret_eq(const struct secret *a, const struct secret *b);
bool str_eq_constant_time(struct str a, struct str b);

/* Zeroes memory in a way the compiler cannot remove. */
void mem_wipe(void *at, size_t len);

#endif
