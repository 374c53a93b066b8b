#include "auth/throttle.h"

#include <arpa/inet.h>

int64_t throttle_take(const struct throttle_rule *rule, struct attempts_row *t, int64_t now_s)
{
	int64_t wait_s = t->blocked_until_s - now_s;

	/* An end further away than any pause was set by a clock that has since been set back. */
	if (wait_s > 0 && wait_s <= rule->pause_s)
		return wait_s;
	if (t->failures == 0 || t->blocked_until_s || now_s - t->last_s >= rule->pause_s)
		*t = (struct attempts_row){ .first_s = now_s };
	t->failures++;
	t->last_s = now_s;
	if (t->failures >= rule->max_failures)
		t->blocked_until_s = now_s + rule->pause_s;
	return 0;
}

void throttle_give_back(const struct throttle_rule *rule, struct attempts_row *t)
{
	if (t->failures > 0)
		t->failures--;
	if (t->failures < rule->max_failures)
		t->blocked_until_s = 0;
}

struct str throttle_address(struct arena *a, struct str address)
{
	struct in6_addr ip;
	char text[INET6_ADDRSTRLEN];

	if (address.len >= sizeof(text) || inet_pton(AF_INET6, str_z(a, address), &ip) != 1)
		return address;
	/* ::ffff:1.2.3.4 is an IPv4 client of a dual-stack socket, not one of a /64. */
	if (IN6_IS_ADDR_V4MAPPED(&ip))
		return str_dup(a, str_of(inet_ntop(AF_INET, &ip.s6_addr[12], text, sizeof(text))));
	for (size_t i = 8; i < 16; i++)
		ip.s6_addr[i] = 0;
	inet_ntop(AF_INET6, &ip, text, sizeof(text));
	return str_fmt(a, "%s/64", text);
}
