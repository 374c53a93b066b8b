/* GET /debug_token. Spec: meta-graph.md 1.7. */
#include "graphsim/protocol/call_auth.h"
#include "graphsim/protocol/graph.h"

static void write_targets(struct call *c, const struct token *t, enum permission_target target)
{
	struct world *w = c->world;

	json_put_array(&c->json, "target_ids");
	for (size_t i = 0; i < w->page_count && target != TARGET_BUSINESS; i++) {
		const struct page *p = &w->pages[i];

		if (target == TARGET_PAGE && grant_covers_page(t->grant, p))
			json_str(&c->json, p->id);
		if (target == TARGET_INSTAGRAM && grant_covers_instagram(t->grant, p) && p->account)
			json_str(&c->json, p->account->id);
	}
	for (size_t i = 0; i < w->business_count && target == TARGET_BUSINESS; i++) {
		if (w->businesses[i].owner == t->person)
			json_str(&c->json, w->businesses[i].id);
	}
	json_end_array(&c->json);
}

/* No target_ids: all of them, future ones too. */
static void write_granular(struct call *c, const struct token *t)
{
	json_put_array(&c->json, "granular_scopes");
	for (int p = 0; p < PERMISSION_COUNT; p++) {
		const struct permission_info *info = permission_info((enum permission)p);

		if (!(t->grant->granted & PERMISSION_BIT(p)) || info->target == TARGET_NONE)
			continue;
		json_object(&c->json);
		json_put_str(&c->json, "scope", info->name);
		if (!t->grant->is_all)
			write_targets(c, t, info->target);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
}

static void write_scopes(struct call *c, permission_set granted)
{
	json_put_array(&c->json, "scopes");
	for (int p = 0; p < PERMISSION_COUNT; p++) {
		if (granted & PERMISSION_BIT(p))
			json_str(&c->json, permission_info((enum permission)p)->name);
	}
	json_end_array(&c->json);
}

/* An invalid token is no error of the call: it is described on HTTP 200. */
static void write_problem(struct call *c, const struct graph_error *problem)
{
	json_put_object(&c->json, "error");
	json_put_int(&c->json, "code", problem->code);
	json_put_str(&c->json, "message", problem->message);
	if (problem->subcode != 0)
		json_put_int(&c->json, "subcode", problem->subcode);
	json_end_object(&c->json);
}

static void write_unknown(struct call *c)
{
	struct graph_error problem = graph_error_of(c->arena, GE_TOKEN_UNKNOWN, NULL, 0);

	write_problem(c, &problem);
	json_put_bool(&c->json, "is_valid", false);
	write_scopes(c, 0);
}

static const char *kind_name(enum token_kind kind)
{
	switch (kind) {
	case TOKEN_PAGE:
		return "PAGE";
	case TOKEN_APP:
		return "APP";
	case TOKEN_USER:
	default:
		return "USER";
	}
}

static void write_owner(struct call *c, const struct token *t)
{
	struct json_writer *w = &c->json;

	json_put_int(w, "data_access_expires_at", t->grant->data_access_ends_s);
	json_put_int(w, "expires_at", t->fate == FATE_EXPIRED ? t->fate_s : t->expires_s);
	json_put_int(w, "issued_at", t->issued_s);
	if (t->page)
		json_put_str(w, "profile_id", t->page->id);
	json_put_str(w, "user_id", world_user_id(c->arena, c->world, t->app, t->person));
}

static void write_token(struct call *c, const struct token *t)
{
	struct json_writer *w = &c->json;
	struct graph_error problem = { 0 };

	/* What the token would answer to a call, without failing this one. */
	if (!call_check_token_state(c, t)) {
		problem = c->error;
		c->error = (struct graph_error){ 0 };
	}
	json_put_str(w, "app_id", t->app->id);
	json_put_str(w, "type", str_of(kind_name(t->kind)));
	json_put_str(w, "application", t->app->name);
	if (t->grant)
		write_owner(c, t);
	if (problem.status != 0)
		write_problem(c, &problem);
	json_put_bool(w, "is_valid", problem.status == 0);
	write_scopes(c, problem.status == 0 && t->grant ? t->grant->granted : 0);
	if (problem.status == 0 && t->grant)
		write_granular(c, t);
}

void debug_token(struct call *c)
{
	struct str input = call_arg(c, STR("input_token"));
	struct token app_token;

	/* People here are all developers of no app: only app tokens may ask. */
	if (c->token->kind != TOKEN_APP) {
		CALL_FAIL(c, GE_DEBUG_NEEDS_APP_TOKEN);
		return;
	}
	if (str_is_empty(input)) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("input_token"));
		return;
	}
	const struct token *t = str_contains(input, STR("|"))
					? token_of_app(c->world, input, &app_token)
					: token_find(&c->world->tokens, input);
	json_object(&c->json);
	json_put_object(&c->json, "data");
	if (t && t->app == c->token->app)
		write_token(c, t);
	else
		write_unknown(c);
	json_end_object(&c->json);
	json_end_object(&c->json);
}
