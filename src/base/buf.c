#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BYTES 256u

void buf_init(struct buf *b, size_t max_bytes)
{
	*b = (struct buf){ .max_bytes = max_bytes };
}

void buf_free(struct buf *b)
{
	free(b->at);
	*b = (struct buf){ .max_bytes = b->max_bytes };
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->failed = false;
}

bool buf_failed(const struct buf *b)
{
	return b->failed;
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->at ? b->at : "", b->len };
}

static bool grow(struct buf *b, size_t need)
{
	size_t cap = b->cap ? b->cap : FIRST_BYTES;

	while (cap < need)
		cap *= 2;
	if (cap > b->max_bytes)
		cap = b->max_bytes;
	char *at = realloc(b->at, cap);

	if (!at)
		abort(); /* the policy of arena.h */
	b->at = at;
	b->cap = cap;
	return true;
}

char *buf_reserve(struct buf *b, size_t n)
{
	if (b->failed || n > b->max_bytes || b->len > b->max_bytes - n) {
		b->failed = true;
		return NULL;
	}
	if (b->len + n > b->cap)
		grow(b, b->len + n);
	return b->at + b->len;
}

void buf_put(struct buf *b, struct str s)
{
	char *to = s.len ? buf_reserve(b, s.len) : NULL;

	if (!to)
		return;
	memcpy(to, s.at, s.len);
	b->len += s.len;
}

void buf_putc(struct buf *b, char c)
{
	char *to = buf_reserve(b, 1);

	if (!to)
		return;
	*to = c;
	b->len++;
}

void buf_vfmt(struct buf *b, const char *fmt, va_list args)
{
	va_list again;

	va_copy(again, args);
	int len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len <= 0)
		return;
	/* vsnprintf wants room for its NUL, which is not part of the text. */
	char *to = buf_reserve(b, (size_t)len + 1);

	if (!to)
		return;
	vsnprintf(to, (size_t)len + 1, fmt, args);
	b->len += (size_t)len;
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	buf_vfmt(b, fmt, args);
	va_end(args);
}

void buf_consume(struct buf *b, size_t n)
{
	if (n >= b->len) {
		b->len = 0;
		return;
	}
	memmove(b->at, b->at + n, b->len - n);
	b->len -= n;
}
