/*
 * /api/meta/: Social Connect, for an embedding application and for our own page (seed 001,
 * section 6, to the letter; members beyond it are ours and additive). A browser that Meta sends to
 * the callback gets a redirect to the page; everybody else gets JSON.
 */
#include "api/put.h"
#include "api/tables.h"

#include "base/fields.h"
#include "connect/connect.h"
#include "connect/token_health.h"

static bool wants_html(const struct call *c)
{
	return http_accepts(c->req, STR("text/html"));
}

/* ---- GET connect ---- */

static const struct member connect_members[] = {
	{ "oauth_url", T_TEXT, 0, "Send the user's browser here." },
	{ "state", T_TEXT, 0, "Comes back in the callback; single use, 10 minutes." },
};
static const struct shape connect_shape = NAMED_OBJECT("MetaConnect", connect_members, NULL);

static bool connect_begin(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct connect_started started;

	if (!connect_start(c->api->connect, c->arena, &who, CONNECT_META, c->who.via == AUTH_COOKIE,
			   &started, err))
		return false;
	call_set_login_cookie(c, &started);
	if (wants_html(c)) {
		http_redirect(c->res, 302, started.oauth_url);
		return true;
	}
	json_object(&c->json);
	json_put_str(&c->json, "oauth_url", started.oauth_url);
	json_put_str(&c->json, "state", started.state);
	json_end_object(&c->json);
	return true;
}

/* ---- GET callback ---- */

static const struct member connected_members[] = {
	{ "connected", T_BOOL },
	{ "facebook_page_id", T_ID },
	{ "instagram_business_account_id", T_ID },
	{ "status", T_CHOICE("connected"), OPTIONAL },
};
static const struct shape connected_shape =
	NAMED_OBJECT("MetaConnected", connected_members, "A Page and its Instagram account.");

static const struct member choice_members[] = {
	{ "id", T_ID },
	{ "name", T_TEXT },
	{ "has_instagram", T_BOOL },
};
static const struct member selection_members[] = {
	{ "connected", T_BOOL },
	{ "requires_page_selection", T_BOOL },
	{ "pages", T_LIST(T_OBJECT(choice_members)) },
};
static const struct shape selection_shape = NAMED_OBJECT("MetaPageSelection", selection_members,
							 "Several Pages: choose with select-page.");

static void put_connected(struct call *c, const struct connection *connection)
{
	json_put_bool(&c->json, "connected", true);
	json_put_str(&c->json, "facebook_page_id", connection->page_id);
	json_put_str(&c->json, "instagram_business_account_id", connection->instagram_id);
}

static void put_page_choice(struct call *c, const struct connect_page *pages, size_t count)
{
	json_put_bool(&c->json, "connected", false);
	json_put_bool(&c->json, "requires_page_selection", true);
	json_put_array(&c->json, "pages");
	for (size_t i = 0; i < count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "id", pages[i].id);
		json_put_str(&c->json, "name", pages[i].name);
		json_put_bool(&c->json, "has_instagram", pages[i].has_instagram);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
}

static bool callback(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct connect_answer answer = call_login_answer(c);
	struct connect_outcome outcome;

	if (!connect_callback(c->api->connect, c->arena, &who, CONNECT_META, &answer, &outcome,
			      err))
		return false;
	if (wants_html(c)) {
		http_redirect(c->res, 303,
			      outcome.kind == CONNECT_DONE
				      ? STR("/#/social-connect?result=connected")
				      : STR("/#/social-connect?result=select"));
		return true;
	}
	json_object(&c->json);
	if (outcome.kind == CONNECT_DONE) {
		put_connected(c, &outcome.connection);
		json_put_str(&c->json, "status", STR("connected"));
	} else {
		put_page_choice(c, outcome.pages, outcome.page_count);
	}
	json_end_object(&c->json);
	return true;
}

/* ---- GET pages ---- */

static const struct member page_members[] = {
	{ "id", T_ID },
	{ "name", T_TEXT },
	{ "picture_url", T_TEXT, NULLABLE },
	{ "has_instagram", T_BOOL },
	{ "instagram_username", T_TEXT, NULLABLE },
	{ "usable", T_BOOL },
	{ "reason", T_TEXT, NULLABLE, "An error code when it is not usable." },
};
static const struct shape page_shape =
	NAMED_OBJECT("MetaPage", page_members, "A Page of the person who logged in at Meta.");
static const struct member pages_members[] = {
	{ "pages", T_LIST(&page_shape) },
};
static const struct shape pages_shape = NAMED_OBJECT("MetaPages", pages_members, NULL);

static bool pages(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	const struct connect_page *list;
	size_t count;

	if (!connect_pages(c->api->connect, c->arena, &who, &list, &count, err))
		return false;
	json_object(&c->json);
	json_put_array(&c->json, "pages");
	for (size_t i = 0; i < count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "id", list[i].id);
		json_put_str(&c->json, "name", list[i].name);
		put_text(c, "picture_url", list[i].picture_url);
		json_put_bool(&c->json, "has_instagram", list[i].has_instagram);
		put_text(c, "instagram_username", list[i].instagram_username);
		json_put_bool(&c->json, "usable", list[i].usable);
		put_text(c, "reason",
			 list[i].usable ? STR_NONE : str_of(err_info(list[i].reason)->name));
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_end_object(&c->json);
	return true;
}

/* ---- POST select-page ---- */

struct select_page {
	struct str page_id;
};
static const struct field select_page_fields[] = {
	FIELD(struct select_page, page_id, .type = FIELD_ID, .required = true, .max = LIMIT_ID),
};

