#include "base/test.h"

#include "base/codec.h"
#include "base/limits.h"
#include "crypto/crypto.h"
#include "crypto/kdf.h"

static int start(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return crypto_init(&err) ? 0 : 1;
}

static struct secret *counting_master(void)
{
	struct secret *master = secret_new(KDF_KEY_BYTES);

	for (size_t i = 0; i < KDF_KEY_BYTES; i++)
		secret_bytes(master)[i] = (unsigned char)i;
	return master;
}

/* Values of Python's hashlib.blake2b(b"", digest_size=32, key=…, salt=number, person=purpose). */
static void agrees_with_another_blake2b(void **state)
{
	static const struct {
		uint64_t number;
		const char *hex;
	} cases[] = {
		{ 1, "3607e1757d8d6383a3e34df549243868d008becd67d6306b4c4637dd66369798" },
		{ UINT64_MAX, "3c88ed30677630ba3a0c96ea6661915857ed178d075130a32c3a5f5c2f09681f" },
	};
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		cleanup(secret_freep) struct secret *master = counting_master();
		cleanup(secret_freep) struct secret *key =
			kdf_subkey(master, STR("vaultkek"), cases[i].number);

		assert_true(str_eq(hex_encode(&a, secret_view(key)), str_of(cases[i].hex)));
	}
}

static void every_input_matters(void **state)
{
	(void)state;
	cleanup(secret_freep) struct secret *master = counting_master();
	cleanup(secret_freep) struct secret *other = secret_random(rng_system(), KDF_KEY_BYTES);
	cleanup(secret_freep) struct secret *key = kdf_subkey(master, STR("vaultkek"), 1);
	cleanup(secret_freep) struct secret *purpose = kdf_subkey(master, STR("vaultchk"), 1);
	cleanup(secret_freep) struct secret *number = kdf_subkey(master, STR("vaultkek"), 2);
	cleanup(secret_freep) struct secret *from_other = kdf_subkey(other, STR("vaultkek"), 1);

	assert_false(secret_eq(key, purpose));
	assert_false(secret_eq(key, number));
	assert_false(secret_eq(key, from_other));
	assert_false(secret_eq(key, master));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_another_blake2b),
		cmocka_unit_test(every_input_matters),
	};

	return cmocka_run_group_tests_name("crypto/kdf", tests, start, NULL);
}
