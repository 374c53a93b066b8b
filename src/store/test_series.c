/* What is collected per day: growth, sums, lists, and that they stay right in any order of writing.
 */
#include "store/insights.h"
#include "store/media.h"
#include "store/media_days.h"
#include "store/profile_days.h"
#include "store/sync_state.h"
#include "store/test_store.h"

#define ACCOUNT STR("17841400000000001")
#define OTHER STR("17841400000000002")

static void with_accounts(struct fixture *f, struct db_tx *tx)
{
	add_account(f, tx, ACCOUNT.at, 0, 0);
	add_account(f, tx, OTHER.at, 0, 0);
}

static int setup(void **state)
{
	fixture_setup(state);
	in_write(*state, with_accounts);
	return 0;
}

static struct opt_int maybe(int64_t value)
{
	return value < 0 ? OPT_NO_INT : OPT_INT(value);
}

/* ---- profile days -----------------------------------------------------------------------------
 */

static void put_profile(struct fixture *f, struct db_tx *tx, int64_t day, int64_t followers)
{
	struct profile_day_row row = { .day = day,
				       .followers_count = maybe(followers),
				       .media_count = OPT_INT(day),
				       .updated_s = NOW_S };

	check_ok(profile_days_put(tx, ACCOUNT, &row, &f->err), &f->err);
}

#define NONE INT64_MIN

static void profile_days(struct fixture *f, struct db_tx *tx)
{
	/* Written in this order; what the growths are in the end, by day. */
	static const struct {
		int64_t day, followers;
	} writes[] = { { 10, 7731 }, { 12, 7858 }, { 11, 7800 }, { 12, 7860 },
		       { 13, -1 },   { 14, 7900 }, { 10, 7730 } };
	static const int64_t growth[] = { NONE, 70, 60, NONE, NONE };
	struct profile_day_rows rows;
	struct profile_day_row newest;
	bool found;

	for (size_t i = 0; i < COUNT_OF(writes); i++)
		put_profile(f, tx, writes[i].day, writes[i].followers);
	check_ok(profile_days_list(tx, &f->a, ACCOUNT, 10, 14, &rows, &f->err), &f->err);
	check_int("days", (int64_t)rows.count, COUNT_OF(growth));
	for (size_t i = 0; i < rows.count; i++) {
		struct opt_int got = rows.at[i].followers_growth;
		check_int("oldest first", rows.at[i].day, 10 + (int64_t)i);
		check_int("growth", got.has ? got.value : NONE, growth[i]);
		check_int("media growth", opt_int_or(rows.at[i].media_growth, 0), i ? 1 : 0);
	}
	check_ok(profile_days_newest(tx, &f->a, ACCOUNT, 12, &newest, &found, &f->err), &f->err);
	check_int("newest up to", newest.followers_count.value, 7860);
	check_ok(profile_days_newest(tx, &f->a, ACCOUNT, 9, &newest, &found, &f->err), &f->err);
	check_true("none", !found);
	check_ok(profile_days_list(tx, &f->a, OTHER, 0, 99, &rows, &f->err), &f->err);
	check_int("another account's", (int64_t)rows.count, 0);
}

/* ---- media ------------------------------------------------------------------------------------
 */

static struct media_row media_of(struct fixture *f, int number, int64_t posted_s)
{
	return (struct media_row){
		.id = str_fmt(&f->a, "m%03d", number),
		.posted_s = posted_s,
		.posted_day = posted_s / 86400,
		.media_type = STR("IMAGE"),
		.caption = STR("Pagi #kopi #Jakarta"),
		.like_count = OPT_INT(number),
		.comments_count = OPT_INT(1),
	};
}

static void put_media(struct fixture *f, struct db_tx *tx, int count)
{
	struct media_row *all = arena_new_n(&f->a, struct media_row, (size_t)count);
	struct media_rows rows = { all, (size_t)count };

	/* Three posts share each second, so that pages cut through one. */
	for (int i = 0; i < count; i++)
		all[i] = media_of(f, i, NOW_S + i / 3);
	check_ok(media_put(tx, ACCOUNT, &rows, NOW_S, &f->err), &f->err);
}

