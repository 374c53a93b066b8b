/*
 * Webhooks out: users' own programs that are told what happens (hooks/hooks.h). Those that Meta
 * calls are in api/hooks.c.
 */
#include "hooks/hooks.h"

#include "api/export_body.h"
#include "api/leave_page.h"
#include "api/page.h"
#include "api/tables.h"
#include "base/fields.h"
#include "store/hooks.h"
#include "store/store.h"

/* ---- what a hook looks like ---- */

#define HOOK_EVENT_CHOICE(id, name) name,
static const char *const event_names[] = { HOOK_EVENTS(HOOK_EVENT_CHOICE) NULL };
static const struct shape event_shape = { .kind = SHAPE_TEXT,
					  .name = "HookEvent",
					  .doc = "What a hook can be told of.",
					  .choices = event_names };
static const struct member hook_members[] = {
	{ "id", T_ID },
	{ "url", T_TEXT },
	{ "events", T_LIST(&event_shape) },
	{ "active", T_BOOL },
	{ "off_reason", T_CHOICE("failing", "gone"), NULLABLE,
	  "Why the server switched it off: failing for three days, or answered 410." },
	{ "failing_since", T_TIME, NULLABLE, "Of the first failure since it last went well." },
	{ "old_secret_until", T_TIME, NULLABLE, "Until then the secret before signs as well." },
	{ "created_at", T_TIME },
	{ "updated_at", T_TIME },
};
static const struct shape hook_shape =
	NAMED_OBJECT("Hook", hook_members, "An address that is told what happens.");
static const struct member secret_members[] = {
	{ "secret", T_TEXT, 0, "whsec_…: shown this once; verifies the signatures." },
};
static const struct shape hook_with_secret_shape =
	EXTENDED_OBJECT("HookWithSecret", &hook_shape, secret_members);

static void put_events(struct call *c, struct str events)
{
	json_put_array(&c->json, "events");
	for (struct str rest = str_skip(events, 1); rest.len;)
		json_str(&c->json, str_cut(&rest, ','));
	json_end_array(&c->json);
}

/* `secret` at == NULL: it is not shown. */
static void put_hook(struct call *c, const struct hook_row *h, struct str secret)
{
	int64_t old_until_s = opt_int_or(h->old_until_s, 0);

	json_object(&c->json);
	json_put_str(&c->json, "id", h->id);
	json_put_str(&c->json, "url", h->url);
	put_events(c, h->events);
	json_put_bool(&c->json, "active", h->is_active);
	put_text(c, "off_reason", h->off_reason);
	put_time(c, "failing_since", opt_int_or(h->failing_since_ms, 0) / 1000);
	put_time(c, "old_secret_until", old_until_s > clock_now_s(c->api->clock) ? old_until_s : 0);
	put_time(c, "created_at", h->created_s);
	put_time(c, "updated_at", h->updated_s);
	if (secret.at)
		json_put_str(&c->json, "secret", secret);
	json_end_object(&c->json);
}

