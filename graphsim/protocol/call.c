#include "graphsim/protocol/call.h"

#include "graphsim/protocol/versions.h"

void call_init(struct call *c, struct world *w, struct arena *a)
{
	*c = (struct call){
		.world = w,
		.arena = a,
		.now_s = world_now_s(w),
		.generation = w->generation,
		.method = HTTP_GET,
		.status = 200,
		.usage_percent = -1,
	};
	buf_init(&c->body, CALL_BODY_MAX_BYTES);
	json_start(&c->json, &c->body, JSON_GRAPH);
}

void call_deinit(struct call *c)
{
	buf_free(&c->body);
}

bool call_fail_words(struct call *c, enum graph_error_id id, const struct str *words, size_t count)
{
	if (!call_failed(c))
		c->error = graph_error_of(c->arena, id, words, count);
	return false;
}

bool call_failed(const struct call *c)
{
	return c->error.status != 0;
}

struct str call_arg(const struct call *c, struct str name)
{
	return params_get(&c->args, name);
}

bool call_has_arg(const struct call *c, struct str name)
{
	return params_has(&c->args, name);
}

void call_add_header(struct call *c, struct str name, struct str value)
{
	if (c->header_count < CALL_HEADERS_MAX)
		c->headers[c->header_count++] = (struct http_header){ name, value };
}

bool call_allows(const struct call *c, enum permission p)
{
	return c->token->grant && grant_allows(c->token->grant, p, c->now_s);
}

bool call_sees_page(const struct call *c, const struct page *p)
{
	if (c->token->kind == TOKEN_PAGE)
		return c->token->page == p;
	return c->token->kind == TOKEN_USER && p->owner == c->token->person && !p->is_role_lost &&
	       grant_covers_page(c->token->grant, p);
}

bool call_sees_account(const struct call *c, const struct account *a)
{
	const struct page *p = a->page;

	if (!p || a->standing != ACCOUNT_PROFESSIONAL || c->token->kind == TOKEN_APP)
		return false;
	if (c->token->kind == TOKEN_PAGE && c->token->page != p)
		return false;
	return p->owner == c->token->person && !p->is_role_lost &&
	       grant_covers_instagram(c->token->grant, p);
}

struct str call_plain_path(struct arena *a, struct str path)
{
	struct str plain = STR("");

	for (struct str rest = path; rest.at;) {
		struct str segment = str_cut(&rest, '/');

		if (str_is_empty(segment) || (plain.len == 0 && version_looks_like(segment)))
			continue;
		plain = str_fmt(a, "%.*s/%.*s", STR_ARG(plain), STR_ARG(segment));
	}
	return plain.len ? plain : STR("/");
}

/* The status Meta would give an error of that code (meta-graph.md 7.2). */
static int status_of_code(int64_t code)
{
	if (code == 1 || code == 2)
		return 500;
	return code >= 200 && code < 300 ? 403 : 400;
}

void call_apply_fault(struct call *c, const struct fault *f)
{
	if (!f)
		return;
	c->usage_percent = f->usage_percent;
	c->has_short_pages = f->has_short_pages;
	c->repeats_page = f->repeats_page;
	c->hides_expiry = f->hides_expiry;
	if (f->deletes_media.len)
		world_delete_media(c->world, f->deletes_media);
	c->effect_delay_ms = f->effect_delay_ms;
	if (!f->has_error)
		return;
	*(f->has_effect ? &c->late_error : &c->error) = (struct graph_error){
		.status = f->status ? (int)f->status : status_of_code(f->code),
		.code = f->code,
		.subcode = f->subcode,
		.type = f->type,
		.message = f->message,
		.user_title = f->user_title,
		.user_text = f->user_text,
		.kind = f->code == 190 ? STR("invalid_token") : STR("invalid_request"),
		.is_transient = f->is_transient,
	};
}

struct graph_error call_error_of(struct call *c, int64_t code, int64_t subcode)
{
	enum graph_error_id row = graph_error_of_subcode(subcode);

	if (row != GE_NONE)
		return graph_error_of(c->arena, row, NULL, 0);
	return (struct graph_error){
		.status = status_of_code(code),
		.code = code,
		.subcode = subcode,
		.type = STR("OAuthException"),
		.message = STR("An unknown error has occurred."),
		.kind = STR("invalid_request"),
		.is_transient = code == 2,
	};
}

void call_begin_effect(struct call *c, struct str target)
{
	struct publish_rules *r = publish_rules_for(&c->world->publishing, target);

	if (c->effect_delay_ms == 0)
		c->effect_delay_ms = r->effect_delay_ms;
	if (r->denials_left <= 0 || c->late_error.status)
		return;
	r->denials_left--;
	c->late_error = call_error_of(c, r->denial_code, r->denial_subcode);
}
