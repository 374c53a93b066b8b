/* What publish/ alone asks of approvals, always in a transaction. */
#ifndef PUBLISH_APPROVAL_IMPL_H
#define PUBLISH_APPROVAL_IMPL_H

#include "publish/approval.h"
#include "publish/plan_impl.h"

/* The hash of a post as it is stored. */
bool content_hash_of(struct db_tx *tx, struct arena *a, const struct post_row *post,
		     struct str *ret, struct err *err) must_use;
/* The parts in which two hashes differ, "caption, targets"; empty: none. */
struct str content_hash_changes(struct arena *a, struct str before, struct str after);

/*
 * What leads a post of that workspace to its account: SCHEDULE; or SUBMIT, and then the question is
 * stored.
 */
bool post_approval_gate(struct db_tx *tx, const struct plan_deed *deed, enum post_event *ret,
			struct err *err) must_use;
bool post_approval_ask(struct db_tx *tx, const struct plan_deed *deed, struct err *err) must_use;

/* The last look before it is published: false when its workspace asks for an approval it lacks. */
bool post_approval_holds(struct db_tx *tx, struct arena *a, const struct post_row *post, bool *ret,
			 struct err *err) must_use;

#endif
