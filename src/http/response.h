/* From a response to bytes. Shared by the server and the loopback. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "http/http.h"

void http_response_init(struct http_response *res, struct arena *a, struct http_host *host);

/*
 * How the answer ends on the wire. `length` counts what a GET would have been sent, also for HEAD.
 */
struct http_framing {
	enum { HTTP_FRAME_LENGTH, HTTP_FRAME_CHUNKED, HTTP_FRAME_CLOSE, HTTP_FRAME_NONE } kind;
	uint64_t length;
	bool is_body_sent; /* false for HEAD, 204, 304 */
};

/* Applies If-None-Match (200 becomes 304) and says how the answer is framed. */
struct http_framing http_response_settle(const struct http_request *req, struct http_response *res);

struct http_head_extras {
	struct str date;       /* HTTP-date */
	struct str server;     /* empty: no Server field */
	struct str request_id; /* empty: no X-Request-Id field */
	bool is_last;          /* Connection: close */
};
void http_response_write_head(struct buf *out, const struct http_response *res,
			      const struct http_framing *framing,
			      const struct http_head_extras *extras);

/* Whole body of an answer that is not streamed. */
struct str http_response_body(const struct http_response *res);

/*
 * Makes `res` the server's own answer to a request it will not handle: by app->refuse, or plain
 * text. 503 gets Retry-After.
 */
void http_response_refuse(struct http_response *res, const struct http_app *app, int status,
			  const char *reason);

#endif
