#include "base/test.h"

#include <math.h>

#include "base/json.h"
#include "base/limits.h"

static void test_strings(void **state)
{
	/* clang-format off */
	static const struct {
		struct str text;
		const char *plain;
		const char *graph;
	} rows[] = {
		{ { NULL, 0 }, "\"\"", "\"\"" },
		{ STR_INIT(""), "\"\"", "\"\"" },
		{ STR_INIT("a"), "\"a\"", "\"a\"" },
		{ STR_INIT("twelve bytes"), "\"twelve bytes\"", "\"twelve bytes\"" },
		{ STR_INIT("\""), "\"\\\"\"", "\"\\\"\"" },
		{ STR_INIT("\\"), "\"\\\\\"", "\"\\\\\"" },
		{ STR_INIT("a/b"), "\"a/b\"", "\"a\\/b\"" },
		{ STR_INIT("1234567/9/b"), "\"1234567/9/b\"", "\"1234567\\/9\\/b\"" },
		{ STR_INIT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"", "\"\\b\\f\\n\\r\\t\"" },
		{ STR_INIT("\0x\x1f"), "\"\\u0000x\\u001f\"", "\"\\u0000x\\u001f\"" },
		{ STR_INIT("\x7f"), "\"\x7f\"", "\"\x7f\"" },
		{ STR_INIT("é"), "\"é\"", "\"\\u00e9\"" },
		{ STR_INIT("日本"), "\"日本\"", "\"\\u65e5\\u672c\"" },
		{ STR_INIT("😀 ok"), "\"😀 ok\"", "\"\\ud83d\\ude00 ok\"" },
		{ STR_INIT("Kopi 12345678é☕ di \"Bali\""), "\"Kopi 12345678é☕ di \\\"Bali\\\"\"",
		  "\"Kopi 12345678\\u00e9\\u2615 di \\\"Bali\\\"\"" },
		/* Not UTF-8: one U+FFFD for each bad byte. */
		{ STR_INIT("a\xff" "b"), "\"a\xef\xbf\xbd" "b\"", "\"a\\ufffdb\"" },
		{ STR_INIT("\xc3"), "\"\xef\xbf\xbd\"", "\"\\ufffd\"" },
		{ STR_INIT("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"",
		  "\"\\ufffd\\ufffd\\ufffd\"" },
		{ STR_INIT("\xc0\xaf"), "\"\xef\xbf\xbd\xef\xbf\xbd\"", "\"\\ufffd\\ufffd\"" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
		enum json_style style = i % 2 ? JSON_GRAPH : JSON_PLAIN;
		const char *want = i % 2 ? rows[i / 2].graph : rows[i / 2].plain;
		struct json_writer w;
		struct buf out;

		buf_init(&out, 4096);
		check_true(want, buf_reserve(&out, 256));
		json_start(&w, &out, style);
		json_str(&w, rows[i / 2].text);
		check_str(want, buf_str(&out), str_of(want));
		check_true(want, json_done(&w));
		buf_free(&out);
	}
}

/* Short strings are copied as whole words, in a buffer that has room and in one that has none. */
static void test_every_length(void **state)
{
	(void)state;
	for (size_t len = 0; len < 40; len++) {
		for (size_t max = len + 2; max < len + 60; max++) {
			char want[64];
			struct json_writer w;
			struct buf out;

			memset(want, 'x', sizeof(want));
			want[0] = want[len + 1] = '"';
			buf_init(&out, max);
			check_true("room", buf_reserve(&out, len + 2));
			json_start(&w, &out, JSON_PLAIN);
			json_str(&w, (struct str){ want + 1, len });
			check_true("fits", json_done(&w));
			check_str("text", buf_str(&out), ((struct str){ want, len + 2 }));
			buf_free(&out);
		}
	}
}

/* An escape must be found wherever it falls in an eight-byte step. */
static void test_escape_at_every_offset(void **state)
{
	(void)state;
	for (size_t len = 1; len < 40; len++) {
		for (size_t at = 0; at < len; at++) {
			char text[40];
			struct json_writer w;
			struct buf out;

			memset(text, 'x', len);
			text[at] = '\n';
			buf_init(&out, 4096);
			check_true("room", buf_reserve(&out, 4096));
			json_start(&w, &out, JSON_PLAIN);
			json_str(&w, (struct str){ text, len });
			check_int("length", out.len, len + 3);
			check_str("escape", str_sub(buf_str(&out), at + 1, at + 3), STR("\\n"));
			buf_free(&out);
		}
	}
}

static void test_integers(void **state)
{
	static const struct {
		int64_t value;
		const char *text;
	} rows[] = {
		{ 0, "0" },
		{ 9, "9" },
		{ 10, "10" },
		{ 99, "99" },
		{ 100, "100" },
		{ 101, "101" },
		{ 12345, "12345" },
		{ -1, "-1" },
		{ -100, "-100" },
		{ 17841401234567890, "17841401234567890" },
		{ INT64_MAX, "9223372036854775807" },
		{ INT64_MIN, "-9223372036854775808" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct json_writer w;
		struct buf out;

		buf_init(&out, 64);
		json_start(&w, &out, JSON_PLAIN);
		json_int(&w, rows[i].value);
		check_str(rows[i].text, buf_str(&out), str_of(rows[i].text));
		buf_free(&out);
	}
}

static void test_structure(void **state)
{
	struct json_writer w;
	struct buf out;

	(void)state;
	buf_init(&out, 4096);
	json_start(&w, &out, JSON_PLAIN);
	check_true("nothing yet", !json_done(&w));
	json_object(&w);
	json_put_str(&w, "id", STR("178"));
	json_put_int(&w, "n", -5);
	json_put_double(&w, "rate", 24);
	json_put_double(&w, "none", NAN);
	json_put_double(&w, "endless", INFINITY);
	json_put_bool(&w, "yes", true);
	json_put_bool(&w, "no", false);
	json_put_null(&w, "null");
	json_put_array(&w, "list");
	json_end_array(&w);
	json_put_array(&w, "list2");
	json_array(&w);
	json_int(&w, 1);
	json_int(&w, 2);
	json_end_array(&w);
	json_object(&w);
	json_end_object(&w);
	json_str(&w, STR("x"));
	json_end_array(&w);
	json_put_object(&w, "o");
	json_key(&w, STR("a\"b"));
	json_raw(&w, STR("[true]"));
	json_end_object(&w);
	check_true("still open", !json_done(&w));
	json_end_object(&w);
	check_true("done", json_done(&w));
	check_str("document", buf_str(&out),
		  STR("{\"id\":\"178\",\"n\":-5,\"rate\":24.0,\"none\":null,\"endless\":null,"
		      "\"yes\":true,\"no\":false,\"null\":null,\"list\":[],"
		      "\"list2\":[[1,2],{},\"x\"],\"o\":{\"a\\\"b\":[true]}}"));
	buf_free(&out);
}

static void test_deepest(void **state)
{
	struct json_writer w;
	struct buf out;

	(void)state;
	buf_init(&out, 4096);
	json_start(&w, &out, JSON_PLAIN);
	for (int i = 0; i < LIMIT_JSON_DEPTH; i++) {
		if (i % 2)
			json_key(&w, STR("k"));
		if (i % 2 == 0)
			json_object(&w);
		else
			json_array(&w);
		if (i % 2 == 1)
			json_int(&w, i);
	}
	for (int i = LIMIT_JSON_DEPTH - 1; i >= 0; i--) {
		if (i % 2 == 0)
			json_end_object(&w);
		else
			json_end_array(&w);
	}
	check_true("done", json_done(&w));
	check_true("starts", str_starts_with(buf_str(&out), STR("{\"k\":[1,{\"k\":[3,{")));
	check_true("ends", str_ends_with(buf_str(&out), STR("]}]}")));
	buf_free(&out);
}

static void test_full_buffer(void **state)
{
	(void)state;
	for (size_t max = 1; max < 29; max++) {
		struct json_writer w;
		struct buf out;

		buf_init(&out, max);
		json_start(&w, &out, JSON_GRAPH);
		json_array(&w);
		json_str(&w, STR("a\n😀b"));
		json_int(&w, 123456);
		json_end_array(&w);
		check_int("fits only whole", json_done(&w), max >= 27);
		buf_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_every_length),
		cmocka_unit_test(test_escape_at_every_offset),
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_deepest),
		cmocka_unit_test(test_full_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
