/*
 * The life of an account: registration, letters with links, the profile's photo, subscriptions and
 * who grants them, invitation vouchers. What a plan then allows is auth/plan.h's business.
 *
 * Letters are jobs. A job's payload says to whom and what for; the link itself is made when the job
 * runs, so no secret waits in the queue, and asking for a letter costs the same whether the address
 * is known or not.
 *
 * Everything here may wait for the database or the disk: call it on a worker thread.
 */
#ifndef PEOPLE_PEOPLE_H
#define PEOPLE_PEOPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "auth/auth.h"
#include "auth/workspace.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/rng.h"
#include "base/str.h"
#include "base/tz.h"
#include "store/vouchers.h"

struct jobs;
struct job_context;
struct mail;
struct store;
struct people;

enum registration {
	REGISTRATION_CLOSED,
	REGISTRATION_INVITED, /* with the code of a voucher */
	REGISTRATION_OPEN,
	REGISTRATION_COUNT,
};
/* "closed", "invited", "open"; anything else is ERR_CONFIG. */
bool registration_parse(struct str text, enum registration *ret, struct err *err) must_use;

struct people_config {
	struct store *store;
	struct auth *auth;
	struct jobs *jobs; /* NULL: letters are not queued (command line) */
	struct mail *mail; /* NULL: no mail server is set */
	const struct clock *clock;
	const struct rng *rng;
	struct str base_url;   /* links in letters begin with it */
	struct str upload_dir; /* photos; made when the first one comes */
	enum registration registration;
};
/* Texts are borrowed. */
struct people *people_new(const struct people_config *config);
struct people *people_free(struct people *p);

/* Who does it, for the audit log. */
struct people_actor {
	const struct identity *who;
	const struct auth_client *client;
};

/* ---- accounts and letters ------------------------------------------------------------------ */

/*
 * ERR_REGISTRATION_CLOSED, and what auth_register says. A letter to confirm the address follows.
 * `invitation`: the token of a team's letter, instead of a coupon; empty: none. He joins that team.
 * INVALID_FIELD invitation: it is not good, or was sent to another address.
 */
bool people_register(struct people *p, struct arena *a, const struct auth_client *client,
		     struct auth_registration *form, struct str invitation,
		     struct auth_session *ret, struct err *err) must_use;
/* True for every well-formed address, known or not; see auth_take_reset for the refusals. */
bool people_ask_reset(struct people *p, struct arena *a, const struct auth_client *client,
		      struct str email, struct err *err) must_use;
/*
 * ERR_CONFLICT when the address is confirmed already, ERR_MAIL without a mail server, and what
 * auth_take_verify says.
 */
bool people_ask_verify(struct people *p, struct arena *a, const struct identity *who,
		       int64_t *ret_wait_s, struct err *err) must_use;
/* The link of a letter, for `simpul user reset-link`. */
struct str people_reset_url(struct arena *a, struct str base_url, const struct auth_link *link);
/*
 * The kind "people.notice": {"notice":"token_expiring","user_id":7,"days":14} or "token_invalid";
 * asked for by the token watch. ctx is the struct people.
 */
bool people_notice_job(void *ctx, struct job_context *job, struct err *err) must_use;
/* The kind "people.letter"; ctx is the struct people. */
#define PEOPLE_LETTER_KIND "people.letter"
bool people_letter_job(void *ctx, struct job_context *job, struct err *err) must_use;

/* ---- teams --------------------------------------------------------------------------------- */

#define TEAM_LINK_AGE_S (7 * 86400)
#define TEAM_MEMBERS_MAX 100

/* Who does it, and in which workspace; whether his role reaches is the caller's business. */
struct people_team {
	struct people_actor actor;
	struct workspace workspace;
	bool is_english; /* a letter to somebody who has no account yet */
};
struct people_invitation {
	struct str email, role;
};
/*
 * Invites somebody: a letter with a link follows. Without a mail server *ret_link is that link, to
 * be handed over otherwise; else at == NULL. INVALID_FIELD email (also when he is invited already),
 * role; EXCEED_LIMIT; RATE_LIMITED.
 */
