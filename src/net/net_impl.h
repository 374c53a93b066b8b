/* How an implementation of net.h hooks in: net_curl.c is the real one, net_fake.c the scripted one.
 */
#ifndef NET_NET_IMPL_H
#define NET_NET_IMPL_H

#include "net/net.h"

struct net_ops {
	bool (*fetch)(struct net *net, struct arena *a, const struct net_request *request,
		      struct net_reply *ret, struct err *err);
	bool (*send_mail)(struct net *net, const struct net_mail *mail, int *ret_status,
			  struct err *err);
	void (*stop)(struct net *net); /* frees `net` too */
};

/* The first member of an implementation's own struct. */
struct net {
	const struct net_ops *ops;
	bool (*must_not_wait)(void *ctx); /* of net_config; NULL: never */
	void *must_not_wait_ctx;
};

#endif
