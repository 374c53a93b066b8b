/* Suspended requests and the thread that resumes each at its time. */
#ifndef GRAPHSIM_WAITING_H
#define GRAPHSIM_WAITING_H

#include <stdint.h>

#include "http/http.h"

struct waiting;

struct waiting *waiting_new(void);
/* Resumes what is left, then ends the thread. */
struct waiting *waiting_free(struct waiting *w);
void waiting_add(struct waiting *w, struct http_ticket *ticket, int64_t in_ms);
/* Everything becomes due now. */
void waiting_release(struct waiting *w);

#endif
