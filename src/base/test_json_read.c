#include "base/test.h"

#include <string.h>

#include "base/json.h"
#include "base/limits.h"

/* What json_parse accepts, and how json_copy writes it back. */
static const struct {
	struct str text;
	const char *copy;
} accepted[] = {
#define Y(text, copy)                                                                              \
	{                                                                                          \
		STR_INIT(text), copy                                                               \
	}
#define SAME(text)                                                                                 \
	{                                                                                          \
		STR_INIT(text), text                                                               \
	}
	SAME("null"),
	SAME("true"),
	SAME("false"),
	SAME("0"),
	Y("-0", "0"),
	SAME("7"),
	SAME("-7"),
	SAME("1234567890"),
	SAME("9223372036854775807"),
	SAME("-9223372036854775808"),
	SAME("17841401234567890"),
	Y("1.0", "1.0"),
	Y("1.50", "1.5"),
	Y("-0.0", "-0.0"),
	Y("0.1", "0.1"),
	Y("1e2", "100.0"),
	Y("1E2", "100.0"),
	Y("1e+2", "100.0"),
	Y("1e-2", "0.01"),
	Y("12.5e-1", "1.25"),
	Y("0e0", "0.0"),
	Y("0E+007", "0.0"),
	Y("1e22", "1e+22"),
	Y("1e23", "1e+23"),
	Y("1.7976931348623157e308", "1.7976931348623157e+308"),
	Y("5e-324", "5e-324"),
	Y("1e-400", "0.0"),
	Y("0.1e-9999999999", "0.0"),
	Y("0e9999999999", "0.0"),
	Y("2.1506744718757953", "2.1506744718757953"),
	Y("-0.4560729716754763", "-0.4560729716754763"),
	Y("9007199254740993.0", "9007199254740992.0"),
	Y("123456789012345678901234567890.0", "1.2345678901234568e+29"),
	SAME("\"\""),
	SAME("\"a\""),
	SAME("\"exactly8\""),
	SAME("\"more than eight bytes of text\""),
	Y("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\b\\f\\n\\r\\t\""),
	Y("\"\\u0041\"", "\"A\""),
	Y("\"\\u00e9\\u00E9\"", "\"éé\""),
	Y("\"\\u65e5\"", "\"日\""),
	Y("\"\\ud83d\\ude00\"", "\"😀\""),
	Y("\"\\uD83D\\uDE00x\"", "\"😀x\""),
	Y("\"\\u0000\"", "\"\\u0000\""),
	Y("\"a\\u0000b\"", "\"a\\u0000b\""),
	Y("\"\\uffff\\ufdd0\"", "\"\xef\xbf\xbf\xef\xb7\x90\""),
	Y("\"\\udbff\\udfff\"", "\"\xf4\x8f\xbf\xbf\""),
	SAME("\"é日😀\""),
	SAME("\"\x7f\""),
	SAME("\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\""),
	Y("\"plain then \\u00e9 then plain again, long enough\"",
	  "\"plain then é then plain again, long enough\""),
	SAME("[]"),
	SAME("[1]"),
	SAME("[1,2,3]"),
	SAME("[[],[[]],{}]"),
	SAME("[null,true,false,\"x\",1,1.5]"),
	Y(" [ 1 , 2 ] ", "[1,2]"),
	Y("\t\n\r [\n]\n", "[]"),
	SAME("{}"),
	SAME("{\"a\":1}"),
	SAME("{\"a\":{\"a\":{\"a\":[]}}}"),
	Y("{ \"a\" : 1 , \"b\" : 2 }", "{\"a\":1,\"b\":2}"),
	SAME("{\"\":0}"),
	SAME("{\"a\":1,\"A\":2}"),
	SAME("{\"ab\":1,\"ba\":2,\"a\":3,\"b\":4,\"\":5}"),
	Y("{\"\\u0061\":1}", "{\"a\":1}"),
	Y("{\"a\\u0000b\":1,\"a\\u0000c\":2}", "{\"a\\u0000b\":1,\"a\\u0000c\":2}"),
	SAME("[{\"a\":1},{\"a\":1}]"),
	SAME("{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,"
	     "\"k\":11,\"l\":12,\"m\":13,\"n\":14,\"o\":15,\"p\":16,\"q\":17,\"r\":18}"),
	Y("{\"data\":[{\"id\":\"1784\",\"like_count\":12}],\"paging\":{\"next\":"
	  "\"https:\\/\\/graph.test\\/v25.0\\/me?after=Q\\u0026x\"}}",
	  "{\"data\":[{\"id\":\"1784\",\"like_count\":12}],\"paging\":{\"next\":"
	  "\"https://graph.test/v25.0/me?after=Q&x\"}}"),
#undef Y
#undef SAME
};

