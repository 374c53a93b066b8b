#include "publish/post_move.h"

#include "jobs/jobs.h"
#include "publish/drive.h"
#include "publish/tell.h"

bool post_may_move(const struct post_target_row *row, enum post_event event)
{
	enum post_state state, next;

	return post_state_parse(row->state, &state) && post_state_next(state, event, &next);
}

/*
 * What an earlier attempt left behind; what was published stays, and what is needed to look for it:
 * a publish call that was refused may have been obeyed all the same.
 */
static void start_anew(struct post_target_row *row)
{
	if (!row->intent_ms.has)
		row->container_id = row->before_ids = STR_NONE;
	row->fault = row->meta_message = STR_NONE;
	row->container_ms = row->next_ms = OPT_NO_INT;
	row->meta_code = row->meta_subcode = OPT_NO_INT;
	row->containers = row->sends = row->tries = 0;
}

static bool queue_job(struct db_tx *tx, const struct post_move *m,
		      const struct post_target_row *row, int64_t run_at_ms, struct err *err)
{
	const struct job_request request = drive_job(m->a, row->id, row->user_id, run_at_ms);
	int64_t id;

	return jobs_enqueue_in(m->p->config.jobs, tx, &request, &id, err);
}

bool post_move(struct db_tx *tx, const struct post_move *m, struct post_target_row *row,
	       struct err *err)
{
	const struct post_target_was was = { row->fence, row->state };
	int64_t now_ms = clock_now_ms(m->p->config.clock);
	enum post_state state, next;
	bool held;

	if (!post_state_parse(row->state, &state) || !post_state_next(state, m->event, &next))
		return err_set(err, ERR_CONFLICT, "target %lld is %.*s", (long long)row->id,
			       STR_ARG(row->state));
	row->state = str_of(post_state_name(next));
	row->fence++;
	row->updated_ms = now_ms;
	if (next == POST_SCHEDULED || next == POST_DRAFT || next == POST_WAITING) {
		start_anew(row);
		row->due_ms = m->due_ms;
	}
	/* The user has looked himself. */
	if (m->event == POST_EVENT_ABSENT)
		row->intent_ms = OPT_NO_INT;
	if (next == POST_PUBLISHED)
		row->published_ms = OPT_INT(now_ms);
	const struct post_step_row step = {
		.at_ms = now_ms,
		.fence = row->fence,
		.event = str_of(post_event_name(m->event)),
		.from_state = was.state,
		.to_state = row->state,
		.detail = m->detail ? str_of(m->detail) : STR("user"),
	};
	if (!post_targets_save(tx, row, &was, &held, err) ||
	    !post_steps_add(tx, row->id, &step, err))
		return false;
	if (!held)
		return err_set(err, ERR_CONFLICT, "target %lld has moved", (long long)row->id);
	if (!post_state_lets_pass(state) && !drive_wake_next(m->p, tx, m->a, row, err))
		return false;
	if (next != state && !publish_tell_in(m->p, tx, row, next, TELL_OWNER, err))
		return false;
	/* What waits for approval is looked at when its time comes, to say that it has passed. */
	bool works = next == POST_SCHEDULED || next == POST_PUBLISHED ||
		     (next == POST_WAITING && row->due_ms.has);
	return !works ||
	       queue_job(tx, m, row,
			 next == POST_PUBLISHED ? now_ms : opt_int_or(row->due_ms, now_ms), err);
}

static bool waits_in_vain(const struct post_target_row *row, enum post_event event)
{
	return event == POST_EVENT_SCHEDULE && str_eq(row->state, STR("waiting_approval"));
}

bool post_may_settle(const struct post_target_row *row, enum post_event event)
{
	return waits_in_vain(row, event) || post_may_move(row, event);
}

bool post_settle(struct db_tx *tx, const struct post_move *m, struct post_target_row *row,
		 struct err *err)
{
	struct post_move back = *m;

	back.event = POST_EVENT_UNSCHEDULE;
	return (!waits_in_vain(row, m->event) || post_move(tx, &back, row, err)) &&
	       post_move(tx, m, row, err);
}
