#include "http/ticket.h"

#include "http/loop.h"

struct ticket *ticket_of(struct http_ticket *base)
{
	return CONTAINER_OF(base, struct ticket, base);
}

/* After the post the ticket belongs to the loop, which may already have freed it. */
static void ticket_resume(struct http_ticket *base)
{
	struct ticket *t = ticket_of(base);
	struct mailbox *box = t->mailbox;

	mailbox_post(box, &t->mail);
	mailbox_unref(box);
}

struct http_ticket *ticket_new(struct http_host *host, int64_t wait_ms)
{
	struct call *call = CONTAINER_OF(host, struct call, host);
	struct ticket *t = calloc(1, sizeof(*t));
	if (!t)
		abort(); /* the policy of arena.h */
	t->base.resume = ticket_resume;
	t->mail.kind = MAIL_TICKET;
	t->mailbox = mailbox_ref(call->loop->mailbox);
	t->call = call;
	t->wait_ms = wait_ms;
	return &t->base;
}

void ticket_free(struct ticket *t)
{
	free(t);
}
