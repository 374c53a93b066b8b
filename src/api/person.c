/* A user as every answer shows him (cekbrand.md A.9). */
#include "api/person.h"

#include "store/store.h"

static const struct member plan_members[] = {
	{ "id", T_INT },
	{ "name", T_TEXT },
	{ "period_days", T_INT },
	{ "price", T_INT, 0, "In rupiah." },
};
static const struct member named_members[] = {
	{ "id", T_INT },
	{ "name", T_TEXT },
};
static const struct member subscription_members[] = {
	{ "id", T_TEXT },
	{ "user", T_INT },
	{ "status", T_CHOICE("active", "trialing", "canceled", "ended") },
	{ "plan", T_OBJECT(plan_members), NULLABLE },
	{ "group", T_OBJECT(named_members) },
	{ "product", T_OBJECT(named_members) },
	{ "period_start", T_TIME, NULLABLE },
	{ "period_end", T_TIME, NULLABLE },
};
const struct shape subscription_shape = NAMED_OBJECT("Subscription", subscription_members, NULL);

static const struct member limits_members[] = {
	{ "limit_ig_account", T_INT, NULLABLE, "Null: no limit." },
	{ "limit_ig_competitor", T_INT, NULLABLE, "Null: no limit." },
	{ "limit_social_account", T_INT, NULLABLE, "Null: no limit." },
	{ "date_frames", T_TEXT, 0, "Days a window may have, with commas." },
	{ "allows_custom_range", T_BOOL },
	{ "allows_export", T_BOOL },
	{ "allows_post_detail", T_BOOL },
};
static const struct shape limits_shape =
	NAMED_OBJECT("Limits", limits_members, "What the user's plan allows.");

static const struct member profile_members[] = {
	{ "phone", T_TEXT },
	{ "photo", T_TEXT, NULLABLE },
	{ "photo_url", T_TEXT, NULLABLE },
	{ "category", T_OBJECT(named_members), NULLABLE },
	{ "category_id", T_INT, NULLABLE },
};
const struct shape profile_shape = NAMED_OBJECT("Profile", profile_members, NULL);

static const struct member user_members[] = {
	{ "id", T_INT },
	{ "email", T_TEXT },
	{ "first_name", T_TEXT },
	{ "last_name", T_TEXT },
	{ "is_staff", T_BOOL },
	{ "is_superuser", T_BOOL },
	{ "is_verified", T_BOOL },
	{ "date_joined", T_TIME, NULLABLE },
	{ "last_login", T_TIME, NULLABLE },
	{ "profile", &profile_shape },
	{ "subscriptions", T_LIST(&subscription_shape) },
	{ "limits", &limits_shape },
};
const struct shape user_shape = NAMED_OBJECT("User", user_members, NULL);

static const struct member login_members[] = {
	{ "user", &user_shape },
	{ "token", T_TEXT, 0, "For API clients: `Authorization: Bearer <token>`." },
};
const struct shape login_shape = NAMED_OBJECT("LoginReply", login_members, NULL);

void put_subscription(struct call *c, const struct subscription_row *row)
{
	json_object(&c->json);
	json_put_str(&c->json, "id", row->id);
	json_put_int(&c->json, "user", row->user_id);
	json_put_str(&c->json, "status", subscription_status(row, clock_now_s(c->api->clock)));
	json_key(&c->json, STR("plan"));
	if (row->has_plan) {
		json_object(&c->json);
		json_put_int(&c->json, "id", row->plan.id);
		json_put_str(&c->json, "name", row->plan.name);
		json_put_int(&c->json, "period_days", row->plan.period_days);
		json_put_int(&c->json, "price", row->plan.price_idr);
		json_end_object(&c->json);
	} else {
		json_null(&c->json);
	}
	json_put_object(&c->json, "group");
	json_put_int(&c->json, "id", row->group.id);
	json_put_str(&c->json, "name", row->group.name);
	json_end_object(&c->json);
	json_put_object(&c->json, "product");
	json_put_int(&c->json, "id", row->product_id);
	json_put_str(&c->json, "name", STR("Simpul"));
	json_end_object(&c->json);
	put_time(c, "period_start", row->period_start_s);
	put_time(c, "period_end", row->period_end_s);
	json_end_object(&c->json);
}

