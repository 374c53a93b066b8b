#include "base/test.h"

#include <string.h>

static void test_code_fixes_status_and_text(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	check_int("returns false", err_set(&err, ERR_TOKEN_EXPIRED, "page %d", 7), 0);
	check_str("cause", str_of(err.cause), STR("page 7"));
	check_str("indonesian", err_text(&err, false),
		  STR("Koneksi Meta kedaluwarsa. Silakan connect ulang."));
	check_int("status", err_info(err.code)->http_status, 409);
}

static void test_context_goes_in_front(void **state)
{
	struct err err = ERR_INIT;
	char longest[2000];

	(void)state;
	err_set(&err, ERR_GRAPH, "timed out");
	err_wrap(&err, "reading media of %s", "178");
	err_wrap(&err, "syncing");
	check_str("chain", str_of(err.cause), STR("syncing: reading media of 178: timed out"));

	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	err_set(&err, ERR_GRAPH, "%s", longest);
	err_wrap(&err, "context");
	check_true("context survives", str_starts_with(str_of(err.cause), STR("context: xxx")));
	err_wrap(&err, "%s", longest);
	check_true("stays terminated", memchr(err.cause, '\0', sizeof(err.cause)) != NULL);
}

static void test_field_names_the_input(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	err_field(&err, "page_id", "Isian %s wajib diisi.", "page_id");
	check_str("field", str_of(err.field), STR("page_id"));
	check_str("text", err_text(&err, true), STR("Isian page_id wajib diisi."));
	err_set(&err, ERR_NOT_FOUND, "other");
	check_str("a new fault forgets the field", str_of(err.field), STR(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_code_fixes_status_and_text),
		cmocka_unit_test(test_context_goes_in_front),
		cmocka_unit_test(test_field_names_the_input),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
