#include "base/test.h"

#include "base/codec.h"
#include "base/limits.h"

typedef bool decoder(struct arena *a, struct str text, struct str *ret);

/* RFC 4648 section 10, and what must be refused. */
static const struct {
	decoder *decode;
	const char *text;
	bool ok;
	struct str bytes;
} rows[] = {
	{ hex_decode, "", true, STR_INIT("") },
	{ hex_decode, "666f6f626172", true, STR_INIT("foobar") },
	{ hex_decode, "666F6F", true, STR_INIT("foo") },
	{ hex_decode, "00ff7f", true, STR_INIT("\x00\xff\x7f") },
	{ hex_decode, "6", false, STR_INIT("") },
	{ hex_decode, "6g", false, STR_INIT("") },
	{ hex_decode, " 6", false, STR_INIT("") },
	{ hex_decode, "0x66", false, STR_INIT("") },
	{ base64url_decode, "", true, STR_INIT("") },
	{ base64url_decode, "Zg", true, STR_INIT("f") },
	{ base64url_decode, "Zm8", true, STR_INIT("fo") },
	{ base64url_decode, "Zm9v", true, STR_INIT("foo") },
	{ base64url_decode, "Zm9vYg", true, STR_INIT("foob") },
	{ base64url_decode, "Zm9vYmE", true, STR_INIT("fooba") },
	{ base64url_decode, "Zm9vYmFy", true, STR_INIT("foobar") },
	{ base64url_decode, "-_8", true, STR_INIT("\xfb\xff") },
	{ base64url_decode, "AAAA", true, STR_INIT("\0\0\0") },
	{ base64url_decode, "Zg==", false, STR_INIT("") },
	{ base64url_decode, "+/8", false, STR_INIT("") },
	{ base64url_decode, "Z", false, STR_INIT("") },
	{ base64url_decode, "Zm9vY", false, STR_INIT("") },
	{ base64url_decode, "Zh", false, STR_INIT("") },
	{ base64url_decode, "Zm9", false, STR_INIT("") },
	{ base64url_decode, "Zm 9v", false, STR_INIT("") },
	{ base64_decode, "", true, STR_INIT("") },
	{ base64_decode, "Zg==", true, STR_INIT("f") },
	{ base64_decode, "Zm8=", true, STR_INIT("fo") },
	{ base64_decode, "Zm9v", true, STR_INIT("foo") },
	{ base64_decode, "+/8=", true, STR_INIT("\xfb\xff") },
	{ base64_decode, "Zg", false, STR_INIT("") },
	{ base64_decode, "Zg=", false, STR_INIT("") },
	{ base64_decode, "Z===", false, STR_INIT("") },
	{ base64_decode, "====", false, STR_INIT("") },
	{ base64_decode, "Zg==Zg==", false, STR_INIT("") },
	{ base64_decode, "-_8=", false, STR_INIT("") },
	{ base64_decode, "Zh==", false, STR_INIT("") },
};

static void test_decode(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;
		struct str bytes = STR("untouched");

		arena_init(&a, 1 * MIB);
		check_int(rows[i].text, rows[i].decode(&a, str_of(rows[i].text), &bytes),
			  rows[i].ok);
		check_str(rows[i].text, bytes, rows[i].ok ? rows[i].bytes : STR("untouched"));
	}
}

static void test_round_trip(void **state)
{
	char bytes[256];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 7);
	for (size_t len = 0; len <= sizeof(bytes); len++) {
		cleanup(arena_free) struct arena a;
		struct str whole = { bytes, len };
		struct str back = STR_NONE;

		arena_init(&a, 1 * MIB);
		check_true("base64", base64_decode(&a, base64_encode(&a, whole), &back));
		check_str("base64", back, whole);
		check_true("hex", hex_decode(&a, hex_encode(&a, whole), &back));
		check_str("hex", back, whole);
		check_true("base64url", base64url_decode(&a, base64url_encode(&a, whole), &back));
		check_str("base64url", back, whole);
	}
}

static void test_encode(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 1 * MIB);
	check_str("hex", hex_encode(&a, STR("\x01\xab\xff")), STR("01abff"));
	check_str("url alphabet", base64url_encode(&a, STR("\xfb\xff\xfe")), STR("-__-"));
	check_str("no padding", base64url_encode(&a, STR("f")), STR("Zg"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_encode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