static void put_extras(struct fixture *f, struct db_tx *tx, int count)
{
	struct media_metric_row metrics[] = { { .metric = STR("reach"), .value = 100 },
					      { .metric = STR("saved"), .value = 5 } };
	struct media_reading reading = { TODAY, NOW_S, metrics, COUNT_OF(metrics) };
	struct str hashtags[] = { STR("#kopi"), STR("#Jakarta"), STR("#pagi") };

	for (int i = 0; i < count; i++) {
		struct str id = str_fmt(&f->a, "m%03d", i);
		metrics[0].value = 100 + i;
		check_ok(media_insights_put(tx, ACCOUNT, id, &reading, &f->err), &f->err);
		check_ok(media_hashtags_put(tx, ACCOUNT, id, hashtags, (size_t)(i % 4), &f->err),
			 &f->err);
	}
}

static void media_pages(struct fixture *f, struct db_tx *tx)
{
	struct media_query q = { .account_id = ACCOUNT,
				 .start_s = INT64_MIN,
				 .end_s = INT64_MAX,
				 .limit = 7,
				 .with_insights = true,
				 .with_hashtags = true };
	struct media_rows page;
	int seen = 0;

	put_media(f, tx, 100);
	put_extras(f, tx, 100);
	do {
		check_ok(media_list(tx, &f->a, &q, &page, &f->err), &f->err);
		for (size_t i = 0; i < page.count; i++, seen++) {
			const struct media_row *m = &page.at[i];
			int number = 99 - seen;
			check_str("newest first", m->id, str_fmt(&f->a, "m%03d", number));
			check_int("insights", (int64_t)m->insight_count, 2);
			check_str("metric", m->insights[0].metric, STR("reach"));
			check_int("value", m->insights[0].value, 100 + number);
			check_int("reach", m->reach.value, 100 + number);
			check_int("hashtags", (int64_t)m->hashtag_count, number % 4);
			if (m->hashtag_count > 1)
				check_str("in order", m->hashtags[1], STR("#Jakarta"));
		}
		if (page.count) {
			q.before_s = page.at[page.count - 1].posted_s;
			q.before_id = page.at[page.count - 1].id;
		}
	} while (page.count);
	check_int("every one once", seen, 100);
}

struct hashtags_seen {
	int count, jakarta_at;
	int64_t like_sum;
};

static void see_hashtag(void *ctx, const struct media_hashtag_row *row)
{
	struct hashtags_seen *seen = ctx;

	if (str_eq(row->hashtag, STR("#Jakarta")))
		seen->jakarta_at = seen->count;
	seen->count++;
	seen->like_sum += row->like_count.value;
}

static void media_window(struct fixture *f, struct db_tx *tx)
{
	struct media_score_rows scores;
	struct hashtags_seen hashtags = { 0 };
	const struct media_span second_2 = { ACCOUNT, NOW_S + 2, NOW_S + 2 };
	struct media_totals totals;
	struct media_row got;
	bool found;

	put_media(f, tx, 30);
	put_extras(f, tx, 30);
	/* Seconds 2 and 3 hold m006 to m011. */
	check_ok(media_scores(tx, &f->a, ACCOUNT, NOW_S + 2, NOW_S + 3, &scores, &f->err), &f->err);
	check_int("scores", (int64_t)scores.count, 6);
	check_str("newest first", scores.at[0].id, STR("m011"));
	check_int("reach", scores.at[0].reach.value, 111);
	check_ok(media_totals(tx, ACCOUNT, NOW_S + 2, NOW_S + 3, &totals, &f->err), &f->err);
	check_int("posts", totals.media_count, 6);
	check_int("likes", totals.like_sum, 6 + 7 + 8 + 9 + 10 + 11);
	check_int("comments", totals.comments_sum, 6);
	check_ok(media_totals(tx, OTHER, INT64_MIN, INT64_MAX, &totals, &f->err), &f->err);
	check_int("another account's", totals.media_count, 0);
	check_ok(media_hashtags_each(tx, &second_2, see_hashtag, &hashtags, &f->err), &f->err);
	/* m006 has two, m007 three, m008 none. */
	check_int("hashtags", (int64_t)hashtags.count, 5);
	check_int("with the post's likes", hashtags.like_sum, 2 * 6 + 3 * 7);
	check_true("caption order", hashtags.jakarta_at == 3);

	check_ok(media_get(tx, &f->a, ACCOUNT, STR("m007"), &got, &found, &f->err), &f->err);
	check_true("with what hangs on it",
		   found && got.insight_count == 2 && got.hashtag_count == 3);
	check_ok(media_get(tx, &f->a, OTHER, STR("m007"), &got, &found, &f->err), &f->err);
	check_true("a foreign one is like none", !found);
	check_ok(media_get(tx, &f->a, ACCOUNT, STR("nope"), &got, &found, &f->err), &f->err);
	check_true("none", !found);
}

