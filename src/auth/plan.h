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
