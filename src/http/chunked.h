/*
 * The chunked transfer coding (RFC 9112 7.1), strictly: sizes are bare hexadecimal digits, every
 * line ends in CR LF, extensions and trailer fields are checked and then forgotten. Pure, and
 * incremental to the byte.
 */
#ifndef HTTP_CHUNKED_H
#define HTTP_CHUNKED_H

#include "base/buf.h"
#include "http/parser.h"

struct http_chunked {
	int state;
	unsigned digits;      /* of the size being read */
	uint64_t left;        /* bytes of the chunk still to come; while reading a size: the size */
	uint64_t max_bytes;   /* of the whole body */
	uint64_t total_bytes; /* announced so far */
	size_t extra_bytes;   /* spent on extensions and trailers */
	char name[20];        /* of the trailer field being read, as far as it fits */
	size_t name_len;

	/* after HTTP_PARSE_REFUSED */
	int status;
	const char *reason;
};

void http_chunked_init(struct http_chunked *d, uint64_t max_bytes);

/*
 * Reads from `in`, appends what is body to `out` (whose maximum must not be below `max_bytes`) and
 * says how much of `in` was used; after HTTP_PARSE_DONE the rest belongs to the next request.
 */
enum http_parse http_chunked_feed(struct http_chunked *d, struct str in, struct buf *out,
				  size_t *ret_used);

#endif
