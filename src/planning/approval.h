/*
 * Approval: in a workspace that asks for it, nothing is published unless somebody who may has
 * allowed exactly this: content, accounts and time. What that is, is said by a hash over all of it,
 * so an edit after an approval needs another one (decision 0220). How far it is, is
 * publish/approval_state.h's, which the publisher reads too.
 */
#ifndef PLANNING_APPROVAL_H
#define PLANNING_APPROVAL_H

#include "planning/plan.h"

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
