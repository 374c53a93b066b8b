#include "net/net_impl.h"

/* A mistake of the caller's, told instead of made: the others would wait with him. */
static bool may_wait(const struct net *net, struct err *err)
{
	return !net->must_not_wait || !net->must_not_wait(net->must_not_wait_ctx) ||
	       err_set(err, ERR_INTERNAL, "a call inside a write of the database");
}

bool net_fetch(struct net *net, struct arena *a, const struct net_request *request,
	       struct net_reply *ret, struct err *err)
{
	return may_wait(net, err) && net->ops->fetch(net, a, request, ret, err);
}

bool net_send_mail(struct net *net, const struct net_mail *mail, int *ret_status, struct err *err)
{
	*ret_status = 0;
	return may_wait(net, err) && net->ops->send_mail(net, mail, ret_status, err);
}

struct net *net_stop(struct net *net)
{
	if (net)
		net->ops->stop(net);
	return NULL;
}

void net_stopp(struct net **net)
{
	*net = net_stop(*net);
}

struct str net_reply_header(const struct net_reply *reply, struct str name)
{
	for (size_t i = 0; i < reply->header_count; i++) {
		if (str_eq_nocase(reply->headers[i].name, name))
			return reply->headers[i].value;
	}
	return STR_NONE;
}
