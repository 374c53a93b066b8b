#include "graphsim/protocol/graph.h"

#include <inttypes.h>

#include "graphsim/protocol/call_auth.h"
#include "graphsim/protocol/versions.h"
#include "graphsim/publish/container.h"
#include "graphsim/publish/page_store.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/pacific.h"

#define CALLS_PER_ENGAGED_USER 4800

static const struct {
	const char *first, *second;
	void (*run)(struct call *c);
	bool needs_token;
} endpoints[] = {
	{ "oauth", "access_token", oauth_access_token, false },
	{ "oauth", "client_code", oauth_client_code, true },
	{ "debug_token", NULL, debug_token, true },
	{ "ig_hashtag_search", NULL, hashtag_search, true },
};

static struct str rest_of_path(struct call *c, size_t from)
{
	struct str text = STR("");

	for (size_t i = from; i < c->segment_count; i++)
		text = str_fmt(c->arena, "%.*s/%.*s", STR_ARG(text), STR_ARG(c->segments[i]));
	return text;
}

/* Splits the path, empty segments left out (clients send double slashes), version taken off. */
static bool read_path(struct call *c)
{
	bool is_first = true;

	c->version = version_default(c->now_s);
	for (struct str rest = c->path; rest.at;) {
		struct str segment = str_cut(&rest, '/');

		if (str_is_empty(segment))
			continue;
		if (is_first && version_looks_like(segment)) {
			is_first = false;
			if (version_resolve(segment, c->now_s, &c->version))
				continue;
			return CALL_FAIL(c, GE_UNKNOWN_PATH,
					 rest.at ? str_fmt(c->arena, "/%.*s", STR_ARG(rest))
						 : str_fmt(c->arena, "/%.*s", STR_ARG(segment)));
		}
		is_first = false;
		if (c->segment_count == CALL_SEGMENTS_MAX)
			return CALL_FAIL(c, GE_UNKNOWN_PATH, c->path);
		c->segments[c->segment_count++] = segment;
	}
	return true;
}

static bool check_path(struct call *c)
{
	bool is_permission = c->segment_count == 3 && str_eq(c->segments[1], STR("permissions"));

	if (c->segment_count > 2 && !is_permission)
		return CALL_FAIL(c, GE_UNKNOWN_PATH, rest_of_path(c, 2));
	if (c->segment_count > 1 && !node_name_is_known(c->segments[1]))
		return CALL_FAIL(c, GE_UNKNOWN_PATH, rest_of_path(c, 1));
	return true;
}

static bool check_common_args(struct call *c)
{
	if (c->is_body_bad)
		return CALL_FAIL(c, GE_BODY_UNREADABLE);
	if (call_has_arg(c, STR("date_format")) && version_is_from(c->version, 26))
		return CALL_FAIL(c, GE_DATE_FORMAT_GONE);
	c->wants_metadata = str_eq(call_arg(c, STR("metadata")), STR("1"));
	return true;
}

static bool is_number(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return false;
	}
	return s.len > 0;
}

static bool fail_unsupported(struct call *c, struct str id)
{
	return CALL_FAIL(c,
			 c->method == HTTP_POST     ? GE_UNSUPPORTED_POST
			 : c->method == HTTP_DELETE ? GE_UNSUPPORTED_DELETE
						    : GE_UNSUPPORTED_GET,
			 id);
}

static bool resolve_me(struct call *c, struct node *ret)
{
	if (c->token->kind == TOKEN_APP)
		return CALL_FAIL(c, GE_NO_ACTIVE_TOKEN);
	if (c->token->kind == TOKEN_PAGE)
		*ret = (struct node){ .type = &page_type,
				      .page = &c->world->pages[c->token->page->index] };
	else
		*ret = (struct node){ .type = &user_type, .person = c->token->person };
	return true;
}

