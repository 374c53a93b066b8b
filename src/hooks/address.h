/* Which addresses a hook may have, before anybody calls them. */
#ifndef HOOKS_ADDRESS_H
#define HOOKS_ADDRESS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/*
 * ERR_INVALID_FIELD `url`: not https, with a name and password, of this machine or a private
 * network by its very text. What a name leads to is looked at whenever it is called (net.h).
 * `allow_private`: http(s), anywhere.
 */
bool hook_address_check(struct arena *a, struct str url, bool allow_private, struct err *err)
	must_use;

#endif
