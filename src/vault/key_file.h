/*
 * Master keys in a file of mode 0600 or 0400 that belongs to the user we run as (a systemd
 * credential is such a file). Text:
 *
 *	simpul-keys 1
 *	1 <32 bytes, base64url> <checksum>
 *	2 <32 bytes, base64url> <checksum>
 *
 * Ids rise; the last key seals, all of them open. The checksum (8 hex digits of SHA-256 over id and
 * key) tells a damaged line from a wrong key. Lines that begin with # are for people. Whoever loses
 * the file loses every token; whoever has the file and the database has them all.
 */
#ifndef VAULT_KEY_FILE_H
#define VAULT_KEY_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/rng.h"
#include "vault/key_provider.h"

/* A new file with key 1, mode 0600. ERR_CONFLICT when there is one already: it is never replaced.
 */
bool vault_keys_init(const char *path, const struct rng *rng, struct err *err) must_use;
/* Adds a key after the newest, for a rotation; the file is replaced in one step. */
bool vault_keys_add(const char *path, const struct rng *rng, uint32_t *ret_key_id, struct err *err)
	must_use;

/* `rng` is borrowed. */
bool key_file_provider(const char *path, const struct rng *rng, struct key_provider *ret,
		       struct err *err) must_use;

#endif
