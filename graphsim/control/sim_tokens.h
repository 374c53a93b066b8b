/* Parts of /_sim that look into tokens and into the truth behind insights. */
#ifndef GRAPHSIM_SIM_TOKENS_H
#define GRAPHSIM_SIM_TOKENS_H

#include "base/err.h"
#include "base/json.h"
#include "graphsim/world/world.h"

/* Members "grants" and "tokens" of /_sim/state: no whole token. */
void sim_tokens_write(struct world *w, struct arena *a, struct json_writer *j);
/* POST /_sim/token: how many tokens (and roles) changed. */
bool sim_tokens_change(struct world *w, const struct json *body, int64_t *ret_changed,
		       struct err *err) must_use;
/* What the account's insights must say of that day; false: not over, or too early. */
bool sim_truth_write(struct world *w, struct account *a, int64_t pacific_day, struct json_writer *j)
	must_use;

#endif
