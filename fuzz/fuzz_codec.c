/* Exercises src/base/codec.c: what a decoder accepts has one spelling, and any bytes come back. */
#include "base/codec.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_text(data, size);
	struct arena a;
	struct str got;

	arena_init(&a, FUZZ_BYTES);
	if (base64url_decode(&a, text, &got))
		promise(str_eq(base64url_encode(&a, got), text));
	if (hex_decode(&a, text, &got))
		promise(str_eq_nocase(hex_encode(&a, got), text));
	if (base64_decode(&a, text, &got))
		promise(got.len <= text.len / 4 * 3);
	promise(base64url_decode(&a, base64url_encode(&a, text), &got) && str_eq(got, text));
	promise(hex_decode(&a, hex_encode(&a, text), &got) && str_eq(got, text));
	arena_free(&a);
	return 0;
}
