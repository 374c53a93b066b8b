/*
 * Approval: in a workspace that asks for it, nothing is published unless somebody who may has
 * allowed exactly this: content, accounts and time. What that is, is said by a hash over all of it,
 * so an edit after an approval needs another one (decision 0220).
 *
 * A content hash is 64 hexadecimal digits over everything, a hyphen, and 8 for each part of it, so
 * that two of them tell which parts differ.
 */
#ifndef PUBLISH_APPROVAL_H
#define PUBLISH_APPROVAL_H

#include "publish/plan.h"
#include "store/post_approvals.h"

#define CONTENT_HASH_MAX 200 /* of what clients send; ours are shorter */

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

/* Asks for approval, whether the workspace needs it or not. INVALID_FIELD publish_at: no time. */
bool post_plan_submit(struct publish *p, struct arena *a, const struct post_actor *who,
		      int64_t post_id, struct err *err) must_use;

struct post_decision {
	bool approves;
	struct str content_hash; /* of what was looked at; empty: a rejection of whatever it is */
	struct str note;         /* empty: none */
};
/*
 * CONFLICT, with words: it has changed since it was looked at (the parts are named), nobody waits
 * for an answer. The same answer again is no conflict. Whether `who` may is the caller's business.
 */
bool post_plan_decide(struct publish *p, struct arena *a, const struct post_actor *who,
		      int64_t post_id, const struct post_decision *decision, struct err *err)
	must_use;

/*
 * Whether posts of that workspace need approval. When that begins, what is scheduled and was not
 * approved waits for it; when it ends, what waits goes on waiting until somebody acts.
 */
bool post_approval_require(struct publish *p, struct arena *a, const struct post_actor *who,
			   bool needed, struct err *err) must_use;

#endif
