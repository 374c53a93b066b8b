/*
 * Finding a person's Pages. /me/accounts shows the Pages with a direct role; Pages held by a
 * business portfolio often appear only under /{business}/owned_pages and /client_pages. A branch
 * that fails makes the list incomplete, never shorter in silence.
 */
#include "base/limits.h"
#include "graph/client.h"
#include "graph/oauth.h"
#include "graph/object.h"

#define BUSINESSES_MAX 200
#define BUSINESSES_PER_BATCH (LIMIT_GRAPH_BATCH / 2)

/* ---- one Page ---------------------------------------------------------------------------------
 */

static bool may_create_content(const struct json *tasks)
{
	static const struct str enough[] = {
		STR_INIT("CREATE_CONTENT"),
		STR_INIT("MANAGE"),
		STR_INIT("PROFILE_PLUS_CREATE_CONTENT"),
		STR_INIT("PROFILE_PLUS_MANAGE"),
		STR_INIT("PROFILE_PLUS_FULL_CONTROL"),
	};

	for (const struct json *t = json_first(tasks); t; t = t->next) {
		for (size_t i = 0; i < COUNT_OF(enough); i++) {
			if (str_eq(json_text(t), enough[i]))
				return true;
		}
	}
	return false;
}

static struct str task_list(struct arena *a, const struct json *tasks)
{
	if (!tasks || tasks->type != JSON_ARRAY)
		return STR_NONE;
	struct str list = STR("");
	for (const struct json *t = json_first(tasks); t; t = t->next)
		list = str_fmt(a, "%.*s%s%.*s", STR_ARG(list), list.len ? "," : "",
			       STR_ARG(json_text(t)));
	return list;
}

static struct graph_page page_read(struct arena *a, const struct json *object)
{
	const struct json *ig = json_get(object, STR("instagram_business_account"));
	const struct json *picture = json_get(json_get(object, STR("picture")), STR("data"));
	const struct json *tasks = json_get(object, STR("tasks"));

	return (struct graph_page){
		.id = json_text(json_get(object, STR("id"))),
		.name = json_text(json_get(object, STR("name"))),
		.picture_url = json_text(json_get(picture, STR("url"))),
		.token = graph_take_secret(json_get(object, STR("access_token"))),
		.tasks = task_list(a, tasks),
		.can_create_content = may_create_content(tasks),
		.instagram = {
			.id = json_text(json_get(ig, STR("id"))),
			.username = json_text(json_get(ig, STR("username"))),
			.name = json_text(json_get(ig, STR("name"))),
			.picture_url = json_text(json_get(ig, STR("profile_picture_url"))),
		},
		.has_personal_instagram =
			!ig && json_get(object, STR("connected_instagram_account")),
	};
}

bool graph_get_page(struct graph_caller *who, struct arena *a, struct str page_id,
		    struct graph_page *ret, struct err *err)
{
	const struct graph_query query = { .endpoint = GRAPH_PAGE, .id = page_id };
	struct graph_reply reply;
	if (!graph_call(who, a, &query, &reply, err))
		return false;

	*ret = page_read(a, reply.json);
	ret->source = "page";
	if (ret->id.len)
		return true;
	ret->token = secret_free(ret->token);
	return err_set(err, ERR_GRAPH, "PAGE: an answer without an id");
}

/* ---- the list ---------------------------------------------------------------------------------
 */

static struct graph_page *find(const struct graph_pages *pages, struct str id)
{
	for (size_t i = 0; i < pages->count; i++) {
		if (str_eq(pages->at[i].id, id))
			return &pages->at[i];
	}
	return NULL;
}

/* The same Page from two branches: whichever knows more of a part gives that part. */
static void merge(struct graph_page *known, struct graph_page *other)
{
	if (!known->token)
		known->token = TAKE(other->token);
	if (!known->tasks.at && other->tasks.at) {
		known->tasks = other->tasks;
		known->can_create_content = other->can_create_content;
	}
	if (!known->instagram.id.len && other->instagram.id.len) {
		known->instagram = other->instagram;
		known->has_personal_instagram = false;
	}
	other->token = secret_free(other->token);
}

static void add_pages(struct arena *a, struct graph_pages *pages, const struct json *list,
		      const struct graph_query *branch)
{
	static const char *const sources[] = { [GRAPH_ME_ACCOUNTS] = "me/accounts",
					       [GRAPH_OWNED_PAGES] = "owned_pages",
					       [GRAPH_CLIENT_PAGES] = "client_pages" };

	for (const struct json *item = json_first(json_get(list, STR("data"))); item;
	     item = item->next) {
		struct graph_page page = page_read(a, item);
		struct graph_page *known = find(pages, page.id);
		page.source = sources[branch->endpoint];
		page.business_id = branch->endpoint == GRAPH_ME_ACCOUNTS ? STR_NONE : branch->id;
		if (!page.id.len || (!known && pages->count == LIMIT_PAGES_LISTED)) {
			page.token = secret_free(page.token);
			pages->complete = false;
		} else if (known) {
			merge(known, &page);
		} else {
			pages->at[pages->count++] = page;
		}
	}
}

