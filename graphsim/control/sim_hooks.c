#include "graphsim/control/sim_hooks.h"

#include "base/limits.h"
#include "graphsim/world/comment.h"

#define EVENTS_MAX 1000 /* in one POST, as Meta says */
#define BODY_MAX_BYTES (4u * MIB)

/* What is to happen, as asked. */
struct event_plan {
	struct world *world;
	struct arena *arena;
	int64_t now_s;
	struct str field;
	struct account *account;
	struct str grouped; /* "entries", "changes" or "posts" */
	size_t count;
	bool with_replies;
	bool is_forged;
	int copies;
	struct str url; /* empty: where the app subscribed */
	const struct app *app;
};

/* One change: the text of its "value". */
struct event_list {
	struct str at[EVENTS_MAX];
	size_t count;
};

static struct str finish(struct arena *a, struct buf *text)
{
	struct str copy = str_dup(a, buf_str(text));

	buf_free(text);
	return copy;
}

/* ---- comments ---- */

static const char *product_name(const struct media *m)
{
	return media_is_story(m) ? "STORY" : m->kind == MEDIA_REEL ? "REELS" : "FEED";
}

static struct str comment_value(const struct event_plan *p, const struct media *m,
				const struct comment *c)
{
	struct buf text;
	struct json_writer w;

	buf_init(&text, 64 * KIB);
	json_start(&w, &text, JSON_GRAPH);
	json_object(&w);
	json_put_str(&w, "id", sim_id_text(p->arena, c->key));
	json_put_object(&w, "from");
	json_put_str(&w, "id", c->author_id);
	json_put_str(&w, "username", c->username);
	json_end_object(&w);
	json_put_str(&w, "text", c->text);
	json_put_object(&w, "media");
	json_put_str(&w, "id", sim_id_text(p->arena, m->key));
	json_put_str(&w, "media_product_type", str_of(product_name(m)));
	json_end_object(&w);
	if (c->parent.kind)
		json_put_str(&w, "parent_id", sim_id_text(p->arena, c->parent));
	json_end_object(&w);
	return finish(p->arena, &text);
}

static void add_event(const struct event_plan *p, struct event_list *list, struct str value)
{
	if (list->count < p->count)
		list->at[list->count++] = value;
}

static void add_comments_of(const struct event_plan *p, const struct media *m,
			    struct event_list *list)
{
	for (unsigned k = comment_count(m, p->now_s); k-- > 0 && list->count < p->count;) {
		struct comment c = comment_at(p->arena, p->account, m, k, p->now_s);
		unsigned replies = p->with_replies ? reply_count(m, k, p->now_s) : 0;

		add_event(p, list, comment_value(p, m, &c));
		for (unsigned r = 0; r < replies; r++) {
			c = reply_at(p->arena, p->account, m, k, r, p->now_s);
			add_event(p, list, comment_value(p, m, &c));
		}
	}
}

static const struct media *media_of_id(const struct event_plan *p, struct str id, struct err *err)
{
	struct sim_key key;
	const struct media *m = NULL;

	if (sim_id_parse(id, &key) && key.account == p->account->index)
		m = account_media_find(p->account, key, p->now_s);
	if (!m)
		err_field(err, "media", "The account has no media with this id now.");
	return m;
}

/* The newest ones first; of one media, or of the newest media that have any. */
static bool make_comments(const struct event_plan *p, const struct json *body,
			  struct event_list *list, struct err *err)
{
	const struct json *id = json_get(body, STR("media"));
	const struct media *m = id ? media_of_id(p, json_text(id), err) : NULL;

	if (id && !m)
		return false;
	if (m)
		add_comments_of(p, m, list);
	for (size_t i = 0; !m && list->count < p->count; i++) {
		const struct media *next = account_media_at(p->account, i, p->now_s);

		if (!next)
			break;
		add_comments_of(p, next, list);
	}
	return list->count > 0 || err_field(err, "media", "There is no comment yet.");
}

/* ---- mentions ---- */

static struct account *other_account(const struct event_plan *p, const struct json *body,
				     struct err *err)
{
	const struct json *by = json_get(body, STR("by"));

