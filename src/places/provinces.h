/* Provinces of Indonesia: as the data name them, and as people here and Meta do. */
#ifndef PLACES_PROVINCES_H
#define PLACES_PROVINCES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* In Indonesian; a name that is not such a province stays. */
struct str province_name(struct str english);
/* Is `asked`, in either language, the province that the data call `english`? */
bool province_is(struct arena *a, struct str english, struct str asked);

#endif
