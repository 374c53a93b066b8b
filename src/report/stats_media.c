#include "base/buf.h"
#include "base/limits.h"
#include "report/read.h"
#include "store/media.h"
#include "store/media_days.h"

#define PAGE_ROWS 200

/* Metrics by the figure they give. Albums have names of their own. */
static const struct {
	struct str metric;
	size_t offset; /* of the opt_int in struct stats_media */
} known_metrics[] = {
	{ STR_INIT("reach"), offsetof(struct stats_media, reach) },
	{ STR_INIT("carousel_album_reach"), offsetof(struct stats_media, reach) },
	{ STR_INIT("impressions"), offsetof(struct stats_media, impressions) },
	{ STR_INIT("carousel_album_impressions"), offsetof(struct stats_media, impressions) },
	{ STR_INIT("saved"), offsetof(struct stats_media, saved) },
	{ STR_INIT("carousel_album_saved"), offsetof(struct stats_media, saved) },
	{ STR_INIT("video_views"), offsetof(struct stats_media, video_views) },
	{ STR_INIT("carousel_album_video_views"), offsetof(struct stats_media, video_views) },
};

static void pick_metric(struct stats_media *media, const struct media_metric_row *row)
{
	for (size_t i = 0; i < COUNT_OF(known_metrics); i++) {
		if (str_eq(row->metric, known_metrics[i].metric))
			*(struct opt_int *)((char *)media + known_metrics[i].offset) =
				OPT_INT(row->value);
	}
}

static struct stats_media media_of(struct arena *a, const struct media_row *row)
{
	struct stats_metric *insights = arena_new_n(a, struct stats_metric, row->insight_count);
	struct stats_media media = {
		.id = row->id,
		.permalink = row->permalink,
		.media_type = row->media_type,
		.caption = row->caption,
		.media_url = row->media_url,
		.thumbnail_url = row->thumbnail_url,
		.timestamp_s = row->posted_s,
		.like_count = row->like_count,
		.comments_count = row->comments_count,
		.hashtags = { row->hashtags, row->hashtag_count },
		.insights = insights,
		.insight_count = row->insight_count,
		.reach = row->reach,
	};

	for (size_t i = 0; i < row->insight_count; i++) {
		const struct media_metric_row *m = &row->insights[i];

		insights[i] = (struct stats_metric){ m->metric, m->value, m->updated_s, m->day };
		pick_metric(&media, m);
	}
	return media;
}

/* One page after another, each in the same stretch of the arena. */
bool stats_media_each(const struct stats *s, stats_media_fn *fn, void *ctx, struct err *err)
{
	struct media_query query = {
		.account_id = s->account_id,
		.start_s = s->window->now.start_s,
		.end_s = s->window->now.end_s,
		.limit = PAGE_ROWS,
		.with_insights = true,
		.with_hashtags = true,
	};
	struct media_rows rows = { .count = PAGE_ROWS };
	cleanup(buf_free) struct buf last_id;

	buf_init(&last_id, KIB);
	while (rows.count == PAGE_ROWS) {
		struct arena_mark mark = arena_mark(s->arena);

		if (!media_list(s->tx, s->arena, &query, &rows, err))
			return false;
		for (size_t i = 0; i < rows.count; i++) {
			struct stats_media media = media_of(s->arena, &rows.at[i]);

			if (!fn(ctx, &media, err))
				return false;
		}
		if (rows.count > 0) {
			const struct media_row *last = &rows.at[rows.count - 1];
			buf_clear(&last_id);
			buf_put(&last_id, last->id);
			/* The end moves along: no page is found by walking past all before. */
			query.end_s = last->posted_s;
			query.before_s = last->posted_s;
			query.before_id = buf_str(&last_id);
		}
		arena_rewind(s->arena, mark);
	}
	return true;
}

bool stats_media_detail(const struct stats *s, struct str media_id, struct stats_media *ret,
			bool *ret_found, struct err *err)
{
	struct media_row row = { 0 };

	if (!media_get(s->tx, s->arena, s->account_id, media_id, &row, ret_found, err))
		return false;
	if (*ret_found)
		*ret = media_of(s->arena, &row);
	return true;
}

/* ---- summary ------------------------------------------------------------------------------- */

typedef struct opt_int score_fn(const struct media_score_row *row);

