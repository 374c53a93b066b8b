#include "api/contract_json.h"
#include "api/reply.h"

static const char about[] =
	"Connects Facebook Pages and Instagram Business accounts, collects their numbers daily, "
	"and "
	"answers questions about them.\n\n"
	"A slash at the end of a path is optional. Ids of Meta are text. Null means not known, "
	"never "
	"zero. Errors are told in Indonesian, or in English when `Accept-Language` begins with it; "
	"their `code` is for programs.";

/* ---- what is asked ---- */

static void put_parameter(struct json_writer *w, const char *in, const struct member *member)
{
	bool required = !(member->flags & OPTIONAL);

	json_object(w);
	contract_text(w, "name", member->name);
	contract_text(w, "in", in);
	contract_text(w, "description", member->doc);
	json_put_bool(w, "required", required);
	json_key(w, STR("schema"));
	contract_schema(w, member->shape, 0, NULL);
	json_end_object(w);
}

static void put_path_parameters(struct arena *a, struct json_writer *w, const char *path)
{
	struct str rest = str_of(path);

	for (;;) {
		str_cut(&rest, '{');
		if (rest.len == 0)
			return;
		struct str name = str_cut(&rest, '}');
		const struct member *known = contract_path_param(name);
		struct member plain = { str_z(a, name), T_ID, 0, NULL };

		put_parameter(w, "path", known ? known : &plain);
	}
}

static const struct member window_query[] = {
	{ "date_frame", T_CHOICE("7", "28", "60", "90", "last_week", "last_month"), OPTIONAL,
	  "That many days, ending today. Without a window: all data." },
	{ "start", T_TEXT, OPTIONAL,
	  "With `end`, instead of date_frame: an ISO 8601 time or day." },
	{ "end", T_TEXT, OPTIONAL, "The last moment or day of the window." },
};

static void put_parameters(struct arena *a, struct json_writer *w, const struct route *route)
{
	json_put_array(w, "parameters");
	put_path_parameters(a, w, route->path);
	for (size_t i = 0; route->takes_window && i < COUNT_OF(window_query); i++)
		put_parameter(w, "query", &window_query[i]);
	for (size_t i = 0; i < route->query.count; i++)
		put_parameter(w, "query", &route->query.members[i]);
	if (route->access != ACCESS_PUBLIC) {
		json_object(w);
		contract_ref(w, "parameters", "TimeZone");
		json_end_object(w);
	}
	if (route->in_workspace != WORKSPACE_OWN) {
		json_object(w);
		contract_ref(w, "parameters", "Workspace");
		json_end_object(w);
	}
	json_end_array(w);
}

/* Lengths that fields.h gives a text without a maximum of its own. */
static int64_t longest(const struct field *field)
{
	if (field->max)
		return field->max;
	return field->type == FIELD_ID ? LIMIT_ID : 1000;
}

static void put_field(struct json_writer *w, const struct field *field)
{
	json_object(w);
	switch (field->type) {
	case FIELD_ID:
		json_put_array(w, "type");
		json_str(w, STR("string"));
		json_str(w, STR("integer"));
		json_end_array(w);
		json_put_int(w, "maxLength", longest(field));
		break;
	case FIELD_STR:
		contract_type(w, "string", !field->required);
		json_put_int(w, "minLength", field->required && field->min < 1 ? 1 : field->min);
		json_put_int(w, "maxLength", longest(field));
		break;
	case FIELD_I64:
		contract_type(w, "integer", !field->required);
		json_put_int(w, "minimum", field->min);
		if (field->max)
			json_put_int(w, "maximum", field->max);
		break;
	case FIELD_REAL:
		contract_type(w, "number", !field->required);
		break;
	case FIELD_BOOL:
		contract_type(w, "boolean", !field->required);
		break;
	}
	json_end_object(w);
}

static void put_fields(struct json_writer *w, const struct body *body)
{
	json_object(w);
	contract_text(w, "type", "object");
	json_put_object(w, "properties");
	for (size_t i = 0; i < body->field_count; i++) {
		json_key(w, str_of(body->fields[i].name));
		put_field(w, &body->fields[i]);
	}
	json_end_object(w);
	json_put_array(w, "required");
	for (size_t i = 0; i < body->field_count; i++)
		if (body->fields[i].required)
			json_str(w, str_of(body->fields[i].name));
	json_end_array(w);
	json_end_object(w);
}

