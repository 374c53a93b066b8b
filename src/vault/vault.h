/*
 * Tokens at rest: envelope encryption (decision 0010). Every value is sealed with a data key of its
 * own; the data key is wrapped by a master key that never lies in the database. Both layers are
 * tied to the place the value lives in: a blob that is moved to another row, column, table or
 * owner does not open. There is no plaintext form and no fall-back: without the key, an error.
 *
 *	version 1 | master key id 4 | length 2 | wrapped data key | nonce 24 | ciphertext | tag 16
 *
 * Numbers are big-endian. With a key file the wrapped data key is 72 bytes, so a sealed value is
 * VAULT_OVERHEAD_BYTES longer than its plain text.
 *
 * A vault is read-only once it is open: threads may share it.
 */
#ifndef VAULT_VAULT_H
#define VAULT_VAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/rng.h"
#include "base/str.h"
#include "crypto/secret.h"
#include "vault/key_provider.h"

#define VAULT_OVERHEAD_BYTES (1 + 4 + 2 + 72 + 24 + 16)

struct vault;

/*
 * Opens the master keys of a file (vault/key_file.h says its format). ERR_CONFIG, with the remedy,
 * when it is missing, empty, damaged, somebody else's or readable by others.
 */
bool vault_open_file(const char *path, const struct rng *rng, struct vault **ret, struct err *err)
	must_use;
/* Takes the provider over, also on failure. */
bool vault_open_provider(struct key_provider provider, const struct rng *rng, struct vault **ret,
			 struct err *err) must_use;
struct vault *vault_close(struct vault *v); /* NULL is fine */
void vault_closep(struct vault **v);

struct vault_status {
	const char *provider;             /* "file" */
	uint32_t key_ids[VAULT_KEYS_MAX]; /* ascending; the last one seals */
	size_t key_count;
};
void vault_status(const struct vault *v, struct vault_status *ret);

/* Where a sealed value lives. Neither part is stored in it; all are needed to open it. */
struct vault_context {
	struct str table, row, column;
	struct str tenant; /* id of the user who owns the row; empty for the installation's own */
};

/* The blob for that place, in `a`, under the newest key. */
bool vault_seal(const struct vault *v, struct arena *a, const struct vault_context *where,
		const struct secret *value, struct str *ret, struct err *err) must_use;
/* ERR_CRYPTO when the key, the place or a bit differs; never a wrong value. */
bool vault_open(const struct vault *v, const struct vault_context *where, struct str blob,
		struct secret **ret, struct err *err) must_use;

/* The id of the master key of a blob; 0 when it is not one. */
uint32_t vault_key_id(struct str blob);
/* The same value under the newest master key, without opening it: only the data key is rewrapped.
 */
bool vault_rewrap(const struct vault *v, struct arena *a, const struct vault_context *where,
		  struct str blob, struct str *ret, struct err *err) must_use;

#endif
