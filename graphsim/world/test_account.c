/* The generated world: does it add up, does it repeat itself, is it what the cast promises? */
#include "base/test.h"

#include "base/clock.h"
#include "graphsim/world/caption.h"
#include "graphsim/world/comment.h"
#include "graphsim/world/demographics.h"
#include "graphsim/world/pacific.h"
#include "graphsim/world/world.h"

#define NOW_S ((int64_t)REFERENCE_DAY * DAY_S + 2 * HOUR_S)
/* The last Pacific day that is over by then. */
#define LAST_DAY (REFERENCE_DAY - 2)

static struct world *new_world(uint64_t seed)
{
	struct world_config c = {
		.seed = seed, .app_count = 1, .is_clock_set = true, .start_ms = NOW_S * 1000
	};

	c.apps[0].id = STR("1");
	c.apps[0].secret = STR("s");
	return world_new(&c);
}

static struct account *account(struct world *w, const char *username)
{
	struct account *a = world_account_named(w, str_of(username));

	assert_non_null(a);
	return a;
}

static void test_followers_add_up(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < w->account_count; i++) {
		struct account *a = &w->accounts[i];
		const struct day *before = NULL;

		for (int64_t day = a->first_day; day <= LAST_DAY; day++) {
			const struct day *d = account_day(a, day, NOW_S);

			assert_non_null(d);
			check_true(a->cast->username, d->followers > 0);
			if (before)
				check_int(a->cast->username, d->followers,
					  before->followers + d->gained - d->lost);
			before = d;
		}
	}
}

static void test_followers_now_lie_between_days(void **state)
{
	struct world *w = *state;
	struct account *a = account(w, "dapurnusantara.id");
	int64_t day = REFERENCE_DAY - 30;
	int64_t end_s = pacific_day_start_s(day + 1);

	check_int("at the end of a day", account_followers(a, end_s),
		  account_day(a, day, NOW_S)->followers);
	check_int("on the reference day",
		  account_followers(a, pacific_day_start_s(REFERENCE_DAY + 1)), 188240);
}

static void test_daily_counts_are_those_of_the_media(void **state)
{
	struct world *w = *state;
	struct account *a = account(w, "kopisenja.bdg");
	int64_t likes = 0;
	int64_t of_days = 0;
	int64_t last = LAST_DAY;
	int64_t end_s = pacific_day_start_s(last + 1);

	for (size_t i = 0; i < account_media_count(a, end_s); i++)
		likes += media_count_of(account_media_at(a, i, end_s), REACTION_LIKES, end_s);
	for (int64_t day = a->first_day; day <= last; day++) {
		const struct day *d = account_day(a, day, NOW_S);

		for (int p = 0; p < PRODUCT_STORY; p++)
			of_days += d->by_product[REACTION_LIKES][p];
	}
	/* Days stop looking at a post after two months; hardly a like is lost. */
	check_true("likes", of_days <= likes && of_days > likes - likes / 200);
}

static void test_size_of_accounts(void **state)
{
	static const struct {
		const char *username;
		size_t least, most;
	} rows[] = {
		{ "dapurnusantara.id", 270, 330 },
		{ "indrajelajah", 1001, 1300 },
		{ "keramikhana", 10, 60 },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		size_t count = account_media_count(account(w, rows[i].username), NOW_S);

		check_true(rows[i].username, count >= rows[i].least && count <= rows[i].most);
	}
	check_true("hana", account_followers(account(w, "keramikhana"), NOW_S) < 100);
}

/* Whoever asks first, and from whichever instant: the same past. */
static void test_repeats_itself(void **state)
{
	struct world *w = *state;
	struct world *other = new_world(1);
	struct account *a = account(w, "indrajelajah");
	struct account *b = account(other, "indrajelajah");

	account_extend(b, NOW_S + 400 * (int64_t)DAY_S);
	check_int("count", account_media_count(a, NOW_S), account_media_count(b, NOW_S));
	for (size_t i = 0; i < account_media_count(a, NOW_S); i++) {
		const struct media *m = account_media_at(a, i, NOW_S);
		const struct media *n = account_media_at(b, i, NOW_S);

		check_true("media", m->seed == n->seed && m->posted_s == n->posted_s);
		check_int("totals", memcmp(m->total, n->total, sizeof(m->total)), 0);
		check_str("caption", caption_of(&w->arena, a, m), caption_of(&other->arena, b, n));
	}
	for (int64_t day = a->first_day; day <= LAST_DAY; day++) {
		const struct day *d = account_day(a, day, NOW_S);
		const struct day *e = account_day(b, day, NOW_S);

		check_int("followers", d->followers, e->followers);
		check_int("reach", d->reach, e->reach);
		check_int("day", memcmp(d->by_product, e->by_product, sizeof(d->by_product)), 0);
	}
	world_free(other);
	other = new_world(2);
	check_true("another seed",
		   account_media_at(a, 0, NOW_S)->seed !=
			   account_media_at(account(other, "indrajelajah"), 0, NOW_S)->seed);
	world_free(other);
}

