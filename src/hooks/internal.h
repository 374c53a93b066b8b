/* What the files of hooks/ share; nobody outside includes it. */
#ifndef HOOKS_INTERNAL_H
#define HOOKS_INTERNAL_H

#include "crypto/secret.h"
#include "hooks/hooks.h"
#include "store/hooks.h"
#include "store/store.h"

struct hooks {
	struct hooks_config config;
};

#define HOOK_SECRET_BYTES 32

/* Opens a secret of a row; `column` is HOOKS_COLUMN or HOOKS_OLD_COLUMN. */
bool hooks_open_secret(const struct hooks *h, struct arena *a, const struct hook_row *row,
		       struct str column, struct secret **ret, struct err *err) must_use;

/* Inside a store_work: the letter that says that a hook was switched off. */
bool hooks_off_letter_in(struct hooks *h, struct db_tx *tx, struct arena *a, struct str hook_id,
			 struct err *err) must_use;

#endif
