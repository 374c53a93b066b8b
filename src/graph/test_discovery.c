/* Other people's accounts: names, what "not found" means, and the walk over their posts. */
#include "graph/object.h"
#include "graph/test_graph.h"

#define OWN STR("17841")

static enum err_code discover(struct world *w, const char *username, struct graph_discovered *ret)
{
	struct err err = ERR_INIT;

	return graph_discover(&w->who, &w->arena, OWN, str_of(username), ret, &err) ? ERR_NONE
										    : err.code;
}

static void test_names(void **state)
{
	static const struct answer answers[] = {
		{ "", 200,
		  "{\"business_discovery\":{\"id\":\"178\",\"username\":\"a.b_c\",\"followers_"
		  "count\":5},"
		  "\"id\":\"17841\"}",
		  NULL, 0 },
	};
	static const char *const bad[] = { "",     "a b", "x){id}",
					   "näme", "a,b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	WORLD(w, answers);
	struct graph_discovered found;

	(void)state;
	check_int("found", discover(w, "a.b_c", &found), ERR_NONE);
	check_int("followers", found.user.followers.value, 5);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		check_int(bad[i], discover(w, bad[i], &found), ERR_INVALID_FIELD);
	check_int("nothing sent", w->request_count, 1);
}

/* "Not found" is said of the other account only, never of our own or of the token. */
static void test_failures(void **state)
{
	static const struct {
		const char *name;
		int status;
		const char *body;
		enum err_code want;
		int subcode;
	} rows[] = {
		{ "no such professional account", 400,
		  "{\"error\":{\"message\":\"Invalid user id\",\"type\":\"OAuthException\","
		  "\"code\":110,\"error_subcode\":2207013}}",
		  ERR_NOT_FOUND, 2207013 },
		{ "our own account is not there", 400,
		  "{\"error\":{\"message\":\"Unsupported get request. Object with ID '17841' does "
		  "not exist\",\"type\":\"GraphMethodException\",\"code\":100,"
		  "\"error_subcode\":33}}",
		  ERR_GRAPH_REFUSED, 33 },
		{ "a dead token", 400,
		  "{\"error\":{\"message\":\"Error validating access token\",\"type\":"
		  "\"OAuthException\",\"code\":190,\"error_subcode\":460}}",
		  ERR_TOKEN_EXPIRED, 460 },
		{ "a permission is missing", 400,
		  "{\"error\":{\"message\":\"(#10) Application does not have permission for this "
		  "action\",\"type\":\"OAuthException\",\"code\":10}}",
		  ERR_PERMISSIONS_MISSING, 0 },
		{ "nothing about it", 200, "{\"id\":\"17841\"}", ERR_GRAPH, 0 },
		{ "nameless", 200, "{\"business_discovery\":{\"followers_count\":5}}", ERR_GRAPH,
		  0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct answer answers[] = {
			{ "", rows[i].status, rows[i].body, NULL, 0 },
		};
		WORLD(w, answers);
		struct graph_discovered found;

		check_int(rows[i].name, discover(w, "rival", &found), rows[i].want);
		check_int(rows[i].name, found.why.subcode, rows[i].subcode);
	}
}

#define PAGE(items, paging)                                                                        \
	"{\"business_discovery\":{\"media\":{\"data\":[" items "]" paging                          \
	"},\"id\":\"178\"},\"id\":\"17841\"}"
#define POST(id) "{\"id\":\"" id "\",\"timestamp\":\"2026-11-01T00:00:00+0000\"}"
#define AFTER(cursor) ",\"paging\":{\"cursors\":{\"before\":\"b\",\"after\":\"" cursor "\"}}"

struct walked {
	int pages, posts;
	enum err_code code;
	bool is_done;
};

static struct walked walk(struct world *w, struct str from)
{
	struct walked ret = { .code = ERR_NONE };
	struct graph_discovery d;
	struct graph_reply reply;
	struct err err = ERR_INIT;

	graph_discovery_start(&d, OWN, STR("rival"), 2, from);
	while (graph_discovery_next(&d, &w->who, &w->arena, &reply, &err)) {
		ret.pages++;
		ret.posts += (int)json_count(json_get(reply.json, STR("data")));
	}
	ret.is_done = graph_pager_done(&d.pages);
	ret.code = err.code;
	return ret;
}

/* Rows of an answer table, the later pages first: their cursor stands in the request. */
static void test_walks(void **state)
{
	static const struct {
		const char *name, *from;
		struct answer answers[4];
		struct walked want;
	} rows[] = {
		{ "two pages and the empty end",
		  "",
		  { { "after%28c2%29", 200, PAGE("", ""), NULL, 0 },
		    { "after%28c1%29", 200, PAGE(POST("3"), AFTER("c2")), NULL, 0 },
		    { "limit%282%29%7B", 200, PAGE(POST("1") "," POST("2"), AFTER("c1")), NULL,
		      0 } },
		  { 3, 3, ERR_NONE, true } },
		{ "goes on where it stopped",
		  "c1",
		  { { "after%28c1%29", 200, PAGE(POST("3"), ""), NULL, 0 } },
		  { 1, 1, ERR_NONE, true } },
		{ "no posts at all",
		  "",
		  { { "", 200, "{\"business_discovery\":{\"id\":\"178\"},\"id\":\"17841\"}", NULL,
		      0 } },
		  { 1, 0, ERR_NONE, true } },
		{ "a page that leads to itself",
		  "",
		  { { "", 200, PAGE(POST("1"), AFTER("c1")), NULL, 0 } },
		  { 4, 4, ERR_GRAPH, false } },
		{ "a cursor that would end the brackets",
		  "",
		  { { "", 200, PAGE(POST("1"), AFTER("c)}{id")), NULL, 1 } },
		  { 1, 1, ERR_GRAPH, false } },
		{ "goes private on the way",
		  "",
		  { { "after%28c1%29", 400,
		      "{\"error\":{\"message\":\"Invalid user id\",\"code\":110,"
		      "\"error_subcode\":2207013}}",
		      NULL, 0 },
		    { "", 200, PAGE(POST("1"), AFTER("c1")), NULL, 0 } },
		  { 1, 1, ERR_NOT_FOUND, false } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t count = 0;

		while (count < COUNT_OF(rows[i].answers) && rows[i].answers[count].match)
			count++;
		cleanup(world_freep) struct world *w = world_new(rows[i].answers, count);
		struct walked got = walk(w, str_of(rows[i].from));

		check_int(rows[i].name, got.pages, rows[i].want.pages);
		check_int(rows[i].name, got.posts, rows[i].want.posts);
		check_int(rows[i].name, got.code, rows[i].want.code);
		check_int(rows[i].name, got.is_done, rows[i].want.is_done);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_walks),
	};
	return cmocka_run_group_tests_name("graph/discovery", tests, NULL, NULL);
}