static void media_updates(struct fixture *f, struct db_tx *tx)
{
	struct str one[] = { STR("#baru") };
	struct media_row row = media_of(f, 1, NOW_S), got;
	struct media_rows rows = { &row, 1 };
	bool found;

	row.media_url = STR("https://cdn.test/1.jpg");
	check_ok(media_put(tx, ACCOUNT, &rows, NOW_S, &f->err), &f->err);
	row.like_count = OPT_NO_INT;
	row.comments_count = OPT_INT(0);
	row.media_url = STR_NONE;
	row.caption = STR_NONE;
	check_ok(media_put(tx, ACCOUNT, &rows, NOW_S + 9, &f->err), &f->err);
	check_ok(media_get(tx, &f->a, ACCOUNT, row.id, &got, &found, &f->err), &f->err);
	check_int("not told: kept", got.like_count.value, 1);
	check_int("told: zero", got.comments_count.value, 0);
	check_str("kept", got.media_url, STR("https://cdn.test/1.jpg"));
	check_str("a caption may be removed", got.caption, STR(""));
	check_int("first seen", got.created_s, NOW_S);
	check_ok(media_hashtags_put(tx, ACCOUNT, row.id, one, 1, &f->err), &f->err);
	check_ok(media_hashtags_put(tx, ACCOUNT, row.id, one, 0, &f->err), &f->err);
	check_ok(media_archive(tx, ACCOUNT, NOW_S + 9, &f->err), &f->err);
	check_ok(media_get(tx, &f->a, ACCOUNT, row.id, &got, &found, &f->err), &f->err);
	check_true("still listed", !got.is_archived && got.hashtag_count == 0);
	check_ok(media_archive(tx, ACCOUNT, NOW_S + 10, &f->err), &f->err);
	check_ok(media_get(tx, &f->a, ACCOUNT, row.id, &got, &found, &f->err), &f->err);
	check_true("no longer listed", got.is_archived);
}

/* ---- likes and comments per day ---------------------------------------------------------------
 */

static void put_day(struct fixture *f, struct db_tx *tx, int64_t day, int64_t like,
		    int64_t comments)
{
	struct media_day_row row = { .media_id = STR("m001"),
				     .like_count = maybe(like),
				     .comments_count = maybe(comments) };
	struct media_day_rows rows = { &row, 1 };

	check_ok(media_days_put(tx, ACCOUNT, day, &rows, NOW_S, &f->err), &f->err);
}

static void media_days(struct fixture *f, struct db_tx *tx)
{
	struct media_day_rows rows, first;
	struct engagement_day_rows sums;

	put_media(f, tx, 3);
	put_day(f, tx, 10, 5, 1);
	put_day(f, tx, 12, 9, 1);
	put_day(f, tx, 11, 8, -1); /* late, and without comments */
	put_day(f, tx, 12, 10, 2); /* the same day again */
	check_ok(media_days_list(tx, &f->a, ACCOUNT, STR("m001"), &rows, &f->err), &f->err);
	check_int("days", (int64_t)rows.count, 3);
	check_true("the first has no growth", !rows.at[0].like_growth.has);
	check_int("growth", rows.at[1].like_growth.value, 3);
	check_int("corrected", rows.at[2].like_growth.value, 2);
	check_true("unknown before: unknown growth", !rows.at[2].comments_growth.has);
	check_int("posted", rows.at[0].posted_s, NOW_S);
	check_ok(media_days_list_first(tx, &f->a, ACCOUNT, 10, 11, &first, &f->err), &f->err);
	check_int("without growth", (int64_t)first.count, 2);
	check_ok(engagement_days_list(tx, &f->a, ACCOUNT, 10, 12, &sums, &f->err), &f->err);
	check_int("an unknown growth counts in full", sums.at[0].like_growth, 5);
	check_int("and is marked", sums.at[0].like_first, 5);
	check_int("known", sums.at[2].like_growth, 2);
	check_int("comments in full", sums.at[2].comments_growth, 2);
}

