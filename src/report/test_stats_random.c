/*
 * Random accounts: what the readings say through store, sums and indexes equals what a loop over
 * the plain rows says.
 */
#include "report/test_report_data.h"

#define DAYS 40
#define MEDIA 30
#define FIRST_DAY (OCTOBER_24 - DAYS + 1)
#define UNKNOWN (-1)

struct account {
	int64_t followers[DAYS], reach[DAYS]; /* UNKNOWN: no row */
	struct {
		char id[8];
		int64_t posted_s;
		int64_t like, comments; /* newest */
		int64_t tag;
		int64_t likes_on[DAYS], comments_on[DAYS]; /* UNKNOWN: no row */
	} media[MEDIA];
};

static struct account account;

static int64_t some(struct fixture *f, uint64_t below)
{
	return (int64_t)rng_seeded_below(&f->seed, below);
}

static void make_media(struct fixture *f, int i)
{
	int64_t posted_day = some(f, DAYS), like = some(f, 90), comments = some(f, 9);

	snprintf(account.media[i].id, sizeof(account.media[i].id), "%03d", i);
	account.media[i].posted_s = DAY_START_S(FIRST_DAY + posted_day) + some(f, 86400);
	account.media[i].tag = some(f, 5);
	for (int64_t d = 0; d < DAYS; d++) {
		/* Some posts are seen late, some days are missed. */
		bool is_seen = d >= posted_day + i % 4 && some(f, 5) > 0;

		like += some(f, 12) - 2;
		comments += some(f, 2);
		account.media[i].likes_on[d] = is_seen ? like + 500 : UNKNOWN;
		account.media[i].comments_on[d] = is_seen ? comments : UNKNOWN;
	}
	account.media[i].like = like + 500;
	account.media[i].comments = comments;
}

static void make_account(struct fixture *f)
{
	for (int d = 0; d < DAYS; d++) {
		account.followers[d] = some(f, 4) ? 1000 + some(f, 500) : UNKNOWN;
		account.reach[d] = some(f, 4) ? some(f, 3000) : UNKNOWN;
	}
	for (int i = 0; i < MEDIA; i++)
		make_media(f, i);
}

static void put_account(struct fixture *f, struct db_tx *tx)
{
	add_account(f, tx, "17841400000000001", 0, 0);
	for (int i = 0; i < MEDIA; i++) {
		struct test_media m = { .id = account.media[i].id,
					.posted_s = account.media[i].posted_s,
					.like = OPT_INT(account.media[i].like),
					.comments = OPT_INT(account.media[i].comments) };

		m.caption = str_z(&f->a, str_fmt(&f->a, "#tag%d", (int)account.media[i].tag));
		put_media(f, tx, &m);
	}
	for (int d = 0; d < DAYS; d++) {
		if (account.followers[d] != UNKNOWN)
			put_profile(f, tx, FIRST_DAY + d, OPT_INT(account.followers[d]),
				    OPT_INT(MEDIA));
		if (account.reach[d] != UNKNOWN)
			put_insight(f, tx, STR("reach"), FIRST_DAY + d, OPT_INT(account.reach[d]));
		for (int i = 0; i < MEDIA; i++)
			if (account.media[i].likes_on[d] != UNKNOWN)
				put_media_day(f, tx, account.media[i].id, FIRST_DAY + d,
					      account.media[i].likes_on[d],
					      account.media[i].comments_on[d]);
	}
}

/* ---- the plain loops ----------------------------------------------------------------------- */

static void check_same(const char *row, struct opt_double got, bool has, double want)
{
	check_int(row, got.has, has);
	if (has && got.value != want)
		fail_msg("%s: %.17g, not %.17g", row, got.value, want);
}

static int64_t newest(const int64_t *values, int from, int to)
{
	for (int d = to; d >= from; d--)
		if (values[d] != UNKNOWN)
			return values[d];
	return UNKNOWN;
}

/* Likes and comments one media gained on the days of a window, as far as they are known. */
static bool gained_by(int i, int from, int to, int64_t *sum)
{
	const int64_t *likes = account.media[i].likes_on, *comments = account.media[i].comments_on;
	bool is_new = account.media[i].posted_s >= DAY_START_S(FIRST_DAY + from);
	int previous = UNKNOWN;
	bool known = false;

	for (int d = 0; d <= to; d++) {
		if (likes[d] == UNKNOWN)
			continue;
		if (d >= from && (previous != UNKNOWN || is_new)) {
			known = true;
			*sum += likes[d] + comments[d];
			if (previous != UNKNOWN)
				*sum -= likes[previous] + comments[previous];
		}
		previous = d;
	}
	return known;
}

static void check_growth(struct fixture *f, const struct stats *s, int from, int to)
{
	int64_t end = newest(account.followers, from, to), sum = 0;
	int64_t base = newest(account.followers, 0, from - 1);
	struct compared c = { 0 };
	bool known = false;

	check_ok(stats_follower_growth(s, &c, &f->err), &f->err);
	if (base != UNKNOWN)
		check_same("followers", c.value, end != UNKNOWN,
			   (double)(end - base) / (double)base * 100);
	for (int i = 0; i < MEDIA; i++)
		known |= gained_by(i, from, to, &sum);
	check_ok(stats_engagement_growth(s, &c, &f->err), &f->err);
	check_same("engagement", c.value, known && end != UNKNOWN, (double)sum / (double)end * 100);
}

