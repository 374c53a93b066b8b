#include "base/test.h"

#include "auth/email.h"
#include "base/limits.h"

#define A10 "aaaaaaaaaa"
#define A60 A10 A10 A10 A10 A10 A10

static void addresses(void **state)
{
	static const struct {
		const char *email;
		bool ok;
	} cases[] = {
		{ "rani@dapurnusantara.id", true },
		{ "Rani.Putri+ig@sub.dapur-nusantara.co.id", true },
		{ "o'brien_{x}~@example.com", true },
		{ "1@2.3", true },
		{ "azAZ09@azAZ09.id", true },
		{ A60 "aaaa@example.com", true },
		{ A60 "aaaaa@example.com", false },
		{ "a@" A60 "aaa.com", true },
		{ "a@" A60 "aaaa.com", false },
		{ "a@" A60 "." A60 "." A60 "." A60 ".aaaaaaaa", true },
		{ "a@" A60 "." A60 "." A60 "." A60 ".aaaaaaaaa", false },
		{ "", false },
		{ "rani", false },
		{ "@dapur.id", false },
		{ "rani@", false },
		{ "rani@dapur", false },
		{ "rani@dapur.", false },
		{ "rani@.id", false },
		{ "rani@dapur..id", false },
		{ "rani@-dapur.id", false },
		{ "rani@dapur-.id", false },
		{ "rani@da_pur.id", false },
		{ "rani@@dapur.id", false },
		{ "rani@dapur@nusantara.id", false },
		{ ".rani@dapur.id", false },
		{ "rani.@dapur.id", false },
		{ "ra..ni@dapur.id", false },
		{ "ra ni@dapur.id", false },
		{ "rani@dapur.id ", false },
		{ "rani@dapur.id\r\nBcc: x@y.z", false },
		{ "\"rani\"@dapur.id", false },
		{ "rani@[127.0.0.1]", false },
		{ "r\xc3\xa4ni@dapur.id", false },
		{ "<rani@dapur.id>", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_int(cases[i].email, email_is_valid(str_of(cases[i].email)), cases[i].ok);
	assert_false(email_is_valid(STR("ra\0ni@dapur.id")));
	assert_false(email_is_valid(STR_NONE));
}

static void folds(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, MIB);
	check_str("case", email_fold(&a, STR(" Rani@Dapur.ID\t")), STR("rani@dapur.id"));
	check_str("none", email_fold(&a, STR_NONE), STR(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(folds),
	};

	return cmocka_run_group_tests_name("auth/email", tests, NULL, NULL);
}
