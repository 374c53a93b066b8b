#include "base/codec.h"
#include "base/limits.h"
#include "base/test.h"
#include "crypto/crypto.h"
#include "hooks/sign.h"

/* The example of Standard Webhooks, which its libraries test themselves with. */
static void test_the_fields_example(void **state)
{
	static const struct hook_signed what = {
		.id = STR_INIT("msg_p5jXN8AQM9LWM0D4loKWxJek"),
		.timestamp_s = 1614265330,
		.body = STR_INIT("{\"test\": 2432232314}"),
	};
	const struct str expected = STR("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
	cleanup(arena_free) struct arena a = { 0 };
	struct err err = ERR_INIT;
	struct str bytes;

	(void)state;
	arena_init(&a, MIB);
	check_ok(crypto_init(&err), &err);
	assert_true(base64_decode(&a, STR("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), &bytes));
	cleanup(secret_freep) struct secret *key = secret_from_bytes(bytes);
	cleanup(secret_freep) struct secret *old = secret_from_bytes(STR("old"));

	check_str("one key", hook_signature(&a, &what, key, NULL), expected);
	struct str both = hook_signature(&a, &what, key, old);
	check_true("the new one first", str_starts_with(both, expected));
	check_int("then the old one", (int64_t)both.len, (int64_t)(2 * expected.len + 1));
	check_str("as it is shown", hook_secret_text(&a, key),
		  STR("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_the_fields_example) };

	return cmocka_run_group_tests_name("hooks/sign", tests, NULL, NULL);
}