/* A body of optional fields alone may be left out. */
static bool needs_body(const struct body *body)
{
	for (size_t i = 0; i < body->field_count; i++)
		if (body->fields[i].required)
			return true;
	return body->shape != NULL || body->type != NULL;
}

static struct str body_type(const struct body *body)
{
	if (body->type)
		return str_of(body->type);
	return body->is_form ? STR("application/x-www-form-urlencoded") : STR("application/json");
}

static void put_body(struct json_writer *w, const struct body *body)
{
	if (!body->fields && !body->shape && !body->type)
		return;
	json_put_object(w, "requestBody");
	json_put_bool(w, "required", needs_body(body));
	json_put_object(w, "content");
	json_key(w, body_type(body));
	json_object(w);
	json_key(w, STR("schema"));
	if (body->type)
		json_raw(w, STR("{\"type\":\"string\",\"format\":\"binary\"}"));
	else if (body->shape)
		contract_schema(w, body->shape, 0, NULL);
	else
		put_fields(w, body);
	json_end_object(w);
	json_end_object(w);
	json_end_object(w);
}

/* Who may call: nobody in particular, a bearer, or a session, which guards what it changes. */
static void put_security(struct json_writer *w, const struct route *route)
{
	json_put_array(w, "security");
	if (route->access != ACCESS_PUBLIC) {
		json_object(w);
		json_put_array(w, "bearer");
		json_end_array(w);
		json_end_object(w);
		json_object(w);
		json_put_array(w, "session");
		json_end_array(w);
		if (route->method != HTTP_GET) {
			json_put_array(w, "csrf");
			json_end_array(w);
		}
		json_end_object(w);
	}
	json_end_array(w);
}

/* ---- what is answered ---- */

static void put_content(struct json_writer *w, const char *type, const struct shape *shape)
{
	json_put_object(w, "content");
	json_key(w, str_of(type));
	json_object(w);
	json_key(w, STR("schema"));
	contract_schema(w, shape, 0, NULL);
	json_end_object(w);
	json_end_object(w);
}

static void begin_reply(struct json_writer *w, int status, const char *description)
{
	char text[4] = { (char)('0' + status / 100 % 10), (char)('0' + status / 10 % 10),
			 (char)('0' + status % 10) };

	json_key(w, str_of(text));
	json_object(w);
	contract_text(w, "description", description);
}

static void put_redirect(struct json_writer *w, const struct route *route)
{
	if (!route->redirect_status)
		return;
	begin_reply(w, route->redirect_status, "A browser is sent on.");
	json_put_object(w, "headers");
	json_put_object(w, "Location");
	json_key(w, STR("schema"));
	contract_schema(w, T_TEXT, 0, NULL);
	json_end_object(w);
	json_end_object(w);
	json_end_object(w);
}

static const char *const error_of[] = {
	[FACE_CEKBRAND] = "Error",
	[FACE_WAS] = "Error",
	[FACE_META] = "MetaError",
	[FACE_PLAIN] = "PlainError",
};

static void put_replies(struct json_writer *w, const struct route *route)
{
	bool is_empty = route->reply == &shape_nothing;
	int status = route->reply_status ? route->reply_status : is_empty ? 204 : 200;

	json_put_object(w, "responses");
	if (!is_empty || !route->redirect_status) {
		begin_reply(w, status, is_empty ? "Done." : "OK");
		if (route->reply_type)
			put_content(w, route->reply_type, T_TEXT);
		else if (route->reply && !is_empty)
			put_content(w, "application/json", route->reply);
		json_end_object(w);
	}
	if (route->takes_range) {
		begin_reply(w, 206, "The range that was asked for.");
		put_content(w, route->reply_type, T_TEXT);
		json_end_object(w);
	}
	if (route->has_etag) {
		begin_reply(w, 304, "It has not changed.");
		json_end_object(w);
	}
	put_redirect(w, route);
	json_put_object(w, "default");
	contract_ref(w, "responses", error_of[route->face]);
	json_end_object(w);
	json_end_object(w);
}

/* ---- paths ---- */

/* get_cekbrand_accounts_account_id_media: stable as long as the address is. */
static struct str operation_id(struct arena *a, const struct route *route)
{
	struct str method = str_lower(a, http_method_name(route->method));
	char *text = str_z(a, str_fmt(a, "%.*s%s", STR_ARG(method), route->path));
	size_t length = 0;