static bool find(struct call *c, struct str id, struct hook_row *ret, struct err *err)
{
	bool found;

	if ((!c->snapshot && !store_read(c->api->store, &c->snapshot, err)) ||
	    !hooks_get(c->snapshot, c->arena, c->who.user_id, id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no hook %.*s of this user", STR_ARG(id));
}

static bool answer(struct call *c, struct str id, struct str secret, struct err *err)
{
	struct hook_row row;

	if (!find(c, id, &row, err))
		return false;
	put_hook(c, &row, secret);
	return true;
}

static bool list(struct call *c, struct err *err)
{
	struct hook_rows rows;

	if (!hooks_list(c->snapshot, c->arena, c->who.user_id, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		put_hook(c, &rows.at[i], STR_NONE);
	json_end_array(&c->json);
	return true;
}

static bool detail(struct call *c, struct err *err)
{
	return answer(c, call_path(c, 0), STR_NONE, err);
}

/* ---- changing them ---- */

static const struct member form_members[] = {
	{ "url", T_TEXT, 0, "https, public." },
	{ "events", T_LIST(&event_shape) },
	{ "active", T_BOOL, OPTIONAL, "true unless given." },
};
static const struct shape form_shape = NAMED_OBJECT("HookForm", form_members, NULL);

struct form_body {
	struct str url;
	bool active;
};
static const struct field form_fields[] = {
	FIELD(struct form_body, url, .type = FIELD_STR, .required = true, .max = HOOK_URL_MAX),
	FIELD(struct form_body, active, .type = FIELD_BOOL),
};

static bool read_form(struct call *c, struct hook_form *ret, struct err *err)
{
	struct form_body body = { .active = true };
	const struct json *json;

	if (!call_json(c, &json, err) ||
	    !fields_from_json(c->arena, form_fields, COUNT_OF(form_fields), json, &body, err) ||
	    !body_texts(c, json, "events", &ret->events, err))
		return false;
	ret->url = body.url;
	ret->is_active = body.active;
	return true;
}

static bool add(struct call *c, struct err *err)
{
	struct hook_form form;
	struct str id, secret;

	if (!read_form(c, &form, err) ||
	    !hooks_make(c->api->hooks, c->arena, c->who.user_id, &form, &id, &secret, err))
		return false;
	c->res->status = 201;
	return answer(c, id, secret, err);
}

static bool change(struct call *c, struct err *err)
{
	struct str id = call_path(c, 0);
	struct hook_form form;

	return read_form(c, &form, err) &&
	       hooks_change(c->api->hooks, c->arena, c->who.user_id, id, &form, err) &&
	       answer(c, id, STR_NONE, err);
}

static bool forget(struct call *c, struct err *err)
{
	c->res->status = 204;
	return hooks_remove(c->api->hooks, c->who.user_id, call_path(c, 0), err);
}

static bool renew(struct call *c, struct err *err)
{
	struct str id = call_path(c, 0), secret;

	return hooks_renew_secret(c->api->hooks, c->arena, c->who.user_id, id, &secret, err) &&
	       answer(c, id, secret, err);
}

/* ---- deliveries ---- */

static const struct member attempt_members[] = {
	{ "number", T_INT },
	{ "at", T_TIME },
	{ "status", T_INT, NULLABLE, "Null: no answer." },
	{ "took_ms", T_INT },
	{ "error", T_CHOICE("bad_status", "redirect", "no_answer"), NULLABLE,
	  "Null: it was delivered. Redirects are not followed." },
	{ "answer", T_TEXT, NULLABLE, "The first 500 bytes; without an answer, why." },
};
static const struct member delivery_members[] = {
	{ "id", T_ID },
	{ "message_id", T_ID, 0, "webhook-id: the same at every try and replay." },
	{ "event", T_TEXT, 0, "A HookEvent, or hook.test." },
	{ "state", T_CHOICE("waiting", "delivered", "failed") },
	{ "reason", T_CHOICE("gave_up", "switched_off"), NULLABLE, "Why it failed." },
	{ "body", T_TEXT, 0, "As it is sent." },
	{ "attempts", T_LIST(T_OBJECT(attempt_members)) },
	{ "next_attempt_at", T_TIME, NULLABLE },
	{ "created_at", T_TIME },
	{ "finished_at", T_TIME, NULLABLE },
};
static const struct shape delivery_shape =
	NAMED_OBJECT("HookDelivery", delivery_members, "One message to one hook.");
static const struct member delivery_page_members[] = PAGE_MEMBERS(&delivery_shape);
static const struct shape delivery_page_shape =
	NAMED_OBJECT("HookDeliveryPage", delivery_page_members, NULL);
static const struct member delivery_query[] = { PAGE_QUERY };

static void put_attempt(struct call *c, const struct hook_attempt_row *t)
{
	json_object(&c->json);
	json_put_int(&c->json, "number", t->number);
	put_time(c, "at", t->at_ms / 1000);
	put_opt_int(c, "status", t->status);
	json_put_int(&c->json, "took_ms", t->took_ms);
	put_text(c, "error", t->error);
	put_text(c, "answer", t->answer);
	json_end_object(&c->json);
}

static bool put_delivery(struct call *c, const struct hook_delivery_row *d, struct err *err)
{
	struct hook_attempt_rows attempts;

	if (!hook_attempts_list(c->snapshot, c->arena, d->id, &attempts, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)d->id));
	json_put_str(&c->json, "message_id", d->message_id);
	json_put_str(&c->json, "event", d->event);
	json_put_str(&c->json, "state", d->state);
	put_text(c, "reason", d->reason);
	json_put_str(&c->json, "body", d->body);
	json_put_array(&c->json, "attempts");
	for (size_t i = 0; i < attempts.count; i++)
		put_attempt(c, &attempts.at[i]);
	json_end_array(&c->json);
	put_time(c, "next_attempt_at", opt_int_or(d->next_ms, 0) / 1000);
	put_time(c, "created_at", d->created_ms / 1000);
	put_time(c, "finished_at", opt_int_or(d->finished_ms, 0) / 1000);
	json_end_object(&c->json);
	return true;
}

static bool deliveries(struct call *c, struct err *err)
{
	struct hook_delivery_rows rows;
	struct hook_row hook;
	struct page page;
	int64_t count;

	if (!page_read(c, &page, err) || !find(c, call_path(c, 0), &hook, err) ||
	    !hook_deliveries_count(c->snapshot, hook.id, &count, err) ||
	    !hook_deliveries_list(c->snapshot, c->arena, hook.id, page.size, page.offset, &rows,
				  err))
		return false;
	page_begin(c, &page, count);
	for (size_t i = 0; i < rows.count; i++)
		if (!put_delivery(c, &rows.at[i], err))
			return false;
	page_end(c);
	return true;
}

/* A delivery that the caller's call has just made. */
static bool answer_delivery(struct call *c, int64_t id, struct err *err)
{
	struct hook_delivery_row row;
	bool found;

	c->res->status = 202;
	if (!store_read(c->api->store, &c->snapshot, err) ||
	    !hook_deliveries_get(c->snapshot, c->arena, id, &row, &found, err))
		return false;
	return found ? put_delivery(c, &row, err) : err_set(err, ERR_NOT_FOUND, "gone again");
}

static bool test(struct call *c, struct err *err)
{
	int64_t id;

	return hooks_test(c->api->hooks, c->arena, c->who.user_id, call_path(c, 0), &id, err) &&
	       answer_delivery(c, id, err);
}

static bool replay(struct call *c, struct err *err)
{
	int64_t old_id, id;

	return call_path_int(c, 1, &old_id, err) &&
	       hooks_replay(c->api->hooks, c->arena, c->who.user_id, call_path(c, 0), old_id, &id,
			    err) &&
	       answer_delivery(c, id, err);
}

/* ---- letters about posts ---- */

static const struct member letters_members[] = {
	{ "active", T_BOOL, 0, "Letters come when a post failed, is unconfirmed or held." },
};
static const struct shape letters_shape = NAMED_OBJECT("PostLetters", letters_members, NULL);
struct letters_body {
	bool active;
};
static const struct field letters_fields[] = {
	FIELD(struct letters_body, active, .type = FIELD_BOOL, .required = true,
	      .hint = "isi dengan true atau false", .hint_en = "enter true or false"),
};

static bool letters(struct call *c, struct err *err)
{
	struct post_letters_row row = { .left_s = OPT_NO_INT };
	bool found;

	if (!post_letters_get(c->snapshot, c->arena, c->who.user_id, &row, &found, err))
		return false;
	json_object(&c->json);
	json_put_bool(&c->json, "active", !row.left_s.has);
	json_end_object(&c->json);
	return true;
}

static bool set_letters(struct call *c, struct err *err)
{
	struct letters_body body = { .active = true };

	if (!call_body(c, letters_fields, COUNT_OF(letters_fields), &body, err) ||
	    !hooks_set_letters(c->api->hooks, c->arena, c->who.user_id, body.active, err) ||
	    !store_read(c->api->store, &c->snapshot, err))
		return false;
	return letters(c, err);
}

static bool leave_with(struct call *c, bool leaves, struct err *err)
{
	struct hook_leaving who;

	if (!hooks_leave_letters(c->api->hooks, c->arena, call_path(c, 0), leaves, &who, err))
		return false;
	const struct leave_page page = {
		.ask_id = "Berhenti menerima surat tentang posting?",
		.ask_en = "Stop getting letters about posts?",
		.done_id = "Anda tidak menerima surat tentang posting lagi",
		.done_en = "You get no more letters about posts",
		.what = who.email,
		.has_left = who.has_left,
	};
	put_leave_page(c, &page);
	return true;
}

/* Only looks: mail servers open the links in letters by themselves. */
static bool leave_ask(struct call *c, struct err *err)
{
	return leave_with(c, false, err);
}

static bool leave(struct call *c, struct err *err)
{
	return leave_with(c, true, err);
}

#define OURS .access = ACCESS_USER, .face = FACE_META
#define PATH "/api/hooks"
#define ONE PATH "/{hook_id}"
#define LETTERS "/api/post-letters"

static const struct route routes[] = {
	{ HTTP_GET, PATH, list, OURS, .reads = true, .doc = "The user's webhooks.",
	  .reply = T_LIST(&hook_shape) },
	{ HTTP_POST, PATH, add, OURS, .max_body_bytes = 16 * KIB,
	  .doc = "Make a webhook; its secret is in this reply only.",
	  .body = { .shape = &form_shape }, .reply = &hook_with_secret_shape, .reply_status = 201 },
	{ HTTP_GET, ONE, detail, OURS, .reads = true, .doc = "One webhook.", .reply = &hook_shape },
	{ HTTP_PUT, ONE, change, OURS, .max_body_bytes = 16 * KIB,
	  .doc = "Change a webhook; the body is whole. Switches it on again, too.",
	  .body = { .shape = &form_shape }, .reply = &hook_shape },
	{ HTTP_DELETE, ONE, forget, OURS, .doc = "Remove a webhook and its log.",
	  .reply = &shape_nothing },
	{ HTTP_POST, ONE "/secret", renew, OURS,
	  .doc = "A new secret, in this reply only; for a day the old one signs as well.",
	  .reply = &hook_with_secret_shape },
	{ HTTP_POST, ONE "/test", test, OURS,
	  .doc = "Send a message of the kind hook.test, once, also when it is not active.",
	  .reply = &delivery_shape, .reply_status = 202 },
	{ HTTP_GET, ONE "/deliveries", deliveries, OURS, .reads = true,
	  .doc = "What was sent in the last 30 days, newest first, with each try.",
	  .query = QUERY(delivery_query), .reply = &delivery_page_shape },
	{ HTTP_POST, ONE "/deliveries/{delivery_id}/replay", replay, OURS,
	  .doc = "Send the same message again.", .reply = &delivery_shape, .reply_status = 202 },
	{ HTTP_GET, LETTERS, letters, OURS, .reads = true,
	  .doc = "Whether the user gets letters about posts that need him.",
	  .reply = &letters_shape },
	{ HTTP_PUT, LETTERS, set_letters, OURS, .doc = "Get them, or no more.",
	  .body = BODY(letters_fields), .reply = &letters_shape },
	{ HTTP_GET, LETTERS "/{token}", leave_ask, LEAVE_PAGE_ROUTE,
	  .doc = "The page behind a letter's link to get no more." },
	{ HTTP_POST, LETTERS "/{token}", leave, LEAVE_PAGE_ROUTE,
	  .doc = "Get no more of these letters; one click of a mail reader (RFC 8058), too." },
};

const struct route_table webhook_routes = { routes, COUNT_OF(routes), "Webhooks out" };
