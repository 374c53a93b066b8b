/* Pages, text and charts: what comes out is a PDF, always the same one, whatever is written on it.
 */
#include <math.h>
#include <string.h>

#include "base/test.h"
#include "fmt/chart.h"
#include "fmt/pdf_internal.h"

static struct pdf *open_document(struct buf *out)
{
	struct err err = ERR_INIT;
	struct pdf *pdf = NULL;
	const struct pdf_info info = {
		.title = STR("Laporan"),
		.author = STR("Simpul"),
		.language = STR("id"),
		.created_s = 1666580400,
		.created_offset_s = 7 * 3600,
		.width = PDF_A4_WIDTH,
		.height = PDF_A4_HEIGHT,
		.sink = sink_to_buf(out),
	};

	assert_true(pdf_new(&info, &pdf, &err));
	return pdf;
}

static struct str mark(void *ctx, struct arena *a, double value)
{
	(void)ctx;
	return str_fmt(a, "%.0f", value);
}

static struct str day(void *ctx, struct arena *a, size_t index)
{
	(void)ctx;
	return str_fmt(a, "%zu Okt", index + 1);
}

static const struct text_style body = { .size = 10, .ink = INK(0x16181d), .lines = 4 };

static void draw_charts(struct pdf *pdf)
{
	cleanup(arena_free) struct arena a;
	struct opt_double values[28];
	const struct chart_theme theme = chart_theme_of(INK(0x1f57e7));
	const struct chart_series series[] = { { values, theme.accent, CHART_AREA },
					       { values, theme.previous, CHART_DASHED } };
	const struct chart_pin pin = { .iso2 = STR("ID"), .rank = 1 };
	const struct chart_country country = { STR("ID"), 0.9 };
	const struct chart_map map = { &country, 1, &pin, 1 };
	const struct chart_days chart = { 28, series, 2, true, true, true, mark, day, NULL };

	arena_init(&a, 1 << 20);
	for (size_t i = 0; i < COUNT_OF(values); i++)
		values[i] = i % 9 == 4 ? OPT_NO_DOUBLE : OPT_DOUBLE((double)(i * i % 97) * 13);
	chart_days(pdf, &a, &theme, &chart, (struct box){ 40, 100, 500, 140 });
	chart_spark(pdf, series, 28, (struct box){ 40, 260, 100, 30 });
	chart_world(pdf, &theme, &map, (struct box){ 40, 300, 400, chart_world_height(400) });
	chart_indonesia(pdf, &theme, &map,
			(struct box){ 40, 500, 400, chart_indonesia_height(400) });
}

static void test_same_bytes(void **state)
{
	struct buf out[2];
	struct err err = ERR_INIT;

	(void)state;
	for (int i = 0; i < 2; i++) {
		buf_init(&out[i], 8 << 20);
		struct pdf *pdf = open_document(&out[i]);

		pdf_tag_begin(pdf, PDF_HEADING_1);
		text_draw(pdf, STR("Pengikut 187.896 😀 سلام"), &body, (struct point){ 40, 60 },
			  400);
		pdf_tag_end(pdf);
		pdf_link(pdf, (struct box){ 40, 50, 100, 12 }, STR("https://example.test/p/1'x"));
		pdf_bookmark(pdf, 0, STR("Pengikut"), 40);
		draw_charts(pdf);
		assert_true(pdf_end(pdf, &err));
		pdf_free(pdf);
	}
	assert_true(out[0].len > 10000);
	assert_true(str_eq(buf_str(&out[0]), buf_str(&out[1])));
	assert_true(str_starts_with(buf_str(&out[0]), STR("%PDF-1.5")));
	buf_free(&out[0]);
	buf_free(&out[1]);
}

/* Whatever people write, a document comes out and every letter has a picture. */
static void test_hostile_text(void **state)
{
	static const struct str texts[] = {
		STR_INIT(""),
		STR_INIT("\xff\xfe\x80 broken \xed\xa0\x80\xed\xb0\x80 surrogates"),
		STR_INIT("a\0b\x01\x02\x1b[31m\r\n\t\x7f"),
		STR_INIT("\xe2\x80\xae\xe2\x81\xa6 turned \xe2\x80\xa8\xe2\x80\xa9"),
		STR_INIT("مرحبا بالعالم 123 #وسم"),
		STR_INIT("สวัสดีชาวโลก ꦱꦸꦒꦼꦁꦫꦮꦸꦃ 你好"),
		STR_INIT("👩‍👩‍👧‍👦👍🏽"),
		STR_INIT("🇮🇩❤️1️⃣"),
		STR_INIT("\xf4\x8f\xbf\xbf\xee\x80\x80 private use"),
		STR_INIT("Z\xcd\xa0\xcc\xa9\xcd\x87\xcd\x94\xcc\xae\xcc\xb0 combining"),
	};
	cleanup(buf_free) struct buf out;
	struct err err = ERR_INIT;

	(void)state;
	buf_init(&out, 8 << 20);
	cleanup(pdf_freep) struct pdf *pdf = open_document(&out);

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		int lines = text_draw(pdf, texts[i], &body,
				      (struct point){ 40, 40 + 40.0 * (double)i }, 120);

		assert_true(lines <= 4);
		assert_int_equal(lines, text_lines(pdf, texts[i], &body, 120));
	}
	assert_true(pdf_end(pdf, &err));
}

