/* iCalendar's lines: folding, escaping, times. */
#include "fmt/ical.h"

#include "base/limits.h"
#include "base/test.h"

#define A10 "aaaaaaaaaa"
#define A70 A10 A10 A10 A10 A10 A10 A10
#define E10 "éééééééééé" /* 20 octets */

static const struct {
	const char *name, *text, *want;
} texts[] = {
	{ "plain", "Promo", "T:Promo\r\n" },
	{ "nothing", "", "T:\r\n" },
	{ "escapes", "a,b;c\\d", "T:a\\,b\\;c\\\\d\r\n" },
	{ "line breaks of every kind", "a\nb\r\nc\rd", "T:a\\nb\\nc\\nd\r\n" },
	{ "control characters go, a tab stays",
	  "a\x01"
	  "b\tc\x7f",
	  "T:ab\tc\r\n" },
	{ "75 octets fit", A70 "bbb", "T:" A70 "bbb\r\n" },
	{ "76 are folded", A70 "bbbb", "T:" A70 "bbb\r\n b\r\n" },
	{ "a second fold counts its space", A70 "bbb" A70 "cccccc",
	  "T:" A70 "bbb\r\n " A70 "cccc\r\n cc\r\n" },
	{ "a character is not cut", E10 E10 E10 "ééééééé", /* 2 + 74 octets */
	  "T:" E10 E10 E10 "éééééé\r\n é\r\n" },
	{ "neither is an escape", A70 "bb,", "T:" A70 "bb\r\n \\,\r\n" },
};

static void test_texts(void **state)
{
	cleanup(buf_free) struct buf out;

	(void)state;
	buf_init(&out, KIB);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		buf_clear(&out);
		ical_text(&out, "T", str_of(texts[i].text));
		check_str(texts[i].name, buf_str(&out), str_of(texts[i].want));
	}
}

static void test_times_and_values(void **state)
{
	cleanup(buf_free) struct buf out;

	(void)state;
	buf_init(&out, KIB);
	ical_time(&out, "DTSTART", 1771556400);
	ical_line(&out, "URL", STR("https://x.example/a;b,c\r\nd"));
	check_str("lines", buf_str(&out),
		  STR("DTSTART:20260220T030000Z\r\nURL:https://x.example/a;b,cd\r\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_times_and_values),
	};

	return cmocka_run_group_tests_name("fmt/ical", tests, NULL, NULL);
}
