/* The name, colour and logo that a user's reports carry. Ours. */
#include "exports/exports.h"
#include "store/brands.h"

#include "api/put.h"
#include "api/tables.h"
#include "base/fields.h"
#include "http/multipart.h"
#include "store/store.h"

static const struct member brand_members[] = {
	{ "name", T_TEXT, 0, "Empty: Simpul." },
	{ "colour", T_TEXT, 0, "#rrggbb; empty: Simpul's." },
	{ "logo_url", T_TEXT, NULLABLE },
};
static const struct shape brand_shape =
	NAMED_OBJECT("Brand", brand_members, "What reports carry instead of Simpul's own.");

static bool show(struct call *c, struct err *err)
{
	struct brand_row row;

	if ((!c->snapshot && !store_read(c->api->store, &c->snapshot, err)) ||
	    !brands_get(c->snapshot, c->arena, c->who.user_id, &row, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "name", row.name);
	json_put_str(&c->json, "colour", row.colour);
	/* A new picture has a new address. */
	put_text(c, "logo_url",
		 row.logo.len
			 ? str_fmt(c->arena, "/api/brand/logo?v=%lld", (long long)row.updated_s)
			 : STR_NONE);
	json_end_object(&c->json);
	return true;
}

struct brand_body {
	struct str name, colour;
};
static const struct field brand_fields[] = {
	FIELD(struct brand_body, name, .type = FIELD_STR, .max = 60),
	FIELD(struct brand_body, colour, .type = FIELD_STR, .max = 7),
};

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

static bool change(struct call *c, struct err *err)
{
	struct brand_body body = { .name = STR("") };

	return call_body(c, brand_fields, COUNT_OF(brand_fields), &body, err) &&
	       exports_brand_set(c->api->exports, c->who.user_id, or_empty(body.name),
				 or_empty(body.colour), err) &&
	       show(c, err);
}

static const struct member logo_query[] = {
	{ "v", T_TEXT, OPTIONAL, "Which one; only makes addresses differ." },
};

/* Nothing a stranger sent is served as anything but the picture it was checked to be. */
static bool logo(struct call *c, struct err *err)
{
	struct brand_row row;

	if (!brands_get(c->snapshot, c->arena, c->who.user_id, &row, err))
		return false;
	if (!row.logo.len)
		return err_set(err, ERR_NOT_FOUND, "no logo");
	http_set_content_type(c->res, row.logo_type);
	http_set_header(c->res, STR("Cache-Control"), STR("private, max-age=3600"));
	buf_put(&c->res->body, row.logo);
	return true;
}

/* The file of a form, or the body itself. */
static bool read_logo(struct call *c, struct str *ret, struct err *err)
{
	struct str type = http_header(c->req, STR("Content-Type"));
	struct multipart parts;

	*ret = c->req->body.at ? c->req->body : STR("");
	if (!str_starts_with(type, STR("multipart/form-data")))
		return true;
	if (!multipart_parse(c->arena, type, c->req->body, &parts, err))
		return false;
	*ret = STR("");
	for (size_t i = 0; i < parts.count; i++)
		if (str_eq(parts.at[i].name, STR("logo")) && parts.at[i].file_name.at)
			*ret = parts.at[i].body;
	return true;
}

static bool change_logo(struct call *c, struct err *err)
{
	struct str bytes;

	return read_logo(c, &bytes, err) &&
	       exports_logo_set(c->api->exports, c->arena, c->who.user_id, bytes, err) &&
	       show(c, err);
}

static bool remove_logo(struct call *c, struct err *err)
{
	c->res->status = 204;
	return exports_logo_set(c->api->exports, c->arena, c->who.user_id, STR_NONE, err);
}

#define OURS .access = ACCESS_USER, .face = FACE_META

static const struct route routes[] = {
	{ HTTP_GET, "/api/brand", show, OURS, .reads = true,
	  .doc = "What the user's reports carry.", .reply = &brand_shape },
	{ HTTP_PUT, "/api/brand", change, OURS, .needs = ABILITY_EXPORT, .max_body_bytes = 4 * KIB,
	  .doc = "Name and colour; what is left out becomes Simpul's.", .body = BODY(brand_fields),
	  .reply = &brand_shape },
	{ HTTP_GET, "/api/brand/logo", logo, OURS, .reads = true, .doc = "The logo.",
	  .query = QUERY(logo_query), .reply_type = "image/*" },
	{ HTTP_PUT, "/api/brand/logo", change_logo, OURS, .needs = ABILITY_EXPORT,
	  .max_body_bytes = MIB,
	  .doc = "A PNG or JPEG of at most 512 KB, as the body or as the file `logo` of a form.",
	  .reply = &brand_shape },
	{ HTTP_DELETE, "/api/brand/logo", remove_logo, OURS, .doc = "Take the logo away.",
	  .reply = &shape_nothing },
};

const struct route_table brand_routes = { routes, COUNT_OF(routes), "Brand" };
