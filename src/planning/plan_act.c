/* What a user does with a post that is stored. */
#include "planning/approval_impl.h"

#include "jobs/jobs.h"
#include "store/post_approvals.h"
#include "store/store.h"

static const struct {
	const char *audit; /* action in the audit log */
	enum post_event event;
	const char *from;  /* states it is for, each between commas; NULL: what the table of states
			      says */
	const char *done;  /* states in which it is done already */
	bool is_now;       /* due at once */
	bool needs_target; /* the connection must live */
	const char *refusal_id, *refusal_en;
} acts[] = {
	[PLAN_CANCEL] = { "post.cancel", POST_EVENT_CANCEL, NULL, ",cancelled,", false, false,
			  "Sudah terlambat untuk membatalkan: posting ini sedang atau sudah "
			  "diterbitkan.",
			  "Too late to cancel: this post is being published, or was." },
	[PLAN_PUBLISH_NOW] = { "post.publish_now", POST_EVENT_SCHEDULE,
			       ",draft,waiting_approval,scheduled,held,", NULL, true, true,
			       "Posting ini sedang atau sudah diterbitkan.",
			       "This post is being published, or was." },
	[PLAN_RETRY] = { "post.retry", POST_EVENT_SCHEDULE, ",failed,held,", NULL, true, true,
			 "Hanya posting yang gagal atau tertahan yang dapat dicoba lagi.",
			 "Only a post that failed or was held can be tried again." },
	[PLAN_TO_DRAFT] = { "post.draft", POST_EVENT_UNSCHEDULE, NULL, ",draft,", false, false,
			    "Posting ini sedang atau sudah diterbitkan.",
			    "This post is being published, or was." },
	[PLAN_CONFIRM] = { "post.confirm", POST_EVENT_FIND, ",unknown,", NULL, false, false,
			   "Hanya posting yang belum pasti yang dapat dinyatakan tayang.",
			   "Only an unconfirmed post can be said to be there." },
	[PLAN_DENY] = { "post.deny", POST_EVENT_ABSENT, ",unknown,", NULL, false, false,
			"Hanya posting yang belum pasti yang dapat dinyatakan tidak tayang.",
			"Only an unconfirmed post can be said not to be there." },
};
_Static_assert(COUNT_OF(acts) == PLAN_ACT_COUNT, "one row for each");

struct acting {
	struct plan_deed deed;
	int64_t target_id;
	enum plan_act act;
	enum post_event event; /* of the act, or what an approval that lacks makes of it */
	int moved, done;
};

static bool is_in(struct arena *a, const char *states, struct str state)
{
	return states && str_contains(str_of(states), str_fmt(a, ",%.*s,", STR_ARG(state)));
}

static bool is_meant(const struct acting *t, const struct post_target_row *row)
{
	return !t->target_id || t->target_id == row->id;
}

static bool fits(const struct acting *t, const struct post_target_row *row)
{
	return is_meant(t, row) &&
	       (!acts[t->act].from || is_in(t->deed.a, acts[t->act].from, row->state)) &&
	       post_may_settle(row, acts[t->act].event);
}

static bool act_on(struct db_tx *tx, struct acting *t, struct post_target_row *row, struct err *err)
{
	const struct plan_target target = { .connection_id = row->connection_id,
					    .place = row->place };
	struct post_move move = {
		.p = t->deed.p, .a = t->deed.a, .event = t->event, .due_ms = row->due_ms
	};
	struct str place_id;

	if (!fits(t, row))
		return true;
	/* What must be approved first is due as soon as it is. */
	if (acts[t->act].is_now)
		move.due_ms = t->event == POST_EVENT_SUBMIT
				      ? OPT_NO_INT
				      : OPT_INT(clock_now_ms(t->deed.p->config.clock));
	if (acts[t->act].needs_target &&
	    !post_plan_check_target(tx, t->deed.a, row->user_id, &target, false, &place_id, err))
		return false;
	return post_settle(tx, &move, row, err);
}

/* What the act changes of the post as a whole, and what it takes to be published then. */
static bool prepare(struct db_tx *tx, struct acting *t, const struct post_row *post,
		    struct err *err)
{
	int64_t now_s = clock_now_s(t->deed.p->config.clock);
	bool is_back = t->act == PLAN_CANCEL || t->act == PLAN_TO_DRAFT;

	if (t->act == PLAN_PUBLISH_NOW && !posts_set_time(tx, post, now_s, now_s, err))
		return false;
	if (is_back && !t->target_id && !post_approvals_withdraw(tx, post->id, err))
		return false;
	return t->event != POST_EVENT_SCHEDULE || post_approval_gate(tx, &t->deed, &t->event, err);
}

static bool fits_none(const struct acting *t, struct err *err)
{
	err_set(err, ERR_CONFLICT, "no target of post %lld fits", (long long)t->deed.post_id);
	err_say(err, "%s", acts[t->act].refusal_id);
	return err_say_en(err, "%s", acts[t->act].refusal_en);
}

static bool write_act(struct db_tx *tx, void *arg, struct err *err)
{
	struct acting *t = arg;
	struct post_row post;
	struct post_target_rows targets;
	bool found;

	t->moved = t->done = 0;
	t->event = acts[t->act].event;
	if (!posts_get(tx, t->deed.a, t->deed.who->user_id, t->deed.post_id, &post, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no post %lld", (long long)t->deed.post_id);
	if (!post_targets_list(tx, t->deed.a, post.id, &targets, err))
		return false;
	for (size_t i = 0; i < targets.count; i++) {
		t->moved += fits(t, &targets.at[i]);
		t->done += is_meant(t, &targets.at[i]) &&
			   is_in(t->deed.a, acts[t->act].done, targets.at[i].state);
	}
	if (!t->moved)
		return t->done || fits_none(t, err);
	if (!prepare(tx, t, &post, err))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!act_on(tx, t, &targets.at[i], err))
			return false;
	return post_plan_audit(tx, &t->deed, acts[t->act].audit, STR_NONE, err);
}

bool post_plan_act(struct publish *p, struct arena *a, const struct post_actor *who,
		   int64_t post_id, int64_t target_id, enum plan_act act, struct err *err)
{
	struct acting acting = { .deed = { p, a, who, post_id },
				 .target_id = target_id,
				 .act = act };

	if (!store_write(p->config.store, write_act, &acting, err))
		return false;
	jobs_wake(p->config.jobs);
	return true;
}
