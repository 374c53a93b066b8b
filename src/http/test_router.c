#include "http/router.h"

#include "base/test.h"

static const char list[] = "list", create[] = "create", detail[] = "detail", fresh[] = "new",
		  media[] = "media", summary[] = "summary", item[] = "item", root[] = "root",
		  head[] = "head";

static struct router *make_router(void)
{
	struct router *r = router_new();
	router_add(r, HTTP_GET, "/", root);
	router_add(r, HTTP_GET, "/accounts/", list);
	router_add(r, HTTP_POST, "/accounts", create);
	router_add(r, HTTP_GET, "/accounts/{id}", detail);
	router_add(r, HTTP_POST, "/accounts/new", fresh);
	router_add(r, HTTP_GET, "/accounts/{id}/media", media);
	router_add(r, HTTP_GET, "/accounts/{id}/media/summary", summary);
	router_add(r, HTTP_GET, "/accounts/{id}/media/{media}", item);
	router_add(r, HTTP_HEAD, "/accounts/{id}/media", head);
	return r;
}

static void test_find(void **state)
{
	(void)state;
	static const struct {
		enum http_method method;
		const char *path;
		const char *row;    /* NULL: not found, or not allowed */
		const char *params; /* joined by ',' */
		unsigned allowed;   /* when there is no row */
	} rows[] = {
		{ HTTP_GET, "/", root, "", 0 },
		{ HTTP_GET, "/accounts", list, "", 0 },
		{ HTTP_GET, "/accounts/", list, "", 0 },
		{ HTTP_HEAD, "/accounts", list, "", 0 },
		{ HTTP_POST, "/accounts/", create, "", 0 },
		{ HTTP_GET, "/accounts/7", detail, "7", 0 },
		{ HTTP_GET, "/accounts/7/", detail, "7", 0 },
		{ HTTP_GET, "/accounts/a b", detail, "a b", 0 },
		{ HTTP_POST, "/accounts/new", fresh, "", 0 },
		{ HTTP_GET, "/accounts/new", detail, "new", 0 },
		{ HTTP_GET, "/accounts/7/media", media, "7", 0 },
		{ HTTP_HEAD, "/accounts/7/media", head, "7", 0 },
		{ HTTP_GET, "/accounts/7/media/summary", summary, "7", 0 },
		{ HTTP_GET, "/accounts/7/media/9/", item, "7,9", 0 },
		{ HTTP_HEAD, "/accounts/7/media/9", item, "7,9", 0 },
		{ HTTP_DELETE, "/accounts/", NULL, "", HTTP_GET | HTTP_HEAD | HTTP_POST },
		{ HTTP_DELETE, "/accounts/new", NULL, "", HTTP_GET | HTTP_HEAD | HTTP_POST },
		{ HTTP_POST, "/accounts/7", NULL, "", HTTP_GET | HTTP_HEAD },
		{ HTTP_POST, "/", NULL, "", HTTP_GET | HTTP_HEAD },
		{ HTTP_GET, "/nothing", NULL, "", 0 },
		{ HTTP_GET, "/accounts/7/nothing", NULL, "", 0 },
		{ HTTP_GET, "/accounts/7/media/9/more", NULL, "", 0 },
		{ HTTP_GET, "/accounts//media", NULL, "", 0 },
		{ HTTP_GET, "/accounts/7//", NULL, "", 0 },
		{ HTTP_GET, "//", NULL, "", 0 },
		{ HTTP_GET, "/Accounts", NULL, "", 0 },
		{ HTTP_OPTIONS, "*", NULL, "", 0 },
		{ HTTP_GET, "", NULL, "", 0 },
	};
	cleanup(router_freep) struct router *r = make_router();

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct http_request req = { .method = rows[i].method };
		const void *row = NULL;
		unsigned allowed = 0;
		const char *path = rows[i].path;

		enum router_outcome outcome = router_find(r, &req, str_of(path), &row, &allowed);
		enum router_outcome want = rows[i].row       ? ROUTER_FOUND
					   : rows[i].allowed ? ROUTER_METHOD_NOT_ALLOWED
							     : ROUTER_NOT_FOUND;
		check_int(path, outcome, want);
		check_str(path, str_of(row), str_of(rows[i].row));
		if (outcome != ROUTER_FOUND) {
			check_int(path, allowed, rows[i].allowed);
			continue;
		}
		size_t n = 0;
		struct str rest = str_of(rows[i].params);
		for (; rest.at && rest.len > 0; n++)
			check_str(path, req.path_param[n], str_cut(&rest, ','));
		check_int(path, req.path_param_count, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_find) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
