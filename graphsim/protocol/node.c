#include "graphsim/protocol/node.h"

static const struct node_type *const all_types[] = {
	&user_type,       &page_type,       &business_type,     &app_type,          &ig_user_type,
	&ig_media_type,   &ig_comment_type, &ig_hashtag_type,   &ig_container_type, &page_post_type,
	&page_photo_type, &page_video_type, &post_comment_type,
};

bool selections_of(struct call *c, struct str fields, const struct selection **ret,
		   size_t *ret_count)
{
	struct expansion_error error;

	if (expansion_parse(c->arena, fields, ret, ret_count, &error))
		return true;
	return CALL_FAIL(c, GE_SYNTAX, error.expected, str_fmt(c->arena, "%zu", error.at), fields);
}

struct str node_id(const struct call *c, const struct node *n)
{
	return n->type->id(c->arena, n, c);
}

static const struct node_field *field_find(const struct node_type *t, struct str name)
{
	for (const struct node_field *f = t->fields; f->name; f++) {
		if (str_eq(str_of(f->name), name))
			return f;
	}
	return NULL;
}

const struct node_edge *node_edge_find(const struct node_type *t, struct str name)
{
	for (const struct node_edge *e = t->edges; e->name; e++) {
		if (str_eq(str_of(e->name), name))
			return e;
	}
	return NULL;
}

static bool is_valueless(const struct node_type *t, struct str name)
{
	for (const char *const *known = t->valueless; *known; known++) {
		if (str_eq(str_of(*known), name))
			return true;
	}
	return false;
}

bool node_type_knows(const struct node_type *t, struct str name)
{
	return field_find(t, name) || node_edge_find(t, name) || is_valueless(t, name);
}

bool node_name_is_known(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(all_types); i++) {
		if (node_type_knows(all_types[i], name))
			return true;
	}
	return false;
}

static void write_field(struct call *c, const struct node *n, const struct selection *s)
{
	struct view v = { .call = c, .node = n, .selection = s };
	const struct node_field *field = field_find(n->type, s->name);

	if (field) {
		field->write(&v);
		return;
	}
	const struct node_edge *edge = node_edge_find(n->type, s->name);
	if (edge) {
		if (edge->get)
			edge->get(&v);
		return;
	}
	if (!is_valueless(n->type, s->name))
		CALL_FAIL(c, GE_NONEXISTING_FIELD, s->name, str_of(n->type->name));
}

/* `metadata=1`: what the node is and what else could be asked of it. */
static void write_metadata(struct call *c, const struct node *n)
{
	json_put_object(&c->json, "metadata");
	json_put_str(&c->json, "type", str_lower(c->arena, str_of(n->type->name)));
	json_put_array(&c->json, "fields");
	for (const struct node_field *f = n->type->fields; f->name; f++) {
		json_object(&c->json);
		json_put_str(&c->json, "name", str_of(f->name));
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_put_object(&c->json, "connections");
	for (const struct node_edge *e = n->type->edges; e->name; e++) {
		json_key(&c->json, str_of(e->name));
		json_str(&c->json, str_fmt(c->arena, "%.*s/%.*s/%.*s/%s", STR_ARG(c->origin),
					   STR_ARG(c->version), STR_ARG(node_id(c, n)), e->name));
	}
	json_end_object(&c->json);
	json_end_object(&c->json);
}

void node_write(struct call *c, const struct node *n, const struct selection *selections,
		size_t count)
{
	bool has_id = false;

	if (count == 0 && !selections_of(c, str_of(n->type->defaults), &selections, &count))
		return;
	json_object(&c->json);
	for (size_t i = 0; i < count && !call_failed(c); i++) {
		if (str_eq(selections[i].name, STR("id"))) {
			has_id = true;
			json_key(&c->json, selection_key(&selections[i]));
			json_str(&c->json, node_id(c, n));
		} else {
			write_field(c, n, &selections[i]);
		}
	}
	if (call_failed(c))
		return;
	if (c->wants_metadata && c->json.depth == 1)
		write_metadata(c, n);
	if (!has_id)
		json_put_str(&c->json, "id", node_id(c, n));
	json_end_object(&c->json);
}

void node_write_member(struct view *v, const struct node *n)
{
	view_key(v);
	if (v->selection->inner_count == 0) {
		json_object(&v->call->json);
		json_put_str(&v->call->json, "id", node_id(v->call, n));
		json_end_object(&v->call->json);
		return;
	}
	node_write(v->call, n, v->selection->inner, v->selection->inner_count);
}

void view_key(struct view *v)
{
	if (!v->is_root)
		json_key(&v->call->json, selection_key(v->selection));
}

void view_str(struct view *v, struct str value)
{
	if (str_is_empty(value))
		return;
	view_key(v);
	json_str(&v->call->json, value);
}

void view_text(struct view *v, const char *value)
{
	view_str(v, str_of(value));
}

void view_int(struct view *v, int64_t value)
{
	view_key(v);
	json_int(&v->call->json, value);
}

void view_bool(struct view *v, bool value)
{
	view_key(v);
	json_bool(&v->call->json, value);
}

void view_time(struct view *v, int64_t unix_s)
{
	view_str(v, graph_time_text(v->call->arena, unix_s));
}

void view_success(struct view *v)
{
	json_object(&v->call->json);
	json_put_bool(&v->call->json, "success", true);
	json_end_object(&v->call->json);
}

struct str view_arg(const struct view *v, struct str name)
{
	return selection_arg(v->selection, name);
}
