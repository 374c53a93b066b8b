/* How a job went: what its row says afterwards, and whether it is tried again. */
#include "base/log.h"
#include "jobs/backoff.h"
#include "jobs/jobs_impl.h"

bool verdict_write(struct db_tx *tx, void *arg, struct err *err)
{
	struct verdict *v = arg;
	struct job_context *c = v->context;
	int64_t now_ms = clock_now_ms(c->jobs->clock);

	if (c->is_progress_new && !job_rows_progress(tx, job_hold_of(c), c->done, c->total,
						     job_message_of(c), &v->held, err))
		return false;
	return v->is_done ? job_rows_finish(tx, job_hold_of(c), c->result, now_ms, &v->held, err)
			  : job_rows_fail(tx, job_hold_of(c), &v->failure, now_ms, &v->held, err);
}

static struct str text_or_none(const char *text)
{
	return text[0] ? str_of(text) : STR_NONE;
}

/* Stopping gives the attempt back; an asked-for cancel ends it; the rest is up to the error. */
static struct job_failure failure_of(const struct job_context *c, const struct err *why)
{
	int64_t now_ms = clock_now_ms(c->jobs->clock);
	struct job_failure f = {
		.state = STR("failed"),
		.run_at_ms = now_ms,
		.is_attempt = true,
		.error_code = str_of(err_info(why->code)->name),
		.error_text = text_or_none(why->user),
		.error_cause = text_or_none(why->cause),
	};
	int64_t delay_ms = backoff_ms(err_info(why->code)->retry, c->row.attempts, c->jobs->rng);

	if (why->code == ERR_CANCELLED) {
		f.is_attempt = atomic_load(&c->cancel_asked);
		f.state = f.is_attempt ? STR("cancelled") : STR("waiting");
	} else if (delay_ms >= 0 && c->postponed_to_ms) {
		f.is_attempt = false;
		f.state = STR("waiting");
		f.run_at_ms = c->postponed_to_ms;
	} else if (delay_ms >= 0 && c->row.attempts < c->row.max_attempts) {
		f.state = STR("waiting");
		f.run_at_ms = now_ms + delay_ms;
	}
	return f;
}

static void log_failure(const struct job_context *c, const struct job_failure *f,
			const struct err *why)
{
	struct err shown = *why;

	if (why->code == ERR_CANCELLED)
		return;
	err_wrap(&shown, "job %lld %.*s, attempt %lld, now %.*s", (long long)c->row.id,
		 STR_ARG(c->row.kind), (long long)c->row.attempts, STR_ARG(f->state));
	log_err(str_eq(f->state, STR("failed")) ? LOG_ERROR : LOG_WARN, "job failed", &shown);
}

struct verdict verdict_of(struct job_context *c, bool ok, const struct err *why)
{
	struct verdict v = { .context = c, .is_done = ok };

	if (ok && c->postponed_to_ms) {
		v.is_done = false;
		v.failure = (struct job_failure){ .state = STR("waiting"),
						  .run_at_ms = c->postponed_to_ms };
	}
	if (!ok) {
		v.failure = failure_of(c, why);
		log_failure(c, &v.failure, why);
	}
	return v;
}
