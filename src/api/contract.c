#include "api/contract.h"

#include "api/put.h"
#include "api/reply.h"

/* More names than this is not an API but a phone book. */
#define SHAPES_MAX 1000

static const struct member path_params[] = {
	{ "account_id", T_ID, 0, "An Instagram account of the user." },
	{ "competitor_account_id", T_ID, 0, "An Instagram account that the account watches." },
	{ "data_type", &csv_type_shape, 0, "Which report." },
	{ "photo", T_TEXT, 0, "The name of a photo, as the profile gives it." },
	{ "plan_id", T_INT, 0, "A plan that can be bought." },
	{ "product_id", T_INT, 0, "A product of the store." },
	{ "session_id", T_TEXT, 0, "A session of the user." },
	{ "subscription_id", T_TEXT, 0, "A subscription of the user." },
	{ "token_id", T_INT, 0, "An API token of the user." },
	{ "user_id", T_INT, 0, "A user." },
	{ "voucher_id", T_INT, 0, "A voucher." },
	{ "export_id", T_ID, 0, "An export." },
	{ "schedule_id", T_ID, 0, "A report schedule." },
	{ "token", T_TEXT, 0, "The secret of a link." },
	{ "media_id", T_ID, 0, "A media of the account." },
	{ "social_account_id", T_ID, 0, "A Facebook account of the user." },
	{ "username", T_TEXT, 0, "An Instagram name, without @." },
};

const struct member *contract_path_param(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(path_params); i++)
		if (str_eq(name, str_of(path_params[i].name)))
			return &path_params[i];
	return NULL;
}

/* ---- the named shapes ---- */

static bool is_listed(const struct contract_shapes *list, const struct shape *shape)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i] == shape)
			return true;
	return false;
}

static void add_shape(struct contract_shapes *list, const struct shape *shape)
{
	if (!shape || is_listed(list, shape))
		return;
	if (shape->name && list->count < SHAPES_MAX)
		list->at[list->count++] = shape;
	add_shape(list, shape->base);
	add_shape(list, shape->item);
	for (size_t i = 0; i < shape->member_count; i++)
		add_shape(list, shape->members[i].shape);
	for (size_t i = 0; shape->either && shape->either[i]; i++)
		add_shape(list, shape->either[i]);
}

static void add_route(struct contract_shapes *list, const struct route *route)
{
	for (size_t i = 0; i < route->query.count; i++)
		add_shape(list, route->query.members[i].shape);
	add_shape(list, route->body.shape);
	add_shape(list, route->reply);
}

struct contract_shapes contract_shapes(struct arena *a, const struct contract *c)
{
	struct contract_shapes list = { .at = arena_new_n(a, const struct shape *, SHAPES_MAX) };

	add_shape(&list, reply_error_shape(FACE_CEKBRAND));
	add_shape(&list, reply_error_shape(FACE_META));
	for (size_t i = 0; i < COUNT_OF(path_params); i++)
		add_shape(&list, path_params[i].shape);
	for (size_t t = 0; t < c->count; t++)
		for (size_t i = 0; i < c->tables[t]->count; i++)
			add_route(&list, &c->tables[t]->rows[i]);
	return list;
}

/* ---- the check ---- */

static void check_route(const struct route *route, struct buf *findings)
{
	const char *missing = NULL;

	if (!route->reply && !route->reply_type)
		missing = "has no `.reply`: list the members it writes beside its handler, as "
			  "api/shape.h shows (`.reply = &shape_nothing` for 204; `.reply_type = "
			  "\"text/csv\"` when it is not JSON)";
	else if (route->reply && route->reply_type)
		missing = "has both `.reply` and `.reply_type`: keep the one that is true";
	else if (!route->doc || !route->doc[0])
		missing = "has no `.doc`: say in one line what it is for";
	else if (route->method == HTTP_GET && (route->body.fields || route->body.shape))
		missing = "is a GET with a body: take arguments from `.query`";
	if (missing)
		buf_fmt(findings, "%.*s %s %s\n", STR_ARG(http_method_name(route->method)),
			route->path, missing);
}

static void check_shape(const struct contract_shapes *all, const struct shape *shape,
			struct buf *findings)
{
	for (size_t i = 0; i < all->count && all->at[i] != shape; i++)
		if (str_eq(str_of(all->at[i]->name), str_of(shape->name)))
			buf_fmt(findings, "two shapes are named \"%s\": rename one\n", shape->name);
	for (size_t i = 0; i < shape->member_count; i++) {
		if (!shape->members[i].shape)
			buf_fmt(findings, "\"%s\".\"%s\" has no shape\n", shape->name,
				shape->members[i].name);
		for (size_t j = 0; j < i; j++)
			if (str_eq(str_of(shape->members[i].name), str_of(shape->members[j].name)))
				buf_fmt(findings, "\"%s\" lists \"%s\" twice\n", shape->name,
					shape->members[i].name);
	}
}

void contract_check(struct arena *a, const struct contract *c, struct buf *findings)
{
	struct contract_shapes shapes = contract_shapes(a, c);

	for (size_t t = 0; t < c->count; t++) {
		if (!c->tables[t]->title)
			buf_fmt(findings,
				"the table of %s has no title: { routes, COUNT_OF(routes), "
				"\"What it is about\" }\n",
				c->tables[t]->rows[0].path);
		for (size_t i = 0; i < c->tables[t]->count; i++)
			check_route(&c->tables[t]->rows[i], findings);
	}
	for (size_t i = 0; i < shapes.count; i++)
		check_shape(&shapes, shapes.at[i], findings);
}
