/* Suspended requests of the server: http_suspend's other side. */
#ifndef HTTP_TICKET_H
#define HTTP_TICKET_H

#include "http/call.h"

struct ticket {
	struct http_ticket base;
	struct mail mail;
	struct mailbox *mailbox; /* a reference until resumed */
	int64_t wait_ms;
	/* the loop's own: */
	struct call *call;
	bool is_resumed; /* before its handler had even returned */
};

struct http_ticket *ticket_new(struct http_host *host, int64_t wait_ms);
struct ticket *ticket_of(struct http_ticket *base);
void ticket_free(struct ticket *t);

#endif
