#include "fmt/huffman.h"

#include <stdbool.h>
#include <string.h>

/* Symbols that occur, seldom ones first: frequency << 9 | symbol. */
struct sorted {
	uint64_t keys[HUFFMAN_MAX_SYMBOLS];
	size_t count;
};

#define SYMBOL_BITS 9
#define SYMBOL_OF(key) ((key) & ((1u << SYMBOL_BITS) - 1))

/* Shell's sort with Ciura's gaps: short, and quick for some hundred keys. */
static void sort(uint64_t *keys, size_t count)
{
	static const size_t gaps[] = { 132, 57, 23, 10, 4, 1 };

	for (size_t g = 0; g < sizeof(gaps) / sizeof(gaps[0]); g++) {
		for (size_t i = gaps[g]; i < count; i++) {
			uint64_t key = keys[i];
			size_t at = i;

			for (; at >= gaps[g] && keys[at - gaps[g]] > key; at -= gaps[g])
				keys[at] = keys[at - gaps[g]];
			keys[at] = key;
		}
	}
}

static void sort_symbols(struct sorted *s, uint32_t *frequencies, size_t count)
{
	size_t used = 0;

	for (size_t i = 0; i < count; i++)
		used += frequencies[i] > 0;
	for (size_t i = 0; i < count && used < 2; i++) {
		used += frequencies[i] == 0;
		frequencies[i] += frequencies[i] == 0;
	}
	s->count = 0;
	for (size_t i = 0; i < count; i++)
		if (frequencies[i] > 0)
			s->keys[s->count++] = (uint64_t)frequencies[i] << SYMBOL_BITS | i;
	sort(s->keys, s->count);
}

/*
 * How many codes have each length, by the in-place method of Moffat and Katajainen ("In-Place
 * Calculation of Minimum-Redundancy Codes", 1995). Leaves are taken from the sorted list, inner
 * nodes from a queue that is sorted by itself.
 */
static void count_lengths(const struct sorted *s, unsigned max_bits, uint32_t *ret_counts)
{
	uint64_t weight[HUFFMAN_MAX_SYMBOLS];
	uint32_t parent[HUFFMAN_MAX_SYMBOLS], depth[HUFFMAN_MAX_SYMBOLS];
	uint32_t leaf_parent[HUFFMAN_MAX_SYMBOLS];
	size_t leaf = 0, inner = 0, nodes = s->count - 1;

	for (uint32_t node = 0; node < nodes; node++) {
		weight[node] = 0;
		for (int child = 0; child < 2; child++) {
			bool takes_leaf =
				leaf < s->count &&
				(inner >= node || s->keys[leaf] >> SYMBOL_BITS <= weight[inner]);

			if (takes_leaf) {
				weight[node] += s->keys[leaf] >> SYMBOL_BITS;
				leaf_parent[leaf++] = node;
			} else {
				weight[node] += weight[inner];
				parent[inner++] = node;
			}
		}
	}
	depth[nodes - 1] = 0;
	for (size_t node = nodes - 1; node-- > 0;)
		depth[node] = depth[parent[node]] + 1;
	for (size_t i = 0; i < s->count; i++) {
		uint32_t bits = depth[leaf_parent[i]] + 1;

		ret_counts[bits < max_bits ? bits : max_bits]++;
	}
}

/* Codes that were cut to max_bits take more room than there is: others are made longer. */
static void fit(uint32_t *counts, unsigned max_bits)
{
	uint32_t room = 1u << max_bits, used = 0;

	for (unsigned bits = 1; bits <= max_bits; bits++)
		used += counts[bits] << (max_bits - bits);
	for (; used > room; used--) {
		unsigned bits = max_bits - 1;

		while (counts[bits] == 0)
			bits--;
		/* One code moves down a level and takes one of the longest along. */
		counts[bits]--;
		counts[bits + 1] += 2;
		counts[max_bits]--;
	}
}

static uint16_t reversed(uint32_t code, unsigned bits)
{
	uint32_t out = 0;

	for (unsigned i = 0; i < bits; i++)
		out |= (code >> i & 1) << (bits - 1 - i);
	return (uint16_t)out;
}

static void number_codes(struct huffman *h, const uint32_t *counts, size_t count)
{
	uint32_t next[HUFFMAN_MAX_BITS + 1] = { 0 }, code = 0;

	for (unsigned bits = 1; bits <= HUFFMAN_MAX_BITS; bits++) {
		code = (code + (bits > 1 ? counts[bits - 1] : 0)) << 1;
		next[bits] = code;
	}
	for (size_t i = 0; i < count; i++)
		if (h->lengths[i])
			h->codes[i] = reversed(next[h->lengths[i]]++, h->lengths[i]);
}

void huffman_make(struct huffman *h, uint32_t *frequencies, size_t count, unsigned max_bits)
{
	uint32_t counts[HUFFMAN_MAX_BITS + 1] = { 0 };
	struct sorted s;
	size_t at = 0;

	sort_symbols(&s, frequencies, count);
	count_lengths(&s, max_bits, counts);
	fit(counts, max_bits);
	memset(h->lengths, 0, sizeof(h->lengths));
	for (unsigned bits = max_bits; bits > 0; bits--)
		for (uint32_t i = 0; i < counts[bits]; i++)
			h->lengths[SYMBOL_OF(s.keys[at++])] = (uint8_t)bits;
	number_codes(h, counts, count);
}
