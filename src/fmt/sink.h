/*
 * Where formatted bytes go: a socket, a file, a buffer. A format writes blocks into a sink and
 * never learns what is behind it, so the same code serves the web, the API and the command line in
 * constant memory. A sink that fails ends the format.
 */
#ifndef FMT_SINK_H
#define FMT_SINK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

struct sink {
	/* Takes all of `bytes`, which are the caller's again on return. */
	bool (*write)(void *ctx, struct str bytes, struct err *err);
	void *ctx;
};

static inline must_use bool sink_write(const struct sink *s, struct str bytes, struct err *err)
{
	return s->write(s->ctx, bytes, err);
}

/* Fails with ERR_TOO_LARGE past the buffer's maximum. */
struct sink sink_to_buf(struct buf *b);
/* A file or pipe; `*fd` must live as long as the sink. Blocks until all is written. */
struct sink sink_to_fd(int *fd);

#endif
