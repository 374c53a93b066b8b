/* What is worked out from what was collected. Asks Meta nothing. */
#include "base/cleanup.h"
#include "report/growth.h"
#include "sync/classify.h"

struct measured {
	const struct run *run;
	struct growth frames[GROWTH_FRAMES];
};

static bool measure(struct run *r, struct measured *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(r->sync->config.store, &tx, err))
		return false;
	const struct stats reading = {
		.arena = r->page,
		.tx = tx,
		.account_id = r->account_id,
		.tz = r->sync->config.zone,
	};

	for (size_t i = 0; i < GROWTH_FRAMES; i++)
		if (!growth_measure(&reading, growth_frames[i], r->now_s, &ret->frames[i], err))
			return false;
	return true;
}

static bool save(struct db_tx *tx, void *arg, struct err *err)
{
	const struct measured *m = arg;

	for (size_t i = 0; i < GROWTH_FRAMES; i++)
		if (!growth_save(tx, m->run->account_id, &m->frames[i], m->run->now_s, err))
			return false;
	return true;
}

bool step_analysis(struct run *r, struct err *err)
{
	struct measured measured = { .run = r };
	int64_t classified;

	r->step->state = STEP_DONE;
	if (!classify_comments(r->sync, r->account_id, r->job, &classified, err))
		return false;
	r->step->got = classified;
	r->step->total = OPT_INT(classified);
	return measure(r, &measured, err) &&
	       store_write(r->sync->config.store, save, &measured, err);
}
