/* Inside publish/: who must know what became of a target. */
#ifndef PUBLISH_TELL_H
#define PUBLISH_TELL_H

#include "publish/publish.h"
#include "publish/state.h"
#include "store/posts.h"

/* Who moved it: an owner who did it himself gets no letter about it. */
enum tell_mover { TELL_PUBLISHER, TELL_OWNER };

/*
 * In the transaction that moves `row` to `state`: messages to the owner's programs, and a letter.
 * Nothing for states that need nobody. jobs_wake after the commit.
 */
bool publish_tell_in(struct publish *p, struct db_tx *tx, const struct post_target_row *row,
		     enum post_state state, enum tell_mover mover, struct err *err) must_use;

#endif
