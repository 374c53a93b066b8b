/*
 * llhttp, the parser of Node.js, in its strict mode, as an oracle for ours. Behind a header of its
 * own because both have an HTTP_GET.
 */
#ifndef FUZZ_LLHTTP_ORACLE_H
#define FUZZ_LLHTTP_ORACLE_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Appends what it reads: for each request `METHOD TARGET`, the fields as `Name: value`, `[LENGTH]`
 * and the body. NULL, or why it refuses.
 */
const char *llhttp_tell(struct str raw, struct buf *text);

#endif
