/* What handlers ask of a call: its body, its arguments, its caller, its cookies. */
#include "api/call.h"

#include "base/fields.h"

#define SESSION_COOKIE STR("simpul_session")
#define DEVICE_COOKIE STR("simpul_device")
#define CSRF_COOKIE STR("csrftoken")

/* ---- body and arguments ---- */

bool call_body(struct call *c, const struct field *fields, size_t count, void *out, struct err *err)
{
	const struct json *body;

	if (c->req->body.len == 0)
		return fields_from_json(c->arena, fields, count, NULL, out, err);
	return json_parse(c->arena, c->req->body, &body, err) &&
	       fields_from_json(c->arena, fields, count, body, out, err);
}

struct str call_arg(const struct call *c, struct str name)
{
	return params_get(&c->req->args, name);
}

struct str call_path(const struct call *c, size_t index)
{
	return index < c->req->path_param_count ? c->req->path_param[index] : STR_NONE;
}

bool call_path_int(const struct call *c, size_t index, int64_t *ret, struct err *err)
{
	if (str_to_i64(call_path(c, index), ret))
		return true;
	return err_set(err, ERR_NOT_FOUND, "\"%.*s\" is not an id", STR_ARG(call_path(c, index)));
}

/* ---- the caller ---- */

/* On https every cookie of ours is __Host-: bound to this host, this path and TLS. */
static struct str cookie_name(const struct call *c, struct str name)
{
	return c->api->is_https ? str_fmt(c->arena, "__Host-%.*s", STR_ARG(name)) : name;
}

static struct str cookie(const struct call *c, struct str name)
{
	return http_cookie(c->req, cookie_name(c, name));
}

bool call_identify(struct call *c, struct err *err)
{
	struct str authorization = http_header(c->req, STR("Authorization"));
	struct auth_credentials given = { .cookie = cookie(c, SESSION_COOKIE) };

	if (str_eq_nocase(str_sub(authorization, 0, 7), STR("Bearer ")))
		given.bearer = str_trim(str_skip(authorization, 7));
	return auth_identify(c->api->auth, c->arena, &given, &c->who, err);
}

struct connect_actor call_actor(const struct call *c)
{
	return (struct connect_actor){
		.user_id = c->who.user_id,
		.limit_ig_account = c->who.is_admin ? PLAN_UNLIMITED : c->who.plan.limit_ig_account,
		.limit_social_account =
			c->who.is_admin ? PLAN_UNLIMITED : c->who.plan.limit_social_account,
		.session_id = c->who.credential,
		.request_id = c->req->request_id,
		.address = c->req->peer,
	};
}

struct auth_client call_client(const struct call *c)
{
	return (struct auth_client){
		.address = c->req->peer,
		.user_agent = http_header(c->req, STR("User-Agent")),
		.request_id = c->req->request_id,
		.is_browser = http_header(c->req, STR("Origin")).at ||
			      http_header(c->req, STR("Sec-Fetch-Site")).at,
	};
}

/* ---- cookies ---- */

static void set_cookie(struct call *c, struct str name, struct str value, bool http_only,
		       int64_t max_age_s)
{
	http_set_cookie(c->res, name, value,
			(struct http_cookie_attrs){
				.http_only = http_only,
				.secure = c->api->is_https,
				.same_site = "Lax",
				.max_age_s = max_age_s,
			});
}

struct auth_login call_login(const struct call *c)
{
	return (struct auth_login){
		.cookie = cookie(c, SESSION_COOKIE),
		.device = cookie(c, DEVICE_COOKIE),
	};
}

void call_set_session(struct call *c, const struct auth_session *session)
{
	set_cookie(c, cookie_name(c, SESSION_COOKIE), session->cookie, true, session->max_age_s);
	set_cookie(c, CSRF_COOKIE, session->csrf_token, false, session->max_age_s);
	if (session->device.at)
		set_cookie(c, cookie_name(c, DEVICE_COOKIE), session->device, true,
			   AUTH_DEVICE_AGE_S);
}

void call_end_session(struct call *c)
{
	set_cookie(c, cookie_name(c, SESSION_COOKIE), STR(""), true, 0);
	set_cookie(c, CSRF_COOKIE, STR(""), false, 0);
}

void call_set_login_cookie(struct call *c, const struct connect_started *started)
{
	if (started->cookie_name.at)
		set_cookie(c, cookie_name(c, started->cookie_name), started->cookie_value, true,
			   started->cookie_max_age_s);
}

struct str call_take_login_cookie(struct call *c, struct str state)
{
	if (!state.at)
		return STR_NONE;

	struct str name = connect_cookie_name(c->arena, state);
	struct str value = cookie(c, name);

	if (value.at)
		set_cookie(c, cookie_name(c, name), STR(""), true, 0);
	return value;
}

/* Twice the same parameter is nobody's honest redirect: it counts as absent and is then refused. */
static struct str single(const struct call *c, struct str name)
{
	return params_count(&c->req->args, name) == 1 ? call_arg(c, name) : STR_NONE;
}

const struct member login_answer_query[6] = {
	{ "state", T_TEXT, OPTIONAL },
	{ "code", T_TEXT, OPTIONAL },
	{ "error", T_TEXT, OPTIONAL },
	{ "error_code", T_TEXT, OPTIONAL },
	{ "error_description", T_TEXT, OPTIONAL },
	{ "error_message", T_TEXT, OPTIONAL },
};

struct connect_answer call_login_answer(struct call *c)
{
	struct str state = single(c, STR("state"));
	struct str description = single(c, STR("error_description"));

	return (struct connect_answer){
		.state = state,
		.code = single(c, STR("code")),
		.error = single(c, STR("error")),
		.error_code = single(c, STR("error_code")),
		.error_message = description.at ? description : single(c, STR("error_message")),
		.cookie_value = call_take_login_cookie(c, state),
	};
}
