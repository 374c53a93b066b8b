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
		.is_running = true,
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

/* ---- abilities ---- */

static bool allows_dashboard(const struct plan *plan)
{
	return plan->is_running;
}

static bool allows_post_detail(const struct plan *plan)
{
	return plan->allows_post_detail;
}

static bool allows_export(const struct plan *plan)
{
	return plan->allows_export;
}

static const struct {
	bool (*is_allowed)(const struct plan *plan);
	const char *text_id, *text_en;
} abilities[ABILITY_COUNT] = {
	[ABILITY_DASHBOARD] = { allows_dashboard, "Paket Anda tidak mencakup dasbor.",
				"Your plan does not include the dashboard." },
	[ABILITY_POST_DETAIL] = { allows_post_detail,
				  "Detail post tersedia di paket 6 dan 12 bulan.",
				  "Details of a post come with the plans of 6 and 12 months." },
	[ABILITY_EXPORT] = { allows_export, "Ekspor tersedia di paket 6 dan 12 bulan.",
			     "Exports come with the plans of 6 and 12 months." },
};

bool plan_check(const struct plan *plan, bool is_verified, enum ability wanted, struct err *err)
{
	if (wanted == ABILITY_ACCOUNT)
		return true;
	if (!is_verified)
		return err_set(err, ERR_EMAIL_NOT_VERIFIED, "the e-mail address is not confirmed");
	if (!plan->is_running)
		return err_set(err, ERR_NO_SUBSCRIPTION, "no running subscription");
	if (abilities[wanted].is_allowed(plan))
		return true;
	err_set(err, ERR_PLAN_FORBIDS, "the plan lacks ability %d", (int)wanted);
	err_say(err, "%s", abilities[wanted].text_id);
	return err_say_en(err, "%s", abilities[wanted].text_en);
}

/* What a calendar window needs of a plan: a month is at least 28 days. */
static bool frame_days(struct str frame, int64_t *ret)
{
	*ret = str_eq(frame, STR("last_week")) ? 7 : 28;
	return str_eq(frame, STR("last_week")) || str_eq(frame, STR("last_month")) ||
	       str_to_i64(frame, ret);
}

bool plan_check_window(const struct plan *plan, const struct plan_window *wanted, struct err *err)
{
	int64_t days;

	if (wanted->is_free || (wanted->date_frame.len == 0 && plan->allows_custom_range))
		return true;
	if (wanted->date_frame.len == 0) {
		err_set(err, ERR_PLAN_FORBIDS, "the plan has no custom ranges");
		err_say(err, "Rentang tanggal pilihan sendiri tersedia di paket berbayar.");
		return err_say_en(err, "Date ranges of your own come with a paid plan.");
	}
	if (!frame_days(wanted->date_frame, &days) || plan_allows_frame(plan, days))
		return true;
	err_set(err, ERR_PLAN_FORBIDS, "the plan has no window of %lld days", (long long)days);
	err_say(err, "Paket Anda tidak mencakup rentang %lld hari. Pilihan: %.*s hari.",
		(long long)days, STR_ARG(plan->date_frames));
	return err_say_en(err, "Your plan has no window of %lld days. There is: %.*s days.",
			  (long long)days, STR_ARG(plan->date_frames));
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
	err_field(err, "plan", "Paket harus salah satu dari: %s.", names);
	return err_say_en(err, "The plan is one of: %s.", names);
}
