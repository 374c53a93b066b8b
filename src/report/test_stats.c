#include "report/test_report_data.h"

#include "base/json.h"

#define check_double(row, got, want) check_double_at((row), (got), (want), __FILE__, __LINE__)

static void check_double_at(const char *row, struct opt_double got, const char *want,
			    const char *file, int line)
{
	char digits[40] = "missing";
	size_t len = got.has ? double_repr(got.value, digits) : strlen(digits);

	check_str_at(row, (struct str){ digits, len }, str_of(want), file, line);
}

/*
 * The published figures of one account as rows: followers 7731, 7858, 8027 at the ends of two
 * weeks; 451 and 515 likes and comments gained; 25 posts with 395 likes and 2 comments, 24 with 479
 * and 37 the week before; daily reach with means 1658.8 and 1666.4.
 */
static void put_published(struct fixture *f, struct db_tx *tx)
{
	const int64_t now = OCTOBER_24, before = OCTOBER_24 - 7;

	add_account(f, tx, "17841400000000001", 0, 0);
	put_profile(f, tx, before - 7, OPT_INT(7731), OPT_INT(1));
	put_profile(f, tx, before - 3, OPT_INT(7800), OPT_INT(1));
	put_profile(f, tx, before, OPT_INT(7858), OPT_INT(1));
	put_profile(f, tx, now, OPT_INT(8027), OPT_INT(1));
	for (int64_t i = 0; i < 49; i++) {
		bool is_new = i < 25;
		int64_t like = is_new ? (i < 20 ? 16 : 15) : (i < 48 ? 20 : 19);
		int64_t comments = is_new ? i < 2 : (i < 37 ? 2 : 1) + (i == 48);
		struct test_media m = { .id = str_z(&f->a, str_fmt(&f->a, "%03d", (int)i)),
					.posted_s = DAY_START_S(is_new ? now - 6 : before - 6) +
						    i * 600,
					.like = OPT_INT(like),
					.comments = OPT_INT(comments) };

		put_media(f, tx, &m);
	}
	/* Two older posts gain what the windows gained. */
	struct test_media old = { .id = "old", .posted_s = DAY_START_S(before - 90) };

	put_media(f, tx, &old);
	put_media_day(f, tx, "old", before - 8, 1000, 100);
	put_media_day(f, tx, "old", before - 2, 1500, 115);
	put_media_day(f, tx, "old", now - 3, 1950, 116);
	for (int64_t i = 0; i < 5; i++) {
		static const int64_t reach[] = { 1658, 1659, 1658, 1660, 1659 };
		static const int64_t earlier[] = { 1666, 1667, 1665, 1668, 1666 };

		put_insight(f, tx, STR("reach"), now - i, OPT_INT(reach[i]));
		put_insight(f, tx, STR("reach"), before - i, OPT_INT(earlier[i]));
	}
	put_insight(f, tx, STR("reach"), now - 5, OPT_NO_INT);
	/* Collected since long before. */
	put_insight(f, tx, STR("reach"), before - 30, OPT_INT(1));
}

static void test_published_figures(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct engagement_average average = { 0 };
	struct compared c = { 0 };

	in_write(f, put_published);
	reading_start(&r, f, "2022-10-18", "2022-10-24");
	check_ok(stats_follower_growth(&r.stats, &c, &f->err), &f->err);
	check_double("followers", c.value, "2.1506744718757953");
	check_double("followers before", c.before, "1.6427370327253912");
	check_double("followers growth", c.growth, "0.5079374391504041");

	check_ok(stats_engagement_growth(&r.stats, &c, &f->err), &f->err);
	check_double("engagement", c.value, "5.618537436152984");
	check_double("engagement before", c.before, "6.55383049121914");
	check_double("engagement growth", c.growth, "-0.9352930550661558");

	check_ok(stats_insight_average(&r.stats, STATS_REACH, &c, &f->err), &f->err);
	check_double("reach", c.value, "1658.8");
	check_double("reach before", c.before, "1666.4");
	check_double("reach growth", c.growth, "-0.4560729716754763");
	check_ok(stats_insight_average(&r.stats, STATS_IMPRESSIONS, &c, &f->err), &f->err);
	check_double("impressions", c.value, "missing");

	check_ok(stats_engagement_average(&r.stats, &average, &f->err), &f->err);
	check_double("rate", average.rate.value, "0.19783231593372372");
	check_double("rate before", average.rate.before, "0.2678460196835679");
	check_double("rate growth", average.rate.growth, "-0.0700137037498442");
	check_double("like growth", average.like.growth, "-4.158333333333331");
	check_double("comments growth", average.comments.growth, "-1.4616666666666667");
}

