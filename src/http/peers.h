/*
 * How many connections each address has, over all loops, so that one address cannot take them all.
 * An IPv6 address counts by its /64, which is what one customer is given.
 */
#ifndef HTTP_PEERS_H
#define HTTP_PEERS_H

#include <stdbool.h>
#include <sys/socket.h>

struct peers;
struct peer;

struct peers *peers_new(unsigned max_per_address);
struct peers *peers_free(struct peers *p);

/* NULL when the address has as many as it may have. */
struct peer *peers_enter(struct peers *p, const struct sockaddr_storage *address);
void peers_leave(struct peers *p, struct peer *peer);

#endif
