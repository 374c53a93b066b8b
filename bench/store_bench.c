/*
 * Usage: store_bench FOLDER
 * Measures the store on a database of its own in FOLDER, through the functions the server uses, and
 * prints one JSON object. Commits wait for the disk, as in production.
 */
#include <pthread.h>
#include <stdlib.h>

#include "bench.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"
#include "store/accounts.h"
#include "store/audit.h"
#include "store/insights.h"
#include "store/media.h"
#include "store/media_days.h"
#include "store/profile_days.h"
#include "store/store.h"

#define NOW_S 1700000000
#define DAY_S 86400
#define TODAY (NOW_S / DAY_S)
#define YEAR 365
#define PAGE 100 /* posts of one listing page: what a crawl writes at a time */
#define WRITERS 64
#define WRITES_ALONE 2000
#define WRITES_EACH 100 /* of each of WRITERS */
#define ROUNDS 200

struct size {
	const char *account_id;
	int media;
	int days; /* stored days of each post */
};
static const struct size usual = { "17841400000000001", 300, YEAR };
static const struct size huge = { "17841400000000002", 100000, 2 };

struct bench {
	struct store *store;
	struct arena a;
	const struct size *size;
	int64_t day;
	int first; /* post of the page that is being written */
};

static void write_now(struct bench *b, store_work *work, void *arg)
{
	struct err err = ERR_INIT;

	must(store_write(b->store, work, arg, &err), &err);
}

/* ---- data -------------------------------------------------------------------------------------
 */

static struct str media_id(struct bench *b, int number)
{
	return str_fmt(&b->a, "1800000%010d", number);
}

static bool put_media(struct db_tx *tx, void *arg, struct err *err)
{
	struct bench *b = arg;
	struct str account_id = str_of(b->size->account_id);
	struct media_row *all = arena_new_n(&b->a, struct media_row, PAGE);
	struct media_rows rows = { all, PAGE };
	struct str hashtags[] = { STR("#kuliner"), STR("#resep"), STR("#kopi") };
	struct media_metric_row metrics[] = { { .metric = STR("reach"), .value = 900 },
					      { .metric = STR("impressions"), .value = 1200 },
					      { .metric = STR("saved"), .value = 12 },
					      { .metric = STR("engagement"), .value = 80 } };
	struct media_reading reading = { TODAY, NOW_S, metrics, COUNT_OF(metrics) };

	for (int i = 0; i < PAGE; i++) {
		int64_t posted_s = NOW_S - (int64_t)(b->first + i) * YEAR * DAY_S / b->size->media;
		all[i] = (struct media_row){
			.id = media_id(b, b->first + i),
			.posted_s = posted_s,
			.posted_day = posted_s / DAY_S,
			.media_type = STR("IMAGE"),
			.caption = STR("Resep sambal matah dari dapur kami, pedas dan segar. "
				       "#kuliner #resep #kopi"),
			.permalink = STR("https://www.instagram.com/p/C0123456789/"),
			.media_url = STR("https://cdn.example.test/1800000/picture.jpg"),
			.like_count = OPT_INT(100 + i),
			.comments_count = OPT_INT(i % 9),
		};
	}
	if (!media_put(tx, account_id, &rows, NOW_S, err))
		return false;
	for (int i = 0; i < PAGE; i++)
		if (!media_insights_put(tx, account_id, all[i].id, &reading, err) ||
		    !media_hashtags_put(tx, account_id, all[i].id, hashtags, 3, err))
			return false;
	return true;
}

static bool put_days(struct db_tx *tx, void *arg, struct err *err)
{
	struct bench *b = arg;
	struct media_day_row *all = arena_new_n(&b->a, struct media_day_row, PAGE);
	struct media_day_rows rows = { all, PAGE };

	for (int i = 0; i < PAGE; i++)
		all[i] = (struct media_day_row){ .media_id = media_id(b, b->first + i),
						 .like_count = OPT_INT(b->day % 1000 + i),
						 .comments_count = OPT_INT(i % 9) };
	return media_days_put(tx, str_of(b->size->account_id), b->day, &rows, NOW_S, err);
}

