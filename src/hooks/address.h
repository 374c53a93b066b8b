/* Which addresses a hook may have, before anybody calls them. */
#ifndef HOOKS_ADDRESS_H
#define HOOKS_ADDRESS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "net/public.h"

/*
 * ERR_INVALID_FIELD `url`: with a name and password, out of reach by its very text, or not https
 * where only what is public is in reach. What a name leads to is looked at whenever it is called.
 */
bool hook_address_check(struct arena *a, struct str url, enum net_reach reach, struct err *err)
	must_use;

#endif
