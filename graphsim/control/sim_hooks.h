/*
 * Parts of /_sim that make Meta send something: webhook events, deauthorize and data deletion
 * callbacks. Spec: meta-graph.md 10.
 */
#ifndef GRAPHSIM_SIM_HOOKS_H
#define GRAPHSIM_SIM_HOOKS_H

#include "base/err.h"
#include "base/json.h"
#include "graphsim/world/world.h"

struct made_deliveries {
	int64_t ids[64];
	size_t count;
	size_t event_count;
};

/* Everything is queued; the postman sends it. `a` is for what is made on the way. */
bool sim_hooks_event(struct world *w, struct arena *a, const struct json *body,
		     struct made_deliveries *ret, struct err *err) must_use;
/* `kind` is "deauthorize", which ends what the person granted, or "data_deletion". */
bool sim_hooks_callback(struct world *w, struct arena *a, const struct json *body, const char *kind,
			struct made_deliveries *ret, struct err *err) must_use;
/* The app's callback addresses. */
bool sim_hooks_set_app(struct world *w, const struct json *body, struct err *err) must_use;
/* {"subscriptions":[…],"deliveries":[…]} */
void sim_hooks_write(struct world *w, struct json_writer *j);

#endif
