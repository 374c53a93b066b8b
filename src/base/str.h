/*
 * Slices: how text travels inside the program (C6). A `struct str` points at bytes that somebody
 * else owns (an arena, a literal, a receive buffer); it need not end in NUL and may contain one.
 * NUL-terminated copies are made only where a third-party library wants them (str_z).
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/cleanup.h"

struct arena;

struct str {
	const char *at;
	size_t len;
};

#define STR(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
/* The same for static initialisers. */
#define STR_INIT(lit)                                                                              \
	{                                                                                          \
		"" lit, sizeof(lit) - 1                                                            \
	}
#define STR_NONE ((struct str){ NULL, 0 })
/* For printf: printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) (int)(s).len, (s).at ? (s).at : ""

/* A view of a C string; NULL gives STR_NONE. */
struct str str_of(const char *z);

bool str_is_empty(struct str s);
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);        /* bytewise, as memcmp then length */
bool str_starts_with(struct str s, struct str prefix);
bool str_ends_with(struct str s, struct str suffix);
bool str_contains(struct str s, struct str needle);

/* Index of the first `c`/`needle`, or s.len when there is none. */
size_t str_find_char(struct str s, char c);
size_t str_find(struct str s, struct str needle);

/* s[from, to), clamped to the slice. */
struct str str_sub(struct str s, size_t from, size_t to);
struct str str_skip(struct str s, size_t n);

/* Trims ASCII space and tab at both ends. */
struct str str_trim(struct str s);

/*
 * Takes the part before the first `sep` off the front of `*rest` and returns it; without a `sep`
 * the whole rest is returned and `*rest` becomes STR_NONE (at == NULL): so
 *	for (struct str rest = s; rest.at;) { struct str part = str_cut(&rest, ','); … }
 * visits every part of a non-NULL s, empty ones too.
 */
struct str str_cut(struct str *rest, char sep);

/* Whole-slice conversions: no spaces, no sign but '-', no overflow; false leaves `ret` alone. */
bool str_to_i64(struct str s, int64_t *ret) must_use;
bool str_to_double(struct str s, double *ret) must_use;

/* Copies; they live as long as the arena. str_z ends in NUL. */
struct str str_dup(struct arena *a, struct str s);
char *str_z(struct arena *a, struct str s);
struct str str_fmt(struct arena *a, const char *fmt, ...) format_like(2, 3);
struct str str_lower(struct arena *a, struct str s); /* ASCII */
struct str str_replace(struct arena *a, struct str s, struct str from, struct str to);

/* A copy from malloc, for what lives as long as the process; ends in NUL. */
struct str str_keep(struct str s);

/* FNV-1a, for tables in memory; not for secrets. */
uint64_t str_hash(struct str s);

#endif
