/* Which addresses are out in the open. */
#include "net/public.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/test.h"

static const struct {
	const char *address;
	bool is_public;
} cases[] = {
	{ "8.8.8.8", true },
	{ "157.240.1.1", true },
	{ "1.0.0.0", true },
	{ "100.63.255.255", true },
	{ "172.15.255.255", true },
	{ "172.32.0.0", true },
	{ "223.255.255.255", true },
	{ "0.0.0.0", false },
	{ "10.0.0.1", false },
	{ "100.64.0.1", false },
	{ "127.0.0.1", false },
	{ "127.255.255.254", false },
	{ "169.254.169.254", false },
	{ "172.16.0.1", false },
	{ "172.31.255.255", false },
	{ "192.0.0.8", false },
	{ "192.168.1.1", false },
	{ "198.19.255.255", false },
	{ "203.0.113.7", false },
	{ "224.0.0.1", false },
	{ "255.255.255.255", false },
	{ "2a03:2880:f10c:83:face:b00c:0:25de", true },
	{ "2001:4860:4860::8888", true },
	{ "::", false },
	{ "::1", false },
	{ "::ffff:127.0.0.1", false },
	{ "::ffff:10.1.2.3", false },
	{ "::ffff:8.8.8.8", true },
	{ "::127.0.0.1", false },
	{ "64:ff9b::7f00:1", false },
	{ "64:ff9b::808:808", true },
	{ "64:ff9b:1::1", false },
	{ "2002:7f00:1::", false },
	{ "2002:808:808::", true },
	{ "2001::1", false },
	{ "2001:db8::1", false },
	{ "3fff::1", false },
	{ "fc00::1", false },
	{ "fd12:3456::1", false },
	{ "fe80::1", false },
	{ "fec0::1", false },
	{ "ff02::1", false },
};

static void test_addresses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
		struct sockaddr_in v4 = { .sin_family = AF_INET };
		const void *address = &v4;

		if (inet_pton(AF_INET, cases[i].address, &v4.sin_addr) != 1) {
			check_int("an address",
				  inet_pton(AF_INET6, cases[i].address, &v6.sin6_addr), 1);
			address = &v6;
		}
		check_int(cases[i].address, net_is_public(address), cases[i].is_public);
		check_int(cases[i].address, net_may_reach(NET_PUBLIC, address), cases[i].is_public);
		check_true(cases[i].address, net_may_reach(NET_ANYWHERE, address));
	}
}

static void test_hosts(void **state)
{
	static const struct {
		const char *host;
		bool is_public, is_self;
	} rows[] = {
		{ "cdn.example.com", true, false },
		{ "cdn.example.com.", true, false },
		{ "93.184.216.34", true, false },
		{ "2606:2800::1", true, false },
		{ "::ffff:8.8.8.8", true, false },
		{ "localhost", false, true },
		{ "LOCALHOST", false, true },
		{ "127.0.0.1", false, true },
		{ "127.8.9.1", false, true },
		{ "::1", false, true },
		{ "10.0.0.7", false, false },
		{ "169.254.169.254", false, false },
		{ "192.168.1.1", false, false },
		{ "fd00::1", false, false },
		{ "::ffff:127.0.0.1", false, false },
		{ "2130706433", false, false },
		{ "0x7f.1", false, false },
		{ "127.1", false, false },
		{ "intranet", false, false },
		{ "printer.local", false, false },
		{ "printer.local.", false, false },
		{ "db.internal", false, false },
		{ "", false, false },
	};
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str host = str_of(rows[i].host);
		check_int(rows[i].host, net_may_name(NET_PUBLIC, &a, host), rows[i].is_public);
		check_int(rows[i].host, net_may_name(NET_PUBLIC_OR_SELF, &a, host),
			  rows[i].is_public || rows[i].is_self);
		check_true(rows[i].host, net_may_name(NET_ANYWHERE, &a, host));
	}
}

static void test_no_other_family(void **state)
{
	const struct sockaddr local = { .sa_family = AF_UNIX };

	(void)state;
	assert_false(net_is_public(&local));
	assert_false(net_may_reach(NET_PUBLIC_OR_SELF, &local));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_no_other_family),
	};
	return cmocka_run_group_tests_name("net/public", tests, NULL, NULL);
}
