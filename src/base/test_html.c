#include "base/test.h"

#include "base/html.h"
#include "base/limits.h"

static const struct {
	struct str text, html;
} rows[] = {
	{ STR_INIT(""), STR_INIT("") },
	{ STR_INIT("Dapur Nusantara"), STR_INIT("Dapur Nusantara") },
	{ STR_INIT("<b title=\"x\">Sari's & Tim</b>"),
	  STR_INIT("&lt;b title=&quot;x&quot;&gt;Sari&#39;s &amp; Tim&lt;/b&gt;") },
	{ STR_INIT("&amp;"), STR_INIT("&amp;amp;") },
	{ STR_INIT("''''"), STR_INIT("&#39;&#39;&#39;&#39;") },
	{ STR_INIT("\0é🍜"), STR_INIT("\0é🍜") },
};

static void test_both_ways(void **state)
{
	struct arena a;
	struct buf out;
	(void)state;

	arena_init(&a, 64 * KIB);
	buf_init(&out, 4 * KIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		buf_clear(&out);
		html_put(&out, rows[i].text);
		check_str("in a buffer", buf_str(&out), rows[i].html);
		check_str("in an arena", html_escape(&a, rows[i].text), rows[i].html);
	}
	buf_free(&out);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_both_ways) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
