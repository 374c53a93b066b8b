/* Making an account and getting back into one (cekbrand.md A.9). */
#include "api/person.h"
#include "api/tables.h"
#include "base/fields.h"
#include "people/people.h"

static bool say(struct call *c, const char *text_id, const char *text_en)
{
	json_object(&c->json);
	json_put_str(&c->json, "detail", str_of(c->english ? text_en : text_id));
	json_end_object(&c->json);
	return true;
}

static bool differ(struct err *err, const char *field)
{
	return err_field_texts(err, field, "Kedua kata sandi harus sama.",
			       "The two passwords must be the same.");
}

/* ---- registration ---- */

struct register_body {
	struct str first_name, last_name, email, password1, password2, phone, coupon_code;
	struct str invitation;
	int64_t category;
};
static const struct field register_fields[] = {
	FIELD(struct register_body, first_name, .type = FIELD_STR, .required = true,
	      .max = LIMIT_NAME),
	FIELD(struct register_body, last_name, .type = FIELD_STR, .max = LIMIT_NAME),
	FIELD(struct register_body, email, .type = FIELD_STR, .required = true, .max = LIMIT_EMAIL),
	FIELD(struct register_body, password1, .type = FIELD_STR, .required = true,
	      .min = LIMIT_PASSWORD_MIN, .max = LIMIT_PASSWORD_MAX),
	FIELD(struct register_body, password2, .type = FIELD_STR, .required = true,
	      .max = LIMIT_PASSWORD_MAX),
	FIELD(struct register_body, phone, .type = FIELD_STR, .max = 16),
	FIELD(struct register_body, category, .type = FIELD_I64, .min = 1),
	FIELD(struct register_body, coupon_code, .type = FIELD_STR, .max = 64),
	FIELD(struct register_body, invitation, .type = FIELD_STR, .max = 200),
};

static bool register_user(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct register_body body = { 0 };
	struct auth_session session = { 0 };

	if (!call_body(c, register_fields, COUNT_OF(register_fields), &body, err))
		return false;
	if (!str_eq(body.password1, body.password2))
		return differ(err, "password2");

	struct auth_registration form = {
		.email = body.email,
		.password = body.password1,
		.first_name = body.first_name,
		.last_name = body.last_name,
		.phone = body.phone,
		.category_id = { body.category != 0, body.category },
		.coupon_code = body.coupon_code,
		.is_english = c->english,
	};

	if (!people_register(c->api->people, c->arena, &client, &form, body.invitation, &session,
			     err))
		return false;
	return put_login(c, &session, err);
}

/* ---- a forgotten password ---- */

struct reset_body {
	struct str email;
};
static const struct field reset_fields[] = {
	FIELD(struct reset_body, email, .type = FIELD_STR, .required = true, .max = LIMIT_EMAIL),
};

/* One answer for every address: who has an account here is nobody's business. */
static bool reset(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct reset_body body = { 0 };

	if (!call_body(c, reset_fields, COUNT_OF(reset_fields), &body, err) ||
	    !people_ask_reset(c->api->people, c->arena, &client, body.email, err))
		return false;
	return say(c, "Jika alamat ini terdaftar, tautan untuk mengatur ulang kata sandi dikirim.",
		   "If this address is registered, a link to reset the password is on its way.");
}

struct confirm_body {
	struct str new_password1, new_password2, uid, token;
};
static const struct field confirm_fields[] = {
	FIELD(struct confirm_body, new_password1, .type = FIELD_STR, .required = true,
	      .max = LIMIT_PASSWORD_MAX),
	FIELD(struct confirm_body, new_password2, .type = FIELD_STR, .required = true,
	      .max = LIMIT_PASSWORD_MAX),
	FIELD(struct confirm_body, uid, .type = FIELD_ID, .required = true),
	FIELD(struct confirm_body, token, .type = FIELD_STR, .required = true, .max = 200),
};

static bool confirm(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct confirm_body body = { 0 };

	if (!call_body(c, confirm_fields, COUNT_OF(confirm_fields), &body, err))
		return false;
	if (!str_eq(body.new_password1, body.new_password2))
		return differ(err, "new_password2");

	const struct auth_password_reset change = { body.uid, body.token, body.new_password1 };

	if (!auth_password_reset(c->api->auth, c->arena, &client, &change, err))
		return false;
	return say(c, "Kata sandi berhasil diganti. Silakan masuk.",
		   "Your password has been changed. Please log in.");
}

/* ---- the address ---- */

struct verify_body {
	struct str key;
};
static const struct field verify_fields[] = {
	FIELD(struct verify_body, key, .type = FIELD_STR, .required = true, .max = 200),
};

static bool verify(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct verify_body body = { 0 };

	if (!call_body(c, verify_fields, COUNT_OF(verify_fields), &body, err) ||
	    !auth_verify_email(c->api->auth, c->arena, &c->who, &client, body.key, err))
		return false;
	return say(c, "Alamat email berhasil dikonfirmasi.", "Your e-mail address is confirmed.");
}

static bool resend(struct call *c, struct err *err)
{
	int64_t wait_s = 0;

	if (!people_ask_verify(c->api->people, c->arena, &c->who, &wait_s, err)) {
		if (wait_s > 0)
			http_set_header(c->res, STR("Retry-After"),
					str_fmt(c->arena, "%lld", (long long)wait_s));
		return false;
	}
	return say(c, "Email konfirmasi sedang dikirim.", "The e-mail is on its way.");
}

static const struct route routes[] = {
	{ HTTP_POST, "/auth/register", register_user, .access = ACCESS_PUBLIC, .face = FACE_WAS,
	  .is_login = true, .max_body_bytes = 16 * KIB,
	  .doc = "Make an account, where registration is open.", .body = BODY(register_fields),
	  .reply = &login_shape },
	{ HTTP_POST, "/auth/password/reset", reset, .access = ACCESS_PUBLIC, .face = FACE_WAS,
	  .is_login = true, .max_body_bytes = 16 * KIB,
	  .doc = "Ask for a link to set a new password.", .body = BODY(reset_fields),
	  .reply = &shape_detail },
	{ HTTP_POST, "/auth/password/reset/confirm", confirm, .access = ACCESS_PUBLIC,
	  .face = FACE_WAS, .is_login = true, .max_body_bytes = 16 * KIB,
	  .doc = "Set a new password with that link.", .body = BODY(confirm_fields),
	  .reply = &shape_detail },
	{ HTTP_POST, "/account/verify-email", verify, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "Confirm the e-mail address.", .body = BODY(verify_fields),
	  .reply = &shape_detail },
	{ HTTP_PATCH, "/account/verify-email/resend", resend, .access = ACCESS_USER,
	  .face = FACE_WAS, .doc = "Ask for another letter to confirm the address.",
	  .reply = &shape_detail },
};

const struct route_table signup_routes = { routes, COUNT_OF(routes), "Making an account" };