static void test_counts_only_grow(void **state)
{
	struct world *w = *state;
	struct account *a = account(w, "dapurnusantara.id");

	for (size_t i = 0; i < 40; i++) {
		const struct media *m = account_media_at(a, i, NOW_S);
		int64_t likes = 0, comments = 0;

		for (int64_t hour = 0; hour < 24 * 10; hour += 3) {
			int64_t at_s = m->posted_s + hour * HOUR_S;
			int64_t now_likes = media_count_of(m, REACTION_LIKES, at_s);
			int64_t now_comments = comment_count_with_replies(m, at_s);

			check_true("likes", now_likes >= likes);
			check_true("comments", now_comments >= comments);
			likes = now_likes;
			comments = now_comments;
		}
		check_int("nothing before it was posted",
			  media_count_of(m, REACTION_LIKES, m->posted_s), 0);
	}
}

static void test_comments_come_in_order(void **state)
{
	struct world *w = *state;
	struct account *a = account(w, "dapurnusantara.id");
	const struct media *m = account_media_at(a, 30, NOW_S);
	unsigned count = comment_count(m, NOW_S);
	unsigned by_sentiment[SENTIMENT_COUNT] = { 0 };
	int64_t before_s = m->posted_s;

	check_true("some", count > 10);
	for (unsigned k = 0; k < count; k++) {
		struct comment c = comment_at(&w->arena, a, m, k, NOW_S);

		check_true("in order", c.posted_s >= before_s && c.posted_s <= NOW_S);
		check_true("says something", c.text.len > 0 && c.username.len > 2);
		check_true("no word left open", !str_contains(c.text, STR("%")));
		before_s = c.posted_s;
		by_sentiment[c.sentiment]++;
	}
	for (int i = 0; i < SENTIMENT_COUNT; i++)
		check_true("every sentiment", by_sentiment[i] > 0);
}

static void test_every_kind_of_media(void **state)
{
	struct world *w = *state;
	struct account *a = account(w, "dapurnusantara.id");
	unsigned kinds[MEDIA_STORY_VIDEO + 1] = { 0 };
	unsigned viral = 0, hidden = 0, copyrighted = 0, silent = 0;

	for (size_t i = 0; i < account_media_count(a, NOW_S); i++) {
		const struct media *m = account_media_at(a, i, NOW_S);

		kinds[m->kind]++;
		viral += m->is_viral;
		hidden += m->hides_likes;
		copyrighted += m->is_copyrighted;
		silent += m->has_no_caption;
		check_true("album", (m->kind == MEDIA_ALBUM) == (m->child_count >= 2));
	}
	check_true("images", kinds[MEDIA_IMAGE] > 50);
	check_true("albums", kinds[MEDIA_ALBUM] > 50);
	check_true("reels", kinds[MEDIA_REEL] > 50);
	check_true("rare ones", viral > 0 && hidden > 0 && copyrighted > 0 && silent > 0);
}

static void test_demographics(void **state)
{
	static const enum dimension pairs[][2] = { { DIMENSION_AGE, DIMENSION_GENDER },
						   { DIMENSION_CITY, DIMENSION_CITY },
						   { DIMENSION_COUNTRY, DIMENSION_COUNTRY } };
	struct world *w = *state;
	struct account *a = account(w, "dapurnusantara.id");
	struct demographic_row rows[DEMOGRAPHIC_ROWS_MAX];

	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		size_t wanted = pairs[i][0] == pairs[i][1] ? 1 : 2;
		size_t count = demographics_of(a, 188240, pairs[i], wanted, rows);
		int64_t sum = 0;

		check_true("some, at most 45", count > 10 && count <= DEMOGRAPHIC_ROWS_MAX);
		for (size_t k = 0; k < count; k++) {
			check_true("falling", k == 0 || rows[k].count <= rows[k - 1].count);
			sum += rows[k].count;
		}
		check_true("no more than all", sum <= 188240 && sum > 188240 / 3);
	}
	size_t count = demographics_of(a, 188240, pairs[1], 1, rows);
	check_int("top 45 cities", count, 45);
	check_str("capital", rows[0].values[0], STR("Jakarta, Jakarta"));
}

static int set_up(void **state)
{
	*state = new_world(1);
	return 0;
}

static int tear_down(void **state)
{
	world_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_followers_add_up),
		cmocka_unit_test(test_followers_now_lie_between_days),
		cmocka_unit_test(test_daily_counts_are_those_of_the_media),
		cmocka_unit_test(test_size_of_accounts),
		cmocka_unit_test(test_repeats_itself),
		cmocka_unit_test(test_counts_only_grow),
		cmocka_unit_test(test_comments_come_in_order),
		cmocka_unit_test(test_every_kind_of_media),
		cmocka_unit_test(test_demographics),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
