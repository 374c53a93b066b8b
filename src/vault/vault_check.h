/*
 * Does this key file belong to this database? A known text, sealed, lies in the database from its
 * first start on; a server whose keys do not open it must not run: it could read no token, and
 * would seal new ones with a key that is not the database's.
 */
#ifndef VAULT_VAULT_CHECK_H
#define VAULT_VAULT_CHECK_H

#include <stdbool.h>

#include "base/err.h"
#include "vault/vault.h"

struct store;

/*
 * Opens the text; stores it first where there is none. ERR_CONFIG, with the remedy, when the keys
 * are not the database's.
 */
bool vault_check_store(const struct vault *v, struct store *s, struct err *err) must_use;

/* Seals the text anew, under the newest key: the end of a rotation. */
bool vault_check_renew(const struct vault *v, struct store *s, struct err *err) must_use;

#endif
