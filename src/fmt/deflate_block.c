#include "fmt/deflate_block.h"

#include <string.h>

#define PRECODE_SYMBOLS 19
#define PRECODE_MAX_BITS 7
#define DYNAMIC_HUFFMAN 2
/* The longest token: 15 + 5 bits of length and 15 + 13 of offset. */
#define TOKEN_MAX_BYTES 8

void block_start(struct block *b, struct sink sink)
{
	b->sink = sink;
	b->out_bytes = 0;
	b->count = 0;
	b->bits = 0;
	b->bit_count = 0;
	b->used = 0;
	memset(b->litlen_frequency, 0, sizeof(b->litlen_frequency));
	memset(b->offset_frequency, 0, sizeof(b->offset_frequency));
}

/* ---- bits ---------------------------------------------------------------------------------- */

static bool hand_over(struct block *b, struct err *err)
{
	struct str bytes = { (const char *)b->out, b->used };

	b->used = 0;
	b->out_bytes += bytes.len;
	return bytes.len == 0 || sink_write(&b->sink, bytes, err);
}

/* Whole bytes move to the buffer, which must have room for eight; 0-7 bits stay. */
static inline void settle(struct block *b)
{
	uint64_t bits = b->bits;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	bits = __builtin_bswap64(bits);
#endif
	memcpy(b->out + b->used, &bits, sizeof(bits));
	b->used += b->bit_count >> 3;
	b->bits >>= b->bit_count & ~7u;
	b->bit_count &= 7;
}

static inline void add_bits(struct block *b, uint64_t value, unsigned count)
{
	b->bits |= value << b->bit_count;
	b->bit_count += count;
}

static bool put_bits(struct block *b, uint64_t value, unsigned count, struct err *err)
{
	if (b->used + TOKEN_MAX_BYTES > sizeof(b->out) && !hand_over(b, err))
		return false;
	add_bits(b, value, count);
	settle(b);
	return true;
}

/* ---- the head: code lengths, themselves coded ---------------------------------------------- */

struct head {
	uint8_t lengths[LITLEN_SYMBOLS + OFFSET_SYMBOLS]; /* of both codes, one after the other */
	size_t litlens, offsets;
	/* symbol | extra bits << 8 */
	uint16_t items[LITLEN_SYMBOLS + OFFSET_SYMBOLS];
	size_t item_count;
	uint32_t frequency[PRECODE_SYMBOLS];
	struct huffman precode;
};

static const struct {
	unsigned extra_bits, shortest, longest;
} repeats[] = {
	[16 - 16] = { 2, 3, 6 },    /* the length before */
	[17 - 16] = { 3, 3, 10 },   /* zero */
	[18 - 16] = { 7, 11, 138 }, /* zero, many */
};

static void add_item(struct head *h, unsigned symbol, unsigned extra)
{
	h->frequency[symbol]++;
	h->items[h->item_count++] = (uint16_t)(symbol | extra << 8);
}

static void add_run(struct head *h, uint8_t length, unsigned run)
{
	if (length > 0) {
		add_item(h, length, 0);
		run--;
	}
	while (run >= 3) {
		unsigned symbol = length > 0 ? 16 : run < repeats[2].shortest ? 17 : 18;
		unsigned longest = repeats[symbol - 16].longest;
		unsigned now = run < longest ? run : longest;

		add_item(h, symbol, now - repeats[symbol - 16].shortest);
		run -= now;
	}
	while (run-- > 0)
		add_item(h, length, 0);
}

static size_t trimmed(const uint8_t *lengths, size_t count, size_t least)
{
	while (count > least && lengths[count - 1] == 0)
		count--;
	return count;
}

static void make_head(struct head *h, const struct block *b)
{
	size_t total = 0;

	h->item_count = 0;
	memset(h->frequency, 0, sizeof(h->frequency));
	h->litlens = trimmed(b->litlen.lengths, LITLEN_SYMBOLS, END_OF_BLOCK + 1);
	h->offsets = trimmed(b->offset.lengths, OFFSET_SYMBOLS, 1);
	memcpy(h->lengths, b->litlen.lengths, h->litlens);
	memcpy(h->lengths + h->litlens, b->offset.lengths, h->offsets);
	total = h->litlens + h->offsets;
	for (size_t i = 0, run = 0; i < total; i += run) {
		for (run = 1; i + run < total && h->lengths[i + run] == h->lengths[i];)
			run++;
		add_run(h, h->lengths[i], (unsigned)run);
	}
	huffman_make(&h->precode, h->frequency, PRECODE_SYMBOLS, PRECODE_MAX_BITS);
}