/* What it refuses, and where: the byte the error names. */
static const struct {
	struct str text;
	size_t at;
	const char *cause;
} refused[] = {
#define N(text, at, cause)                                                                         \
	{                                                                                          \
		STR_INIT(text), at, cause                                                          \
	}
	N("", 0, "no value"),
	N(" \n", 2, "no value"),
	N("[", 1, "the text ends too early"),
	N("{", 1, "the text ends too early"),
	N("[1", 2, "the text ends too early"),
	N("[1,", 3, "the text ends too early"),
	N("{\"a\"", 4, "the text ends too early"),
	N("{\"a\":", 5, "the text ends too early"),
	N("{\"a\":1", 6, "the text ends too early"),
	N("{\"a\":1,", 7, "the text ends too early"),
	N("\"", 1, "the text ends too early"),
	N("\"abc", 4, "the text ends too early"),
	N("\"abcdefgh", 9, "the text ends too early"),
	N("\"\\", 1, "not an escape"),
	N("\"\\\"", 3, "the text ends too early"),
	N("\"\\u12", 1, "not an escape"),
	N("-", 1, "the text ends too early"),
	N("1.", 2, "the text ends too early"),
	N("1e", 2, "the text ends too early"),
	N("1e+", 3, "the text ends too early"),
	N("]", 0, "not the start of a value"),
	N("}", 0, "not the start of a value"),
	N(",", 0, "not the start of a value"),
	N(":", 0, "not the start of a value"),
	N("[1,]", 3, "not the start of a value"),
	N("[,1]", 1, "not the start of a value"),
	N("[1,,2]", 3, "not the start of a value"),
	N("[1 2]", 3, "expected a comma or the closing bracket"),
	N("[1:2]", 2, "expected a comma or the closing bracket"),
	N("[1}", 2, "expected a comma or the closing bracket"),
	N("{\"a\":1]", 6, "expected a comma or the closing bracket"),
	N("{\"a\":1 \"b\":2}", 7, "expected a comma or the closing bracket"),
	N("{\"a\":1,}", 7, "expected a quoted member name"),
	N("{,}", 1, "expected a quoted member name"),
	N("{a:1}", 1, "expected a quoted member name"),
	N("{'a':1}", 1, "expected a quoted member name"),
	N("{1:1}", 1, "expected a quoted member name"),
	N("{null:1}", 1, "expected a quoted member name"),
	N("{\"a\" 1}", 5, "expected a colon"),
	N("{\"a\",1}", 4, "expected a colon"),
	N("{\"a\"}", 4, "expected a colon"),
	N("{\"a\":}", 5, "not the start of a value"),
	N("{\"a\"::1}", 5, "not the start of a value"),
	N("1 2", 2, "text after the value"),
	N("[] x", 3, "text after the value"),
	N("{}}", 2, "text after the value"),
	N("null,", 4, "text after the value"),
	N("\"a\"\"b\"", 3, "text after the value"),
	N("[]\0", 2, "text after the value"),
	N("1\f", 1, "text after the value"),
	N("[1\x0b]", 2, "expected a comma or the closing bracket"),
	N("[1\xc2\xa0]", 2, "expected a comma or the closing bracket"),
	N("\xef\xbb\xbf[]", 0, "not the start of a value"),
	N("nul", 0, "not the start of a value"),
	N("nulL", 0, "not the start of a value"),
	N("True", 0, "not the start of a value"),
	N("tru", 0, "not the start of a value"),
	N("falsy", 0, "not the start of a value"),
	N("nullx", 4, "text after the value"),
	N("NaN", 0, "not the start of a value"),
	N("Infinity", 0, "not the start of a value"),
	N("-Infinity", 1, "not a number"),
	N("-NaN", 1, "not a number"),
	N("undefined", 0, "not the start of a value"),
	N("// x\n1", 0, "not the start of a value"),
	N("/* x */1", 0, "not the start of a value"),
	N("[1]//x", 3, "text after the value"),
	N("+1", 0, "not the start of a value"),
	N(".5", 0, "not the start of a value"),
	N("-.5", 1, "not a number"),
	N("1.e5", 2, "not a number"),
	N("1.x", 2, "not a number"),
	N("1ex", 2, "not a number"),
	N("1e+x", 3, "not a number"),
	N("1e--5", 3, "not a number"),
	N("--1", 1, "not a number"),
	N("- 1", 1, "not a number"),
	N("01", 0, "not a number"),
	N("-01", 1, "not a number"),
	N("00", 0, "not a number"),
	N("00.5", 0, "not a number"),
	N("0x10", 1, "text after the value"),
	N("1_000", 1, "text after the value"),
	N("1.2.3", 3, "text after the value"),
	N("1e2e3", 3, "text after the value"),
	N("9223372036854775808", 0, "a number out of range"),
	N("-9223372036854775809", 0, "a number out of range"),
	N("[18446744073709551616]", 1, "a number out of range"),
	N("99999999999999999999999", 0, "a number out of range"),
	N("1e309", 0, "a number out of range"),
	N("-1e400", 0, "a number out of range"),
	N("1e99999999999999999999", 0, "a number out of range"),
	N("[0.00000000000000000000000000000000000000000000000000000000000000001]", 1,
	  "a number with too many characters"),
	N("\"\n\"", 1, "a control character in a string"),
	N("\"\t\"", 1, "a control character in a string"),
	N("\"a\0b\"", 2, "a control character in a string"),
	N("\"12345678\x1f\"", 9, "a control character in a string"),
	N("\"\\x41\"", 1, "not an escape"),
	N("\"\\'\"", 1, "not an escape"),
	N("\"\\a\"", 1, "not an escape"),
	N("\"\\U0041\"", 1, "not an escape"),
	N("\"\\0\"", 1, "not an escape"),
	N("\"\\\n\"", 1, "not an escape"),
	N("\"\\u\"", 1, "not an escape"),
	N("\"\\u004\"", 1, "not an escape"),
	N("\"\\u00g0\"", 1, "not an escape"),
	N("\"\\u+041\"", 1, "not an escape"),
	N("\"\\u 041\"", 1, "not an escape"),
	N("\"\\ud800\"", 1, "a surrogate without its partner"),
	N("\"\\ud800x\"", 1, "a surrogate without its partner"),
	N("\"\\ud800\\n\"", 1, "a surrogate without its partner"),
	N("\"\\ud800\\u0041\"", 1, "a surrogate without its partner"),
	N("\"\\ud800\\ud800\"", 1, "a surrogate without its partner"),
	N("\"\\ud800\\udc0\"", 1, "a surrogate without its partner"),
	N("\"\\udc00\"", 1, "a surrogate without its partner"),
	N("\"\\udc00\\ud800\"", 1, "a surrogate without its partner"),
	N("\"\xff\"", 1, "not UTF-8"),
	N("\"\x80\"", 1, "not UTF-8"),
	N("\"\xc3\"", 1, "not UTF-8"),
	N("\"\xc3(\"", 1, "not UTF-8"),
	N("\"\xc0\xaf\"", 1, "not UTF-8"),
	N("\"\xc1\xbf\"", 1, "not UTF-8"),
	N("\"\xe0\x9f\xbf\"", 1, "not UTF-8"),
	N("\"\xed\xa0\x80\"", 1, "not UTF-8"),
	N("\"\xed\xbf\xbf\"", 1, "not UTF-8"),
	N("\"\xf0\x8f\xbf\xbf\"", 1, "not UTF-8"),
	N("\"\xf4\x90\x80\x80\"", 1, "not UTF-8"),
	N("\"\xf5\x80\x80\x80\"", 1, "not UTF-8"),
	N("\"\xe2\x82\"", 1, "not UTF-8"),
	N("\"\xf0\x9f\x98", 1, "not UTF-8"),
	N("\"\xf8\x88\x80\x80\x80\"", 1, "not UTF-8"),
	N("[\xe2\x82\xac]", 1, "not the start of a value"),
	N("{\"\xff\":1}", 2, "not UTF-8"),
	N("{\"a\":1,\"a\":2}", 8, "a member name twice in one object"),
	N("{\"\":1,\"\":2}", 7, "a member name twice in one object"),
	N("{\"a\":1,\"\\u0061\":2}", 8, "a member name twice in one object"),
	N("{\"b\":{\"a\":1,\"a\":1}}", 13, "a member name twice in one object"),
	N("{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":1,"
	  "\"k\":1,\"l\":1,\"m\":1,\"n\":1,\"o\":1,\"a\":1}",
	  92, "a member name twice in one object"),
#undef N
};

