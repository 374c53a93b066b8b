/* Logging in and out, and the user himself (cekbrand.md A.9). */
#include "api/person.h"
#include "api/tables.h"
#include "auth/auth.h"
#include "base/fields.h"
#include "http/multipart.h"
#include "people/people.h"

static bool account(struct call *c, struct err *err)
{
	return put_user(c, c->who.user_id, err);
}

/* ---- the profile ---- */

struct profile_body {
	struct str first_name, last_name, phone;
	int64_t category_id;
};
static const struct field profile_fields[] = {
	FIELD(struct profile_body, first_name, .type = FIELD_STR, .max = LIMIT_NAME),
	FIELD(struct profile_body, last_name, .type = FIELD_STR, .max = LIMIT_NAME),
	FIELD(struct profile_body, phone, .type = FIELD_STR, .max = 16),
	FIELD(struct profile_body, category_id, .type = FIELD_I64, .min = 1),
};

/* Fields of a form as fields of a body; the file goes to `ret_photo`. */
static bool read_multipart(struct call *c, struct profile_body *ret, struct str *ret_photo,
			   struct err *err)
{
	struct multipart parts;
	struct params params;

	if (!multipart_parse(c->arena, http_header(c->req, STR("Content-Type")), c->req->body,
			     &parts, err))
		return false;
	params.at = arena_new_n(c->arena, struct param, parts.count + 1);
	params.count = 0;
	for (size_t i = 0; i < parts.count; i++) {
		if (parts.at[i].file_name.at && str_eq(parts.at[i].name, STR("photo")))
			*ret_photo = parts.at[i].body;
		else if (!parts.at[i].file_name.at)
			params.at[params.count++] =
				(struct param){ parts.at[i].name, parts.at[i].body };
	}
	return fields_from_params(c->arena, profile_fields, COUNT_OF(profile_fields), &params, ret,
				  err);
}

static bool update(struct call *c, struct err *err)
{
	struct profile_body body = { 0 };
	struct str photo = STR_NONE;
	bool is_form = str_starts_with(http_header(c->req, STR("Content-Type")),
				       STR("multipart/form-data"));

	if (is_form ? !read_multipart(c, &body, &photo, err)
		    : !call_body(c, profile_fields, COUNT_OF(profile_fields), &body, err))
		return false;

	const struct auth_profile change = {
		.first_name = body.first_name,
		.last_name = body.last_name,
		.phone = body.phone,
		.category_id = { body.category_id != 0, body.category_id },
	};

	if (!auth_profile_set(c->api->auth, c->arena, &c->who, &change, err))
		return false;
	if (photo.len && !people_photo_set(c->api->people, c->arena, &c->who, photo, err))
		return false;
	return put_user(c, c->who.user_id, err);
}

/* Nothing a stranger sent is served as anything but the picture it was checked to be. */
static bool photo(struct call *c, struct err *err)
{
	struct people_photo found;

	if (!people_photo_get(c->api->people, c->arena, &c->who, call_path(c, 0), &found, err))
		return false;
	http_set_content_type(c->res, found.media_type);
	http_set_header(c->res, STR("Content-Disposition"), STR("inline"));
	http_set_header(c->res, STR("Cache-Control"), STR("private, max-age=86400, immutable"));
	buf_put(&c->res->body, found.bytes);
	return true;
}

/* ---- login and logout ---- */

static const struct field login_fields[] = {
	FIELD(struct auth_login, email, .type = FIELD_STR, .required = true, .max = LIMIT_EMAIL),
	FIELD(struct auth_login, password, .type = FIELD_STR, .required = true,
	      .max = LIMIT_PASSWORD_MAX),
};

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
	return put_login(c, &session, err);
}

static bool logout(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);

	if (!auth_logout(c->api->auth, &c->who, &client, err))
		return false;
	call_end_session(c);
	json_object(&c->json);
	json_put_str(&c->json, "detail",
		     c->english ? STR("You are logged out.") : STR("Berhasil keluar."));
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
		return err_field_texts(err, "new_password2", "Kedua kata sandi baru harus sama.",
				       "The two new passwords must be the same.");
	struct auth_password_change change = { body.old_password, body.new_password1 };

	if (!auth_password_change(c->api->auth, c->arena, &c->who, &client, &change, &session, err))
		return false;
	if (c->who.via == AUTH_COOKIE)
		call_set_session(c, &session);
	json_object(&c->json);
	json_put_str(&c->json, "detail",
		     c->english ? STR("Your password has been changed.")
				: STR("Kata sandi berhasil diganti."));
	json_end_object(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_POST, "/auth/login", login, .access = ACCESS_PUBLIC, .face = FACE_WAS,
	  .is_login = true, .max_body_bytes = 16 * KIB, .doc = "Log in with e-mail and password.",
	  .body = BODY(login_fields), .reply = &login_shape },
	{ HTTP_POST, "/auth/logout", logout, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "End this session.", .reply = &shape_detail },
	{ HTTP_GET, "/auth/logout", logout, .access = ACCESS_USER, .face = FACE_WAS,
	  .changes = true, .doc = "The same; a session cookie needs X-CSRFToken here, too.",
	  .reply = &shape_detail },
	{ HTTP_GET, "/account", account, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "The user who is logged in.", .reply = &user_shape },
	{ HTTP_POST, "/account/password/change", password_change, .access = ACCESS_USER,
	  .face = FACE_WAS, .doc = "Change the password; ends all other sessions.",
	  .body = BODY(password_change_fields), .reply = &shape_detail },
	{ HTTP_PUT, "/account", update, .access = ACCESS_USER, .face = FACE_WAS,
	  .max_body_bytes = 3 * MIB, .doc = "Change the profile; multipart when there is a photo.",
	  .body = BODY(profile_fields), .reply = &user_shape },
	{ HTTP_GET, "/account/photo/{photo}", photo, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "The user's photo.", .reply_type = "image/*" },
};

const struct route_table user_routes = { routes, COUNT_OF(routes), "The user" };
