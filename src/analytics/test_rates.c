#include "base/test.h"

#include <math.h>

#include "analytics/cards.h"
#include "analytics/rates.h"
#include "base/json.h"
#include "base/rng.h"

#define check_double(row, got, want) check_double_at((row), (got), (want), __FILE__, __LINE__)

/* Equal to the last bit, and printed as the published figure is. */
static void check_double_at(const char *row, struct opt_double got, const char *want,
			    const char *file, int line)
{
	char digits[40] = "missing";
	size_t len = 7;

	if (got.has)
		len = double_repr(got.value, digits);
	check_str_at(row, (struct str){ digits, len }, str_of(want), file, line);
	if (got.has && got.value != strtod(want, NULL))
		_fail(file, line);
}

/* percent_rounded as a slice of `out`, which holds PERCENT_ROUNDED_BYTES. */
static struct str rounded(double percent, char *out)
{
	return (struct str){ out, percent_rounded(percent, out) };
}

static struct profile_day followers_on(int64_t day, int64_t count, struct opt_int growth)
{
	return (struct profile_day){
		.day = day,
		.followers = OPT_INT(count),
		.followers_growth = growth,
	};
}

/* Days 7 to 13 are the window, 0 to 6 the one before. */
static const struct window week = {
	.now = { .first_day = 7, .last_day = 13 },
	.before = { .first_day = 0, .last_day = 6 },
	.days = 7,
};

static void test_follower_growth(void **state)
{
	const struct profile_day published[] = {
		followers_on(-1, 7731, OPT_NO_INT),
		followers_on(6, 7858, OPT_INT(127)),
		followers_on(13, 8027, OPT_INT(169)),
	};
	struct compared c = follower_growth(published, COUNT_OF(published), &week);

	(void)state;
	check_double("now", c.value, "2.1506744718757953");
	check_double("before", c.before, "1.6427370327253912");
	check_double("growth", c.growth, "0.5079374391504041");
}

/* 18 to 24 October 2022 of the demo account: the base is the day before, not the first day. */
static void test_follower_growth_of_a_week(void **state)
{
	static const int64_t counts[] = { 4572, 4573, 4574, 4576, 4579, 4579, 4576 };
	struct profile_day days[8] = { followers_on(6, 4570, OPT_NO_INT) };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		days[i + 1] = followers_on((int64_t)i + 7, counts[i],
					   growth_since(OPT_INT(counts[i]), days[i].followers));

	struct compared c = follower_growth(days, COUNT_OF(days), &week);
	char text[PERCENT_ROUNDED_BYTES];

	check_double("week", c.value, "0.13129102844638948");
	check_str("card", rounded(c.value.value, text), STR("0.13%"));
	/* Without the day before, the first row's growth leads to the same base. */
	c = follower_growth(days + 1, COUNT_OF(days) - 1, &week);
	check_double("same", c.value, "0.13129102844638948");
	check_double("no history", c.before, "missing");
	check_double("no growth", c.growth, "missing");
	/* Without that growth, the first row itself is the base. */
	days[1].followers_growth = OPT_NO_INT;
	c = follower_growth(days + 1, COUNT_OF(days) - 1, &week);
	check_double("first row", c.value, "0.08748906386701663");
}

static void test_follower_growth_gaps(void **state)
{
	const struct profile_day zero[] = { followers_on(6, 0, OPT_NO_INT),
					    followers_on(13, 5, OPT_INT(5)) };
	const struct profile_day old[] = { followers_on(-3, 10, OPT_NO_INT) };
	struct profile_day unknown[] = { followers_on(6, 10, OPT_NO_INT),
					 followers_on(10, 20, OPT_NO_INT),
					 { .day = 13, .followers = OPT_NO_INT } };

	(void)state;
	check_double("from zero", follower_growth(zero, 2, &week).value, "missing");
	check_double("no row inside", follower_growth(old, 1, &week).value, "missing");
	check_double("none", follower_growth(NULL, 0, &week).value, "missing");
	check_double("unknown last", follower_growth(unknown, 3, &week).value, "100.0");
}

