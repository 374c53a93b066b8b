/* The threads that fetch files nobody waits for (asset.h). */
#ifndef GRAPHSIM_FETCHER_H
#define GRAPHSIM_FETCHER_H

#include "graphsim/world/world.h"

struct fetcher;

struct fetcher *fetcher_new(struct world *w);
/* Ends after what is being fetched now. */
struct fetcher *fetcher_free(struct fetcher *f);

#endif
