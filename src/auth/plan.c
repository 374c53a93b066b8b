#include "auth/plan.h"

#include <stdio.h>

#include "store/subscriptions.h"

/* Groups without an end get a hundred years: a subscription always has one. */
#define DAYS_ENDLESS (100 * 365)

static const struct plan_choice choices[] = {
	{ "admin", GROUP_ADMIN, 0, DAYS_ENDLESS },
	{ "trial", GROUP_TRIAL, 0, 30 },
	{ "paid-1", GROUP_PAID, 1, 30 },
	{ "paid-6", GROUP_PAID, 2, 180 },
	{ "paid-12", GROUP_PAID, 3, 365 },
	{ "enterprise", GROUP_ENTERPRISE, 0, DAYS_ENDLESS },
};

void plan_lift_limits(struct plan *plan)
{
	*plan = (struct plan){
		.group = STR("admin"),
		.limit_ig_account = PLAN_UNLIMITED,
		.limit_ig_competitor = PLAN_UNLIMITED,
		.limit_social_account = PLAN_UNLIMITED,
		.date_frames = STR("7,28,60,90"),
		.allows_custom_range = true,
		.allows_export = true,
		.allows_post_detail = true,
	};
}

bool plan_allows_more(int64_t limit, int64_t already)
{
	return limit == PLAN_UNLIMITED || already < limit;
}

bool plan_allows_frame(const struct plan *plan, int64_t date_frame)
{
	for (struct str rest = plan->date_frames; rest.at;) {
		int64_t allowed = 0;

		if (str_to_i64(str_cut(&rest, ','), &allowed) && allowed == date_frame)
			return true;
	}
	return false;
}

bool plan_choose(struct str name, const struct plan_choice **ret, struct err *err)
{
	char names[128] = "";
	size_t used = 0;

	for (size_t i = 0; i < COUNT_OF(choices); i++) {
		if (str_eq(name, str_of(choices[i].name))) {
			*ret = &choices[i];
			return true;
		}
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "",
					 choices[i].name);
	}
	return err_field(err, "plan", "Paket harus salah satu dari: %s.", names);
}
