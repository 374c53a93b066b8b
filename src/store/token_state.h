/* How store writes what a token check found; for its own files. */
#ifndef STORE_TOKEN_STATE_H
#define STORE_TOKEN_STATE_H

#include "store/social_accounts.h"

static inline struct str token_state(const struct token_check *check)
{
	return check->is_valid ? STR("valid") : STR("invalid");
}

#endif