/* PLAN_UNLIMITED in a plan; clients want a number, or null for none. */
static void put_limit(struct call *c, const char *key, int64_t limit)
{
	put_opt_int(c, key, limit == PLAN_UNLIMITED ? OPT_NO_INT : OPT_INT(limit));
}

/* What the plan allows, so that a client need not know the plans (ours, additive). */
static void put_limits(struct call *c, const struct plan *plan)
{
	json_put_object(&c->json, "limits");
	put_limit(c, "limit_ig_account", plan->limit_ig_account);
	put_limit(c, "limit_ig_competitor", plan->limit_ig_competitor);
	put_limit(c, "limit_social_account", plan->limit_social_account);
	json_put_str(&c->json, "date_frames", plan->date_frames);
	json_put_bool(&c->json, "allows_custom_range", plan->allows_custom_range);
	json_put_bool(&c->json, "allows_export", plan->allows_export);
	json_put_bool(&c->json, "allows_post_detail", plan->allows_post_detail);
	json_end_object(&c->json);
}

void put_profile(struct call *c, const struct auth_user *user)
{
	bool has_photo = user->photo.len > 0;

	json_put_object(&c->json, "profile");
	json_put_str(&c->json, "phone", user->phone);
	put_text(c, "photo", has_photo ? user->photo : STR_NONE);
	put_text(c, "photo_url",
		 has_photo ? str_fmt(c->arena, "/account/photo/%.*s", STR_ARG(user->photo))
			   : STR_NONE);
	json_key(&c->json, STR("category"));
	if (user->category_id.has) {
		json_object(&c->json);
		json_put_int(&c->json, "id", user->category_id.value);
		json_put_str(&c->json, "name", user->category_name);
		json_end_object(&c->json);
	} else {
		json_null(&c->json);
	}
	put_opt_int(c, "category_id", user->category_id);
	json_end_object(&c->json);
}

bool put_user(struct call *c, int64_t user_id, struct err *err)
{
	struct subscription_rows subscriptions;
	struct auth_user user;

	if (!auth_user_get(c->api->auth, c->arena, user_id, &user, err) ||
	    (!c->snapshot && !store_read(c->api->store, &c->snapshot, err)) ||
	    !subscriptions_list(c->snapshot, c->arena, user_id, &subscriptions, err))
		return false;
	const struct text_member names[] = {
		{ "email", user.email },
		{ "first_name", user.first_name },
		{ "last_name", user.last_name },
	};

	json_object(&c->json);
	json_put_int(&c->json, "id", user.id);
	put_texts(c, names, COUNT_OF(names));
	json_put_bool(&c->json, "is_staff", user.is_staff);
	json_put_bool(&c->json, "is_superuser", user.is_admin);
	json_put_bool(&c->json, "is_verified", user.is_verified);
	put_time(c, "date_joined", user.created_at_s);
	put_time(c, "last_login", user.last_login_at_s);
	put_profile(c, &user);
	json_put_array(&c->json, "subscriptions");
	for (size_t i = 0; i < subscriptions.count; i++)
		put_subscription(c, &subscriptions.at[i]);
	json_end_array(&c->json);
	put_limits(c, &user.plan);
	json_end_object(&c->json);
	return true;
}

bool put_login(struct call *c, const struct auth_session *session, struct err *err)
{
	call_set_session(c, session);
	json_object(&c->json);
	json_key(&c->json, STR("user"));
	if (!put_user(c, session->user_id, err))
		return false;
	json_put_str(&c->json, "token", session->bearer);
	json_end_object(&c->json);
	return true;
}