static bool put_profile(struct db_tx *tx, void *arg, struct err *err)
{
	struct bench *b = arg;
	struct str account_id = str_of(b->size->account_id);
	struct account_row account = { .id = account_id, .username = account_id };
	static const struct str metrics[] = { STR_INIT("reach"), STR_INIT("impressions") };

	if (!accounts_put_profile(tx, &account, NOW_S, err))
		return false;
	for (int64_t day = TODAY - YEAR; day <= TODAY; day++) {
		struct profile_day_row profile = { .day = day,
						   .followers_count = OPT_INT(188000 + day),
						   .media_count = OPT_INT(300) };
		if (!profile_days_put(tx, account_id, &profile, err))
			return false;
		for (size_t m = 0; m < COUNT_OF(metrics); m++) {
			struct insight_day_row row = { .metric = metrics[m],
						       .period = STR("day"),
						       .dimension = STR(""),
						       .end_s = day * DAY_S,
						       .day = day,
						       .value = OPT_INT(1000) };
			struct insight_day_rows rows = { &row, 1 };
			if (!insight_days_put(tx, account_id, &rows, err))
				return false;
		}
	}
	return true;
}

/* One account's year. Returns rows of media_days written a second, a page to each commit. */
static double fill(struct bench *b, const struct size *size)
{
	double spent_s = 0;

	b->size = size;
	write_now(b, put_profile, b);
	for (b->first = 0; b->first < size->media; b->first += PAGE) {
		write_now(b, put_media, b);
		arena_reset(&b->a);
	}
	for (b->day = TODAY - size->days + 1; b->day <= TODAY; b->day++)
		for (b->first = 0; b->first < size->media; b->first += PAGE) {
			double started_s = now_s();
			write_now(b, put_days, b);
			spent_s += now_s() - started_s;
			arena_reset(&b->a);
		}
	return (double)size->media * size->days / spent_s;
}

/* A whole day in one commit: what the writer can do when the disk is not the limit. */
static bool put_whole_days(struct db_tx *tx, void *arg, struct err *err)
{
	struct bench *b = arg;

	for (b->day = TODAY + 1; b->day <= TODAY + YEAR; b->day++)
		for (b->first = 0; b->first < b->size->media; b->first += PAGE) {
			if (!put_days(tx, b, err))
				return false;
			arena_reset(&b->a);
		}
	return true;
}

