#include "fmt/crc32.h"

#include <string.h>

void crc32_make(struct crc32_tables *ret)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t crc = i;

		for (int bit = 0; bit < 8; bit++)
			crc = crc & 1 ? crc >> 1 ^ 0xEDB88320u : crc >> 1;
		ret->at[0][i] = crc;
	}
	for (size_t n = 1; n < 8; n++)
		for (size_t i = 0; i < 256; i++)
			ret->at[n][i] =
				ret->at[n - 1][i] >> 8 ^ ret->at[0][ret->at[n - 1][i] & 0xFF];
}

static uint32_t add_byte(const struct crc32_tables *t, uint32_t crc, unsigned char byte)
{
	return crc >> 8 ^ t->at[0][(crc ^ byte) & 0xFF];
}

static uint32_t load_le(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

uint32_t crc32_add(const struct crc32_tables *t, uint32_t crc, const void *bytes, size_t len)
{
	const unsigned char *p = bytes;

	crc = ~crc;
	for (; len >= 8; len -= 8, p += 8) {
		uint32_t low = load_le(p) ^ crc, high = load_le(p + 4);

		crc = t->at[7][low & 0xFF] ^ t->at[6][low >> 8 & 0xFF] ^
		      t->at[5][low >> 16 & 0xFF] ^ t->at[4][low >> 24] ^ t->at[3][high & 0xFF] ^
		      t->at[2][high >> 8 & 0xFF] ^ t->at[1][high >> 16 & 0xFF] ^
		      t->at[0][high >> 24];
	}
	for (; len > 0; len--, p++)
		crc = add_byte(t, crc, *p);
	return ~crc;
}
