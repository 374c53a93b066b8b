/*
 * The server without sockets: bytes in, bytes out, through the same parser and the same writer.
 * Handlers of every lane run on the calling thread. For unit tests and fuzzing.
 */
#ifndef HTTP_LOOPBACK_H
#define HTTP_LOOPBACK_H

#include "http/http.h"

struct http_answer {
	int status;
	struct http_header *headers;
	size_t header_count;
	struct str body; /* de-chunked */
	struct str raw;
};

/* One request through `app`; everything returned lives in `a`. `worker` becomes exchange->worker.
 */
struct http_answer http_loopback(struct arena *a, const struct http_app *app, void *worker,
				 struct str raw_request);
/* The same, built from parts; `headers` is a literal like "Cookie: a=b\r\nAccept: text/html\r\n".
 */
struct http_answer http_loopback_call(struct arena *a, const struct http_app *app, void *worker,
				      const char *method_and_target, const char *headers,
				      struct str body);
struct str http_answer_header(const struct http_answer *answer, struct str name);

#endif
