/*
 * Files on their way to Meta: fetched while the caller waits (pictures), or in the background
 * (videos) by the threads of fetcher.h. Neither holds the world's mutex while it waits.
 */
#ifndef GRAPHSIM_ASSET_H
#define GRAPHSIM_ASSET_H

#include "graphsim/protocol/call.h"
#include "graphsim/publish/publishing.h"

/* Lets the mutex go meanwhile. Raises what is wrong with the file. */
bool asset_fetch_now(struct call *c, struct asset *a) must_use;
/* It will be sent by upload (upload.h). */
void asset_await_upload(struct publishing *p, struct asset *a);
void asset_fetch_later(struct world *w, struct asset *a);
/* The bytes are here: looked at, hashed and forgotten. */
void asset_arrive(struct world *w, struct asset *a, struct str bytes);
void asset_fail(struct world *w, struct asset *a, enum graph_error_id failure);

/* The next one to fetch in the background; NULL: none. */
struct asset *asset_take_waiting(struct world *w);
/* For a file that nobody waits for; with the mutex, which is let go meanwhile. */
void asset_fetch_taken(struct world *w, struct asset *a);

#endif
