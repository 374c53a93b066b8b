/*
 * What a user may do: the limits of his subscription, as the database holds them (tables
 * subscription_groups and subscription_plans). An admin has no limits; without a running
 * subscription nothing can be added or exported.
 */
#ifndef AUTH_PLAN_H
#define AUTH_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define PLAN_UNLIMITED (-1)

struct plan {
	bool is_running;             /* there is a subscription, and now is within its period */
	struct str group;            /* trial, paid, enterprise, admin; "" without a subscription */
	int64_t limit_ig_account;    /* PLAN_UNLIMITED or how many */
	int64_t limit_ig_competitor; /* of each account */
	int64_t limit_social_account; /* Facebook accounts */
	struct str date_frames;       /* allowed values of date_frame, comma-separated */
	bool allows_custom_range;     /* start and end instead of date_frame */
	bool allows_export;
	bool allows_post_detail;
};

/* May one more be added to `already`? */
bool plan_allows_more(int64_t limit, int64_t already);
/* Is this date_frame allowed? */
bool plan_allows_frame(const struct plan *plan, int64_t date_frame);

/*
 * What a route may ask of its caller beside being logged in (cekbrand.md H.2). Every user, with a
 * plan or without, verified or not, manages his own account: that is ABILITY_ACCOUNT.
 */
enum ability {
	ABILITY_ACCOUNT,
	ABILITY_DASHBOARD,   /* a confirmed e-mail address and a running subscription, any group */
	ABILITY_POST_DETAIL, /* and a plan that includes it */
	ABILITY_EXPORT,
	ABILITY_COUNT,
};
/* Refusals: ERR_EMAIL_NOT_VERIFIED, ERR_NO_SUBSCRIPTION, ERR_PLAN_FORBIDS, with words for people.
 */
bool plan_check(const struct plan *plan, bool is_verified, enum ability wanted, struct err *err)
	must_use;
/* The window a dashboard asks for. */
struct plan_window {
	struct str date_frame; /* empty: a range of one's own, or all there is */
	bool is_free;          /* all there is, on a route that gives it to every plan */
};
bool plan_check_window(const struct plan *plan, const struct plan_window *wanted, struct err *err)
	must_use;

/* What an admin has. */
void plan_lift_limits(struct plan *plan);

/* What `simpul user add --plan` takes: a name for each pair of group and plan. */
struct plan_choice {
	const char *name;
	int64_t group_id;    /* enum subscription_group */
	int64_t plan_id;     /* 0: none */
	int64_t period_days; /* how long the first subscription runs */
};
/* Unknown names are ERR_INVALID_FIELD, with the names there are. */
bool plan_choose(struct str name, const struct plan_choice **ret, struct err *err) must_use;

#endif
