/*
 * Looking at eight bytes at once ("SIMD within a register"; Mycroft's null-byte test). Each test
 * returns a word whose highest bit is set in every byte that matches; bits above the first match
 * may be set wrongly, so only "any?" and "where is the first?" may be asked.
 */
#ifndef BASE_SWAR_H
#define BASE_SWAR_H

#include <endian.h>
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
