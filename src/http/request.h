/* From a parsed head to the request that handlers see. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "http/http.h"
#include "http/parser.h"

/*
 * Copies the head out of `bytes` into req->arena and decodes path and query. On failure
 * (a path or query that cannot be decoded: answer 400) `*ret_reason` says why. Touches neither
 * peer, scheme, request_id nor body.
 */
bool http_request_fill(struct http_request *req, const struct http_parser *parser, struct str bytes,
		       const char **ret_reason) must_use;

/*
 * Believes X-Forwarded-For and X-Forwarded-Proto: sets peer to the last address listed (the one
 * our own proxy saw) and scheme to "https" when it says so. Nonsense is ignored.
 */
void http_request_trust_proxy(struct http_request *req);

#endif
