/* The token end point. Spec: meta-graph.md 1.3-1.5, errors 1.10. */
#include "base/codec.h"
#include "graphsim/protocol/call_auth.h"
#include "graphsim/protocol/graph.h"
#include "graphsim/world/sha256.h"

static void answer_token(struct call *c, const struct token *t)
{
	struct json_writer *w = &c->json;

	json_object(w);
	json_put_str(w, "access_token", t->text);
	json_put_str(w, "token_type", STR("bearer"));
	if (t->expires_s != 0 && !c->hides_expiry)
		json_put_int(w, "expires_in", t->expires_s - c->now_s);
	json_end_object(w);
}

/* The app that asks: from the arguments, or from HTTP Basic as OAuth clients send it. */
static bool find_client(struct call *c, struct app **ret, bool needs_secret)
{
	struct str id = call_arg(c, STR("client_id"));
	struct str secret = call_arg(c, STR("client_secret"));
	struct str basic_id, basic_secret;

	if (call_basic_credentials(c, &basic_id, &basic_secret)) {
		id = basic_id;
		secret = basic_secret;
	}
	if (str_is_empty(id))
		return CALL_FAIL(c, GE_CLIENT_ID_MISSING);
	*ret = world_app(c->world, id);
	if (!*ret)
		return CALL_FAIL(c, GE_APP_UNKNOWN);
	if (str_is_empty(secret) && needs_secret)
		return CALL_FAIL(c, GE_SECRET_MISSING);
	if (!str_is_empty(secret) && !secret_eq(secret, (*ret)->secret))
		return CALL_FAIL(c, GE_SECRET_WRONG);
	return true;
}

static bool verifier_fits(struct call *c, const struct code *code)
{
	struct str verifier = call_arg(c, STR("code_verifier"));
	struct sha256 digest;

	if (!code->challenge.at)
		return true;
	if (code->is_challenge_plain)
		return secret_eq(verifier, code->challenge);
	digest = sha256_of(verifier);
	return secret_eq(base64url_encode(c->arena, sha256_str(&digest)), code->challenge);
}

static bool check_code(struct call *c, const struct app *app, const struct code *code)
{
	struct str redirect = call_arg(c, STR("redirect_uri"));

	if (!code || code->app != app)
		return CALL_FAIL(c, GE_CODE_MALFORMED);
	if (code->is_used)
		return CALL_FAIL(c, GE_CODE_USED);
	if (c->now_s >= code->issued_s + CODE_LIFE_S)
		return CALL_FAIL(c, GE_CODE_EXPIRED);
	if (!str_eq(redirect, code->redirect_uri))
		return CALL_FAIL(c, world_allows_redirect(c->world, redirect)
					    ? GE_CODE_OTHER_REDIRECT
					    : GE_REDIRECT_NOT_ALLOWED);
	if (!verifier_fits(c, code))
		return CALL_FAIL(c, GE_CODE_VERIFIER_WRONG);
	return true;
}

static void exchange_code(struct call *c)
{
	struct app *app;
	struct str text = call_arg(c, STR("code"));
	bool has_verifier = call_has_arg(c, STR("code_verifier"));

	if (!find_client(c, &app, !has_verifier))
		return;
	if (str_is_empty(call_arg(c, STR("redirect_uri")))) {
		CALL_FAIL(c, GE_REDIRECT_MISSING);
		return;
	}
	if (str_is_empty(text)) {
		CALL_FAIL(c, GE_CODE_MISSING);
		return;
	}
	struct code *code = code_find(&c->world->tokens, text);
	if (!check_code(c, app, code))
		return;
	struct grant *g = grant_find(&c->world->tokens, app, code->person);
	if (!g) {
		CALL_FAIL(c, GE_TOKEN_NOT_AUTHORIZED, app->id);
		return;
	}
	code->is_used = true;
	answer_token(c, token_issue_user(&c->world->tokens, g, false, c->now_s));
}

static void exchange_token(struct call *c)
{
	struct app *app;
	struct str text = call_arg(c, STR("fb_exchange_token"));

	if (!find_client(c, &app, true))
		return;
	if (str_is_empty(text)) {
		CALL_FAIL(c, GE_EXCHANGE_TOKEN_MISSING);
		return;
	}
	const struct token *t = token_find(&c->world->tokens, text);
	if (!t || t->app != app || t->kind != TOKEN_USER) {
		CALL_FAIL(c, GE_TOKEN_UNPARSABLE);
		return;
	}
	if (call_check_token_state(c, t))
		answer_token(c, token_issue_user(&c->world->tokens, t->grant, true, c->now_s));
}

static void issue_app_token(struct call *c)
{
	struct app *app;
	struct json_writer *w = &c->json;

	if (!find_client(c, &app, true))
		return;
	json_object(w);
	json_put_str(w, "access_token",
		     str_fmt(c->arena, "%.*s|%.*s", STR_ARG(app->id), STR_ARG(app->secret)));
	json_put_str(w, "token_type", STR("bearer"));
	json_end_object(w);
}

void oauth_access_token(struct call *c)
{
	struct str type = call_arg(c, STR("grant_type"));

	if (str_is_empty(type) || str_eq(type, STR("authorization_code")))
		exchange_code(c);
	else if (str_eq(type, STR("fb_exchange_token")))
		exchange_token(c);
	else if (str_eq(type, STR("client_credentials")))
		issue_app_token(c);
	else
		CALL_FAIL(c, GE_GRANT_TYPE_UNKNOWN, type);
}

/* A code for another device of the same person. */
void oauth_client_code(struct call *c)
{
	struct app *app;
	struct str redirect = call_arg(c, STR("redirect_uri"));

	if (!find_client(c, &app, true))
		return;
	if (c->token->kind != TOKEN_USER || c->token->app != app) {
		CALL_FAIL(c, GE_NO_ACTIVE_TOKEN);
		return;
	}
	struct code *code =
		code_issue(&c->world->tokens, app, c->token->person, redirect, c->now_s);
	json_object(&c->json);
	json_put_str(&c->json, "code", code->text);
	json_end_object(&c->json);
}
