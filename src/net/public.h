/*
 * Which addresses are out in the open: what a server may be made to fetch by a stranger's address
 * must not be this machine, its neighbours, or the cloud's own services (169.254.169.254).
 */
#ifndef NET_PUBLIC_H
#define NET_PUBLIC_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct sockaddr;

/* How far a request may reach; not far, unless it says so. */
enum net_reach {
	NET_PUBLIC,         /* somebody else chose the address: only what is out in the open */
	NET_PUBLIC_OR_SELF, /* and this machine, where the simulator lives */
	NET_ANYWHERE,       /* the operator chose it */
};

/*
 * True for global unicast addresses of IPv4 and IPv6, also of an IPv4 address inside an IPv6 one
 * (mapped, translated, 6to4). By the special-purpose registries of IANA (RFC 6890 and its
 * successors).
 */
bool net_is_public(const struct sockaddr *address);
bool net_may_reach(enum net_reach reach, const struct sockaddr *address);
/*
 * The same for the host of a URL before it is looked up. Names that only a private network knows
 * (no dot, .local, .internal, …) and old spellings of numbers (0x7f.1, 2130706433) are not public.
 */
bool net_may_name(enum net_reach reach, struct arena *a, struct str host);

#endif