static void check_sums(const char *row, const struct engagement_day_rows *got,
		       const struct engagement_day_rows *want)
{
	check_int(row, (int64_t)got->count, (int64_t)want->count);
	for (size_t i = 0; i < got->count; i++) {
		const struct engagement_day_row *g = &got->at[i], *w = &want->at[i];
		check_int("day", g->day, w->day);
		check_int("count", g->media_count, w->media_count);
		check_int("like", g->like_count, w->like_count);
		check_int("comments", g->comments_count, w->comments_count);
		check_int("like growth", g->like_growth, w->like_growth);
		check_int("comments growth", g->comments_growth, w->comments_growth);
		check_int("like first", g->like_first, w->like_first);
		check_int("comments first", g->comments_first, w->comments_first);
	}
}

/* Growths themselves, worked out the slow way. */
static void check_growths(struct fixture *f, struct db_tx *tx, struct str media_id)
{
	struct media_day_rows rows;

	check_ok(media_days_list(tx, &f->a, ACCOUNT, media_id, &rows, &f->err), &f->err);
	for (size_t i = 0; i < rows.count; i++) {
		struct opt_int now = rows.at[i].like_count;
		struct opt_int before = i ? rows.at[i - 1].like_count : OPT_NO_INT;
		bool known = now.has && before.has;
		check_int("growth known", rows.at[i].like_growth.has, known);
		if (known)
			check_int("growth", rows.at[i].like_growth.value, now.value - before.value);
	}
}

static void random_days(struct fixture *f, struct db_tx *tx)
{
	struct media_day_row rows[12];
	struct engagement_day_rows got, want;

	put_media(f, tx, 12);
	for (int round = 0; round < 400; round++) {
		int64_t day = (int64_t)rng_seeded_below(&f->seed, 30);
		size_t count = 0;
		for (int m = 0; m < 12; m++) {
			if (rng_seeded_below(&f->seed, 2))
				continue;
			rows[count++] = (struct media_day_row){
				.media_id = str_fmt(&f->a, "m%03d", m),
				.like_count = maybe((int64_t)rng_seeded_below(&f->seed, 50) - 5),
				.comments_count = maybe((int64_t)rng_seeded_below(&f->seed, 9) - 1),
			};
		}
		struct media_day_rows some = { rows, count };
		check_ok(media_days_put(tx, ACCOUNT, day, &some, NOW_S, &f->err), &f->err);
	}
	check_ok(engagement_days_list(tx, &f->a, ACCOUNT, 0, 30, &got, &f->err), &f->err);
	check_ok(engagement_days_recompute(tx, &f->a, ACCOUNT, &want, &f->err), &f->err);
	check_sums("sums equal what they come from", &got, &want);
	for (int m = 0; m < 12; m++)
		check_growths(f, tx, str_fmt(&f->a, "m%03d", m));
}

/* ---- insights ---------------------------------------------------------------------------------
 */

