/* Posts as the API shows them. */
#ifndef API_POST_PUT_H
#define API_POST_PUT_H

#include "api/post_body.h"
#include "store/posts.h"

extern const struct shape post_state_shape;
extern const struct shape post_shape;        /* in lists */
extern const struct shape post_detail_shape; /* with every step, and what is unwise about it */

/* Reads c->snapshot. `with_steps`: as post_detail_shape says. */
bool put_post(struct call *c, const struct post_row *p, bool with_steps, struct err *err) must_use;

/* States of publish/state.h that are called so, each between commas; STR_NONE: no such word. */
struct str post_states_of(struct str word);

#endif