static void test_engagement_growth(void **state)
{
	struct compared c =
		engagement_growth(OPT_INT(451), OPT_INT(8027), OPT_INT(515), OPT_INT(7858));

	(void)state;
	check_double("now", c.value, "5.618537436152984");
	check_double("before", c.before, "6.55383049121914");
	check_double("growth", c.growth, "-0.9352930550661558");
	c = engagement_growth(OPT_INT(451), OPT_INT(8027), OPT_NO_INT, OPT_INT(7858));
	check_double("nothing before", c.before, "missing");
	check_double("no growth", c.growth, "missing");
	c = engagement_growth(OPT_INT(451), OPT_INT(0), OPT_INT(515), OPT_NO_INT);
	check_double("no followers", c.value, "missing");
	check_double("unknown followers", c.before, "missing");
}

static struct opt_double mean_of_values(const int64_t *values, size_t count)
{
	struct mean m = { 0 };

	for (size_t i = 0; i < count; i++)
		mean_add(&m, OPT_INT(values[i]));
	mean_add(&m, OPT_NO_INT);
	return mean_of(&m);
}

static void test_daily_averages(void **state)
{
	static const int64_t reach[] = { 1085, 852, 636, 716, 597, 181 };
	static const int64_t impressions[] = { 1583, 1299, 913, 961, 728, 245 };
	struct compared c = compared_by_percent(OPT_DOUBLE(1658.8), OPT_DOUBLE(1666.4));

	(void)state;
	check_double("reach", c.growth, "-0.4560729716754763");
	c = compared_by_percent(OPT_DOUBLE(1322.2), OPT_DOUBLE(1277.8));
	check_double("impressions", c.growth, "3.4747221787447247");
	/* Six points in a frame of seven days: the missing day is not counted. */
	check_double("mean", mean_of_values(reach, 6), "677.8333333333334");
	check_double("mean", mean_of_values(impressions, 6), "954.8333333333334");
	check_double("five points", mean_of_values((int64_t[]){ 8294, 0, 0, 0, 0 }, 5), "1658.8");
	check_double("none", mean_of_values(NULL, 0), "missing");
	c = compared_by_percent(OPT_DOUBLE(5), OPT_DOUBLE(0));
	check_double("from zero", c.growth, "missing");
	check_double("kept", c.value, "5.0");
}

static void test_engagement_average(void **state)
{
	struct engagement_means now = { { 395, 25 }, { 2, 25 } };
	struct engagement_means before = { { 479, 24 }, { 37, 24 } };
	struct engagement_average avg = engagement_average(&now, &before, OPT_INT(8027));

	(void)state;
	check_double("like", avg.like.value, "15.8");
	check_double("like before", avg.like.before, "19.958333333333332");
	check_double("like growth", avg.like.growth, "-4.158333333333331");
	check_double("comments", avg.comments.value, "0.08");
	check_double("comments before", avg.comments.before, "1.5416666666666667");
	check_double("comments growth", avg.comments.growth, "-1.4616666666666667");
	check_double("rate", avg.rate.value, "0.19783231593372372");
	check_double("rate before", avg.rate.before, "0.2678460196835679");
	check_double("rate growth", avg.rate.growth, "-0.0700137037498442");
}

