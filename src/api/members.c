/* The admin's pages about users (cekbrand.md A.8, A.10, H.3). */
#include "store/members.h"
#include "api/page.h"
#include "api/person.h"
#include "api/tables.h"
#include "base/fields.h"
#include "connect/connect.h"
#include "people/people.h"
#include "store/products.h"
#include "store/store.h"
#include "store/users.h"

/* ---- one user ---- */

static const struct member member_members[] = {
	{ "id", T_INT },
	{ "email", T_TEXT },
	{ "first_name", T_TEXT },
	{ "last_name", T_TEXT },
	{ "last_login", T_TIME, NULLABLE },
	{ "date_joined", T_TIME, NULLABLE },
	{ "is_active", T_BOOL },
	{ "is_verified", T_BOOL },
	{ "profile", &profile_shape },
	{ "subscription", &subscription_shape, NULLABLE },
	{ "price", T_INT, NULLABLE, "Of the newest invoice, in rupiah, before tax." },
	{ "tax_aggregate", T_NUMBER, NULLABLE, "Of the newest invoice: 0.11 is 11 %." },
};
static const struct shape member_shape = NAMED_OBJECT("Member", member_members, NULL);
static const struct member member_page_members[] = PAGE_MEMBERS(&member_shape);
static const struct shape member_page_shape = NAMED_OBJECT("MemberPage", member_page_members, NULL);

static bool put_current(struct call *c, int64_t user_id, int64_t product_id, struct err *err)
{
	struct subscription_rows rows;
	struct invoice_row invoice;
	bool has_subscription = false, has_invoice;

	if (!subscriptions_list(c->snapshot, c->arena, user_id, &rows, err) ||
	    !invoices_newest(c->snapshot, c->arena, user_id, product_id, &invoice, &has_invoice,
			     err))
		return false;
	json_key(&c->json, STR("subscription"));
	for (size_t i = 0; i < rows.count && !has_subscription; i++) {
		has_subscription = rows.at[i].product_id == product_id;
		if (has_subscription)
			put_subscription(c, &rows.at[i]);
	}
	if (!has_subscription)
		json_null(&c->json);
	put_opt_int(c, "price", has_invoice ? OPT_INT(invoice.price_idr) : OPT_NO_INT);
	put_opt_double(c, "tax_aggregate",
		       has_invoice ? OPT_DOUBLE((double)invoice.tax_ppm / 1e6) : OPT_NO_DOUBLE);
	return true;
}

