#include "net/net_fake.h"

#include "base/buf.h"
#include "base/limits.h"
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
	if (max_bytes && reply.body.len > max_bytes && request->takes_part) {
		reply.body = str_sub(reply.body, 0, max_bytes);
		reply.is_cut = true;
	}
	if (max_bytes && reply.body.len > max_bytes)
		return err_set(err, ERR_NETWORK, "reply over %zu bytes", max_bytes);
	*ret = reply;
	return true;
}

static bool gather(const struct net_mail *mail, struct buf *out)
{
	char piece[1000];
	size_t len = 1;

	buf_put(out, mail->message);
	while (mail->more && len > 0) {
		if (!mail->more(mail->more_ctx, piece, sizeof(piece), &len))
			return false;
		buf_put(out, (struct str){ piece, len });
	}
	return !buf_failed(out);
}

/* Letters are asked for as POST to the mail server's address, with the message as body. */
static bool fake_send_mail(struct net *net, const struct net_mail *mail, int *ret_status,
			   struct err *err)
{
	const struct fake *fake = (const struct fake *)net;
	struct net_reply reply = { .status = 250 };
	cleanup(arena_free) struct arena a = { 0 };
	cleanup(buf_free) struct buf message = { 0 };
	struct net_request request = { .method = "POST", .url = mail->url };

	arena_init(&a, 1 << 16);
	buf_init(&message, LIMIT_HTTP_RESPONSE);
	if (!gather(mail, &message))
		return err_set(err, ERR_NETWORK, "the letter broke off");
	request.body = buf_str(&message);
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
