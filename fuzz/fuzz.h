/*
 * What every fuzz target needs. A target is one file with one function; it aborts when a promise is
 * broken, and AddressSanitizer and UndefinedBehaviorSanitizer watch the rest. The same function is
 * run over its corpus by replay.c in every test run.
 *
 * To add one: fuzz_NAME.c, a few seeds in corpus/NAME/, a row in meson.build.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

#define FUZZ_BYTES (64 * MIB)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise; it holds whatever the input. */
#define promise(condition)                                                                         \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);    \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

static inline struct str fuzz_text(const uint8_t *data, size_t size)
{
	return (struct str){ (const char *)data, size };
}

/* An error a caller may show: a code, and a cause that says something. */
static inline void promise_error(const struct err *err)
{
	promise(err->code != ERR_NONE);
	promise(err->cause[0] != '\0');
}

#endif