/* Containers, and what was published from them. */
static bool resolve_made(struct call *c, struct sim_key key, struct node *ret)
{
	const struct made *m = made_find(&c->world->publishing, key);

	if (!m)
		return false;
	*ret = (struct node){ .account = m->account };
	if (m->kind == MADE_CONTAINER) {
		ret->type = &ig_container_type;
		ret->container = m->container;
		return true;
	}
	bool is_comment = m->kind == MADE_COMMENT;
	struct sim_key media = is_comment ? m->comment->media : m->published->key;
	ret->media = account_media_find(m->account, media, c->now_s);
	ret->type = is_comment ? &ig_comment_type : &ig_media_type;
	ret->child = m->child;
	if (is_comment)
		ret->comment = comment_of_app(m->account, m->comment);
	return ret->media && (!is_comment || m->comment->is_live);
}

/* Posts, album children, stories, comments and replies: the id says where they are. */
static bool resolve_generated(struct call *c, struct sim_key key, struct node *ret)
{
	if (key.account >= c->world->account_count || key.kind == SIM_PERSON)
		return false;
	if (key.kind == SIM_MADE)
		return resolve_made(c, key, ret);
	struct account *a = &c->world->accounts[key.account];
	const struct media *m = account_media_find(a, key, c->now_s);
	if (!m)
		return false;
	*ret = (struct node){ .type = &ig_media_type, .account = a, .media = m };
	if (key.kind == SIM_CHILD) {
		ret->child = key.item;
		return key.item >= 1 && key.item <= m->child_count;
	}
	if (key.kind != SIM_COMMENT && key.kind != SIM_REPLY)
		return true;
	ret->type = &ig_comment_type;
	if (key.item >= comment_count(m, c->now_s))
		return false;
	if (key.kind == SIM_REPLY && key.reply >= reply_count(m, key.item, c->now_s))
		return false;
	ret->comment = key.kind == SIM_COMMENT
			       ? comment_at(c->arena, a, m, key.item, c->now_s)
			       : reply_at(c->arena, a, m, key.item, key.reply, c->now_s);
	return true;
}

/* What apps made on Pages. */
static bool resolve_thing(struct call *c, struct str id, struct node *ret)
{
	const struct thing *t = thing_find(&c->world->publishing, id);

	if (!t)
		return false;
	switch (t->kind) {
	case THING_POST:
		*ret = (struct node){ .type = &page_post_type,
				      .page = t->post->page,
				      .post = t->post };
		return true;
	case THING_PHOTO:
		*ret = (struct node){ .type = &page_photo_type,
				      .page = t->photo->page,
				      .photo = t->photo };
		return true;
	case THING_VIDEO:
		*ret = (struct node){ .type = &page_video_type,
				      .page = t->video->page,
				      .video = t->video };
		return true;
	case THING_COMMENT:
	default:
		*ret = (struct node){ .type = &post_comment_type,
				      .page = t->comment->post->page,
				      .post = t->comment->post,
				      .post_comment = t->comment };
		return true;
	}
}

/* `{page}_{number}`, `{number}_{number}` */
static bool is_pair(struct str id)
{
	size_t at = str_find_char(id, '_');

	return is_number(str_sub(id, 0, at)) && is_number(str_skip(id, at + 1));
}

static bool resolve_number(struct call *c, struct str id, struct node *ret)
{
	struct sim_key key;
	struct str tag;
	const struct app *app = NULL;
	struct page *page = world_page(c->world, id);
	struct account *account = world_account(c->world, id);
	const struct business *business = world_business(c->world, id);
	const struct person *person = world_person_of_id(c->world, id, &app);

	if (page)
		*ret = (struct node){ .type = &page_type, .page = page };
	else if (account)
		*ret = (struct node){ .type = &ig_user_type, .account = account };
	else if (business)
		*ret = (struct node){ .type = &business_type, .business = business };
	else if (person && app == c->token->app)
		*ret = (struct node){ .type = &user_type, .person = person };
	else if (world_app(c->world, id))
		*ret = (struct node){ .type = &app_type, .app = world_app(c->world, id) };
	else if (sim_id_parse(id, &key) && resolve_generated(c, key, ret))
		return true;
	else if (resolve_thing(c, id, ret))
		return true;
	else if (hashtag_of_id(c->arena, id, &tag))
		*ret = (struct node){ .type = &ig_hashtag_type, .tag = tag };
	else
		return fail_unsupported(c, id);
	return true;
}

