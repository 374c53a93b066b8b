/* Parts of /_sim that change what people do: their accounts, their media and what they granted. */
#ifndef GRAPHSIM_SIM_CHANGES_H
#define GRAPHSIM_SIM_CHANGES_H

#include "base/err.h"
#include "base/json.h"
#include "graphsim/world/world.h"

/* Each answers 200 {"changed":n}, or fails with what to do. */
bool sim_change_account(struct world *w, const struct json *body, int64_t *ret_changed,
			struct err *err) must_use;
bool sim_change_media(struct world *w, const struct json *body, int64_t *ret_changed,
		      struct err *err) must_use;
bool sim_change_grant(struct world *w, const struct json *body, int64_t *ret_changed,
		      struct err *err) must_use;

#endif
