#include "base/test.h"

#include "base/limits.h"
#include "crypto/hash.h"

/* FIPS 180-4 example values. */
static void known_answers(void **state)
{
	static const struct {
		struct str bytes;
		const char *hex;
	} cases[] = {
		{ STR_INIT(""),
		  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ STR_INIT("abc"),
		  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ STR_INIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
		  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_true(str_eq(sha256_hex(&a, cases[i].bytes), str_of(cases[i].hex)));
}

static void nothing_is_the_empty_text(void **state)
{
	struct sha256 none = sha256(STR_NONE);
	struct sha256 empty = sha256(STR(""));

	(void)state;
	assert_memory_equal(none.at, empty.at, SHA256_BYTES);
	assert_int_equal(sha256_str(&none).len, SHA256_BYTES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_answers),
		cmocka_unit_test(nothing_is_the_empty_text),
	};

	return cmocka_run_group_tests_name("crypto/hash", tests, NULL, NULL);
}
