/*
 * Meta's signed_request: base64url(signature) "." base64url(JSON), where the signature is
 * HMAC-SHA256(app secret, the encoded JSON as sent). It comes with the deauthorize and the data
 * deletion callback and names the person. (Facebook Login, "Data deletion request callback".)
 */
#ifndef CONNECT_SIGNED_REQUEST_H
#define CONNECT_SIGNED_REQUEST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct graph;

struct signed_request {
	struct str user_id; /* at Facebook, as this app knows the person */
	int64_t issued_s;   /* 0: not told */
};

/*
 * ERR_FORBIDDEN when the signature is missing or not Meta's, before anything else is looked at;
 * ERR_BAD_REQUEST when what was signed cannot be used.
 */
bool signed_request_read(const struct graph *g, struct arena *a, struct str text,
			 struct signed_request *ret, struct err *err) must_use;

#endif
