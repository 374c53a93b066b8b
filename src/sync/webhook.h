/*
 * Webhooks: what Meta tells by itself. A delivery is stored whole in one write and answered; a job
 * reads it afterwards. Events are known by a hash of what they say, so one that Meta sends again
 * (it does, for 36 hours, until it is answered) is stored once.
 *
 * Payloads: Graph API reference, Webhooks, objects `instagram` and `page`, v25. The signature is
 * checked by whoever calls (graph_has_signed): these functions believe what they are given.
 */
#ifndef SYNC_WEBHOOK_H
#define SYNC_WEBHOOK_H

#include "sync/sync.h"

struct webhook_receipt {
	int64_t events;   /* in the delivery */
	int64_t repeated; /* of these: stored before */
};

/* Stores a delivery. ERR_BAD_REQUEST when it is not one; then nothing of it is stored. */
bool webhook_accept(struct sync *s, struct arena *a, struct str body, int64_t now_s,
		    struct webhook_receipt *ret, struct err *err) must_use;

/*
 * "sync.webhook": works through the stored events, oldest first. Comments of a post we know are
 * stored (and classified) at once; those of one we don't know yet come with the next collection.
 */
bool webhook_job(void *ctx, struct job_context *job, struct err *err) must_use;

#endif
