#include "report/read.h"
#include "store/media.h"
#include "store/media_days.h"

static bool read_days(const struct stats *s, int64_t first_day, struct stats_engagement_days *ret,
		      struct err *err)
{
	struct engagement_day_rows rows = { 0 };

	if (!engagement_days_list(s->tx, s->arena, s->account_id, first_day,
				  s->window->now.last_day, &rows, err))
		return false;

	struct engagement_day *items = arena_new_n(s->arena, struct engagement_day, rows.count);

	for (size_t i = 0; i < rows.count; i++) {
		const struct engagement_day_row *row = &rows.at[i];

		items[i] = (struct engagement_day){
			.day = row->day,
			.count = row->media_count,
			.like = row->like_count,
			.comments = row->comments_count,
			.like_growth = row->like_growth,
			.comments_growth = row->comments_growth,
			.like_first = row->like_first,
			.comments_first = row->comments_first,
		};
	}
	*ret = (struct stats_engagement_days){ items, rows.count };
	return true;
}

/* The rows of both windows whose growth is not known. */
static bool read_first_rows(const struct stats *s, struct media_day **ret, size_t *ret_count,
			    struct err *err)
{
	struct media_day_rows rows = { 0 };

	if (!media_days_list_first(s->tx, s->arena, s->account_id, window_earliest_day(s->window),
				   s->window->now.last_day, &rows, err))
		return false;
	*ret = arena_new_n(s->arena, struct media_day, rows.count);
	*ret_count = rows.count;
	for (size_t i = 0; i < rows.count; i++) {
		(*ret)[i] = (struct media_day){
			.day = rows.at[i].day,
			.posted_s = rows.at[i].posted_s,
			.like = rows.at[i].like_count,
			.comments = rows.at[i].comments_count,
			.like_growth = rows.at[i].like_growth,
			.comments_growth = rows.at[i].comments_growth,
		};
	}
	return true;
}

bool stats_engagement_list(const struct stats *s, struct stats_engagement_days *ret,
			   struct err *err)
{
	return read_days(s, s->window->now.first_day, ret, err);
}

bool read_engagement_gains(const struct stats *s, struct engagement_gains *ret, struct err *err)
{
	const struct span *now = &s->window->now, *before = &s->window->before;
	struct stats_engagement_days days = { 0 };
	struct stats_profile_days profile = { 0 };
	struct media_day *first = NULL;
	size_t first_count = 0;
	struct opt_int oldest = OPT_NO_INT;

	if (!read_days(s, window_earliest_day(s->window), &days, err) ||
	    !read_first_rows(s, &first, &first_count, err) || !read_profile(s, &profile, err) ||
	    !engagement_days_oldest(s->tx, s->account_id, &oldest, err))
		return false;
	*ret = (struct engagement_gains){
		.gained = engagement_gained(days.items, days.count, first, first_count, now),
		.gained_before =
			engagement_gained(days.items, days.count, first, first_count, before),
		.followers = followers_at_end(profile.items, profile.count, now),
		.followers_before = followers_at_end(profile.items, profile.count, before),
		/* What a day gained is known from the day before it. */
		.is_whole = oldest.has && oldest.value < before->first_day,
	};
	return true;
}

bool stats_engagement_growth(const struct stats *s, struct compared *ret, struct err *err)
{
	struct engagement_gains g = { .is_whole = false };

	if (!read_engagement_gains(s, &g, err))
		return false;
	*ret = compared_if_whole(
		engagement_growth(g.gained, g.followers, g.gained_before, g.followers_before),
		g.is_whole);
	return true;
}

static bool read_means(const struct stats *s, const struct span *x, struct engagement_means *ret,
		       struct err *err)
{
	struct media_totals totals = { 0 };

	if (!media_totals(s->tx, s->account_id, x->start_s, x->end_s, &totals, err))
		return false;
	ret->like = (struct mean){ totals.like_sum, totals.like_known };
	ret->comments = (struct mean){ totals.comments_sum, totals.comments_known };
	return true;
}

bool stats_engagement_average(const struct stats *s, struct engagement_average *ret,
			      struct err *err)
{
	struct engagement_means now = { 0 }, before = { 0 };
	struct opt_int followers = OPT_NO_INT;

	if (!read_means(s, &s->window->now, &now, err) ||
	    !read_means(s, &s->window->before, &before, err) || !read_followers(s, &followers, err))
		return false;
	*ret = engagement_average(&now, &before, followers);
	return true;
}

bool stats_standard_rate(const struct stats *s, const struct standard_rate **ret, struct err *err)
{
	struct opt_int followers = OPT_NO_INT;

	if (!read_followers(s, &followers, err))
		return false;
	*ret = followers.has ? standard_rate_for(followers.value) : NULL;
	return true;
}
