/* One block of deflate data: symbols collected, then coded and put out. Private to fmt/deflate*. */
#ifndef FMT_DEFLATE_BLOCK_H
#define FMT_DEFLATE_BLOCK_H

#include "fmt/huffman.h"
#include "fmt/sink.h"

#define BLOCK_TOKENS (24 * 1024)
#define BLOCK_OUT_BYTES (32 * 1024)

#define MATCH_MIN 3
#define MATCH_MAX 258

#define LITLEN_SYMBOLS 286
#define END_OF_BLOCK 256
#define OFFSET_SYMBOLS 30

struct block {
	struct sink sink;
	uint64_t out_bytes; /* handed to the sink */

	/* literal: its byte; match: MATCH_BIT, offset - 1, length - 3 */
	uint32_t tokens[BLOCK_TOKENS];
	size_t count;
	uint32_t litlen_frequency[LITLEN_SYMBOLS], offset_frequency[OFFSET_SYMBOLS];
	struct huffman litlen, offset;

	uint64_t bits; /* waiting, the lowest first */
	unsigned bit_count;
	size_t used;
	unsigned char out[BLOCK_OUT_BYTES];
};

#define MATCH_BIT 0x80000000u

/* Lengths 3-10 have a symbol each; then four symbols share each power of two; 258 is alone. */
static inline unsigned length_slot(unsigned length)
{
	unsigned l = length - MATCH_MIN, log = 0;

	if (l < 8)
		return l;
	if (length == MATCH_MAX)
		return 28;
	log = 31 - (unsigned)__builtin_clz(l);
	return (log - 1) * 4 + (l >> (log - 2) & 3);
}

/* Offsets 1-4 have a symbol each; then two symbols share each power of two. */
static inline unsigned offset_slot(unsigned offset)
{
	unsigned d = offset - 1, log = 0;

	if (d < 4)
		return d;
	log = 31 - (unsigned)__builtin_clz(d);
	return log * 2 + (d >> (log - 1) & 1);
}

void block_start(struct block *b, struct sink sink);
static inline bool block_is_full(const struct block *b)
{
	return b->count == BLOCK_TOKENS;
}
static inline void block_literal(struct block *b, unsigned char byte)
{
	b->litlen_frequency[byte]++;
	b->tokens[b->count++] = byte;
}
static inline void block_match(struct block *b, unsigned length, unsigned offset)
{
	b->litlen_frequency[END_OF_BLOCK + 1 + length_slot(length)]++;
	b->offset_frequency[offset_slot(offset)]++;
	b->tokens[b->count++] = MATCH_BIT | (offset - 1) << 8 | (length - MATCH_MIN);
}
/* Puts the block out and begins the next. `is_last` also pads to a whole byte. */
bool block_end(struct block *b, bool is_last, struct err *err) must_use;

#endif
