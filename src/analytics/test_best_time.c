#include "base/test.h"

#include <math.h>

#include "analytics/best_time.h"
#include "base/clock.h"
#include "base/limits.h"

/* 24 October 2022, a Monday; its Pacific day ends at 07:00 UTC of the 25th. */
#define MONDAY 19289
#define PACIFIC_END_S (INT64_C(86400) * (MONDAY + 1) + 7 * 3600)

static struct tz *zone(const char *name)
{
	struct err err = ERR_INIT;
	struct tz *tz = NULL;

	check_ok(tz_load(str_of(name), &tz, &err), &err);
	return tz;
}

/* ---- online ------------------------------------------------------------------------------------
 */

static void test_hours_fall_where_they_were(void **state)
{
	static const struct {
		const char *zone;
		int meta_hour;
		int weekday, hour;
	} rows[] = {
		{ "Asia/Jakarta", 0, 1, 14 },  { "Asia/Jakarta", 9, 1, 23 },
		{ "Asia/Jakarta", 10, 2, 0 },  { "Asia/Jakarta", 23, 2, 13 },
		{ "Asia/Jayapura", 0, 1, 16 }, { "America/Los_Angeles", 0, 1, 0 },
		{ "UTC", 17, 2, 0 },           { "Asia/Kolkata", 0, 1, 12 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(tz_freep) struct tz *tz = zone(rows[i].zone);
		const struct online_hour hour = { PACIFIC_END_S, rows[i].meta_hour, 42 };
		struct online_week week;
		int at = week_hour(rows[i].weekday, rows[i].hour);

		online_week(&hour, 1, tz, &week);
		check_int(rows[i].zone, week.cells[at].value.value, 42);
		check_true(rows[i].zone, week.cells[at].is_max && week.cells[at].is_recommended);
	}
}

/* In winter Meta's day begins an hour later, and so does each of its hours here. */
static void test_winter(void **state)
{
	cleanup(tz_freep) struct tz *tz = zone("Asia/Jakarta");
	const struct online_hour hour = { PACIFIC_END_S + 3600, 0, 1 };
	struct online_week week;

	(void)state;
	online_week(&hour, 1, tz, &week);
	check_true("15:00", week.cells[week_hour(1, 15)].value.has);
}

static void test_scale(void **state)
{
	cleanup(tz_freep) struct tz *tz = zone("Asia/Jakarta");
	static const int64_t bounds[] = { 0, 20, 35, 51, 66, 81, 101 };
	static const struct {
		int64_t value;
		int level;
		bool is_recommended;
	} rows[] = {
		{ 0, 0, false },  { 20, 0, false }, { 21, 1, false }, { 36, 2, false },
		{ 52, 3, false }, { 66, 3, false }, { 67, 4, false }, { 81, 4, false },
		{ 82, 5, true },  { 101, 5, true },
	};
	struct online_hour hours[COUNT_OF(rows) + 1];
	struct online_week week;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		hours[i] = (struct online_hour){ PACIFIC_END_S, (int)i, rows[i].value };
	/* A week later the largest cell had one less: its mean is 100.5, rounded up. */
	hours[COUNT_OF(rows)] = (struct online_hour){ PACIFIC_END_S + 7 * 86400, 9, 100 };
	online_week(hours, COUNT_OF(hours), tz, &week);
	check_int("max", week.max.value, 101);
	for (size_t i = 0; i < COUNT_OF(bounds); i++)
		check_int("bound", week.bounds[i], bounds[i]);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct online_cell *cell = &week.cells[week_hour(1, 14 + (int)i)];

		check_int("level", cell->level, rows[i].level);
		check_int("recommended", cell->is_recommended, rows[i].is_recommended);
		check_int("largest", cell->is_max, rows[i].value == 101);
	}
}

static void test_ten_a_day(void **state)
{
	cleanup(tz_freep) struct tz *tz = zone("America/Los_Angeles");
	struct online_hour hours[DAY_HOURS];
	struct online_week week;
	int recommended = 0;

	(void)state;
	for (int i = 0; i < DAY_HOURS; i++)
		hours[i] = (struct online_hour){ PACIFIC_END_S, i, 1000 + i };
	online_week(hours, DAY_HOURS, tz, &week);
	for (int i = 0; i < WEEK_HOURS; i++)
		recommended += week.cells[i].is_recommended;
	check_int("ten", recommended, ONLINE_PER_DAY_MAX);
	check_true("the late ones", week.cells[week_hour(1, 14)].is_recommended);
	check_true("not the early ones", !week.cells[week_hour(1, 13)].is_recommended);
	online_week(NULL, 0, tz, &week);
	check_true("nothing", !week.max.has && !week.cells[0].value.has && week.bounds[6] == 0);
}

