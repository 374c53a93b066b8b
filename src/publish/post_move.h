/*
 * Arrows of the table of states (state.h) that a post's owner asks for: what he plans, changes and
 * takes back. The publisher's own are drive.h's. Whether he may is the caller's business.
 */
#ifndef PUBLISH_POST_MOVE_H
#define PUBLISH_POST_MOVE_H

#include "publish/publish.h"
#include "publish/state.h"
#include "store/posts.h"

struct db_tx;

/*
 * In a transaction: one arrow of the owner's, with its step; whoever works on the row loses it. A
 * target that becomes scheduled gets its job. `due_ms` is for that.
 */
struct post_move {
	struct publish *p;
	struct arena *a;
	enum post_event event;
	struct opt_int due_ms;
	const char *detail; /* of the step; NULL: "user" */
};
bool post_move(struct db_tx *tx, const struct post_move *m, struct post_target_row *row,
	       struct err *err) must_use;
/*
 * The same for what leads to being published, or to a draft: a post that waits for an approval that
 * is no longer needed is a draft first.
 */
bool post_settle(struct db_tx *tx, const struct post_move *m, struct post_target_row *row,
		 struct err *err) must_use;
/* Would it fit? */
bool post_may_move(const struct post_target_row *row, enum post_event event);
bool post_may_settle(const struct post_target_row *row, enum post_event event);

#endif
