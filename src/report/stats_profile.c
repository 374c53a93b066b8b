#include "report/read.h"
#include "store/insights.h"
#include "store/profile_days.h"

static struct profile_day profile_day_of(const struct profile_day_row *row)
{
	return (struct profile_day){
		.day = row->day,
		.updated_s = row->updated_s,
		.followers = row->followers_count,
		.follows = row->follows_count,
		.media = row->media_count,
		.followers_growth = row->followers_growth,
		.media_growth = row->media_growth,
	};
}

/* The stored days of a range; `*room` items are left free before them. */
static bool read_days(const struct stats *s, int64_t first_day, int64_t last_day, size_t room,
		      struct profile_day **ret, size_t *ret_count, struct err *err)
{
	struct profile_day_rows rows = { 0 };

	if (!profile_days_list(s->tx, s->arena, s->account_id, first_day, last_day, &rows, err))
		return false;

	struct profile_day *days = arena_new_n(s->arena, struct profile_day, rows.count + room);

	for (size_t i = 0; i < rows.count; i++)
		days[room + i] = profile_day_of(&rows.at[i]);
	*ret = days;
	*ret_count = rows.count;
	return true;
}

bool read_profile(const struct stats *s, struct stats_profile_days *ret, struct err *err)
{
	int64_t first_day = window_earliest_day(s->window);
	struct profile_day_row earlier = { 0 };
	struct profile_day *days = NULL;
	size_t count = 0;
	bool found = false;

	if (!read_days(s, first_day, s->window->now.last_day, 1, &days, &count, err) ||
	    !profile_days_newest(s->tx, s->arena, s->account_id, first_day - 1, &earlier, &found,
				 err))
		return false;
	if (found)
		days[0] = profile_day_of(&earlier);
	ret->items = found ? days : days + 1;
	ret->count = count + found;
	return true;
}

bool read_followers(const struct stats *s, struct opt_int *ret, struct err *err)
{
	struct stats_profile_days days = { 0 };

	if (!stats_user_data(s, &days, err))
		return false;
	*ret = followers_at_end(days.items, days.count, &s->window->now);
	return true;
}

bool stats_user_data(const struct stats *s, struct stats_profile_days *ret, struct err *err)
{
	struct profile_day *days = NULL;

	if (!read_days(s, s->window->now.first_day, s->window->now.last_day, 0, &days, &ret->count,
		       err))
		return false;
	ret->items = days;
	return true;
}

bool stats_latest_user_data(const struct stats *s, struct profile_day *ret, bool *ret_found,
			    struct err *err)
{
	struct profile_day_row row = { 0 };

	if (!profile_days_newest(s->tx, s->arena, s->account_id, INT64_MAX, &row, ret_found, err))
		return false;
	if (*ret_found)
		*ret = profile_day_of(&row);
	return true;
}

bool stats_follower_growth(const struct stats *s, struct compared *ret, struct err *err)
{
	struct stats_profile_days days = { 0 };

	if (!read_profile(s, &days, err))
		return false;
	*ret = follower_growth(days.items, days.count, s->window);
	return true;
}

/* ---- insights ------------------------------------------------------------------------------ */

static const struct str insight_metrics[] = {
	[STATS_REACH] = STR_INIT("reach"),
	[STATS_IMPRESSIONS] = STR_INIT("impressions"),
};

bool read_insight(const struct stats *s, enum stats_insight which, const struct span *x,
		  struct stats_insight_days *ret, struct err *err)
{
	const struct insight_query query = {
		.account_id = s->account_id,
		.metric = insight_metrics[which],
		.period = STR("day"),
		.start_s = x->start_s,
		.end_s = x->end_s,
	};
	struct insight_day_rows rows = { 0 };

	if (!insight_days_list(s->tx, s->arena, &query, &rows, err))
		return false;

	struct stats_insight_day *items =
		arena_new_n(s->arena, struct stats_insight_day, rows.count);
	size_t count = 0;

	for (size_t i = 0; i < rows.count; i++) {
		if (!rows.at[i].value.has)
			continue;
		items[count++] = (struct stats_insight_day){
			.end_time_s = rows.at[i].end_s,
			.updated_s = rows.at[i].updated_s,
			.value = rows.at[i].value.value,
		};
	}
	*ret = (struct stats_insight_days){ items, count };
	return true;
}

bool stats_insight_list(const struct stats *s, enum stats_insight which,
			struct stats_insight_days *ret, struct err *err)
{
	return read_insight(s, which, &s->window->now, ret, err);
}

static struct opt_double mean_of_days(const struct stats_insight_days *days)
{
	struct mean m = { 0 };

	for (size_t i = 0; i < days->count; i++)
		mean_add(&m, OPT_INT(days->items[i].value));
	return mean_of(&m);
}

bool read_insight_means(const struct stats *s, enum stats_insight which, struct insight_means *ret,
			struct err *err)
{
	struct stats_insight_days now = { 0 }, before = { 0 };
	struct opt_int oldest = OPT_NO_INT;

	if (!read_insight(s, which, &s->window->now, &now, err) ||
	    !read_insight(s, which, &s->window->before, &before, err) ||
	    !insight_days_oldest(s->tx, s->account_id, insight_metrics[which], STR("day"), &oldest,
				 err))
		return false;
	*ret = (struct insight_means){
		.now = mean_of_days(&now),
		.before = mean_of_days(&before),
		.is_whole = oldest.has && oldest.value <= s->window->before.first_day,
	};
	return true;
}

bool stats_insight_average(const struct stats *s, enum stats_insight which, struct compared *ret,
			   struct err *err)
{
	struct insight_means means = { .is_whole = false };

	if (!read_insight_means(s, which, &means, err))
		return false;
	*ret = compared_if_whole(compared_by_percent(means.now, means.before), means.is_whole);
	return true;
}
