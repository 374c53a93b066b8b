/* What commenters write, and what they call themselves. Word tables only; all draws are the
 * caller's. */
#ifndef GRAPHSIM_COMMENT_TEXTS_H
#define GRAPHSIM_COMMENT_TEXTS_H

#include "base/str.h"
#include "graphsim/world/comment.h"
#include "graphsim/world/mix.h"

struct arena;

struct str comment_username(struct arena *a, unsigned person);
struct str comment_text(struct arena *a, struct draws *d, enum sentiment sentiment,
			enum theme theme);
struct str comment_owner_reply(struct arena *a, struct draws *d, enum sentiment to,
			       struct str username);

#endif
