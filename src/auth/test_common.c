/* Which passwords are refused because everybody tries them. */
#include "base/test.h"

#include "auth/common.h"

static void guessable(void **state)
{
	static const struct {
		const char *password;
		bool is_common;
	} cases[] = {
		/* the list, and how people dress its words up */
		{ "password", true },
		{ "PassWord", true },
		{ "password1", true },
		{ "Password123!", true },
		{ "p4ssw0rd", true },
		{ "P@$$w0rd1", true },
		{ "iloveyou", true },
		{ "qwertyuiop", true },
		{ "1qaz2wsx", true },
		{ "sayang123", true },
		{ "Bismillah99", true },
		{ "indonesia", true },
		{ "rahasia2026", true },
		{ "simpul2026", true },
		/* no words at all */
		{ "12345678", true },
		{ "1234567890", true },
		{ "87654321", true },
		{ "abcdefgh", true },
		{ "aaaaaaaa", true },
		{ "12121212", true },
		{ "99999999a", true },
		/* the address */
		{ "dapurrani", true },
		{ "DapurRani1", true },
		{ "1dapurrani12", true },
		/* these may be used */
		{ "sambal terasi 7", false },
		{ "kata sandi rahasia 1", false },
		{ "correct horse battery", false },
		{ "kuning-gajah-42", false },
		{ "password di atas meja", false },
		{ "dapurrani di jalan melati", false },
		{ "x7Gq!2mZ", false },
		{ "\xc3\xa9\xc3\xa8\xc3\xaa\xc3\xab\xc3\xa0\xc3\xa2\xc3\xa4\xc3\xb6", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_int(cases[i].password,
			  password_is_common(str_of(cases[i].password), STR("dapurrani@simpul.id")),
			  cases[i].is_common);
	assert_true(password_is_common(STR("dapur"), STR("")));
	assert_false(password_is_common(STR("zaabcdef7hq"), STR("a@b.id")));
}

/* Every line is found, so the file is sorted. */
static void the_list_is_sorted(void **state)
{
	extern const char common_passwords[], common_passwords_end[];
	struct str rest = { common_passwords, (size_t)(common_passwords_end - common_passwords) };
	struct str before = STR("");
	int count = 0;

	(void)state;
	while (rest.at) {
		struct str line = str_cut(&rest, '\n');

		if (line.len == 0)
			continue;
		check_true("order", str_cmp(before, line) < 0);
		assert_true(password_is_common(line, STR("")));
		before = line;
		count++;
	}
	assert_true(count > 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guessable),
		cmocka_unit_test(the_list_is_sorted),
	};
	return cmocka_run_group_tests_name("auth/common", tests, NULL, NULL);
}
