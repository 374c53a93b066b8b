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
		.product_type = row->product_type,
		.is_archived = row->is_archived,
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

/* A media that is, or was, ahead while all are read one by one. */
struct candidate {
	bool found;
	char id[LIMIT_ID];
	size_t id_len;
	int64_t posted_s;
	struct opt_int score;
};

static void set_candidate(struct candidate *c, const struct media_score_row *row,
			  struct opt_int score)
{
	size_t len = row->id.len < sizeof(c->id) ? row->id.len : sizeof(c->id);

	*c = (struct candidate){
		.found = true, .id_len = len, .posted_s = row->posted_s, .score = score
	};
	memcpy(c->id, row->id.at, len);
}

static struct str candidate_id(const struct candidate *c)
{
	return (struct str){ c->id, c->id_len };
}

/* The winner by one score, and the media before it. */
struct contest {
	score_fn *score_of;
	struct best_media best;
	struct candidate winner, before;
};

static void contest_feed(struct contest *c, const struct media_score_row *row, int64_t number)
{
	struct opt_int score = c->score_of(row);
	bool had_before = c->best.found_before;

	best_media_feed(&c->best, score, number);
	if (c->best.found && c->best.ref == number) {
		set_candidate(&c->winner, row, score);
		c->before.found = false;
	} else if (c->best.found_before && !had_before) {
		set_candidate(&c->before, row, score);
	}
}

struct ranking {
	int64_t count;
	struct contest engagement, reach;
	struct candidate earliest;
};

static void rank(void *ctx, const struct media_score_row *row)
{
	struct ranking *r = ctx;

	contest_feed(&r->engagement, row, r->count);
	contest_feed(&r->reach, row, r->count);
	set_candidate(&r->earliest, row, OPT_NO_INT);
	r->count++;
}

/* In full. Often one media wins twice: it is read once. */
static bool read_ranked(const struct stats *s, const struct candidate *const *winners,
			struct stats_ranked_media *const *ret, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		size_t same = 0;

		if (!winners[i]->found)
			continue;
		while (!winners[same]->found ||
		       !str_eq(candidate_id(winners[same]), candidate_id(winners[i])))
			same++;
		if (same < i)
			*ret[i] = *ret[same];
		else if (!stats_media_detail(s, candidate_id(winners[i]), &ret[i]->media,
					     &ret[i]->found, err))
			return false;
		ret[i]->score = winners[i]->score;
	}
	return true;
}

/* One walk over all posts of the window, in constant memory. */
bool stats_media_summary(const struct stats *s, struct stats_media_summary *ret, struct err *err)
{
	struct media_span span = { s->account_id, s->window->now.start_s, s->window->now.end_s };
	struct ranking r = { .engagement.score_of = engagement_score,
			     .reach.score_of = reach_score };
	const struct candidate *const winners[] = { &r.engagement.winner, &r.engagement.before,
						    &r.reach.winner, &r.reach.before };
	struct stats_ranked_media *const ranked[] = {
		&ret->highest_engagement,
		&ret->highest_engagement_before,
		&ret->highest_reach,
		&ret->highest_reach_before,
	};

	*ret = (struct stats_media_summary){ 0 };
	if (!media_scores_each(s->tx, &span, rank, &r, err))
		return false;
	ret->has_earliest = r.earliest.found;
	ret->earliest_id = str_dup(s->arena, candidate_id(&r.earliest));
	ret->earliest_timestamp_s = r.earliest.posted_s;
	return read_ranked(s, winners, ranked, COUNT_OF(ranked), err);
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

static void add_hashtag(void *ctx, const struct media_hashtag_row *row)
{
	hashtag_table_add(ctx, row->hashtag, row->like_count, row->comments_count);
}

/* From the oldest post on, so that the first spelling is the original one. */
bool stats_hashtags(const struct stats *s, struct stats_hashtags *ret, struct err *err)
{
	struct media_span span = { s->account_id, s->window->now.start_s, s->window->now.end_s };
	struct hashtag_table *table = hashtag_table_new(s->arena);

	if (!media_hashtags_each(s->tx, &span, add_hashtag, table, err))
		return false;
	ret->items = hashtag_table_sorted(table, &ret->count);
	return true;
}
