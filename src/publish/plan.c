/* Making, changing and forgetting posts. */
#include "publish/plan_impl.h"
#include "publish/tell.h"

#include "jobs/jobs.h"
#include "store/store.h"

/* ---- one arrow of the user's ------------------------------------------------------------------
 */

bool post_plan_may_move(const struct post_target_row *row, enum post_event event)
{
	enum post_state state, next;

	return post_state_parse(row->state, &state) && post_state_next(state, event, &next);
}

/* What an earlier attempt left behind; what was published stays. */
static void start_anew(struct post_target_row *row)
{
	row->container_id = row->before_ids = row->fault = row->meta_message = STR_NONE;
	row->container_ms = row->intent_ms = row->next_ms = OPT_NO_INT;
	row->meta_code = row->meta_subcode = OPT_NO_INT;
	row->containers = row->sends = row->tries = 0;
}

static bool queue_job(struct db_tx *tx, const struct plan_move *m,
		      const struct post_target_row *row, int64_t run_at_ms, struct err *err)
{
	const struct job_request request = drive_job(m->a, row->id, row->user_id, run_at_ms);
	int64_t id;

	return jobs_enqueue_in(m->p->config.jobs, tx, &request, &id, err);
}

bool post_plan_move(struct db_tx *tx, const struct plan_move *m, struct post_target_row *row,
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
	if (next == POST_SCHEDULED || next == POST_DRAFT) {
		start_anew(row);
		row->due_ms = m->due_ms;
	}
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
	if (next != state && !publish_tell_in(m->p, tx, row, next, TELL_OWNER, err))
		return false;
	bool works = next == POST_SCHEDULED || next == POST_PUBLISHED;
	return !works ||
	       queue_job(tx, m, row,
			 next == POST_SCHEDULED ? opt_int_or(row->due_ms, now_ms) : now_ms, err);
}

/* ---- adding -----------------------------------------------------------------------------------
 */

static struct plan_move first_move(const struct writing *w)
{
	struct opt_int at_s = w->checked.post.publish_s;

	return (struct plan_move){
		.p = w->p,
		.a = w->a,
		.event = w->plan->time == PLAN_DRAFT ? POST_EVENT_UNSCHEDULE : POST_EVENT_SCHEDULE,
		.due_ms = at_s.has ? OPT_INT(at_s.value * 1000) : OPT_NO_INT,
	};
}

static bool add_target(struct db_tx *tx, struct writing *w, const struct plan_target *target,
		       struct err *err)
{
	const struct plan_move move = first_move(w);
	struct post_target_row row = {
		.post_id = w->post_id,
		.user_id = w->checked.post.user_id,
		.connection_id = target->connection_id,
		.place = target->place,
		.state = STR_INIT("draft"),
		.updated_ms = clock_now_ms(w->p->config.clock),
	};

	return post_plan_check_target(tx, w->a, row.user_id, target, w->plan->time == PLAN_DRAFT,
				      &row.place_id, err) &&
	       post_targets_add(tx, &row, &row.id, err) && post_plan_move(tx, &move, &row, err);
}

/* The same request again, perhaps because its answer was lost. */
static bool know(struct db_tx *tx, struct writing *w, struct err *err)
{
	const struct post_row *post = &w->checked.post;
	struct post_row known;
	bool found;

	if (!posts_get_by_key(tx, w->a, post->user_id, post->idempotency_key, &known, &found, err))
		return false;
	w->known = found && str_eq(known.request_hash, post->request_hash);
	w->post_id = known.id;
	if (w->known)
		return true;
	err_set(err, ERR_CONFLICT, "idempotency key of another post");
	err_say(err, "Kunci idempotensi ini sudah dipakai untuk posting lain.");
	return err_say_en(err, "This idempotency key came with another post before.");
}

