#include "api/contract_json.h"

#include <stdio.h>

/* How each kind is told to tools. */
static const struct {
	const char *type, *format, *pattern;
} kinds[SHAPE_KIND_COUNT] = {
	[SHAPE_TEXT] = { "string" },
	[SHAPE_ID] = { "string", NULL, "^[0-9A-Za-z_.:-]+$" },
	[SHAPE_INT] = { "integer", "int64" },
	[SHAPE_NUMBER] = { "number", "double" },
	[SHAPE_BOOL] = { "boolean" },
	[SHAPE_PERCENT] = { "string", NULL, "^-?[0-9.]+(e[+-]?[0-9]+)?%$" },
	[SHAPE_TIME] = { "string", "date-time" },
	[SHAPE_DAY] = { "string", "date" },
	[SHAPE_OBJECT] = { "object" },
	[SHAPE_LIST] = { "array" },
	[SHAPE_MAP] = { "object" },
};

void contract_text(struct json_writer *w, const char *key, const char *value)
{
	if (!value)
		return;
	json_key(w, str_of(key));
	json_str(w, str_of(value));
}

/* ---- schemas ---- */

void contract_type(struct json_writer *w, const char *type, bool nullable)
{
	if (!type)
		return;
	json_key(w, STR("type"));
	if (nullable)
		json_array(w);
	json_str(w, str_of(type));
	if (!nullable)
		return;
	json_str(w, STR("null"));
	json_end_array(w);
}

static void put_choices(struct json_writer *w, const struct shape *shape, bool nullable)
{
	json_put_array(w, "enum");
	for (size_t i = 0; shape->choices[i]; i++)
		json_str(w, str_of(shape->choices[i]));
	if (nullable)
		json_null(w);
	json_end_array(w);
}

static void put_properties(struct json_writer *w, const struct shape *shape)
{
	if (shape->base)
		put_properties(w, shape->base);
	for (size_t i = 0; i < shape->member_count; i++) {
		const struct member *member = &shape->members[i];

		json_key(w, str_of(member->name));
		contract_schema(w, member->shape, member->flags, member->doc);
	}
}

static void put_required(struct json_writer *w, const struct shape *shape)
{
	if (shape->base)
		put_required(w, shape->base);
	for (size_t i = 0; i < shape->member_count; i++)
		if (!(shape->members[i].flags & OPTIONAL))
			json_str(w, str_of(shape->members[i].name));
}

static void put_either(struct json_writer *w, const struct shape *shape, bool nullable)
{
	json_put_array(w, "anyOf");
	for (size_t i = 0; shape->either[i]; i++)
		contract_schema(w, shape->either[i], 0, NULL);
	if (nullable) {
		json_object(w);
		contract_text(w, "type", "null");
		json_end_object(w);
	}
	json_end_array(w);
}

/* The inside of a schema object, which its caller opens and closes. */
void contract_definition(struct json_writer *w, const struct shape *shape, bool nullable)
{
	contract_type(w, kinds[shape->kind].type, nullable);
	contract_text(w, "format", kinds[shape->kind].format);
	contract_text(w, "pattern", kinds[shape->kind].pattern);
	if (shape->choices)
		put_choices(w, shape, nullable);
	if (shape->kind == SHAPE_EITHER)
		put_either(w, shape, nullable);
	if (shape->kind == SHAPE_LIST || shape->kind == SHAPE_MAP) {
		json_key(w, shape->kind == SHAPE_LIST ? STR("items") : STR("additionalProperties"));
		contract_schema(w, shape->item, 0, NULL);
	}
	if (shape->kind != SHAPE_OBJECT)
		return;
	json_put_object(w, "properties");
	put_properties(w, shape);
	json_end_object(w);
	json_put_array(w, "required");
	put_required(w, shape);
	json_end_array(w);
}

void contract_ref(struct json_writer *w, const char *group, const char *name)
{
	char ref[128];
	int n = snprintf(ref, sizeof(ref), "#/components/%s/%s", group, name);

	json_key(w, STR("$ref"));
	json_str(w, (struct str){ ref, n > 0 ? (size_t)n : 0 });
}

void contract_schema(struct json_writer *w, const struct shape *shape, unsigned flags,
		     const char *doc)
{
	bool nullable = (flags & NULLABLE) != 0;

	json_object(w);
	contract_text(w, "description", doc);
	if (!shape->name) {
		contract_definition(w, shape, nullable);
	} else if (!nullable) {
		contract_ref(w, "schemas", shape->name);
	} else {
		json_put_array(w, "anyOf");
		json_object(w);
		contract_ref(w, "schemas", shape->name);
		json_end_object(w);
		json_object(w);
		contract_text(w, "type", "null");
		json_end_object(w);
		json_end_array(w);
	}
	json_end_object(w);
}