static void test_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(accepted); i++) {
		cleanup(arena_free) struct arena a;
		cleanup(buf_free) struct buf out;
		struct err err = ERR_INIT;
		const struct json *value = NULL;
		struct json_writer w;

		arena_init(&a, 1 * MIB);
		buf_init(&out, 4096);
		check_ok(json_parse(&a, accepted[i].text, &value, &err), &err);
		json_start(&w, &out, JSON_PLAIN);
		json_copy(&w, value);
		check_str(accepted[i].copy, buf_str(&out), str_of(accepted[i].copy));
	}
}

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		cleanup(arena_free) struct arena a;
		struct err err = ERR_INIT;
		const struct json *value = NULL;
		char want[200];

		arena_init(&a, 1 * MIB);
		snprintf(want, sizeof(want), "not JSON: %s at byte %zu", refused[i].cause,
			 refused[i].at);
		check_true(refused[i].text.at, !json_parse(&a, refused[i].text, &value, &err));
		check_str(refused[i].text.at, str_of(err.cause), str_of(want));
		check_int(refused[i].text.at, err.code, ERR_BAD_REQUEST);
		check_true(refused[i].text.at, value == NULL);
	}
}

/* Of a stranger's strings everything is kept that can be. */
static void test_foreign(void **state)
{
	static const struct {
		struct str text;
		const char *want; /* NULL: refused all the same */
	} rows[] = {
		{ STR_INIT("\"a\\ud800b\""), "a\ufffdb" },
		{ STR_INIT("\"\\udc00\\ud83d\\ude00\""), "\ufffd😀" },
		{ STR_INIT("\"\\ud83d\\ud83d\\ude00\""), "\ufffd😀" },
		{ STR_INIT("\"\\ud83d"), NULL },
		{ STR_INIT("\"a\xff"
			   "b\xc3\""),
		  "a\ufffdb\ufffd" },
		{ STR_INIT("\"\xed\xa0\x80\""), "\ufffd\ufffd\ufffd" },
		{ STR_INIT("\"baris\nbaru\t\x01\""), "baris\nbaru\t\x01" },
		{ STR_INIT("\"a\\x\""), NULL },
		{ STR_INIT("\"a"), NULL },
		{ STR_INIT("\"a\n"), NULL },
		{ STR_INIT("\xff"), NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;
		struct err err = ERR_INIT;
		const struct json *value = NULL;

		arena_init(&a, 1 * MIB);
		check_true(rows[i].text.at,
			   json_parse_foreign(&a, rows[i].text, &value, &err) == !!rows[i].want);
		if (rows[i].want)
			check_str(rows[i].text.at, json_text(value), str_of(rows[i].want));
	}
}

/* Text without a NUL behind it, exactly as long as its memory: what ASan watches. */
static void test_every_prefix_of_a_document(void **state)
{
	const struct str whole = STR("{\"a\":[1,-2.5e3,\"x\\u00e9\\ud83d\\ude00é\",true,null]}");

	(void)state;
	for (size_t len = 0; len <= whole.len; len++) {
		cleanup(arena_free) struct arena a;
		cleanup(mem_freep) char *exact = malloc(len ? len : 1);
		struct err err = ERR_INIT;
		const struct json *value;

		arena_init(&a, 1 * MIB);
		memcpy(exact, whole.at, len);
		check_int("only the whole",
			  json_parse(&a, (struct str){ exact, len }, &value, &err),
			  len == whole.len);
	}
}

static void test_depth(void **state)
{
	(void)state;
	for (size_t depth = LIMIT_JSON_DEPTH - 1; depth <= LIMIT_JSON_DEPTH + 1; depth++) {
		cleanup(arena_free) struct arena a;
		char text[2 * (LIMIT_JSON_DEPTH + 1)];
		struct err err = ERR_INIT;
		const struct json *value;

		arena_init(&a, 1 * MIB);
		memset(text, '[', depth);
		memset(text + depth, ']', depth);
		check_int("depth", json_parse(&a, (struct str){ text, 2 * depth }, &value, &err),
			  depth <= LIMIT_JSON_DEPTH);
		if (depth > LIMIT_JSON_DEPTH)
			check_str("cause", str_of(err.cause),
				  STR("not JSON: nested too deeply at byte 64"));
	}
}

/* Many members: the sorted check must find a pair at any distance, and nothing else. */
static void test_duplicate_among_many(void **state)
{
	(void)state;
	for (size_t twin = 0; twin <= 1000; twin += 50) {
		cleanup(arena_free) struct arena a;
		cleanup(buf_free) struct buf text;
		struct err err = ERR_INIT;
		const struct json *value;

		arena_init(&a, 1 * MIB);
		buf_init(&text, 1 * MIB);
		for (size_t i = 0; i < 1000; i++)
			buf_fmt(&text, "%c\"member%zu\":%zu", i ? ',' : '{', i, i);
		buf_fmt(&text, ",\"member%zu\":0}", twin);
		check_int("duplicate", json_parse(&a, buf_str(&text), &value, &err), twin == 1000);
		if (twin == 1000)
			check_int("last", json_number_or(json_get(value, STR("member999")), -1),
				  999);
	}
}

/* Two bytes of text become a node each: full memory is an error, not an abort. */
static void test_more_values_than_memory(void **state)
{
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf text;
	struct err err = ERR_INIT;
	const struct json *value;

	(void)state;
	arena_init(&a, 256 * KIB);
	buf_init(&text, 256 * KIB);
	buf_putc(&text, '[');
	for (int i = 0; i < 20000; i++)
		buf_put(&text, STR("1,"));
	check_true("refused", !json_parse(&a, buf_str(&text), &value, &err));
	check_int("code", err.code, ERR_TOO_LARGE);

	struct str huge = { text.at, 300 * KIB };

	check_true("too long to copy", !json_parse(&a, huge, &value, &err));
	check_int("code", err.code, ERR_TOO_LARGE);
}

static void test_looking(void **state)
{
	cleanup(arena_free) struct arena a;
	struct err err = ERR_INIT;
	const struct json *v = NULL;
	int64_t number = 0;

	(void)state;
	arena_init(&a, 1 * MIB);
	check_ok(json_parse(&a,
			    STR("{\"page\":{\"id\":\"17\"},\"n\":5,\"whole\":3.0,\"part\":3.5,"
				"\"big\":1e19,\"low\":-9223372036854775808.0,\"no\":null,"
				"\"yes\":true,\"list\":[10,20,30]}"),
			    &v, &err),
		 &err);
	check_str("chain", json_text(json_get(json_get(v, STR("page")), STR("id"))), STR("17"));
	check_true("chain to nowhere", !json_text(json_get(json_get(v, STR("x")), STR("id"))).at);
	check_true("text of a number", !json_text(json_get(v, STR("n"))).at);
	check_int("int", json_number_or(json_get(v, STR("n")), -1), 5);
	check_int("whole double", json_number_or(json_get(v, STR("whole")), -1), 3);
	check_int("broken double", json_number_or(json_get(v, STR("part")), -1), -1);
	check_int("double too big", json_number_or(json_get(v, STR("big")), -1), -1);
	check_true("lowest", json_to_int(json_get(v, STR("low")), &number) && number == INT64_MIN);
	check_int("text is no number", json_number_or(json_get(v, STR("page")), -1), -1);
	check_true("null", json_is_null(json_get(v, STR("no"))));
	check_true("absent is null", json_is_null(json_get(v, STR("nowhere"))));
	check_true("zero is not null", !json_is_null(json_get(v, STR("n"))));
	check_true("true", json_is_true(json_get(v, STR("yes"))));
	check_true("5 is not true", !json_is_true(json_get(v, STR("n"))));
	check_int("count", json_count(json_get(v, STR("list"))), 3);
	check_int("members", json_count(v), 9);
	check_int("count of a number", json_count(json_get(v, STR("n"))), 0);
	check_int("item", json_number_or(json_at(json_get(v, STR("list")), 2), -1), 30);
	check_true("past the end", !json_at(json_get(v, STR("list")), 3));
	check_true("item of an object", !json_at(v, 0));
	check_true("first of a text", !json_first(json_get(v, STR("page"))->list.first));
	check_str("key", json_first(v)->key, STR("page"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_foreign),
		cmocka_unit_test(test_every_prefix_of_a_document),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_duplicate_among_many),
		cmocka_unit_test(test_more_values_than_memory),
		cmocka_unit_test(test_looking),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
