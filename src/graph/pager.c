#include "base/buf.h"
#include "base/limits.h"
#include "graph/graph.h"

#define REPEATS_MAX 2

void graph_pager_start(struct graph_pager *p, const struct graph_query *query)
{
	*p = (struct graph_pager){ .query = *query, .state = GRAPH_PAGER_MORE };
	if (query->after.len && query->after.len < sizeof(p->after))
		memcpy(p->after, query->after.at, query->after.len);
}

static bool fail(struct graph_pager *p, struct err *err, const char *why)
{
	p->state = GRAPH_PAGER_FAILED;
	return err_set(err, ERR_GRAPH, "%s: page %u: %s",
		       graph_endpoint_info(p->query.endpoint)->name, p->page_count, why);
}

/*
 * The cursor of the next page. Edges that page by cursor state it; where only `next` has it, it is
 * read out of that address and nothing else of it is used.
 */
static struct str next_cursor(struct arena *a, const struct json *paging)
{
	struct str after = json_text(json_get(json_get(paging, STR("cursors")), STR("after")));
	if (after.len)
		return after;

	struct str next = json_text(json_get(paging, STR("next")));
	struct params params;
	struct err ignored = ERR_INIT;
	if (!params_parse(a, str_skip(next, str_find_char(next, '?') + 1), &params, &ignored))
		return STR_NONE;
	return params_get(&params, STR("after"));
}

/* Remembers the cursor; false when the walk has been there before. */
static bool is_new(struct graph_pager *p, struct str cursor)
{
	uint64_t hash = str_hash(cursor);
	for (size_t i = 0; i < COUNT_OF(p->seen); i++) {
		if (p->seen[i] == hash)
			return false;
	}
	p->seen[p->page_count % COUNT_OF(p->seen)] = hash;
	return true;
}

static bool has_more(const struct graph_pager *p, const struct json *page,
		     const struct json *paging)
{
	if (!p->is_nested)
		return !json_is_null(json_get(paging, STR("next")));
	return json_count(json_get(page, STR("data"))) > 0 &&
	       !json_is_null(json_get(json_get(paging, STR("cursors")), STR("after")));
}

bool graph_pager_advance(struct graph_pager *p, const struct json *page, struct err *err)
{
	const struct json *paging = json_get(page, STR("paging"));

	p->page_count++;
	if (!has_more(p, page, paging)) {
		p->state = GRAPH_PAGER_DONE;
		return true;
	}
	if (p->page_count >= LIMIT_GRAPH_PAGES)
		return fail(p, err, "the list does not end");

	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	struct str cursor = next_cursor(&a, paging);
	if (!cursor.len || cursor.len >= sizeof(p->after))
		return fail(p, err, "a next page without a usable cursor");
	/* Now and then a page leads to itself, once: the same question gives the next one. */
	if (str_eq(cursor, str_of(p->after)) && p->repeat_count++ < REPEATS_MAX)
		return true;
	if (!is_new(p, cursor))
		return fail(p, err, "the list runs in a circle");
	memcpy(p->after, cursor.at, cursor.len);
	p->after[cursor.len] = '\0';
	return true;
}

bool graph_pager_next(struct graph_pager *p, struct graph_caller *who, struct arena *a,
		      struct graph_reply *reply, struct err *err)
{
	if (p->state != GRAPH_PAGER_MORE)
		return false;

	p->query.after = str_of(p->after);
	if (!graph_call(who, a, &p->query, reply, err)) {
		p->state = GRAPH_PAGER_FAILED;
		return false;
	}
	/* A page that cannot be followed is still a page: the walk ends after it. */
	struct err ended = ERR_INIT;
	if (!graph_pager_advance(p, reply->json, &ended))
		*err = ended;
	return true;
}

bool graph_pager_done(const struct graph_pager *p)
{
	return p->state == GRAPH_PAGER_DONE;
}