	if (by) {
		struct account *a = world_account_named(p->world, json_text(by));
		if (!a)
			err_field(err, "by", "by must be the username of another account.");
		return a;
	}
	for (size_t i = 0; i < p->world->account_count; i++) {
		struct account *a = &p->world->accounts[i];

		if (a != p->account && a->standing == ACCOUNT_PROFESSIONAL &&
		    account_media_count(a, p->now_s) >= p->count)
			return a;
	}
	err_field(err, "by", "Nobody else has that many media.");
	return NULL;
}

/* In the caption of each of the newest media of somebody else, or in its newest comment. */
static bool make_mentions(const struct event_plan *p, const struct json *body,
			  struct event_list *list, struct err *err)
{
	bool in_comment = json_is_true(json_get(body, STR("in_comment")));
	struct account *by = other_account(p, body, err);

	if (!by)
		return false;
	for (size_t i = 0; list->count < p->count; i++) {
		const struct media *m = account_media_at(by, i, p->now_s);
		struct str comment = STR("");

		if (!m)
			break;
		unsigned comments = comment_count(m, p->now_s);
		if (in_comment && comments == 0)
			continue;
		if (in_comment)
			comment = sim_id_text(
				p->arena, comment_at(p->arena, by, m, comments - 1, p->now_s).key);
		struct str media = sim_id_text(p->arena, m->key);
		mention_add(&p->world->hooks, p->account->id, media, comment);
		add_event(p, list,
			  str_fmt(p->arena,
				  comment.len ? "{\"media_id\":\"%.*s\",\"comment_id\":\"%.*s\"}"
					      : "{\"media_id\":\"%.*s\"}",
				  STR_ARG(media), STR_ARG(comment)));
	}
	return list->count > 0 || err_field(err, "by", "There is nothing to be mentioned in.");
}

/* ---- story insights ---- */

/* -1 below five viewers. */
static long long shown(int64_t reach, int64_t value)
{
	return reach < 5 ? -1 : (long long)value;
}

/* Of stories whose day is over or not: sent when one expires. */
static bool make_stories(const struct event_plan *p, const struct json *body,
			 struct event_list *list, struct err *err)
{
	(void)body;
	account_extend(p->account, p->now_s);
	for (size_t i = p->account->story_count; i-- > 0 && list->count < p->count;) {
		const struct media *m = &p->account->stories[i];
		int64_t end_s = m->posted_s + DAY_S;

		if (end_s > p->now_s)
			continue;
		int64_t reach = media_count_of(m, REACTION_REACH, end_s);
		int64_t views = media_count_of(m, REACTION_VIEWS, end_s);
		add_event(p, list,
			  str_fmt(p->arena,
				  "{\"media_id\":\"%.*s\",\"impressions\":%lld,\"reach\":%lld,"
				  "\"taps_forward\":%lld,\"taps_back\":%lld,\"exits\":%lld,"
				  "\"replies\":%lld}",
				  STR_ARG(sim_id_text(p->arena, m->key)), shown(reach, views),
				  shown(reach, reach), shown(reach, views * 96 / 100),
				  shown(reach, views * 15 / 100), shown(reach, views / 9),
				  (long long)media_count_of(m, REACTION_REPLIES, end_s)));
	}
	return list->count > 0 || err_field(err, "account", "No story of it has expired yet.");
}

/* ---- bodies ---- */

static void put_entry(struct json_writer *w, const struct event_plan *p, const struct str *values,
		      size_t count)
{
	json_object(w);
	json_put_str(w, "id", p->account->id);
	json_put_int(w, "time", p->now_s);
	json_put_array(w, "changes");
	for (size_t i = 0; i < count; i++) {
		json_object(w);
		json_put_str(w, "field", p->field);
		json_key(w, STR("value"));
		json_raw(w, values[i]);
		json_end_object(w);
	}
	json_end_array(w);
	json_end_object(w);
}

static struct str body_of(const struct event_plan *p, const struct str *values, size_t count)
{
	bool is_one_entry = str_eq(p->grouped, STR("changes"));
	struct buf text;
	struct json_writer w;

	buf_init(&text, BODY_MAX_BYTES);
	json_start(&w, &text, JSON_GRAPH);
	json_object(&w);
	json_put_str(&w, "object", STR("instagram"));
	json_put_array(&w, "entry");
	for (size_t i = 0; i < (is_one_entry ? 1 : count); i++)
		put_entry(&w, p, values + i, is_one_entry ? count : 1);
	json_end_array(&w);
	json_end_object(&w);
	return finish(p->arena, &text);
}

