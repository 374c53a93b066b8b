#include "graphsim/protocol/call_params.h"

#include "http/multipart.h"

#define VALUE_MAX_BYTES (1u * MIB)

struct args {
	struct param *at;
	size_t count;
};

static void add(struct args *args, struct str name, struct str value)
{
	if (args->count < CALL_ARGS_MAX)
		args->at[args->count++] = (struct param){ name, value.at ? value : STR("") };
}

/* Lists of plain values are comma-joined as query arguments are; other structures stay JSON text.
 */
static struct str text_of_value(struct arena *a, const struct json *v)
{
	cleanup(buf_free) struct buf text = { 0 };
	struct json_writer w;

	if (v->type == JSON_STRING)
		return v->string;
	buf_init(&text, VALUE_MAX_BYTES);
	json_start(&w, &text, JSON_PLAIN);
	json_copy(&w, v);
	return str_dup(a, buf_str(&text));
}

static bool add_json(struct call *c, struct args *args, struct str body)
{
	const struct json *object;
	struct err err = ERR_INIT;

	if (!json_parse(c->arena, body, &object, &err))
		return false;
	for (const struct json *m = json_first(object); m; m = m->next) {
		if (!json_is_null(m))
			add(args, m->key, text_of_value(c->arena, m));
	}
	return true;
}

static bool add_multipart(struct call *c, struct args *args, struct str content_type,
			  struct str body)
{
	struct multipart parts;
	struct err err = ERR_INIT;

	if (!multipart_parse(c->arena, content_type, body, &parts, &err))
		return false;
	for (size_t i = 0; i < parts.count; i++)
		add(args, parts.at[i].name, parts.at[i].body);
	return true;
}

static bool add_form(struct call *c, struct args *args, struct str body)
{
	struct params form;
	struct err err = ERR_INIT;

	if (!params_parse(c->arena, body, &form, &err))
		return false;
	for (size_t i = 0; i < form.count; i++)
		add(args, form.at[i].name, form.at[i].value);
	return true;
}

void call_read_args(struct call *c, const struct params *query, struct str content_type,
		    struct str body)
{
	struct args args = { arena_new_n(c->arena, struct param, CALL_ARGS_MAX), 0 };
	struct str trimmed = str_trim(body);
	struct str type = str_lower(c->arena, content_type);
	bool is_read = true;

	for (size_t i = 0; i < query->count; i++)
		add(&args, query->at[i].name, query->at[i].value);
	/* The first byte tells JSON from a form when nobody says which it is. */
	if (str_is_empty(trimmed))
		is_read = true;
	else if (str_starts_with(type, STR("multipart/form-data")))
		is_read = add_multipart(c, &args, content_type, body);
	else if (str_starts_with(type, STR("application/json")) || trimmed.at[0] == '{')
		is_read = add_json(c, &args, trimmed);
	else
		is_read = add_form(c, &args, trimmed);
	c->is_body_bad = !is_read;
	c->args = (struct params){ args.at, args.count };
}

void call_override_method(struct call *c)
{
	struct str wanted = call_arg(c, STR("method"));

	if (c->method != HTTP_POST)
		return;
	if (str_eq_nocase(wanted, STR("delete")))
		c->method = HTTP_DELETE;
	else if (str_eq_nocase(wanted, STR("get")))
		c->method = HTTP_GET;
}