bool graph_resolve(struct call *c, struct str id, struct node *ret)
{
	if (str_eq(id, STR("me")))
		return resolve_me(c, ret);
	if (str_eq(id, STR("app"))) {
		*ret = (struct node){ .type = &app_type, .app = c->token->app };
		return true;
	}
	if (is_pair(id))
		return resolve_thing(c, id, ret) || fail_unsupported(c, id);
	if (is_number(id))
		return resolve_number(c, id, ret);
	for (size_t i = 0; i < c->world->page_count; i++) {
		if (!str_is_empty(id) && str_eq_nocase(c->world->pages[i].username, id)) {
			*ret = (struct node){ .type = &page_type, .page = &c->world->pages[i] };
			return true;
		}
	}
	return CALL_FAIL(c, GE_UNKNOWN_ALIAS, id);
}

static bool is_visible(struct call *c, const struct node *n)
{
	if (n->account)
		return call_sees_account(c, n->account);
	if (n->page)
		return call_sees_page(c, n->page);
	if (n->business)
		return c->token->kind == TOKEN_USER && n->business->owner == c->token->person;
	if (n->tag.at)
		return c->token->kind != TOKEN_APP;
	if (n->person)
		return c->token->kind == TOKEN_APP || n->person == c->token->person;
	return n->app == c->token->app;
}

bool graph_admit(struct call *c, const struct node *n, struct str id)
{
	if (!is_visible(c, n))
		return fail_unsupported(c, id);
	return !n->type->check || n->type->check(c, n);
}

/* Half a million calls a day even for an account nobody looks at. */
static int64_t account_allowance(struct call *c, struct account *a)
{
	const struct day *yesterday = account_day(a, pacific_day(c->now_s) - 1, c->now_s);
	int64_t views = 0;

	for (int p = 0; yesterday && p < PRODUCT_COUNT; p++)
		views += yesterday->by_product[REACTION_VIEWS][p];
	return CALLS_PER_ENGAGED_USER * (views < 100 ? 100 : views);
}

bool graph_count(struct call *c, const struct node *n)
{
	/* Looking at others counts against the app (meta-graph.md 8). */
	bool is_discovery = str_contains(call_arg(c, STR("fields")), STR("business_discovery"));

	c->usage_id = STR_NONE;
	if (n->account && !is_discovery) {
		c->usage_id = n->account->id;
		c->usage_type = "instagram";
		c->usage_allowed = account_allowance(c, n->account);
	} else if (n->page && c->token->kind == TOKEN_PAGE) {
		c->usage_id = n->page->id;
		c->usage_type = "pages";
		c->usage_allowed = (int64_t)CALLS_PER_ENGAGED_USER * (100 + n->page->fans);
	}
	return call_throttle(c);
}

static void answer_node(struct call *c, const struct node *n, struct str id)
{
	const struct selection *fields = NULL;
	size_t count = 0;
	struct str text = call_arg(c, STR("fields"));
	struct selection none = { 0 };
	struct view v = { .call = c, .node = n, .selection = &none, .is_root = true };

	if (c->method == HTTP_GET) {
		if (!str_is_empty(text) && !selections_of(c, text, &fields, &count))
			return;
		node_write(c, n, fields, count);
	} else if (c->method == HTTP_POST && n->type->update) {
		n->type->update(&v);
	} else if (c->method == HTTP_DELETE && n->type->remove) {
		n->type->remove(&v);
	} else {
		fail_unsupported(c, id);
	}
}