static bool select_page(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct connect_outcome outcome;
	struct select_page body = { 0 };

	if (!call_body(c, select_page_fields, COUNT_OF(select_page_fields), &body, err))
		return false;
	if (!connect_select(c->api->connect, c->arena, &who, body.page_id, &outcome, err))
		return false;
	json_object(&c->json);
	put_connected(c, &outcome.connection);
	json_end_object(&c->json);
	return true;
}

/* ---- GET status ---- */

static const struct member status_members[] = {
	{ "status", T_CHOICE("connected", "not_connected"), 0,
	  "The rest is there when connected." },
	{ "facebook_page_id", T_ID, OPTIONAL },
	{ "instagram_business_account_id", T_ID, OPTIONAL },
	{ "page_name", T_TEXT, OPTIONAL },
	{ "connection_id", T_ID, OPTIONAL },
	{ "page_picture_url", T_TEXT, OPTIONAL | NULLABLE },
	{ "instagram_username", T_TEXT, OPTIONAL | NULLABLE },
	{ "profile_picture_url", T_TEXT, OPTIONAL | NULLABLE },
	{ "connected_at", T_TIME, OPTIONAL | NULLABLE },
	{ "expires_at", T_TIME, OPTIONAL | NULLABLE },
	{ "token_last_checked_at", T_TIME, OPTIONAL | NULLABLE },
	{ "token_valid", T_BOOL, OPTIONAL },
	{ "scopes_granted", T_LIST(T_TEXT), OPTIONAL },
	{ "token", &token_shape, OPTIONAL | NULLABLE },
};
static const struct shape status_shape =
	NAMED_OBJECT("MetaStatus", status_members, "Connected or not, and to what.");

static void put_scopes(struct call *c, struct str scopes)
{
	json_put_array(&c->json, "scopes_granted");
	for (struct str rest = scopes; rest.len;)
		json_str(&c->json, str_cut(&rest, ','));
	json_end_array(&c->json);
}

static bool status(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct connection connection;
	struct token_health health;
	bool has_token;

	if (!connect_status(c->api->connect, c->arena, &who, &connection, err) ||
	    !connect_connection_health(c->snapshot, c->arena, connection.public_id,
				       clock_now_s(c->api->clock), &health, &has_token, err))
		return false;
	json_object(&c->json);
	if (connection.id == 0) {
		json_put_str(&c->json, "status", STR("not_connected"));
		json_end_object(&c->json);
		return true;
	}
	json_put_str(&c->json, "status", STR("connected"));
	json_put_str(&c->json, "facebook_page_id", connection.page_id);
	json_put_str(&c->json, "instagram_business_account_id", connection.instagram_id);
	json_put_str(&c->json, "page_name", connection.page_name);
	json_put_str(&c->json, "connection_id", connection.public_id);
	put_text(c, "page_picture_url", connection.page_picture_url);
	put_text(c, "instagram_username", connection.instagram_username);
	put_text(c, "profile_picture_url", connection.instagram_picture_url);
	put_time(c, "connected_at", connection.connected_at_s);
	put_time(c, "expires_at", connection.expires_at_s);
	put_time(c, "token_last_checked_at", connection.token_checked_at_s);
	json_put_bool(&c->json, "token_valid", connection.token_ok);
	put_scopes(c, connection.scopes);
	put_token(c, "token", has_token ? &health : NULL);
	json_end_object(&c->json);
	return true;
}

/* ---- POST disconnect ---- */

static const struct member disconnected_members[] = {
	{ "disconnected", T_BOOL },
	{ "status", T_CHOICE("not_connected") },
	{ "revoked_at_meta", T_BOOL, 0,
	  "False: the connection is gone here, but Meta could not be told." },
};
static const struct shape disconnected_shape =
	NAMED_OBJECT("MetaDisconnected", disconnected_members, NULL);

static bool disconnect(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);
	struct connect_disconnected done;

	if (!connect_disconnect(c->api->connect, c->arena, &who, &done, err))
		return false;
	json_object(&c->json);
	json_put_bool(&c->json, "disconnected", true);
	json_put_str(&c->json, "status", STR("not_connected"));
	json_put_bool(&c->json, "revoked_at_meta", done.revoked_at_meta);
	json_end_object(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/api/meta/connect", connect_begin, .access = ACCESS_USER, .face = FACE_META,
	  .doc = "Start connecting: the login dialog's URL and its state.", .reply = &connect_shape,
	  .redirect_status = 302 },
	{ HTTP_GET, "/api/meta/callback", callback, .access = ACCESS_USER, .face = FACE_META,
	  .waits = WAITS_FOR_META, .browser_error = "/#/social-connect?result=error&code=",
	  .doc = "Where Meta sends the user back; connects the only Page or lists them.",
	  .query = QUERY(login_answer_query), .reply = T_EITHER(&connected_shape, &selection_shape),
	  .redirect_status = 303 },
	{ HTTP_GET, "/api/meta/pages", pages, .access = ACCESS_USER, .face = FACE_META,
	  .doc = "The Pages this session may choose from, and why one cannot be used.",
	  .reply = &pages_shape },
	{ HTTP_POST, "/api/meta/select-page", select_page, .access = ACCESS_USER, .face = FACE_META,
	  .waits = WAITS_FOR_META, .doc = "Choose one of the listed Pages.",
	  .body = BODY(select_page_fields), .reply = &connected_shape },
	{ HTTP_GET, "/api/meta/status", status, .access = ACCESS_USER, .face = FACE_META,
	  .reads = true, .doc = "Connected or not, and to what.", .reply = &status_shape },
	{ HTTP_POST, "/api/meta/disconnect", disconnect, .access = ACCESS_USER, .face = FACE_META,
	  .waits = WAITS_FOR_META, .doc = "Revoke at Meta and disconnect; collected data stays.",
	  .reply = &disconnected_shape },
};

const struct route_table meta_routes = { routes, COUNT_OF(routes), "Social Connect" };
