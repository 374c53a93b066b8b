/*
 * Which addresses are out in the open: what a server may be made to fetch by a stranger's address
 * must not be this machine, its neighbours, or the cloud's own services (169.254.169.254).
 */
#ifndef NET_PUBLIC_H
#define NET_PUBLIC_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * True for global unicast addresses of IPv4 and IPv6, also of an IPv4 address inside an IPv6 one
 * (mapped, translated, 6to4). By the special-purpose registries of IANA (RFC 6890 and its
 * successors).
 */
bool net_is_public(const struct sockaddr *address);

#endif
