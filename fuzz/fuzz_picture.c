/*
 * Exercises src/people/picture.c. A picture that was cleaned is clean: cleaning it again changes
 * nothing.
 */
#include "fuzz/fuzz.h"
#include "people/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = fuzz_text(data, size);
	struct picture picture = { .width = 0 }, again = { .width = 0 };
	struct arena a;

	arena_init(&a, FUZZ_BYTES);
	if (picture_clean(&a, bytes, &picture)) {
		promise(picture.width >= 1 && picture.width <= PICTURE_SIDE_MAX);
		promise(picture.height >= 1 && picture.height <= PICTURE_SIDE_MAX);
		promise(picture.bytes.len <= bytes.len + 64);
		promise(picture_clean(&a, picture.bytes, &again));
		promise(str_eq(again.bytes, picture.bytes));
		promise(str_eq(again.media_type, picture.media_type));
	}
	arena_free(&a);
	return 0;
}
