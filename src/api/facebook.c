/*
 * Facebook accounts, the CekBrand way (cekbrand.md A.1, A.2): the SPA asks for the dialog's URL,
 * Meta sends the browser to a public callback that carries no login, which bounces it to the SPA,
 * and the SPA ends the login with its own session.
 */
#include "api/put.h"
#include "api/tables.h"

#include "base/fields.h"
#include "connect/connect.h"

#define LOADER "/#/apps/cekbrand/callback/login"

static bool login(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct connect_started started;

	if (!str_eq(call_arg(c, STR("process")), STR("connect")))
		return err_field_texts(err, "process", "Isi parameter process dengan \"connect\".",
				       "Set the parameter process to \"connect\".");
	if (!connect_start(c->api->connect, c->arena, &who, CONNECT_CEKBRAND,
			   c->who.via == AUTH_COOKIE, &started, err))
		return false;
	call_set_login_cookie(c, &started);
	json_str(&c->json, started.oauth_url);
	return true;
}

/* The query is passed on as it came: it was checked to be visible ASCII when it was parsed. */
static bool bounce(struct call *c, struct err *err)
{
	(void)err;
	http_redirect(c->res, 302, str_fmt(c->arena, LOADER "?%.*s", STR_ARG(c->req->query)));
	return true;
}

static const struct member login_done_members[] = {
	{ "id", T_INT, 0, "Of the social account." },
};

static bool login_callback(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct connect_answer answer = call_login_answer(c);
	struct connect_outcome outcome;

	if (!connect_callback(c->api->connect, c->arena, &who, CONNECT_CEKBRAND, &answer, &outcome,
			      err))
		return false;
	json_object(&c->json);
	json_put_int(&c->json, "id", outcome.social_account_id);
	json_end_object(&c->json);
	return true;
}

/* ---- social accounts ---- */

static const struct member social_token_members[] = {
	{ "app", T_TEXT },
	{ "token", T_TEXT, 0, "Masked: tokens are never shown." },
	{ "token_secret", T_TEXT },
	{ "expires_at", T_TIME, NULLABLE },
};
static const struct member social_account_members[] = {
	{ "id", T_INT },
	{ "provider", T_TEXT },
	{ "uid", T_ID, 0, "Of the person, at Facebook." },
	{ "last_login", T_TIME, NULLABLE },
	{ "date_joined", T_TIME, NULLABLE },
	{ "extra_data", T_TEXT, 0, "Profile and Pages, as JSON text." },
	{ "socialtoken", T_LIST(T_OBJECT(social_token_members)) },
	{ "instagram_accounts", T_LIST(T_ID) },
};
const struct shape social_account_shape =
	NAMED_OBJECT("SocialAccount", social_account_members, "A Facebook account of the user.");

/* Tokens are never shown: the documented members are there, masked. */
static void put_masked_token(struct call *c, const struct social_account *account)
{
	json_put_array(&c->json, "socialtoken");
	if (account->has_token) {
		json_object(&c->json);
		json_put_str(&c->json, "app", account->provider);
		json_put_str(&c->json, "token", STR("********"));
		json_put_str(&c->json, "token_secret", STR(""));
		put_time(c, "expires_at", account->token_expires_at_s);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
}

void put_facebook_account(struct call *c, const struct social_account *account)
{
	json_object(&c->json);
	json_put_int(&c->json, "id", account->id);
	json_put_str(&c->json, "provider", account->provider);
	json_put_str(&c->json, "uid", account->uid);
	put_time(c, "last_login", account->last_login_s);
	put_time(c, "date_joined", account->date_joined_s);
	json_put_str(&c->json, "extra_data", account->extra_data);
	put_masked_token(c, account);
	json_put_array(&c->json, "instagram_accounts");
	for (size_t i = 0; i < account->instagram_count; i++)
		json_str(&c->json, account->instagram_ids[i]);
	json_end_array(&c->json);
	json_end_object(&c->json);
}

/* `provider` may be left out; there is only one so far. */
static bool is_facebook(const struct call *c)
{
	struct str provider = call_arg(c, STR("provider"));

	return !provider.at || str_eq(provider, STR("facebook"));
}

static bool list(struct call *c, struct err *err)
{
	const struct social_account *accounts = NULL;
	size_t count = 0;

	if (is_facebook(c) &&
	    !social_account_list(c->api->connect, c->arena, c->who.user_id, &accounts, &count, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < count; i++)
		put_facebook_account(c, &accounts[i]);
	json_end_array(&c->json);
	return true;
}

static bool detail(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct social_account account;
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !social_account_get(c->api->connect, c->arena, &who, id, &account, err))
		return false;
	put_facebook_account(c, &account);
	return true;
}

static const struct field change_fields[] = {
	FIELD(struct social_account_change, provider, .type = FIELD_STR, .max = 30),
	FIELD(struct social_account_change, uid, .type = FIELD_ID, .max = 191),
	FIELD(struct social_account_change, extra_data, .type = FIELD_STR, .max = 100000),
};

static bool update(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct social_account_change change = { 0 };
	struct social_account account;
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !call_body(c, change_fields, COUNT_OF(change_fields), &change, err) ||
	    !social_account_update(c->api->connect, c->arena, &who, id, &change, &account, err))
		return false;
	put_facebook_account(c, &account);
	return true;
}

static bool delete (struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !social_account_delete(c->api->connect, c->arena, &who, id, err))
		return false;
	c->res->status = 204;
	return true;
}

static const struct member login_query[] = {
	{ "process", T_CHOICE("connect") },
};
static const struct member list_query[] = {
	{ "provider", T_TEXT, OPTIONAL, "There is only `facebook` so far." },
};

static const struct route routes[] = {
	{ HTTP_GET, "/user/auth/facebook/login", login, .access = ACCESS_USER,
	  .doc = "The login dialog's URL, as a JSON string.", .query = QUERY(login_query),
	  .reply = T_TEXT },
	{ HTTP_GET, "/user/auth/facebook/callback", bounce, .access = ACCESS_PUBLIC,
	  .waits = WAITS_FOR_NOTHING,
	  .doc = "Where Meta sends the user back; goes on to the web app.",
	  .query = QUERY(login_answer_query), .reply = &shape_nothing, .redirect_status = 302 },
	{ HTTP_GET, "/user/auth/facebook/login/callback", login_callback, .access = ACCESS_USER,
	  .waits = WAITS_FOR_META, .doc = "End the login with the code Meta gave.",
	  .query = QUERY(login_answer_query), .reply = T_OBJECT(login_done_members) },
	{ HTTP_GET, "/user/socialaccounts", list, .access = ACCESS_USER,
	  .doc = "The user's Facebook accounts.", .query = QUERY(list_query),
	  .reply = T_LIST(&social_account_shape) },
	{ HTTP_GET, "/user/socialaccounts/{id}", detail, .access = ACCESS_USER,
	  .doc = "One Facebook account.", .reply = &social_account_shape },
	{ HTTP_PUT, "/user/socialaccounts/{id}", update, .access = ACCESS_USER,
	  .doc = "Change the stored profile of a Facebook account.", .body = BODY(change_fields),
	  .reply = &social_account_shape },
	{ HTTP_DELETE, "/user/socialaccounts/{id}", delete, .access = ACCESS_USER,
	  .waits = WAITS_FOR_META, .doc = "Remove a Facebook account and its token.",
	  .reply = &shape_nothing },
};

const struct route_table facebook_routes = { routes, COUNT_OF(routes), "Facebook accounts" };