static void test_engagement_average_gaps(void **state)
{
	static const struct {
		const char *row;
		int64_t count, count_before;
		struct opt_int followers;
		const char *like, *like_growth, *rate, *rate_before, *rate_growth;
	} rows[] = {
		{ "no media",
		  0,
		  2,
		  { true, 100 },
		  "missing",
		  "missing",
		  "missing",
		  "1.5",
		  "missing" },
		{ "no media before",
		  2,
		  0,
		  { true, 100 },
		  "1.0",
		  "missing",
		  "1.5",
		  "missing",
		  "missing" },
		{ "no followers row",
		  2,
		  2,
		  { false, 0 },
		  "1.0",
		  "0.0",
		  "missing",
		  "missing",
		  "missing" },
		{ "zero followers", 2, 2, { true, 0 }, "1.0", "0.0", "0.0", "0.0", "0.0" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct engagement_means now = { { rows[i].count, rows[i].count },
						{ rows[i].count / 2, rows[i].count } };
		struct engagement_means before = { { rows[i].count_before, rows[i].count_before },
						   { rows[i].count_before / 2,
						     rows[i].count_before } };
		struct engagement_average avg =
			engagement_average(&now, &before, rows[i].followers);

		check_double(rows[i].row, avg.like.value, rows[i].like);
		check_double(rows[i].row, avg.like.growth, rows[i].like_growth);
		check_double(rows[i].row, avg.rate.value, rows[i].rate);
		check_double(rows[i].row, avg.rate.before, rows[i].rate_before);
		check_double(rows[i].row, avg.rate.growth, rows[i].rate_growth);
	}
}

static void test_single_media(void **state)
{
	(void)state;
	check_double("best", media_engagement_rate(OPT_INT(126), OPT_INT(1), OPT_INT(28087)),
		     "0.45216648271442306");
	check_double("before", media_engagement_rate(OPT_INT(99), OPT_INT(0), OPT_INT(28087)),
		     "0.35247623455691246");
	check_double("zero followers", media_engagement_rate(OPT_INT(9), OPT_INT(0), OPT_INT(0)),
		     "0.0");
	check_double("no followers", media_engagement_rate(OPT_INT(9), OPT_INT(0), OPT_NO_INT),
		     "missing");
	check_double("hidden likes", media_engagement_rate(OPT_NO_INT, OPT_INT(0), OPT_INT(5)),
		     "missing");
}

static void test_percent_text(void **state)
{
	static const struct {
		double value;
		const char *full, *rounded;
	} rows[] = {
		{ 0.0, "0.0%", "0.0%" },
		{ -0.0, "-0.0%", "-0.0%" },
		{ -0.4560729716754763, "-0.4560729716754763%", "-0.46%" },
		{ 24.0, "24.0%", "24.0%" },
		{ 100.0, "100.0%", "100.0%" },
		{ 0.3275825507752784, "0.3275825507752784%", "0.33%" },
		{ 0.15304, "0.15304%", "0.15%" },
		{ 0.5466, "0.5466%", "0.55%" },
		{ 0.5, "0.5%", "0.5%" },
		/* The binary value decides: 2.675 is below its decimal, 0.125 and 0.375 are ties.
		 */
		{ 2.675, "2.675%", "2.67%" },
		{ 1.005, "1.005%", "1.0%" },
		{ 0.125, "0.125%", "0.12%" },
		{ 0.375, "0.375%", "0.38%" },
		{ -0.125, "-0.125%", "-0.12%" },
		{ 0.115, "0.115%", "0.12%" },
		{ 0.285, "0.285%", "0.28%" },
		{ 999.995, "999.995%", "1000.0%" },
		{ -0.001, "-0.001%", "-0.0%" },
		{ 123456789012.345, "123456789012.345%", "123456789012.35%" },
		{ 1e16, "1e+16%", "1e+16%" },
		{ 1.5e300, "1.5e+300%", "1.5e+300%" },
	};
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[PERCENT_ROUNDED_BYTES];

		check_str(rows[i].full, percent_text(&a, OPT_DOUBLE(rows[i].value)),
			  str_of(rows[i].full));
		check_str(rows[i].full, rounded(rows[i].value, text), str_of(rows[i].rounded));
	}
	check_true("missing", !percent_text(&a, OPT_NO_DOUBLE).at);
}

