/*
 * Moves every sealed token of a database under the newest master key, while the server runs. Only
 * data keys are rewrapped; a token that somebody stores meanwhile wins. Can be cut short at any
 * point and run again: it goes on with what is left.
 */
#ifndef VAULT_VAULT_ROTATE_H
#define VAULT_VAULT_ROTATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "vault/vault.h"

struct store;

struct vault_rotation {
	int64_t rewrapped;
	int64_t current; /* were under the newest key already, or were replaced meanwhile */
	int64_t refused; /* do not open: not sealed by these keys, or moved from another place */
};

/*
 * When nothing was refused, the text of vault_check.h is moved last: from then on older keys may be
 * taken out of the key file.
 */
bool vault_rotate(const struct vault *v, struct store *s, struct vault_rotation *ret,
		  struct err *err) must_use;

#endif