/* ---- best time ----------------------------------------------------------------------------------
 */

static struct best_time best_of(struct arena *a, const struct best_time_post *posts, size_t count,
				const struct online_week *online)
{
	static const struct online_week nothing;
	struct rng_seeded rng = { 7 };
	struct best_time best;

	best_time(a, posts, count, online ? online : &nothing, &rng, &best);
	return best;
}

static void test_nothing_known(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, LIMIT_ARENA);

	struct best_time best = best_of(&a, NULL, 0, NULL);

	for (int i = 0; i < WEEK_HOURS; i++) {
		check_true("ordinary", best.cells[i].score == 1);
		check_int("in order", best.best[i], i);
	}
	check_true("no audience", !best.has_audience);
}

static void test_audience_alone(void **state)
{
	cleanup(arena_free) struct arena a;
	struct online_week online = { .max = OPT_INT(300) };

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	for (int i = 0; i < WEEK_HOURS; i++)
		online.cells[i].value = OPT_INT(i >= 40 && i < 43 ? 300 : 100);

	struct best_time best = best_of(&a, NULL, 0, &online);
	double mean = (100.0 * (WEEK_HOURS - 3) + 900) / WEEK_HOURS;

	check_int("where its three hours begin", best.best[0], 40);
	check_true("score", fabs(best.cells[40].score - 300 / mean) < 1e-12);
	check_true("half in", fabs(best.cells[42].score - 500 / 3.0 / mean) < 1e-12);
}

/* 200 posts of all hours get 100 interactions; those of Wednesday 19:00 get `good`. */
static struct best_time with_good_hour(struct arena *a, int64_t good, int good_posts)
{
	enum { POSTS = 200 };
	struct best_time_post *posts = arena_new_n(a, struct best_time_post, POSTS);
	int every = POSTS / good_posts;

	for (int i = 0; i < POSTS; i++) {
		bool is_good = i % every == 0;

		posts[i] = (struct best_time_post){
			.week_hour = is_good ? week_hour(3, 19) : (i * 37) % WEEK_HOURS,
			.interactions = is_good ? good : 100,
		};
	}
	return best_of(a, posts, POSTS, NULL);
}

static void test_own_posts(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, LIMIT_ARENA);

	struct best_time best = with_good_hour(&a, 300, 20);
	const struct best_time_cell *good = &best.cells[week_hour(3, 19)];

	check_int("found", best.best[0], week_hour(3, 19));
	check_true("a good hour", good->effect > 2 && good->effect < 3);
	check_true("sure", good->low.has && good->low.value > 1.5);
	check_true("its day and hour gain a little",
		   best.cells[week_hour(3, 12)].effect > 1 &&
			   best.cells[week_hour(4, 19)].effect > 1);

	/* One post that went round the world says little. */
	struct best_time viral = with_good_hour(&a, 1000000, 1);

	check_true("one viral post", viral.cells[week_hour(3, 19)].effect < 10);
	check_true("is not sure", viral.cells[week_hour(3, 19)].low.value < 1.2);
	check_true("bad hours are bad",
		   with_good_hour(&a, 20, 20).cells[week_hour(3, 19)].effect < 0.5);
}

/* Reels get five times as much, and are posted at 20:00: the hour is not better for it. */
static void test_types_do_not_count(void **state)
{
	enum { POSTS = 120 };
	cleanup(arena_free) struct arena a;
	struct best_time_post posts[POSTS];

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	for (int i = 0; i < POSTS; i++) {
		bool is_reel = i % 4 == 0;

		posts[i] = (struct best_time_post){
			.week_hour = week_hour(i % 7, is_reel ? 20 : 8),
			.type = is_reel,
			.interactions = is_reel ? 500 : 100,
		};
	}

	struct best_time best = best_of(&a, posts, POSTS, NULL);

	for (int i = 0; i < WEEK_HOURS; i++)
		check_true("about ordinary",
			   best.cells[i].effect > 0.75 && best.cells[i].effect < 1.35);
}

/* ---- against the plain method -------------------------------------------------------------------
 */

