/* What a user does with a post that is stored. */
#include "publish/plan_impl.h"

#include "jobs/jobs.h"
#include "store/store.h"

static const struct {
	enum post_event event;
	const char *from;  /* states it is for, each between commas; NULL: what the table of states
			      says */
	const char *done;  /* states in which it is done already */
	bool is_now;       /* due at once */
	bool needs_target; /* the connection must live */
	const char *refusal_id, *refusal_en;
} acts[] = {
	[PLAN_CANCEL] = { POST_EVENT_CANCEL, NULL, ",cancelled,", false, false,
			  "Sudah terlambat untuk membatalkan: posting ini sedang atau sudah "
			  "diterbitkan.",
			  "Too late to cancel: this post is being published, or was." },
	[PLAN_PUBLISH_NOW] = { POST_EVENT_SCHEDULE, ",draft,scheduled,held,", NULL, true, true,
			       "Posting ini sedang atau sudah diterbitkan.",
			       "This post is being published, or was." },
	[PLAN_RETRY] = { POST_EVENT_SCHEDULE, ",failed,held,", NULL, true, true,
			 "Hanya posting yang gagal atau tertahan yang dapat dicoba lagi.",
			 "Only a post that failed or was held can be tried again." },
	[PLAN_TO_DRAFT] = { POST_EVENT_UNSCHEDULE, NULL, ",draft,", false, false,
			    "Posting ini sedang atau sudah diterbitkan.",
			    "This post is being published, or was." },
	[PLAN_CONFIRM] = { POST_EVENT_FIND, ",unknown,", NULL, false, false,
			   "Hanya posting yang belum pasti yang dapat dinyatakan tayang.",
			   "Only an unconfirmed post can be said to be there." },
	[PLAN_DENY] = { POST_EVENT_ABSENT, ",unknown,", NULL, false, false,
			"Hanya posting yang belum pasti yang dapat dinyatakan tidak tayang.",
			"Only an unconfirmed post can be said not to be there." },
};
_Static_assert(COUNT_OF(acts) == PLAN_ACT_COUNT, "one row for each");

struct acting {
	struct publish *p;
	struct arena *a;
	int64_t user_id, post_id, target_id;
	enum plan_act act;
	int moved, done;
};

static bool is_in(struct arena *a, const char *states, struct str state)
{
	return states && str_contains(str_of(states), str_fmt(a, ",%.*s,", STR_ARG(state)));
}

static bool fits(const struct acting *t, const struct post_target_row *row)
{
	return (!acts[t->act].from || is_in(t->a, acts[t->act].from, row->state)) &&
	       post_plan_may_move(row, acts[t->act].event);
}

static bool act_on(struct db_tx *tx, struct acting *t, struct post_target_row *row, struct err *err)
{
	const struct plan_target target = { row->connection_id, row->place };
	struct plan_move move = {
		.p = t->p, .a = t->a, .event = acts[t->act].event, .due_ms = row->due_ms
	};
	struct str place_id;

	if (t->target_id && t->target_id != row->id)
		return true;
	t->done += is_in(t->a, acts[t->act].done, row->state);
	if (!fits(t, row))
		return true;
	if (acts[t->act].is_now)
		move.due_ms = OPT_INT(clock_now_ms(t->p->config.clock));
	if (acts[t->act].needs_target &&
	    !post_plan_check_target(tx, t->a, row->user_id, &target, false, &place_id, err))
		return false;
	t->moved++;
	return post_plan_move(tx, &move, row, err);
}

static bool write_act(struct db_tx *tx, void *arg, struct err *err)
{
	struct acting *t = arg;
	struct post_row post;
	struct post_target_rows targets;
	int64_t now_s = clock_now_s(t->p->config.clock);
	bool found;

	t->moved = t->done = 0;
	if (!posts_get(tx, t->a, t->user_id, t->post_id, &post, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no post %lld", (long long)t->post_id);
	if (!post_targets_list(tx, t->a, t->post_id, &targets, err))
		return false;
	for (size_t i = 0; i < targets.count; i++)
		if (!act_on(tx, t, &targets.at[i], err))
			return false;
	if (!t->moved && !t->done) {
		err_set(err, ERR_CONFLICT, "no target of post %lld fits", (long long)t->post_id);
		err_say(err, "%s", acts[t->act].refusal_id);
		return err_say_en(err, "%s", acts[t->act].refusal_en);
	}
	return !t->moved || t->act != PLAN_PUBLISH_NOW ||
	       posts_set_time(tx, &post, now_s, now_s, err);
}

bool post_plan_act(struct publish *p, struct arena *a, const struct post_actor *who,
		   int64_t post_id, int64_t target_id, enum plan_act act, struct err *err)
{
	struct acting acting = { .p = p,
				 .a = a,
				 .user_id = who->user_id,
				 .post_id = post_id,
				 .target_id = target_id,
				 .act = act };

	if (!store_write(p->config.store, write_act, &acting, err))
		return false;
	jobs_wake(p->config.jobs);
	return true;
}