/* Which of the three changes are told. */
static void check_growths(struct fixture *f, const char *row, bool followers, bool engagement,
			  bool reach)
{
	cleanup(reading_end) struct reading r;
	struct compared c = { 0 };

	reading_start(&r, f, "2022-10-18", "2022-10-24");
	check_ok(stats_follower_growth(&r.stats, &c, &f->err), &f->err);
	check_int(row, c.growth.has, followers);
	check_true("the figure itself stays", c.value.has);
	check_ok(stats_engagement_growth(&r.stats, &c, &f->err), &f->err);
	check_int(row, c.growth.has, engagement);
	check_ok(stats_insight_average(&r.stats, STATS_REACH, &c, &f->err), &f->err);
	check_int(row, c.growth.has, reach);
	check_true("the figure itself stays", c.value.has);
}

static void put_collected_day(struct fixture *f, struct db_tx *tx, int64_t day)
{
	put_profile(f, tx, day, OPT_INT(1000 + day % 100), OPT_INT(1));
	put_media_day(f, tx, "old", day, day, 1);
	put_insight(f, tx, STR("reach"), day, OPT_INT(100));
}

static void put_short_history(struct fixture *f, struct db_tx *tx)
{
	struct test_media old = { .id = "old", .posted_s = DAY_START_S(OCTOBER_24 - 99) };

	add_account(f, tx, "17841400000000001", 0, 0);
	put_media(f, tx, &old);
	for (int64_t day = OCTOBER_24 - 12; day <= OCTOBER_24; day++)
		put_collected_day(f, tx, day);
}

static void put_first_day_of_before(struct fixture *f, struct db_tx *tx)
{
	put_collected_day(f, tx, OCTOBER_24 - 13);
}

static void put_day_before_both(struct fixture *f, struct db_tx *tx)
{
	put_collected_day(f, tx, OCTOBER_24 - 14);
}

/* The window before is the 11th to the 17th; a day's gain needs the day before it. */
static void test_incomplete_window_before(void **state)
{
	struct fixture *f = *state;

	in_write(f, put_short_history);
	check_growths(f, "from the 12th", false, false, false);
	in_write(f, put_first_day_of_before);
	check_growths(f, "from the 11th", false, false, true);
	in_write(f, put_day_before_both);
	check_growths(f, "from the 10th", true, true, true);
}

static void test_lists(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct stats_profile_days days = { 0 };
	struct stats_insight_days reach = { 0 };
	struct stats_engagement_days engagement = { 0 };
	struct profile_day latest = { 0 };
	bool found = false;

	in_write(f, put_published);
	reading_start(&r, f, "2022-10-11", "2022-10-24");
	check_ok(stats_user_data(&r.stats, &days, &f->err), &f->err);
	check_int("days", days.count, 3);
	check_int("oldest first", days.items[0].followers.value, 7800);
	check_int("growth", days.items[2].followers_growth.value, 169);
	check_ok(stats_latest_user_data(&r.stats, &latest, &found, &f->err), &f->err);
	check_true("latest", found && latest.day == OCTOBER_24);
	check_ok(stats_insight_list(&r.stats, STATS_REACH, &reach, &f->err), &f->err);
	check_int("values only", reach.count, 10);
	check_int("first", reach.items[0].value, 1666);
	check_int("last", reach.items[9].end_time_s, DAY_START_S(OCTOBER_24) + 14 * 3600);
	check_ok(stats_engagement_list(&r.stats, &engagement, &f->err), &f->err);
	check_int("days", engagement.count, 2);
	check_int("growth", engagement.items[1].like_growth, 450);
	check_int("like", engagement.items[1].like, 1950);
}

