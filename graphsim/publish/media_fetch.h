/*
 * How the simulated Meta gets a file from a URL: a GET over plain http to this machine only,
 * whatever the name says (a public name that leads here is taken too), following up to three
 * redirects, bounded in bytes and in time. Everything else "could not be fetched".
 */
#ifndef GRAPHSIM_MEDIA_FETCH_H
#define GRAPHSIM_MEDIA_FETCH_H

#include <stdatomic.h>

#include "base/buf.h"
#include "base/str.h"

enum fetch_outcome {
	FETCH_DONE,
	FETCH_FAILED,    /* unreachable, not of this machine, not 200, cut off */
	FETCH_TIMED_OUT, /* took longer than `timeout_ms` */
	FETCH_TOO_LONG,  /* more than `max_bytes` */
};

struct fetched {
	enum fetch_outcome outcome;
	struct buf body; /* free it with buf_free */
};

/* Blocks, until `stop` becomes true at most. `url` is not trusted. */
struct fetched media_fetch(struct str url, size_t max_bytes, int64_t timeout_ms,
			   const atomic_bool *stop);

#endif
