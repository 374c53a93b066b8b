#include "base/test.h"

#include "analytics/media.h"
#include "base/rng.h"

static void test_best_media(void **state)
{
	static const struct {
		const char *row;
		int64_t scores[5]; /* newest first; -1 is no score */
		int64_t best, before;
	} rows[] = {
		{ "one best", { 1, 9, 3, 2, 1 }, 1, 2 },
		{ "ties: the newer", { 1, 9, 3, 9, 1 }, 1, 2 },
		{ "all equal", { 4, 4, 4, 4, 4 }, 0, 1 },
		{ "the earliest has none before", { 1, 2, 3, 4, 5 }, 4, -1 },
		{ "zero is a score", { 0, -1, -1, -1, -1 }, 0, 1 },
		{ "no score cannot win", { -1, -1, 2, -1, 1 }, 2, 3 },
		{ "nothing", { -1, -1, -1, -1, -1 }, -1, -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct best_media best = { 0 };

		for (int64_t ref = 0; ref < 5; ref++) {
			int64_t score = rows[i].scores[ref];

			best_media_feed(&best, (struct opt_int){ score >= 0, score }, ref);
		}
		check_int(rows[i].row, best.found ? best.ref : -1, rows[i].best);
		check_int(rows[i].row, best.found_before ? best.ref_before : -1, rows[i].before);
	}
}

static void test_engagement_of(void **state)
{
	(void)state;
	check_int("sum", engagement_of(OPT_INT(7), OPT_INT(0)).value, 7);
	check_true("hidden likes", !engagement_of(OPT_NO_INT, OPT_INT(3)).has);
	check_true("no comments", !engagement_of(OPT_INT(3), OPT_NO_INT).has);
}

/* Random days of random media: sums equal a naive recomputation, and growth telescopes. */
static void test_engagement_days_property(void **state)
{
	enum { MEDIA = 12, DAYS = 20 };
	struct rng_seeded rng = { 3 };

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct engagement_day want[DAYS] = { 0 }, done;
		int64_t like[MEDIA] = { 0 };
		struct engagement_days e = { 0 };
		int64_t next = 0, gained = 0, total = 0;

		for (int64_t day = 0; day < DAYS; day++) {
			want[day].day = day;
			for (int m = 0; m < MEDIA; m++) {
				/* A media appears on day m, unless the day has no rows at all. */
				if (day < m || day % 7 == 3)
					continue;
				int64_t more = (int64_t)rng_seeded_below(&rng, 50);
				bool first = like[m] == 0;
				struct media_day row = {
					.day = day,
					.like = OPT_INT(like[m] + more + first),
					.comments = OPT_INT(1),
					.like_growth = first ? OPT_NO_INT : OPT_INT(more),
					.comments_growth = first ? OPT_NO_INT : OPT_INT(0),
				};

				want[day].count++;
				want[day].like += row.like.value;
				want[day].comments++;
				want[day].like_growth += first ? row.like.value : more;
				want[day].comments_growth += first;
				want[day].like_first += first ? row.like.value : 0;
				want[day].comments_first += first;
				like[m] = row.like.value;
				if (engagement_days_feed(&e, &row, &done)) {
					while (want[next].count == 0)
						next++;
					assert_memory_equal(&done, &want[next++], sizeof(done));
					gained += done.like_growth;
				}
			}
		}
		check_true("last", engagement_days_end(&e, &done));
		gained += done.like_growth;
		for (int m = 0; m < MEDIA; m++)
			total += like[m];
		check_int("telescopes", gained, total);
		check_true("ended", !engagement_days_end(&e, &done));
	}
}

/* Days 7 to 13, which begin at 700 s in this test. */
static const struct span week = { .start_s = 700, .first_day = 7, .last_day = 13 };

/* One media's row alone, through the sums a store would keep of it. */
static void test_engagement_gained(void **state)
{
	static const struct {
		const char *row;
		struct media_day media;
		bool has;
		int64_t gained;
	} rows[] = {
		{ "growth counts",
		  { 9, 100, { true, 50 }, { true, 5 }, { true, 3 }, { true, 1 } },
		  true,
		  4 },
		{ "losses too",
		  { 9, 100, { true, 50 }, { true, 5 }, { true, -3 }, { true, 1 } },
		  true,
		  -2 },
		{ "new in the window: in full",
		  { 9, 800, { true, 50 }, { true, 5 }, { false, 0 }, { false, 0 } },
		  true,
		  55 },
		{ "posted in its first second",
		  { 9, 700, { true, 50 }, { true, 5 }, { false, 0 }, { false, 0 } },
		  true,
		  55 },
		{ "older, first seen: unknown",
		  { 9, 699, { true, 50 }, { true, 5 }, { false, 0 }, { false, 0 } },
		  false,
		  0 },
		{ "hidden likes",
		  { 9, 800, { false, 0 }, { true, 5 }, { false, 0 }, { false, 0 } },
		  true,
		  5 },
		{ "likes known, comments new",
		  { 9, 800, { true, 50 }, { true, 5 }, { true, 2 }, { false, 0 } },
		  true,
		  7 },
		{ "the day before the span",
		  { 6, 800, { true, 50 }, { true, 5 }, { true, 3 }, { true, 1 } },
		  false,
		  0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct media_day *row = &rows[i].media;
		bool is_first = !row->like_growth.has || !row->comments_growth.has;
		struct engagement_days e = { 0 };
		struct engagement_day day;

		check_true("open", !engagement_days_feed(&e, row, &day));
		check_true("day", engagement_days_end(&e, &day));

		struct opt_int gained = engagement_gained(&day, 1, row, is_first, &week);

		check_int(rows[i].row, gained.has, rows[i].has);
		check_int(rows[i].row, gained.value, rows[i].gained);
	}
}

/* Random histories: the sums lead to what the single rows lead to. */
static void test_engagement_gained_property(void **state)
{
	enum { ROWS = 300 };
	struct rng_seeded rng = { 5 };

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct media_day first[ROWS];
		struct engagement_day days[ROWS];
		struct engagement_days e = { 0 };
		size_t first_count = 0, day_count = 0;
		int64_t naive = 0, known = 0;

		for (int i = 0; i < ROWS; i++) {
			bool is_first = rng_seeded_below(&rng, 3) == 0;
			struct opt_int growth = { !is_first,
						  (int64_t)rng_seeded_below(&rng, 20) - 5 };
			struct media_day row = {
				.day = i / 15,
				.posted_s = (int64_t)rng_seeded_below(&rng, 1400),
				.like = OPT_INT((int64_t)rng_seeded_below(&rng, 100)),
				.comments = OPT_INT((int64_t)rng_seeded_below(&rng, 9)),
				.like_growth = growth,
				.comments_growth = growth,
			};

			day_count += engagement_days_feed(&e, &row, &days[day_count]);
			if (is_first)
				first[first_count++] = row;
			if (!span_has_day(&week, row.day))
				continue;
			if (!is_first)
				naive += 2 * growth.value;
			else if (row.posted_s >= week.start_s)
				naive += row.like.value + row.comments.value;
			known += !is_first || row.posted_s >= week.start_s;
		}
		day_count += engagement_days_end(&e, &days[day_count]);

		struct opt_int gained =
			engagement_gained(days, day_count, first, first_count, &week);

		check_int("days", day_count, 20);
		check_int("has", gained.has, known > 0);
		check_int("gained", gained.value, naive);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_best_media),
		cmocka_unit_test(test_engagement_of),
		cmocka_unit_test(test_engagement_days_property),
		cmocka_unit_test(test_engagement_gained),
		cmocka_unit_test(test_engagement_gained_property),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
