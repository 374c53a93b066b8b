/* PDF reports: made for every account, whatever is in it and whatever people wrote. */
#include "report/test_report_data.h"

#include "base/utf8.h"
#include "report/pdf_report.h"

#define PDF_PARTS                                                                                  \
	(1u << EXPORT_PART_COMPETITORS | 1u << EXPORT_PART_STATISTICS | 1u << EXPORT_PART_TOP_POSTS)

static const struct str hostile[] = {
	STR_INIT("\xff\xfe broken \xed\xa0\x80\xed\xb0\x80 and \xc3"),
	STR_INIT("\x01\x02\x1b[31mred\x7f\r\n\t\v\f"),
	STR_INIT("\xe2\x80\xae turned \xe2\x81\xa6 around \xe2\x80\xa8 and \xe2\x80\xa9"),
	STR_INIT("مرحبا بالعالم، السعر ١٢٣ ريال #وسم"),
	STR_INIT("สวัสดีชาวโลก ꦱꦸꦒꦼꦁꦫꦮꦸꦃ 你好 こんにちは 안녕"),
	STR_INIT("👩‍👩‍👧‍👦👍🏽🇮🇩❤️🏳️‍🌈"),
	STR_INIT("Z\xcd\xa0\xcc\xa9\xcd\x87\xcd\x94\xcc\xae\xcc\xb0\xcc\xac\xcc\xb1"),
	STR_INIT("<b>&amp;</b> %s %n {1} {2} ' \" \\ ( )"),
	STR_INIT("\xf4\x8f\xbf\xbf\xee\x80\x80 for private use"),
	STR_INIT("-> => != 1/2 ...."),
};

static struct str make_all(struct fixture *f, struct reading *r, bool english)
{
	struct export_request request = { .parts = PDF_PARTS, .english = english };
	struct pdf_data *data = NULL;
	const struct pdf_file *file;
	struct str all = STR("");
	cleanup(buf_free) struct buf out;

	buf_init(&out, 32 * MIB);
	check_ok(pdf_gather(&request, &r->stats, NOW_S, &data, &f->err), &f->err);
	for (size_t i = 0; (file = pdf_file_at(i)); i++)
		check_ok(pdf_file_write(file, &(struct pdf_source){ .data = data },
					sink_to_buf(&out), &f->err),
			 &f->err);
	all = str_dup(&f->a, buf_str(&out));
	return all;
}

static void put_account(struct fixture *f, struct db_tx *tx)
{
	add_account(f, tx, "17841400000000001", 0, 0);
}

/* Nothing at all, in both languages, for a window and for everything. */
static void test_empty_account(void **state)
{
	struct fixture *f = *state;

	in_write(f, put_account);
	for (int i = 0; i < 4; i++) {
		cleanup(reading_end) struct reading r;

		reading_start(&r, f, i & 1 ? "2022-10-18" : NULL, i & 1 ? "2022-10-24" : NULL);
		assert_true(make_all(f, &r, i & 2).len > 20000);
	}
}

static void put_one_day(struct fixture *f, struct db_tx *tx)
{
	put_account(f, tx);
	put_profile(f, tx, OCTOBER_24, OPT_INT(0), OPT_NO_INT);
	put_insight(f, tx, STR("reach"), OCTOBER_24, OPT_INT(7));
	put_media(f, tx, &(struct test_media){ .id = "1", .posted_s = DAY_START_S(OCTOBER_24) });
}

static void test_one_day(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;

	in_write(f, put_one_day);
	reading_start(&r, f, "2022-10-24", "2022-10-24");
	assert_true(make_all(f, &r, false).len > 20000);
}

static uint64_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 33;
}

/* Bytes and code points of all kinds, 2,200 characters at most. */
static const char *random_caption(struct fixture *f, uint64_t *seed)
{
	cleanup(buf_free) struct buf out;
	size_t count = next_random(seed) % 300;

	buf_init(&out, 64 * KIB);
	for (size_t i = 0; i < count; i++) {
		struct str piece = hostile[next_random(seed) % COUNT_OF(hostile)];

		switch (next_random(seed) % 4) {
		case 0:
			buf_putc(&out, (char)(1 + next_random(seed) % 255));
			break;
		case 1:
			utf8_put(&out, 1 + (uint32_t)(next_random(seed) % 0x10ffff));
			break;
		default:
			buf_put(&out, str_sub(piece, next_random(seed) % piece.len, piece.len));
		}
	}
	return str_z(&f->a, str_sub(buf_str(&out), 0, 2200));
}

static void put_hostile(struct fixture *f, struct db_tx *tx)
{
	uint64_t seed = 7;

	put_account(f, tx);
	put_profile(f, tx, OCTOBER_24, OPT_INT(5000), OPT_INT(30));
	for (int64_t i = 0; i < 24; i++) {
		bool is_given = (size_t)i < COUNT_OF(hostile);
		const char *caption =
			is_given ? str_z(&f->a, hostile[i]) : random_caption(f, &seed);
		struct test_media m = {
			.id = str_fmt(&f->a, "%d%c", (int)i, '\0').at,
			.posted_s = DAY_START_S(OCTOBER_24 - i % 7) + 3600,
			.like = i % 5 ? OPT_INT(i * 37) : OPT_NO_INT,
			.comments = OPT_INT(i),
			.caption = caption,
		};

		put_media(f, tx, &m);
	}
}

/* Where and how two files differ, for whoever has to find out why: nothing when they do not. */
static struct str difference(struct arena *a, struct str x, struct str y)
{
	size_t len = x.len < y.len ? x.len : y.len, first = 0, last = len, count = 0;

