/* Invitation vouchers, for administrators (cekbrand.md A.10, H.3). */
#include "store/vouchers.h"
#include "api/page.h"
#include "api/tables.h"
#include "base/fields.h"
#include "people/people.h"
#include "store/store.h"

static const struct member voucher_members[] = {
	{ "id", T_INT },
	{ "code", T_TEXT },
	{ "name", T_TEXT, 0, "The channel it is given out through." },
	{ "valid_from", T_TIME, NULLABLE },
	{ "valid_to", T_TIME, NULLABLE },
	{ "bound", T_BOOL, 0, "Only `user` may redeem it." },
	{ "user", T_INT, NULLABLE },
	{ "usage", T_INT, 0, "How often in all; 0: any number of times." },
	{ "usage_count", T_INT },
	{ "is_active", T_BOOL },
	{ "created_at", T_TIME, NULLABLE },
	{ "updated_at", T_TIME, NULLABLE },
};
static const struct shape voucher_shape = NAMED_OBJECT("Voucher", voucher_members, NULL);

static void put_voucher(struct call *c, const struct voucher_row *v)
{
	json_object(&c->json);
	json_put_int(&c->json, "id", v->id);
	json_put_str(&c->json, "code", v->code);
	json_put_str(&c->json, "name", v->name);
	put_time(c, "valid_from", opt_int_or(v->valid_from_s, 0));
	put_time(c, "valid_to", opt_int_or(v->valid_until_s, 0));
	json_put_bool(&c->json, "bound", v->is_bound);
	put_opt_int(c, "user", v->bound_to);
	json_put_int(&c->json, "usage", v->usage_limit);
	json_put_int(&c->json, "usage_count", v->usage_count);
	json_put_bool(&c->json, "is_active", v->is_active);
	put_time(c, "created_at", v->created_s);
	put_time(c, "updated_at", v->updated_s);
	json_end_object(&c->json);
}

