/*
 * Huffman codes as deflate (RFC 1951, 3.2.2) wants them: canonical, of a limited length, bits
 * reversed so that they can be put out from the lowest bit on.
 */
#ifndef FMT_HUFFMAN_H
#define FMT_HUFFMAN_H

#include <stddef.h>
#include <stdint.h>

#define HUFFMAN_MAX_SYMBOLS 288
#define HUFFMAN_MAX_BITS 15

struct huffman {
	uint8_t lengths[HUFFMAN_MAX_SYMBOLS]; /* 0: the symbol does not occur */
	uint16_t codes[HUFFMAN_MAX_SYMBOLS];
};

/*
 * The code for `count` symbols that occur so often, none longer than `max_bits`. Two symbols at
 * least get a code, because some decoders refuse fewer; `frequencies` is changed for that.
 */
void huffman_make(struct huffman *h, uint32_t *frequencies, size_t count, unsigned max_bits);

#endif
