/*
 * Logging in and out, and the user himself (cekbrand.md A.9); subscription groups (A.8).
 */
#include "api/put.h"
#include "api/tables.h"
#include "auth/auth.h"
#include "base/fields.h"
#include "store/store.h"
#include "store/subscriptions.h"

/* ---- the user ---- */

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
static const struct shape subscription_shape =
	NAMED_OBJECT("Subscription", subscription_members, NULL);

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
	{ "subscriptions", T_LIST(&subscription_shape) },
	{ "limits", &limits_shape },
};
static const struct shape user_shape = NAMED_OBJECT("User", user_members, NULL);

static void put_subscription(struct call *c, const struct subscription_row *row)
{
	json_object(&c->json);
	json_put_str(&c->json, "id", row->id);
	json_put_int(&c->json, "user", row->user_id);
	json_put_str(&c->json, "status", row->status);
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

static bool put_user(struct call *c, int64_t user_id, struct err *err)
{
	struct subscription_rows subscriptions;
	struct auth_user user;

	if (!auth_user_get(c->api->auth, c->arena, user_id, &user, err) ||
	    !store_read(c->api->store, &c->snapshot, err) ||
	    !subscriptions_list(c->snapshot, c->arena, user_id, &subscriptions, err))
		return false;
	json_object(&c->json);
	json_put_int(&c->json, "id", user.id);
	json_put_str(&c->json, "email", user.email);
	json_put_str(&c->json, "first_name", user.first_name);
	json_put_str(&c->json, "last_name", user.last_name);
	json_put_bool(&c->json, "is_staff", user.is_staff);
	json_put_bool(&c->json, "is_superuser", user.is_admin);
	json_put_bool(&c->json, "is_verified", user.is_verified);
	put_time(c, "date_joined", user.created_at_s);
	put_time(c, "last_login", user.last_login_at_s);
	json_put_array(&c->json, "subscriptions");
	for (size_t i = 0; i < subscriptions.count; i++)
		put_subscription(c, &subscriptions.at[i]);
	json_end_array(&c->json);
	put_limits(c, &user.plan);
	json_end_object(&c->json);
	return true;
}

static bool account(struct call *c, struct err *err)
{
	return put_user(c, c->who.user_id, err);
}

/* ---- login and logout ---- */

static const struct field login_fields[] = {
	FIELD(struct auth_login, email, .type = FIELD_STR, .required = true, .max = LIMIT_EMAIL),
	FIELD(struct auth_login, password, .type = FIELD_STR, .required = true,
	      .max = LIMIT_PASSWORD_MAX),
};

static const struct member login_members[] = {
	{ "user", &user_shape },
	{ "token", T_TEXT, 0, "For API clients: `Authorization: Bearer <token>`." },
};
static const struct shape login_shape = NAMED_OBJECT("LoginReply", login_members, NULL);

static bool login(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct auth_login given = call_login(c);
	struct auth_session session;
	int64_t wait_s = 0;

	if (!call_body(c, login_fields, COUNT_OF(login_fields), &given, err))
		return false;
	if (!auth_login(c->api->auth, c->arena, &client, &given, &session, &wait_s, err)) {
		if (wait_s > 0)
			http_set_header(c->res, STR("Retry-After"),
					str_fmt(c->arena, "%lld", (long long)wait_s));
		return false;
	}
	call_set_session(c, &session);
	json_object(&c->json);
	json_key(&c->json, STR("user"));
	if (!put_user(c, session.user_id, err))
		return false;
	json_put_str(&c->json, "token", session.bearer);
	json_end_object(&c->json);
	return true;
}

static bool logout(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);

	if (!auth_logout(c->api->auth, &c->who, &client, err))
		return false;
	call_end_session(c);
	json_object(&c->json);
	json_put_str(&c->json, "detail", STR("Berhasil keluar."));
	json_end_object(&c->json);
	return true;
}

struct password_change_body {
	struct str old_password, new_password1, new_password2;
};
static const struct field password_change_fields[] = {
	FIELD(struct password_change_body, old_password, .type = FIELD_STR, .required = true,
	      .max = LIMIT_PASSWORD_MAX),
	FIELD(struct password_change_body, new_password1, .type = FIELD_STR, .required = true,
	      .max = LIMIT_PASSWORD_MAX),
	FIELD(struct password_change_body, new_password2, .type = FIELD_STR, .required = true,
	      .max = LIMIT_PASSWORD_MAX),
};

static bool password_change(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct password_change_body body = { 0 };
	struct auth_session session;

	if (!call_body(c, password_change_fields, COUNT_OF(password_change_fields), &body, err))
		return false;
	if (!str_eq(body.new_password1, body.new_password2))
		return err_field(err, "new_password2", "Kedua kata sandi baru harus sama.");
	struct auth_password_change change = { body.old_password, body.new_password1 };

	if (!auth_password_change(c->api->auth, c->arena, &c->who, &client, &change, &session, err))
		return false;
	if (c->who.via == AUTH_COOKIE)
		call_set_session(c, &session);
	json_object(&c->json);
	json_put_str(&c->json, "detail", STR("Kata sandi berhasil diganti."));
	json_end_object(&c->json);
	return true;
}

/* ---- groups ---- */

static const struct member subscription_group_members[] = {
	{ "group", T_INT },
	{ "limit_ig_account", T_INT, NULLABLE },
	{ "limit_ig_competitor", T_INT, NULLABLE },
	{ "limit_social_account", T_INT, NULLABLE },
};
static const struct shape subscription_group_shape = NAMED_OBJECT(
	"SubscriptionGroup", subscription_group_members, "The limits of a plan's group.");

static bool subscription_groups(struct call *c, struct err *err)
{
	struct subscription_group_rows groups;

	if (!subscription_groups_list(c->snapshot, c->arena, &groups, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < groups.count; i++) {
		json_object(&c->json);
		json_put_int(&c->json, "group", groups.at[i].id);
		put_opt_int(c, "limit_ig_account", groups.at[i].limit_ig_account);
		put_opt_int(c, "limit_ig_competitor", groups.at[i].limit_ig_competitor);
		put_opt_int(c, "limit_social_account", groups.at[i].limit_social_account);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_POST, "/auth/login", login, .access = ACCESS_PUBLIC, .face = FACE_WAS,
	  .is_login = true, .max_body_bytes = 16 * KIB, .doc = "Log in with e-mail and password.",
	  .body = BODY(login_fields), .reply = &login_shape },
	{ HTTP_POST, "/auth/logout", logout, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "End this session.", .reply = &shape_detail },
	{ HTTP_GET, "/account", account, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "The user who is logged in.", .reply = &user_shape },
	{ HTTP_POST, "/account/password/change", password_change, .access = ACCESS_USER,
	  .face = FACE_WAS, .doc = "Change the password; ends all other sessions.",
	  .body = BODY(password_change_fields), .reply = &shape_detail },
	{ HTTP_GET, "/user-management/subscription-groups", subscription_groups,
	  .access = ACCESS_USER, .reads = true, .doc = "Plans and their limits.",
	  .reply = T_LIST(&subscription_group_shape) },
};

const struct route_table user_routes = { routes, COUNT_OF(routes), "Users and plans" };