bool post_plan_write(struct db_tx *tx, struct writing *w, struct err *err)
{
	bool taken;

	w->known = false;
	if (w->plan->time == PLAN_QUEUE && !post_slot_choose(tx, w, err))
		return false;
	if (!posts_add(tx, &w->checked.post, &w->post_id, &taken, err))
		return false;
	if (taken)
		return know(tx, w, err);
	if (!post_plan_keep_media(tx, w->post_id, &w->checked.media,
				  clock_now_s(w->p->config.clock), err))
		return false;
	for (size_t i = 0; i < w->plan->target_count; i++)
		if (!add_target(tx, w, &w->plan->targets[i], err))
			return false;
	return true;
}

static bool write_post(struct db_tx *tx, void *arg, struct err *err)
{
	return post_plan_write(tx, arg, err);
}

bool post_plan_add(struct publish *p, struct arena *a, const struct post_actor *who,
		   const struct post_plan *plan, int64_t *ret_id, bool *ret_known, struct err *err)
{
	struct writing w = { .p = p, .a = a, .plan = plan };

	if (!post_plan_read(p, a, who, plan, &w.checked, err) ||
	    !store_write(p->config.store, write_post, &w, err))
		return false;
	jobs_wake(p->config.jobs);
	*ret_id = w.post_id;
	*ret_known = w.known;
	return true;
}

/* ---- changing ---------------------------------------------------------------------------------
 */

static bool too_late(struct err *err, const struct post_target_row *row)
{
	err_set(err, ERR_CONFLICT, "target %lld is %.*s", (long long)row->id, STR_ARG(row->state));
	err_say(err, "Posting ini sedang atau sudah diterbitkan, jadi tidak dapat diubah.");
	return err_say_en(err, "This post is being published, or was: it cannot be changed.");
}

static const struct plan_target *planned(const struct post_plan *plan,
					 const struct post_target_row *row)
{
	for (size_t i = 0; i < plan->target_count; i++)
		if (str_eq(plan->targets[i].connection_id, row->connection_id) &&
		    str_eq(plan->targets[i].place, row->place))
			return &plan->targets[i];
	return NULL;
}

static bool is_there(const struct post_target_rows *rows, const struct plan_target *target)
{
	for (size_t i = 0; i < rows->count; i++)
		if (str_eq(rows->at[i].connection_id, target->connection_id) &&
		    str_eq(rows->at[i].place, target->place))
			return true;
	return false;
}

static bool change_target(struct db_tx *tx, struct writing *w, struct post_target_row *row,
			  struct err *err)
{
	const struct plan_target *target = planned(w->plan, row);
	const struct plan_move move = first_move(w);

	if (!target)
		return post_targets_delete(tx, row->user_id, row->id, err);
	return post_plan_check_target(tx, w->a, row->user_id, target, w->plan->time == PLAN_DRAFT,
				      &row->place_id, err) &&
	       post_plan_move(tx, &move, row, err);
}

static bool write_change(struct db_tx *tx, void *arg, struct err *err)
{
	struct writing *w = arg;
	struct post_target_rows targets;
	struct post_row known;
	bool found;

	if (!posts_get(tx, w->a, w->checked.post.user_id, w->post_id, &known, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no post %lld", (long long)w->post_id);
	if (!post_targets_list(tx, w->a, w->post_id, &targets, err))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!post_plan_may_move(&targets.at[i], POST_EVENT_SCHEDULE))
			return too_late(err, &targets.at[i]);
	w->checked.post.id = w->post_id;
	if (w->plan->time == PLAN_QUEUE && !post_slot_choose(tx, w, err))
		return false;
	if (!posts_set(tx, &w->checked.post, err) ||
	    !post_plan_keep_media(tx, w->post_id, &w->checked.media,
				  clock_now_s(w->p->config.clock), err))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!change_target(tx, w, &targets.at[i], err))
			return false;
	for (size_t i = 0; i < w->plan->target_count; i++)
		if (!is_there(&targets, &w->plan->targets[i]) &&
		    !add_target(tx, w, &w->plan->targets[i], err))
			return false;
	return true;
}

