/*
 * Publishing (decision 0200): posts are stored with a time and their targets, a job per target
 * moves it through the protocol, and what cannot be known is said to be unknown.
 *
 * planning/ makes and changes posts. It sees of this folder its life and job kinds (here), the
 * states (state.h) and the arrows of a post's owner (post_move.h), whether a post is approved
 * (approval_state.h), and where it can be published (places.h). Nothing here holds a database
 * transaction while it waits for Meta.
 */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "net/public.h"

struct graph;
struct hooks;
struct job_context;
struct net;
struct jobs;
struct rng;
struct store;
struct uploads;
struct vault;

struct publish_config {
	struct store *store;
	struct graph *graph;
	const struct vault *vault;
	struct jobs *jobs;
	struct hooks *hooks; /* who is told what became of a post; NULL: nobody */
	const struct clock *clock;
	const struct rng *rng;   /* makes secret links to the plan */
	int64_t call_timeout_ms; /* of one call to Meta: graph_config.timeout_ms */
	int64_t quiet_ms; /* beyond that, until a publish call can have no effect any more; 0:
			     60,000 */
	int64_t grace_ms; /* a post due longer ago than that is held; 0: two hours */
	enum net_reach media_reach; /* where media may lie that users name */
	struct uploads *uploads;    /* NULL: there are none */
	struct net *net;            /* planning/ looks at media */
	/*
	 * Tests: called with the name of every place where the process might die, right before and
	 * right after each commit and call. True: go no further, as if it had. NULL: never.
	 */
	bool (*failpoint)(void *ctx, const char *name);
	void *failpoint_ctx;
};

/* What is made of it, for everybody who works on posts. */
struct publish {
	struct publish_config config;
};

bool publish_new(const struct publish_config *config, struct publish **ret, struct err *err)
	must_use;
struct publish *publish_free(struct publish *p);

/* "publish.target": {"target_id":N}. Moves it as far as it goes, and comes again when it must wait.
 */
bool publish_target_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* "publish.sweep": every minute, makes sure that every target that is due has a job. */
bool publish_sweep_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* Queues that: once, at start. */
bool publish_start(struct publish *p, struct err *err) must_use;

#define PUBLISH_LEASE_MS 15000

/*
 * One turn of one target, on the calling thread: the body of publish.target, for tests.
 * *ret_again_ms: when it must be looked at again; 0: never, unless somebody acts.
 */
bool publish_turn(struct publish *p, struct arena *a, int64_t target_id, int64_t *ret_again_ms,
		  struct err *err) must_use;

#endif