static bool put_member(struct call *c, int64_t user_id, int64_t product_id, struct err *err)
{
	struct user_row row;
	bool is_found;

	if (!users_get(c->snapshot, c->arena, user_id, &row, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no user %lld", (long long)user_id);

	const struct auth_user profile = {
		.phone = row.phone,
		.photo = row.photo,
		.category_id = row.category_id,
		.category_name = row.category_name,
	};

	json_object(&c->json);
	json_put_int(&c->json, "id", row.id);
	json_put_str(&c->json, "email", row.email);
	json_put_str(&c->json, "first_name", row.first_name);
	json_put_str(&c->json, "last_name", row.last_name);
	put_time(c, "last_login", opt_int_or(row.last_login_s, 0));
	put_time(c, "date_joined", row.created_s);
	json_put_bool(&c->json, "is_active", row.is_active);
	json_put_bool(&c->json, "is_verified", row.is_verified);
	put_profile(c, &profile);
	if (!put_current(c, row.id, product_id, err))
		return false;
	json_end_object(&c->json);
	return true;
}

static bool detail(struct call *c, struct err *err)
{
	int64_t id;

	return call_path_int(c, 0, &id, err) && put_member(c, id, PRODUCT_CEKBRAND, err);
}

/* ---- all of them ---- */

static const struct {
	const char *name;
	enum member_order order;
} orders[] = {
	{ "date_joined", MEMBERS_BY_CREATED },
	{ "last_login", MEMBERS_BY_LOGIN },
	{ "email", MEMBERS_BY_EMAIL },
	{ "first_name", MEMBERS_BY_NAME },
};

static const struct member list_query[] = {
	PAGE_QUERY,
	{ "search", T_TEXT, OPTIONAL, "In e-mail address, name or phone." },
	{ "ordering", T_TEXT, OPTIONAL,
	  "date_joined, last_login, email or first_name; with a - in front, downwards." },
	{ "group", T_TEXT, OPTIONAL, "Id or name of a group." },
	{ "status", T_CHOICE("active", "trialing", "canceled", "ended", "none"), OPTIONAL },
	{ "category_id", T_INT, OPTIONAL },
	{ "product_id", T_INT, OPTIONAL },
};

/* Newest first, unless something else is asked for. */
static bool read_order(struct call *c, struct member_query *q, struct err *err)
{
	struct str text = call_arg(c, STR("ordering"));

	q->order = MEMBERS_BY_CREATED;
	q->is_descending = true;
	if (text.len == 0)
		return true;
	q->is_descending = str_starts_with(text, STR("-"));
	if (q->is_descending)
		text = str_skip(text, 1);
	for (size_t i = 0; i < COUNT_OF(orders); i++)
		if (str_eq(text, str_of(orders[i].name))) {
			q->order = orders[i].order;
			return true;
		}
	return err_field_texts(err, "ordering",
			       "Urutkan dengan date_joined, last_login, email atau first_name.",
			       "Order by date_joined, last_login, email or first_name.");
}

static bool read_group(struct call *c, struct member_query *q, struct err *err)
{
	struct str text = call_arg(c, STR("group"));
	struct subscription_group_rows groups;

	if (text.len == 0)
		return true;
	if (!subscription_groups_list(c->snapshot, c->arena, &groups, err))
		return false;
	for (size_t i = 0; i < groups.count; i++) {
		const struct subscription_group_row *g = &groups.at[i];

		if (str_eq(text, g->name) ||
		    str_eq(text, str_fmt(c->arena, "%lld", (long long)g->id)))
			q->group_id = OPT_INT(g->id);
	}
	if (q->group_id.has)
		return true;
	return err_field_texts(err, "group", "Grup ini tidak ada.", "There is no such group.");
}

static bool read_id(struct call *c, const char *name, struct opt_int *ret, struct err *err)
{
	struct str text = call_arg(c, str_of(name));

	if (text.len == 0)
		return true;
	ret->has = str_to_i64(text, &ret->value);
	if (ret->has)
		return true;
	return err_field_texts(err, name, "Isi dengan ID.", "Enter an id.");
}

static bool list(struct call *c, struct err *err)
{
	struct str status = call_arg(c, STR("status"));
	struct opt_int product = OPT_INT(PRODUCT_CEKBRAND);
	struct member_query q = { .search = str_trim(call_arg(c, STR("search"))),
				  .status = status.len ? status : STR_NONE,
				  .now_s = clock_now_s(c->api->clock) };
	struct member_ids ids;
	struct page page;
	int64_t total;

	if (!page_read(c, &page, err) || !read_order(c, &q, err) || !read_group(c, &q, err) ||
	    !read_id(c, "category_id", &q.category_id, err) ||
	    !read_id(c, "product_id", &product, err))
		return false;
	q.product_id = product.value;
	q.limit = page.size;
	q.offset = page.offset;
	if (!members_list(c->snapshot, c->arena, &q, &ids, &total, err))
		return false;
	page_begin(c, &page, total);
	for (size_t i = 0; i < ids.count; i++)
		if (!put_member(c, ids.at[i], q.product_id, err))
			return false;
	page_end(c);
	return true;
}

/* ---- an invoice ---- */

struct invoice_body {
	struct str id, period_start, period_end;
	int64_t user, group, product, plan, price;
	double tax_aggregate;
};
static const struct field invoice_fields[] = {
	FIELD(struct invoice_body, id, .type = FIELD_ID),
	FIELD(struct invoice_body, user, .type = FIELD_I64, .required = true, .min = 1),
	FIELD(struct invoice_body, group, .type = FIELD_I64, .required = true, .min = 1),
	FIELD(struct invoice_body, product, .type = FIELD_I64, .min = 1),
	FIELD(struct invoice_body, plan, .type = FIELD_I64, .min = 1),
	FIELD(struct invoice_body, period_start, .type = FIELD_STR, .max = 40),
	FIELD(struct invoice_body, period_end, .type = FIELD_STR, .max = 40),
	FIELD(struct invoice_body, price, .type = FIELD_I64),
	FIELD(struct invoice_body, tax_aggregate, .type = FIELD_REAL, .max = 1),
};

static bool add_invoice(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	const struct people_actor actor = { &c->who, &client };
	struct invoice_body body = { .product = PRODUCT_CEKBRAND };

	if (!call_body(c, invoice_fields, COUNT_OF(invoice_fields), &body, err))
		return false;

	const struct people_invoice invoice = {
		.id = body.id,
		.user = body.user,
		.group = body.group,
		.product = body.product,
		.plan = { body.plan != 0, body.plan },
		.period_start = body.period_start,
		.period_end = body.period_end,
		.price = body.price,
		.tax_aggregate = body.tax_aggregate,
	};

	if (!people_invoice_add(c->api->people, c->arena, &actor, &invoice, c->zone, err) ||
	    !store_read(c->api->store, &c->snapshot, err))
		return false;
	c->res->status = 201;
	return put_member(c, body.user, body.product, err);
}

/* ---- categories ---- */

static const struct member category_members[] = {
	{ "id", T_INT },
	{ "name", T_TEXT },
};
static const struct shape category_shape = NAMED_OBJECT("Category", category_members, NULL);

static bool categories(struct call *c, struct err *err)
{
	struct user_category_rows rows;

	if (!user_categories_list(c->snapshot, c->arena, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&c->json);
		json_put_int(&c->json, "id", rows.at[i].id);
		json_put_str(&c->json, "name", rows.at[i].name);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

/* ---- what a user has connected ---- */

static bool check_user(struct call *c, int64_t *ret_id, struct err *err)
{
	struct user_row row;
	bool is_found;

	if (!call_path_int(c, 0, ret_id, err) ||
	    !users_get(c->snapshot, c->arena, *ret_id, &row, &is_found, err))
		return false;
	return is_found || err_set(err, ERR_NOT_FOUND, "no user %lld", (long long)*ret_id);
}

static bool facebook_accounts(struct call *c, struct err *err)
{
	const struct social_account *accounts;
	size_t count;
	int64_t id;

	if (!check_user(c, &id, err) ||
	    !social_account_list(c->api->connect, c->arena, id, &accounts, &count, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < count; i++)
		put_facebook_account(c, &accounts[i]);
	json_end_array(&c->json);
	return true;
}

static bool instagram_accounts(struct call *c, struct err *err)
{
	struct account_rows rows;
	int64_t id;

	if (!check_user(c, &id, err) || !accounts_list(c->snapshot, c->arena, id, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		if (!put_account(c, &rows.at[i], err))
			return false;
	json_end_array(&c->json);
	return true;
}

#define ADMIN .access = ACCESS_ADMIN, .face = FACE_WAS

static const struct route routes[] = {
	{ HTTP_GET, "/user-management/subscriptions", list, ADMIN, .reads = true,
	  .doc = "Users with their subscriptions.", .query = QUERY(list_query),
	  .reply = &member_page_shape },
	{ HTTP_POST, "/user-management/subscriptions", add_invoice, ADMIN,
	  .doc = "Grant a subscription: an invoice.", .body = BODY(invoice_fields),
	  .reply = &member_shape, .reply_status = 201 },
	{ HTTP_GET, "/user-management/subscriptions/{user_id}", detail, ADMIN, .reads = true,
	  .doc = "One user with his subscription.", .reply = &member_shape },
	{ HTTP_GET, "/user-management/categories", categories, .access = ACCESS_PUBLIC,
	  .face = FACE_WAS, .reads = true, .doc = "What users do for a living.",
	  .reply = T_LIST(&category_shape) },
	{ HTTP_GET, "/user-management/{user_id}/socialaccounts/facebook", facebook_accounts, ADMIN,
	  .reads = true, .doc = "A user's Facebook accounts.",
	  .reply = T_LIST(&social_account_shape) },
	{ HTTP_GET, "/user-management/{user_id}/socialaccount/facebook", facebook_accounts, ADMIN,
	  .reads = true, .doc = "The same, as the documents spell it.",
	  .reply = T_LIST(&social_account_shape) },
	{ HTTP_GET, "/user-management/{user_id}/socialaccounts/instagram", instagram_accounts,
	  ADMIN, .reads = true, .doc = "A user's Instagram accounts.",
	  .reply = T_LIST(&account_shape) },
	{ HTTP_GET, "/user-management/{user_id}/socialaccount/instagram", instagram_accounts, ADMIN,
	  .reads = true, .doc = "The same, as the documents spell it.",
	  .reply = T_LIST(&account_shape) },
};

const struct route_table member_routes = { routes, COUNT_OF(routes), "Users, for administrators" };
