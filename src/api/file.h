/* Answers that are files of the disk: whole or a range of them, with their length. */
#ifndef API_FILE_H
#define API_FILE_H

#include "api/api.h"

struct sent_file {
	int fd; /* stays the caller's */
	int64_t size_bytes;
	struct str content_type;
	struct str etag;
	struct str disposition; /* empty: none */
	struct str cache_control;
};

/*
 * Streams it: 200, or 206 for one range (RFC 9110 14; If-Range is heeded), with Content-Length;
 * 304 when If-None-Match has it; HEAD gets the same head.
 */
bool file_send(struct call *c, const struct sent_file *f, struct err *err) must_use;

#endif
