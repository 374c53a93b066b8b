#include "report/test_report_data.h"

#include "report/countries.h"
#include "report/export.h"
#include "report/table.h"

/* The week of the published sheet: 18 to 24 October 2022. */
static void put_october(struct fixture *f, struct db_tx *tx)
{
	static const int64_t followers[] = { 4572, 4573, 4574, 4576, 4579, 4579, 4576 };
	static const int64_t reach[] = { 1085, 852, 636, 716, 597, 181 };
	static const int64_t impressions[] = { 1583, 1299, 913, 961, 728, 245 };
	static const int64_t likes[] = { 12, 20, 7, 13, 14, 2 };
	static const int64_t comments[] = { 1, 5, 0, 0, 1, 0 };

	add_account(f, tx, "17841400000000001", 0, 0);
	put_profile(f, tx, OCTOBER_24 - 7, OPT_INT(4570), OPT_INT(565));
	for (int64_t i = 0; i < 7; i++)
		put_profile(f, tx, OCTOBER_24 - 6 + i, OPT_INT(followers[i]), OPT_INT(566 + i));
	for (int64_t i = 0; i < 6; i++) {
		int64_t day = OCTOBER_24 - 6 + i;
		struct test_media m = { .id = str_fmt(&f->a, "%d%c", (int)i, '\0').at,
					.posted_s = DAY_START_S(day) + 36000,
					.like = OPT_INT(likes[i]),
					.comments = OPT_INT(comments[i]) };

		put_insight(f, tx, STR("reach"), day, OPT_INT(reach[i]));
		put_insight(f, tx, STR("impressions"), day, OPT_INT(impressions[i]));
		put_media(f, tx, &m);
	}
}

static void check_csv(struct fixture *f, const struct reading *r, struct str name,
		      const char *expected)
{
	cleanup(buf_free) struct buf out;
	const struct table *type = table_find(name);

	buf_init(&out, 1 * MIB);
	check_true(name.at, type != NULL);
	check_ok(table_csv(type, &r->stats, sink_to_buf(&out), &f->err), &f->err);
	check_str(name.at, buf_str(&out), str_of(expected));
}

static void test_profile(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;

	in_write(f, put_october);
	reading_start(&r, f, "2022-10-18", "2022-10-24");
	check_csv(f, &r, STR("profile"),
		  "Tanggal,Jumlah Followers,Reach,Impressions,Avg. Engagement Rate\r\n"
		  "24-10-2022,4576,,,0.0%\r\n"
		  "23-10-2022,4579,181,245,0.04%\r\n"
		  "22-10-2022,4579,597,728,0.33%\r\n"
		  "21-10-2022,4576,716,961,0.28%\r\n"
		  "20-10-2022,4574,636,913,0.15%\r\n"
		  "19-10-2022,4573,852,1299,0.55%\r\n"
		  "18-10-2022,4572,1085,1583,0.28%\r\n");
}

/* Several posts a day: the mean of them; unknown followers: an empty rate. */
static void put_busy_day(struct fixture *f, struct db_tx *tx)
{
	const struct test_media media[] = {
		{ "1", DAY_START_S(OCTOBER_24), { true, 10 }, { true, 2 } },
		{ "2", DAY_START_S(OCTOBER_24) + 86399, { true, 21 }, { true, 1 } },
		{ "3", DAY_START_S(OCTOBER_24) - 1, { true, 5000 }, { true, 0 } },
	};

	add_account(f, tx, "17841400000000001", 0, 0);
	put_profile(f, tx, OCTOBER_24, OPT_INT(1000), OPT_INT(3));
	put_profile(f, tx, OCTOBER_24 - 1, OPT_NO_INT, OPT_INT(3));
	for (size_t i = 0; i < COUNT_OF(media); i++)
		put_media(f, tx, &media[i]);
}

static void test_profile_of_busy_days(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;

	in_write(f, put_busy_day);
	reading_start(&r, f, "2022-10-18", "2022-10-24");
	check_csv(f, &r, STR("profile"),
		  "Tanggal,Jumlah Followers,Reach,Impressions,Avg. Engagement Rate\r\n"
		  "24-10-2022,1000,,,1.7%\r\n"
		  "23-10-2022,,,,\r\n");
}

