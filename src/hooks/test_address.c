#include "base/test.h"
#include "hooks/address.h"

static const struct {
	const char *url;
	bool is_ok;
} cases[] = {
	{ "https://app.example.id/hook", true },
	{ "https://app.example.id:8443/hook?from=simpul", true },
	{ "https://8.8.8.8/hook", true },
	{ "https://[2606:4700::1111]/hook", true },
	{ "http://app.example.id/hook", false },
	{ "ftp://app.example.id/hook", false },
	{ "app.example.id/hook", false },
	{ "https://name:pass@app.example.id/", false },
	{ "https://app.example.id/#part", false },
	{ "https://localhost/", false },
	{ "https://simpul/", false },
	{ "https://nas.local/", false },
	{ "https://nas.local./", false },
	{ "https://db.internal/", false },
	{ "https://127.0.0.1/", false },
	{ "https://10.1.2.3/", false },
	{ "https://169.254.169.254/latest/meta-data", false },
	{ "https://[::1]/", false },
	{ "https://[fd00::1]/", false },
	{ "https://[::ffff:10.0.0.1]/", false },
	{ "https://2130706433/", false },
	{ "https://0x7f.1/", false },
	{ "https://127.1/", false },
	{ "", false },
};

static void test_addresses(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };

	(void)state;
	arena_init(&a, 1 << 20);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = ERR_INIT;
		bool ok = hook_address_check(&a, str_of(cases[i].url), NET_PUBLIC, &err);
		check_int(cases[i].url, ok, cases[i].is_ok);
		if (ok)
			continue;
		check_int(cases[i].url, err.code, ERR_INVALID_FIELD);
		check_str(cases[i].url, str_of(err.field), STR("url"));
		check_true(cases[i].url, err.user[0] && err.user_en[0]);
	}
}

static void test_the_simulators_addresses(void **state)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct err err = ERR_INIT;

	(void)state;
	arena_init(&a, 1 << 20);
	check_ok(hook_address_check(&a, STR("http://127.0.0.1:9000/"), NET_PUBLIC_OR_SELF, &err),
		 &err);
	check_true("of a neighbour",
		   !hook_address_check(&a, STR("http://10.0.0.7/"), NET_PUBLIC_OR_SELF, &err));
	check_true("still an address",
		   !hook_address_check(&a, STR("file:///etc"), NET_PUBLIC_OR_SELF, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_the_simulators_addresses),
	};
	return cmocka_run_group_tests_name("hooks/address", tests, NULL, NULL);
}