static int by_double(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static double plain_median(const struct best_time_post *posts, size_t count, size_t at)
{
	double around[2 * BEST_TIME_NEIGHBOURS];
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		if (i != at && i + BEST_TIME_NEIGHBOURS >= at && i <= at + BEST_TIME_NEIGHBOURS)
			around[found++] = (double)posts[i].interactions;
	qsort(around, found, sizeof(around[0]), by_double);
	return found == 0  ? (double)posts[at].interactions
	       : found % 2 ? around[found / 2]
			   : (around[found / 2 - 1] + around[found / 2]) / 2;
}

/* y of every post, as the header says it, step by step. */
static void plain_ratios(const struct best_time_post *posts, size_t count, double *ret)
{
	for (size_t i = 0; i < count; i++)
		ret[i] = log(((double)posts[i].interactions + 1) /
			     (plain_median(posts, count, i) + 1));
	for (int type = 0; type < BEST_TIME_TYPES_MAX; type++) {
		double sum = 0, n = BEST_TIME_SHRINK;

		for (size_t i = 0; i < count; i++)
			if (posts[i].type == type) {
				sum += ret[i];
				n++;
			}
		for (size_t i = 0; i < count; i++)
			if (posts[i].type == type)
				ret[i] -= sum / n;
	}
}

static void check_interval(const struct best_time_cell *cell, const double *y, size_t count,
			   struct rng_seeded *rng)
{
	enum { DRAWS = 200 };
	double means[DRAWS];

	for (int i = 0; i < DRAWS; i++) {
		double sum = 0;

		for (size_t n = 0; n < count; n++)
			sum += y[rng_seeded_below(rng, count)];
		means[i] = sum / (double)count;
	}
	qsort(means, DRAWS, sizeof(means[0]), by_double);
	check_true("low", cell->low.value == exp(means[DRAWS / 10]));
	check_true("high", cell->high.value == exp(means[DRAWS - 1 - DRAWS / 10]));
}

/* Medians that move along and means that are only half sorted give the very same bits. */
static void test_the_fast_way_is_the_plain_way(void **state)
{
	static const size_t counts[] = { 1, 2, 3, 10, 11, 12, 21, 22, 400, 2000 };
	enum { MOST = 2000 };
	static struct best_time_post posts[MOST];
	static double y[MOST], in_cell[MOST];
	struct rng_seeded draws = { 20261121 };

	(void)state;
	for (size_t n = 0; n < COUNT_OF(counts); n++) {
		cleanup(arena_free) struct arena a;
		struct rng_seeded rng = { 7 };

		arena_init(&a, LIMIT_ARENA);
		for (size_t i = 0; i < counts[n]; i++)
			posts[i] = (struct best_time_post){
				.week_hour = (int)rng_seeded_below(&draws, WEEK_HOURS / 4),
				.type = (int)rng_seeded_below(&draws, 3),
				.interactions = (int64_t)rng_seeded_below(&draws, n % 2 ? 9 : 9999),
			};
		plain_ratios(posts, counts[n], y);

		struct best_time best = best_of(&a, posts, counts[n], NULL);

		for (int cell = 0; cell < WEEK_HOURS; cell++) {
			size_t found = 0;

			for (size_t i = 0; i < counts[n]; i++)
				if (posts[i].week_hour == cell)
					in_cell[found++] = y[i];
			check_int("posts", best.cells[cell].posts, (int64_t)found);
			check_int("sure", best.cells[cell].low.has, found >= BEST_TIME_SURE_FROM);
			if (found >= BEST_TIME_SURE_FROM)
				check_interval(&best.cells[cell], in_cell, found, &rng);
		}
	}
}

/* An account that grows tenfold: late posts do better, whenever they are posted. */
static void test_growth_does_not_count(void **state)
{
	enum { POSTS = 300 };
	cleanup(arena_free) struct arena a;
	struct best_time_post posts[POSTS];

	(void)state;
	arena_init(&a, LIMIT_ARENA);
	for (int i = 0; i < POSTS; i++)
		posts[i] = (struct best_time_post){
			.week_hour = week_hour(i < POSTS / 2 ? 1 : 5, 10),
			.interactions = (int64_t)(100 * pow(10, (double)i / POSTS)),
		};

	struct best_time best = best_of(&a, posts, POSTS, NULL);

	check_true("late is no better", fabs(best.cells[week_hour(5, 10)].effect - 1) < 0.1);
	check_true("early is no worse", fabs(best.cells[week_hour(1, 10)].effect - 1) < 0.1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hours_fall_where_they_were),
		cmocka_unit_test(test_winter),
		cmocka_unit_test(test_scale),
		cmocka_unit_test(test_ten_a_day),
		cmocka_unit_test(test_nothing_known),
		cmocka_unit_test(test_audience_alone),
		cmocka_unit_test(test_own_posts),
		cmocka_unit_test(test_types_do_not_count),
		cmocka_unit_test(test_the_fast_way_is_the_plain_way),
		cmocka_unit_test(test_growth_does_not_count),
	};
	return cmocka_run_group_tests_name("analytics/best_time", tests, NULL, NULL);
}