/* Nothing stored, nothing before, one follower row of nought: missing, never zero. */
static void test_no_data(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct stats_media_summary summary = { .has_earliest = true };
	struct stats_hashtags hashtags = { .count = 9 };
	struct engagement_average average = { 0 };
	struct stats_media media;
	struct profile_day day;
	struct compared c = { 0 };
	bool found = true;

	reading_start(&r, f, "2022-10-18", "2022-10-24");
	check_ok(stats_follower_growth(&r.stats, &c, &f->err), &f->err);
	check_double("followers", c.value, "missing");
	check_ok(stats_engagement_growth(&r.stats, &c, &f->err), &f->err);
	check_double("engagement", c.value, "missing");
	check_ok(stats_engagement_average(&r.stats, &average, &f->err), &f->err);
	check_double("like", average.like.value, "missing");
	check_ok(stats_media_summary(&r.stats, &summary, &f->err), &f->err);
	check_true("summary", !summary.has_earliest && !summary.highest_engagement.found &&
				      !summary.highest_reach_before.found);
	check_ok(stats_hashtags(&r.stats, &hashtags, &f->err), &f->err);
	check_int("hashtags", hashtags.count, 0);
	check_ok(stats_latest_user_data(&r.stats, &day, &found, &f->err), &f->err);
	check_true("latest", !found);
	check_ok(stats_media_detail(&r.stats, STR("1"), &media, &found, &f->err), &f->err);
	check_true("detail", !found);
}

static void put_ranked(struct fixture *f, struct db_tx *tx)
{
	/* Posted in this order; 3 and 4 have the same engagement, 2 the most reach. */
	const struct test_media media[] = {
		{ "1", 1000, { true, 3 }, { true, 0 }, { true, 50 } },
		{ "2", 2000, { true, 1 }, { true, 1 }, { true, 90 } },
		{ "3", 3000, { true, 7 }, { true, 1 }, { false, 0 } },
		{ "4", 4000, { true, 6 }, { true, 2 }, { false, 0 }, .media_type = "VIDEO" },
		{ "5", 5000, { false, 0 }, { true, 99 }, { true, 10 } },
	};

	add_account(f, tx, "17841400000000001", 0, 0);
	for (size_t i = 0; i < COUNT_OF(media); i++)
		put_media(f, tx, &media[i]);
}

static void test_media_summary(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct stats_media_summary s = { 0 };

	in_write(f, put_ranked);
	reading_start(&r, f, NULL, NULL);
	check_ok(stats_media_summary(&r.stats, &s, &f->err), &f->err);
	check_str("earliest", s.earliest_id, STR("1"));
	check_int("earliest", s.earliest_timestamp_s, 1000);
	check_str("best", s.highest_engagement.media.id, STR("4"));
	check_int("engagement", s.highest_engagement.score.value, 8);
	check_str("type", s.highest_engagement.media.media_type, STR("VIDEO"));
	check_str("before", s.highest_engagement_before.media.id, STR("3"));
	check_int("its engagement", s.highest_engagement_before.score.value, 8);
	check_str("reach", s.highest_reach.media.id, STR("2"));
	check_int("reach", s.highest_reach.score.value, 90);
	check_str("before", s.highest_reach_before.media.id, STR("1"));
}

/* The winner is the earliest: there is none before it, also when older media lie outside. */
static void test_media_summary_of_window(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct stats_media_summary s = { 0 };

	in_write(f, put_ranked);
	reading_start(&r, f, "1970-01-01T00:33:20Z", "1970-01-01T00:50:00Z");
	check_ok(stats_media_summary(&r.stats, &s, &f->err), &f->err);
	check_str("earliest", s.earliest_id, STR("2"));
	check_str("best", s.highest_engagement.media.id, STR("3"));
	check_str("before", s.highest_engagement_before.media.id, STR("2"));
	check_str("reach", s.highest_reach.media.id, STR("2"));
	check_true("none before", !s.highest_reach_before.found);
}

static void put_detail(struct fixture *f, struct db_tx *tx)
{
	const struct media_metric_row metrics[] = {
		{ .metric = STR("carousel_album_reach"), .value = 70 },
		{ .metric = STR("carousel_album_impressions"), .value = 80 },
		{ .metric = STR("saved"), .value = 4 },
		{ .metric = STR("video_views"), .value = 5 },
	};
	const struct test_media album = { .id = "9",
					  .posted_s = 5000,
					  .like = OPT_INT(1),
					  .media_type = "CAROUSEL_ALBUM",
					  .caption = "#Satu #dua" };

	add_account(f, tx, "17841400000000001", 0, 0);
	put_media(f, tx, &album);
	const struct media_reading reading = { 20000, NOW_S, metrics, COUNT_OF(metrics) };
	check_ok(media_insights_put(tx, ACCOUNT, STR("9"), &reading, &f->err), &f->err);
}

