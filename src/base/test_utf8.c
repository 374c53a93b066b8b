#include "base/test.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

#define FFFD "\xef\xbf\xbd"

static const struct {
	struct str text;
	const char *clean; /* NULL: valid as it is */
	size_t count;
} rows[] = {
	{ STR_INIT(""), NULL, 0 },
	{ STR_INIT("a"), NULL, 1 },
	{ STR_INIT("a\0b"), NULL, 3 },
	{ STR_INIT("é"), NULL, 1 },
	{ STR_INIT("日本語"), NULL, 3 },
	{ STR_INIT("😀"), NULL, 1 },
	{ STR_INIT("twelve bytes and é and more"), NULL, 27 },
	{ STR_INIT("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"),
	  NULL, 7 },
	{ STR_INIT("\xed\x9f\xbf\xee\x80\x80"), NULL, 2 },
	{ STR_INIT("\x80"), FFFD, 1 },
	{ STR_INIT("\xff"), FFFD, 1 },
	{ STR_INIT("\xfe"), FFFD, 1 },
	{ STR_INIT("a\xc3"), "a" FFFD, 2 },
	{ STR_INIT("\xc3z"), FFFD "z", 2 },
	{ STR_INIT("\xc0\x80"), FFFD FFFD, 2 },
	{ STR_INIT("\xc1\xbf"), FFFD FFFD, 2 },
	{ STR_INIT("\xe0\x9f\xbf"), FFFD FFFD FFFD, 3 },
	{ STR_INIT("\xe2\x82"), FFFD FFFD, 2 },
	{ STR_INIT("\xed\xa0\x80"), FFFD FFFD FFFD, 3 },
	{ STR_INIT("\xf0\x8f\xbf\xbf"), FFFD FFFD FFFD FFFD, 4 },
	{ STR_INIT("\xf0\x9f\x98"), FFFD FFFD FFFD, 3 },
	{ STR_INIT("\xf4\x90\x80\x80"), FFFD FFFD FFFD FFFD, 4 },
	{ STR_INIT("\xf5\x80\x80\x80"), FFFD FFFD FFFD FFFD, 4 },
	{ STR_INIT("abcdefgh\xff"
		   "é\xff"),
	  "abcdefgh" FFFD "é" FFFD, 11 },
};

static void test_valid_count_clean(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;

		arena_init(&a, 1 * MIB);

		struct str clean = utf8_clean(&a, rows[i].text);

		check_int(rows[i].text.at, utf8_is_valid(rows[i].text), !rows[i].clean);
		check_int(rows[i].text.at, utf8_count(rows[i].text), rows[i].count);
		check_int(rows[i].text.at, clean.at == rows[i].text.at, !rows[i].clean);
		check_str(rows[i].text.at, clean,
			  rows[i].clean ? str_of(rows[i].clean) : rows[i].text);
	}
}

/* Every code point, surrogates and beyond included, through put and next. */
static void test_every_code_point(void **state)
{
	cleanup(buf_free) struct buf b;

	(void)state;
	buf_init(&b, 64);
	for (uint32_t c = 0; c <= 0x110000; c++) {
		bool is_scalar = c < 0xD800 || (c > 0xDFFF && c < 0x110000);
		size_t len = 0;

		buf_clear(&b);
		utf8_put(&b, c);
		if (utf8_next(buf_str(&b), &len) != (is_scalar ? c : 0xFFFD) || len != b.len ||
		    !utf8_is_valid(buf_str(&b)))
			check_int("code point", c, -1);
	}
}

static void test_next_at_the_edge(void **state)
{
	size_t len = 7;

	(void)state;
	check_int("nothing", utf8_next(STR(""), &len), 0xFFFD);
	check_int("nothing", len, 0);
	check_int("bad byte",
		  utf8_next(STR("\xff"
				"a"),
			    &len),
		  0xFFFD);
	check_int("bad byte", len, 1);
}

static void test_word(void **state)
{
	static const struct {
		uint32_t code_point;
		bool is_word;
	} words[] = {
		{ 'a', true },     { 'Z', true },         { '7', true },     { '_', false },
		{ ' ', false },    { '#', false },        { 0xE9, true },    { 0x65E5, true },
		{ 0x0E33, true },  { 0x0301, true },      { 0x0669, true },  { 0x2019, false },
		{ 0x200D, false }, { 0x1F600, false },    { 0x2615, false }, { 0x110000, false },
		{ 0xD800, false }, { 0xFFFFFFFF, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		check_int("word", unicode_is_word(words[i].code_point), words[i].is_word);
}

static void test_fold(void **state)
{
	static const struct {
		const char *text;
		const char *folded;
	} folds[] = {
		{ "", "" },
		{ "DapurNusantara", "dapurnusantara" },
		{ "CAFÉ", "café" },
		{ "Cafe\xcc\x81", "café" }, /* combining accent */
		{ "Straße", "strasse" },
		{ "ＫＯＰＩ", "kopi" }, /* full width */
		{ "ﬁt", "fit" },        /* ligature */
		{ "ΣΑΣ", "σασ" },
		{ "𝓫𝓪𝓵𝓲", "bali" }, /* mathematical script, as in fancy profile names */
		{ "日本😀", "日本😀" },
		{ "É\xff", "é" FFFD },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(folds); i++) {
		cleanup(arena_free) struct arena a;

		arena_init(&a, 1 * MIB);
		check_str(folds[i].text, unicode_fold(&a, str_of(folds[i].text)),
			  str_of(folds[i].folded));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid_count_clean),
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_next_at_the_edge),
		cmocka_unit_test(test_word),
		cmocka_unit_test(test_fold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
