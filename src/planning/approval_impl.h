/* What planning/ alone asks of approvals, always in a transaction. */
#ifndef PLANNING_APPROVAL_IMPL_H
#define PLANNING_APPROVAL_IMPL_H

#include "planning/approval.h"
#include "planning/plan_impl.h"

/*
 * What leads a post of that workspace to its account: SCHEDULE; or SUBMIT, and then the question is
 * stored.
 */
bool post_approval_gate(struct db_tx *tx, const struct plan_deed *deed, enum post_event *ret,
			struct err *err) must_use;
bool post_approval_ask(struct db_tx *tx, const struct plan_deed *deed, struct err *err) must_use;

#endif
