/*
 * What every unit test needs: cmocka in the order it wants its headers, and checks for our types.
 * Assertions stay on in tests whatever the build type.
 */
#ifndef BASE_TEST_H
#define BASE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* Prints both sides on failure; `row` says which case of a table it was. */
#define check_str(row, got, want) check_str_at((row), (got), (want), __FILE__, __LINE__)
#define check_int(row, got, want)                                                                  \
	check_int_at((row), (int64_t)(got), (int64_t)(want), __FILE__, __LINE__)
#define check_true(row, condition) check_int_at((row), !!(condition), 1, __FILE__, __LINE__)
/* For a call that must succeed: shows the error's cause. */
#define check_ok(ok, err) check_ok_at((ok), (err), __FILE__, __LINE__)

static inline void check_str_at(const char *row, struct str got, struct str want, const char *file,
				int line)
{
	if (str_eq(got, want))
		return;
	print_error("%s:%d: %s: got \"%.*s\", want \"%.*s\"\n", file, line, row, STR_ARG(got),
		    STR_ARG(want));
	_fail(file, line);
}

static inline void check_int_at(const char *row, int64_t got, int64_t want, const char *file,
				int line)
{
	if (got == want)
		return;
	print_error("%s:%d: %s: got %lld, want %lld\n", file, line, row, (long long)got,
		    (long long)want);
	_fail(file, line);
}

static inline void check_ok_at(bool ok, const struct err *err, const char *file, int line)
{
	if (ok)
		return;
	print_error("%s:%d: %s: %s\n", file, line, err_info(err->code)->name, err->cause);
	_fail(file, line);
}

#endif
