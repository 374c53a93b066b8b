/* Who follows, and how people feel: windows by instants, days of the caller's zone. */
#include "report/stats_audience.h"
#include "report/stats_comments.h"
#include "report/test_report_data.h"
#include "store/comments.h"

static void put_city(struct fixture *f, struct db_tx *tx, int64_t day, int64_t end_s)
{
	struct audience_row all[] = {
		{ STR("Jakarta"), STR("Jakarta"), 700, end_s, NOW_S, day },
		{ STR("Bekasi"), STR("West Java"), 200, end_s, NOW_S, day },
	};
	struct audience_rows rows = { all, COUNT_OF(all) };

	check_ok(audience_put(tx, ACCOUNT, AUDIENCE_CITY, day, &rows, &f->err), &f->err);
}

/* Snapshots of 14:00 in Jakarta on three days. */
static void put_cities(struct fixture *f, struct db_tx *tx)
{
	add_account(f, tx, ACCOUNT.at, 0, 0);
	for (int64_t day = OCTOBER_24 - 2; day <= OCTOBER_24; day++)
		put_city(f, tx, day, DAY_START_S(day) + 14 * 3600);
}

static void test_window_by_instant(void **state)
{
	static const struct {
		const char *start, *end;
		int64_t rows;
	} rows[] = {
		{ "2022-10-24", "2022-10-24", 2 },
		{ "2022-10-22", "2022-10-24", 6 },
		{ "2022-10-25", "2022-10-26", 0 },
		/* 13:59 and 14:00 in Jakarta on the 24th */
		{ "2022-10-24T06:59:59Z", "2022-10-24T16:00:00Z", 2 },
		{ "2022-10-24T07:00:01Z", "2022-10-24T16:00:00Z", 0 },
		/* from the evening of the 23rd on: the window's days are 23 and 24 */
		{ "2022-10-23T12:00:00Z", "2022-10-24T07:00:00Z", 2 },
	};
	struct fixture *f = *state;

	in_write(f, put_cities);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(reading_end) struct reading r;
		struct audience_rows got;

		reading_start(&r, f, rows[i].start, rows[i].end);
		check_ok(stats_audience(&r.stats, AUDIENCE_CITY, &got, &f->err), &f->err);
		check_int(rows[i].start, (int64_t)got.count, rows[i].rows);
		if (got.count)
			check_str("biggest first", got.at[0].name, STR("Jakarta"));
	}
}

static void test_all_and_nothing(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct audience_rows cities;
	struct online_followers_rows hours;
	struct stats_sentiment_days days;

	in_write(f, put_cities);
	reading_start(&r, f, "", "");
	check_ok(stats_audience(&r.stats, AUDIENCE_CITY, &cities, &f->err), &f->err);
	check_int("all", (int64_t)cities.count, 6);
	check_ok(stats_audience(&r.stats, AUDIENCE_COUNTRY, &cities, &f->err), &f->err);
	check_int("no countries", (int64_t)cities.count, 0);
	check_ok(stats_online_followers(&r.stats, &hours, &f->err), &f->err);
	check_int("no hours", (int64_t)hours.count, 0);
	check_ok(stats_sentiment_list(&r.stats, &days, &f->err), &f->err);
	check_int("no comments", (int64_t)days.count, 0);
}

/* Two comments of the 23rd and one of the 24th in Jakarta; in UTC all are of the 23rd. */
static void put_comments(struct fixture *f, struct db_tx *tx)
{
	static const char *const labels[] = { "pos", "neg", "pos" };
	struct test_media m = { .id = "m", .posted_s = DAY_START_S(OCTOBER_24 - 3) };
	struct comment_row all[3];
	struct comment_sentiment_row marks[3];

	add_account(f, tx, ACCOUNT.at, 0, 0);
	put_media(f, tx, &m);
	for (int i = 0; i < 3; i++) {
		struct str id = str_fmt(&f->a, "c%d", i);

		all[i] = (struct comment_row){
			.id = id,
			.username = STR("ani"),
			.text = STR("teks"),
			.posted_s = DAY_START_S(OCTOBER_24) + (i - 2) * 60 + 30,
		};
		marks[i] = (struct comment_sentiment_row){ .media_id = STR("m"),
							   .id = id,
							   .text = STR("teks"),
							   .sentiment = str_of(labels[i]),
							   .confidence = i ? 0.9 : 0.4 };
	}
	check_ok(comments_put(tx, ACCOUNT, STR("m"), &(struct comment_rows){ all, 3 }, NOW_S, NULL,
			      &f->err),
		 &f->err);
	/* The last one was not classified yet. */
	check_ok(comments_sentiment_put(tx, ACCOUNT, STR("1"),
					&(struct comment_sentiment_rows){ marks, 2 }, &f->err),
		 &f->err);
}

static void test_sentiment_per_day(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct stats_sentiment_days days;
	struct comment_sentiments one;

	in_write(f, put_comments);
	reading_start(&r, f, "2022-10-20", "2022-10-24");
	check_ok(stats_sentiment_list(&r.stats, &days, &f->err), &f->err);
	check_int("days", (int64_t)days.count, 2);
	check_int("first day", days.items[0].day, OCTOBER_24 - 1);
	check_int("positive", days.items[0].comments.pos, 1);
	check_int("negative", days.items[0].comments.neg, 1);
	check_int("unsure", days.items[0].comments.unsure, 1);
	check_int("waiting", days.items[1].comments.unclassified, 1);
	check_int("total", days.total.pos + days.total.neg + days.total.unclassified, 3);

	check_ok(stats_media_sentiment(&r.stats, STR("m"), &one, &f->err), &f->err);
	check_int("of the media", one.pos + one.neg, 2);
	check_ok(stats_media_sentiment(&r.stats, STR("nothing"), &one, &f->err), &f->err);
	check_int("of none", one.pos + one.neg + one.unclassified, 0);
	check_true("unsure", stats_is_unsure(OPT_DOUBLE(0.4)));
	check_true("sure", !stats_is_unsure(OPT_DOUBLE(0.9)));
	check_true("not classified", !stats_is_unsure(OPT_NO_DOUBLE));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_window_by_instant),
		TEST(test_all_and_nothing),
		TEST(test_sentiment_per_day),
	};
	return cmocka_run_group_tests_name("report/audience", tests, NULL, NULL);
}
