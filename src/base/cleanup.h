/*
 * Scope-bound cleanup, for everything that is not arena memory (C2).
 *
 *	cleanup(fd_closep) int fd = -1;
 *
 * Rules: declare with an initialiser; never `goto` in a function that uses it; hand a value over
 * with TAKE(). A destructor `x_free` accepts NULL, and its `x_freep` companion takes the address.
 */
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

#include <stdlib.h>
#include <unistd.h>

#define cleanup(fn) __attribute__((cleanup(fn)))
#define must_use __attribute__((warn_unused_result))
#define format_like(fmt_at, args_at) __attribute__((format(printf, fmt_at, args_at)))

/* Gives the pointer away and leaves NULL behind, so that the cleanup does nothing. */
#define TAKE(p)                                                                                    \
	__extension__({                                                                            \
		__typeof__(p) taken_ = (p);                                                        \
		(p) = NULL;                                                                        \
		taken_;                                                                            \
	})

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static inline void fd_closep(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void mem_freep(void *p)
{
	free(*(void **)p);
}

#endif
