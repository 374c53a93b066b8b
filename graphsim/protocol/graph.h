/*
 * The Graph API itself: takes a call that says what was asked and leaves the answer in it. The
 * order of checks is that of meta-graph.md 15.1: path, token, its state, proof, limits, object,
 * permission, parameters.
 */
#ifndef GRAPHSIM_GRAPH_H
#define GRAPHSIM_GRAPH_H

#include "graphsim/protocol/call.h"
#include "graphsim/protocol/node.h"

/* Fills status, headers and body. With the world's mutex held. */
void graph_run(struct call *c);
/* Writes c->error over whatever was written, and the headers every answer has. */
void graph_finish(struct call *c);

/* Endpoints that are not nodes. */
void oauth_access_token(struct call *c);
void oauth_client_code(struct call *c);
void debug_token(struct call *c);
void hashtag_search(struct call *c);
bool hashtag_of_id(struct arena *a, struct str id, struct str *ret) must_use;
void batch_run(struct call *c);
/* GET /?ids=a,b and GET /{edge}?ids=a,b */
void ids_run(struct call *c);

/* Finds what an id or alias names; raises 803 or 100/33. Nothing is said about who may see it. */
bool graph_resolve(struct call *c, struct str id, struct node *ret) must_use;
/* Counts the call against the node and the app; raises a limit error. */
bool graph_count(struct call *c, const struct node *n) must_use;
/* Exists for the caller, and may be read. */
bool graph_admit(struct call *c, const struct node *n, struct str id) must_use;
/* Writes the node, or its edge when `edge` is not empty, for the call's method. */
void graph_answer(struct call *c, const struct node *n, struct str edge, struct str id);

#endif
