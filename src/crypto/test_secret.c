#include "base/test.h"

#include <signal.h>
#include <sys/wait.h>

#include "crypto/crypto.h"
#include "crypto/secret.h"

static int start(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return crypto_init(&err) ? 0 : 1;
}

static void assert_str(struct str got, struct str want)
{
	assert_int_equal(got.len, want.len);
	assert_memory_equal(got.at, want.at, want.len);
}

static void keeps_its_bytes(void **state)
{
	(void)state;
	cleanup(secret_freep) struct secret *token = secret_from_bytes(STR("EAA\0tok"));
	cleanup(secret_freep) struct secret *copy = secret_copy(token);
	cleanup(secret_freep) struct secret *header = secret_with_prefix(STR("Bearer "), token);

	assert_str(secret_view(token), STR("EAA\0tok"));
	assert_true(secret_eq(token, copy));
	assert_str(secret_view(header), STR("Bearer EAA\0tok"));
	assert_false(secret_eq(token, header));
}

static void empty_and_null_are_fine(void **state)
{
	(void)state;
	cleanup(secret_freep) struct secret *none = secret_from_bytes(STR_NONE);
	cleanup(secret_freep) struct secret *null = NULL;

	assert_int_equal(secret_len(none), 0);
	assert_null(secret_free(null));
}

static void new_one_is_zero(void **state)
{
	(void)state;
	cleanup(secret_freep) struct secret *s = secret_new(300);

	for (size_t i = 0; i < 300; i++)
		assert_int_equal(secret_bytes(s)[i], 0);
}

static void compares(void **state)
{
	static const struct {
		struct str a, b;
		bool equal;
	} cases[] = {
		{ STR_INIT(""), STR_INIT(""), true },
		{ STR_INIT("a"), STR_INIT(""), false },
		{ STR_INIT("a"), STR_INIT("b"), false },
		{ STR_INIT("abc"), STR_INIT("abc"), true },
		{ STR_INIT("abc"), STR_INIT("abd"), false },
		{ STR_INIT("xbc"), STR_INIT("abc"), false },
		{ STR_INIT("abc"), STR_INIT("abcd"), false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(str_eq_constant_time(cases[i].a, cases[i].b), cases[i].equal);
	/* Absent is not a way to match something, nor the other way round. */
	assert_false(str_eq_constant_time(STR_NONE, STR("x")));
}

static void base64url_round_trip(void **state)
{
	(void)state;
	for (size_t len = 0; len < 70; len++) {
		cleanup(secret_freep) struct secret *s = secret_random(rng_system(), len);
		cleanup(secret_freep) struct secret *text = secret_base64url(s);
		cleanup(secret_freep) struct secret *back = NULL;

		assert_int_equal(secret_len(text), (len * 4 + 2) / 3);
		assert_true(secret_from_base64url(secret_view(text), len, &back));
		assert_true(secret_eq(s, back));
	}
}

static void base64url_is_strict(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		bool ok;
	} cases[] = {
		{ "_-8A", 3, true },   { "_-8A", 2, false },  { "_-8A", 4, false },
		{ "/+8A", 3, false },  { "_-8=", 2, false },  { "_-9", 2, false },
		{ "_-8A ", 3, false }, { " _-8A", 3, false }, { "_-8A\n", 3, false },
		{ "_-8", 2, true },    { "_", 0, false },     { "", 0, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		cleanup(secret_freep) struct secret *s = NULL;

		assert_int_equal(secret_from_base64url(str_of(cases[i].text), cases[i].len, &s),
				 cases[i].ok);
		assert_int_equal(s != NULL, cases[i].ok);
	}
}

/* The last byte may be read; one past it hits a guard page and ends the child. */
static void has_a_guard_page(void **state)
{
	int status = 0;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		struct secret *s = secret_new(16);
		volatile unsigned char *bytes = secret_bytes(s);

		signal(SIGSEGV, SIG_DFL); /* not cmocka's */
		(void)bytes[15];
		(void)bytes[16];
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGSEGV);
}

static void wipes(void **state)
{
	char text[] = "hunter2";

	(void)state;
	mem_wipe(text, sizeof(text));
	for (size_t i = 0; i < sizeof(text); i++)
		assert_int_equal(text[i], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_its_bytes),      cmocka_unit_test(empty_and_null_are_fine),
		cmocka_unit_test(new_one_is_zero),      cmocka_unit_test(compares),
		cmocka_unit_test(base64url_round_trip), cmocka_unit_test(base64url_is_strict),
		cmocka_unit_test(has_a_guard_page),     cmocka_unit_test(wipes),
	};

	return cmocka_run_group_tests_name("crypto/secret", tests, start, NULL);
}
