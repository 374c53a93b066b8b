/* Entity tags (RFC 9110 8.8.3) and If-None-Match (13.1.2). */
#ifndef HTTP_ETAG_H
#define HTTP_ETAG_H

#include "base/str.h"

/* Weak comparison of `etag` (quoted, with or without W/) with a list of tags or "*". */
bool http_etag_is_listed(struct str etag, struct str if_none_match);

#endif
