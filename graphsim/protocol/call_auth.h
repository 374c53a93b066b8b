/* Who is calling: token, its state, appsecret_proof, limits; in the order of meta-graph.md 15.1. */
#ifndef GRAPHSIM_CALL_AUTH_H
#define GRAPHSIM_CALL_AUTH_H

#include "graphsim/protocol/call.h"

/* Finds the token in the arguments or the Authorization header. */
void call_find_token(struct call *c);
/* Sets c->token, or raises why not. */
bool call_authenticate(struct call *c) must_use;
/* The same without a proof: uploads have none. */
bool call_authenticate_upload(struct call *c) must_use;
/* Raises the error of a token that does not work any more. */
bool call_check_token_state(struct call *c, const struct token *t);
/* Counts the call, and raises 4, 17 or 8000x when an allowance is used up. */
bool call_throttle(struct call *c) must_use;
/* X-App-Usage and X-Business-Use-Case-Usage. */
void call_add_usage_headers(struct call *c);
/* "Friday, 10-Apr-26 19:00:00 PDT" */
struct str session_time_text(struct arena *a, int64_t unix_s);
/* The id and secret of `Authorization: Basic`. */
bool call_basic_credentials(struct call *c, struct str *ret_id, struct str *ret_secret) must_use;

#endif