static void put_posts(struct fixture *f, struct db_tx *tx)
{
	const struct test_media media[] = {
		{ "1",
		  DAY_START_S(OCTOBER_24) + 42660,
		  { true, 150 },
		  { true, 5 },
		  { true, 900 },
		  { true, 1100 },
		  { true, 7 },
		  NULL,
		  "Sambal, pedas!\n\"Enak\" #Sambal #dapur" },
		{ "2",
		  DAY_START_S(OCTOBER_24) - 1,
		  { true, 0 },
		  { true, 0 },
		  { false, 0 },
		  { false, 0 },
		  { false, 0 },
		  "VIDEO",
		  "=HYPERLINK(\"http://x.test\")" },
		{ "3",
		  DAY_START_S(OCTOBER_24 - 6),
		  { false, 0 },
		  { true, 3 },
		  { true, 10 },
		  { false, 0 },
		  { true, 0 },
		  "CAROUSEL_ALBUM",
		  "#sambal" },
		{ "4",
		  DAY_START_S(OCTOBER_24 - 6) - 1,
		  { true, 9 },
		  { true, 9 },
		  { false, 0 },
		  { false, 0 },
		  { false, 0 },
		  NULL,
		  "#lama" },
	};

	add_account(f, tx, "17841400000000001", 0, 0);
	put_profile(f, tx, OCTOBER_24 - 1, OPT_INT(4000), OPT_INT(4));
	for (size_t i = 0; i < COUNT_OF(media); i++)
		put_media(f, tx, &media[i]);
}

static void test_media_and_hashtags(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;

	in_write(f, put_posts);
	reading_start(&r, f, "2022-10-18", "2022-10-24");
	check_csv(f, &r, STR("media"),
		  "Tanggal dan Jam Posting,Caption,Link ke Instagram,Tipe Konten,Like,Comment,"
		  "Reach,Impressions,Engagement Rate,Saved,Hashtag\r\n"
		  "24-10-2022 11:51,\"Sambal, pedas!\n\"\"Enak\"\" #Sambal #dapur\","
		  "https://www.instagram.com/p/1/,Gambar,150,5,900,1100,3.88%,7,#Sambal #dapur\r\n"
		  "23-10-2022 23:59,\"'=HYPERLINK(\"\"http://x.test\"\")\","
		  "https://www.instagram.com/p/2/,Video,0,0,,,0.0%,,\r\n"
		  "18-10-2022 00:00,#sambal,"
		  "https://www.instagram.com/p/3/,Carousel,,3,10,,,0,#sambal\r\n");
	check_csv(f, &r, STR("hashtag"),
		  "Hashtag,Like,Comment\r\n"
		  "#sambal,150,8\r\n"
		  "#dapur,150,5\r\n");
}

static void put_followers(struct fixture *f, struct db_tx *tx)
{
	struct audience_row cities[] = {
		{ .name = STR("Bandung"), .part = STR("West Java"), .value = 40 },
		{ .name = STR("Jakarta"), .part = STR("Jakarta"), .value = 120 },
		{ .name = STR("Banjar"), .part = STR("West Java"), .value = 9 },
		{ .name = STR("Banjar"), .part = STR("Bali"), .value = 8 },
	};
	struct audience_row countries[] = {
		{ .name = STR("ID"), .part = STR(""), .value = 900 },
		{ .name = STR("MY"), .part = STR(""), .value = 90 },
		{ .name = STR("ZZ"), .part = STR(""), .value = 1 },
	};
	struct audience_row people[] = {
		{ .name = STR("F"), .part = STR("18-24"), .value = 300 },
		{ .name = STR("F"), .part = STR("25-34"), .value = 200 },
		{ .name = STR("M"), .part = STR("18-24"), .value = 100 },
		{ .name = STR("U"), .part = STR("65+"), .value = 5 },
	};
	struct audience_row old = { .name = STR("SG"), .part = STR(""), .value = 5000 };

	add_account(f, tx, "17841400000000001", 0, 0);
	check_ok(audience_put(tx, ACCOUNT, AUDIENCE_CITY, OCTOBER_24 - 1,
			      &(struct audience_rows){ cities, COUNT_OF(cities) }, &f->err),
		 &f->err);
	check_ok(audience_put(tx, ACCOUNT, AUDIENCE_COUNTRY, OCTOBER_24 - 2,
			      &(struct audience_rows){ &old, 1 }, &f->err),
		 &f->err);
	check_ok(audience_put(tx, ACCOUNT, AUDIENCE_COUNTRY, OCTOBER_24 - 1,
			      &(struct audience_rows){ countries, COUNT_OF(countries) }, &f->err),
		 &f->err);
	check_ok(audience_put(tx, ACCOUNT, AUDIENCE_GENDER_AGE, OCTOBER_24,
			      &(struct audience_rows){ people, COUNT_OF(people) }, &f->err),
		 &f->err);
}