	for (const char *p = text; *p; p++) {
		bool is_word = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');

		if (is_word)
			text[length++] = *p;
		else if (length && text[length - 1] != '_')
			text[length++] = '_';
	}
	while (length && text[length - 1] == '_')
		length--;
	return (struct str){ text, length };
}

static const char *const ability_notes[ABILITY_COUNT] = {
	[ABILITY_ACCOUNT] = "",
	[ABILITY_DASHBOARD] = "Needs a confirmed e-mail address and a running subscription. ",
	[ABILITY_POST_DETAIL] = "The plan must include details of posts. ",
	[ABILITY_EXPORT] = "The plan must include exports. ",
};

static const char *const right_notes[WORKSPACE_RIGHT_COUNT] = {
	[WORKSPACE_OWN] = "",
	[WORKSPACE_READ] = "In a workspace: every member. ",
	[WORKSPACE_WRITE] = "In a workspace: its owner, admins and editors. ",
	[WORKSPACE_APPROVE] = "In a workspace: its owner, admins and approvers. ",
	[WORKSPACE_MANAGE] = "In a workspace: its owner and admins. ",
};

static void put_notes(struct arena *a, struct json_writer *w, const struct route *route)
{
	struct str notes =
		str_fmt(a, "%s%s%s%s", route->access == ACCESS_ADMIN ? "Administrators only. " : "",
			ability_notes[route_ability(route)], right_notes[route->in_workspace],
			route->face == FACE_CEKBRAND ? "Also under /restapi."
			: route->face == FACE_WAS    ? "Also under /restapi and /wasapi."
						     : "");

	if (notes.len)
		json_put_str(w, "description", str_trim(notes));
}

static void put_operation(struct arena *a, struct json_writer *w, const struct route *route,
			  const char *tag)
{
	json_key(w, str_lower(a, http_method_name(route->method)));
	json_object(w);
	json_put_str(w, "operationId", operation_id(a, route));
	contract_text(w, "summary", route->doc);
	put_notes(a, w, route);
	if (tag) {
		json_put_array(w, "tags");
		json_str(w, str_of(tag));
		json_end_array(w);
	}
	put_security(w, route);
	put_parameters(a, w, route);
	put_body(w, &route->body);
	put_replies(w, route);
	json_end_object(w);
}

static bool is_first_of_path(const struct contract *c, const struct route *route)
{
	for (size_t t = 0; t < c->count; t++)
		for (size_t i = 0; i < c->tables[t]->count; i++)
			if (str_eq(str_of(c->tables[t]->rows[i].path), str_of(route->path)))
				return &c->tables[t]->rows[i] == route;
	return true;
}

/* The prefixes of the original proxies; none: the document's own server. */
static void put_servers(struct json_writer *w, enum face face)
{
	static const char *const prefixes[] = { "/", "/restapi", "/wasapi" };
	size_t count = face == FACE_WAS ? 3 : face == FACE_CEKBRAND ? 2 : 0;

	if (!count)
		return;
	json_put_array(w, "servers");
	for (size_t i = 0; i < count; i++) {
		json_object(w);
		contract_text(w, "url", prefixes[i]);
		json_end_object(w);
	}
	json_end_array(w);
}

static void put_path(struct arena *a, const struct contract *c, struct json_writer *w,
		     const struct route *first)
{
	json_key(w, str_of(first->path));
	json_object(w);
	put_servers(w, first->face);
	for (size_t t = 0; t < c->count; t++)
		for (size_t i = 0; i < c->tables[t]->count; i++)
			if (str_eq(str_of(c->tables[t]->rows[i].path), str_of(first->path)))
				put_operation(a, w, &c->tables[t]->rows[i], c->tables[t]->title);
	json_end_object(w);
}

static void put_paths(struct arena *a, const struct contract *c, struct json_writer *w)
{
	json_put_object(w, "paths");
	for (size_t t = 0; t < c->count; t++)
		for (size_t i = 0; i < c->tables[t]->count; i++)
			if (is_first_of_path(c, &c->tables[t]->rows[i]))
				put_path(a, c, w, &c->tables[t]->rows[i]);
	json_end_object(w);
}

/* ---- components ---- */

static void put_schemas(struct arena *a, const struct contract *c, struct json_writer *w)
{
	struct contract_shapes shapes = contract_shapes(a, c);

	json_put_object(w, "schemas");
	for (size_t i = 0; i < shapes.count; i++) {
		json_key(w, str_of(shapes.at[i]->name));
		json_object(w);
		contract_text(w, "description", shapes.at[i]->doc);
		contract_definition(w, shapes.at[i], false);
		json_end_object(w);
	}
	json_end_object(w);
}