static void test_media_detail(void **state)
{
	cleanup(reading_end) struct reading r;
	struct fixture *f = *state;
	struct stats_media m = { 0 };
	bool found = false;

	in_write(f, put_detail);
	reading_start(&r, f, NULL, NULL);
	check_ok(stats_media_detail(&r.stats, STR("9"), &m, &found, &f->err), &f->err);
	check_true("found", found);
	check_int("insights", m.insight_count, 4);
	check_int("reach", m.reach.value, 70);
	check_int("impressions", m.impressions.value, 80);
	check_int("saved", m.saved.value, 4);
	check_int("views", m.video_views.value, 5);
	check_int("hashtags", m.hashtags.count, 2);
	check_str("spelling", m.hashtags.items[0], STR("#Satu"));
	check_true("unknown comments", !m.comments_count.has);
}

/* The published sample of a competitor's summary: both rates use the followers of the window's end.
 */
static void put_rated(struct fixture *f, struct db_tx *tx)
{
	const struct test_media media[] = {
		{ "1", DAY_START_S(OCTOBER_24 - 3), { true, 98 }, { true, 1 } },
		{ "2", DAY_START_S(OCTOBER_24 - 2), { true, 126 }, { true, 1 } },
		{ "3", DAY_START_S(OCTOBER_24 - 1), { false, 0 }, { true, 400 } },
		{ "4", DAY_START_S(OCTOBER_24), { true, 5 }, { true, 0 } },
	};

	add_account(f, tx, "17841400000000001", 0, 0);
	for (size_t i = 0; i < COUNT_OF(media); i++)
		put_media(f, tx, &media[i]);
	put_profile(f, tx, OCTOBER_24 - 6, OPT_INT(0), OPT_NO_INT);
	put_profile(f, tx, OCTOBER_24 - 3, OPT_INT(28000), OPT_NO_INT);
	put_profile(f, tx, OCTOBER_24, OPT_INT(28087), OPT_NO_INT);
}

static void test_best_media(void **state)
{
	static const struct {
		const char *name, *start, *end, *best, *rate, *before, *before_rate;
	} rows[] = {
		{ "as published", "2022-10-18", "2022-10-24", "2", "0.45216648271442306", "1",
		  "0.35247623455691246" },
		{ "the earliest has none before", "2022-10-22", "2022-10-24", "2",
		  "0.45216648271442306", NULL, NULL },
		{ "hidden likes have no rate", "2022-10-23", "2022-10-24", "4",
		  "0.017801830028126894", "3", "missing" },
		{ "only hidden likes", "2022-10-23", "2022-10-23", NULL, NULL, NULL, NULL },
		{ "no follower count", "2022-10-22", "2022-10-22", "2", "missing", NULL, NULL },
		{ "nothing posted", "2022-10-18", "2022-10-19", NULL, NULL, NULL, NULL },
	};
	struct fixture *f = *state;

	in_write(f, put_rated);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(reading_end) struct reading r;
		struct stats_best_media got;

		reading_start(&r, f, rows[i].start, rows[i].end);
		check_ok(stats_best_media(&r.stats, &got, &f->err), &f->err);
		check_int(rows[i].name, got.best.found, rows[i].best != NULL);
		check_int(rows[i].name, got.before.found, rows[i].before != NULL);
		if (rows[i].best) {
			check_str(rows[i].name, got.best.media.id, str_of(rows[i].best));
			check_double(rows[i].name, got.best.engagement_rate, rows[i].rate);
		}
		if (rows[i].before) {
			check_str(rows[i].name, got.before.media.id, str_of(rows[i].before));
			check_double(rows[i].name, got.before.engagement_rate, rows[i].before_rate);
		}
	}
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		WITH_STORE(test_published_figures),
		WITH_STORE(test_incomplete_window_before),
		WITH_STORE(test_lists),
		WITH_STORE(test_no_data),
		WITH_STORE(test_media_summary),
		WITH_STORE(test_media_summary_of_window),
		WITH_STORE(test_best_media),
		WITH_STORE(test_media_detail),
	};
#undef WITH_STORE

	return cmocka_run_group_tests(tests, NULL, NULL);
}
