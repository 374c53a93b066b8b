/*
 * What stands behind a handler's calls http_suspend, http_resume, http_stream_*: the server's
 * request (call.h) or the loopback's. A `struct http_host` is embedded in theirs.
 */
#ifndef HTTP_HOST_H
#define HTTP_HOST_H

#include "http/http.h"

struct http_host {
	struct http_ticket *(*suspend)(struct http_host *h, int64_t wait_ms);
	bool (*stream_begin)(struct http_host *h, struct err *err);
	bool (*stream_write)(struct http_host *h, struct str bytes, struct err *err);
};

struct http_ticket {
	void (*resume)(struct http_ticket *t);
};

/* The structure a member is embedded in. */
#define CONTAINER_OF(member_at, T, member) ((T *)(void *)((char *)(member_at)-offsetof(T, member)))

#endif
