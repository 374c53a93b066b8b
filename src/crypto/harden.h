/*
 * What a process that holds keys does first: no core file, and no other process of the same user
 * may attach to it or read its memory (prctl(2) PR_SET_DUMPABLE, ptrace(2)).
 */
#ifndef CRYPTO_HARDEN_H
#define CRYPTO_HARDEN_H

#include <stdbool.h>

#include "base/err.h"

/* Child processes inherit the limit; an exec makes the new program dumpable again. */
bool harden_process(struct err *err) must_use;

#endif
