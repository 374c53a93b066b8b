#include "http/peers.h"

#include <arpa/inet.h>

#include "base/test.h"

static struct sockaddr_storage address_of(const char *text)
{
	struct sockaddr_storage address = { .ss_family = AF_INET };
	struct sockaddr_in *in4 = (struct sockaddr_in *)&address;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&address;

	if (inet_pton(AF_INET, text, &in4->sin_addr) == 1)
		return address;
	address.ss_family = AF_INET6;
	assert_int_equal(inet_pton(AF_INET6, text, &in6->sin6_addr), 1);
	return address;
}

/* Two places per address: does the third connection come from the same one? */
static void test_same_address(void **state)
{
	(void)state;
	static const struct {
		const char *first, *second;
		bool is_same;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1", true },
		{ "192.0.2.1", "192.0.2.2", false },
		{ "192.0.2.1", "::ffff:192.0.2.1", true },
		{ "2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true }, /* one /64 */
		{ "2001:db8:0:1::1", "2001:db8:0:2::1", false },
		{ "::1", "192.0.2.1", false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct peers *p = peers_new(2);
		struct sockaddr_storage first = address_of(rows[i].first);
		struct sockaddr_storage second = address_of(rows[i].second);
		struct peer *one = peers_enter(p, &first);
		struct peer *two = peers_enter(p, &first);
		check_true(rows[i].second, one && two);
		struct peer *three = peers_enter(p, &second);
		check_int(rows[i].second, three == NULL, rows[i].is_same);
		peers_leave(p, one);
		struct peer *four = peers_enter(p, &first);
		check_true(rows[i].second, four);
		peers_leave(p, two);
		peers_leave(p, four);
		if (three)
			peers_leave(p, three);
		peers_free(p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_same_address) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
