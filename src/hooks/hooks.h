/*
 * Telling others (decision 0240): webhooks to users' own programs, and letters to owners of posts.
 *
 * What happened is written down in the transaction that made it happen, one row for every hook that
 * wants it, and jobs deliver it: at least once, in no promised order, each message with an id that
 * stays the same at every try. Messages are signed as Standard Webhooks says (webhook-id,
 * webhook-timestamp, webhook-signature; version 1, 2023), so that its libraries verify them.
 *
 * Addresses are strangers' choice: https alone, public addresses alone (net/public.h), redirects
 * are not followed, answers are small.
 */
#ifndef HOOKS_HOOKS_H
#define HOOKS_HOOKS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/rng.h"
#include "base/str.h"
#include "net/public.h"

struct db_tx;
struct hooks;
struct job_context;
struct jobs;
struct mail;
struct net;
struct store;
struct vault;

/* What can be asked for. */
#define HOOK_EVENTS(X)                                                                             \
	X(POST_PUBLISHED, "post.published")     /* with its address, as far as it is known */      \
	X(POST_FAILED, "post.failed")           /* certain that it was not published */            \
	X(POST_UNCONFIRMED, "post.unconfirmed") /* cannot be told: only the user can */            \
	X(POST_HELD, "post.held")               /* missed while the server was down */             \
	X(TOKEN_EXPIRING, "token.expiring")     /* 14, 7 and 1 days before */

enum hook_event {
#define HOOK_EVENT_ENUM(id, name) HOOK_##id,
	HOOK_EVENTS(HOOK_EVENT_ENUM)
#undef HOOK_EVENT_ENUM
		HOOK_EVENT_COUNT,
};
struct str hook_event_name(enum hook_event event);
/* Sent when a user asks for a test; no hook can subscribe to it. */
#define HOOK_TEST_EVENT "hook.test"

struct hooks_config {
	struct store *store;
	const struct vault *vault;
	struct jobs *jobs;
	struct net *net;
	struct mail *mail; /* NULL: no letters */
	const struct clock *clock;
	const struct rng *rng;
	struct str base_url;  /* links in letters begin with it */
	enum net_reach reach; /* of what users enter */
};
/* Texts are borrowed. */
struct hooks *hooks_new(const struct hooks_config *config);
struct hooks *hooks_free(struct hooks *h);

/* ---- telling: inside a store_work; jobs_wake after the commit ---------------------------------
 */

/* To every hook of the user that wants it; `data` is a JSON object. */
bool hooks_tell_in(struct hooks *h, struct db_tx *tx, int64_t user_id, enum hook_event event,
		   struct str data, struct err *err) must_use;
/*
 * A letter will tell the owner that the target is in that state (failed, unknown, held), if it
 * still is by then: one letter for all that happen within a while.
 */
bool hooks_post_trouble_in(struct hooks *h, struct db_tx *tx, int64_t user_id, int64_t target_id,
			   struct str state, struct err *err) must_use;

/* ---- hooks of a user --------------------------------------------------------------------------
 */

#define HOOKS_PER_USER 10
#define HOOK_URL_MAX 2000
#define HOOK_OLD_SECRET_S (24 * INT64_C(3600))

struct hook_form {
	struct str url;
	struct str events; /* names, comma-separated */
	bool is_active;
};
/* ERR_INVALID_FIELD `url` or `events`; ERR_CONFLICT: too many. *ret_secret: shown this once. */
bool hooks_make(struct hooks *h, struct arena *a, int64_t user_id, const struct hook_form *form,
		struct str *ret_id, struct str *ret_secret, struct err *err) must_use;
/* ERR_NOT_FOUND, as all that follow. Switching one on forgets how it fared. */
bool hooks_change(struct hooks *h, struct arena *a, int64_t user_id, struct str id,
		  const struct hook_form *form, struct err *err) must_use;
bool hooks_remove(struct hooks *h, int64_t user_id, struct str id, struct err *err) must_use;
/* A new secret; the old one signs as well for HOOK_OLD_SECRET_S. */
bool hooks_renew_secret(struct hooks *h, struct arena *a, int64_t user_id, struct str id,
			struct str *ret_secret, struct err *err) must_use;
/* Sends a message of HOOK_TEST_EVENT, once, active or not. ERR_RATE_LIMITED: one every 5 s. */
bool hooks_test(struct hooks *h, struct arena *a, int64_t user_id, struct str id,
		int64_t *ret_delivery, struct err *err) must_use;
/* The same message again. ERR_CONFLICT: it is still under way, or the hook is switched off. */
bool hooks_replay(struct hooks *h, struct arena *a, int64_t user_id, struct str id,
		  int64_t delivery_id, int64_t *ret_delivery, struct err *err) must_use;

/* ---- letters about posts ----------------------------------------------------------------------
 */

struct hook_leaving {
	struct str email;
	bool has_left;
};
/* By the token of a letter's link; `leaves`: he wants no more. ERR_NOT_FOUND. */
bool hooks_leave_letters(struct hooks *h, struct arena *a, struct str token, bool leaves,
			 struct hook_leaving *ret, struct err *err) must_use;
bool hooks_set_letters(struct hooks *h, struct arena *a, int64_t user_id, bool wants,
		       struct err *err) must_use;

/* ---- job kinds; ctx is the struct hooks -------------------------------------------------------
 */

#define HOOKS_DELIVER_KIND "hooks.deliver" /* {"delivery_id":7} */
#define HOOKS_AT_ONCE 2
bool hooks_deliver_job(void *ctx, struct job_context *job, struct err *err) must_use;
#define HOOKS_LETTER_KIND                                                                          \
	"hooks.letter" /* {"letter":"posts","user_id":7}, "off" with "hook_id"                     \
			*/
bool hooks_letter_job(void *ctx, struct job_context *job, struct err *err) must_use;

#endif
