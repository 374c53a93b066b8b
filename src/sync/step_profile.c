/* Who the account is, and the day's row of its counts. */
#include "store/accounts.h"
#include "store/profile_days.h"
#include "sync/run.h"

struct profile {
	const struct run *run;
	const struct graph_ig_user *user;
};

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

static bool write_profile(struct db_tx *tx, void *arg, struct err *err)
{
	const struct profile *p = arg;
	const struct run *r = p->run;
	const struct account_row account = {
		.id = p->user->id,
		.username = or_empty(p->user->username),
		.name = or_empty(p->user->name),
		.biography = or_empty(p->user->biography),
		.profile_picture_url = or_empty(p->user->picture_url),
		.website = or_empty(p->user->website),
	};
	const struct profile_day_row day = {
		.day = r->day,
		.followers_count = p->user->followers,
		.follows_count = p->user->follows,
		.media_count = p->user->media,
		.updated_s = r->now_s,
	};
	return accounts_put_profile(tx, &account, r->now_s, err) &&
	       profile_days_put(tx, r->account_id, &day, err);
}

bool run_put_profile(struct run *r, const struct graph_ig_user *user, struct err *err)
{
	struct profile p = { .run = r, .user = user };

	if (!str_eq(user->id, r->account_id))
		return err_set(err, ERR_GRAPH, "asked for %.*s, got %.*s", STR_ARG(r->account_id),
			       STR_ARG(user->id));
	if (!store_write(r->sync->config.store, write_profile, &p, err))
		return false;
	r->media_count = opt_int_or(user->media, -1);
	r->step->got = 1;
	r->step->total = OPT_INT(1);
	r->step->state = STEP_DONE;
	return true;
}

bool step_profile(struct run *r, struct err *err)
{
	struct graph_ig_user user;

	run_say(r, "Mengambil profil");
	return graph_get_ig_user(&r->caller, r->page, r->account_id, &user, err) &&
	       run_put_profile(r, &user, err);
}