/* The short way of rounding agrees with the exact one, near ties above all. */
static void test_rounding_property(void **state)
{
	struct rng_seeded rng = { 42 };

	(void)state;
	for (int i = 0; i < 200000; i++) {
		double x = rng_seeded_unit(&rng) * (i % 3 ? 20 : 5000);
		char got[PERCENT_ROUNDED_BYTES], exact[64], want[40];

		if (i % 2)
			x = (double)(rng_seeded_below(&rng, 2000000)) / 1000.0;
		if (i % 5 == 0)
			x = nextafter(x, i % 10 ? -1 : 1e9);
		snprintf(exact, sizeof(exact), "%.2f", x);

		struct str wanted = { want, double_repr(strtod(exact, NULL), want) + 1 };

		want[wanted.len - 1] = '%';
		check_str(exact, rounded(x, got), wanted);
	}
}

/* Random histories: the streamed figures equal a naive recomputation. */
static void test_growth_property(void **state)
{
	struct rng_seeded rng = { 7 };

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct profile_day days[40];
		size_t count = 0;
		struct opt_int base = OPT_NO_INT, end = OPT_NO_INT, previous = OPT_NO_INT;

		for (int64_t d = -10; d <= 13; d++) {
			if (rng_seeded_below(&rng, 4) == 0)
				continue;
			int64_t n = 1 + (int64_t)rng_seeded_below(&rng, 1000);

			days[count++] = followers_on(d, n, growth_since(OPT_INT(n), previous));
			previous = OPT_INT(n);
			if (d < 7)
				base = OPT_INT(n);
			else
				end = OPT_INT(n);
		}
		struct opt_double got = follower_growth(days, count, &week).value;

		if (!end.has || !base.has)
			continue;
		check_true("has", got.has);
		if (got.value != (double)(end.value - base.value) / (double)base.value * 100)
			fail_msg("round %d", round);
	}
}

static void test_cards(void **state)
{
	static const int64_t followers[] = { 4572, 4573, 4574, 4576, 4579, 4579, 4576 };
	static const int64_t media[] = { 566, 567, 568, 569, 570, 571, 571 };
	struct profile_day days[7];
	struct opt_int last = OPT_INT(4570), last_media = OPT_INT(565);
	int64_t filled[7];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		days[i] = followers_on((int64_t)i + 7, followers[i],
				       growth_since(OPT_INT(followers[i]), last));
		days[i].media = OPT_INT(media[i]);
		days[i].media_growth = growth_since(days[i].media, last_media);
		last = days[i].followers;
		last_media = days[i].media;
	}
	check_int("new followers", followers_card(days, 7).gained.value, 6);
	check_double("percent", followers_card(days, 7).percent, "0.13129102844638948");
	check_int("new content", content_card(days, 7).gained.value, 6);
	check_double("percent", content_card(days, 7).percent, "1.0619469026548671");
	check_true("no days", !followers_card(days, 0).gained.has);
	check_int("two days", followers_two_days_card(days, 7, 13).change.value, -3);
	check_true("no such day", !followers_two_days_card(days, 1, 13).change.has);
	check_int("competitor", followers_competitor_card(days, 7, 12).change.value, -3);
	check_int("stale", followers_competitor_card(days, 7, 14).change.value, 0);
	check_int("single", followers_competitor_card(days, 1, 7).change.value, 0);

	const struct profile_day sparse[] = { days[2], days[5] };

	check_true("filled", followers_filled(sparse, 2, &week.now, filled));
	for (size_t i = 0; i < COUNT_OF(filled); i++)
		check_int("day", filled[i], i < 5 ? 4574 : 4579);
	check_true("unknown", !followers_filled(sparse, 2, &week.before, filled));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_follower_growth),
		cmocka_unit_test(test_follower_growth_of_a_week),
		cmocka_unit_test(test_follower_growth_gaps),
		cmocka_unit_test(test_engagement_growth),
		cmocka_unit_test(test_daily_averages),
		cmocka_unit_test(test_engagement_average),
		cmocka_unit_test(test_engagement_average_gaps),
		cmocka_unit_test(test_single_media),
		cmocka_unit_test(test_percent_text),
		cmocka_unit_test(test_rounding_property),
		cmocka_unit_test(test_growth_property),
		cmocka_unit_test(test_cards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