static void put_error_reply(struct json_writer *w, enum face face, const char *description)
{
	json_key(w, str_of(error_of[face]));
	json_object(w);
	contract_text(w, "description", description);
	json_put_object(w, "content");
	json_put_object(w, "application/json");
	json_key(w, STR("schema"));
	contract_schema(w, reply_error_shape(face), 0, NULL);
	json_end_object(w);
	if (face == FACE_PLAIN) {
		json_put_object(w, "text/plain");
		json_end_object(w);
	}
	json_end_object(w);
	json_end_object(w);
}

static void put_error_replies(struct json_writer *w)
{
	json_put_object(w, "responses");
	put_error_reply(w, FACE_CEKBRAND, "Refused; `code` says why.");
	put_error_reply(w, FACE_META, "Refused; `error.code` says why, `error.action` what to do.");
	put_error_reply(w, FACE_PLAIN, "Not now, and why.");
	json_end_object(w);
}

static void put_scheme(struct json_writer *w, const char *name, const char *const (*rows)[2])
{
	json_key(w, str_of(name));
	json_object(w);
	for (size_t i = 0; rows[i][0]; i++)
		contract_text(w, rows[i][0], rows[i][1]);
	json_end_object(w);
}

static void put_security_schemes(struct json_writer *w)
{
	static const char *const bearer[][2] = {
		{ "type", "http" },
		{ "scheme", "bearer" },
		{ "description", "The `token` of POST /auth/login." },
		{ NULL },
	};
	static const char *const session[][2] = {
		{ "type", "apiKey" },
		{ "in", "cookie" },
		{ "name", "simpul_session" },
		{ "description", "Set by POST /auth/login; `__Host-simpul_session` on https." },
		{ NULL },
	};
	static const char *const csrf[][2] = {
		{ "type", "apiKey" },
		{ "in", "header" },
		{ "name", "X-CSRFToken" },
		{ "description",
		  "The cookie `csrftoken`, beside a session, on what changes data." },
		{ NULL },
	};

	json_put_object(w, "securitySchemes");
	put_scheme(w, "bearer", bearer);
	put_scheme(w, "session", session);
	put_scheme(w, "csrf", csrf);
	json_end_object(w);
}

static void put_components(struct arena *a, const struct contract *c, struct json_writer *w)
{
	static const struct member time_zone = {
		"X-Time-Zone", T_TEXT, OPTIONAL,
		"Of days and times, such as Asia/Jakarta; the server's own without it."
	};
	static const struct member workspace = { "X-Workspace", T_ID, OPTIONAL,
						 "Whose things are meant, of GET /api/workspaces; "
						 "the caller's own without it. Also as "
						 "argument `workspace`." };

	json_put_object(w, "components");
	put_schemas(a, c, w);
	put_error_replies(w);
	json_put_object(w, "parameters");
	json_key(w, STR("TimeZone"));
	put_parameter(w, "header", &time_zone);
	json_key(w, STR("Workspace"));
	put_parameter(w, "header", &workspace);
	json_end_object(w);
	put_security_schemes(w);
	json_end_object(w);
}

/* ---- the document ---- */

static void put_info(struct json_writer *w)
{
	json_put_object(w, "info");
	contract_text(w, "title", "Simpul");
	contract_text(w, "version", SIMPUL_VERSION);
	contract_text(w, "description", about);
	json_put_object(w, "license");
	contract_text(w, "name", "Apache-2.0");
	contract_text(w, "identifier", "Apache-2.0");
	json_end_object(w);
	json_end_object(w);
}

static void put_tags(const struct contract *c, struct json_writer *w)
{
	json_put_array(w, "tags");
	for (size_t t = 0; t < c->count; t++) {
		if (!c->tables[t]->title)
			continue;
		json_object(w);
		contract_text(w, "name", c->tables[t]->title);
		json_end_object(w);
	}
	json_end_array(w);
}

void contract_openapi(struct arena *a, const struct contract *c, struct json_writer *w)
{
	json_object(w);
	contract_text(w, "openapi", "3.1.0");
	put_info(w);
	put_tags(c, w);
	put_paths(a, c, w);
	put_components(a, c, w);
	json_end_object(w);
}
