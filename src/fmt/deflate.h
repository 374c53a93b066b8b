/*
 * A streaming compressor that makes deflate data (RFC 1951), and the checksum that zip puts beside
 * it. Intel's ISA-L is behind this header and nowhere else (decision 0158).
 *
 * Memory is what `struct deflate` holds (some 400 KiB), whatever the size. The same calls give the
 * same bytes on one machine; another kind of processor may pack them otherwise.
 */
#ifndef FMT_DEFLATE_H
#define FMT_DEFLATE_H

#include "fmt/sink.h"

struct deflate;

struct deflate *deflate_new(void);
struct deflate *deflate_free(struct deflate *d);
void deflate_freep(struct deflate **d);

/* Begins a stream, also after another one. */
void deflate_start(struct deflate *d, struct sink sink);
/* The same with the head and the checksum of zlib's format (RFC 1950) around it. */
void deflate_start_zlib(struct deflate *d, struct sink sink);
bool deflate_write(struct deflate *d, struct str bytes, struct err *err) must_use;
bool deflate_end(struct deflate *d, struct err *err) must_use;

/* CRC-32 of zip and gzip: of `crc`, that of what came before (0 at the start), and these bytes. */
uint32_t deflate_crc32(uint32_t crc, struct str bytes);

#endif