bool people_team_invite(struct people *p, struct arena *a, const struct people_team *team,
			const struct people_invitation *invitation, int64_t *ret_id,
			struct str *ret_link, struct err *err) must_use;
/* Another letter to somebody who has not come yet; CONFLICT when he has. */
bool people_team_remind(struct people *p, struct arena *a, const struct people_team *team,
			int64_t member_id, struct str *ret_link, struct err *err) must_use;
bool people_team_set_role(struct people *p, struct arena *a, const struct people_team *team,
			  int64_t member_id, struct str role, struct err *err) must_use;
/* Somebody leaves by himself, or is removed by who may manage; else FORBIDDEN. */
bool people_team_remove(struct people *p, struct arena *a, const struct people_team *team,
			int64_t member_id, struct err *err) must_use;
/*
 * Joins the workspace the link is for. KEY_EXPIRED: unknown, used or too old; FORBIDDEN: it was
 * sent to another address than the caller's.
 */
bool people_team_accept(struct people *p, struct arena *a, const struct people_actor *actor,
			struct str token, struct workspace *ret, struct err *err) must_use;

/* ---- photos -------------------------------------------------------------------------------- */

#define PHOTO_MAX_BYTES (2 * MIB)

/* Cleaned, stored, and put in the profile in place of the one before. ERR_INVALID_FIELD `photo`. */
bool people_photo_set(struct people *p, struct arena *a, const struct identity *who,
		      struct str bytes, struct err *err) must_use;
struct people_photo {
	struct str media_type, bytes;
};
/* By its name in the profile; for its owner and for staff, others: ERR_NOT_FOUND. */
bool people_photo_get(struct people *p, struct arena *a, const struct identity *who,
		      struct str name, struct people_photo *ret, struct err *err) must_use;

/* ---- subscriptions ------------------------------------------------------------------------- */

struct people_invoice {
	struct str id; /* of the subscription it replaces; empty: whichever there is */
	int64_t user, group, product;
	struct opt_int plan;
	struct str period_start,
		period_end; /* a day of `zone`, or an instant; empty: from the plan */
	int64_t price;
	double tax_aggregate; /* 0.11: eleven percent */
};
/* An admin grants a subscription. Fields that are wrong are named; the user unknown: NOT_FOUND. */
bool people_invoice_add(struct people *p, struct arena *a, const struct people_actor *actor,
			const struct people_invoice *invoice, const struct tz *zone,
			struct err *err) must_use;
/* Once for each user and product: later ERR_CONFLICT. ERR_EMAIL_NOT_VERIFIED, ERR_NOT_FOUND. */
bool people_claim_trial(struct people *p, struct arena *a, const struct people_actor *actor,
			int64_t product_id, struct err *err) must_use;
/* One of his own; it ends at once. ERR_NOT_FOUND. */
bool people_cancel(struct people *p, struct arena *a, const struct people_actor *actor,
		   struct str subscription_id, struct err *err) must_use;

/* ---- vouchers ------------------------------------------------------------------------------ */

/* As the form sends it; id 0: a new one. Fields that are wrong are named. */
struct people_voucher {
	int64_t id;
	struct str code, name;
	bool bound;
	int64_t usage; /* 0: any number of times */
	struct opt_int user;
	struct str valid_from, valid_to; /* as period_start; empty: always */
	bool is_active;
};
bool people_voucher_put(struct people *p, struct arena *a, const struct people_actor *actor,
			const struct people_voucher *form, const struct tz *zone, int64_t *ret_id,
			struct err *err) must_use;
bool people_voucher_delete(struct people *p, struct arena *a, const struct people_actor *actor,
			   int64_t id, struct err *err) must_use;
/* For the user named, once. ERR_INVALID_FIELD `code` says why not. */
bool people_voucher_redeem(struct people *p, struct arena *a, const struct people_actor *actor,
			   int64_t id, int64_t user_id, struct err *err) must_use;

#endif
