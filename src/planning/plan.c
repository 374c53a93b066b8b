/* Making, changing and forgetting posts. */
#include "planning/plan_impl.h"

#include "jobs/jobs.h"
#include "planning/approval_impl.h"
#include "store/audit.h"
#include "store/post_approvals.h"
#include "store/store.h"

/* ---- the audit log ----------------------------------------------------------------------------
 */

int64_t post_plan_actor(const struct post_actor *who)
{
	return who->by_id ? who->by_id : who->user_id;
}

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

bool post_plan_audit(struct db_tx *tx, const struct plan_deed *deed, const char *action,
		     struct str content_hash, struct err *err)
{
	const struct post_actor *who = deed->who;
	struct audit_row row = {
		.created_s = clock_now_s(deed->p->config.clock),
		.user_id = OPT_INT(post_plan_actor(who)),
		.action = str_of(action),
		.object = str_fmt(deed->a, deed->post_id ? "post:%lld" : "workspace:%lld",
				  (long long)(deed->post_id ? deed->post_id : who->user_id)),
		.detail = str_fmt(deed->a, "{\"owner\":%lld}", (long long)who->user_id),
		.ip = or_empty(who->address),
		.request_id = or_empty(who->request_id),
	};

	if (content_hash.len)
		row.detail = str_fmt(deed->a, "{\"owner\":%lld,\"content_hash\":\"%.*s\"}",
				     (long long)who->user_id, STR_ARG(content_hash));
	return audit_add(tx, &row, err);
}

/* ---- adding -----------------------------------------------------------------------------------
 */

static struct plan_deed deed_of(const struct writing *w)
{
	return (struct plan_deed){ w->p, w->a, w->who, w->post_id };
}

/* Where the plan's target goes, and what is said there. */
static bool read_target(struct db_tx *tx, struct writing *w, size_t i, struct post_target_row *row,
			struct err *err)
{
	const struct plan_target *target = &w->plan->targets[i];

	row->caption = target->caption;
	row->first_comment = target->first_comment;
	row->options = w->checked.target_options[i];
	return post_plan_check_target(tx, w->a, row->user_id, target, w->plan->time == PLAN_DRAFT,
				      &row->place_id, err) ||
	       post_plan_blame_target(w->plan, i, err);
}

static bool add_target(struct db_tx *tx, struct writing *w, size_t i, struct err *err)
{
	struct post_target_row row = {
		.post_id = w->post_id,
		.user_id = w->checked.post.user_id,
		.connection_id = w->plan->targets[i].connection_id,
		.place = w->plan->targets[i].place,
		.state = STR_INIT("draft"),
		.updated_ms = clock_now_ms(w->p->config.clock),
	};

	return read_target(tx, w, i, &row, err) && post_targets_add(tx, &row, &row.id, err);
}

/* Every target on its way, when all of the post is stored: its approval is about all of it. */
static bool settle(struct db_tx *tx, struct writing *w, struct err *err)
{
	const struct plan_deed deed = deed_of(w);
	struct opt_int at_s = w->checked.post.publish_s;
	struct post_move move = { .p = w->p, .a = w->a, .event = POST_EVENT_UNSCHEDULE };
	struct post_target_rows targets;

	if (w->plan->time == PLAN_DRAFT ? !post_approvals_withdraw(tx, w->post_id, err)
					: !post_approval_gate(tx, &deed, &move.event, err))
		return false;
	if (at_s.has && !(w->plan->time == PLAN_NOW && move.event == POST_EVENT_SUBMIT))
		move.due_ms = OPT_INT(at_s.value * 1000);
	if (!post_targets_list(tx, w->a, w->post_id, &targets, err))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!post_settle(tx, &move, &targets.at[i], err))
			return false;
	return true;
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
				  clock_now_s(w->p->config.clock), err) ||
	    !post_plan_ask_looks(w->p, tx, w->a, w->post_id, &w->checked.media, err))
		return false;
	for (size_t i = 0; i < w->plan->target_count; i++)
		if (!add_target(tx, w, i, err))
			return false;
	const struct plan_deed deed = deed_of(w);
	return post_plan_audit(tx, &deed, "post.create", STR_NONE, err) && settle(tx, w, err);
}

