#include "store/subscriptions.h"

#include "store/row.h"

/* Where the columns of a group and of a plan begin in the rows that hold both. */
enum { AT_GROUP = 0, AT_PLAN = 9, AT_SUBSCRIPTION = 18 };

static struct subscription_group_row group_at(struct arena *a, const struct db_stmt *row, int at)
{
	return (struct subscription_group_row){
		.id = db_int(row, at),
		.name = row_text(a, row, at + 1),
		.limit_ig_account = db_opt_int(row, at + 2),
		.limit_ig_competitor = db_opt_int(row, at + 3),
		.limit_social_account = db_opt_int(row, at + 4),
		.date_frames = row_text(a, row, at + 5),
		.allows_custom_range = row_bool(row, at + 6),
		.allows_export = row_bool(row, at + 7),
		.allows_post_detail = row_bool(row, at + 8),
	};
}

static struct subscription_plan_row plan_at(struct arena *a, const struct db_stmt *row, int at)
{
	return (struct subscription_plan_row){
		.id = db_int(row, at),
		.product_id = db_int(row, at + 1),
		.name = row_text(a, row, at + 2),
		.description = row_text(a, row, at + 3),
		.price_idr = db_int(row, at + 4),
		.price_before_idr = db_opt_int(row, at + 5),
		.period_days = db_int(row, at + 6),
		.allows_export = row_bool(row, at + 7),
		.allows_post_detail = row_bool(row, at + 8),
	};
}

static void read_group(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct subscription_group_row *)ret = group_at(a, row, AT_GROUP);
}

static void read_plan(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct subscription_plan_row *)ret = plan_at(a, row, 0);
}

static void read_subscription(struct arena *a, const struct db_stmt *row, void *ret)
{
	bool has_plan = !db_is_null(row, AT_PLAN);

	*(struct subscription_row *)ret = (struct subscription_row){
		.group = group_at(a, row, AT_GROUP),
		.has_plan = has_plan,
		.plan = has_plan ? plan_at(a, row, AT_PLAN) : (struct subscription_plan_row){ 0 },
		.id = row_text(a, row, AT_SUBSCRIPTION),
		.user_id = db_int(row, AT_SUBSCRIPTION + 1),
		.product_id = db_int(row, AT_SUBSCRIPTION + 2),
		.status = row_text(a, row, AT_SUBSCRIPTION + 3),
		.period_start_s = db_int(row, AT_SUBSCRIPTION + 4),
		.period_end_s = db_int(row, AT_SUBSCRIPTION + 5),
		.created_s = db_int(row, AT_SUBSCRIPTION + 6),
		.updated_s = db_int(row, AT_SUBSCRIPTION + 7),
	};
}

bool subscription_groups_list(struct db_tx *tx, struct arena *a,
			      struct subscription_group_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SUBSCRIPTION_GROUPS_LIST, DB_NO_ARGS };

	return row_list(&q, read_group, ret, err);
}

bool subscription_plans_list(struct db_tx *tx, struct arena *a, int64_t product_id,
			     struct subscription_plan_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SUBSCRIPTION_PLANS_LIST, DB_ARGS(DB_I(product_id)) };

	return row_list(&q, read_plan, ret, err);
}

bool subscription_plans_get(struct db_tx *tx, struct arena *a, int64_t plan_id,
			    struct subscription_plan_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_SUBSCRIPTION_PLANS_GET, DB_ARGS(DB_I(plan_id)) };

	return row_find(&q, read_plan, ret, ret_found, err);
}

bool subscriptions_set_status(struct db_tx *tx, int64_t user_id, struct str id, struct str status,
			      int64_t now_s, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_SUBSCRIPTIONS_SET_STATUS,
			       DB_ARGS(DB_I(user_id), DB_T(id), DB_T(status), DB_I(now_s)) };

	return row_changed(&q, ret_found, err);
}

bool subscriptions_list(struct db_tx *tx, struct arena *a, int64_t user_id,
			struct subscription_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_SUBSCRIPTIONS_LIST, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_subscription, ret, err);
}

bool subscriptions_put(struct db_tx *tx, const struct subscription_change *c, int64_t now_s,
		       struct err *err)
{
	return db_exec(tx, SQL_SUBSCRIPTIONS_PUT,
		       DB_ARGS(DB_T(c->id), DB_I(c->user_id), DB_I(c->product_id),
			       DB_I(c->group_id), DB_O(c->plan_id), DB_T(c->status),
			       DB_I(c->period_start_s), DB_I(c->period_end_s), DB_I(now_s)),
		       NULL, err);
}

static bool is_alive(struct str status)
{
	return str_eq(status, STR("active")) || str_eq(status, STR("trialing"));
}

struct str subscription_status(const struct subscription_row *s, int64_t now_s)
{
	return is_alive(s->status) && now_s > s->period_end_s ? STR("ended") : s->status;
}

static bool is_running(const struct subscription_row *s, int64_t now_s)
{
	return s->period_start_s <= now_s && is_alive(subscription_status(s, now_s));
}

bool entitlement_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t now_s,
		     struct entitlement *ret, struct err *err)
{
	struct subscription_rows all;

	if (!subscriptions_list(tx, a, user_id, &all, err))
		return false;
	*ret = (struct entitlement){ .is_subscribed = false };
	for (size_t i = 0; i < all.count; i++) {
		const struct subscription_row *s = &all.at[i];
		if (s->product_id != PRODUCT_CEKBRAND || !is_running(s, now_s))
			continue;
		*ret = (struct entitlement){
			.is_subscribed = true,
			.group = s->group,
			.allows_export = s->group.allows_export || s->plan.allows_export,
			.allows_post_detail =
				s->group.allows_post_detail || s->plan.allows_post_detail,
		};
	}
	return true;
}
