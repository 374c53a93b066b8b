/* What is worked out from what was collected. Asks Meta nothing. */
#include "sync/classify.h"

bool step_analysis(struct run *r, struct err *err)
{
	int64_t classified;

	r->step->state = STEP_DONE;
	if (!classify_comments(r->sync, r->account_id, r->job, &classified, err))
		return false;
	r->step->got = classified;
	r->step->total = OPT_INT(classified);
	return true;
}