/* The arguments of the call as the modifiers of a selection: edges know only those. */
static bool selection_of_call(struct call *c, struct str edge, struct selection *ret)
{
	struct modifier *modifiers = arena_new_n(c->arena, struct modifier, c->args.count + 1);
	struct str fields = call_arg(c, STR("fields"));

	for (size_t i = 0; i < c->args.count; i++)
		modifiers[i] = (struct modifier){ c->args.at[i].name, c->args.at[i].value };
	*ret = (struct selection){ .name = edge,
				   .modifiers = modifiers,
				   .modifier_count = c->args.count };
	if (str_is_empty(fields))
		return true;
	ret->inner_text = fields;
	return selections_of(c, fields, &ret->inner, &ret->inner_count);
}

void graph_answer(struct call *c, const struct node *n, struct str edge, struct str id)
{
	struct selection s;
	struct view v = { .call = c, .node = n, .selection = &s, .is_root = true };

	if (str_is_empty(edge)) {
		answer_node(c, n, id);
		return;
	}
	const struct node_edge *e = node_edge_find(n->type, edge);
	if (!e) {
		CALL_FAIL(c, GE_NONEXISTING_FIELD, edge, str_of(n->type->name));
		return;
	}
	if (!selection_of_call(c, edge, &s))
		return;
	if (c->method == HTTP_GET && e->get)
		e->get(&v);
	else if (c->method == HTTP_POST && e->post)
		e->post(&v);
	else if (c->method == HTTP_DELETE && e->remove)
		e->remove(&v);
	else
		fail_unsupported(c, id);
}

static void run_node(struct call *c)
{
	struct node n;
	struct str edge = c->segment_count > 1 ? c->segments[1] : STR_NONE;

	if (!call_authenticate(c) || !graph_resolve(c, c->segments[0], &n) || !graph_count(c, &n) ||
	    !graph_admit(c, &n, c->segments[0]))
		return;
	graph_answer(c, &n, edge, c->segments[0]);
}

static void run_root(struct call *c)
{
	struct node app;

	if (call_has_arg(c, STR("batch")) && !c->is_in_batch) {
		batch_run(c);
		return;
	}
	if (!call_authenticate(c))
		return;
	app = (struct node){ .type = &app_type, .app = c->token->app };
	if (graph_count(c, &app))
		fail_unsupported(c, STR("/"));
}

static bool run_endpoint(struct call *c)
{
	for (size_t i = 0; i < COUNT_OF(endpoints); i++) {
		size_t length = endpoints[i].second ? 2 : 1;

		if (c->segment_count != length ||
		    !str_eq(c->segments[0], str_of(endpoints[i].first)) ||
		    (length == 2 && !str_eq(c->segments[1], str_of(endpoints[i].second))))
			continue;
		if (!endpoints[i].needs_token || (call_authenticate(c) && call_throttle(c)))
			endpoints[i].run(c);
		return true;
	}
	return false;
}

static void run(struct call *c)
{
	if (!check_common_args(c) || run_endpoint(c))
		return;
	bool has_ids = call_has_arg(c, STR("ids"));
	bool is_batch = c->method == HTTP_POST && call_has_arg(c, STR("batch"));

	/* Batches go to the root; /me and /{version} work as well. */
	if (c->segment_count == 0 && !has_ids)
		run_root(c);
	else if (is_batch && !c->is_in_batch)
		batch_run(c);
	else if (has_ids && c->segment_count < 2)
		ids_run(c);
	else if (check_path(c))
		run_node(c);
}

/* 40 hex digits that change with the body; telling bodies apart is all an ETag must do. */
static struct str etag_of(struct call *c)
{
	struct str body = buf_str(&c->body);
	uint64_t hash = str_hash(body);

	return str_fmt(c->arena, "\"%016" PRIx64 "%016" PRIx64 "%08" PRIx32 "\"", hash,
		       mix_of(hash, MIX_NAME, body.len, 1),
		       (uint32_t)mix_of(hash, MIX_NAME, body.len, 2));
}