static void post(const struct event_plan *p, const struct app *app, struct str url,
		 const struct event_list *list, struct made_deliveries *made)
{
	bool is_alone = str_eq(p->grouped, STR("posts"));
	size_t step = is_alone ? 1 : list->count;
	struct str secret = p->is_forged ? STR("not the secret of this app") : app->secret;

	for (size_t i = 0; i < list->count && made->count < COUNT_OF(made->ids); i += step) {
		struct str body = body_of(p, list->at + i, step);
		const struct delivery d = {
			.app = app,
			.kind = "webhook",
			.url = url,
			.content_type = STR("application/json"),
			.body = body,
			.signature = hook_signature(p->arena, secret, body),
			.copies_left = p->copies,
		};

		made->ids[made->count++] = delivery_add(&p->world->hooks, &d, p->now_s);
	}
	made->event_count += list->count;
}

/* To every app that subscribed to the field, and whose user subscribed the Page. */
static bool post_to_subscribers(const struct event_plan *p, const struct event_list *list,
				struct made_deliveries *made, struct err *err)
{
	for (size_t i = 0; i < p->world->app_count; i++) {
		const struct app *app = &p->world->apps[i];
		const struct subscription *s =
			subscription_find(&p->world->hooks, app, STR("instagram"));

		if (s && hook_list_has(s->fields, p->field) && p->account->page &&
		    page_subscription_find(&p->world->hooks, app, p->account->page))
			post(p, app, s->callback_url, list, made);
	}
	return made->count > 0 ||
	       err_field(err, "field",
			 "Nobody would be told: an app must subscribe to this field of instagram, "
			 "and to the Page of the account. Or name a url.");
}

static bool read_plan(struct event_plan *p, const struct json *body, struct err *err)
{
	struct str account = json_text(json_get(body, STR("account")));

	p->field = json_text(json_get(body, STR("field")));
	p->account = world_account(p->world, account);
	if (!p->account)
		p->account = world_account_named(p->world, account);
	if (!p->account)
		return err_field(err, "account",
				 "account must be the id or the username of an account.");
	int64_t count = json_number_or(json_get(body, STR("count")), 1);
	if (count < 1 || count > EVENTS_MAX)
		return err_field(err, "count", "count must be 1 to %d.", EVENTS_MAX);
	p->count = (size_t)count;
	p->copies = (int)json_number_or(json_get(body, STR("duplicates")), 0);
	p->with_replies = json_is_true(json_get(body, STR("replies")));
	p->is_forged = json_is_true(json_get(body, STR("bad_signature")));
	p->url = json_text(json_get(body, STR("url")));
	p->grouped = json_text(json_get(body, STR("grouped")));
	if (!p->grouped.at)
		p->grouped = STR("entries");
	return str_eq(p->grouped, STR("entries")) || str_eq(p->grouped, STR("changes")) ||
	       str_eq(p->grouped, STR("posts")) ||
	       err_field(err, "grouped", "grouped must be entries, changes or posts.");
}

bool sim_hooks_event(struct world *w, struct arena *a, const struct json *body,
		     struct made_deliveries *ret, struct err *err)
{
	static const struct {
		const char *field;
		bool (*make)(const struct event_plan *p, const struct json *body,
			     struct event_list *list, struct err *err);
	} makers[] = {
		{ "comments", make_comments },
		{ "mentions", make_mentions },
		{ "story_insights", make_stories },
	};
	struct event_plan p = { .world = w, .arena = a, .now_s = world_now_s(w) };
	struct event_list *list = arena_new(a, struct event_list);

