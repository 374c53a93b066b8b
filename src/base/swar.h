/*
 * Looking at eight bytes at once ("SIMD within a register"; Mycroft's null-byte test). Each test
 * returns a word whose highest bit is set in every byte that matches; bits above the first match
 * may be set wrongly, so only "any?" and "where is the first?" may be asked.
 */
#ifndef BASE_SWAR_H
#define BASE_SWAR_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SWAR_ONES 0x0101010101010101u
#define SWAR_HIGHS 0x8080808080808080u

static inline uint64_t swar_load(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof(word));
	return le64toh(word);
}

static inline void swar_store(char *at, uint64_t word)
{
	word = htole64(word);
	memcpy(at, &word, sizeof(word));
}

/* `len` < 8 bytes, the rest of the word zero. Nothing behind them is read. */
static inline uint64_t swar_load_short(const char *at, size_t len)
{
	uint32_t low4;
	uint32_t high4;

	if (len >= 4) { /* two halves that overlap where they agree */
		memcpy(&low4, at, 4);
		memcpy(&high4, at + len - 4, 4);
		return le32toh(low4) | (uint64_t)le32toh(high4) << 8 * (len - 4);
	}
	if (len == 0)
		return 0;
	/* First, middle and last are all there are. */
	return (unsigned char)at[0] | (uint64_t)(unsigned char)at[len / 2] << 8 * (len / 2) |
	       (uint64_t)(unsigned char)at[len - 1] << 8 * (len - 1);
}

static inline uint64_t swar_equal(uint64_t word, unsigned char c)
{
	uint64_t x = word ^ (SWAR_ONES * c);

	return (x - SWAR_ONES) & ~x & SWAR_HIGHS;
}

static inline uint64_t swar_not_ascii(uint64_t word)
{
	return word & SWAR_HIGHS;
}

/*
 * What ends a run of plain text in a JSON string: a control character, a quote, a backslash, or a
 * byte outside ASCII. The three tests and the high bits, merged: a byte with its high bit set is a
 * stop anyway, so nothing needs masking one by one.
 */
static inline uint64_t swar_json_stops(uint64_t word)
{
	return ((word - SWAR_ONES * 0x20) | ((word ^ SWAR_ONES * '"') - SWAR_ONES) |
		((word ^ SWAR_ONES * '\\') - SWAR_ONES) | word) &
	       SWAR_HIGHS;
}

/* Index of the first matching byte; `matches` is not 0. */
static inline unsigned swar_first(uint64_t matches)
{
	return (unsigned)__builtin_ctzll(matches) / 8;
}

#endif