	if (str_eq(x, y))
		return STR("");
	while (first < len && x.at[first] == y.at[first])
		first++;
	while (last > first && x.at[last - 1] == y.at[last - 1])
		last--;
	for (size_t i = first; i < last; i++)
		count += x.at[i] != y.at[i];
	unsigned was = first < len ? (unsigned char)x.at[first] : 0;
	unsigned is = first < len ? (unsigned char)y.at[first] : 0;

	return str_fmt(a, "%zu and %zu bytes; %zu differ, from %zu (%02x, %02x) to %zu", x.len,
		       y.len, count, first, was, is, last);
}

static void test_hostile_captions(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;

	in_write(f, put_hostile);
	reading_start(&r, f, "2022-10-18", "2022-10-24");

	struct str first = make_all(f, &r, false);
	struct str second = make_all(f, &r, false);

	check_str("the same bytes again", difference(&f->a, first, second), STR(""));
	assert_false(str_eq(first, make_all(f, &r, true)));
}

static void put_ranked(struct fixture *f, struct db_tx *tx)
{
	put_account(f, tx);
	put_profile(f, tx, OCTOBER_24, OPT_INT(1000), OPT_INT(30));
	for (int64_t i = 0; i < 15; i++) {
		struct test_media m = {
			.id = str_fmt(&f->a, "%d%c", (int)i, '\0').at,
			.posted_s = DAY_START_S(OCTOBER_24) + i,
			.like = i == 14 ? OPT_NO_INT : OPT_INT(i / 2 * 10),
			.comments = OPT_INT(0),
			.reach = i < 3 ? OPT_INT(100 - i) : OPT_NO_INT,
		};

		put_media(f, tx, &m);
	}
}

static void check_list(const struct pdf_data *data, enum pdf_ranking which, const char *want)
{
	cleanup(buf_free) struct buf got;
	const struct pdf_list *list = &data->top->lists[which];

	buf_init(&got, 4 * KIB);
	for (size_t i = 0; i < list->count; i++)
		buf_fmt(&got, "%s%lld", i ? " " : "",
			(long long)(list->at[i]->timestamp_s - DAY_START_S(OCTOBER_24)));
	check_str("ranking", buf_str(&got), str_of(want));
}

/* D.12: numbers sort as numbers, unknown is never ranked, ties by time. */
static void test_rankings(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	const struct export_request request = { .parts = PDF_PARTS };
	struct pdf_data *data = NULL;

	in_write(f, put_ranked);
	reading_start(&r, f, "2022-10-18", "2022-10-24");
	check_ok(pdf_gather(&request, &r.stats, NOW_S, &data, &f->err), &f->err);
	check_int("posts", data->top->posts, 15);
	check_list(data, PDF_NEWEST, "14 13 12 11 10 9 8 7 6 5");
	check_list(data, PDF_LIKES_HIGH, "12 13 10 11 8 9 6 7 4 5");
	check_list(data, PDF_LIKES_LOW, "1 0 3 2 5 4 7 6 9 8");
	check_list(data, PDF_RATE_HIGH, "12 13 10 11 8 9 6 7 4 5");
	check_list(data, PDF_REACH_HIGH, "0 1 2");
	check_list(data, PDF_REACH_LOW, "2 1 0");
}

static void check_said(struct str got, const char *want)
{
	check_str(want, got, str_of(want));
}

static void test_words(void **state)
{
	struct fixture *f = *state;
	cleanup(tz_freep) struct tz *tz = NULL;
	struct speech id = { &f->a, false, NULL }, en = { &f->a, true, NULL };

	check_ok(tz_load(STR("Asia/Jakarta"), &tz, &f->err), &f->err);
	id.tz = en.tz = tz;
	check_said(say_whole(&id, OPT_INT(187896)), "187.896");
	check_said(say_whole(&en, OPT_INT(-1187896)), "-1,187,896");
	check_said(say_whole(&id, OPT_NO_INT), "–");
	check_said(say_fixed(&id, OPT_DOUBLE(677.8333), 2), "677,83");
	check_said(say_fixed(&en, OPT_NO_DOUBLE, 2), "–");
	check_said(say_percent(&id, OPT_DOUBLE(-0.456), 2, true), "-0,46%");
	check_said(say_percent(&id, OPT_DOUBLE(0.001), 2, true), "0,00%");
	check_said(say_percent(&en, OPT_DOUBLE(12.345), 1, true), "+12.3%");
	check_said(say_signed(&en, OPT_DOUBLE(1204)), "+1,204");
	check_said(say_compact(&id, OPT_DOUBLE(12300)), "12,3\u00a0rb");
	check_said(say_compact(&en, OPT_DOUBLE(999960)), "1M");
	check_said(say_compact(&id, OPT_DOUBLE(1250000)), "1,2\u00a0jt");
	check_said(say_compact(&en, OPT_DOUBLE(87)), "87");
	check_said(say_axis(&id, 0), "0");
	check_said(say_range(&id, OCTOBER_24 - 6, OCTOBER_24), "18 Okt 2022 – 24 Okt 2022");
	check_said(say_range(&en, OCTOBER_24, OCTOBER_24), "24 Oct 2022");
	check_said(say_moment(&id, 1672059876), "26 Desember 2022, 20.04 WIB");
	check_said(say_with(&id, W_PAGE_OF, STR("{2}"), STR("4")), "Halaman {2} dari 4");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_empty_account), TEST(test_one_day), TEST(test_hostile_captions),
		TEST(test_rankings),      TEST(test_words),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
