/* Groups, plans, products, and the user's own subscriptions (cekbrand.md A.8, A.10, H.1). */
#include "api/person.h"
#include "api/tables.h"
#include "people/people.h"
#include "store/products.h"
#include "store/store.h"

/* ---- groups and their limits ---- */

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

/* ---- groups, for pickers ---- */

static const struct member group_members[] = {
	{ "id", T_INT },
	{ "name", T_TEXT },
	{ "permissions", T_LIST(T_INT), 0, "Always empty: what a group may do are its limits." },
};
static const struct shape group_shape = NAMED_OBJECT("Group", group_members, NULL);

static bool groups(struct call *c, struct err *err)
{
	struct subscription_group_rows rows;

	if (!subscription_groups_list(c->snapshot, c->arena, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&c->json);
		json_put_int(&c->json, "id", rows.at[i].id);
		json_put_str(&c->json, "name", rows.at[i].name);
		json_put_array(&c->json, "permissions");
		json_end_array(&c->json);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

/* ---- plans ---- */

static const struct member price_members[] = {
	{ "price_before", T_INT, OPTIONAL, "What it is reduced from, in rupiah." },
};
static const struct member plan_members[] = {
	{ "id", T_INT },
	{ "name", T_TEXT },
	{ "description", T_TEXT },
	{ "price", T_INT, 0, "In rupiah." },
	{ "period_days", T_INT },
	{ "perks", T_LIST(T_TEXT), 0, "What it includes, in words." },
	{ "extra_data", T_OBJECT(price_members) },
	{ "product", T_INT },
};
static const struct shape plan_shape = NAMED_OBJECT("SubscriptionPlan", plan_members, NULL);

static void put_perk(struct call *c, const char *text_id, const char *text_en, int64_t number)
{
	const char *text = c->english ? text_en : text_id;

	json_str(&c->json, str_replace(c->arena, str_of(text), STR("{n}"),
				       str_fmt(c->arena, "%lld", (long long)number)));
}

/* Told from the limits themselves, so that the price list never promises another thing. */
static void put_perks(struct call *c, const struct subscription_group_row *paid,
		      const struct subscription_plan_row *plan)
{
	json_put_array(&c->json, "perks");
	put_perk(c, "{n} akun Instagram", "{n} Instagram accounts",
		 opt_int_or(paid->limit_ig_account, 0));
	put_perk(c, "{n} kompetitor per akun", "{n} competitors for each account",
		 opt_int_or(paid->limit_ig_competitor, 0));
	if (paid->allows_custom_range)
		put_perk(c, "Semua rentang tanggal", "All date ranges", 0);
	if (paid->allows_export || plan->allows_export)
		put_perk(c, "Ekspor data", "Exports", 0);
	if (paid->allows_post_detail || plan->allows_post_detail)
		put_perk(c, "Detail post", "Details of posts", 0);
	json_end_array(&c->json);
}

static void put_plan(struct call *c, const struct subscription_group_row *paid,
		     const struct subscription_plan_row *plan)
{
	json_object(&c->json);
	json_put_int(&c->json, "id", plan->id);
	json_put_str(&c->json, "name", plan->name);
	json_put_str(&c->json, "description", plan->description);
	json_put_int(&c->json, "price", plan->price_idr);
	json_put_int(&c->json, "period_days", plan->period_days);
	put_perks(c, paid, plan);
	json_put_object(&c->json, "extra_data");
	if (plan->price_before_idr.has)
		json_put_int(&c->json, "price_before", plan->price_before_idr.value);
	json_end_object(&c->json);
	json_put_int(&c->json, "product", plan->product_id);
	json_end_object(&c->json);
}

static bool paid_group(struct call *c, struct subscription_group_row *ret, struct err *err)
{
	struct subscription_group_rows rows;

	if (!subscription_groups_list(c->snapshot, c->arena, &rows, err))
		return false;
	*ret = (struct subscription_group_row){ .id = GROUP_PAID };
	for (size_t i = 0; i < rows.count; i++)
		if (rows.at[i].id == GROUP_PAID)
			*ret = rows.at[i];
	return true;
}

static bool put_plans(struct call *c, int64_t product_id, struct err *err)
{
	struct subscription_group_row paid;
	struct subscription_plan_rows rows;

	if (!paid_group(c, &paid, err) ||
	    !subscription_plans_list(c->snapshot, c->arena, product_id, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		put_plan(c, &paid, &rows.at[i]);
	json_end_array(&c->json);
	return true;
}

static const struct member plans_query[] = {
	{ "product_id", T_INT, OPTIONAL, "1, the only product, unless given." },
};

static bool plans(struct call *c, struct err *err)
{
	struct str text = call_arg(c, STR("product_id"));
	int64_t product_id = PRODUCT_CEKBRAND;

	if (text.len && !str_to_i64(text, &product_id)) {
		return err_field_texts(err, "product_id", "Isi dengan ID produk.",
				       "Enter the id of a product.");
	}
	return put_plans(c, product_id, err);
}

static bool plan(struct call *c, struct err *err)
{
	struct subscription_group_row paid;
	struct subscription_plan_row row;
	int64_t id;
	bool is_found;

	if (!call_path_int(c, 0, &id, err) || !paid_group(c, &paid, err) ||
	    !subscription_plans_get(c->snapshot, c->arena, id, &row, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no plan %lld", (long long)id);
	put_plan(c, &paid, &row);
	return true;
}

/* ---- one's own ---- */

static bool own(struct call *c, struct err *err)
{
	struct subscription_rows rows;

	if (!subscriptions_list(c->snapshot, c->arena, c->who.user_id, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		put_subscription(c, &rows.at[i]);
	json_end_array(&c->json);
	return true;
}

static bool cancel(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	const struct people_actor actor = { &c->who, &client };

	if (!people_cancel(c->api->people, c->arena, &actor, call_path(c, 0), err))
		return false;
	c->res->status = 204;
	return true;
}

/* ---- the store ---- */

static const struct member trial_members[] = {
	{ "trial_days", T_INT, 0, "Of the free trial; 0: there is none." },
};
static const struct member product_members[] = {
	{ "id", T_INT },
	{ "name", T_TEXT },
	{ "nickname", T_TEXT },
	{ "description", T_TEXT },
	{ "app_link", T_TEXT },
	{ "landing_link", T_TEXT },
	{ "extra_data", T_OBJECT(trial_members) },
	{ "is_active", T_BOOL },
};
static const struct shape product_shape = NAMED_OBJECT("Product", product_members, NULL);
static const struct member product_detail_members[] = {
	{ "subscription_plans", T_LIST(&plan_shape) },
};
static const struct shape product_detail_shape =
	EXTENDED_OBJECT("ProductDetail", &product_shape, product_detail_members);

static void put_product_members(struct call *c, const struct product_row *p)
{
	json_put_int(&c->json, "id", p->id);
	json_put_str(&c->json, "name", p->name);
	json_put_str(&c->json, "nickname", p->nickname);
	json_put_str(&c->json, "description", p->description);
	json_put_str(&c->json, "app_link", p->app_link);
	json_put_str(&c->json, "landing_link", p->landing_link);
	json_put_object(&c->json, "extra_data");
	json_put_int(&c->json, "trial_days", p->trial_days);
	json_end_object(&c->json);
	json_put_bool(&c->json, "is_active", p->is_active);
}

static bool products(struct call *c, struct err *err)
{
	struct product_rows rows;

	if (!products_list(c->snapshot, c->arena, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&c->json);
		put_product_members(c, &rows.at[i]);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static bool product(struct call *c, struct err *err)
{
	struct product_row row;
	int64_t id;
	bool is_found;

	if (!call_path_int(c, 0, &id, err) ||
	    !products_get(c->snapshot, c->arena, id, &row, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no product %lld", (long long)id);
	json_object(&c->json);
	put_product_members(c, &row);
	json_key(&c->json, STR("subscription_plans"));
	if (!put_plans(c, id, err))
		return false;
	json_end_object(&c->json);
	return true;
}

static bool claim_trial(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	const struct people_actor actor = { &c->who, &client };
	struct subscription_rows rows;
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !people_claim_trial(c->api->people, c->arena, &actor, id, err) ||
	    !store_read(c->api->store, &c->snapshot, err) ||
	    !subscriptions_list(c->snapshot, c->arena, c->who.user_id, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++)
		if (rows.at[i].product_id == id)
			put_subscription(c, &rows.at[i]);
	return true;
}

#define CATALOGUE .face = FACE_WAS, .reads = true

static const struct route routes[] = {
	{ HTTP_GET, "/user-management/subscription-groups", subscription_groups,
	  .access = ACCESS_USER, CATALOGUE, .doc = "Plans and their limits.",
	  .reply = T_LIST(&subscription_group_shape) },
	{ HTTP_GET, "/subscription-groups", groups, .access = ACCESS_ADMIN, CATALOGUE,
	  .doc = "The groups a subscription can be of.", .reply = T_LIST(&group_shape) },
	{ HTTP_GET, "/subscription-plans", plans, .access = ACCESS_USER, CATALOGUE,
	  .doc = "What can be bought.", .query = QUERY(plans_query), .reply = T_LIST(&plan_shape) },
	{ HTTP_GET, "/subscription-plans/{plan_id}", plan, .access = ACCESS_USER, CATALOGUE,
	  .doc = "One plan.", .reply = &plan_shape },
	{ HTTP_GET, "/subscriptions", own, .access = ACCESS_USER, CATALOGUE,
	  .doc = "The user's own subscriptions.", .reply = T_LIST(&subscription_shape) },
	{ HTTP_GET, "/subscription", own, .access = ACCESS_USER, CATALOGUE,
	  .doc = "The same, as the documents spell it.", .reply = T_LIST(&subscription_shape) },
	{ HTTP_DELETE, "/subscriptions/{subscription_id}", cancel, .access = ACCESS_USER,
	  .face = FACE_WAS, .doc = "Cancel a subscription; it ends at once.",
	  .reply = &shape_nothing },
	{ HTTP_DELETE, "/subscription/{subscription_id}", cancel, .access = ACCESS_USER,
	  .face = FACE_WAS, .doc = "The same, as the documents spell it.",
	  .reply = &shape_nothing },
	{ HTTP_GET, "/store/products", products, .access = ACCESS_PUBLIC, CATALOGUE,
	  .doc = "What is offered.", .reply = T_LIST(&product_shape) },
	{ HTTP_GET, "/store/products/{product_id}", product, .access = ACCESS_PUBLIC, CATALOGUE,
	  .doc = "One product with its plans.", .reply = &product_detail_shape },
	{ HTTP_POST, "/store/products/{product_id}/claim-free-trial", claim_trial,
	  .access = ACCESS_USER, .face = FACE_WAS, .doc = "Begin the free trial.",
	  .reply = &subscription_shape },
};

const struct route_table subscription_routes = { routes, COUNT_OF(routes),
						 "Plans and subscriptions" };
