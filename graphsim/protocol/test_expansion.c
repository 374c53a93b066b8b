#include "base/test.h"

#include "graphsim/protocol/expansion.h"

/* Writes a selection back in one canonical form, so that a case is one line. */
static struct str text_of(struct arena *a, const struct selection *list, size_t count)
{
	struct str text = STR("");

	for (size_t i = 0; i < count; i++) {
		const struct selection *s = &list[i];

		text = str_fmt(a, "%.*s%s%.*s", STR_ARG(text), i ? "," : "", STR_ARG(s->name));
		if (s->alias.at)
			text = str_fmt(a, "%.*s=%.*s", STR_ARG(text), STR_ARG(s->alias));
		for (size_t m = 0; m < s->modifier_count; m++)
			text = str_fmt(a, "%.*s.%.*s(%.*s)", STR_ARG(text),
				       STR_ARG(s->modifiers[m].name),
				       STR_ARG(s->modifiers[m].value));
		if (s->inner_count)
			text = str_fmt(a, "%.*s{%.*s}", STR_ARG(text),
				       STR_ARG(text_of(a, s->inner, s->inner_count)));
	}
	return text;
}

static void test_reads(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "id", "id" },
		{ "id,name", "id,name" },
		{ " id , name ", "id,name" },
		{ "a{b,c{d}},e", "a{b,c{d}},e" },
		{ "media.limit(3){id}", "media.limit(3){id}" },
		{ "media{id}.limit(3)", "media.limit(3){id}" },
		{ "media.limit(3){id}.after(x)", "media.limit(3).after(x){id}" },
		{ "media.as(posts).limit(1)", "media=posts.limit(1)" },
		{ "insights.metric(reach,saved).period(day){name,values}",
		  "insights.metric(reach,saved).period(day){name,values}" },
		{ "business_discovery.username(rasa.ibu){media.limit(2){id}}",
		  "business_discovery.username(rasa.ibu){media.limit(2){id}}" },
		{ "comments.order(reverse_chronological).summary(true)",
		  "comments.order(reverse_chronological).summary(true)" },
		{ "x.y(a(b)c)", "x.y(a(b)c)" },
		{ "a{b}\n,\tc", "a{b},c" },
	};
	struct arena *a = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct selection *list;
		size_t count;
		struct expansion_error error;

		check_true(rows[i].in,
			   expansion_parse(a, str_of(rows[i].in), &list, &count, &error));
		check_str(rows[i].in, text_of(a, list, count), str_of(rows[i].out));
	}
}

static void test_refuses(void **state)
{
	static const struct {
		const char *in;
		size_t at;
	} rows[] = {
		{ "", 0 },           { "id,", 3 },       { "id,,name", 3 },
		{ "a{b", 3 },        { "a}", 1 },        { "{", 0 },
		{ "a.limit", 7 },    { "a.limit(3", 9 }, { "a b", 2 },
		{ "media{id}}", 9 }, { "a{}", 2 },       { "a{b{c{d{e{f{g{h{i}}}}}}}}", 16 },
	};
	struct arena *a = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct selection *list;
		size_t count;
		struct expansion_error error = { .at = 999 };

		check_true(rows[i].in,
			   !expansion_parse(a, str_of(rows[i].in), &list, &count, &error));
		check_int(rows[i].in, error.at, rows[i].at);
	}
}

static void test_inner_text_is_kept(void **state)
{
	struct arena *a = *state;
	const struct selection *list;
	size_t count;
	struct expansion_error error;

	assert_true(expansion_parse(a, STR("media{ id,comments.limit(2){text} }"), &list, &count,
				    &error));
	check_str("inner", list[0].inner_text, STR("id,comments.limit(2){text}"));
	check_true("argument", str_eq(selection_arg(&list[0].inner[1], STR("limit")), STR("2")));
	check_true("no argument", !selection_arg(&list[0], STR("limit")).at);
}

static int set_up(void **state)
{
	static struct arena arena;

	arena_init(&arena, 16u * 1024 * 1024);
	*state = &arena;
	return 0;
}

static int tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_inner_text_is_kept),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