static void test_audience(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;

	in_write(f, put_followers);
	reading_start(&r, f, "2022-10-18", "2022-10-24");
	check_csv(f, &r, STR("city"),
		  "Kota,Jumlah Followers\r\nJakarta,120\r\nBandung,40\r\n"
		  "\"Banjar, West Java\",9\r\n\"Banjar, Bali\",8\r\n");
	check_csv(f, &r, STR("country"),
		  "Negara,Jumlah Followers\r\nIndonesia,900\r\nMalaysia,90\r\nZZ,1\r\n");
	check_csv(f, &r, STR("gender"),
		  "Jenis Kelamin,Jumlah Followers\r\nLaki-laki,100\r\nWanita,500\r\n"
		  "Tidak diketahui,5\r\n");
	check_csv(f, &r, STR("age"),
		  "Umur,Jumlah Followers\r\n18-24,400\r\n25-34,200\r\n65+,5\r\n");
}

/* No data: every file has its headings and nothing else. */
static void test_empty(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	const struct table *type = NULL;
	size_t count = 0;

	reading_start(&r, f, NULL, NULL);
	for (; (type = table_at(count)); count++) {
		cleanup(buf_free) struct buf out;

		buf_init(&out, 1 * MIB);
		check_ok(table_csv(type, &r.stats, sink_to_buf(&out), &f->err), &f->err);
		check_int("one line", str_find_char(buf_str(&out), '\n'), out.len - 1);
		check_true("same", table_find(type->name) == type);
	}
	check_int("types", count, 7);
	check_true("unknown", !table_find(STR("locale")) && !table_find(STR("")));
}

static bool refuse(void *ctx, struct str bytes, struct err *err)
{
	(void)bytes;
	++*(int *)ctx;
	return err_set(err, ERR_CANCELLED, "the reader went away");
}

static void put_many(struct fixture *f, struct db_tx *tx)
{
	add_account(f, tx, "17841400000000001", 0, 0);
	for (int64_t i = 0; i < 1234; i++) {
		struct test_media m = { .id = str_z(&f->a, str_fmt(&f->a, "%05d", (int)i)),
					/* Several share a second, also across a page's edge. */
					.posted_s = DAY_START_S(OCTOBER_24) + i / 7,
					.like = OPT_INT(i),
					.comments = OPT_INT(0),
					.caption = "#kopi" };

		put_media(f, tx, &m);
	}
}

/* More media than a page of the store: each exactly once, newest first. */
static void test_pages(void **state)
{
	cleanup(reading_end) struct reading r;
	cleanup(buf_free) struct buf out;
	struct fixture *f = *state;
	int64_t like = 1234, lines = 0;

	buf_init(&out, 8 * MIB);
	in_write(f, put_many);
	reading_start(&r, f, "2022-10-24", "2022-10-24");
	check_ok(table_csv(table_find(STR("media")), &r.stats, sink_to_buf(&out), &f->err),
		 &f->err);
	for (struct str rest = buf_str(&out); rest.at; lines++) {
		struct str line = str_cut(&rest, '\n');
		struct str want = str_fmt(&f->a, ",Gambar,%d,0,", (int)like - 1);

		if (lines > 0 && line.len > 0) {
			check_true("next", str_contains(line, want));
			check_true("hashtag", str_ends_with(line, STR(",#kopi\r")));
			like--;
		}
	}
	check_int("all", like, 0);
	check_int("lines", lines, 1234 + 2);
}