static void insights(struct fixture *f, struct db_tx *tx)
{
	struct insight_day_row row = { .metric = STR("reach"),
				       .period = STR("day"),
				       .dimension = STR(""),
				       .end_s = NOW_S,
				       .day = TODAY,
				       .value = OPT_INT(10) };
	struct insight_day_rows rows = { &row, 1 }, got;
	struct insight_query q = { .account_id = ACCOUNT,
				   .metric = STR("reach"),
				   .period = STR("day"),
				   .start_s = NOW_S,
				   .end_s = NOW_S + 86400 };
	struct opt_int newest;

	check_ok(insight_days_newest(tx, ACCOUNT, q.metric, q.period, &newest, &f->err), &f->err);
	check_true("nothing yet", !newest.has);
	check_ok(insight_days_put(tx, ACCOUNT, &rows, &f->err), &f->err);
	row.value = OPT_INT(11);
	check_ok(insight_days_put(tx, ACCOUNT, &rows, &f->err), &f->err);
	row.dimension = STR("FOLLOWER");
	check_ok(insight_days_put(tx, ACCOUNT, &rows, &f->err), &f->err);
	row.dimension = STR("");
	row.end_s = NOW_S + 86400;
	row.value = OPT_NO_INT;
	check_ok(insight_days_put(tx, ACCOUNT, &rows, &f->err), &f->err);
	row.period = STR("week");
	check_ok(insight_days_put(tx, ACCOUNT, &rows, &f->err), &f->err);

	check_ok(insight_days_list(tx, &f->a, &q, &got, &f->err), &f->err);
	check_int("the whole, daily", (int64_t)got.count, 2);
	check_int("overwritten", got.at[0].value.value, 11);
	check_true("not told is not zero", !got.at[1].value.has);
	check_ok(insight_days_list_dimensions(tx, &f->a, &q, &got, &f->err), &f->err);
	check_int("with its parts", (int64_t)got.count, 3);
	check_ok(insight_days_newest(tx, ACCOUNT, q.metric, q.period, &newest, &f->err), &f->err);
	check_int("newest", newest.value, NOW_S + 86400);
}

static void put_cities(struct fixture *f, struct db_tx *tx, int64_t day, size_t count)
{
	struct audience_row all[] = {
		{ .name = STR("Bekasi"), .part = STR("Jawa Barat"), .value = 10 },
		{ .name = STR("Jakarta"), .part = STR("Jakarta"), .value = 90 + day },
		{ .name = STR("Bekasi"), .part = STR("Jawa Barat"), .value = 5 },
	};
	struct audience_rows rows = { all, count };

	check_ok(audience_put(tx, ACCOUNT, AUDIENCE_CITY, day, &rows, &f->err), &f->err);
}

static void audience(struct fixture *f, struct db_tx *tx)
{
	struct audience_query q = { ACCOUNT, AUDIENCE_CITY, 1, 2 };
	struct audience_rows got;

	put_cities(f, tx, 1, 3);
	put_cities(f, tx, 2, 3);
	put_cities(f, tx, 2, 1);
	check_ok(audience_list(tx, &f->a, &q, &got, &f->err), &f->err);
	check_int("a day's snapshot is replaced", (int64_t)got.count, 3);
	check_str("biggest first", got.at[0].name, STR("Jakarta"));
	check_int("same names are added up", got.at[1].value, 15);
	q.last_day = 9;
	check_ok(audience_newest(tx, &f->a, &q, &got, &f->err), &f->err);
	check_int("newest", (int64_t)got.count, 1);
	check_int("of day 2", got.at[0].day, 2);
	q.kind = AUDIENCE_COUNTRY;
	check_ok(audience_newest(tx, &f->a, &q, &got, &f->err), &f->err);
	check_int("another kind", (int64_t)got.count, 0);
}

static void online(struct fixture *f, struct db_tx *tx)
{
	struct online_followers_row all[24];
	struct online_followers_rows rows = { all, 24 }, got;

	for (int hour = 0; hour < 24; hour++)
		all[hour] = (struct online_followers_row){ .end_s = NOW_S,
							   .hour = 23 - hour,
							   .value = hour };
	check_ok(online_followers_put(tx, ACCOUNT, &rows, &f->err), &f->err);
	check_ok(online_followers_put(tx, ACCOUNT, &rows, &f->err), &f->err);
	check_ok(online_followers_list(tx, &f->a, ACCOUNT, NOW_S, NOW_S, &got, &f->err), &f->err);
	check_int("hours", (int64_t)got.count, 24);
	check_int("by hour", got.at[0].hour, 0);
	check_int("value", got.at[0].value, 23);
}

/* ---- how collecting went ----------------------------------------------------------------------
 */

