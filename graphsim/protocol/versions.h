/* Graph API versions and their lives (official changelog, read 2026-11; meta-graph.md 12). */
#ifndef GRAPHSIM_VERSIONS_H
#define GRAPHSIM_VERSIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Does it look like `v25.0`? */
bool version_looks_like(struct str segment);
/* The version that answers a call to `asked`: itself, or the oldest usable one when it has died. */
bool version_resolve(struct str asked, int64_t now_s, struct str *ret) must_use;
/* For calls without one. */
struct str version_default(int64_t now_s);
/* Is v at least number `major`? */
bool version_is_from(struct str v, int64_t major);

#endif
