/*
 * A network of scripted replies, for tests: a function answers each request in the caller's thread.
 */
#ifndef NET_NET_FAKE_H
#define NET_NET_FAKE_H

#include "net/net.h"

/*
 * Fills `ret` (texts in `a` or literals) and returns true, or sets `err` and returns false for "no
 * answer". May be called by several threads at once.
 */
typedef bool net_fake_answer(void *ctx, struct arena *a, const struct net_request *request,
			     struct net_reply *ret, struct err *err);

struct net *net_fake_start(net_fake_answer *answer, void *ctx);

#endif