	*ret = (struct made_deliveries){ .count = 0 };
	if (!read_plan(&p, body, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(makers); i++) {
		if (!str_eq(p.field, str_of(makers[i].field)))
			continue;
		if (!makers[i].make(&p, body, list, err))
			return false;
		if (!p.url.len)
			return post_to_subscribers(&p, list, ret, err);
		post(&p, &w->apps[0], p.url, list, ret);
		return true;
	}
	return err_field(err, "field", "field must be comments, mentions or story_insights.");
}

/* ---- deauthorize, data deletion ---- */

static bool read_app(struct world *w, const struct json *body, struct app **ret, struct err *err)
{
	const struct json *id = json_get(body, STR("app"));

	*ret = id ? world_app(w, json_text(id)) : &w->apps[0];
	return *ret || err_field(err, "app", "There is no app with this id.");
}

bool sim_hooks_set_app(struct world *w, const struct json *body, struct err *err)
{
	static const char *const names[] = { "deauthorize_url", "data_deletion_url" };
	struct app *app;

	if (!read_app(w, body, &app, err))
		return false;
	char *const rooms[] = { app->deauthorize_url, app->data_deletion_url };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		const struct json *value = json_get(body, str_of(names[i]));
		struct str url = json_text(value);

		if (!value)
			continue;
		if (url.len >= APP_URL_MAX)
			return err_field(err, names[i], "%s is too long.", names[i]);
		if (url.len > 0)
			memcpy(rooms[i], url.at, url.len);
		rooms[i][url.len] = '\0';
	}
	return true;
}

bool sim_hooks_callback(struct world *w, struct arena *a, const struct json *body, const char *kind,
			struct made_deliveries *ret, struct err *err)
{
	const struct person *person = world_person(w, json_text(json_get(body, STR("persona"))));
	struct str url = json_text(json_get(body, STR("url")));
	bool is_deauthorize = strcmp(kind, "deauthorize") == 0;
	struct app *app;

	*ret = (struct made_deliveries){ .count = 0 };
	if (!person)
		return err_field(err, "persona", "Name a persona.");
	if (!read_app(w, body, &app, err))
		return false;
	if (!url.len)
		url = str_of(is_deauthorize ? app->deauthorize_url : app->data_deletion_url);
	if (!url.len)
		return err_field(err, "url",
				 "Name a url, or set the app's callbacks with POST /_sim/app.");
	struct grant *grant = grant_find(&w->tokens, app, person);
	if (is_deauthorize && grant)
		grant_remove(&w->tokens, grant, world_now_s(w));
	ret->ids[ret->count++] = world_send_signed_request(w, a, app, person, kind, url);
	ret->event_count = 1;
	return true;
}

/* ---- the log ---- */

static void write_delivery(struct json_writer *j, const struct delivery *d)
{
	static const char *const states[] = {
		[DELIVERY_WAITING] = "waiting",
		[DELIVERY_DONE] = "delivered",
		[DELIVERY_DROPPED] = "dropped",
	};

	json_object(j);
	json_put_int(j, "id", d->id);
	json_put_str(j, "kind", str_of(d->kind));
	json_put_str(j, "app", d->app->id);
	json_put_str(j, "url", d->url);
	json_put_str(j, "body", d->body);
	json_put_str(j, "signature", d->signature);
	json_put_str(j, "state", str_of(states[d->state]));
	json_put_int(j, "due_s", d->due_s);
	json_put_array(j, "tries");
	for (size_t i = 0; i < d->try_count; i++) {
		json_object(j);
		json_put_int(j, "at_s", d->tries[i].at_s);
		json_put_int(j, "status", d->tries[i].status);
		json_end_object(j);
	}
	json_end_array(j);
	json_put_str(j, "answer", d->answer);
	json_end_object(j);
}

void sim_hooks_write(struct world *w, struct json_writer *j)
{
	json_object(j);
	json_put_array(j, "subscriptions");
	for (const struct subscription *s = w->hooks.subscriptions; s; s = s->next) {
		if (s->is_removed)
			continue;
		json_object(j);
		json_put_str(j, "app", s->app->id);
		json_put_str(j, "object", s->object);
		json_put_str(j, "callback_url", s->callback_url);
		json_put_str(j, "fields", s->fields);
		json_end_object(j);
	}
	json_end_array(j);
	json_put_array(j, "pages");
	for (const struct page_subscription *s = w->hooks.page_subscriptions; s; s = s->next) {
		if (!s->is_removed)
			json_str(j, s->page->id);
	}
	json_end_array(j);
	json_put_array(j, "deliveries");
	for (const struct delivery *d = w->hooks.first; d; d = d->next)
		write_delivery(j, d);
	json_end_array(j);
	json_end_object(j);
}
