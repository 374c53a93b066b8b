/*
 * jansson, as an oracle for tests and fuzzing. It and we both export names such as json_object, so
 * it is loaded at run time, with its names kept to itself, and this header shows none of them.
 */
#ifndef BASE_TEST_JANSSON_H
#define BASE_TEST_JANSSON_H

#include <stdbool.h>

#include "base/buf.h"

/* False when the library is not installed. */
bool jansson_is_there(void);

/*
 * Reads `text` strictly (any value at the top, no member name twice) and appends what it means:
 *	n t f  null, true, false      i5;  integer      d3ff0000000000000;  bits of a double
 *	s3:abc  string                [..]  array       {s1:k..}  object in document order
 * False when it refuses; `why` (at least 160 bytes) says why.
 */
bool jansson_read(struct str text, struct buf *meaning, char *why);

#endif
