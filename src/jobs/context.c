/* What a running job asks of its context. */
#include "base/log.h"
#include "jobs/jobs_impl.h"
#include "store/store.h"

#define PROGRESS_EVERY_MS 500

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

/* ---- progress ---------------------------------------------------------------------------------
 */

static bool progress_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct job_context *c = arg;
	bool held;

	if (!job_rows_progress(tx, job_hold_of(c), c->done, c->total, job_message_of(c), &held,
			       err))
		return false;
	if (!held)
		job_lost(c);
	return true;
}

/* Cut where a character begins. */
static void set_message(struct job_context *c, struct str message)
{
	size_t len = message.len < sizeof(c->message) ? message.len : sizeof(c->message) - 1;

	while (len < message.len && len > 0 && ((unsigned char)message.at[len] & 0xc0) == 0x80)
		len--;
	if (len)
		memcpy(c->message, message.at, len);
	c->message_len = len;
}

void job_progress(struct job_context *job, int64_t done, int64_t total, struct str message)
{
	int64_t now_ms = monotonic_ms();
	struct err err = ERR_INIT;

	job->done = done;
	job->total = total;
	set_message(job, message);
	job->is_progress_new = true;
	if (now_ms - job->progress_written_at_ms < PROGRESS_EVERY_MS)
		return;
	job->progress_written_at_ms = now_ms;
	/* Nobody's work fails because its progress could not be shown. */
	if (store_write(job->jobs->store, progress_work, job, &err))
		job->is_progress_new = false;
	else
		log_err(LOG_WARN, "writing progress", &err);
}
