/* The stored growth tables: seven days against the seven before, and the posts that stand out. */
#include "report/growth.h"
#include "report/test_report_data.h"
#include "store/comments.h"

/* The evening of 24 October 2022 in Jakarta. */
#define NOW_OCTOBER_S (DAY_START_S(OCTOBER_24) + 20 * 3600)

static void put_comment(struct fixture *f, struct db_tx *tx, const char *media, int64_t day,
			const char *label)
{
	static int number;
	struct str id = str_fmt(&f->a, "c%d", number++);
	struct comment_row row = { .id = id, .text = STR("x"), .posted_s = DAY_START_S(day) };
	struct comment_sentiment_row mark = { .media_id = str_of(media),
					      .id = id,
					      .text = STR("x"),
					      .sentiment = str_of(label),
					      .confidence = 0.9 };

	check_ok(comments_put(tx, ACCOUNT, str_of(media), &(struct comment_rows){ &row, 1 }, NOW_S,
			      NULL, &f->err),
		 &f->err);
	check_ok(comments_sentiment_put(tx, ACCOUNT, STR("1"),
					&(struct comment_sentiment_rows){ &mark, 1 }, &f->err),
		 &f->err);
}

static void put_three_weeks(struct fixture *f, struct db_tx *tx)
{
	static const struct test_media posts[] = {
		{ "quiet", DAY_START_S(OCTOBER_24 - 2), OPT_INT(5), OPT_INT(1), OPT_INT(900) },
		{ "loud", DAY_START_S(OCTOBER_24 - 4), OPT_INT(80), OPT_INT(9), OPT_INT(400) },
		{ "before", DAY_START_S(OCTOBER_24 - 9), OPT_INT(999), OPT_INT(9), OPT_INT(9999) },
		{ "old", DAY_START_S(OCTOBER_24 - 99), OPT_INT(1), OPT_INT(1), OPT_INT(1) },
	};

	add_account(f, tx, ACCOUNT.at, 0, 0);
	for (size_t i = 0; i < COUNT_OF(posts); i++)
		put_media(f, tx, &posts[i]);
	for (int64_t day = OCTOBER_24 - 20; day <= OCTOBER_24; day++) {
		int64_t age = OCTOBER_24 - day;

		put_profile(f, tx, day, OPT_INT(1000 - age), OPT_INT(4));
		put_media_day(f, tx, "old", day, 1000 - (age < 7 ? age * 2 : 14 + (age - 7) * 3),
			      0);
		put_insight(f, tx, STR("reach"), day, OPT_INT(age < 7 ? 300 : 200));
	}
	put_comment(f, tx, "loud", OCTOBER_24 - 3, "neg");
	put_comment(f, tx, "loud", OCTOBER_24 - 3, "neg");
	put_comment(f, tx, "loud", OCTOBER_24 - 2, "pos");
	put_comment(f, tx, "quiet", OCTOBER_24 - 1, "pos");
	put_comment(f, tx, "before", OCTOBER_24 - 8, "pos");
	put_comment(f, tx, "before", OCTOBER_24 - 8, "neu");
}

static void check_metric(const struct growth *g, const char *metric, double value, double before)
{
	for (size_t i = 0; i < g->metrics.count; i++) {
		const struct growth_row *row = &g->metrics.at[i];

		if (!str_eq(row->metric, str_of(metric)))
			continue;
		check_true(metric, row->value.has && row->value.value == value);
		check_true(metric, row->before.has && row->before.value == before);
		check_true(metric, row->growth.has && row->growth.value == value - before);
		return;
	}
	fail_msg("no %s", metric);
}

static void check_seven_days(const struct growth *g)
{
	static const struct {
		const char *kind, *media;
		int64_t value;
	} extremes[] = {
		{ "largest_engagement", "loud", 89 },  { "largest_reach", "quiet", 900 },
		{ "most_negative", "loud", 1 },        { "most_positive", "quiet", 1 },
		{ "smallest_engagement", "quiet", 6 },
	};

	check_int("day", g->day, OCTOBER_24);
	check_metric(g, "followers", 1000, 993);
	check_metric(g, "engagement", 14, 21);
	check_metric(g, "engagement_rate", 14.0 / 1000 * 100, 21.0 / 993 * 100);
	check_metric(g, "reach", 300, 200);
	check_metric(g, "sentiment", 0, 50);
	check_int("impressions too", (int64_t)g->metrics.count, 6);
	check_int("posts", (int64_t)g->extremes.count, COUNT_OF(extremes));
	for (size_t i = 0; i < COUNT_OF(extremes); i++) {
		size_t at = 0;

		while (at < g->extremes.count &&
		       !str_eq(g->extremes.at[at].kind, str_of(extremes[i].kind)))
			at++;
		assert_true(at < g->extremes.count);
		check_str(extremes[i].kind, g->extremes.at[at].media_id, str_of(extremes[i].media));
		check_int(extremes[i].kind, g->extremes.at[at].value, extremes[i].value);
	}
}

struct saving {
	struct fixture *f;
	const struct growth *growth;
};

static bool save(struct db_tx *tx, void *arg, struct err *err)
{
	const struct saving *s = arg;

	return growth_save(tx, ACCOUNT, s->growth, NOW_OCTOBER_S, err);
}

static void test_measured_saved_and_read(void **state)
{
	struct fixture *f = *state;
	struct growth measured, got;
	struct saving saving = { f, &measured };

	in_write(f, put_three_weeks);
	{
		cleanup(reading_end) struct reading r;

		reading_start(&r, f, "", "");
		check_ok(growth_measure(&r.stats, 7, NOW_OCTOBER_S, &measured, &f->err), &f->err);
	}
	check_seven_days(&measured);
	/* A second collection of the same day replaces the first. */
	check_ok(store_write(f->store, save, &saving, &f->err), &f->err);
	check_ok(store_write(f->store, save, &saving, &f->err), &f->err);

	cleanup(reading_end) struct reading r;
	const struct growth_query q = { ACCOUNT, STR("followers"), 7, 0, OCTOBER_24 };
	struct growth_rows rows;

	reading_start(&r, f, "", "");
	check_ok(growth_read(&r.stats, 7, &got, &f->err), &f->err);
	check_seven_days(&got);
	check_ok(growth_read(&r.stats, 28, &got, &f->err), &f->err);
	check_int("never measured", (int64_t)got.metrics.count, 0);
	check_ok(growth_list(r.tx, &f->a, &q, &rows, &f->err), &f->err);
	check_int("one row a day", (int64_t)rows.count, 1);
}

/* History of three weeks: 28 days have no whole window before them. */
static void test_incomplete(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct growth g;

	in_write(f, put_three_weeks);
	reading_start(&r, f, "", "");
	check_ok(growth_measure(&r.stats, 28, NOW_OCTOBER_S, &g, &f->err), &f->err);
	for (size_t i = 0; i < 5; i++)
		check_true("no growth", !g.metrics.at[i].growth.has);
	check_true("but a value", g.metrics.at[0].value.has && g.metrics.at[3].value.has);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_measured_saved_and_read),
		TEST(test_incomplete),
	};
	return cmocka_run_group_tests_name("report/growth", tests, NULL, NULL);
}
