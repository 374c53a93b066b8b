/*
 * What becomes of a post at one account: states, events, and the one table that says which event
 * leads where (decision 0200). Pure; the driver (drive.h) and its owner (post_move.h) both ask
 * it, and every arrow is one committed row of post_steps.
 */
#ifndef PUBLISH_STATE_H
#define PUBLISH_STATE_H

#include <stdbool.h>

#include "base/cleanup.h"
#include "base/str.h"

/* state, name as stored and as the API shows it */
#define POST_STATES(X)                                                                             \
	X(DRAFT, "draft")              /* nothing will happen */                                   \
	X(WAITING, "waiting_approval") /* somebody else must allow exactly this content */         \
	X(SCHEDULED, "scheduled")      /* waits for its time */                                    \
	X(HELD, "held")                /* missed while we were down: the user decides */           \
	X(CLAIMED, "claimed")          /* a worker has it */                                       \
	X(CREATING, "creating")        /* containers are made: invisible, may be made again */     \
	X(CONTAINER, "container")      /* Meta fetches and prepares the media */                   \
	X(INTENT, "intent")         /* told Meta to publish, or was about to: never start again */ \
	X(PUBLISHED, "published")   /* certain; its address may still be missing */                \
	X(COMMENTING, "commenting") /* sent the first comment, or was about to */                  \
	X(DONE, "done")                                                                            \
	X(FAILED, "failed")   /* certain that nothing was published */                             \
	X(UNKNOWN, "unknown") /* cannot be told: only the user can */                              \
	X(CANCELLED, "cancelled")

enum post_state {
#define POST_STATE_ENUM(id, name) POST_##id,
	POST_STATES(POST_STATE_ENUM)
#undef POST_STATE_ENUM
		POST_STATE_COUNT,
};

/* event, name in post_steps */
#define POST_EVENTS(X)                                                                             \
	X(SCHEDULE, "schedule")     /* the user: at a time, again, or after all */                 \
	X(UNSCHEDULE, "unschedule") /* the user: back to a draft */                                \
	X(CANCEL, "cancel")         /* the user */                                                 \
	X(LATE, "late")             /* due longer ago than the grace allows */                     \
	X(CLAIM, "claim")                                                                          \
	X(CREATE, "create")   /* containers are going to be made */                                \
	X(PART, "part")       /* one of several was made */                                        \
	X(CREATED, "created") /* the container that will be published was made */                  \
	X(INTEND, "intend")   /* before the publish call is sent, each time */                     \
	X(NOT_YET, "not_yet") /* Meta surely did not publish, and may later */                     \
	X(PUBLISH, "publish") /* Meta said so */                                                   \
	X(FIND, "find")       /* reading back showed it */                                         \
	X(COMMENT, "comment") /* before the first comment is sent, each time */                    \
	X(FINISH, "finish")                                                                        \
	X(REFUSE, "refuse")   /* Meta surely will not publish it as it is */                       \
	X(ABSENT, "absent")   /* reading back, or the user, says it was not published */           \
	X(GIVE_UP, "give_up") /* reading back does not tell */                                     \
	X(SUBMIT, "submit")   /* the user: asks for approval */                                    \
	X(APPROVE, "approve") /* who may: exactly as it is */                                      \
	X(REJECT, "reject")   /* who may: back to a draft, with a note */

enum post_event {
#define POST_EVENT_ENUM(id, name) POST_EVENT_##id,
	POST_EVENTS(POST_EVENT_ENUM)
#undef POST_EVENT_ENUM
		POST_EVENT_COUNT,
};

/* False: that event cannot happen in that state, and nothing changes. */
bool post_state_next(enum post_state state, enum post_event event, enum post_state *ret) must_use;

const char *post_state_name(enum post_state state);
const char *post_event_name(enum post_event event);
bool post_state_parse(struct str name, enum post_state *ret) must_use;

/* Nothing happens any more unless the user acts. */
bool post_state_rests(enum post_state state);
/* The account's next post need not wait for it. */
bool post_state_lets_pass(enum post_state state);
/* A worker is busy with it, or must look at it again: an edit would come too late. */
bool post_state_is_active(enum post_state state);

#endif
