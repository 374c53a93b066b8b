/*
 * Passwords that a guesser tries first (NIST SP 800-63B 5.1.1.2: refuse commonly used, expected or
 * compromised values; decision 0100).
 *
 * The list is common_passwords.txt, embedded, sorted: words in lower case that people choose, from
 * the frequency list of zxcvbn 4.4.2 (MIT, common_passwords.LICENSE) and, for Indonesia, our own.
 */
#ifndef AUTH_COMMON_H
#define AUTH_COMMON_H

#include <stdbool.h>

#include "base/str.h"

/*
 * True for a word of the list, also in capitals, with digits for letters (p4ssw0rd) or with up to
 * four digits and signs before or after it; for fewer than four different characters; for digits
 * or letters in a row (12345678, hgfedcba); and for the part of `email` before the @ with at most
 * four characters added. `email` may be empty.
 */
bool password_is_common(struct str password, struct str email);

#endif