static bool put_items(struct block *b, const struct head *h, struct err *err)
{
	for (size_t i = 0; i < h->item_count; i++) {
		unsigned symbol = h->items[i] & 0xFF, bits = h->precode.lengths[symbol];
		uint64_t value = h->precode.codes[symbol];

		if (symbol >= 16) {
			value |= (uint64_t)(h->items[i] >> 8) << bits;
			bits += repeats[symbol - 16].extra_bits;
		}
		if (!put_bits(b, value, bits, err))
			return false;
	}
	return true;
}

static bool put_head(struct block *b, bool is_last, struct err *err)
{
	/* The precode's lengths stand in this order (RFC 1951, 3.2.7). */
	static const uint8_t order[PRECODE_SYMBOLS] = { 16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
							11, 4,  12, 3, 13, 2, 14, 1, 15 };
	size_t precodes = PRECODE_SYMBOLS;
	struct head h;

	make_head(&h, b);
	while (precodes > 4 && h.precode.lengths[order[precodes - 1]] == 0)
		precodes--;
	uint64_t start = (uint64_t)is_last | DYNAMIC_HUFFMAN << 1 |
			 (uint64_t)(h.litlens - 257) << 3 | (uint64_t)(h.offsets - 1) << 8 |
			 (uint64_t)(precodes - 4) << 13;

	if (!put_bits(b, start, 17, err))
		return false;
	for (size_t i = 0; i < precodes; i++)
		if (!put_bits(b, h.precode.lengths[order[i]], 3, err))
			return false;
	return put_items(b, &h, err);
}

/* ---- the symbols --------------------------------------------------------------------------- */

/* Every length with its extra bits already behind its code. */
struct length_codes {
	uint32_t bits[MATCH_MAX - MATCH_MIN + 1];
	uint8_t counts[MATCH_MAX - MATCH_MIN + 1];
};

static void make_length_codes(struct length_codes *c, const struct huffman *litlen)
{
	for (unsigned l = 0; l <= MATCH_MAX - MATCH_MIN; l++) {
		unsigned slot = length_slot(l + MATCH_MIN);
		unsigned code_bits = litlen->lengths[END_OF_BLOCK + 1 + slot];
		unsigned extra_bits = slot < 8 || slot == 28 ? 0 : slot / 4 - 1;
		uint32_t extra = l & ((1u << extra_bits) - 1);

		c->bits[l] = litlen->codes[END_OF_BLOCK + 1 + slot] | extra << code_bits;
		c->counts[l] = (uint8_t)(code_bits + extra_bits);
	}
}

static inline void add_match(struct block *b, const struct length_codes *lengths, uint32_t token)
{
	unsigned length = token & 0xFF, d = (token & ~MATCH_BIT) >> 8;
	unsigned slot = offset_slot(d + 1);
	unsigned extra_bits = slot < 4 ? 0 : slot / 2 - 1;
	uint64_t extra = d & ((1u << extra_bits) - 1);

	add_bits(b, lengths->bits[length], lengths->counts[length]);
	add_bits(b, b->offset.codes[slot] | extra << b->offset.lengths[slot],
		 b->offset.lengths[slot] + extra_bits);
}

static bool put_tokens(struct block *b, struct err *err)
{
	struct length_codes lengths;

	make_length_codes(&lengths, &b->litlen);
	for (size_t i = 0; i < b->count; i++) {
		uint32_t token = b->tokens[i];

		if (b->used + TOKEN_MAX_BYTES > sizeof(b->out) && !hand_over(b, err))
			return false;
		if (token & MATCH_BIT)
			add_match(b, &lengths, token);
		else
			add_bits(b, b->litlen.codes[token], b->litlen.lengths[token]);
		settle(b);
	}
	return put_bits(b, b->litlen.codes[END_OF_BLOCK], b->litlen.lengths[END_OF_BLOCK], err);
}

bool block_end(struct block *b, bool is_last, struct err *err)
{
	b->litlen_frequency[END_OF_BLOCK] = 1;
	huffman_make(&b->litlen, b->litlen_frequency, LITLEN_SYMBOLS, HUFFMAN_MAX_BITS);
	huffman_make(&b->offset, b->offset_frequency, OFFSET_SYMBOLS, HUFFMAN_MAX_BITS);
	if (!put_head(b, is_last, err) || !put_tokens(b, err))
		return false;
	b->count = 0;
	memset(b->litlen_frequency, 0, sizeof(b->litlen_frequency));
	memset(b->offset_frequency, 0, sizeof(b->offset_frequency));
	if (!is_last)
		return true;
	return put_bits(b, 0, (8 - b->bit_count) & 7, err) && hand_over(b, err);
}
