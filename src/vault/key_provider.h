/*
 * Where master keys are: a file (key_file.c); a PKCS#11 token or a remote key service is one more
 * file behind these four functions. A provider wraps and unwraps data keys; master keys need not be
 * readable to us at all.
 */
#ifndef VAULT_KEY_PROVIDER_H
#define VAULT_KEY_PROVIDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "crypto/secret.h"

#define VAULT_KEYS_MAX 64
#define VAULT_WRAPPED_MAX_BYTES 1024

struct key_use {
	uint32_t key_id;
	struct str associated; /* authenticated with the wrapped key: the place it belongs to */
};

struct key_provider {
	const char *name;
	/* Writes at most VAULT_KEYS_MAX ids, ascending and > 0; returns how many. The last seals.
	 */
	size_t (*key_ids)(const void *ctx, uint32_t *ids);
	/* The wrapped form, in `a`: at most VAULT_WRAPPED_MAX_BYTES. */
	bool (*wrap)(const void *ctx, struct arena *a, const struct key_use *use,
		     const struct secret *data_key, struct str *ret, struct err *err);
	/* An unknown key id, or anything that does not match: ERR_CRYPTO. */
	bool (*unwrap)(const void *ctx, const struct key_use *use, struct str wrapped,
		       struct secret **ret, struct err *err);
	void (*close)(void *ctx);
	void *ctx;
};

#endif
