/* Asking for approval, answering, and the gate that every post passes. */
#include "planning/approval_impl.h"

#include "jobs/jobs.h"
#include "publish/approval_state.h"
#include "publish/content_hash.h"
#include "store/post_approvals.h"
#include "store/store.h"
#include "store/team.h"

/* ---- asking -----------------------------------------------------------------------------------
 */

static bool find_post(struct db_tx *tx, const struct plan_deed *deed, struct post_row *ret,
		      struct err *err)
{
	bool found;

	if (!posts_get(tx, deed->a, deed->who->user_id, deed->post_id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no post %lld", (long long)deed->post_id);
}

static bool ask(struct db_tx *tx, const struct plan_deed *deed, struct str content_hash,
		struct err *err)
{
	const struct post_approval_row row = {
		.content_hash = content_hash,
		.requested_s = clock_now_s(deed->p->config.clock),
		.requested_by = post_plan_actor(deed->who),
	};

	return post_approvals_ask(tx, deed->post_id, &row, err) &&
	       post_plan_audit(tx, deed, "post.submit", content_hash, err);
}

bool post_approval_ask(struct db_tx *tx, const struct plan_deed *deed, struct err *err)
{
	struct post_row post;
	struct str content_hash;

	return find_post(tx, deed, &post, err) &&
	       content_hash_of(tx, deed->a, &post, &content_hash, err) &&
	       ask(tx, deed, content_hash, err);
}

bool post_approval_gate(struct db_tx *tx, const struct plan_deed *deed, enum post_event *ret,
			struct err *err)
{
	struct post_row post;
	bool holds;

	*ret = POST_EVENT_SCHEDULE;
	if (!find_post(tx, deed, &post, err) ||
	    !post_approval_holds(tx, deed->a, &post, &holds, err))
		return false;
	if (holds)
		return true;
	*ret = POST_EVENT_SUBMIT;
	return post_approval_ask(tx, deed, err);
}

/* ---- at the user's wish ---- */

struct submitting {
	struct plan_deed deed;
	int moved;
};

static bool has_time(const struct plan_deed *deed, const struct post_row *post, struct err *err)
{
	int64_t now_s = clock_now_s(deed->p->config.clock);

	if (!post->publish_s.has)
		return err_field_texts(err, "publish_at", "Isi dulu waktu terbitnya.",
				       "Say first when it is to be published.");
	if (post->publish_s.value + PUBLISH_LATE_MAX_S < now_s)
		return err_field_texts(err, "publish_at", "Waktu terbitnya sudah lewat.",
				       "Its time has passed.");
	return true;
}

static bool submit_one(struct db_tx *tx, struct submitting *s, const struct post_row *post,
		       struct post_target_row *row, struct err *err)
{
	const struct plan_target target = { .connection_id = row->connection_id,
					    .place = row->place };
	const struct post_move move = { .p = s->deed.p,
					.a = s->deed.a,
					.event = POST_EVENT_SUBMIT,
					.due_ms = OPT_INT(post->publish_s.value * 1000) };
	struct str place_id;

	if (!post_may_move(row, move.event))
		return true;
	s->moved++;
	return post_plan_check_target(tx, s->deed.a, row->user_id, &target, false, &place_id,
				      err) &&
	       post_move(tx, &move, row, err);
}

static bool write_submit(struct db_tx *tx, void *arg, struct err *err)
{
	struct submitting *s = arg;
	struct post_row post;
	struct post_approval approval;
	struct post_target_rows targets;

	s->moved = 0;
	if (!find_post(tx, &s->deed, &post, err) ||
	    !post_approval_get(tx, s->deed.a, &post, &approval, err))
		return false;
	if (approval.is_there && approval.state == APPROVAL_STATE_APPROVED)
		return true;
	if (!has_time(&s->deed, &post, err) ||
	    !post_targets_list(tx, s->deed.a, post.id, &targets, err))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!submit_one(tx, s, &post, &targets.at[i], err))
			return false;
	if (s->moved)
		return post_approval_ask(tx, &s->deed, err);
	err_set(err, ERR_CONFLICT, "nothing of post %lld can be submitted", (long long)post.id);
	err_say(err, "Posting ini sedang atau sudah diterbitkan.");
	return err_say_en(err, "This post is being published, or was.");
}

bool post_plan_submit(struct publish *p, struct arena *a, const struct post_actor *who,
		      int64_t post_id, struct err *err)
{
	struct submitting s = { .deed = { p, a, who, post_id } };

	if (!store_write(p->config.store, write_submit, &s, err))
		return false;
	jobs_wake(p->config.jobs);
	return true;
}

/* ---- answering --------------------------------------------------------------------------------
 */

struct deciding {
	struct plan_deed deed;
	const struct post_decision *decision;
	struct str content_hash; /* as it is now */
	int waited;
};

static bool has_changed(const struct deciding *d, struct err *err)
{
	struct str names =
		content_hash_changes(d->deed.a, d->decision->content_hash, d->content_hash);

	err_set(err, ERR_CONFLICT, "post %lld has changed: %.*s", (long long)d->deed.post_id,
		STR_ARG(names));
	snprintf(err->field, sizeof(err->field), "content_hash");
	err_say(err, "Posting ini berubah sejak Anda membukanya (%.*s). Lihat lagi, lalu putuskan.",
		STR_ARG(names));
	return err_say_en(err,
			  "This post has changed since you looked at it (%.*s). Look again, then "
			  "decide.",
			  STR_ARG(names));
}

static bool nobody_waits(const struct deciding *d, struct err *err)
{
	err_set(err, ERR_CONFLICT, "post %lld does not wait", (long long)d->deed.post_id);
	err_say(err, "Posting ini tidak sedang menunggu persetujuan.");
	return err_say_en(err, "This post does not wait for approval.");
}

/* The job that holds it is about to: what is late is not published by an answer that is. */
static bool came_too_late(struct err *err)
{
	err_set(err, ERR_CONFLICT, "its time has passed while it waited");
	err_say(err, "Waktu terbitnya sudah lewat. Setel waktu baru, atau terbitkan sekarang.");
	return err_say_en(err, "Its time has passed. Set another one, or publish it now.");
}

static bool decide_on(struct db_tx *tx, struct deciding *d, struct post_target_row *row,
		      struct err *err)
{
	const struct plan_target target = { .connection_id = row->connection_id,
					    .place = row->place };
	struct post_move move = {
		.p = d->deed.p,
		.a = d->deed.a,
		.event = d->decision->approves ? POST_EVENT_APPROVE : POST_EVENT_REJECT,
		.due_ms = row->due_ms,
	};
	struct str place_id;