static void test_long_text_is_cut(void **state)
{
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf out;
	char *text;

	(void)state;
	arena_init(&a, 1 << 20);
	buf_init(&out, 8 << 20);
	cleanup(pdf_freep) struct pdf *pdf = open_document(&out);

	text = arena_new_n(&a, char, 100000);
	memset(text, 'x', 100000);
	assert_int_equal(
		text_draw(pdf, (struct str){ text, 100000 }, &body, (struct point){ 40, 40 }, 200),
		4);
	assert_int_equal(text_lines(pdf, STR("one line"), &body, 200), 1);
	assert_true(text_width(pdf, STR("1111"), &body) - text_width(pdf, STR("8888"), &body) <
		    0.01); /* digits of one width */
}

static bool refuse(void *ctx, struct str bytes, struct err *err)
{
	(void)ctx;
	(void)bytes;
	return err_set(err, ERR_CANCELLED, "the reader has gone");
}

static void test_failed_sink(void **state)
{
	struct err err = ERR_INIT;
	cleanup(pdf_freep) struct pdf *pdf = NULL;
	const struct pdf_info info = { .width = 100, .height = 100, .sink = { refuse, NULL } };

	(void)state;
	if (!pdf_new(&info, &pdf, &err))
		return;
	draw_charts(pdf);
	pdf_next_page(pdf);
	assert_false(pdf_end(pdf, &err));
	assert_int_equal(err.code, ERR_CANCELLED);
}

static void test_no_picture(void **state)
{
	cleanup(buf_free) struct buf out;
	struct err err = ERR_INIT;
	const struct pdf_picture bad[] = {
		{ STR("not a picture"), 10, 10 },
		{ STR("\xff\xd8\xff\xe0 cut"), 0, 0 },
		{ STR("\x89PNG\r\n\x1a\n"), 0, 0 },
		{ STR(""), 0, 0 },
	};

	(void)state;
	buf_init(&out, 1 << 20);
	cleanup(pdf_freep) struct pdf *pdf = open_document(&out);

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(pdf_picture_cover(pdf, &bad[i], (struct box){ 0, 0, 50, 50 }, 4));
	assert_true(pdf_end(pdf, &err));
}

static void test_marks(void **state)
{
	static const struct {
		struct chart_range range;
		int steps;
		double first, last;
	} cases[] = {
		{ { 0, 1, false, true, true }, 4, 0, 1 },
		{ { 13, 87, true, false, true }, 4, 0, 100 },
		{ { 5, 5, true, false, true }, 4, 4, 6 },
		{ { 0, 0, true, true, false }, 2, 0, 0 },
		{ { -3, 8, true, true, true }, 4, -4, 8 },
		{ { 187000, 188200, true, false, true }, 3, 187000, 188500 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct chart_marks m = chart_marks_of(&cases[i].range, cases[i].steps);

		assert_true(m.count >= 2 && m.count <= CHART_MARKS_MAX);
		assert_true(m.at[0] <= cases[i].range.low);
		assert_true(m.at[m.count - 1] >= cases[i].range.high);
		if (cases[i].last > 0) {
			assert_true(m.at[0] == cases[i].first);
			assert_true(m.at[m.count - 1] == cases[i].last);
		}
	}
}

static void test_numbers(void **state)
{
	static const struct {
		double n;
		int digits;
		const char *want;
	} cases[] = {
		{ 0, 2, "0" },
		{ -0.001, 2, "0" },
		{ 1.5, 2, "1.5" },
		{ -0.25, 2, "-.25" },
		{ 841.889999, 2, "841.89" },
		{ 10, 0, "10" },
		{ 0.26471, 5, ".26471" },
		{ 1e300, 2, "1000000000" },
		{ (double)NAN, 2, "0" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		cleanup(buf_free) struct buf out;

		buf_init(&out, 64);
		pdf_put_number(&out, cases[i].n, cases[i].digits);
		check_str("number", buf_str(&out), str_of(cases[i].want));
	}
}

static void test_texts(void **state)
{
	static const struct {
		struct str text;
		const char *want;
	} cases[] = {
		{ STR_INIT("a (b) \\"), "(a \\(b\\) \\\\)" },
		{ STR_INIT("é"), "<FEFF00E9>" },
		{ STR_INIT("\xf0\x9f\x98\x80"), "<FEFFD83DDE00>" },
		{ STR_INIT("a\nb"), "<FEFF0061000A0062>" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		cleanup(buf_free) struct buf out;

		buf_init(&out, 256);
		pdf_put_text(&out, cases[i].text);
		check_str("text", buf_str(&out), str_of(cases[i].want));
	}
}

static void test_contrast(void **state)
{
	(void)state;
	assert_true(ink_contrast(INK(0x000000), INK(0xffffff)) > 20.9);
	assert_true(ink_contrast(chart_theme_of(INK(0xffee00)).accent, INK(0xffffff)) >= 3);
	assert_int_equal(chart_theme_of(INK(0x1f57e7)).accent.rgb, 0x1f57e7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_hostile_text),
		cmocka_unit_test(test_long_text_is_cut),
		cmocka_unit_test(test_failed_sink),
		cmocka_unit_test(test_no_picture),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
