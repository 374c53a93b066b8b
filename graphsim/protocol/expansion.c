#include "graphsim/protocol/expansion.h"

#include "base/arena.h"

#define MAX_DEPTH 8
#define MAX_FIELDS 300
#define MAX_MODIFIERS 12

struct parser {
	struct arena *arena;
	struct str text;
	size_t at;
	size_t fields;
	struct expansion_error *error;
};

static bool expected(struct parser *p, struct str what)
{
	*p->error = (struct expansion_error){ what, p->at };
	return false;
}

static void skip_space(struct parser *p)
{
	while (p->at < p->text.len && strchr(" \t\r\n", p->text.at[p->at]))
		p->at++;
}

static char peek(struct parser *p)
{
	skip_space(p);
	return p->at < p->text.len ? p->text.at[p->at] : '\0';
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-' || c == ':';
}

static struct str take_name(struct parser *p)
{
	size_t from = p->at;

	while (p->at < p->text.len && is_name_char(p->text.at[p->at]))
		p->at++;
	return str_sub(p->text, from, p->at);
}

/* Everything up to the parenthesis that closes the one just opened. */
static bool take_argument(struct parser *p, struct str *ret)
{
	size_t from = ++p->at;
	size_t open = 1;

	for (; p->at < p->text.len; p->at++) {
		char c = p->text.at[p->at];

		if (c == '(')
			open++;
		if (c == ')' && --open == 0) {
			*ret = str_trim(str_sub(p->text, from, p->at));
			p->at++;
			return true;
		}
	}
	return expected(p, STR("Expected end of argument list."));
}

static bool parse_modifiers(struct parser *p, struct selection *s)
{
	struct modifier found[MAX_MODIFIERS];
	size_t count = 0;

	while (peek(p) == '.') {
		p->at++;
		struct str name = take_name(p);
		struct str value;

		if (str_is_empty(name) || peek(p) != '(')
			return expected(p, STR("Expected a modifier and its argument."));
		if (!take_argument(p, &value))
			return false;
		if (str_eq(name, STR("as")))
			s->alias = value;
		else if (count == MAX_MODIFIERS)
			return expected(p, STR("Too many modifiers."));
		else
			found[count++] = (struct modifier){ name, value };
	}
	if (count == 0)
		return true;

	/* Modifiers may stand before the braces, behind them, or both. */
	struct modifier *all = arena_new_n(p->arena, struct modifier, s->modifier_count + count);
	for (size_t i = 0; i < s->modifier_count; i++)
		all[i] = s->modifiers[i];
	for (size_t i = 0; i < count; i++)
		all[s->modifier_count + i] = found[i];
	s->modifiers = all;
	s->modifier_count += count;
	return true;
}

static bool parse_list(struct parser *p, unsigned depth, const struct selection **ret,
		       size_t *ret_count);

static bool parse_inner(struct parser *p, unsigned depth, struct selection *s)
{
	size_t from = ++p->at;

	if (depth + 1 == MAX_DEPTH)
		return expected(p, STR("Too many levels of nesting."));
	if (!parse_list(p, depth + 1, &s->inner, &s->inner_count))
		return false;
	if (peek(p) != '}')
		return expected(p, STR("Expected end of field list."));
	s->inner_text = str_trim(str_sub(p->text, from, p->at));
	p->at++;
	return true;
}

static bool parse_field(struct parser *p, unsigned depth, struct selection *s)
{
	skip_space(p);
	*s = (struct selection){ .name = take_name(p) };
	if (str_is_empty(s->name))
		return expected(p, STR("Expected name."));
	if (++p->fields > MAX_FIELDS)
		return expected(p, STR("Too many fields."));
	if (!parse_modifiers(p, s))
		return false;
	if (peek(p) != '{')
		return true;
	return parse_inner(p, depth, s) && parse_modifiers(p, s);
}

/* One more than the commas of this level that lie ahead: an upper bound of the fields in the list.
 */
static size_t count_ahead(const struct parser *p)
{
	size_t count = 1;
	int open = 0;

	for (size_t i = p->at; i < p->text.len && open >= 0; i++) {
		char c = p->text.at[i];

		open += (c == '{' || c == '(') - (c == '}' || c == ')');
		count += c == ',' && open == 0;
	}
	return count;
}

static bool parse_list(struct parser *p, unsigned depth, const struct selection **ret,
		       size_t *ret_count)
{
	size_t room = count_ahead(p);

	if (room > MAX_FIELDS)
		return expected(p, STR("Too many fields."));
	struct selection *list = arena_new_n(p->arena, struct selection, room);
	size_t count = 0;

	do {
		if (count > 0)
			p->at++;
		if (count == room)
			return expected(p, STR("Expected end of field list."));
		if (!parse_field(p, depth, &list[count++]))
			return false;
	} while (peek(p) == ',');
	*ret = list;
	*ret_count = count;
	return true;
}

bool expansion_parse(struct arena *a, struct str text, const struct selection **ret,
		     size_t *ret_count, struct expansion_error *error)
{
	struct parser p = { .arena = a, .text = text, .error = error };

	if (!parse_list(&p, 0, ret, ret_count))
		return false;
	if (peek(&p) != '\0' || p.at < text.len) {
		struct str found = str_sub(text, p.at, p.at + 1);
		return expected(&p, str_fmt(a, "Expected end of string instead of \\\"%.*s\\\".",
					    STR_ARG(found)));
	}
	return true;
}

struct str selection_arg(const struct selection *s, struct str name)
{
	for (size_t i = 0; i < s->modifier_count; i++) {
		if (str_eq(s->modifiers[i].name, name))
			return s->modifiers[i].value;
	}
	return STR_NONE;
}

bool selection_has(const struct selection *s, struct str name)
{
	return selection_arg(s, name).at != NULL;
}

struct str selection_key(const struct selection *s)
{
	return s->alias.at ? s->alias : s->name;
}
