/*
 * A streaming compressor that makes deflate data (RFC 1951). Memory is what `struct deflate` holds,
 * whatever the size. The same bytes give the same result however they are cut into calls, and on
 * every machine: no library's version has a say in it.
 *
 * Why our own: docs/decisions/0150.
 */
#ifndef FMT_DEFLATE_H
#define FMT_DEFLATE_H

#include "fmt/sink.h"

struct deflate;

enum deflate_level {
	DEFLATE_FAST,   /* for text that repeats itself much, such as XML of a sheet */
	DEFLATE_NORMAL, /* as small as zlib's level 6 */
};

struct deflate *deflate_new(void);
struct deflate *deflate_free(struct deflate *d);
void deflate_freep(struct deflate **d);

/* Begins a stream, also after another one. */
void deflate_start(struct deflate *d, enum deflate_level level, struct sink sink);
bool deflate_write(struct deflate *d, struct str bytes, struct err *err) must_use;
bool deflate_end(struct deflate *d, struct err *err) must_use;
/* Bytes handed to the sink since deflate_start. */
uint64_t deflate_out_bytes(const struct deflate *d);

#endif
