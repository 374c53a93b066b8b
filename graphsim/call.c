#include "graphsim/call.h"

void call_init(struct call *c, struct world *w, struct arena *a)
{
	*c = (struct call){
		.world = w,
		.arena = a,
		.now_s = world_now_s(w),
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

	if (!p || a->cast->is_personal || c->token->kind == TOKEN_APP)
		return false;
	if (c->token->kind == TOKEN_PAGE && c->token->page != p)
		return false;
	return p->owner == c->token->person && !p->is_role_lost &&
	       grant_covers_instagram(c->token->grant, p);
}