/* A reader that goes away ends the work with its error. */
static void test_reader_goes_away(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct err err = ERR_INIT;
	int calls = 0;

	in_write(f, put_many);
	reading_start(&r, f, "2022-10-24", "2022-10-24");
	check_true("fails", !table_csv(table_find(STR("media")), &r.stats,
				       (struct sink){ refuse, &calls }, &err));
	check_int("code", err.code, ERR_CANCELLED);
	check_int("asked once", calls, 1);
}

static void test_file_names(void **state)
{
	static const struct {
		const char *format, *type, *start, *end, *name;
	} rows[] = {
		{ "csv", "media", "2022-10-18", "2022-10-24",
		  "Data Performa Konten Tanggal 18 Oktober 2022 - 24 Oktober 2022.csv" },
		{ "csv", "profile", "2024-02-01", "2024-02-29",
		  "Data Performa Akun Tanggal 01 Februari 2024 - 29 Februari 2024.csv" },
		{ "csv", "country", "2022-12-31", "2023-01-01",
		  "Data Negara Asal Followers Tanggal 31 Desember 2022 - 01 Januari 2023.csv" },
		{ "csv", "city", "2022-05-05", "2022-05-05",
		  "Data Kota Asal Followers Tanggal 05 Mei 2022 - 05 Mei 2022.csv" },
		{ "csv", "gender", "2022-08-17T17:00:00Z", "2022-08-18T16:59:59Z",
		  "Data Gender Followers Tanggal 18 Agustus 2022 - 18 Agustus 2022.csv" },
		{ "csv", "age", NULL, NULL, "Data Umur Followers.csv" },
		{ "xlsx", NULL, "2022-10-18", "2022-10-24",
		  "Data @dapur.nusantara__ Tanggal 18 Oktober 2022 - 24 Oktober 2022.xlsx" },
		{ "json", NULL, NULL, NULL, "Data @dapur.nusantara__.json" },
		{ "zip", "csv,xlsx", NULL, NULL, "Data @dapur.nusantara__.zip" },
		{ "pdf", "top-posts", "2022-10-18", "2022-10-24", "AnalyticsDashboard.zip" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(reading_end) struct reading r;

		reading_start(&r, f, rows[i].start, rows[i].end);
		const struct export_words words = { .format = str_of(rows[i].format),
						    .parts = str_of(rows[i].type) };
		struct export_request request;

		check_ok(export_parse(&f->a, &words, &request, &f->err), &f->err);
		request.username = STR("dapur.nusantara\"\n");
		check_str(rows[i].name, export_file_name(&f->a, &request, &r.window),
			  str_of(rows[i].name));
	}
}

static void test_countries(void **state)
{
	(void)state;
	check_str("first", country_name(STR("AD")), STR("Andorra"));
	check_str("last", country_name(STR("ZW")), STR("Zimbabwe"));
	check_str("Indonesia", country_name(STR("ID")), STR("Indonesia"));
	check_str("unknown", country_name(STR("QQ")), STR("QQ"));
	check_str("not a code", country_name(STR("IDN")), STR("IDN"));
	check_str("empty", country_name(STR("")), STR(""));
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		WITH_STORE(test_profile),
		WITH_STORE(test_profile_of_busy_days),
		WITH_STORE(test_media_and_hashtags),
		WITH_STORE(test_audience),
		WITH_STORE(test_empty),
		WITH_STORE(test_pages),
		WITH_STORE(test_reader_goes_away),
		WITH_STORE(test_file_names),
		cmocka_unit_test(test_countries),
	};
#undef WITH_STORE

	return cmocka_run_group_tests(tests, NULL, NULL);
}
