#include "base/buf.h"
#include "base/limits.h"
#include "base/test.h"
#include "content/text_rules.h"

static struct str repeated(struct arena *a, const char *piece, int times)
{
	struct buf out;

	buf_init(&out, MIB);
	for (int i = 0; i < times; i++)
		buf_fmt(&out, "%s%d ", piece, i);
	struct str text = str_dup(a, buf_str(&out));
	buf_free(&out);
	return text;
}

static struct str letters(struct arena *a, const char *letter, int times)
{
	struct buf out;

	buf_init(&out, MIB);
	for (int i = 0; i < times; i++)
		buf_put(&out, str_of(letter));
	struct str text = str_dup(a, buf_str(&out));
	buf_free(&out);
	return text;
}

static void test_counts(void **state)
{
	static const struct {
		const char *text;
		int characters, hashtags, mentions;
	} rows[] = {
		{ "", 0, 0, 0 },
		{ "halo", 4, 0, 0 },
		{ "h\xc3\xa4llo", 5, 0, 0 },
		{ "\xf0\x9f\x98\x80\xf0\x9f\x98\x80", 2, 0, 0 }, /* two emoji, eight bytes */
		{ "#kopi #kopi #teh", 16, 2, 0 },
		{ "@rani dan @budi_2", 17, 0, 2 },
		{ "rani@simpul.id", 14, 0, 0 }, /* an address */
		{ "(@rani)@budi", 12, 0, 2 },
		{ "@ @. @", 6, 0, 0 },
		{ "@@rani", 6, 0, 1 },
	};
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, LIMIT_ARENA);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct text_counts c = text_count(&a, str_of(rows[i].text));
		check_int(rows[i].text, c.at[TEXT_CHARACTERS], rows[i].characters);
		check_int(rows[i].text, c.at[TEXT_HASHTAGS], rows[i].hashtags);
		check_int(rows[i].text, c.at[TEXT_MENTIONS], rows[i].mentions);
	}
}

/* Each rule at its limit, and one over it. */
static void test_every_rule(void **state)
{
	static const char *const pieces[] = { NULL, "#tag", "@nama" };
	size_t count;
	const struct text_rule *rules = text_rules(&count);
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, LIMIT_ARENA);
	for (size_t i = 0; i < count; i++) {
		const struct text_rule *r = &rules[i];
		for (int over = 0; over < 2; over++) {
			int n = (int)r->max + over;
			struct str text = r->measure == TEXT_CHARACTERS
						  ? letters(&a, "\xc3\xa9", n)
						  : repeated(&a, pieces[r->measure], n);
			struct text_counts counts = text_count(&a, text);
			check_int(r->source, counts.at[r->measure], n);
			const struct text_rule *broken = text_broken(r->place, &counts, r->refuses);
			check_true(r->source, over ? broken == r : broken != r);
			struct err err = ERR_INIT;
			bool ok = text_check(&a, r->place, "caption", text, &err);
			check_int(r->source, ok, !(over && r->refuses));
			check_str(r->source, str_of(err.field), ok ? STR("") : STR("caption"));
		}
		check_int("read on a day", strlen(r->read_on), 10);
	}
}

static void test_words_name_count_and_limit(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, LIMIT_ARENA);
	struct err err = ERR_INIT;
	check_true("2,201 characters", !text_check(&a, TEXT_INSTAGRAM_CAPTION, "caption",
						   letters(&a, "a", 2201), &err));
	check_str("id", err_text(&err, false), STR("Ada 2201 karakter; paling banyak 2200."));
	check_str("en", err_text(&err, true), STR("2201 characters; at most 2200 are allowed."));
}

static void test_what_is_unwise(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, LIMIT_ARENA);
	struct str six = repeated(&a, "#tag", 6), five = repeated(&a, "#tag", 5);
	check_true("five", !text_warning(&a, TEXT_INSTAGRAM_CAPTION, five, true).at);
	check_str("six", text_warning(&a, TEXT_INSTAGRAM_CAPTION, six, true),
		  STR("6 hashtags; more than 5 are not recommended (Instagram's announcement of "
		      "19 December 2025)."));
	check_true("on a Page", !text_warning(&a, TEXT_PAGE_MESSAGE, six, true).at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_every_rule),
		cmocka_unit_test(test_words_name_count_and_limit),
		cmocka_unit_test(test_what_is_unwise),
	};
	return cmocka_run_group_tests_name("content/text_rules", tests, NULL, NULL);
}
