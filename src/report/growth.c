#include "report/growth.h"

#include "base/cleanup.h"
#include "report/read.h"
#include "report/stats_comments.h"
#include "store/media.h"

const int64_t growth_frames[GROWTH_FRAMES] = { 7, 28 };

/* ---- metrics -------------------------------------------------------------------------------- */

static bool measure_followers(const struct stats *s, struct compared *ret, struct err *err)
{
	struct stats_profile_days days = { 0 };
	struct opt_int now, before;

	if (!read_profile(s, &days, err))
		return false;
	now = followers_at_end(days.items, days.count, &s->window->now);
	before = followers_at_end(days.items, days.count, &s->window->before);
	*ret = compared_by_difference((struct opt_double){ now.has, (double)now.value },
				      (struct opt_double){ before.has, (double)before.value });
	return true;
}

static bool measure_engagement(const struct stats *s, struct compared *ret, struct err *err)
{
	struct engagement_gains g = { .is_whole = false };

	if (!read_engagement_gains(s, &g, err))
		return false;
	*ret = compared_if_whole(
		compared_by_difference(
			(struct opt_double){ g.gained.has, (double)g.gained.value },
			(struct opt_double){ g.gained_before.has, (double)g.gained_before.value }),
		g.is_whole);
	return true;
}

static bool measure_insight(const struct stats *s, enum stats_insight which, struct compared *ret,
			    struct err *err)
{
	struct insight_means means = { .is_whole = false };

	if (!read_insight_means(s, which, &means, err))
		return false;
	*ret = compared_if_whole(compared_by_difference(means.now, means.before), means.is_whole);
	return true;
}

static bool measure_reach(const struct stats *s, struct compared *ret, struct err *err)
{
	return measure_insight(s, STATS_REACH, ret, err);
}

static bool measure_impressions(const struct stats *s, struct compared *ret, struct err *err)
{
	return measure_insight(s, STATS_IMPRESSIONS, ret, err);
}

static bool read_balance(const struct stats *s, const struct span *x, struct opt_double *ret,
			 struct err *err)
{
	const struct window only = { .now = *x, .before = { .first_day = 1, .last_day = 0 } };
	struct stats_sentiment_days days = { 0 };
	struct stats reading = *s;

	reading.window = &only;
	if (!stats_sentiment_list(&reading, &days, err))
		return false;
	*ret = sentiment_balance(days.total.neg, days.total.neu, days.total.pos);
	return true;
}

static bool measure_sentiment(const struct stats *s, struct compared *ret, struct err *err)
{
	struct opt_double now = OPT_NO_DOUBLE, before = OPT_NO_DOUBLE;

	if (!read_balance(s, &s->window->now, &now, err) ||
	    !read_balance(s, &s->window->before, &before, err))
		return false;
	*ret = compared_by_difference(now, before);
	return true;
}

static const struct {
	struct str name;
	bool (*measure)(const struct stats *s, struct compared *ret, struct err *err);
} metrics[] = {
	{ STR_INIT("followers"), measure_followers },
	{ STR_INIT("engagement"), measure_engagement },
	{ STR_INIT("engagement_rate"), stats_engagement_growth },
	{ STR_INIT("reach"), measure_reach },
	{ STR_INIT("impressions"), measure_impressions },
	{ STR_INIT("sentiment"), measure_sentiment },
};

struct str growth_metric_at(size_t index)
{
	return index < COUNT_OF(metrics) ? metrics[index].name : STR_NONE;
}

bool growth_is_metric(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(metrics); i++)
		if (str_eq(metrics[i].name, name))
			return true;
	return false;
}

bool growth_is_frame(int64_t frame_days)
{
	for (size_t i = 0; i < GROWTH_FRAMES; i++)
		if (growth_frames[i] == frame_days)
			return true;
	return false;
}

/* ---- posts that stand out ------------------------------------------------------------------- */

struct candidate {
	struct opt_int engagement, reach;
	struct opt_int balance; /* positive less negative comments; missing without any */
};

static struct opt_int by_engagement(const struct candidate *c)
{
	return c->engagement;
}

static struct opt_int by_low_engagement(const struct candidate *c)
{
	return c->engagement.has ? OPT_INT(-c->engagement.value) : OPT_NO_INT;
}

static struct opt_int by_reach(const struct candidate *c)
{
	return c->reach;
}

static struct opt_int by_positive(const struct candidate *c)
{
	return c->balance.value > 0 ? c->balance : OPT_NO_INT;
}

