#include "net/public.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

#include "base/cleanup.h"

/* IANA IPv4 Special-Purpose Address Registry: what is not globally reachable; and multicast. */
static const struct {
	uint32_t network;
	unsigned bits;
} closed_v4[] = {
	{ 0x00000000, 8 },  /* 0.0.0.0: this network */
	{ 0x0a000000, 8 },  /* 10.0.0.0: private */
	{ 0x64400000, 10 }, /* 100.64.0.0: shared, of carriers */
	{ 0x7f000000, 8 },  /* 127.0.0.0: this machine */
	{ 0xa9fe0000, 16 }, /* 169.254.0.0: link-local, clouds' metadata */
	{ 0xac100000, 12 }, /* 172.16.0.0: private */
	{ 0xc0000000, 24 }, /* 192.0.0.0: protocol assignments */
	{ 0xc0000200, 24 }, /* 192.0.2.0: documentation */
	{ 0xc0586300, 24 }, /* 192.88.99.0: 6to4 relays, withdrawn */
	{ 0xc0a80000, 16 }, /* 192.168.0.0: private */
	{ 0xc6120000, 15 }, /* 198.18.0.0: benchmarks */
	{ 0xc6336400, 24 }, /* 198.51.100.0: documentation */
	{ 0xcb007100, 24 }, /* 203.0.113.0: documentation */
	{ 0xe0000000, 3 },  /* 224.0.0.0 and up: multicast, reserved, broadcast */
};

static bool is_public_v4(uint32_t address)
{
	for (size_t i = 0; i < COUNT_OF(closed_v4); i++)
		if ((address ^ closed_v4[i].network) >> (32 - closed_v4[i].bits) == 0)
			return false;
	return true;
}

static uint32_t word_at(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Only 2000::/3 is given out (RFC 4291 2.4), and some of it for special purposes. */
static bool is_public_v6(const unsigned char at[16])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	static const unsigned char translated[12] = { 0x00, 0x64, 0xff, 0x9b };
	uint32_t first = word_at(at);

	if (memcmp(at, mapped, sizeof(mapped)) == 0 ||
	    memcmp(at, translated, sizeof(translated)) == 0)
		return is_public_v4(word_at(at + 12));
	if (first >> 16 == 0x2002) /* 6to4 (RFC 3056) */
		return is_public_v4(word_at(at + 2));
	if (first >> 29 != 1)
		return false;
	/* 2001::/23: protocols, Teredo; 2001:db8::/32 and 3fff::/20: documentation */
	return first >> 9 != 0x20010000 >> 9 && first != 0x20010db8 && first >> 12 != 0x3fff0;
}

bool net_is_public(const struct sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	switch (address->sa_family) {
	case AF_INET:
		memcpy(&v4, address, sizeof(v4));
		return is_public_v4(ntohl(v4.sin_addr.s_addr));
	case AF_INET6:
		memcpy(&v6, address, sizeof(v6));
		return is_public_v6(v6.sin6_addr.s6_addr);
	default:
		return false;
	}
}

static bool is_self(const struct sockaddr *address)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	switch (address->sa_family) {
	case AF_INET:
		memcpy(&v4, address, sizeof(v4));
		return ntohl(v4.sin_addr.s_addr) >> 24 == 127;
	case AF_INET6:
		memcpy(&v6, address, sizeof(v6));
		return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
	default:
		return false;
	}
}

bool net_may_reach(enum net_reach reach, const struct sockaddr *address)
{
	return reach == NET_ANYWHERE || net_is_public(address) ||
	       (reach == NET_PUBLIC_OR_SELF && is_self(address));
}

/* ---- names ------------------------------------------------------------------------------------
 */

/* Old spellings of IPv4 are believed by some resolvers: the last part begins with a digit. */
static bool looks_numeric(struct str host)
{
	struct str rest = host, last = host;

	while (rest.at)
		last = str_cut(&rest, '.');
	return last.len > 0 && last.at[0] >= '0' && last.at[0] <= '9';
}

static bool is_public_name(struct str name)
{
	static const char *const endings[] = { ".local", ".internal", ".localhost", ".lan",
					       ".home" };

	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (str_ends_with(name, str_of(endings[i])))
			return false;
	return str_find_char(name, '.') < name.len && !looks_numeric(name);
}

bool net_may_name(enum net_reach reach, struct arena *a, struct str host)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	const char *text = str_z(a, host);

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return net_may_reach(reach, (const struct sockaddr *)&v4);
	if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
		return net_may_reach(reach, (const struct sockaddr *)&v6);
	if (str_ends_with(host, STR(".")))
		host.len--;
	return reach == NET_ANYWHERE || is_public_name(host) ||
	       (reach == NET_PUBLIC_OR_SELF && str_eq_nocase(host, STR("localhost")));
}
