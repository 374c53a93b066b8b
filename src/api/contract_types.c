#include "api/contract.h"

#define CHOICES_IN_LINE 7

static const char head[] =
	"// What the server answers, one type per object of the contract. Made from the route "
	"tables by\n"
	"// `simpul routes --types`: change the shapes in src/api, then run tools/make-types.\n"
	"// Ids of Meta objects are strings: they do not fit in a double. `null` means \"not "
	"known\" and is\n"
	"// never to be shown as zero.\n";

static const char *const kinds[SHAPE_KIND_COUNT] = {
	[SHAPE_TEXT] = "string",   [SHAPE_ID] = "string",    [SHAPE_INT] = "number",
	[SHAPE_NUMBER] = "number", [SHAPE_BOOL] = "boolean", [SHAPE_PERCENT] = "string",
	[SHAPE_TIME] = "string",   [SHAPE_DAY] = "string",   [SHAPE_ANY] = "unknown",
};

static void put_type(struct buf *out, const struct shape *shape, bool nullable, unsigned depth);

static void indent(struct buf *out, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		buf_put(out, STR("  "));
}

static void put_members(struct buf *out, const struct shape *shape, unsigned depth)
{
	buf_put(out, STR("{\n"));
	for (size_t i = 0; i < shape->member_count; i++) {
		const struct member *member = &shape->members[i];

		if (member->doc) {
			indent(out, depth + 1);
			buf_fmt(out, "/** %s */\n", member->doc);
		}
		indent(out, depth + 1);
		buf_fmt(out, "%s%s: ", member->name, member->flags & OPTIONAL ? "?" : "");
		put_type(out, member->shape, (member->flags & NULLABLE) != 0, depth + 1);
		buf_put(out, STR(";\n"));
	}
	indent(out, depth);
	buf_putc(out, '}');
}

static size_t count_choices(const struct shape *shape)
{
	size_t count = 0;

	while (shape->choices[count])
		count++;
	return count;
}

/* Many stand one in a line. */
static void put_choices(struct buf *out, const struct shape *shape)
{
	size_t count = count_choices(shape);

	for (size_t i = 0; i < count; i++)
		buf_fmt(out, "%s'%s'",
			count > CHOICES_IN_LINE ? "\n  | "
			: i                     ? " | "
						: "",
			shape->choices[i]);
}

static void put_either(struct buf *out, const struct shape *shape, unsigned depth)
{
	for (size_t i = 0; shape->either[i]; i++) {
		if (i)
			buf_put(out, STR(" | "));
		put_type(out, shape->either[i], false, depth);
	}
}

/* A union needs brackets before `[]`. */
static void put_list(struct buf *out, const struct shape *item, unsigned depth)
{
	bool is_union = !item->name && (item->choices || item->kind == SHAPE_EITHER);

	if (is_union)
		buf_putc(out, '(');
	put_type(out, item, false, depth);
	buf_put(out, is_union ? STR(")[]") : STR("[]"));
}

static void put_definition(struct buf *out, const struct shape *shape, unsigned depth)
{
	if (shape->choices) {
		put_choices(out, shape);
	} else if (shape->kind == SHAPE_EITHER) {
		put_either(out, shape, depth);
	} else if (shape->kind == SHAPE_OBJECT) {
		put_members(out, shape, depth);
	} else if (shape->kind == SHAPE_LIST) {
		put_list(out, shape->item, depth);
	} else if (shape->kind == SHAPE_MAP) {
		buf_put(out, STR("Record<string, "));
		put_type(out, shape->item, false, depth);
		buf_putc(out, '>');
	} else {
		buf_put(out, str_of(kinds[shape->kind]));
	}
}

static void put_type(struct buf *out, const struct shape *shape, bool nullable, unsigned depth)
{
	if (shape->name)
		buf_put(out, str_of(shape->name));
	else
		put_definition(out, shape, depth);
	if (nullable)
		buf_put(out, STR(" | null"));
}

static void put_named(struct buf *out, const struct shape *shape)
{
	buf_putc(out, '\n');
	if (shape->doc)
		buf_fmt(out, "/** %s */\n", shape->doc);
	if (shape->kind == SHAPE_OBJECT) {
		buf_fmt(out, "export interface %s ", shape->name);
		if (shape->base)
			buf_fmt(out, "extends %s ", shape->base->name);
		put_members(out, shape, 0);
		buf_putc(out, '\n');
		return;
	}
	buf_fmt(out, "export type %s =", shape->name);
	if (!shape->choices || count_choices(shape) <= CHOICES_IN_LINE)
		buf_putc(out, ' ');
	put_definition(out, shape, 0);
	buf_put(out, STR(";\n"));
}

void contract_types(struct arena *a, const struct contract *c, struct buf *out)
{
	struct contract_shapes shapes = contract_shapes(a, c);

	buf_put(out, str_of(head));
	for (size_t i = 0; i < shapes.count; i++)
		put_named(out, shapes.at[i]);
}