static void sync_runs(struct fixture *f, struct db_tx *tx)
{
	struct sync_run_row run = { .account_id = ACCOUNT, .kind = STR("first"), .total = 5 }, got;
	struct sync_step_row step = { .step = STR("media"),
				      .state = STR("partial"),
				      .cursor = STR("QVFI"),
				      .got = 100,
				      .total = OPT_INT(1204) };
	struct sync_step_rows steps;
	struct sync_run_rows runs;
	bool found;

	check_ok(sync_runs_start(tx, &run, STR(""), NOW_S, &run.id, &f->err), &f->err);
	check_ok(sync_runs_start(tx, &run, STR(""), NOW_S + 1, &run.id, &f->err), &f->err);
	check_ok(sync_runs_list(tx, &f->a, ACCOUNT, 10, &runs, &f->err), &f->err);
	check_str("one that never ended", runs.at[1].status, STR("failed"));
	run.step = STR("media");
	run.done = 2;
	check_ok(sync_runs_progress(tx, &run, &f->err), &f->err);
	run.status = STR("partial");
	run.error_code = STR("graph_busy");
	run.meta_code = OPT_INT(4);
	check_ok(sync_runs_finish(tx, &run, NOW_S + 2, &f->err), &f->err);
	check_ok(sync_runs_newest(tx, &f->a, ACCOUNT, STR(""), &got, &found, &f->err), &f->err);
	check_true("newest", found && got.done == 2 && got.meta_code.value == 4);
	check_ok(sync_runs_purge(tx, NOW_S + 100, &f->err), &f->err);
	check_ok(sync_runs_list(tx, &f->a, ACCOUNT, 10, &runs, &f->err), &f->err);
	check_int("the newest is kept", (int64_t)runs.count, 1);

	step.run_id = run.id;
	check_ok(sync_steps_put(tx, ACCOUNT, &step, &f->err), &f->err);
	step.cursor = STR_NONE;
	step.got = 1204;
	check_ok(sync_steps_put(tx, ACCOUNT, &step, &f->err), &f->err);
	check_ok(sync_steps_list(tx, &f->a, ACCOUNT, &steps, &f->err), &f->err);
	check_int("one row a step", (int64_t)steps.count, 1);
	check_true("finished", !steps.at[0].cursor.at && steps.at[0].got == 1204);
}

static void refusals(struct fixture *f, struct db_tx *tx)
{
	struct metric_refusal_row row = { .metric = STR("impressions"),
					  .since_s = NOW_S,
					  .retry_s = NOW_S + 10,
					  .message = STR("(#100)") };
	struct metric_refusal_rows got;

	check_ok(metric_refusals_put(tx, ACCOUNT, &row, &f->err), &f->err);
	row.since_s = NOW_S + 5;
	row.retry_s = NOW_S + 50;
	check_ok(metric_refusals_put(tx, ACCOUNT, &row, &f->err), &f->err);
	check_ok(metric_refusals_list(tx, &f->a, ACCOUNT, &got, &f->err), &f->err);
	check_int("since the first time", got.at[0].since_s, NOW_S);
	check_int("asked again later", got.at[0].retry_s, NOW_S + 50);
	check_ok(metric_refusals_clear(tx, ACCOUNT, row.metric, &f->err), &f->err);
	check_ok(metric_refusals_list(tx, &f->a, ACCOUNT, &got, &f->err), &f->err);
	check_int("cleared", (int64_t)got.count, 0);
}

#define IN_WRITE(work)                                                                             \
	static void test_##work(void **state)                                                      \
	{                                                                                          \
		in_write(*state, work);                                                            \
	}
IN_WRITE(profile_days)
IN_WRITE(media_pages)
IN_WRITE(media_window)
IN_WRITE(media_updates)
IN_WRITE(media_days)
IN_WRITE(random_days)
IN_WRITE(insights)
IN_WRITE(audience)
IN_WRITE(online)
IN_WRITE(sync_runs)
IN_WRITE(refusals)

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(profile_days), TEST(media_pages), TEST(media_window), TEST(media_updates),
		TEST(media_days),   TEST(random_days), TEST(insights),     TEST(audience),
		TEST(online),       TEST(sync_runs),   TEST(refusals),
	};
	return cmocka_run_group_tests_name("store/series", tests, NULL, NULL);
}
