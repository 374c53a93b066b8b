/* E-mail addresses as login names. */
#ifndef AUTH_EMAIL_H
#define AUTH_EMAIL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * ASCII addresses as browsers check them in <input type=email> (HTML Standard, "valid e-mail
 * address"), and stricter: the local part is RFC 5322 atoms joined by single dots, the domain has
 * two labels at least, LIMIT_EMAIL characters in all.
 */
bool email_is_valid(struct str email);

/* What two spellings of one address have in common: trimmed, lower case. */
struct str email_fold(struct arena *a, struct str email);

#endif
