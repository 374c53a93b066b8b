#include "base/test.h"

#include "base/limits.h"
#include "crypto/crypto.h"
#include "crypto/mac.h"

static int start(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return crypto_init(&err) ? 0 : 1;
}

/* RFC 4231 cases 1, 2 and 6; then appsecret_proof as Meta computes it. */
static const struct {
	struct str key, message;
	const char *hex;
} vectors[] = {
	{ STR_INIT("\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b\x0b"
		   "\x0b"),
	  STR_INIT("Hi There"),
	  "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
	{ STR_INIT("Jefe"), STR_INIT("what do ya want for nothing?"),
	  "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
	{ STR_INIT(
		  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
		  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
		  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
		  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
		  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
		  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"
		  "\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa\xaa"),
	  STR_INIT("Test Using Larger Than Block-Size Key - Hash Key First"),
	  "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54" },
	{ STR_INIT("s"), STR_INIT("EAAtok"),
	  "c64129f799bca8c68d4467acf02e88396e2ecabc3fb48090b172b8b702ec732c" },
	{ STR_INIT("s"), STR_INIT("T"),
	  "a4aa509829cd0f1e08df20e26030260a755e2d56a2e9da2e640eb4876f31f0b4" },
};

static void known_answers(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		cleanup(secret_freep) struct secret *key = secret_from_bytes(vectors[i].key);

		assert_true(str_eq(hmac_sha256_hex(&a, key, vectors[i].message),
				   str_of(vectors[i].hex)));
	}
}

/* Every changed bit and every other length is refused. */
static void verifies(void **state)
{
	(void)state;
	cleanup(secret_freep) struct secret *key = secret_from_bytes(STR("s"));
	struct sha256 mac = hmac_sha256(key, STR("EAAtok"));

	assert_true(hmac_sha256_ok(key, STR("EAAtok"), sha256_str(&mac)));
	assert_false(hmac_sha256_ok(key, STR("EAAtoK"), sha256_str(&mac)));
	for (size_t len = 0; len < SHA256_BYTES; len++)
		assert_false(hmac_sha256_ok(key, STR("EAAtok"), str_sub(sha256_str(&mac), 0, len)));
	for (size_t bit = 0; bit < SHA256_BYTES * 8; bit++) {
		mac.at[bit / 8] ^= (unsigned char)(1u << bit % 8);
		assert_false(hmac_sha256_ok(key, STR("EAAtok"), sha256_str(&mac)));
		mac.at[bit / 8] ^= (unsigned char)(1u << bit % 8);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_answers),
		cmocka_unit_test(verifies),
	};

	return cmocka_run_group_tests_name("crypto/mac", tests, start, NULL);
}