static bool write_post(struct db_tx *tx, void *arg, struct err *err)
{
	return post_plan_write(tx, arg, err);
}

bool post_plan_add(struct publish *p, struct arena *a, const struct post_actor *who,
		   const struct post_plan *plan, int64_t *ret_id, bool *ret_known, struct err *err)
{
	struct writing w = { .p = p, .a = a, .who = who, .plan = plan };

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

/* The plan's number of that target; target_count: it is none of them. */
static size_t planned(const struct post_plan *plan, const struct post_target_row *row)
{
	size_t i = 0;

	while (i < plan->target_count &&
	       !(str_eq(plan->targets[i].place, row->place) &&
		 str_eq(plan->targets[i].connection_id, row->connection_id)))
		i++;
	return i;
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
	size_t i = planned(w->plan, row);

	if (i == w->plan->target_count)
		return post_targets_delete(tx, row->user_id, row->id, err);
	return read_target(tx, w, i, row, err) && post_targets_set_text(tx, row, err);
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
		if (!post_may_settle(&targets.at[i], POST_EVENT_SCHEDULE))
			return too_late(err, &targets.at[i]);
	w->checked.post.id = w->post_id;
	if (w->plan->time == PLAN_QUEUE && !post_slot_choose(tx, w, err))
		return false;
	if (!posts_set(tx, &w->checked.post, err) ||
	    !post_plan_keep_media(tx, w->post_id, &w->checked.media,
				  clock_now_s(w->p->config.clock), err) ||
	    !post_plan_ask_looks(w->p, tx, w->a, w->post_id, &w->checked.media, err))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!change_target(tx, w, &targets.at[i], err))
			return false;
	for (size_t i = 0; i < w->plan->target_count; i++)
		if (!is_there(&targets, &w->plan->targets[i]) && !add_target(tx, w, i, err))
			return false;
	const struct plan_deed deed = deed_of(w);
	return post_plan_audit(tx, &deed, "post.edit", STR_NONE, err) && settle(tx, w, err);
}

bool post_plan_set(struct publish *p, struct arena *a, const struct post_actor *who,
		   int64_t post_id, const struct post_plan *plan, struct err *err)
{
	struct writing w = { .p = p, .a = a, .who = who, .plan = plan, .post_id = post_id };

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
	const struct post_actor *who;
	int64_t post_id, copy_id;
};

static bool read_post(struct db_tx *tx, const struct one_post *o, struct post_row *post,
		      struct post_target_rows *targets, struct err *err)
{
	bool found;

	if (!posts_get(tx, o->a, o->who->user_id, o->post_id, post, &found, err))
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
			.user_id = o->who->user_id,
			.connection_id = targets.at[i].connection_id,
			.place = targets.at[i].place,
			.place_id = targets.at[i].place_id,
			.caption = targets.at[i].caption,
			.first_comment = targets.at[i].first_comment,
			.options = targets.at[i].options,
			.state = STR_INIT("draft"),
			.updated_ms = post.created_s * 1000,
		};
		if (!post_targets_add(tx, &row, &row.id, err))
			return false;
	}
	const struct plan_deed deed = { o->p, o->a, o->who, o->copy_id };
	return post_plan_audit(tx, &deed, "post.create", STR_NONE, err);
}

bool post_plan_copy(struct publish *p, struct arena *a, const struct post_actor *who,
		    int64_t post_id, int64_t *ret_id, struct err *err)
{
	struct one_post o = { p, a, who, post_id, 0 };

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
	const struct plan_deed deed = { o->p, o->a, o->who, o->post_id };
	return post_plan_audit(tx, &deed, "post.delete", STR_NONE, err) &&
	       posts_delete(tx, o->who->user_id, o->post_id, &found, err);
}

bool post_plan_delete(struct publish *p, struct arena *a, const struct post_actor *who,
		      int64_t post_id, struct err *err)
{
	struct one_post o = { p, a, who, post_id, 0 };

	return store_write(p->config.store, write_delete, &o, err);
}
