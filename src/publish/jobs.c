/* The job kinds of publishing. */
#include "publish/drive.h"

#include "base/json.h"
#include "base/limits.h"
#include "jobs/jobs.h"
#include "store/store.h"

#define SWEEP_EVERY_MS 60000
#define SWEEP_MAX 500

bool publish_target_job(void *ctx, struct job_context *job, struct err *err)
{
	struct publish *p = ctx;
	const struct json *payload;
	int64_t target_id, again_ms;

	if (!json_parse(job_arena(job), job_payload(job), &payload, err))
		return false;
	if (!json_to_int(json_get(payload, STR("target_id")), &target_id))
		return err_set(err, ERR_BAD_REQUEST, "a publish.target without target_id");
	if (!publish_turn(p, job_arena(job), target_id, &again_ms, err))
		return false;
	if (again_ms)
		job_postpone(job, again_ms);
	return true;
}

struct sweep {
	struct publish *p;
	struct arena *a;
	struct post_id_list due;
};

static bool write_sweep(struct db_tx *tx, void *arg, struct err *err)
{
	struct sweep *s = arg;
	const struct publish_config *c = &s->p->config;
	int64_t now_ms = clock_now_ms(c->clock), job;

	if (!post_targets_due(tx, s->a, now_ms, SWEEP_MAX, &s->due, err))
		return false;
	for (size_t i = 0; i < s->due.count; i++) {
		struct post_target_row row;
		bool found;
		if (!post_targets_get(tx, s->a, s->due.at[i], &row, &found, err))
			return false;
		const struct job_request request =
			drive_job(s->a, s->due.at[i], row.user_id, now_ms);
		if (found && !jobs_enqueue_in(c->jobs, tx, &request, &job, err))
			return false;
	}
	return true;
}

bool publish_sweep_job(void *ctx, struct job_context *job, struct err *err)
{
	struct sweep sweep = { .p = ctx, .a = job_arena(job) };
	const struct publish_config *c = &sweep.p->config;

	/* Comes again whatever came of it. */
	job_postpone(job, clock_now_ms(c->clock) + SWEEP_EVERY_MS);
	if (!store_write(c->store, write_sweep, &sweep, err))
		return err_wrap(err, "looking for posts that are due");
	if (sweep.due.count)
		jobs_wake(c->jobs);
	return true;
}

bool publish_start(struct publish *p, struct err *err)
{
	const struct job_request request = {
		.kind = STR_INIT("publish.sweep"),
		.unique_key = STR_INIT("publish.sweep"),
		.max_attempts = INT32_MAX,
	};
	int64_t id;

	return jobs_enqueue(p->config.jobs, &request, &id, err);
}
