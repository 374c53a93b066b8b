/* Parts of /_sim about publishing: how it goes, and the ledger of what was really published. */
#ifndef GRAPHSIM_SIM_PUBLISHING_H
#define GRAPHSIM_SIM_PUBLISHING_H

#include "base/err.h"
#include "base/json.h"
#include "base/url.h"
#include "graphsim/world/world.h"

/*
 * {"account": id or username, or "page": id (neither: for all), "image_ms", "video_ms",
 * "quota_total", "containers_max", "republish": "refused" | "unknown" | "again",
 * "fail": {"subcode": 2207026, "times": 1},
 * "effect_delay_ms", "deny": {"code": 4, "subcode": 2207051, "times": 1}}: what is left out stays
 * as it is.
 */
bool sim_publishing_change(struct world *w, const struct json *body, struct err *err) must_use;
/* The rules of everybody and of each target. */
void sim_publishing_write(const struct world *w, struct json_writer *j);

/*
 * {"published","distinct","duplicates","items":[…]}: everything the world can see because an app
 * asked for it, oldest first; `target`, `kind`, `text` and `since` (a number) narrow it.
 */
void sim_ledger_write(struct world *w, struct arena *a, const struct params *args,
		      struct json_writer *j);

#endif
