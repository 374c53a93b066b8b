#include "http/listen.h"

#include <unistd.h>

#include "base/test.h"

static void close_all(int *fds, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		close(fds[i]);
}

static void test_ports(void **state)
{
	(void)state;
	static const char *const addresses[] = { "127.0.0.1", "::1", "0.0.0.0", "::" };

	for (size_t i = 0; i < COUNT_OF(addresses); i++) {
		struct err err = ERR_INIT;
		uint16_t port = 0, again = 0;
		int fds[3], others[1];
		struct str address = str_of(addresses[i]);

		check_ok(listen_open(address, 0, 3, fds, &port, &err), &err);
		check_true(addresses[i], port > 0);
		/* A second server does not slip in beside the first. */
		check_true(addresses[i], !listen_open(address, port, 1, others, &again, &err));
		check_int(addresses[i], err.code, ERR_CONFIG);
		check_true(addresses[i], str_contains(str_of(err.user), STR("in use")));
		close_all(fds, 3);
		err = ERR_INIT;
		check_ok(listen_open(address, port, 1, others, &again, &err), &err);
		check_int(addresses[i], again, port);
		close_all(others, 1);
	}
}

static void test_bad_addresses(void **state)
{
	(void)state;
	static const char *const addresses[] = {
		"",      "localhost", "127.0.0.256",
		"[::1]", "1.2.3.4 ",  "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000"
	};

	for (size_t i = 0; i < COUNT_OF(addresses); i++) {
		struct err err = ERR_INIT;
		uint16_t port = 0;
		int fds[1];
		check_true(addresses[i],
			   !listen_open(str_of(addresses[i]), 0, 1, fds, &port, &err));
		check_int(addresses[i], err.code, ERR_INVALID_FIELD);
		check_str(addresses[i], str_of(err.field), STR("bind_address"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ports),
		cmocka_unit_test(test_bad_addresses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
