#include "pictures/exif.h"

#include <stdint.h>

#define HEAD_BYTES 6 /* "Exif\0\0" */
#define ENTRY_BYTES 12
#define TAG_ORIENTATION 0x0112
#define TYPE_SHORT 3

/* TIFF 6.0, section 2: numbers in the order the file says. */
struct tiff {
	struct str bytes;
	bool is_little;
};

/* Past the end everything is 0. */
static uint32_t number(const struct tiff *t, uint64_t at, int bytes)
{
	uint32_t n = 0;

	for (int i = 0; i < bytes; i++) {
		uint64_t place = at + (uint64_t)(t->is_little ? bytes - 1 - i : i);

		n = n << 8 | (place < t->bytes.len ? (unsigned char)t->bytes.at[place] : 0);
	}
	return n;
}

int exif_turn(struct str app1)
{
	struct tiff t = { str_skip(app1, HEAD_BYTES), false };

	if (!str_starts_with(app1, (struct str){ "Exif\0", HEAD_BYTES }))
		return 0;
	t.is_little = str_starts_with(t.bytes, STR("II*"));
	if (!t.is_little && !str_starts_with(t.bytes, (struct str){ "MM\0*", 4 }))
		return 0;
	uint64_t directory = number(&t, 4, 4);
	uint32_t count = number(&t, directory, 2);

	for (uint32_t i = 0; i < count; i++) {
		uint64_t entry = directory + 2 + (uint64_t)i * ENTRY_BYTES;

		if (entry + ENTRY_BYTES > t.bytes.len)
			return 0;
		if (number(&t, entry, 2) == TAG_ORIENTATION &&
		    number(&t, entry + 2, 2) == TYPE_SHORT) {
			uint32_t turn = number(&t, entry + 8, 2);

			return turn >= 1 && turn <= 8 ? (int)turn : 0;
		}
	}
	return 0;
}