static void check_averages(struct fixture *f, const struct stats *s, int from, int to)
{
	int64_t end = newest(account.followers, from, to);
	int64_t like = 0, comments = 0, n = 0, reach = 0, reach_days = 0;
	struct engagement_average average = { 0 };
	struct compared c = { 0 };

	for (int i = 0; i < MEDIA; i++) {
		if (!span_has_instant(&s->window->now, account.media[i].posted_s))
			continue;
		like += account.media[i].like;
		comments += account.media[i].comments;
		n++;
	}
	for (int d = from; d <= to; d++) {
		reach += account.reach[d] != UNKNOWN ? account.reach[d] : 0;
		reach_days += account.reach[d] != UNKNOWN;
	}
	check_ok(stats_engagement_average(s, &average, &f->err), &f->err);
	check_same("like", average.like.value, n > 0, (double)like / (double)n);
	check_same("comments", average.comments.value, n > 0, (double)comments / (double)n);
	check_same("rate", average.rate.value, n > 0 && end != UNKNOWN,
		   ((double)like / (double)n + (double)comments / (double)n) / (double)end * 100);
	check_ok(stats_insight_average(s, STATS_REACH, &c, &f->err), &f->err);
	check_same("reach", c.value, reach_days > 0, (double)reach / (double)reach_days);
}

static void check_media(struct fixture *f, const struct stats *s)
{
	int64_t tags[5] = { 0 }, best = UNKNOWN, best_s = 0, earliest_s = INT64_MAX;
	struct stats_media_summary summary;
	struct stats_hashtags hashtags;

	for (int i = 0; i < MEDIA; i++) {
		int64_t posted_s = account.media[i].posted_s;
		int64_t engagement = account.media[i].like + account.media[i].comments;

		if (!span_has_instant(&s->window->now, posted_s))
			continue;
		tags[account.media[i].tag] += engagement;
		earliest_s = posted_s < earliest_s ? posted_s : earliest_s;
		if (engagement > best || (engagement == best && posted_s > best_s)) {
			best = engagement;
			best_s = posted_s;
		}
	}
	check_ok(stats_media_summary(s, &summary, &f->err), &f->err);
	check_int("found", summary.highest_engagement.found, best != UNKNOWN);
	check_int("earliest", summary.has_earliest ? summary.earliest_timestamp_s : INT64_MAX,
		  earliest_s);
	if (best != UNKNOWN) {
		check_int("engagement", summary.highest_engagement.score.value, best);
		check_int("of", summary.highest_engagement.media.timestamp_s, best_s);
		check_int("has before", summary.highest_engagement_before.found,
			  best_s != earliest_s);
	}
	check_ok(stats_hashtags(s, &hashtags, &f->err), &f->err);
	for (size_t i = 0; i < hashtags.count; i++) {
		int64_t tag = hashtags.items[i].hashtag.at[4] - '0';

		check_int("hashtag", hashtags.items[i].like + hashtags.items[i].comments,
			  tags[tag]);
		tags[tag] = 0;
	}
	for (size_t i = 0; i < COUNT_OF(tags); i++)
		check_int("every hashtag", tags[i], 0);
}

/* The daily list from the stored sums, beside the rows fed one by one. */
static void check_engagement_list(struct fixture *f, const struct stats *s, int from, int to)
{
	struct stats_engagement_days list;
	size_t at = 0;

	check_ok(stats_engagement_list(s, &list, &f->err), &f->err);
	for (int d = from; d <= to; d++) {
		int64_t count = 0, like = 0, growth = 0;

		for (int i = 0; i < MEDIA; i++) {
			const int64_t *likes = account.media[i].likes_on;
			int64_t previous = newest(likes, 0, d - 1);

			if (likes[d] == UNKNOWN)
				continue;
			count++;
			like += likes[d];
			growth += likes[d] - (previous != UNKNOWN ? previous : 0);
		}
		if (count == 0)
			continue;
		check_true("has day", at < list.count);
		check_int("day", list.items[at].day, FIRST_DAY + d);
		check_int("count", list.items[at].count, count);
		check_int("like", list.items[at].like, like);
		check_int("growth", list.items[at].like_growth, growth);
		at++;
	}
	check_int("days", list.count, at);
}

static void check_window(struct fixture *f, int from, int to)
{
	cleanup(reading_end) struct reading r;
	struct arena_mark mark = arena_mark(&f->a);
	struct str start = day_text(&f->a, FIRST_DAY + from), end = day_text(&f->a, FIRST_DAY + to);

	reading_start(&r, f, str_z(&f->a, start), str_z(&f->a, end));
	check_growth(f, &r.stats, from, to);
	check_averages(f, &r.stats, from, to);
	check_media(f, &r.stats);
	check_engagement_list(f, &r.stats, from, to);
	arena_rewind(&f->a, mark);
}

static void test_random_account(void **state)
{
	struct fixture *f = *state;

	make_account(f);
	in_write(f, put_account);
	for (int from = 0; from < DAYS; from += 3)
		for (int to = from; to < DAYS; to += 2)
			check_window(f, from, to);
}

/* The same test on several accounts: each its own store, each its own seed. */
static int setup_next(void **state)
{
	static uint64_t seed = 100;
	int failed = fixture_setup(state);
	struct fixture *f = *state;

	f->seed.state = seed++;
	return failed;
}

int main(void)
{
#define RANDOM cmocka_unit_test_setup_teardown(test_random_account, setup_next, fixture_teardown)
	const struct CMUnitTest tests[] = { RANDOM, RANDOM, RANDOM, RANDOM, RANDOM };
#undef RANDOM

	return cmocka_run_group_tests(tests, NULL, NULL);
}
