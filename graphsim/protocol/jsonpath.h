/* The part of JSONPath that batch references use: `$.data.*.id`, `$.id`, `$.data[0].id`, `$[1]`. */
#ifndef GRAPHSIM_JSONPATH_H
#define GRAPHSIM_JSONPATH_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Appends every scalar the path selects in the JSON text, joined by commas. False: bad path or
 * text. */
bool jsonpath_join(struct arena *a, struct str json_text, struct str path, struct buf *out)
	must_use;

#endif