static struct opt_int by_negative(const struct candidate *c)
{
	return c->balance.value < 0 ? OPT_INT(-c->balance.value) : OPT_NO_INT;
}

static const struct {
	struct str kind;
	struct opt_int (*score)(const struct candidate *c);
	int sign; /* of the score, to give the value that is told */
} extremes[] = {
	{ STR_INIT("largest_engagement"), by_engagement, 1 },
	{ STR_INIT("smallest_engagement"), by_low_engagement, -1 },
	{ STR_INIT("largest_reach"), by_reach, 1 },
	{ STR_INIT("most_positive"), by_positive, 1 },
	{ STR_INIT("most_negative"), by_negative, 1 },
};

static bool read_candidates(const struct stats *s, const struct media_score_rows *scores,
			    struct candidate *ret, struct err *err)
{
	for (size_t i = 0; i < scores->count; i++) {
		const struct media_score_row *row = &scores->at[i];
		struct comment_sentiments sums;

		if (!stats_media_sentiment(s, row->id, &sums, err))
			return false;
		ret[i] = (struct candidate){
			.engagement = engagement_of(row->like_count, row->comments_count),
			.reach = row->reach,
			.balance = OPT_INT(sums.pos - sums.neg),
		};
	}
	return true;
}

/* Of equal ones the newer. */
static bool find_extremes(const struct stats *s, struct extreme_rows *ret, struct err *err)
{
	struct media_score_rows scores = { 0 };

	if (!media_scores(s->tx, s->arena, s->account_id, s->window->now.start_s,
			  s->window->now.end_s, &scores, err))
		return false;

	struct candidate *all = arena_new_n(s->arena, struct candidate, scores.count);

	if (!read_candidates(s, &scores, all, err))
		return false;
	ret->at = arena_new_n(s->arena, struct extreme_row, COUNT_OF(extremes));
	ret->count = 0;
	for (size_t e = 0; e < COUNT_OF(extremes); e++) {
		struct best_media best = { .found = false };

		for (size_t i = 0; i < scores.count; i++)
			best_media_feed(&best, extremes[e].score(&all[i]), (int64_t)i);
		if (best.found)
			ret->at[ret->count++] = (struct extreme_row){
				.kind = extremes[e].kind,
				.media_id = scores.at[best.ref].id,
				.value = best.score * extremes[e].sign,
			};
	}
	return true;
}

/* ---- all of it ------------------------------------------------------------------------------ */

bool growth_measure(const struct stats *s, int64_t frame_days, int64_t now_s, struct growth *ret,
		    struct err *err)
{
	struct window window = window_of_frame(frame_days, s->tz, now_s);
	struct stats reading = *s;

	reading.window = &window;
	*ret = (struct growth){ .frame_days = frame_days, .day = window.now.last_day };
	ret->metrics.at = arena_new_n(s->arena, struct growth_row, COUNT_OF(metrics));
	for (size_t i = 0; i < COUNT_OF(metrics); i++) {
		struct compared c = { .growth = OPT_NO_DOUBLE };

		if (!metrics[i].measure(&reading, &c, err))
			return false;
		ret->metrics.at[ret->metrics.count++] = (struct growth_row){
			.metric = metrics[i].name,
			.day = ret->day,
			.value = c.value,
			.before = c.before,
			.growth = c.growth,
		};
	}
	return find_extremes(&reading, &ret->extremes, err);
}

bool growth_save(struct db_tx *tx, struct str account_id, const struct growth *growth,
		 int64_t now_s, struct err *err)
{
	return growth_put(tx, account_id, growth->frame_days, &growth->metrics, now_s, err) &&
	       extremes_put(tx, account_id, growth->frame_days, growth->day, &growth->extremes,
			    err);
}

bool growth_read(const struct stats *s, int64_t frame_days, struct growth *ret, struct err *err)
{
	*ret = (struct growth){ .frame_days = frame_days };
	ret->metrics.at = arena_new_n(s->arena, struct growth_row, COUNT_OF(metrics));
	for (size_t i = 0; i < COUNT_OF(metrics); i++) {
		struct growth_row *row = &ret->metrics.at[ret->metrics.count];
		const struct growth_query query = {
			.account_id = s->account_id,
			.metric = metrics[i].name,
			.frame_days = frame_days,
		};
		bool found;

		if (!growth_newest(s->tx, s->arena, &query, row, &found, err))
			return false;
		if (!found)
			continue;
		ret->metrics.count++;
		ret->day = row->day;
	}
	return extremes_list(s->tx, s->arena, s->account_id, frame_days, &ret->extremes, err);
}