	if (!post_may_move(row, move.event))
		return true;
	d->waited++;
	if (!d->decision->approves)
		return post_move(tx, &move, row, err);
	int64_t now_ms = clock_now_ms(d->deed.p->config.clock);
	if (opt_int_or(row->due_ms, INT64_MAX) <= now_ms)
		return came_too_late(err);
	/* Without a time: as soon as it is allowed. */
	if (!move.due_ms.has)
		move.due_ms = OPT_INT(now_ms);
	return post_plan_check_target(tx, d->deed.a, row->user_id, &target, false, &place_id,
				      err) &&
	       post_move(tx, &move, row, err);
}

/* The answer that was given already, perhaps because its reply was lost. */
static bool was_decided_so(const struct deciding *d, const struct post_approval *approval)
{
	return approval->state ==
	       (d->decision->approves ? APPROVAL_STATE_APPROVED : APPROVAL_STATE_REJECTED);
}

static bool keep_decision(struct db_tx *tx, const struct deciding *d, struct err *err)
{
	bool approves = d->decision->approves;
	const struct post_approval_row row = {
		.state = approves ? APPROVAL_APPROVED : APPROVAL_REJECTED,
		.content_hash = d->content_hash,
		.decided_s = OPT_INT(clock_now_s(d->deed.p->config.clock)),
		.decided_by = OPT_INT(post_plan_actor(d->deed.who)),
		.note = d->decision->note.len ? d->decision->note : STR_NONE,
	};

	return post_approvals_decide(tx, d->deed.post_id, &row, err) &&
	       post_plan_audit(tx, &d->deed, approves ? "post.approve" : "post.reject",
			       d->content_hash, err);
}

static bool write_decision(struct db_tx *tx, void *arg, struct err *err)
{
	struct deciding *d = arg;
	struct post_row post;
	struct post_approval approval;
	struct post_target_rows targets;

	d->waited = 0;
	if (!find_post(tx, &d->deed, &post, err) ||
	    !post_approval_get(tx, d->deed.a, &post, &approval, err))
		return false;
	if (!approval.is_there)
		return nobody_waits(d, err);
	d->content_hash = approval.content_hash;
	if (d->decision->content_hash.len && !str_eq(d->decision->content_hash, d->content_hash))
		return has_changed(d, err);
	if (!post_targets_list(tx, d->deed.a, post.id, &targets, err))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!decide_on(tx, d, &targets.at[i], err))
			return false;
	if (d->waited)
		return keep_decision(tx, d, err);
	return was_decided_so(d, &approval) || nobody_waits(d, err);
}

bool post_plan_decide(struct publish *p, struct arena *a, const struct post_actor *who,
		      int64_t post_id, const struct post_decision *decision, struct err *err)
{
	struct deciding d = { .deed = { p, a, who, post_id }, .decision = decision };

	if (decision->approves && !decision->content_hash.len)
		return err_field_texts(err, "content_hash",
				       "Isi dengan content_hash posting yang Anda lihat.",
				       "Enter the content_hash of the post that you looked at.");
	if (!store_write(p->config.store, write_decision, &d, err))
		return false;
	jobs_wake(p->config.jobs);
	return true;
}

/* ---- the workspace's rule ---------------------------------------------------------------------
 */

struct requiring {
	struct plan_deed deed;
	bool needed;
};

/* What was scheduled before anybody had to be asked: its author is not the one who asks. */
static bool hold_back(struct db_tx *tx, const struct requiring *r, struct post_target_row *row,
		      struct err *err)
{
	struct plan_deed deed = r->deed;
	struct post_move move = { .p = deed.p, .a = deed.a, .due_ms = row->due_ms };

	deed.post_id = row->post_id;
	return post_approval_gate(tx, &deed, &move.event, err) &&
	       (move.event != POST_EVENT_SUBMIT || post_move(tx, &move, row, err));
}

static bool write_rule(struct db_tx *tx, void *arg, struct err *err)
{
	struct requiring *r = arg;
	struct post_target_rows targets = { .count = 0 };

	if (!workspaces_set(tx, r->deed.who->user_id, r->needed,
			    clock_now_s(r->deed.p->config.clock), err) ||
	    (r->needed &&
	     !post_targets_list_scheduled(tx, r->deed.a, r->deed.who->user_id, &targets, err)))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!hold_back(tx, r, &targets.at[i], err))
			return false;
	return post_plan_audit(tx, &r->deed,
			       r->needed ? "workspace.approval_on" : "workspace.approval_off",
			       STR_NONE, err);
}

bool post_approval_require(struct publish *p, struct arena *a, const struct post_actor *who,
			   bool needed, struct err *err)
{
	struct requiring r = { .deed = { p, a, who, 0 }, .needed = needed };

	if (!store_write(p->config.store, write_rule, &r, err))
		return false;
	jobs_wake(p->config.jobs);
	return true;
}