static bool list(struct call *c, struct err *err)
{
	struct voucher_rows rows;

	if (!vouchers_list(c->snapshot, c->arena, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		put_voucher(c, &rows.at[i]);
	json_end_array(&c->json);
	return true;
}

static bool put_one(struct call *c, int64_t id, struct err *err)
{
	struct voucher_row row;
	bool is_found;

	if ((!c->snapshot && !store_read(c->api->store, &c->snapshot, err)) ||
	    !vouchers_get(c->snapshot, c->arena, id, &row, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no voucher %lld", (long long)id);
	put_voucher(c, &row);
	return true;
}

static bool detail(struct call *c, struct err *err)
{
	int64_t id;

	return call_path_int(c, 0, &id, err) && put_one(c, id, err);
}

/* ---- changing them ---- */

struct voucher_body {
	struct str code, name, valid_from, valid_to;
	bool bound, is_active;
	int64_t usage, user;
};
static const struct field voucher_fields[] = {
	FIELD(struct voucher_body, code, .type = FIELD_STR, .required = true, .max = 64),
	FIELD(struct voucher_body, name, .type = FIELD_STR, .required = true, .max = LIMIT_NAME),
	FIELD(struct voucher_body, valid_from, .type = FIELD_STR, .max = 40),
	FIELD(struct voucher_body, valid_to, .type = FIELD_STR, .max = 40),
	FIELD(struct voucher_body, bound, .type = FIELD_BOOL),
	FIELD(struct voucher_body, user, .type = FIELD_I64, .min = 1),
	FIELD(struct voucher_body, usage, .type = FIELD_I64),
	FIELD(struct voucher_body, is_active, .type = FIELD_BOOL),
};

static bool put(struct call *c, int64_t id, struct voucher_body body, struct err *err)
{
	struct auth_client client = call_client(c);
	const struct people_actor actor = { &c->who, &client };

	if (!call_body(c, voucher_fields, COUNT_OF(voucher_fields), &body, err))
		return false;

	const struct people_voucher form = {
		.id = id,
		.code = body.code,
		.name = body.name,
		.bound = body.bound,
		.usage = body.usage,
		.user = { body.user != 0, body.user },
		.valid_from = body.valid_from,
		.valid_to = body.valid_to,
		.is_active = body.is_active,
	};

	return people_voucher_put(c->api->people, c->arena, &actor, &form, c->zone, &id, err) &&
	       put_one(c, id, err);
}

static bool add(struct call *c, struct err *err)
{
	c->res->status = 201;
	return put(c, 0, (struct voucher_body){ .is_active = true }, err);
}

static struct str instant_text(struct call *c, struct opt_int at_s)
{
	return at_s.has ? iso_text(c->arena, at_s.value, 0) : STR("");
}

/* What the body leaves out stays as it is. */
static bool change(struct call *c, struct err *err)
{
	struct voucher_row row;
	int64_t id;
	bool is_found;

	if (!call_path_int(c, 0, &id, err) || !store_read(c->api->store, &c->snapshot, err) ||
	    !vouchers_get(c->snapshot, c->arena, id, &row, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no voucher %lld", (long long)id);
	/* The answer shows what is stored, so it reads again. */
	store_read_endp(&c->snapshot);

	const struct voucher_body before = {
		.valid_from = instant_text(c, row.valid_from_s),
		.valid_to = instant_text(c, row.valid_until_s),
		.bound = row.is_bound,
		.is_active = row.is_active,
		.usage = row.usage_limit,
		.user = opt_int_or(row.bound_to, 0),
	};

	return put(c, id, before, err);
}

static bool delete (struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	const struct people_actor actor = { &c->who, &client };
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !people_voucher_delete(c->api->people, c->arena, &actor, id, err))
		return false;
	c->res->status = 204;
	return true;
}

/* ---- using them ---- */

struct redeem_body {
	int64_t user;
};
static const struct field redeem_fields[] = {
	FIELD(struct redeem_body, user, .type = FIELD_I64, .min = 1),
};

/* For the user named in the body, else for the caller. */
static bool redeem(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	const struct people_actor actor = { &c->who, &client };
	struct redeem_body body = { 0 };
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    (c->req->body.len && !call_body(c, redeem_fields, COUNT_OF(redeem_fields), &body, err)))
		return false;
	return people_voucher_redeem(c->api->people, c->arena, &actor, id,
				     body.user ? body.user : c->who.user_id, err) &&
	       put_one(c, id, err);
}

static const struct member redemption_members[] = {
	{ "user", T_TEXT, 0, "First and last name." },
	{ "user_id", T_INT },
	{ "email", T_TEXT },
	{ "code", T_TEXT, 0, "As it was when it was redeemed." },
	{ "name", T_TEXT, 0, "The channel, as it was then." },
	{ "redeemed", T_TIME, NULLABLE },
};
static const struct shape redemption_shape = NAMED_OBJECT("Redemption", redemption_members, NULL);
static const struct member redemption_page_members[] = PAGE_MEMBERS(&redemption_shape);
static const struct shape redemption_page_shape =
	NAMED_OBJECT("RedemptionPage", redemption_page_members, NULL);

static void put_redemptions(struct call *c, const struct redemption_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct redemption_row *r = &rows->at[i];

		json_object(&c->json);
		json_put_str(&c->json, "user",
			     str_trim(str_fmt(c->arena, "%.*s %.*s", STR_ARG(r->first_name),
					      STR_ARG(r->last_name))));
		json_put_int(&c->json, "user_id", r->user_id);
		json_put_str(&c->json, "email", r->email);
		json_put_str(&c->json, "code", r->code);
		json_put_str(&c->json, "name", r->name);
		put_time(c, "redeemed", r->redeemed_s);
		json_end_object(&c->json);
	}
}

static bool redeemed(struct call *c, struct err *err)
{
	struct redemption_rows rows;
	struct voucher_row voucher;
	bool is_found;
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !vouchers_get(c->snapshot, c->arena, id, &voucher, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no voucher %lld", (long long)id);
	if (!redemptions_of(c->snapshot, c->arena, id, &rows, err))
		return false;
	json_array(&c->json);
	put_redemptions(c, &rows);
	json_end_array(&c->json);
	return true;
}

static const struct member redemption_query[] = { PAGE_QUERY };

static bool all_redeemed(struct call *c, struct err *err)
{
	struct redemption_rows rows;
	struct page page;
	int64_t total;

	if (!page_read(c, &page, err) || !redemptions_count(c->snapshot, &total, err) ||
	    !redemptions_list(c->snapshot, c->arena, page.size, page.offset, &rows, err))
		return false;
	page_begin(c, &page, total);
	put_redemptions(c, &rows);
	page_end(c);
	return true;
}

#define ADMIN .access = ACCESS_ADMIN, .face = FACE_WAS

static const struct route routes[] = {
	{ HTTP_GET, "/vouchers/invitation", list, ADMIN, .reads = true,
	  .doc = "All invitation vouchers, newest first.", .reply = T_LIST(&voucher_shape) },
	{ HTTP_POST, "/vouchers/invitation", add, ADMIN, .doc = "Make a voucher.",
	  .body = BODY(voucher_fields), .reply = &voucher_shape, .reply_status = 201 },
	{ HTTP_GET, "/vouchers/invitation/{voucher_id}", detail, ADMIN, .doc = "One voucher.",
	  .reply = &voucher_shape },
	{ HTTP_PUT, "/vouchers/invitation/{voucher_id}", change, ADMIN, .doc = "Change a voucher.",
	  .body = BODY(voucher_fields), .reply = &voucher_shape },
	{ HTTP_DELETE, "/vouchers/invitation/{voucher_id}", delete, ADMIN,
	  .doc = "Remove a voucher; who used it stays known.", .reply = &shape_nothing },
	{ HTTP_PUT, "/vouchers/invitation/{voucher_id}/redeem", redeem, ADMIN,
	  .doc = "Redeem a voucher for a user.", .body = BODY(redeem_fields),
	  .reply = &voucher_shape },
	{ HTTP_GET, "/vouchers/invitation/{voucher_id}/redeemed", redeemed, ADMIN, .reads = true,
	  .doc = "Who used a voucher.", .reply = T_LIST(&redemption_shape) },
	{ HTTP_GET, "/vouchers/redeemed/invitation", all_redeemed, ADMIN, .reads = true,
	  .doc = "Who used which voucher, newest first.", .query = QUERY(redemption_query),
	  .reply = &redemption_page_shape },
};

const struct route_table voucher_routes = { routes, COUNT_OF(routes),
					    "Vouchers, for administrators" };
