/*
 * multipart/form-data (RFC 7578), as browsers and Graph clients send it. Strict: a bad boundary,
 * a part without a name or more than LIMIT_QUERY_PARAMS parts is an error.
 */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "base/err.h"
#include "base/str.h"

struct multipart_part {
	struct str name;
	struct str file_name; /* STR_NONE for plain fields */
	struct str content_type;
	struct str body;
};

struct multipart {
	struct multipart_part *at;
	size_t count;
};

/* `content_type` is the request's whole header. Slices point into `body` or into the arena. */
bool multipart_parse(struct arena *a, struct str content_type, struct str body,
		     struct multipart *ret, struct err *err) must_use;

#endif
