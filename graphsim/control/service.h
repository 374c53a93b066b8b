/*
 * The simulator as an http_app: routes a request to the Graph API, the dialog, the pictures or the
 * levers, and carries out faults. Requests that a fault delays or hangs are suspended, so that no
 * other request waits for them.
 */
#ifndef GRAPHSIM_SERVICE_H
#define GRAPHSIM_SERVICE_H

#include "graphsim/world/world.h"
#include "http/http.h"

struct service;

/* Owns nothing of `world`, which must outlive it. */
struct service *service_new(struct world *world);
/* Lets every suspended request go first. Call when the server has stopped taking requests. */
void service_release_waiting(struct service *s);
struct service *service_free(struct service *s);
void service_freep(struct service **s);

struct http_app service_app(struct service *s);

#endif