bool post_plan_set(struct publish *p, struct arena *a, const struct post_actor *who,
		   int64_t post_id, const struct post_plan *plan, struct err *err)
{
	struct writing w = { .p = p, .a = a, .plan = plan, .post_id = post_id };

	if (!post_plan_read(p, a, who, plan, &w.checked, err) ||
	    !store_write(p->config.store, write_change, &w, err))
		return false;
	jobs_wake(p->config.jobs);
	return true;
}

/* ---- copying, forgetting ----------------------------------------------------------------------
 */

struct one_post {
	struct publish *p;
	struct arena *a;
	int64_t user_id, post_id, copy_id;
};

static bool read_post(struct db_tx *tx, const struct one_post *o, struct post_row *post,
		      struct post_target_rows *targets, struct err *err)
{
	bool found;

	if (!posts_get(tx, o->a, o->user_id, o->post_id, post, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no post %lld", (long long)o->post_id);
	return post_targets_list(tx, o->a, o->post_id, targets, err);
}

static bool write_copy(struct db_tx *tx, void *arg, struct err *err)
{
	struct one_post *o = arg;
	struct post_row post;
	struct post_target_rows targets;
	struct post_media_rows media;
	bool taken;

	if (!read_post(tx, o, &post, &targets, err) ||
	    !post_media_list(tx, o->a, o->post_id, &media, err))
		return false;
	post.publish_s = OPT_NO_INT;
	post.wall_time = post.idempotency_key = post.request_hash = STR_NONE;
	post.created_s = clock_now_s(o->p->config.clock);
	if (!posts_add(tx, &post, &o->copy_id, &taken, err) ||
	    !post_plan_keep_media(tx, o->copy_id, &media, post.created_s, err))
		return false;
	for (size_t i = 0; i < targets.count; i++) {
		struct post_target_row row = {
			.post_id = o->copy_id,
			.user_id = o->user_id,
			.connection_id = targets.at[i].connection_id,
			.place = targets.at[i].place,
			.place_id = targets.at[i].place_id,
			.state = STR_INIT("draft"),
			.updated_ms = post.created_s * 1000,
		};
		if (!post_targets_add(tx, &row, &row.id, err))
			return false;
	}
	return true;
}

bool post_plan_copy(struct publish *p, struct arena *a, const struct post_actor *who,
		    int64_t post_id, int64_t *ret_id, struct err *err)
{
	struct one_post o = { p, a, who->user_id, post_id, 0 };

	if (!store_write(p->config.store, write_copy, &o, err))
		return false;
	*ret_id = o.copy_id;
	return true;
}

static bool write_delete(struct db_tx *tx, void *arg, struct err *err)
{
	struct one_post *o = arg;
	struct post_row post;
	struct post_target_rows targets;
	bool found;

	if (!read_post(tx, o, &post, &targets, err))
		return false;
	for (size_t i = 0; i < targets.count; i++) {
		struct str state = targets.at[i].state;
		if (str_eq(state, STR("draft")) || str_eq(state, STR("cancelled")))
			continue;
		err_set(err, ERR_CONFLICT, "target %lld is %.*s", (long long)targets.at[i].id,
			STR_ARG(state));
		err_say(err, "Batalkan dulu: hanya draf dan posting yang dibatalkan yang dapat "
			     "dihapus.");
		return err_say_en(err, "Cancel it first: only drafts and cancelled posts can be "
				       "deleted.");
	}
	return posts_delete(tx, o->user_id, o->post_id, &found, err);
}

bool post_plan_delete(struct publish *p, struct arena *a, const struct post_actor *who,
		      int64_t post_id, struct err *err)
{
	struct one_post o = { p, a, who->user_id, post_id, 0 };

	return store_write(p->config.store, write_delete, &o, err);
}
