/* The newest question whether a post may be published, and its answer (planning/approval.h). */
#ifndef STORE_POST_APPROVALS_H
#define STORE_POST_APPROVALS_H

#include "store/store.h"

#define APPROVAL_WAITING STR("waiting")
#define APPROVAL_APPROVED STR("approved")
#define APPROVAL_REJECTED STR("rejected")

struct post_approval_row {
	struct str state;        /* APPROVAL_… */
	struct str content_hash; /* of what was asked for, or decided about */
	int64_t requested_s, requested_by;
	struct opt_int decided_s, decided_by;
	struct str note; /* at == NULL: none */
};

bool post_approvals_get(struct db_tx *tx, struct arena *a, int64_t post_id,
			struct post_approval_row *ret, bool *ret_found, struct err *err) must_use;
/* content_hash, requested_s and requested_by of `row`; what was decided before is forgotten. */
bool post_approvals_ask(struct db_tx *tx, int64_t post_id, const struct post_approval_row *row,
			struct err *err) must_use;
/* state, content_hash, decided_s, decided_by and note of `row`. */
bool post_approvals_decide(struct db_tx *tx, int64_t post_id, const struct post_approval_row *row,
			   struct err *err) must_use;
/* A question that nobody has answered is not asked any more. */
bool post_approvals_withdraw(struct db_tx *tx, int64_t post_id, struct err *err) must_use;

#endif
