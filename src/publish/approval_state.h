/*
 * Is exactly this post approved: content, accounts and time (decision 0220)? planning/approval.h
 * asks and answers; what was answered, and whether it is still true, is read here, because nothing
 * is published without this look.
 */
#ifndef PUBLISH_APPROVAL_STATE_H
#define PUBLISH_APPROVAL_STATE_H

#include "store/post_approvals.h"
#include "store/posts.h"

struct db_tx;

/* state, name as the API shows it */
#define APPROVAL_STATES(X)                                                                         \
	X(MISSING, "missing")   /* needed, and nobody was asked */                                 \
	X(WAITING, "waiting")   /* somebody was asked */                                           \
	X(APPROVED, "approved") /* exactly as it is now */                                         \
	X(REJECTED, "rejected")                                                                    \
	X(OUTDATED, "outdated") /* approved, and changed since */

enum approval_state {
#define APPROVAL_STATE_ENUM(id, name) APPROVAL_STATE_##id,
	APPROVAL_STATES(APPROVAL_STATE_ENUM)
#undef APPROVAL_STATE_ENUM
		APPROVAL_STATE_COUNT,
};
const char *approval_state_name(enum approval_state state);

struct post_approval {
	bool needed;
	bool is_there; /* needed, or somebody was asked: the rest has a meaning */
	enum approval_state state;
	struct post_approval_row row; /* zeroed when nobody was asked */
	struct str content_hash;      /* of the post as it is now */
	struct str changed;           /* OUTDATED: which parts, "caption, targets" */
};
bool post_approval_get(struct db_tx *tx, struct arena *a, const struct post_row *post,
		       struct post_approval *ret, struct err *err) must_use;

/* The last look before it is published: false when its workspace asks for an approval it lacks. */
bool post_approval_holds(struct db_tx *tx, struct arena *a, const struct post_row *post, bool *ret,
			 struct err *err) must_use;

#endif
