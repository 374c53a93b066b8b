/*
 * Starts libsodium. Call once before anything else of crypto/, in main and in a test's set-up; a
 * second call does nothing. This folder is the only one that includes libsodium's headers.
 */
#ifndef CRYPTO_CRYPTO_H
#define CRYPTO_CRYPTO_H

#include <stdbool.h>

#include "base/err.h"

bool crypto_init(struct err *err) must_use;

#endif
