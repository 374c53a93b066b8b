/*
 * What Meta sends by itself: one HTTP request to a callback of an app. Plain http only: callbacks
 * of tests and of a developer's machine.
 */
#ifndef GRAPHSIM_OUTGOING_H
#define GRAPHSIM_OUTGOING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

#define OUTGOING_TIMEOUT_MS 5000

struct outgoing {
	const char *method;
	struct str url;
	struct str content_type; /* empty: none */
	struct str signature;    /* X-Hub-Signature-256; empty: none */
	struct str body;
};

struct outgoing_answer {
	int status; /* 0: there was none; then `problem` says why */
	const char *problem;
	struct str body; /* its first 64 KiB */
};

/* Blocks, for at most about the timeout. The answer lives in `a`. */
struct outgoing_answer outgoing_send(struct arena *a, const struct outgoing *request);

#endif
