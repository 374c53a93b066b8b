/* The thread that sends what is due (hooks.h), one after the other, without the world's mutex. */
#ifndef GRAPHSIM_POSTMAN_H
#define GRAPHSIM_POSTMAN_H

#include "graphsim/world/world.h"

struct postman;

struct postman *postman_new(struct world *w);
/* Ends after what is being sent now; the rest is not sent. */
struct postman *postman_free(struct postman *p);

#endif
