#include "graphsim/nodes/node_hooks.h"

#include "base/codec.h"
#include "graphsim/hooks/outgoing.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/world/mix.h"

#define URL_MAX_BYTES (8u * KIB)
#define INSTAGRAM_FIELDS                                                                           \
	"comments, live_comments, mentions, message_reactions, messages, messaging_handover, "     \
	"messaging_optins, messaging_postbacks, messaging_referral, messaging_seen, standby, "     \
	"story_insights"
#define PAGE_FIELDS                                                                                \
	"feed, mention, messages, messaging_postbacks, name, picture, category, description, "     \
	"ratings, videos, live_videos, leadgen"
#define USER_FIELDS "accounts, email, name, permissions, photos"
#define PERMISSION_FIELDS                                                                          \
	"connected, pages_show_list, pages_read_engagement, instagram_basic, "                     \
	"instagram_manage_insights, instagram_manage_comments"

static const struct {
	const char *object;
	const char *fields;
} topics[] = {
	{ "instagram", INSTAGRAM_FIELDS },
	{ "page", PAGE_FIELDS },
	{ "user", USER_FIELDS },
	{ "permissions", PERMISSION_FIELDS },
};

static bool check_fields(struct call *c, const char *known, struct str fields, const char *param)
{
	size_t i = 0;

	if (str_is_empty(fields))
		return CALL_FAIL(c, GE_PARAM_REQUIRED, str_of(param));
	for (struct str rest = fields; rest.at; i++) {
		if (!hook_list_has(str_of(known), str_trim(str_cut(&rest, ','))))
			return CALL_FAIL(c, GE_ENUM_INVALID, str_fmt(c->arena, "%s[%zu]", param, i),
					 str_of(known));
	}
	return true;
}

static bool check_topic(struct call *c, struct str object, const char **ret_fields)
{
	for (size_t i = 0; i < COUNT_OF(topics); i++) {
		if (str_eq(str_of(topics[i].object), object)) {
			*ret_fields = topics[i].fields;
			return true;
		}
	}
	return CALL_FAIL(c, GE_ENUM_INVALID, STR("object"),
			 STR("instagram, page, user, permissions"));
}

static bool needs_app_token(struct call *c)
{
	return c->token->kind == TOKEN_APP || CALL_FAIL(c, GE_APP_TOKEN_REQUIRED);
}

/* ---- of apps ---- */

static void put_fields(struct json_writer *w, struct str fields, struct str version)
{
	json_put_array(w, "fields");
	for (struct str rest = fields; rest.at;) {
		json_object(w);
		json_put_str(w, "name", str_trim(str_cut(&rest, ',')));
		json_put_str(w, "version", version);
		json_end_object(w);
	}
	json_end_array(w);
}

void app_subscriptions_get(struct view *v)
{
	struct call *c = v->call;
	struct json_writer *w = &c->json;

	if (!needs_app_token(c))
		return;
	view_key(v);
	json_object(w);
	json_put_array(w, "data");
	for (const struct subscription *s = c->world->hooks.subscriptions; s; s = s->next) {
		if (s->app != v->node->app || s->is_removed)
			continue;
		json_object(w);
		json_put_str(w, "object", s->object);
		json_put_str(w, "callback_url", s->callback_url);
		json_put_bool(w, "active", true);
		put_fields(w, s->fields, c->version);
		json_end_object(w);
	}
	json_end_array(w);
	json_end_object(w);
}

static struct str challenge_of(struct call *c)
{
	uint64_t n =
		mix_of(c->world->config.seed, MIX_HOOK, (uint64_t)c->now_s, c->world->trace_count);

	return str_fmt(c->arena, "%llu", (unsigned long long)(1000000000 + n % 1000000000));
}

/* 10.1: the callback must answer with the challenge, and with nothing else. */
static bool verify(struct call *c, struct str callback_url, struct str verify_token)
{
	cleanup(buf_free) struct buf url = { 0 };
	struct str challenge = challenge_of(c);

	buf_init(&url, URL_MAX_BYTES);
	buf_put(&url, callback_url);
	buf_put(&url, str_contains(callback_url, STR("?")) ? STR("&") : STR("?"));
	buf_fmt(&url,
		"hub.mode=subscribe&hub.challenge=%.*s&hub.verify_token=", STR_ARG(challenge));
	url_encode(&url, verify_token);
	const struct outgoing request = { .method = "GET", .url = buf_str(&url) };
	struct outgoing_answer answer = outgoing_send(c->arena, &request);

	if (answer.status == 200 && str_eq(answer.body, challenge))
		return true;
	return CALL_FAIL(c, GE_CALLBACK_UNVERIFIED,
			 answer.status ? str_fmt(c->arena, "HTTP Status Code = %d", answer.status)
				       : str_of(answer.problem));
}

