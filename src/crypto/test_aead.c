#include "base/test.h"

#include "base/codec.h"
#include "base/limits.h"
#include "crypto/aead.h"
#include "crypto/crypto.h"

static int start(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return crypto_init(&err) ? 0 : 1;
}

/* A "random" source that hands out counting bytes from `*ctx` on: the draft's nonce. */
static void counting_fill(void *ctx, void *out, size_t n)
{
	unsigned char first = *(const unsigned char *)ctx;

	for (size_t i = 0; i < n; i++)
		((unsigned char *)out)[i] = (unsigned char)(first + i);
}

static struct secret *counting_key(unsigned char first)
{
	struct secret *key = secret_new(AEAD_KEY_BYTES);

	counting_fill(&first, secret_bytes(key), AEAD_KEY_BYTES);
	return key;
}

/* draft-irtf-cfrg-xchacha-03, A.3.1 */
static void known_answer(void **state)
{
	static const char sealed_hex[] =
		"404142434445464748494a4b4c4d4e4f5051525354555657"
		"bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
		"731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
		"2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
		"21f9664c97637da9768812f615c68b13b52e"
		"c0875924c1c7987947deafd8780acf49";
	unsigned char nonce_first = 0x40;
	const struct rng rng = { .fill = counting_fill, .ctx = &nonce_first };
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	cleanup(secret_freep) struct secret *key = counting_key(0x80);
	cleanup(secret_freep) struct secret *plain = secret_from_bytes(
		STR("Ladies and Gentlemen of the class of '99: If I could offer you only one tip "
		    "for the future, sunscreen would be it."));
	struct str sealed = aead_seal(
		&a, &rng, key, STR("\x50\x51\x52\x53\xc0\xc1\xc2\xc3\xc4\xc5\xc6\xc7"), plain);

	assert_string_equal(str_z(&a, hex_encode(&a, sealed)), sealed_hex);
}

static void round_trip_of_every_length(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	cleanup(secret_freep) struct secret *key = counting_key(1);
	for (size_t len = 0; len < 200; len++) {
		cleanup(secret_freep) struct secret *plain = secret_random(rng_system(), len);
		cleanup(secret_freep) struct secret *back = NULL;
		struct err err = ERR_INIT;
		struct str sealed = aead_seal(&a, rng_system(), key, STR("here"), plain);

		assert_int_equal(sealed.len, len + AEAD_OVERHEAD_BYTES);
		assert_true(aead_open(key, STR("here"), sealed, &back, &err));
		assert_true(secret_eq(plain, back));
	}
}

static void refuses(const struct secret *key, struct str associated, struct str sealed)
{
	struct secret *back = NULL;
	struct err err = ERR_INIT;

	assert_false(aead_open(key, associated, sealed, &back, &err));
	assert_null(back);
	assert_int_equal(err.code, ERR_CRYPTO);
}

static void any_change_is_refused(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	cleanup(secret_freep) struct secret *key = counting_key(1);
	cleanup(secret_freep) struct secret *other_key = counting_key(2);
	cleanup(secret_freep) struct secret *plain = secret_from_bytes(STR("EAAtok"));
	struct str sealed = aead_seal(&a, rng_system(), key, STR("here"), plain);
	char *bytes = str_z(&a, sealed);

	refuses(other_key, STR("here"), sealed);
	refuses(key, STR("hera"), sealed);
	refuses(key, STR(""), sealed);
	refuses(key, STR_NONE, sealed);
	refuses(key, STR("here"), STR_NONE);
	for (size_t len = 0; len < sealed.len; len++)
		refuses(key, STR("here"), str_sub(sealed, 0, len));
	for (size_t bit = 0; bit < sealed.len * 8; bit++) {
		bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
		refuses(key, STR("here"), (struct str){ bytes, sealed.len });
		bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_answer),
		cmocka_unit_test(round_trip_of_every_length),
		cmocka_unit_test(any_change_is_refused),
	};

	return cmocka_run_group_tests_name("crypto/aead", tests, start, NULL);
}
