/* Jobs that gave up, for an operator. */
#include "jobs/jobs.h"
#include "app/app.h"
#include "base/clock.h"
#include "base/tz.h"
#include "store/store.h"

bool app_failed_jobs(struct app *app, int64_t limit, struct buf *out, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct job_row_list jobs;

	if (!store_read(app->store, &tx, err) ||
	    !job_rows_failed(tx, app->arena, INT64_MAX, limit, &jobs, err))
		return false;
	for (size_t i = 0; i < jobs.count; i++) {
		const struct job_row *j = &jobs.at[i];
		int64_t at_s = opt_int_or(j->finished_ms, j->created_ms) / 1000;
		struct str when = iso_text(app->arena, at_s, tz_offset_s(app->zone, at_s));
		buf_fmt(out, "%-8lld %-22.*s %.*s  tries %lld  %.*s  %.*s: %.*s\n",
			(long long)j->id, STR_ARG(j->kind), STR_ARG(when), (long long)j->attempts,
			STR_ARG(j->unique_key.at ? j->unique_key : STR("-")),
			STR_ARG(j->error_code), STR_ARG(j->error_cause));
	}
	return true;
}

bool app_retry_job(struct app *app, int64_t id, struct err *err)
{
	const struct jobs_config config = { app->store, app->clock, rng_system() };
	bool found;

	if (!jobs_new(&config, &app->jobs, err) || !jobs_retry(app->jobs, id, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no job %lld has given up", (long long)id);
}
