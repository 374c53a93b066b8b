/*
 * Logging in with Facebook (cekbrand.md A.9, decision 0095): the page asks for the dialog's
 * address, Meta sends the browser to a callback that bounces it to the page, and the page posts
 * what came with it.
 */
#include "api/person.h"
#include "api/tables.h"

#include "auth/auth.h"
#include "base/fields.h"
#include "connect/connect.h"

#define LOADER "/#/login/facebook"

/* ---- what this server offers ---- */

static const struct member options_members[] = {
	{ "facebook_login", T_BOOL, 0, "One may log in with Facebook." },
	{ "registration", T_CHOICE("closed", "invited", "open"), 0, "Who may make an account." },
};
static const struct shape options_shape =
	NAMED_OBJECT("LoginOptions", options_members, "The ways in.");

static bool options(struct call *c, struct err *err)
{
	(void)err;
	json_object(&c->json);
	json_put_bool(&c->json, "facebook_login", c->api->has_facebook_login);
	json_put_str(&c->json, "registration", c->api->registration);
	json_end_object(&c->json);
	return true;
}

/* ---- the two steps ---- */

static bool check_offered(const struct call *c, struct err *err)
{
	if (c->api->has_facebook_login)
		return true;
	err_set(err, ERR_FORBIDDEN, "setting \"facebook_login\" is off");
	err_say(err, "Masuk dengan Facebook tidak dibuka di server ini. Pakai email.");
	return err_say_en(err, "Logging in with Facebook is off on this server. Use your e-mail.");
}

/* Counted before anything is done for it. */
static bool take_step(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	int64_t wait_s;

	if (auth_take_proof(c->api->auth, c->arena, &client, &wait_s, err))
		return true;
	if (wait_s > 0)
		http_set_header(c->res, STR("Retry-After"),
				str_fmt(c->arena, "%lld", (long long)wait_s));
	return false;
}

static const struct member start_members[] = {
	{ "redirect_url", T_TEXT, 0, "Send the user's browser here." },
};

static bool start(struct call *c, struct err *err)
{
	struct connect_started started;

	if (!check_offered(c, err) || !take_step(c, err) ||
	    !connect_login_start(c->api->connect, c->arena, &started, err))
		return false;
	call_set_login_cookie(c, &started);
	http_set_header(c->res, STR("Cache-Control"), STR("no-store"));
	json_object(&c->json);
	json_put_str(&c->json, "redirect_url", started.oauth_url);
	json_end_object(&c->json);
	return true;
}

/* The query is passed on as it came: it was checked to be visible ASCII when it was parsed. */
static bool bounce(struct call *c, struct err *err)
{
	(void)err;
	http_redirect(c->res, 302, str_fmt(c->arena, LOADER "?%.*s", STR_ARG(c->req->query)));
	return true;
}

static const struct field finish_fields[] = {
	FIELD(struct connect_answer, code, .type = FIELD_STR, .required = true, .max = 4096),
	FIELD(struct connect_answer, state, .type = FIELD_STR, .required = true, .max = 64),
};

static bool finish(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct connect_actor who = call_actor(c);
	struct connect_answer answer = { .code = STR_NONE };
	struct auth_proven proven = { .cookie = call_login(c).cookie, .action = "login.facebook" };
	struct auth_session session;

	if (!check_offered(c, err) ||
	    !call_body(c, finish_fields, COUNT_OF(finish_fields), &answer, err) ||
	    !take_step(c, err))
		return false;
	/* Whoever sends the request: it is the Facebook account that says who is logged in. */
	who.user_id = 0;
	answer.cookie_value = call_take_login_cookie(c, answer.state);
	if (!connect_login_finish(c->api->connect, c->arena, &who, &answer, &proven.user_id, err) ||
	    !auth_login_proven(c->api->auth, c->arena, &client, &proven, &session, err))
		return false;
	return put_login(c, &session, err);
}

static const struct route routes[] = {
	{ HTTP_GET, "/auth/options", options, .access = ACCESS_PUBLIC, .face = FACE_WAS,
	  .waits = WAITS_FOR_NOTHING, .doc = "The ways to log in that this server offers.",
	  .reply = &options_shape },
	{ HTTP_GET, "/auth/facebook", start, .access = ACCESS_PUBLIC, .face = FACE_WAS,
	  .doc = "Begin a login with Facebook; the answer's cookie binds it to the browser.",
	  .reply = T_OBJECT(start_members) },
	{ HTTP_GET, "/auth/facebook/callback", bounce, .access = ACCESS_PUBLIC, .face = FACE_WAS,
	  .waits = WAITS_FOR_NOTHING,
	  .doc = "Where Meta sends the browser back; goes on to the web app.",
	  .query = QUERY(login_answer_query), .reply = &shape_nothing, .redirect_status = 302 },
	{ HTTP_POST, "/auth/facebook/login", finish, .access = ACCESS_PUBLIC, .face = FACE_WAS,
	  .waits = WAITS_FOR_META, .is_login = true, .max_body_bytes = 16 * KIB,
	  .doc = "Log in as the user who connected this Facebook account.",
	  .body = BODY(finish_fields), .reply = &login_shape },
};

const struct route_table facebook_login_routes = { routes, COUNT_OF(routes),
						   "Logging in with Facebook" };