static double fill_at_once(struct bench *b)
{
	double started_s = now_s();

	b->size = &usual;
	write_now(b, put_whole_days, b);
	return (double)usual.media * YEAR / (now_s() - started_s);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void count_hashtag(void *ctx, const struct media_hashtag_row *row)
{
	size_t *count = ctx;

	(void)row;
	++*count;
}

/* The six readings of opening the dashboard over the last `days` days; days 0: all there is. */
static bool read_dashboard(struct bench *b, struct db_tx *tx, int64_t days, struct err *err)
{
	struct str id = str_of(b->size->account_id);
	int64_t first_day = days ? TODAY - days + 1 : 0, start_s = first_day * DAY_S;
	struct profile_day_rows profile;
	struct insight_day_rows insights;
	struct engagement_day_rows engagement;
	struct media_rows media;
	struct media_totals totals;
	struct media_score_rows scores;
	struct media_span span = { .account_id = id, .start_s = start_s, .end_s = NOW_S };
	size_t hashtags = 0;
	struct insight_query reach = { id, STR("reach"), STR("day"), start_s, NOW_S };
	struct media_query posts = { .account_id = id,
				     .start_s = start_s,
				     .end_s = NOW_S,
				     .limit = 1000,
				     .with_insights = true,
				     .with_hashtags = true };

	return profile_days_list(tx, &b->a, id, first_day, TODAY, &profile, err) &&
	       insight_days_list(tx, &b->a, &reach, &insights, err) &&
	       engagement_days_list(tx, &b->a, id, first_day, TODAY, &engagement, err) &&
	       media_list(tx, &b->a, &posts, &media, err) &&
	       media_totals(tx, id, start_s, NOW_S, &totals, err) &&
	       media_scores(tx, &b->a, id, start_s, NOW_S, &scores, err) &&
	       media_hashtags_each(tx, &span, count_hashtag, &hashtags, err);
}

static double dashboard_p50_ms(struct bench *b, const struct size *size, int64_t days, int rounds)
{
	double *ms = calloc((size_t)rounds, sizeof(*ms));

	b->size = size;
	for (int i = 0; i < rounds; i++) {
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		struct err err = ERR_INIT;
		double started_s = now_s();
		must(store_read(b->store, &tx, &err), &err);
		must(read_dashboard(b, tx, days, &err), &err);
		ms[i] = (now_s() - started_s) * 1000;
		arena_reset(&b->a);
	}
	qsort(ms, (size_t)rounds, sizeof(*ms), by_value);
	double p50 = ms[rounds / 2];
	free(ms);
	return p50;
}

/* ---- many small writes ------------------------------------------------------------------------
 */

static bool count_one(struct db_tx *tx, void *arg, struct err *err)
{
	(void)arg;
	return counters_add(tx, STR("bench"), STR(""), 1, NOW_S, err);
}

static void write_small(struct bench *b, int count)
{
	for (int i = 0; i < count; i++)
		write_now(b, count_one, NULL);
}

static double writes_alone_per_s(struct bench *b)
{
	double started_s = now_s();

	write_small(b, WRITES_ALONE);
	return WRITES_ALONE / (now_s() - started_s);
}

static void *writer_main(void *arg)
{
	write_small(arg, WRITES_EACH);
	return NULL;
}

static double writes_together_per_s(struct bench *b)
{
	pthread_t all[WRITERS];
	double started_s = now_s();

	for (int i = 0; i < WRITERS; i++)
		pthread_create(&all[i], NULL, writer_main, b);
	for (int i = 0; i < WRITERS; i++)
		pthread_join(all[i], NULL);
	return WRITERS * WRITES_EACH / (now_s() - started_s);
}

/* -----------------------------------------------------------------------------------------------
 */

static void open_store(struct bench *b, const char *folder)
{
	struct err err = ERR_INIT;
	struct store_config config = {
		.path = str_z(&b->a, str_fmt(&b->a, "%s/store_bench.db", folder)),
		.rng = rng_system(),
		.clock = clock_system(),
	};

	must(store_open(&config, &b->store, &err), &err);
}

int main(int argc, char **argv)
{
	struct bench b = { 0 };
	struct buf out;
	struct json_writer w;

	if (argc != 2) {
		fprintf(stderr, "Usage: store_bench FOLDER\n");
		return 2;
	}
	arena_init(&b.a, 1024 * MIB);
	open_store(&b, argv[1]);
	buf_init(&out, 64 * KIB);
	json_start(&w, &out, JSON_PLAIN);
	json_object(&w);
	json_put_double(&w, "writes_alone", writes_alone_per_s(&b));
	json_put_double(&w, "writes_together", writes_together_per_s(&b));
	json_put_double(&w, "rows_per_s_paged", fill(&b, &usual));
	json_put_double(&w, "rows_per_s_at_once", fill_at_once(&b));
	fill(&b, &huge);
	json_put_double(&w, "usual_28_ms", dashboard_p50_ms(&b, &usual, 28, ROUNDS));
	json_put_double(&w, "usual_all_ms", dashboard_p50_ms(&b, &usual, 0, ROUNDS));
	json_put_double(&w, "huge_28_ms", dashboard_p50_ms(&b, &huge, 28, ROUNDS / 10));
	json_put_double(&w, "huge_all_ms", dashboard_p50_ms(&b, &huge, 0, ROUNDS / 20));
	json_end_object(&w);
	printf("%.*s\n", STR_ARG(buf_str(&out)));
	buf_free(&out);
	store_close(b.store);
	arena_free(&b.a);
	return 0;
}