static void write_error(struct call *c, struct str trace_id)
{
	buf_clear(&c->body);
	json_start(&c->json, &c->body, JSON_GRAPH);
	graph_error_write(&c->json, &c->error, trace_id);
	c->status = c->error.status;
	call_add_header(c, STR("WWW-Authenticate"), graph_error_challenge(c->arena, &c->error));
}

/* Headers that only a whole HTTP answer has (meta-graph.md 0.4). */
static void add_transport_headers(struct call *c, struct str trace_id)
{
	call_add_header(c, STR("Vary"), STR("Origin, Accept-Encoding"));
	call_add_header(c, STR("Access-Control-Allow-Origin"), STR("*"));
	call_add_header(c, STR("x-fb-request-id"), trace_id);
	call_add_header(c, STR("x-fb-trace-id"), str_sub(trace_id, 1, 12));
	call_add_header(c, STR("x-fb-rev"), STR("1031337000"));
	call_add_header(c, STR("X-FB-Debug"), trace_id);
	call_add_header(c, STR("Strict-Transport-Security"), STR("max-age=15552000; preload"));
	call_add_header(c, STR("Pragma"), STR("no-cache"));
	call_add_header(c, STR("Cache-Control"),
			call_failed(c) ? STR("no-store")
				       : STR("private, no-cache, no-store, must-revalidate"));
	call_add_header(c, STR("Expires"), STR("Sat, 01 Jan 2000 00:00:00 GMT"));
}

static void add_etag(struct call *c)
{
	struct str etag = etag_of(c);

	call_add_header(c, STR("ETag"), etag);
	if (!str_eq(c->if_none_match, etag))
		return;
	c->status = 304;
	buf_clear(&c->body);
}

void graph_finish(struct call *c)
{
	struct str trace_id = world_trace_id(c->world, c->arena);

	/* A reset while a file was fetched took all tokens with it. */
	if (c->generation != c->world->generation)
		c->token = NULL;
	/* It has worked, and is denied all the same. */
	if (!call_failed(c) && c->late_error.status)
		c->error = c->late_error;
	if (call_failed(c))
		write_error(c, trace_id);
	call_add_usage_headers(c);
	call_add_header(c, STR("Content-Type"), STR("application/json; charset=UTF-8"));
	call_add_header(c, STR("facebook-api-version"), c->version);
	if (!c->is_in_batch)
		add_transport_headers(c, trace_id);
	if (!call_failed(c) && c->method == HTTP_GET)
		add_etag(c);
}

void graph_run(struct call *c)
{
	publishing_advance(c->world);
	call_find_token(c);
	/* A fault may have decided already; the version is still told. */
	if (read_path(c) && !call_failed(c))
		run(c);
	if (!call_failed(c) && c->status == 200 && !json_done(&c->json))
		CALL_FAIL(c, GE_UNKNOWN_ERROR);
	graph_finish(c);
}

void ids_run(struct call *c)
{
	struct str edge = c->segment_count == 1 ? c->segments[0] : STR_NONE;
	struct str ids = call_arg(c, STR("ids"));
	size_t count = 0;

	if (!call_authenticate(c))
		return;
	if (edge.at && !node_name_is_known(edge)) {
		CALL_FAIL(c, GE_UNKNOWN_ALIAS, edge);
		return;
	}
	json_object(&c->json);
	for (struct str rest = ids; rest.at && !call_failed(c);) {
		struct str id = str_trim(str_cut(&rest, ','));
		struct node n;

		if (str_is_empty(id))
			CALL_FAIL(c, GE_UNKNOWN_ALIAS, id);
		else if (++count > 50)
			CALL_FAIL(c, GE_TOO_MANY_IDS, str_fmt(c->arena, "%zu", count));
		else if (graph_resolve(c, id, &n) && graph_count(c, &n) && graph_admit(c, &n, id)) {
			json_key(&c->json, id);
			graph_answer(c, &n, edge, id);
		}
	}
	if (!call_failed(c))
		json_end_object(&c->json);
}
