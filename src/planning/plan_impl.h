/* What plan.c, plan_check.c and plan_act.c share. */
#ifndef PLANNING_PLAN_IMPL_H
#define PLANNING_PLAN_IMPL_H

#include "content/options.h"
#include "planning/plan.h"
#include "planning/when.h"
#include "publish/post_move.h"

/* A plan that was checked, as rows. */
struct checked_plan {
	enum post_kind kind;
	struct post_row post; /* user_id, kind, texts, options, times, key and hash */
	struct post_media_rows media;
	struct str *target_options; /* of each target; at == NULL: the post's */
};
bool post_plan_read(struct publish *p, struct arena *a, const struct post_actor *who,
		    const struct post_plan *plan, struct checked_plan *ret, struct err *err)
	must_use;

/* What makes two requests the same post; nothing is checked. */
struct str post_plan_hash(struct arena *a, const struct post_plan *plan);

/* A plan on its way into the store. */
struct writing {
	struct publish *p;
	struct arena *a;
	const struct post_actor *who;
	const struct post_plan *plan;
	struct checked_plan checked;
	int64_t post_id;
	bool known;
};
/* In a transaction: stores the post, its targets and their jobs. */
bool post_plan_write(struct db_tx *tx, struct writing *w, struct err *err) must_use;
/* In a transaction: gives a plan with PLAN_QUEUE its time (slots.c). */
bool post_slot_choose(struct db_tx *tx, struct writing *w, struct err *err) must_use;

/* plan_media.c: the media of `plan`, and its kind. */
bool post_plan_read_media(struct publish *p, struct arena *a, const struct post_actor *who,
			  const struct post_plan *plan, struct checked_plan *c, struct err *err)
	must_use;
/* In a transaction: replaces the media of the post; uploads among them are in use from now on. */
bool post_plan_keep_media(struct db_tx *tx, int64_t post_id, const struct post_media_rows *media,
			  int64_t now_s, struct err *err) must_use;
/* look_job.c, in a transaction: what lies at addresses is going to be looked at. */
bool post_plan_ask_looks(struct publish *p, struct db_tx *tx, struct arena *a, int64_t post_id,
			 const struct post_media_rows *media, struct err *err) must_use;
struct str post_plan_media_text(struct arena *a, const struct post_media_row *m);

/* In a transaction: is the connection the user's, does it live, may it publish there? */
bool post_plan_check_target(struct db_tx *tx, struct arena *a, int64_t user_id,
			    const struct plan_target *target, bool is_draft,
			    struct str *ret_place_id, struct err *err) must_use;

/* In a transaction: who did what to a post, for the audit log. */
struct plan_deed {
	struct publish *p;
	struct arena *a;
	const struct post_actor *who;
	int64_t post_id; /* 0: the workspace as a whole */
};
bool post_plan_audit(struct db_tx *tx, const struct plan_deed *deed, const char *action,
		     struct str content_hash, struct err *err) must_use;
int64_t post_plan_actor(const struct post_actor *who);

#endif
