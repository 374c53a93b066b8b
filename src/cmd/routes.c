/* simpul routes: the route tables, for people and for tools */
#include <stdio.h>

#include "app/app.h"
#include "base/json.h"
#include "base/limits.h"
#include "cmd/cmd.h"

static const char *const access_names[] = {
	[ACCESS_PUBLIC] = "public",
	[ACCESS_USER] = "user",
	[ACCESS_ADMIN] = "admin",
};
static const char *const face_names[] = {
	[FACE_CEKBRAND] = "cekbrand",
	[FACE_WAS] = "was",
	[FACE_META] = "meta",
	[FACE_PLAIN] = "plain",
};

static const char *const right_names[] = {
	[WORKSPACE_OWN] = "own",         [WORKSPACE_READ] = "read",     [WORKSPACE_WRITE] = "write",
	[WORKSPACE_APPROVE] = "approve", [WORKSPACE_MANAGE] = "manage",
};

static void print_line(const struct route *route)
{
	printf("%-6.*s %-70s %-6s %s\n", STR_ARG(http_method_name(route->method)), route->path,
	       access_names[route->access], route->doc);
}

static void put_route(struct json_writer *w, const struct route *route)
{
	json_object(w);
	json_put_str(w, "method", http_method_name(route->method));
	json_put_str(w, "path", str_of(route->path));
	json_put_str(w, "access", str_of(access_names[route->access]));
	json_put_str(w, "face", str_of(face_names[route->face]));
	json_put_str(w, "workspace", str_of(right_names[route->in_workspace]));
	json_put_bool(w, "takes_window", route->takes_window);
	json_put_bool(w, "owns_account", route->owns_account);
	json_put_bool(w, "is_login", route->is_login);
	json_put_str(w, "doc", str_of(route->doc));
	json_end_object(w);
}

static void print_json(void)
{
	cleanup(buf_free) struct buf text;
	struct json_writer w;

	buf_init(&text, 1 * MIB);
	json_start(&w, &text, JSON_PLAIN);
	json_array(&w);
	for (size_t t = 0; t < app_route_table_count; t++)
		for (size_t i = 0; i < app_route_tables[t]->count; i++)
			put_route(&w, &app_route_tables[t]->rows[i]);
	json_end_array(&w);
	printf("%.*s\n", STR_ARG(buf_str(&text)));
}

static void print_document(struct arena *a, void (*write)(struct arena *a, struct buf *out))
{
	cleanup(buf_free) struct buf text;

	buf_init(&text, 4 * MIB);
	write(a, &text);
	printf("%.*s", STR_ARG(buf_str(&text)));
}

static void print_lines(void)
{
	for (size_t t = 0; t < app_route_table_count; t++)
		for (size_t i = 0; i < app_route_tables[t]->count; i++)
			print_line(&app_route_tables[t]->rows[i]);
}

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	bool json = false, openapi = false, types = false;
	const struct cmd_option table[] = {
		{ "json", NULL, &json },
		{ "openapi", NULL, &openapi },
		{ "types", NULL, &types },
		{ NULL, NULL, NULL },
	};

	if (!cmd_options(&cmd_routes, argc, argv, table, NULL, 0, err))
		return false;
	if (openapi)
		print_document(a, app_openapi);
	else if (types)
		print_document(a, app_types);
	else if (json)
		print_json();
	else
		print_lines();
	return true;
}

const struct cmd cmd_routes = {
	.name = "routes",
	.about = "list every HTTP route and who may call it",
	.usage = "[--json | --openapi | --types]",
	.run = run,
};
