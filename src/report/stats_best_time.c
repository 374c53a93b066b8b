#include "report/stats_best_time.h"

#include "base/cleanup.h"
#include "report/stats_audience.h"
#include "store/media.h"

#define DAY_S INT64_C(86400)
#define BOOTSTRAP_SEED 20221024 /* any: the same data give the same answer */

static bool read_online(const struct stats *s, struct online_week *ret, struct err *err)
{
	struct online_followers_rows rows = { 0 };

	if (!stats_online_followers(s, &rows, err))
		return false;

	struct online_hour *hours = arena_new_n(s->arena, struct online_hour, rows.count);

	for (size_t i = 0; i < rows.count; i++)
		hours[i] =
			(struct online_hour){ rows.at[i].end_s, rows.at[i].hour, rows.at[i].value };
	online_week(hours, rows.count, s->tz, ret);
	return true;
}

/* Kinds that are watched and liked differently. */
static int type_of(const struct media_outcome_row *row)
{
	static const struct str types[] = { STR_INIT("IMAGE"), STR_INIT("VIDEO"),
					    STR_INIT("CAROUSEL_ALBUM") };

	if (str_eq(row->product_type, STR("REELS")))
		return COUNT_OF(types);
	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (str_eq(row->media_type, types[i]))
			return (int)i;
	return COUNT_OF(types) + 1;
}

/* Oldest first; stories, and posts whose likes are hidden, say nothing. */
static size_t take_posts(const struct stats *s, const struct media_outcome_rows *rows,
			 struct best_time_post *ret)
{
	size_t count = 0;

	for (size_t i = rows->count; i-- > 0;) {
		const struct media_outcome_row *row = &rows->at[i];
		struct opt_int interactions = engagement_of(row->like_count, row->comments_count);

		if (!interactions.has || str_eq(row->product_type, STR("STORY")))
			continue;
		ret[count++] = (struct best_time_post){
			.week_hour = week_hour_of(s->tz, row->posted_s),
			.type = type_of(row),
			.interactions = interactions.value,
		};
	}
	return count;
}

bool stats_best_time(const struct stats *s, int64_t now_s, struct stats_best_time *ret,
		     struct err *err)
{
	int64_t settled_s = now_s - STATS_BEST_TIME_SETTLED_S;
	int64_t end_s = s->window->now.end_s < settled_s ? s->window->now.end_s : settled_s;
	const struct media_query query = {
		.account_id = s->account_id,
		.start_s = end_s - STATS_BEST_TIME_DAYS * DAY_S,
		.end_s = end_s,
		.limit = STATS_BEST_TIME_POSTS_MAX,
	};
	struct rng_seeded rng = { BOOTSTRAP_SEED };
	struct media_outcome_rows rows = { 0 };

	if (!read_online(s, &ret->online, err) ||
	    !media_outcomes(s->tx, s->arena, &query, &rows, err))
		return false;

	struct best_time_post *posts = arena_new_n(s->arena, struct best_time_post, rows.count);

	best_time(s->arena, posts, take_posts(s, &rows, posts), &ret->online, &rng, &ret->best);
	return true;
}
