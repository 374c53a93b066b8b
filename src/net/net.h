/*
 * Outgoing HTTP and mail, through one network loop (libcurl multi) shared by all threads:
 * connection reuse, HTTP/2, at most N connections per host. Blocking for the caller, never for the
 * loop.
 *
 * Secrets travel in `secret_header` and in `body`; neither is ever logged or put into an error.
 * Replies are capped; redirects are not followed; only http and https.
 */
#ifndef NET_NET_H
#define NET_NET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "net/public.h"

struct net;

struct net_config {
	unsigned max_host_connections; /* 8 */
	int64_t connect_timeout_ms;    /* 10,000 */
	struct str user_agent;
	/*
	 * Whether the calling thread holds something that everybody waits for, such as the
	 * database's lock: then nothing is sent, and the call fails as ERR_INTERNAL. NULL: it never
	 * does.
	 */
	bool (*must_not_wait)(void *ctx);
	void *must_not_wait_ctx;
};

bool net_start(const struct net_config *config, struct net **ret, struct err *err) must_use;
struct net *net_stop(struct net *net); /* cancels what is running */
void net_stopp(struct net **net);

struct net_header {
	struct str name;
	struct str value;
};

struct net_request {
	const char *method; /* "GET", "POST", "DELETE" */
	struct str url;     /* holds no token */
	const struct net_header *headers;
	size_t header_count;
	struct str body;    /* at == NULL: none */
	int64_t timeout_ms; /* whole exchange */
	size_t max_reply_bytes;
	/*
	 * It must not arrive twice: is sent on a connection of its own. On one that was used before
	 * and breaks without an answer, libcurl sends a request again by itself, whatever its
	 * method (lib/transfer.c, Curl_retry_request).
	 */
	bool is_once;
	/*
	 * For an address that somebody else chose, NET_PUBLIC: https alone, and only to a host
	 * whose address is public, whatever its name resolves to and however often it is asked. No
	 * proxy is used, because it would connect in our place. (NET_PUBLIC_OR_SELF: http, too.)
	 */
	enum net_reach reach;
	/*
	 * Of a file of a stranger's: a longer reply is cut at max_reply_bytes instead of failing,
	 * is not decompressed, and http will do, too.
	 */
	bool takes_part;
};

struct net_reply {
	int status;
	const struct net_header *headers;
	size_t header_count;
	struct str body;
	int64_t took_ms;
	bool is_cut; /* there is more: takes_part */
};

/*
 * One exchange. True for any complete HTTP answer whatever its status; false (ERR_NETWORK) when
 * there is none: no connection, timeout, cut short, too large; ERR_FORBIDDEN when `reach` does
 * not allow the address. The reply lives in `a`. Any thread.
 */
bool net_fetch(struct net *net, struct arena *a, const struct net_request *request,
	       struct net_reply *ret, struct err *err) must_use;

/* One letter over SMTP (RFC 5321). */
struct net_mail {
	struct str url;            /* smtp://host:587 or smtps://host:465 */
	bool needs_tls;            /* on smtp://: STARTTLS or nothing */
	struct str user, password; /* user empty: no authentication */
	struct str from, to;       /* addresses alone */
	struct str message;        /* RFC 5322; lines end in CRLF */
	/*
	 * What comes after `message`, a piece at a time: at most `cap` bytes to `at`; *ret_len 0 is
	 * the end. False breaks the letter off. On the loop's thread: it may read a local file and
	 * must wait for nothing else. NULL: the message is all.
	 */
	bool (*more)(void *ctx, char *at, size_t cap, size_t *ret_len);
	void *more_ctx;
	int64_t timeout_ms; /* whole exchange */
};

/*
 * True when the server took the letter. *ret_status is its last reply (250, 550, …), 0 when there
 * was none; 354 with false: the letter was under way and nobody knows whether it was taken. Any
 * thread.
 */
bool net_send_mail(struct net *net, const struct net_mail *mail, int *ret_status, struct err *err)
	must_use;

struct str net_reply_header(const struct net_reply *reply, struct str name);
/*
 * How long the server asks to be left alone (RFC 9110 section 10.2.3, Retry-After): seconds, or a
 * date, which is held against `now_ms`. 0: it does not say, or nothing that can be understood.
 */
int64_t net_reply_retry_after_ms(const struct net_reply *reply, int64_t now_ms);

#endif