static struct opt_int engagement_score(const struct media_score_row *row)
{
	return engagement_of(row->like_count, row->comments_count);
}

static struct opt_int reach_score(const struct media_score_row *row)
{
	return row->reach;
}

/* ret[0]: the best of `scores`, ret[1]: the one before it; NULL where there is none. */
static void pick_best(const struct media_score_rows *scores, score_fn *score_of,
		      const struct media_score_row **ret)
{
	struct best_media best = { 0 };

	for (size_t i = 0; i < scores->count; i++)
		best_media_feed(&best, score_of(&scores->at[i]), (int64_t)i);
	ret[0] = best.found ? &scores->at[best.ref] : NULL;
	ret[1] = best.found_before ? &scores->at[best.ref_before] : NULL;
}

static void set_earliest(struct stats_media_summary *ret, const struct media_score_rows *scores)
{
	const struct media_score_row *earliest = NULL;

	if (scores->count == 0)
		return;
	earliest = &scores->at[scores->count - 1];
	ret->has_earliest = true;
	ret->earliest_id = earliest->id;
	ret->earliest_timestamp_s = earliest->posted_s;
}

/* In full. Often one media wins twice: it is read once. */
static bool read_ranked(const struct stats *s, const struct media_score_row *const *rows,
			struct stats_ranked_media *const *ret, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		size_t same = 0;

		if (!rows[i])
			continue;
		while (rows[same] != rows[i])
			same++;
		if (same < i)
			*ret[i] = *ret[same];
		else if (!stats_media_detail(s, rows[i]->id, &ret[i]->media, &ret[i]->found, err))
			return false;
	}
	return true;
}

bool stats_media_summary(const struct stats *s, struct stats_media_summary *ret, struct err *err)
{
	struct media_score_rows scores = { 0 };
	const struct media_score_row *rows[4] = { NULL };
	struct stats_ranked_media *ranked[] = {
		&ret->highest_engagement,
		&ret->highest_engagement_before,
		&ret->highest_reach,
		&ret->highest_reach_before,
	};

	*ret = (struct stats_media_summary){ 0 };
	if (!media_scores(s->tx, s->arena, s->account_id, s->window->now.start_s,
			  s->window->now.end_s, &scores, err))
		return false;
	set_earliest(ret, &scores);
	pick_best(&scores, engagement_score, rows);
	pick_best(&scores, reach_score, rows + 2);
	if (!read_ranked(s, rows, ranked, COUNT_OF(ranked), err))
		return false;
	for (size_t i = 0; i < COUNT_OF(ranked); i++)
		if (rows[i])
			ranked[i]->score = i < 2 ? engagement_score(rows[i]) : reach_score(rows[i]);
	return true;
}

static struct stats_rated_media rated(const struct stats_ranked_media *ranked,
				      struct opt_int followers)
{
	return (struct stats_rated_media){
		.found = ranked->found,
		.media = ranked->media,
		.engagement_rate = media_engagement_rate(ranked->media.like_count,
							 ranked->media.comments_count, followers),
	};
}

bool stats_best_media(const struct stats *s, struct stats_best_media *ret, struct err *err)
{
	struct stats_media_summary summary;
	struct opt_int followers = OPT_NO_INT;

	if (!stats_media_summary(s, &summary, err) || !read_followers(s, &followers, err))
		return false;
	ret->best = rated(&summary.highest_engagement, followers);
	ret->before = rated(&summary.highest_engagement_before, followers);
	return true;
}

/* ---- hashtags ------------------------------------------------------------------------------ */

bool stats_hashtags(const struct stats *s, struct stats_hashtags *ret, struct err *err)
{
	struct media_hashtag_rows rows = { 0 };
	struct hashtag_table *table = hashtag_table_new(s->arena);

	if (!media_hashtags_list(s->tx, s->arena, s->account_id, s->window->now.start_s,
				 s->window->now.end_s, &rows, err))
		return false;
	/* From the oldest post on, so that the first spelling is the original one. */
	for (size_t i = rows.count; i-- > 0;)
		hashtag_table_add(table, rows.at[i].hashtag, rows.at[i].like_count,
				  rows.at[i].comments_count);
	ret->items = hashtag_table_sorted(table, &ret->count);
	return true;
}
