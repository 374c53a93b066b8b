/*
 * A fleet: as many accounts more as are asked for, for measurements. Agencies `fleet-001`,
 * `fleet-002`, … own up to 50 Pages each, and every Page has an Instagram account with some 80
 * media of 200 days.
 */
#ifndef GRAPHSIM_FLEET_H
#define GRAPHSIM_FLEET_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "graphsim/world/cast.h"

#define FLEET_MAX 8000
#define FLEET_PAGES_EACH 50

/* How many agencies so many accounts take. */
size_t fleet_agencies(size_t accounts);
/* What they are cast as; they live in `a`. */
const struct cast_person *fleet_person(struct arena *a, size_t agency);
const struct cast_account *fleet_account(struct arena *a, uint64_t seed, size_t number);
struct str fleet_page_name(struct arena *a, size_t number);

#endif
