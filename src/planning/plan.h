/*
 * Making and changing posts: what a user does. Everything is checked before anything is stored,
 * each complaint names its field, and the post, its targets and their jobs are one commit.
 */
#ifndef PLANNING_PLAN_H
#define PLANNING_PLAN_H

#include "base/json.h"
#include "base/recur.h"
#include "publish/publish.h"
#include "store/posts.h"

struct post_actor {
	int64_t user_id; /* whose posts they are */
	struct str zone; /* of times on the wall that name none */
	/* Who it really is, for the audit log. */
	int64_t by_id; /* 0: the same */
	struct str address, request_id;
};

struct plan_target {
	struct str connection_id;
	struct str place; /* "instagram", "page" */
	/* What is said there instead of the post's own; at == NULL, NULL: the post's own. */
	struct str caption, first_comment;
	const struct json *options;
};
#define PLAN_TARGETS_MAX 20

enum plan_time {
	PLAN_AT,
	PLAN_NOW,
	PLAN_DRAFT,
	PLAN_QUEUE, /* the next free slot of the first target's queue (slots.h) */
};

struct post_plan {
	struct str kind; /* empty: what the media make it */
	struct str caption, first_comment;
	const struct json *options;   /* NULL: none */
	struct post_media_rows media; /* kind empty: by the address */
	const struct plan_target *targets;
	size_t target_count;
	enum plan_time time;
	struct str publish_at, time_zone; /* a draft may have a time or none */
	bool repeats;               /* with PLAN_AT, a time on the wall: series.h makes the posts */
	struct recur repeat;        /* its first_day is publish_at's */
	const struct json *content; /* what it was read from; NULL: no JSON */
	struct str idempotency_key; /* empty: none */
	/* What the caller calls the address of the only medium; NULL: "media[0].url". */
	const char *media_field;
	/* The same for the connection of the only target; NULL: "targets[0].connection_id". */
	const char *connection_field;
};

/*
 * Stores a post, its targets and their jobs. In a workspace whose posts need approval it waits for
 * that instead of its time (approval.h). Texts of one account are named targets[1].caption.
 * Refused, in this order:
 *   INVALID_FIELD        kind, media, caption, first_comment, options, targets, publish_at,
 * time_zone NOT_FOUND            a connection that is not the user's TOKEN_EXPIRED        a
 * connection that ended (not for drafts) PERMISSIONS_MISSING  it may not publish there (not for
 * drafts) CONFLICT             that idempotency key came with another post before The same key with
 * the same post: *ret_known, and *ret_id is that post's.
 */
bool post_plan_add(struct publish *p, struct arena *a, const struct post_actor *who,
		   const struct post_plan *plan, int64_t *ret_id, bool *ret_known, struct err *err)
	must_use;
/* The whole post anew. CONFLICT: some target is being published, or was. */
bool post_plan_set(struct publish *p, struct arena *a, const struct post_actor *who,
		   int64_t post_id, const struct post_plan *plan, struct err *err) must_use;
/* A draft with the same content and targets; it has no time. */
bool post_plan_copy(struct publish *p, struct arena *a, const struct post_actor *who,
		    int64_t post_id, int64_t *ret_id, struct err *err) must_use;
/* Forgets a draft, or a post that was cancelled. CONFLICT: any other. */
bool post_plan_delete(struct publish *p, struct arena *a, const struct post_actor *who,
		      int64_t post_id, struct err *err) must_use;

enum plan_act {
	PLAN_CANCEL,      /* wins until the intent is committed */
	PLAN_PUBLISH_NOW, /* drafts, scheduled and held ones */
	PLAN_RETRY,       /* failed and held ones, now */
	PLAN_TO_DRAFT,
	PLAN_CONFIRM, /* an unconfirmed one: it is there */
	PLAN_DENY,    /* an unconfirmed one: it is not there */
	PLAN_ACT_COUNT,
};
/*
 * Acts on every target that the act fits, or on one (`target_id`, 0: all). CONFLICT, with words,
 * when it fits none; doing again what is done is no conflict.
 */
bool post_plan_act(struct publish *p, struct arena *a, const struct post_actor *who,
		   int64_t post_id, int64_t target_id, enum plan_act act, struct err *err) must_use;

/* The field of a complaint is one of that target: "caption" becomes "targets[1].caption". False. */
bool post_plan_in_target(struct err *err, size_t i);

/* Checks without storing: the post's fields, as post_plan_add would. */
bool post_plan_check(struct publish *p, struct arena *a, const struct post_actor *who,
		     const struct post_plan *plan, struct err *err) must_use;
/* After a refusal: names the connection of target i, as whoever sent the plan called it. False. */
bool post_plan_blame_target(const struct post_plan *plan, size_t i, struct err *err);

#endif