/* ---- branches ---------------------------------------------------------------------------------
 */

static void note_trouble(struct graph_pages *pages, const struct graph_error *ge,
			 enum graph_endpoint endpoint)
{
	struct str name = str_of(graph_endpoint_info(endpoint)->name);

	if (pages->complete) {
		pages->trouble = *ge;
		memcpy(pages->trouble_branch, name.at, name.len + 1);
	}
	pages->complete = false;
}

/* Walks the rest of one listing, after the page already in `first` (NULL: from the start). */
static void walk_branch(struct graph_caller *who, struct arena *a, const struct graph_query *query,
			const struct json *first, struct graph_pages *pages)
{
	struct graph_pager pager;
	struct graph_reply reply = { .json = NULL };
	struct err err = ERR_INIT;

	graph_pager_start(&pager, query);
	if (first) {
		add_pages(a, pages, first, query);
		if (!graph_pager_advance(&pager, first, &err))
			reply.error = graph_error_of(GRAPH_CLASS_GARBAGE, 200, err.cause);
	}
	while (graph_pager_next(&pager, who, a, &reply, &err))
		add_pages(a, pages, reply.json, query);
	if (graph_pager_done(&pager))
		return;
	if (reply.error.class == GRAPH_CLASS_NONE)
		reply.error = graph_error_of(GRAPH_CLASS_GARBAGE, 200, err.cause);
	note_trouble(pages, &reply.error, query->endpoint);
}

static void walk_businesses(struct graph_caller *who, struct arena *a, const struct str *ids,
			    size_t count, struct graph_pages *pages)
{
	static const enum graph_endpoint edges[] = { GRAPH_OWNED_PAGES, GRAPH_CLIENT_PAGES };
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];
	size_t asked = 0;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < count; i++) {
		for (size_t e = 0; e < COUNT_OF(edges); e++)
			queries[asked++] =
				(struct graph_query){ .endpoint = edges[e], .id = ids[i] };
	}
	if (!graph_batch(who, a, queries, asked, replies, &err)) {
		struct graph_error ge = graph_error_of(GRAPH_CLASS_RETRYABLE, 0, err.cause);
		note_trouble(pages, &ge, GRAPH_OWNED_PAGES);
		return;
	}
	for (size_t i = 0; i < asked; i++) {
		if (replies[i].json)
			walk_branch(who, a, &queries[i], replies[i].json, pages);
		else
			note_trouble(pages, &replies[i].error, queries[i].endpoint);
	}
}

static void walk_portfolios(struct graph_caller *who, struct arena *a, struct graph_pages *pages)
{
	const struct graph_query query = { .endpoint = GRAPH_ME_BUSINESSES };
	struct str *ids = arena_new_n(a, struct str, BUSINESSES_MAX);
	size_t count = 0;
	struct graph_pager pager;
	struct graph_reply reply = { .json = NULL };
	struct err err = ERR_INIT;

	graph_pager_start(&pager, &query);
	while (graph_pager_next(&pager, who, a, &reply, &err)) {
		const struct json *b = json_first(json_get(reply.json, STR("data")));
		for (; b && count < BUSINESSES_MAX; b = b->next) {
			struct str id = json_text(json_get(b, STR("id")));
			if (id.len)
				ids[count++] = id;
		}
		if (b)
			pages->complete = false;
	}
	if (!graph_pager_done(&pager)) {
		if (reply.error.class == GRAPH_CLASS_NONE)
			reply.error = graph_error_of(GRAPH_CLASS_GARBAGE, 200, err.cause);
		note_trouble(pages, &reply.error, GRAPH_ME_BUSINESSES);
	}
	for (size_t i = 0; i < count; i += BUSINESSES_PER_BATCH) {
		size_t n = count - i < BUSINESSES_PER_BATCH ? count - i : BUSINESSES_PER_BATCH;
		walk_businesses(who, a, ids + i, n, pages);
	}
}

bool graph_list_pages(struct graph_caller *who, struct arena *a, struct str scopes,
		      struct graph_pages *ret, struct err *err)
{
	const struct graph_query own = { .endpoint = GRAPH_ME_ACCOUNTS };

	*ret = (struct graph_pages){
		.at = arena_new_n(a, struct graph_page, LIMIT_PAGES_LISTED),
		.complete = true,
	};
	walk_branch(who, a, &own, NULL, ret);
	enum graph_class trouble = ret->trouble.class;
	if (trouble == GRAPH_CLASS_TOKEN_EXPIRED || trouble == GRAPH_CLASS_USER_ACTION) {
		graph_pages_free(ret);
		return graph_fail(err, &ret->trouble, "listing Pages");
	}
	if (graph_has_scope(scopes, STR("business_management")))
		walk_portfolios(who, a, ret);
	return true;
}

void graph_pages_free(struct graph_pages *pages)
{
	for (size_t i = 0; i < pages->count; i++)
		pages->at[i].token = secret_free(pages->at[i].token);
	pages->count = 0;
}
