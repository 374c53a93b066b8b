#include "api/contract.h"
#include "app/app.h"
#include "base/limits.h"
#include "base/test.h"

#define DOCUMENT_MAX (4 * MIB)

static const struct contract *contract(void)
{
	static struct contract c;

	c = (struct contract){ app_route_tables, app_route_table_count };
	return &c;
}

/* Fails when a route is added without saying what it answers; the findings say how to. */
static void test_every_route_says_what_it_answers(void **state)
{
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf findings;

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	buf_init(&findings, DOCUMENT_MAX);
	contract_check(&a, contract(), &findings);
	check_str("findings", buf_str(&findings), STR(""));
}

/* The check itself: a row that says nothing is told what to say. */
static void test_a_route_that_says_nothing_is_found(void **state)
{
	static const struct route rows[] = { { HTTP_GET, "/bare", NULL } };
	static const struct route_table table = { rows, 1, NULL };
	static const struct route_table *const tables[] = { &table };
	struct contract c = { tables, 1 };
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf findings;

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	buf_init(&findings, DOCUMENT_MAX);
	contract_check(&a, &c, &findings);
	check_true("title", str_contains(buf_str(&findings), STR("/bare has no title")));
	check_true("reply", str_contains(buf_str(&findings), STR("GET /bare has no `.reply`")));
}

static void test_openapi_is_json_and_names_every_route(void **state)
{
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf text;
	const struct json *document;
	struct err err = ERR_INIT;

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	buf_init(&text, DOCUMENT_MAX);
	app_openapi(&a, &text);
	check_ok(json_parse(&a, buf_str(&text), &document, &err), &err);
	check_str("version", json_text(json_get(document, STR("openapi"))), STR("3.1.0"));

	const struct json *paths = json_get(document, STR("paths"));

	for (size_t t = 0; t < app_route_table_count; t++)
		for (size_t i = 0; i < app_route_tables[t]->count; i++) {
			const struct route *row = &app_route_tables[t]->rows[i];
			struct str method = str_lower(&a, http_method_name(row->method));
			const struct json *path = json_get(paths, str_of(row->path));

			check_true(row->path, json_get(json_get(path, method), STR("responses")));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_route_says_what_it_answers),
		cmocka_unit_test(test_a_route_that_says_nothing_is_found),
		cmocka_unit_test(test_openapi_is_json_and_names_every_route),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
