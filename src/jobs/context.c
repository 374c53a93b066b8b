/* What a running job asks of its context. */
#include "jobs/jobs_impl.h"

int64_t job_id(const struct job_context *job)
{
	return job->row.id;
}

struct str job_payload(const struct job_context *job)
{
	return job->row.payload;
}

int64_t job_attempt(const struct job_context *job)
{
	return job->row.attempts;
}

struct opt_int job_user_id(const struct job_context *job)
{
	return job->row.user_id;
}

struct arena *job_arena(struct job_context *job)
{
	return &job->arena;
}

bool job_is_last_try(const struct job_context *job, const struct err *why)
{
	if (why->code == ERR_CANCELLED)
		return atomic_load(&job->cancel_asked);
	return err_info(why->code)->retry == RETRY_NEVER ||
	       job->row.attempts >= job->row.max_attempts;
}

bool job_should_stop(const struct job_context *job)
{
	return atomic_load(&job->should_stop);
}

void job_postpone(struct job_context *job, int64_t run_at_ms)
{
	job->postponed_to_ms = run_at_ms;
}

void job_set_result(struct job_context *job, struct str json)
{
	job->result = str_dup(&job->arena, json);
}
