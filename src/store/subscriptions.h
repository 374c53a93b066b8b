/* What a user may do: groups with limits, plans that can be bought, one subscription per product.
 */
#ifndef STORE_SUBSCRIPTIONS_H
#define STORE_SUBSCRIPTIONS_H

#include "store/store.h"

#define PRODUCT_CEKBRAND 1

enum subscription_group { GROUP_ADMIN = 1, GROUP_TRIAL = 2, GROUP_PAID = 3, GROUP_ENTERPRISE = 4 };

struct subscription_group_row {
	int64_t id;
	struct str name;
	struct opt_int limit_ig_account, limit_ig_competitor,
		limit_social_account; /* absent: none */
	struct str date_frames;       /* "7,28,60,90" */
	bool allows_custom_range, allows_export, allows_post_detail;
};
struct subscription_group_rows {
	struct subscription_group_row *at;
	size_t count;
};
bool subscription_groups_list(struct db_tx *tx, struct arena *a,
			      struct subscription_group_rows *ret, struct err *err) must_use;

struct subscription_plan_row {
	int64_t id, product_id;
	struct str name, description;
	int64_t price_idr;
	struct opt_int price_before_idr;
	int64_t period_days;
	bool allows_export, allows_post_detail;
};
struct subscription_plan_rows {
	struct subscription_plan_row *at;
	size_t count;
};
bool subscription_plans_list(struct db_tx *tx, struct arena *a, int64_t product_id,
			     struct subscription_plan_rows *ret, struct err *err) must_use;

bool subscription_plans_get(struct db_tx *tx, struct arena *a, int64_t plan_id,
			    struct subscription_plan_row *ret, bool *ret_found, struct err *err)
	must_use;

struct subscription_row {
	struct str id; /* UUID */
	int64_t user_id, product_id;
	struct subscription_group_row group;
	bool has_plan;
	struct subscription_plan_row plan; /* when has_plan */
	struct str
		status; /* as stored: active, trialing, canceled, ended; see subscription_status */
	int64_t period_start_s, period_end_s;
	int64_t created_s, updated_s;
};
struct subscription_rows {
	struct subscription_row *at;
	size_t count;
};
/* The user's subscriptions, whatever their state: at most one per product. */
bool subscriptions_list(struct db_tx *tx, struct arena *a, int64_t user_id,
			struct subscription_rows *ret, struct err *err) must_use;

/* By the clock: what was active or trialing has ended when its period is over. */
struct str subscription_status(const struct subscription_row *s, int64_t now_s);
/* One of the user's own; canceled, ended, … */
bool subscriptions_set_status(struct db_tx *tx, int64_t user_id, struct str id, struct str status,
			      int64_t now_s, bool *ret_found, struct err *err) must_use;

struct subscription_change {
	struct str id; /* for a new row; an existing one keeps its own */
	int64_t user_id, product_id, group_id;
	struct opt_int plan_id;
	struct str status;
	int64_t period_start_s, period_end_s;
};
/* Inserts or replaces the user's subscription of that product. */
bool subscriptions_put(struct db_tx *tx, const struct subscription_change *change, int64_t now_s,
		       struct err *err) must_use;

/* What holds for a user at `now_s`: his running subscription, or nothing at all. */
struct entitlement {
	bool is_subscribed;                  /* active or trialing, and now is within its period */
	struct subscription_group_row group; /* when subscribed */
	bool allows_export, allows_post_detail; /* by group or by plan */
};
bool entitlement_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t now_s,
		     struct entitlement *ret, struct err *err) must_use;

#endif
