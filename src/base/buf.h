/*
 * Growable text with a stated maximum (C8). Appending past the maximum sets `failed` and drops the
 * bytes: write a whole message, then check buf_failed once. The contents are owned by the buffer
 * (malloc); buf_free ends them.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct buf {
	char *at;
	size_t len;
	size_t cap;
	size_t max_bytes;
	bool failed;
};

void buf_init(struct buf *b, size_t max_bytes);
void buf_free(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory, forgets a failure */
bool buf_failed(const struct buf *b);
struct str buf_str(const struct buf *b); /* valid until the next append */

void buf_put(struct buf *b, struct str s);
void buf_putc(struct buf *b, char c);
void buf_fmt(struct buf *b, const char *fmt, ...) format_like(2, 3);
void buf_vfmt(struct buf *b, const char *fmt, va_list args) format_like(2, 0);
/* Room for `n` more bytes to be written at the end by hand; NULL when it would pass the maximum. */
char *buf_reserve(struct buf *b, size_t n);
/* Drops the first `n` bytes. */
void buf_consume(struct buf *b, size_t n);

#endif