void app_subscriptions_post(struct view *v)
{
	struct call *c = v->call;
	struct hook_store *h = &c->world->hooks;
	struct str object = call_arg(c, STR("object"));
	struct str callback_url = call_arg(c, STR("callback_url"));
	struct str fields = call_arg(c, STR("fields"));
	const char *known = NULL;

	if (!needs_app_token(c) || !check_topic(c, object, &known) ||
	    !check_fields(c, known, fields, "fields"))
		return;
	if (str_is_empty(callback_url)) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("callback_url"));
		return;
	}
	if (!verify(c, callback_url, call_arg(c, STR("verify_token"))))
		return;
	struct subscription *s = subscription_find(h, v->node->app, object);
	if (!s) {
		s = arena_new(&h->arena, struct subscription);
		s->app = v->node->app;
		s->object = str_dup(&h->arena, object);
		s->next = h->subscriptions;
		h->subscriptions = s;
	}
	s->callback_url = str_dup(&h->arena, callback_url);
	s->fields = str_dup(&h->arena, fields);
	s->since_s = c->now_s;
	view_success(v);
}

void app_subscriptions_remove(struct view *v)
{
	struct call *c = v->call;
	struct str object = call_arg(c, STR("object"));

	if (!needs_app_token(c))
		return;
	for (struct subscription *s = c->world->hooks.subscriptions; s; s = s->next) {
		if (s->app == v->node->app && (str_is_empty(object) || str_eq(s->object, object)))
			s->is_removed = true;
	}
	view_success(v);
}

/* ---- of Pages ---- */

static bool may_subscribe(struct call *c)
{
	if (c->token->kind != TOKEN_PAGE)
		return CALL_FAIL(c, GE_PAGE_TOKEN_REQUIRED);
	return call_allows(c, PERMISSION_PAGES_MANAGE_METADATA) ||
	       CALL_FAIL(c, GE_REQUIRES_PERMISSION, STR("pages_manage_metadata"));
}

void page_subscribed_get(struct view *v)
{
	struct call *c = v->call;
	struct json_writer *w = &c->json;
	const struct page_subscription *s =
		page_subscription_find(&c->world->hooks, c->token->app, v->node->page);

	view_key(v);
	json_object(w);
	json_put_array(w, "data");
	if (s) {
		json_object(w);
		json_put_str(w, "category", STR("Business"));
		json_put_str(w, "link",
			     str_fmt(c->arena, "https://www.facebook.com/games/?app_id=%.*s",
				     STR_ARG(s->app->id)));
		json_put_str(w, "name", s->app->name);
		json_put_str(w, "id", s->app->id);
		json_put_array(w, "subscribed_fields");
		for (struct str rest = s->fields; rest.at;)
			json_str(w, str_trim(str_cut(&rest, ',')));
		json_end_array(w);
		json_end_object(w);
	}
	json_end_array(w);
	json_end_object(w);
}

void page_subscribed_post(struct view *v)
{
	struct call *c = v->call;
	struct hook_store *h = &c->world->hooks;
	struct str fields = call_arg(c, STR("subscribed_fields"));

	if (!may_subscribe(c) || !check_fields(c, PAGE_FIELDS, fields, "subscribed_fields"))
		return;
	struct page_subscription *s = page_subscription_find(h, c->token->app, v->node->page);
	if (!s) {
		s = arena_new(&h->arena, struct page_subscription);
		s->app = c->token->app;
		s->page = v->node->page;
		s->next = h->page_subscriptions;
		h->page_subscriptions = s;
	}
	s->fields = str_dup(&h->arena, fields);
	view_success(v);
}

void page_subscribed_remove(struct view *v)
{
	struct call *c = v->call;

	if (!may_subscribe(c))
		return;
	struct page_subscription *s =
		page_subscription_find(&c->world->hooks, c->token->app, v->node->page);
	if (s)
		s->is_removed = true;
	view_success(v);
}
