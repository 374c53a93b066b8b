/* The Accept field (RFC 9110 12.5.1). */
#ifndef HTTP_ACCEPT_H
#define HTTP_ACCEPT_H

#include "base/str.h"

struct http_preference {
	int quality;  /* 0 (refused) to 1,000 */
	size_t place; /* which item of the list said so */
};

/* What `accept` says of a media type: the most specific item that covers it counts. */
struct http_preference http_accept_preference(struct str accept, struct str media_type);

#endif
