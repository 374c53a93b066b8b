/* The user's own credentials: sessions, API tokens, access tokens (cekbrand.md A.9 and ours). */
#include "api/put.h"
#include "api/tables.h"
#include "base/fields.h"

#define DAY_S 86400
#define DAYS_MAX 3650

/* ---- sessions ---- */

static const struct member session_members[] = {
	{ "id", T_TEXT, 0, "Opens nothing." },
	{ "address", T_TEXT, 0, "At login." },
	{ "user_agent", T_TEXT, 0, "At login." },
	{ "created_at", T_TIME, NULLABLE },
	{ "seen_at", T_TIME, NULLABLE },
	{ "expires_at", T_TIME, NULLABLE },
	{ "is_this", T_BOOL, 0, "The one that asks." },
};
static const struct shape session_shape = NAMED_OBJECT("Session", session_members, NULL);

static bool sessions(struct call *c, struct err *err)
{
	const struct auth_session_info *list;
	size_t count;

	if (!auth_session_list(c->api->auth, c->arena, &c->who, &list, &count, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "id", list[i].id);
		json_put_str(&c->json, "address", list[i].address);
		json_put_str(&c->json, "user_agent", list[i].user_agent);
		put_time(c, "created_at", list[i].created_at_s);
		put_time(c, "seen_at", list[i].seen_at_s);
		put_time(c, "expires_at", list[i].expires_at_s);
		json_put_bool(&c->json, "is_this", list[i].is_this);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static bool end_session(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);

	if (!auth_session_revoke(c->api->auth, &c->who, call_path(c, 0), &client, err))
		return false;
	c->res->status = 204;
	return true;
}

static bool end_all(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);

	if (!auth_logout_everywhere(c->api->auth, &c->who, &client, err))
		return false;
	call_end_session(c);
	c->res->status = 204;
	return true;
}

/* ---- API tokens ---- */

static const struct member token_members[] = {
	{ "id", T_INT },
	{ "name", T_TEXT },
	{ "created_at", T_TIME, NULLABLE },
	{ "expires_at", T_TIME, NULLABLE, "Null: never." },
	{ "used_at", T_TIME, NULLABLE },
};
static const struct shape api_token_shape = NAMED_OBJECT("ApiToken", token_members, NULL);

static bool tokens(struct call *c, struct err *err)
{
	const struct auth_token_info *list;
	size_t count;

	if (!auth_token_list(c->api->auth, c->arena, &c->who, &list, &count, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < count; i++) {
		json_object(&c->json);
		json_put_int(&c->json, "id", list[i].id);
		json_put_str(&c->json, "name", list[i].name);
		put_time(c, "created_at", list[i].created_at_s);
		put_time(c, "expires_at", list[i].expires_at_s);
		put_time(c, "used_at", list[i].used_at_s);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

struct token_body {
	struct str name;
	int64_t expires_in_days;
};
static const struct field token_fields[] = {
	FIELD(struct token_body, name, .type = FIELD_STR, .required = true, .max = LIMIT_NAME),
	FIELD(struct token_body, expires_in_days, .type = FIELD_I64, .max = DAYS_MAX),
};
static const struct member new_token_members[] = {
	{ "id", T_INT },
	{ "token", T_TEXT, 0, "Shown once." },
};
static const struct shape new_token_shape = NAMED_OBJECT("NewApiToken", new_token_members, NULL);

static bool make_token(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct token_body body = { 0 };
	struct auth_token token;

	/* A program's token must not be able to make itself a longer life. */
	if (c->who.via == AUTH_TOKEN)
		return err_set(err, ERR_FORBIDDEN, "tokens are made in a session only");
	if (!call_body(c, token_fields, COUNT_OF(token_fields), &body, err))
		return false;

	const struct auth_token_wish wish = { body.name, body.expires_in_days * DAY_S };

	if (!auth_token_create(c->api->auth, c->arena, &c->who, &client, &wish, &token, err))
		return false;
	c->res->status = 201;
	json_object(&c->json);
	json_put_int(&c->json, "id", token.id);
	json_put_str(&c->json, "token", token.token);
	json_end_object(&c->json);
	return true;
}

static bool end_token(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !auth_token_revoke(c->api->auth, &c->who, id, &client, err))
		return false;
	c->res->status = 204;
	return true;
}

/* ---- access tokens ---- */

static const struct member access_members[] = {
	{ "token", T_TEXT, 0, "A JWT; ends with the session or after an hour." },
	{ "expires_in", T_INT, 0, "Seconds." },
};
static const struct shape access_shape = NAMED_OBJECT("AccessToken", access_members, NULL);

static bool access_token(struct call *c, struct err *err)
{
	struct auth_access access;

	if (!auth_access_token(c->api->auth, c->arena, &c->who, &access, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "token", access.token);
	json_put_int(&c->json, "expires_in", access.expires_in_s);
	json_end_object(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/account/sessions", sessions, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "Where the user is logged in.", .reply = T_LIST(&session_shape) },
	{ HTTP_DELETE, "/account/sessions/{session_id}", end_session, .access = ACCESS_USER,
	  .face = FACE_WAS, .doc = "End one session.", .reply = &shape_nothing },
	{ HTTP_DELETE, "/account/sessions", end_all, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "End all sessions, this one too.", .reply = &shape_nothing },
	{ HTTP_GET, "/account/tokens", tokens, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "The user's API tokens.", .reply = T_LIST(&api_token_shape) },
	{ HTTP_POST, "/account/tokens", make_token, .access = ACCESS_USER, .face = FACE_WAS,
	  .doc = "Make an API token.", .body = BODY(token_fields), .reply = &new_token_shape,
	  .reply_status = 201 },
	{ HTTP_DELETE, "/account/tokens/{token_id}", end_token, .access = ACCESS_USER,
	  .face = FACE_WAS, .doc = "End an API token.", .reply = &shape_nothing },
	{ HTTP_POST, "/auth/obtain-authorization-token", access_token, .access = ACCESS_USER,
	  .face = FACE_WAS, .doc = "Trade a session's bearer for an access token.",
	  .reply = &access_shape },
};

const struct route_table session_routes = { routes, COUNT_OF(routes), "Sessions and tokens" };
