#include "net/net_fake.h"

#include "net/net_impl.h"

struct fake {
	struct net net;
	net_fake_answer *answer;
	void *ctx;
};

static bool fake_fetch(struct net *net, struct arena *a, const struct net_request *request,
		       struct net_reply *ret, struct err *err)
{
	const struct fake *fake = (const struct fake *)net;

	struct net_reply reply = { .status = 200 };
	if (!fake->answer(fake->ctx, a, request, &reply, err))
		return false;
	size_t max_bytes = request->max_reply_bytes;
	if (max_bytes && reply.body.len > max_bytes)
		return err_set(err, ERR_NETWORK, "reply over %zu bytes", max_bytes);
	*ret = reply;
	return true;
}

/* Letters are asked for as POST to the mail server's address, with the message as body. */
static bool fake_send_mail(struct net *net, const struct net_mail *mail, int *ret_status,
			   struct err *err)
{
	const struct fake *fake = (const struct fake *)net;
	const struct net_request request = { .method = "POST",
					     .url = mail->url,
					     .body = mail->message };
	struct net_reply reply = { .status = 250 };
	cleanup(arena_free) struct arena a = { 0 };

	arena_init(&a, 1 << 16);
	if (!fake->answer(fake->ctx, &a, &request, &reply, err))
		return false;
	*ret_status = reply.status;
	return reply.status < 400 || err_set(err, ERR_NETWORK, "mail server: %d", reply.status);
}

static void fake_stop(struct net *net)
{
	free(net);
}

static const struct net_ops fake_ops = { .fetch = fake_fetch,
					 .send_mail = fake_send_mail,
					 .stop = fake_stop };

struct net *net_fake_start(net_fake_answer *answer, void *ctx)
{
	struct fake *fake = calloc(1, sizeof(*fake));
	if (!fake)
		abort();
	*fake = (struct fake){ .net.ops = &fake_ops, .answer = answer, .ctx = ctx };
	return &fake->net;
}
