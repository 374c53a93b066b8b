/*
 * The server without sockets: bytes in, bytes out, through the same parser and the same writer.
 * Handlers of every lane run on the calling thread. For unit tests and fuzzing. Date and request id
 * are constant, so that the same request gives the same bytes.
 */
#ifndef HTTP_LOOPBACK_H
#define HTTP_LOOPBACK_H

#include "http/http.h"

struct http_answer {
	int status; /* 0: the request was not complete; a server would have waited for more */
	struct http_header *headers;
	size_t header_count;
	struct str body; /* de-chunked */
	struct str raw;  /* as it would have been sent */
	bool is_broken;  /* a stream failed half-way: a client would see a broken transfer */
};

/*
 * One request through `app`; everything returned lives in `a`. `worker` becomes exchange->worker.
 * A suspended request is waited for; after its deadline the answer is 503, and `a` must stay until
 * the ticket has been resumed.
 */
struct http_answer http_loopback(struct arena *a, const struct http_app *app, void *worker,
				 struct str raw_request);
/*
 * The same, built from parts: `method_and_target` is like "GET /x?y=1", `headers` like
 * "Cookie: a=b\r\nAccept: text/html\r\n" or "". Host and Content-Length are added.
 */
struct http_answer http_loopback_call(struct arena *a, const struct http_app *app, void *worker,
				      const char *method_and_target, const char *headers,
				      struct str body);
/* STR_NONE when absent. */
struct str http_answer_header(const struct http_answer *answer, struct str name);

#endif
