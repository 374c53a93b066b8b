/*
 * Before a post is due: what is wrong with its media. Files of its owner are known; what lies at an
 * address is looked at when the post is made or changed, an hour before it is due, ten minutes
 * before, and at that time (decision 0210). What was found is told and holds nothing back.
 */
#ifndef PLANNING_PREFLIGHT_H
#define PLANNING_PREFLIGHT_H

#include "content/media_rules.h"
#include "planning/plan.h"
#include "publish/publish.h"

struct db_tx;

/* What is known to be wrong with the media of a post that is stored. */
bool post_findings(struct db_tx *tx, struct arena *a, const struct post_row *post,
		   const struct post_target_rows *targets, struct media_findings *ret,
		   struct err *err) must_use;

/*
 * The same of a plan that is not stored, whose addresses are looked at now, for `timeout_ms` in
 * all. ERR_INVALID_FIELD and the others of post_plan_check when it could not be stored.
 */
bool post_plan_findings(struct publish *p, struct arena *a, const struct post_actor *who,
			const struct post_plan *plan, int64_t timeout_ms,
			struct media_findings *ret, struct err *err) must_use;

/* "publish.look": {"post_id":N}. */
struct job_context;
bool plan_look_job(void *ctx, struct job_context *job, struct err *err) must_use;

#endif
